"""Typo fixes and recalls: nobody's word keeps a translation of an unsafe text, neither afterwards nor before."""

from pathlib import Path

import pytest

from pipeline.publish.sources import open_project
from tests.conftest import Run
from tests.recall.stories import ARTICLE, HEAT, ICE, RECALLS, catalog, confirm, edit, recall, refused, translate

WARM = "Use heat or gentle stretching afterward."
"""The unsafe text before a harmless typo fix."""


def vouch(run: Run, text: str) -> None:
    result = run("update", "--meaning-unchanged", text, "--by", "Sample Author")
    assert result.exit_code == 0, result.output


@pytest.fixture
def carried(project: Path, run: Run) -> Path:
    """Somebody vouched that ice means heat; every translation was kept, and then the text was recalled."""
    edit(project, HEAT, ICE)
    vouch(run, ICE)
    assert (None, ICE) in catalog(project, "hr").translated
    recall(project)
    return project


def test_what_a_typo_fix_carried_over_is_refused_made_fuzzy_once_and_followed(carried: Path, run: Run) -> None:
    locales = open_project(carried).site.locales
    wrong = catalog(carried, "hr").live[None, ICE].msgstr
    for locale in locales:
        (finding,) = refused(carried, locale)
        assert "was carried over by a typo fix from the text that source/recalls.toml:1 recalls" in finding.problem
    assert run("update").exit_code == 0
    message = catalog(carried, "hr").live[None, ICE]
    assert message.fuzzy
    assert (message.previous and message.previous.msgid, message.msgstr) == (HEAT, wrong)
    assert run("update").output == "nothing to change\n"
    confirm(carried, "hr", ICE)
    assert len(refused(carried, "hr")) == 1
    translate(carried, "hr", ICE, "Poslije hladite.")
    assert refused(carried, "hr") == ()
    run("update")
    assert catalog(carried, "hr").live[None, ICE].msgstr == ("Poslije hladite.",)
    assert refused(carried, "hr") == ()
    assert len(refused(carried, "de")) == 1


def test_the_pages_that_were_built_meanwhile_are_found(carried: Path, run: Run) -> None:
    (carried / "old.txt").write_text(f"- {catalog(carried, 'hr').live[None, ICE].msgstr[0]}\n", "utf-8")
    result = run("recall", str(carried / "old.txt"))
    assert result.exit_code == 1
    assert "old.txt: it carries a translation (hr) of the text that source/recalls.toml:1 recalls" in result.stdout
    assert "source/revisions.toml: entry 1 keeps no translation any more: source/recalls.toml:1 recalls one of" in result.stdout


def test_after_a_recall_nobody_can_vouch_for_its_text(project: Path, run: Run) -> None:
    recall(project)
    edit(project, HEAT, ICE)
    before = {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()}
    result = run("update", "--meaning-unchanged", ICE, "--by", "Sample Author")
    assert result.exit_code == 2
    assert f"error: {ARTICLE}: “{ICE}” cannot keep its translations: {RECALLS}:1 recalls what it was before" in result.stderr
    assert {path: path.read_bytes() for path in project.rglob("*.*") if path.is_file()} == before
    edit(project, ICE, WARM)  # nor for an edit that leads back to it
    assert run("update").exit_code == 0
    edit(project, WARM, HEAT)
    result = run("update", "--meaning-unchanged", HEAT, "--by", "Sample Author")
    assert result.exit_code == 2
    assert f"{RECALLS}:1 recalls it" in result.stderr


def test_a_fix_written_by_hand_after_the_recall_carries_nothing(project: Path, run: Run) -> None:
    recall(project)
    edit(project, HEAT, ICE)
    entry = f'[[revisions]]\ndomain = "dry-needling"\nbefore = "{HEAT}"\nafter = "{ICE}"\nby = "Sample"\non = 2026-11-26\n'
    (project / "source/revisions.toml").write_text(entry, "utf-8")
    assert run("update").exit_code == 0
    for locale in open_project(project).site.locales:
        assert catalog(project, locale).live[None, ICE].fuzzy
        assert len(refused(project, locale)) == 1


def test_the_form_before_a_typo_fix_was_as_unsafe(project: Path, run: Run) -> None:
    edit(project, HEAT, WARM)
    assert run("update").exit_code == 0
    for locale in open_project(project).site.locales:
        confirm(project, locale, WARM)
    assert run("update").exit_code == 0
    edit(project, WARM, HEAT)
    result = run("update", "hr", "--meaning-unchanged", HEAT, "--by", "Sample Author")
    assert result.exit_code == 0, result.output
    recall(project)
    edit(project, HEAT, ICE)
    # German missed the typo fix: what it has is a translation of the form before.
    assert (None, WARM) in catalog(project, "de").translated
    assert "run `polyclinic update`" in refused(project, "de")[0].remedy
    assert run("update").exit_code == 0
    for locale in ("de", "hr"):
        assert catalog(project, locale).live[None, ICE].fuzzy
        (finding,) = refused(project, locale)
        assert "was made from the text" in finding.problem
        confirm(project, locale, ICE)
        assert len(refused(project, locale)) == 1
        translate(project, locale, ICE, "Sample new words.")
        assert refused(project, locale) == ()


def test_a_typo_fix_of_the_corrected_text_keeps_what_was_translated_anew(project: Path, run: Run) -> None:
    recall(project)
    edit(project, HEAT, ICE)
    assert run("update").exit_code == 0
    translate(project, "hr", ICE, "Poslije hladite.")
    later = ICE.replace("afterwards.", "afterwards!")
    edit(project, ICE, later)
    vouch(run, later)
    assert catalog(project, "hr").translated[None, later].msgstr == ("Poslije hladite.",)
    assert refused(project, "hr") == ()
    assert len(refused(project, "de")) == 1


def test_other_typo_fixes_carry_as_before(project: Path, run: Run) -> None:
    recall(project)
    edit(project, "Release muscle tension", "Release tension of muscles")
    vouch(run, "Release tension of muscles")
    for locale in open_project(project).site.locales:
        assert (None, "Release tension of muscles") in catalog(project, locale).translated
