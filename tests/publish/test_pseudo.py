"""Pseudo-locales from the settings to the folder: rendered, held by the gate, and never published."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.gate import refusals
from pipeline.l10n.demands import demands_of
from pipeline.l10n.extract import extract
from pipeline.l10n.pseudo import pseudo_catalog
from pipeline.l10n.translate import translate
from pipeline.model.catalog import Message
from pipeline.model.locale import PSEUDO_TAGS
from pipeline.model.page import Demands, Page
from pipeline.publish.desks import open_desk, page_status
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run
from tests.publish.test_bad_input import SITE, Change, appended, replaced, snapshot
from tests.publish.test_build import LOCALES, empty_duty, tree

NAMES = list(PSEUDO_TAGS)


@pytest.fixture
def pseudo(project: Path, run: Run) -> Path:
    """The project with both pseudo-locales in its settings, built; the folder of their pages."""
    for name in NAMES:
        assert run("init", name).exit_code == 0
    result = run("build")
    assert result.exit_code == 0, result.output
    return project / "build/pseudo"


def test_the_site_does_not_know_of_them(pseudo: Path, site: Path) -> None:
    assert tree(pseudo.with_name("site")) == tree(site)
    assert set(tree(pseudo)) == {
        "index.html",
        "style.css",
        *(f"{name}/dry-needling.{suffix}" for name in NAMES for suffix in ("html", "txt")),
    }


def test_init_adds_one_line_to_the_settings_and_no_file(run: Run, project: Path) -> None:
    before = snapshot(project)
    text = before[SITE].decode()
    results = [run("init", name) for name in ("qps_ploc", "qps-ploc", "qps-plocm")]
    assert [result.exit_code for result in results] == [0, 0, 0]
    assert "never into the site" in results[0].output
    line = next(line for line in text.splitlines() if line.startswith("locales"))
    after = text.replace(line, f'{line}\npseudo_locales = ["qps-ploc", "qps-plocm"]')
    assert snapshot(project) == before | {SITE: after.encode()}
    assert open_project(project).site.locales == LOCALES


def test_they_need_no_preparation_and_touch_no_other_page(run: Run, project: Path) -> None:
    assert run("build", "--locale", "hr", "--format", "html").exit_code == 0
    before = tree(project / "build/site")
    result = run("build", "--locale", "qps_plocm", "--locale", "qps-plocm", "--format", "html")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines() if line.endswith("in build/pseudo")] == ["qps-plocm"]
    assert tree(project / "build/site") == before
    assert set(tree(project / "build/pseudo")) == {"index.html", "style.css", "qps-plocm/dry-needling.html"}


def test_a_build_of_languages_leaves_them_as_they_were(run: Run, pseudo: Path) -> None:
    before = tree(pseudo)
    assert run("build", "--locale", "hr").exit_code == 0
    assert tree(pseudo) == before


def test_a_refused_language_changes_nothing_for_them(run: Run, project: Path, pseudo: Path) -> None:
    before = tree(pseudo)
    empty_duty(project, "hr", "basis")
    assert run("build").exit_code == 1
    assert tree(pseudo) == before
    assert not (project / "build/site/hr").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_not_to_be_found_and_names_no_address(pseudo: Path, name: str) -> None:
    for path in (f"{name}/dry-needling.html", "index.html"):
        html = (pseudo / path).read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert "example.org" not in html
        assert "canonical" not in html
    html = (pseudo / name / "dry-needling.html").read_text("utf-8")
    direction = {"qps-ploc": "ltr", "qps-plocm": "rtl"}[name]
    assert html.splitlines()[1] == f'<html lang="{PSEUDO_TAGS[name]}" dir="{direction}">'
    for target in re.findall(r'href="(?!#|https:)([^"#]+)"', html):
        assert (pseudo / name / target).exists(), target


@pytest.mark.parametrize("name", NAMES)
def test_no_english_is_left_but_what_is_never_translated(pseudo: Path, name: str) -> None:
    html = (pseudo / name / "dry-needling.html").read_text("utf-8")
    body = html.split("<body>")[1]
    body = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", body, flags=re.DOTALL)
    body = re.sub(r"<nav id=\"languages\".*?</nav>|<time .*?</time>", "", body, flags=re.DOTALL)
    assert re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", "", body)) == []
    assert body.count("⟦") == body.count("⟧") > 100


def demands_on(project: Path, name: str) -> Demands:
    opened = open_project(project)
    names = [opened.target(name) for name in NAMES]
    desk = open_desk(opened, opened.target(name), names, date(2026, 11, 25))
    article, disclaimer = opened.article("dry-needling"), opened.disclaimers["general"]
    catalog = pseudo_catalog(extract(article), desk.locale)
    return demands_of(
        article,
        translate(article, catalog),
        disclaimer,
        catalog,
        desk.standards,
        (),
        page_status(opened, desk.standards, ()),
        {},
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_gate_holds_them_to_every_duty(project: Path, pseudo: Path, name: str) -> None:
    demands = demands_on(project, name)
    html, text = ((pseudo / name / f"dry-needling.{end}").read_text("utf-8") for end in ("html", "txt"))
    page = Page("dry-needling", open_project(project).target(name), html, text)
    assert refusals(page, demands) == ()
    for duty in open_project(project).disclaimers["general"].duties():
        less = re.sub(rf'<span data-duty="{duty.name}">.*?</span>', "", html)
        assert less != html
        assert "disclaimer-duties" in {finding.rule for finding in refusals(replace(page, html=less), demands)}


def test_a_disclaimer_that_is_not_translated_is_refused_like_any(project: Path, pseudo: Path) -> None:
    demands = demands_on(project, "qps-ploc")
    empty = replace(demands.title, message=Message(demands.title.source))
    html = (pseudo / "qps-ploc/dry-needling.html").read_text("utf-8")
    page = Page("dry-needling", open_project(project).target("qps-ploc"), html, None)
    assert {finding.rule for finding in refusals(page, replace(demands, title=empty))} == {"disclaimer-untranslated"}


def test_status_and_update_are_about_languages(run: Run, project: Path, pseudo: Path) -> None:
    assert "qps" not in run("status").stdout
    assert run("update").stdout.strip() == "nothing to change"
    assert not list(project.glob("locales/qps*"))
    for command in ("status", "update"):
        result = run(command, "qps-ploc")
        assert result.exit_code == 2
        assert "qps-ploc is a pseudo-locale: it has no catalogs\n  → see its pages with `polyclinic build" in result.stderr


def test_a_full_disk_leaves_the_old_pages(run: Run, project: Path, pseudo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(project / "build")
    written = Path.write_text

    def no_space(path: Path, *arguments: object, **named: object) -> int:
        if "qps-plocm" in path.parts:
            raise OSError(28, "No space left on device")
        return written(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", no_space)
    result = run("build")
    monkeypatch.undo()
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert tree(project / "build") == before


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_build_changes_nothing(project: Path, pseudo: Path) -> None:
    before = tree(project / "build")
    replaced("source/articles/dry-needling.md", "Drink enough.", "Drink enough water.")(project)
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "-C", str(project), "build"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as build:
        assert build.stdout
        build.stdout.readline()  # the first page is done, the others are not
        build.send_signal(signal.SIGINT)
        build.communicate(timeout=60)
    assert build.returncode == 130
    assert tree(project / "build") == before


WRONG: dict[str, tuple[Change, str]] = {
    "unknown": (appended(SITE, 'pseudo_locales = ["de"]\n'), r"'de' is no pseudo-locale\n  → there are qps-ploc and qps-plocm"),
    "among the languages": (replaced(SITE, '"ar"', '"qps-ploc"'), r"'qps-ploc' is a pseudo-locale, not a language"),
    "in both": (
        lambda project: (
            replaced(SITE, '"ar"', '"qps-ploc"')(project),
            appended(SITE, 'pseudo_locales = ["qps-ploc"]\n')(project),
        )[-1],
        r"locales named twice: qps-ploc",
    ),
    "twice": (appended(SITE, 'pseudo_locales = ["qps-ploc", "qps_ploc"]\n'), r"locales named twice: qps-ploc"),
    "as the source": (replaced(SITE, 'source_locale = "en"', 'source_locale = "qps-ploc"'), r"is a pseudo-locale, not a lang"),
    "no list": (appended(SITE, "pseudo_locales = true\n"), r"pseudo_locales: "),
}


@pytest.mark.parametrize("name", WRONG)
def test_settings_that_name_them_wrongly_are_a_clear_error(run: Run, project: Path, name: str) -> None:
    change, message = WRONG[name]
    change(project)
    before = snapshot(project)
    result = run("build")
    assert result.exit_code == 2
    assert re.match(rf"error: source/site\.toml: .*{message}", result.stderr), result.stderr
    assert snapshot(project) == before


@pytest.mark.parametrize("name", ["qps", "qps-ploca", "qps-ploc/..", "QPS-PLOC"])
def test_names_that_are_none_are_refused(run: Run, project: Path, name: str) -> None:
    before = snapshot(project)
    assert [run("init", name).exit_code, run("build", "--locale", name).exit_code] == [2, 2]
    assert snapshot(project) == before


def test_init_says_how_where_the_settings_are_written_otherwise(run: Run, project: Path) -> None:
    file = project / SITE
    file.write_text(file.read_text("utf-8").replace('locales = ["ar",', 'locales = [ # [ours]\n"ar",'), "utf-8")
    before = file.read_text("utf-8")
    result = run("init", "qps-ploc")
    assert result.exit_code == 1
    assert 'add "qps-ploc" to pseudo_locales' in result.stderr
    assert file.read_text("utf-8") == before
