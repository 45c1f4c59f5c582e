"""`polyclinic gate` on folders that somebody has touched."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.publish.test_build import LOCALES, empty_duty, tree


def change(path: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new, 1), "utf-8")

    return edit


def test_an_untouched_site_passes_and_the_words_fit_a_look(run: Run, built: Path) -> None:
    before = tree(built.parent)
    result = run("gate")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert re.search(r"^hr +1 of 1 +no approval +no approval +passed$", result.stdout, re.M)
    assert "published" not in result.stdout
    assert tree(built.parent) == before  # the build's own report as well


TAMPERED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a duty is struck out": (
        change("hr/dry-needling.html", '<span data-duty="basis">', '<span data-duty="basis" hidden>'),
        "hr: build/site/hr/dry-needling.html: ",
        "page-elements",
    ),
    "a page is gone": (
        lambda site: (site / "hr/dry-needling.txt").unlink(),
        "hr: build/site/hr/dry-needling.txt: ",
        "file-missing",
    ),
    "a page is a folder": (
        lambda site: ((site / "hr/dry-needling.txt").unlink(), (site / "hr/dry-needling.txt").mkdir()),
        "hr: build/site/hr/dry-needling.txt: ",
        "file-missing",
    ),
    "an item of a list is gone": (
        lambda site: (site / "hr/dry-needling.html").write_text(
            re.sub("<li>Pijte vodu.*?</li>\n", "", (site / "hr/dry-needling.html").read_text("utf-8"), count=1), "utf-8"
        ),
        "hr: build/site/hr/dry-needling.html:",
        "page-changed",
    ),
    "a heading of the text edition is gone": (
        change("hr/dry-needling.txt", "Literatura\n----------\n\n", ""),
        "hr: build/site/hr/dry-needling.txt:",
        "text-letters",
    ),
    "a page is a link to the very same": (
        lambda site: (
            (site / "hr/dry-needling.html").rename(site.parent / "moved.html"),
            (site / "hr/dry-needling.html").symlink_to(site.parent / "moved.html"),
        ),
        "hr: build/site/hr/dry-needling.html: this is a link",
        "file-missing",
    ),
    "a page is a pipe": (
        lambda site: ((site / "hr/dry-needling.txt").unlink(), os.mkfifo(site / "hr/dry-needling.txt")),
        "hr: build/site/hr/dry-needling.txt: ",
        "file-missing",
    ),
    "a page is a loop of links": (
        lambda site: ((site / "hr/dry-needling.txt").unlink(), (site / "hr/dry-needling.txt").symlink_to("dry-needling.txt")),
        "hr: build/site/hr/dry-needling.txt: ",
        "file-missing",
    ),
    "a page is not UTF-8": (
        lambda site: (site / "hr/dry-needling.txt").write_bytes(b"\xff\xfe"),
        "hr: build/site/hr/dry-needling.txt: ",
        "file-charset",
    ),
    "a page too many": (
        lambda site: (site / "hr/more.html").write_text("x"),
        "hr: build/site/hr/more.html: ",
        "file-strange",
    ),
    "a page beside the locales": (
        lambda site: (site / "about.html").write_text("x"),
        "build/site/about.html: ",
        "file-strange",
    ),
    "a locale of nobody": (lambda site: (site / "it").mkdir(), "build/site/it: ", "file-strange"),
    "another style": (
        lambda site: (site / "style.css").write_text("#disclaimer { display: none }"),
        "build/site/style.css: ",
        "style-sheet",
    ),
    "no style": (lambda site: (site / "style.css").unlink(), "build/site/style.css: ", "file-missing"),
    "an index that leads astray": (
        change("index.html", 'href="hr/dry-needling.html"', 'href="https://evil.example"'),
        "build/site/index.html: ",
        "frame-changed",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_touched_site_is_refused_with_place_and_rule(run: Run, built: Path, name: str) -> None:
    tamper, place, rule = TAMPERED[name]
    tamper(built)
    result = run("gate")
    assert result.exit_code == 1
    assert not isinstance(result.exception, Exception)
    line = next(line for line in result.stderr.splitlines() if f"[{rule}]" in line)
    assert line.startswith(place)
    assert re.search(rf"^(hr|\(folder\)) .*refused: .*{rule}", result.stdout, re.M)


def test_a_locale_that_is_not_there_is_named(run: Run, project: Path) -> None:
    empty_duty(project, "hr", "basis")
    assert run("build").exit_code == 1
    result = run("gate")
    assert result.exit_code == 1
    absent = "hr: warning: no page of it lies here: it was refused, or not built\n"
    assert result.stderr == f"{absent}{CLINIC}, {absent}"
    assert re.search(r"^hr +0 of 1 +absent$", result.stdout, re.M)


def test_a_catalog_that_changed_after_the_build_refuses_its_page(run: Run, project: Path, built: Path) -> None:
    empty_duty(project, "hr", "basis")
    (project / "locales/de/LC_MESSAGES/dry-needling.po").write_text("no catalog at all", "utf-8")
    result = run("gate")
    assert result.exit_code == 1
    assert "hr: locales/hr/LC_MESSAGES/disclaimer.po:" in result.stderr
    assert "de: locales/de/LC_MESSAGES/dry-needling.po" in result.stderr
    assert "[unreadable]" in result.stderr


@pytest.mark.parametrize("formats", ['["html"]', '["text"]'])
def test_a_project_of_one_format(run: Run, project: Path, formats: str) -> None:
    file = project / "source/site.toml"
    file.write_text(file.read_text("utf-8").replace('["html", "text"]', formats), "utf-8")
    assert run("build").exit_code == 0
    result = run("gate")
    assert result.exit_code == 0, result.output
    (project / "build/site/hr/other.txt").write_text("x")
    assert run("gate").exit_code == 1


def test_locales_named_in_another_order_give_the_same_site(run: Run, project: Path) -> None:
    assert run("build", "--locale", "hr", "--locale", "ar").exit_code == 0
    first = tree(project / "build")
    assert run("build", "--locale", "ar", "--locale", "hr").exit_code == 0
    assert tree(project / "build") == first
    lines = run("gate", "--no-clinics").stderr.splitlines()
    assert len(lines) == len(LOCALES) - 1
    assert all(": warning: no page of it lies here" in line for line in lines)


def test_a_folder_that_is_no_site_is_an_error(run: Run, project: Path, tmp_path: Path) -> None:
    result = run("gate")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: build/site: there is no such folder")
    (tmp_path / "empty").mkdir()
    result = run("gate", str(tmp_path / "empty"))
    assert result.exit_code == 2
    assert "this is no site" in result.stderr


def test_a_report_of_a_look_is_written_where_it_is_wanted_and_says_so(run: Run, project: Path, built: Path) -> None:
    before = tree(project / "build")
    assert run("gate", "--report", str(project / "audit")).exit_code == 0
    found = json.loads((project / "audit/gate.json").read_text("utf-8"))
    assert (found["occasion"], found["folder"], found["passed"]) == ("look", "build/site", True)
    built_report = json.loads((project / "build/reports/gate.json").read_text("utf-8"))
    assert found["locales"] == built_report["locales"]
    (built / "about.html").write_text("x")
    assert run("gate", "--report", str(project / "audit")).exit_code == 1
    assert "build/site/about.html" in (project / "audit/gate.html").read_text("utf-8")
    (built / "about.html").unlink()
    assert tree(project / "build") == before


@pytest.mark.parametrize("place", ["build/reports", "build/site", "build/site/hr", "build/x/../reports"])
def test_a_report_is_never_put_over_the_build_s_own_nor_into_the_site(run: Run, project: Path, built: Path, place: str) -> None:
    before = tree(project / "build")
    result = run("gate", "--report", str(project / place))
    assert result.exit_code == 2
    assert "name another folder" in result.stderr
    assert tree(project / "build") == before


CLINIC, OTHER = "sample-zagreb", "sample-cairo"


@pytest.fixture
def practices(run: Run, project: Path) -> Path:
    assert run("build", "--clinic", CLINIC, "--clinic", OTHER).exit_code == 0
    return project / "build/clinics"


def test_untouched_sites_of_clinics_pass(run: Run, practices: Path, tmp_path: Path) -> None:
    before = tree(practices.parent)
    result = run("gate", "--clinic", CLINIC, "--clinic", OTHER, "--report", str(tmp_path / "audit"))
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert f"{CLINIC}:\n" in result.stdout
    said = json.loads((tmp_path / f"audit/clinics/{CLINIC}/gate.json").read_text("utf-8"))
    assert {one["locale"]: one["result"] for one in said["locales"]} == {"hr": "passed", "en": "passed"}
    built = json.loads((practices.parent / f"reports/clinics/{CLINIC}/gate.json").read_text("utf-8"))
    assert said["frame"] == built["frame"]
    assert tree(practices.parent) == before
    # Elsewhere it is the same site.
    practices.joinpath(CLINIC).rename(tmp_path / "elsewhere")
    assert run("gate", str(tmp_path / "elsewhere"), "--clinic", CLINIC).exit_code == 0
    assert run("gate", str(tmp_path / "elsewhere"), "--clinic", OTHER).exit_code == 1


ON_CLINICS: dict[str, tuple[Callable[[Path], object], str]] = {
    "another number to call": (change("hr/dry-needling.html", "tel:112", "tel:113"), "practice-parts"),
    "a duty of the fragment is gone": (
        change("hr/dry-needling.fragment.html", '<span data-duty="basis">', "<span>"),
        "fragment-same",
    ),
    "no fragment": (lambda site: (site / "hr/dry-needling.fragment.html").unlink(), "file-missing"),
    "no headers": (lambda site: (site / "_headers").unlink(), "file-missing"),
    "other headers": (change("_headers", "default-src 'none'", "default-src *"), "frame-changed"),
    "other colours": (change("clinic.css", "#", "/**/#"), "frame-changed"),
    "a strange file": (lambda site: (site / "hr/offer.html").write_text("Buy"), "file-strange"),
    "an item of a list is gone": (
        lambda site: (site / "hr/dry-needling.html").write_text(
            re.sub("<li>Pijte vodu.*?</li>\n", "", (site / "hr/dry-needling.html").read_text("utf-8"), count=1), "utf-8"
        ),
        "fragment-same",
    ),
}


@pytest.mark.parametrize("tampered", ON_CLINICS)
def test_a_touched_site_of_a_clinic_is_refused(run: Run, practices: Path, tampered: str) -> None:
    edit, rule = ON_CLINICS[tampered]
    edit(practices / CLINIC)
    result = run("gate", "--clinic", OTHER, "--clinic", CLINIC)
    assert result.exit_code == 1
    assert f"build/clinics/{CLINIC}/" in result.stderr
    assert f"[{rule}]" in result.stderr
    assert OTHER not in result.stderr


def test_clinics_are_looked_at_unless_told_otherwise(run: Run, built: Path, project: Path) -> None:
    (built.parent / "clinics" / CLINIC).rename(built.parent / "clinics/closed")
    result = run("gate")
    assert result.exit_code == 1
    assert f"{CLINIC}: warning: build/clinics/{CLINIC} is not there" in result.stderr
    assert "build/clinics/closed: this project has no such clinic" in result.stderr
    assert run("gate", "--no-clinics").exit_code == 0
    late = run("gate", "--clinic", OTHER, "--as-of", "2027-11-26")
    assert late.exit_code == 1
    assert "[clinic-law-review]" in late.stderr


@pytest.mark.parametrize("place", ["build/reports", "build/clinics/audit", f"build/reports/clinics/{CLINIC}"])
def test_no_report_of_a_look_lies_among_builds(run: Run, practices: Path, project: Path, place: str) -> None:
    before = tree(practices.parent)
    assert run("gate", "--clinic", CLINIC, "--report", str(project / place)).exit_code == 2
    assert tree(practices.parent) == before
