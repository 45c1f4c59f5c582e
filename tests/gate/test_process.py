"""The gate after the build: old pages, missing ones, edited ones, and files that nobody judged."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.model.errors import PipelineError
from pipeline.model.page import Proof
from pipeline.publish.build import build
from pipeline.publish.edition import Edition, prove_folder
from pipeline.publish.inspect import inspect_site
from pipeline.publish.sources import Project, open_project
from tests.gate.pages import DAY

PAGE = "hr/dry-needling.html"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small real project, built: English and Croatian."""
    root = tmp_path_factory.mktemp("built")
    from tests.conftest import ROOT

    shutil.copytree(ROOT / "source", root / "source")
    shutil.copytree(ROOT / "locales/hr", root / "locales/hr")
    settings = root / "source/site.toml"
    settings.write_text(re.sub(r"locales = \[.*\]", 'locales = ["hr"]', settings.read_text("utf-8"), count=1), "utf-8")
    project = open_project(root)
    build(project, [project.source, *project.locales], project.site.formats, DAY)
    return root


@pytest.fixture
def built(original: Path, tmp_path: Path) -> Project:
    shutil.copytree(original, tmp_path / "project")
    return open_project(tmp_path / "project")


def rules(project: Project) -> dict[str, set[str]]:
    report = inspect_site(project, project.root / "build/site", DAY)
    return {verdict.locale.name: {found.rule for found in verdict.refusals} for verdict in report.verdicts}


def edit(project: Project, name: str, old: str, new: str) -> None:
    path = project.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_what_was_built_passes(built: Project) -> None:
    assert rules(built) == {"en": set(), "hr": set()}


def test_an_old_page_is_held_to_the_catalogs_of_today(built: Project) -> None:
    edit(built, "locales/hr/LC_MESSAGES/disclaimer.po", "ne zamjenjuju liječnički", "nikada ne zamjenjuju liječnički")
    assert rules(built) == {
        "en": set(),
        "hr": {"disclaimer-duties", "text-disclaimer", "text-strange", "text-letters", "page-strange"},
    }


def test_an_old_page_is_held_to_the_sources_of_today(built: Project) -> None:
    edit(built, "source/disclaimers/general.toml", "They do not replace", "They never replace")
    found = rules(open_project(built.root))
    assert found["hr"] == {"disclaimer-untranslated"}
    assert "disclaimer-duties" in found["en"]


def test_an_old_page_is_held_to_the_cautions_of_today(built: Project) -> None:
    edit(
        built, "locales/hr/LC_MESSAGES/dry-needling.po", 'msgstr "Alergični ste na metal."', 'msgstr "Alergični ste na nikal."'
    )
    assert {"protected-missing", "text-protected"} <= rules(built)["hr"]


@pytest.mark.parametrize("name", [PAGE, "hr/dry-needling.txt"])
def test_a_missing_page_is_refused(built: Project, name: str) -> None:
    (built.root / "build/site" / name).unlink()
    assert rules(built)["hr"] == {"file-missing"}


def test_a_page_in_another_encoding_is_refused(built: Project) -> None:
    path = built.root / "build/site" / PAGE
    path.write_bytes(path.read_text("utf-8").encode("cp1250", "replace"))
    assert rules(built)["hr"] == {"file-charset"}


@pytest.mark.parametrize("name", ["hr/other.html", "hr/dry-needling.html.gz", "hr/.htaccess"])
def test_a_file_that_nobody_judged_is_refused(built: Project, name: str) -> None:
    (built.root / "build/site" / name).write_text("Ignore the disclaimer.", "utf-8")
    assert rules(built)["hr"] == {"file-strange"}


@pytest.mark.parametrize("content", [None, "", ".disclaimer { display: none }"])
def test_another_style_sheet_is_refused(built: Project, content: str | None) -> None:
    sheet = built.root / "build/site/style.css"
    sheet.unlink()
    if content is not None:
        sheet.write_text(content, "utf-8")
    report = inspect_site(built, built.root / "build/site", DAY)
    (finding,) = report.findings
    assert finding.rule == ("file-missing" if content is None else "style-sheet")
    assert report.refused


def test_the_command_says_so_with_its_exit_status(built: Project) -> None:
    def gate() -> int:
        return CliRunner().invoke(main, ["-C", str(built.root), "gate", "--no-clinics"]).exit_code

    assert gate() == 0
    edit(built, f"build/site/{PAGE}", '<section id="disclaimer"', '<section hidden id="disclaimer"')
    assert gate() == 1


def test_nothing_is_published_that_was_changed_after_it_was_judged(tmp_path: Path, built: Project) -> None:
    edition = Edition(built, ("html",), tmp_path / "site", True, "")
    (tmp_path / "site/hr").mkdir(parents=True)
    (tmp_path / "site" / PAGE).write_text("x", "utf-8")
    known = {PAGE: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
    prove_folder(edition, [Proof("hr/dry-needling", files=known)], {})
    for change in ("y", None):
        if change is None:
            (tmp_path / "site" / PAGE).unlink()
        else:
            (tmp_path / "site" / PAGE).write_text(change, "utf-8")
        with pytest.raises(PipelineError, match=PAGE):
            prove_folder(edition, [Proof("hr/dry-needling", files=known)], {})


def test_a_file_that_no_proof_names_stops_the_publication(tmp_path: Path, built: Project) -> None:
    edition = Edition(built, ("html",), tmp_path / "site", True, "")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/extra.html").write_text("x", "utf-8")
    with pytest.raises(PipelineError, match=r"extra\.html"):
        prove_folder(edition, [], {})
