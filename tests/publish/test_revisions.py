"""Typo fixes end to end: what an author vouches for stays live in every language, and nothing else does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.main import main
from pipeline.formats.settings import read_revisions, write_revision
from pipeline.model.revision import Revision
from pipeline.publish.catalogs import edits_since_update, read_catalog
from pipeline.publish.revisions import read_project_revisions
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run

ARTICLE = "source/articles/dry-needling.md"
DISCLAIMER = "source/disclaimers/general.toml"
REVISIONS = "source/revisions.toml"
LOCALES = open_project(ROOT).site.locales

OLD = "Knowing what will happen, and why, often makes it easier."
NEW = "Knowing what will happen and why often makes it easier."
WHOLE = "The first session may feel more intense than later ones, simply because it is unfamiliar. It is typically tolerable. "
"""What stands before it in the same paragraph, and so in the same message."""
FIX = ("update", "--meaning-unchanged", f"{WHOLE}{NEW}", "--by", "Ana Kovač")


def edit(project: Path, old: str, new: str, path: str = ARTICLE) -> None:
    text = (project / path).read_text("utf-8")
    assert text.count(old) == 1, old
    (project / path).write_text(text.replace(old, new), "utf-8")


def contents(project: Path) -> dict[str, bytes]:
    found = (path for folder in ("source", "locales") for path in (project / folder).rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found if path.name != ".lock"}


def live(project: Path, msgid: str, domain: str = "dry-needling") -> Iterator[str]:
    """The locales in which a message is live."""
    opened = open_project(project)
    for locale in opened.locales:
        if (None, msgid) in read_catalog(opened, locale, domain).translated:
            yield locale.name


def text_of(project: Path, locale: str, msgid: str) -> str:
    opened = open_project(project)
    return read_catalog(opened, opened.locale(locale), "dry-needling").live[None, msgid].msgstr[0]


@pytest.fixture
def fixed(project: Path) -> Path:
    """The real project after a typo fix in the article."""
    edit(project, OLD, NEW)
    return project


def test_a_typo_fix_keeps_every_translation_live_and_says_who_vouched(fixed: Path, run: Run) -> None:
    before = {locale: text_of(fixed, locale, WHOLE + OLD) for locale in LOCALES}
    day = datetime.now(UTC).date()
    assert run(*FIX).exit_code == 0
    assert tuple(live(fixed, WHOLE + NEW)) == LOCALES
    assert {locale: text_of(fixed, locale, WHOLE + NEW) for locale in LOCALES} == before
    (revision,) = read_project_revisions(open_project(fixed))
    assert revision == Revision("dry-needling", WHOLE + OLD, WHOLE + NEW, "Ana Kovač", revision.on)
    assert day <= revision.on <= datetime.now(UTC).date()
    assert "Ana Kovač" in (fixed / REVISIONS).read_text("utf-8")
    built = run("build")
    assert built.exit_code == 0, built.output
    for locale in LOCALES:
        page = (fixed / f"build/site/{locale}/dry-needling.html").read_text("utf-8")
        assert NEW not in page
    rows = json.loads(run("status", "--json").stdout)["locales"]
    assert [(row["locale"], row["translated"]) for row in rows] == [
        (locale, row["messages"]) for locale, row in zip(LOCALES, rows, strict=True)
    ]
    after = contents(fixed)
    assert run("update").output == "nothing to change\n"
    again = run(*FIX)
    assert again.exit_code == 2  # it is no edit any more
    assert contents(fixed) == after


def test_undoing_a_typo_fix_keeps_every_translation_live_too(fixed: Path, run: Run) -> None:
    before = contents(fixed)
    assert run(*FIX).exit_code == 0
    edit(fixed, NEW, OLD)
    assert run("update").exit_code == 0
    assert tuple(live(fixed, WHOLE + OLD)) == LOCALES
    after = contents(fixed)
    same = [path for path in before if path.endswith(".po")]
    dates = b"POT-Creation-Date"
    for path in same:
        lines = [[line for line in found[path].splitlines() if dates not in line] for found in (before, after)]
        assert lines[0] == lines[1]


def test_two_typo_fixes_one_after_the_other_keep_translations_live_also_where_one_update_was_missed(
    fixed: Path, run: Run
) -> None:
    last = NEW.replace("easier.", "easier!")
    assert run(*FIX, "hr").exit_code == 0
    edit(fixed, NEW, last)
    result = run("update", "--meaning-unchanged", WHOLE + last, "--by", "Ana")
    assert result.exit_code == 0, result.output
    # German missed the text in between; the chain leads over it.
    assert tuple(live(fixed, WHOLE + last)) == LOCALES
    assert [revision.after for revision in read_project_revisions(open_project(fixed))] == [WHOLE + NEW, WHOLE + last]


def test_what_an_update_made_fuzzy_is_live_again_unless_a_translator_touched_it(fixed: Path, run: Run) -> None:
    assert run("update").exit_code == 0
    assert not list(live(fixed, WHOLE + NEW))
    mine = text_of(fixed, "hr", WHOLE + NEW)
    path = "locales/hr/LC_MESSAGES/dry-needling.po"
    text = (fixed / path).read_text("utf-8")
    entry = f'msgid "{WHOLE}{NEW}"\nmsgstr "'
    (fixed / path).write_text(text.replace(f"{entry}{mine}", f"{entry}Polovica, još nije gotovo."), "utf-8")
    assert text_of(fixed, "hr", WHOLE + NEW) == "Polovica, još nije gotovo."
    assert run(*FIX).exit_code == 0
    assert tuple(live(fixed, WHOLE + NEW)) == tuple(locale for locale in LOCALES if locale != "hr")
    assert text_of(fixed, "hr", WHOLE + NEW) == "Polovica, još nije gotovo."
    assert mine in (fixed / path).read_text("utf-8")


def test_a_translation_that_was_fuzzy_before_the_typo_fix_stays_fuzzy(project: Path, run: Run) -> None:
    edit(project, "Release muscle tension", "Release muscle tension and stress")
    assert run("update").exit_code == 0
    edit(project, "Release muscle tension and stress", "Release muscle tension and stress.")
    result = run("update", "--meaning-unchanged", "Release muscle tension and stress.", "--by", "Ana")
    assert result.exit_code == 0, result.output
    assert not list(live(project, "Release muscle tension and stress."))


def test_after_an_extract_alone_a_typo_fix_can_still_be_vouched_for(fixed: Path, run: Run) -> None:
    assert run("extract").exit_code == 0
    result = run(*FIX)
    assert result.exit_code == 0, result.output
    assert tuple(live(fixed, WHOLE + NEW)) == LOCALES


def test_several_texts_and_beginnings_of_texts_name_edits(fixed: Path, run: Run) -> None:
    edit(fixed, "Improve local blood flow", "Improve the local blood flow")
    edit(fixed, "Release muscle tension", "Release tension of muscles")
    words = ("--meaning-unchanged", "The first session m", "--meaning-unchanged", "Improve the local blood flow")
    assert run("update", *words, "--by", "Ana").exit_code == 0
    assert tuple(live(fixed, WHOLE + NEW)) == LOCALES
    assert tuple(live(fixed, "Improve the local blood flow")) == LOCALES
    assert not list(live(fixed, "Release tension of muscles"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Relax", "no edited message begins so"),
        ("Fever", "no edited message begins so"),
        ("Release", "2 edited messages begin so"),
        ("", "an empty text names no message"),
        (" ", "an empty text names no message"),
    ],
)
def test_a_text_that_names_no_edit_or_several_changes_nothing(project: Path, run: Run, text: str, problem: str) -> None:
    edit(project, "Release muscle tension", "Release of muscle tension")
    edit(project, "Improve local blood flow", "Release local blood flow")
    before = contents(project)
    result = run("update", "--meaning-unchanged", text, "--by", "Ana")
    assert result.exit_code == 2
    assert problem in result.stderr
    if text.strip():
        assert "edited since the last update:\n    Release of muscle tension\n    Release local blood flow" in result.stderr
    assert contents(project) == before


REFUSED = {
    "a caution": (ARTICLE, "You are allergic to metal.", "You are allergic to metals.", "it is protected"),
    "a duty": (DISCLAIMER, "Every person is unique, and responses", "Every person is unique, and reactions", "it is protected"),
    "a figure": (ARTICLE, "less pain and move better within 1–2 days", "less pain and move better within 1–3 days", "“2 days”"),
    "a unit": (ARTICLE, "2–3 sessions over 1–2 weeks", "2–3 sessions over 1–2 days", "“2 weeks” became “2 days”"),
    "a negation": (ARTICLE, "it is not a guarantee of success", "it is a guarantee of success", "“not” was removed"),
    "may": (
        ARTICLE,
        "Gentle stretching or soft-tissue techniques may",
        "Gentle stretching or soft-tissue techniques must",
        "“may”",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_nobody_can_vouch_for_is_refused_and_nothing_is_written(fixed: Path, run: Run, name: str) -> None:
    path, old, new, reason = REFUSED[name]
    edit(fixed, old, new, path)
    shown = next(found.after[1] for found in edits_since_update(open_project(fixed)) if new in found.after[1])
    before = contents(fixed)
    result = run(*FIX, "--meaning-unchanged", shown)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert "cannot keep its translations" in result.stderr
    assert contents(fixed) == before


def interactive(project: Path, answers: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), "update", *arguments, "--meaning-unchanged"], input=answers)


def test_asked_at_the_terminal_a_person_says_yes_or_no_to_each_edit(fixed: Path) -> None:
    edit(fixed, "Improve local blood flow", "Improve the local blood flow")
    edit(fixed, "You are allergic to metal.", "You are allergic to metals.")
    result = interactive(fixed, "y\nn\n", "--by", "Ana")
    assert result.exit_code == 0, result.output
    assert "dry-needling\n  - Improve local blood flow\n  + Improve the local blood flow\n" in result.output
    assert "  + You are allergic to metals.\n  goes to the translators: it is protected" in result.output
    assert tuple(live(fixed, "Improve the local blood flow")) == LOCALES
    assert not list(live(fixed, WHOLE + NEW))
    assert not list(live(fixed, "You are allergic to metals."))


@pytest.mark.parametrize("answers", ["", "y\n"])
def test_where_a_person_breaks_off_nothing_is_written(fixed: Path, answers: str) -> None:
    edit(fixed, "Improve local blood flow", "Improve the local blood flow")
    before = contents(fixed)
    result = interactive(fixed, answers, "--by", "Ana")
    assert result.exit_code == 1
    assert contents(fixed) == before


def test_asked_where_nothing_was_edited(project: Path) -> None:
    before = contents(project)
    result = interactive(project, "", "--by", "Ana")
    assert (result.exit_code, result.output) == (0, "no message was edited since the last update\nnothing to change\n")
    assert contents(project) == before


@pytest.mark.parametrize("by", [(), ("--by", " "), ("--by", "\udcff"), ("--by", "A\x1bna")])
def test_where_nobody_says_so_nothing_is_written(
    fixed: Path, run: Run, monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...]
) -> None:
    for name, value in {"HOME": str(fixed), "XDG_CONFIG_HOME": str(fixed), "GIT_CONFIG_NOSYSTEM": "1"}.items():
        monkeypatch.setenv(name, value)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS"):
        monkeypatch.delenv(name, raising=False)
    before = contents(fixed)
    result = run(*FIX[:3], *by)
    assert result.exit_code == 2
    assert "name yourself with --by" in result.stderr
    assert contents(fixed) == before


def test_the_name_is_that_of_git_where_none_is_given(fixed: Path, run: Run) -> None:
    subprocess.run(["git", "init", "-q"], cwd=fixed, check=True)
    subprocess.run(["git", "config", "user.name", "Zoë Žagar"], cwd=fixed, check=True)
    assert run(*FIX[:3]).exit_code == 0
    assert [revision.by for revision in read_project_revisions(open_project(fixed))] == ["Zoë Žagar"]


def test_a_wrong_locale_beside_a_typo_fix_is_refused_before_anything_is_written(fixed: Path, run: Run) -> None:
    before = contents(fixed)
    result = run(*FIX, "en")
    assert result.exit_code == 2
    assert "en is the source locale" in result.stderr
    assert contents(fixed) == before


def test_a_message_that_was_protected_later_is_not_carried(fixed: Path, run: Run) -> None:
    assert run(*FIX, "hr").exit_code == 0
    text = (fixed / ARTICLE).read_text("utf-8")
    start = text.index("The first session may feel more intense")
    end = text.index(NEW) + len(NEW)
    (fixed / ARTICLE).write_text(f"{text[:start]}::: caution\n{text[start:end]}\n:::{text[end:]}", "utf-8")
    assert run("update").exit_code == 0
    assert list(live(fixed, WHOLE + NEW)) == ["hr"]  # what was live stays; nobody else gets it unseen


ENTRY = '[[revisions]]\ndomain = "dry-needling"\nbefore = "{}"\nafter = "{}"\nby = "Ana"\non = 2026-11-24\n'
BROKEN = {
    "a smuggled figure": (
        ENTRY.format("Rest well.", "Rest well!") + ENTRY.format("Rest for 24 hours.", "Rest for 48 hours."),
        "source/revisions.toml: entry 2 (dry-needling) changed the meaning: the figure “24 hours” became “48 hours”",
    ),
    "a smuggled negation": (ENTRY.format("Do not rest.", "Do rest."), "the word “not” was removed"),
    "no TOML": (ENTRY.format("a", "b") + "on =\n", "source/revisions.toml:7: not TOML"),
    "an unknown key": (ENTRY.format("a", "b") + "why = 1\n", "source/revisions.toml: revisions.0.why: unexpected keyword"),
    "a missing name": (ENTRY.format("a", "b").replace('by = "Ana"\n', ""), "source/revisions.toml: revisions.0.by: "),
    "no date": (ENTRY.format("a", "b").replace("2026-11-24", '"soon"'), "source/revisions.toml: revisions.0.on: "),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_record_that_was_written_wrong_by_hand_stops_everything(fixed: Path, run: Run, name: str) -> None:
    text, message = BROKEN[name]
    (fixed / REVISIONS).write_text(text, "utf-8")
    before = contents(fixed)
    for command in (("update",), FIX):
        result = run(*command)
        assert result.exit_code == 2
        assert message in result.stderr
    assert contents(fixed) == before


@pytest.mark.parametrize("text", ["", "# ours\r\n", "# ours", "\ufeff# ours\n", ENTRY.format("a", "b").rstrip()])
def test_what_people_wrote_in_the_record_stays_above_what_is_added(fixed: Path, run: Run, text: str) -> None:
    (fixed / REVISIONS).write_bytes(text.encode())
    assert run(*FIX).exit_code == 0
    assert (fixed / REVISIONS).read_bytes().startswith(text.encode())
    assert read_project_revisions(open_project(fixed))[-1].after == WHOLE + NEW


def test_a_record_in_a_form_that_takes_no_more_entries_is_a_clear_error_and_stays(fixed: Path, run: Run) -> None:
    (fixed / REVISIONS).write_text("revisions = []\n", "utf-8")
    before = contents(fixed)
    result = run(*FIX)
    assert result.exit_code == 2
    assert f"error: {REVISIONS}: no entry can be added at its end" in result.stderr
    assert contents(fixed) == before


def test_authors_who_vouch_at_once_are_all_recorded(fixed: Path) -> None:
    edit(fixed, "Improve local blood flow", "Improve the local blood flow")
    edit(fixed, "Release muscle tension", "Release tension of muscles")
    texts = [WHOLE + NEW, "Improve the local blood flow", "Release tension of muscles"]
    # They began from the same edits, before any of them wrote.
    program = (
        "import sys; from pathlib import Path; from pipeline.publish.sources import open_project\n"
        "from pipeline.publish.catalogs import edits_since_update\n"
        "from pipeline.publish.revisions import chosen_edits, record_revisions\n"
        "project = open_project(Path(sys.argv[1])); found = chosen_edits(edits_since_update(project), sys.argv[2:])\n"
        "print('ready', flush=True); sys.stdin.readline(); record_revisions(project, found, 'Ana')\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(fixed), text],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for text in texts
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=120)
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sorted(revision.after for revision in read_project_revisions(open_project(fixed))) == sorted(texts)


def test_what_a_killed_author_left_half_written_is_swept(project: Path, run: Run) -> None:
    left = project / "source/.revisions.toml.ab12cd_4.tmp"
    left.write_bytes(b"[[revi")
    assert run("update").exit_code == 0
    assert not left.exists()


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    [
        '"',
        "\\",
        "'''",
        '"""',
        "\n",
        "\r\n",
        "\t",
        "\x7f",
        "\x00",
        "\x85",
        "\u2028",
        "\\u0041",
        "“ž”",
        "𝄞",
        "# x",
        "[[revisions]]",
    ]
)
REVISION = st.builds(Revision, TEXT, TEXT, TEXT, TEXT, st.dates(min_value=date(1000, 1, 1)), st.none() | TEXT)


@given(st.lists(REVISION, max_size=4))
def test_what_is_recorded_is_read_again(revisions: list[Revision]) -> None:
    text = "# ours\n" + "".join(map(write_revision, revisions))
    assert read_revisions(text.encode().decode("utf-8-sig").replace("\r\n", "\n"), REVISIONS) == tuple(revisions)
