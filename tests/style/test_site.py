"""A themed site: proved in a real browser before it is published, and refused where it was not, or hides a text."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.gate import STYLE_SHEET
from pipeline.publish import browser
from pipeline.render.page import style_sheet
from tests.conftest import ROOT, Run

SAMPLE = ROOT / "tests/style/clinic.css"
BUILD = ("build", "--locale", "en", "--locale", "ar", "--no-clinics")


def published(project: Path) -> set[str]:
    return {path.name for path in (project / "build/site").iterdir() if path.is_dir()}


def test_the_style_sheet_is_the_one_that_was_proved() -> None:
    """Whoever changes style.css runs tests/site/test_visible.py, then writes the new hash into the gate."""
    assert sha256(style_sheet().encode("utf-8")).hexdigest() == STYLE_SHEET


@pytest.mark.browser
def test_a_theme_that_hides_nothing_is_proved_and_published(project: Path, run: Run, chromium: str) -> None:
    shutil.copy(SAMPLE, project / "source/theme.css")
    result = run(*BUILD)
    assert result.exit_code == 0, result.output
    assert published(project) == {"en", "ar"}
    sheet = (project / "build/site/style.css").read_text("utf-8")
    assert sheet == style_sheet(SAMPLE.read_text("utf-8"))


@pytest.mark.browser
def test_a_theme_that_hides_a_duty_publishes_nothing(project: Path, run: Run, chromium: str) -> None:
    (project / "source/theme.css").write_text(".disclaimer { color: #fff; background: #fff; }\n", "utf-8")
    result = run(*BUILD)
    assert result.exit_code == 1
    assert "[style-hidden]" in result.output
    assert published(project) == set()


def test_a_theme_without_a_browser_publishes_nothing(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SAMPLE, project / "source/theme.css")
    monkeypatch.setenv("PATH", str(project))
    assert browser.browser_missing()
    result = run(*BUILD)
    assert result.exit_code == 1
    assert "[style-unproved]" in result.output
    assert published(project) == set()


def test_a_theme_that_could_hide_something_is_named_with_its_line(project: Path, run: Run) -> None:
    assert run(*BUILD).exit_code == 0
    (project / "source/theme.css").write_text("p { color: #123456; }\n#disclaimer:target { display: none; }\n", "utf-8")
    result = run(*BUILD)
    assert result.exit_code == 2
    assert "source/theme.css:2" in result.output
    assert published(project) == {"en", "ar"}  # what stood there stands there


def test_a_sheet_that_was_changed_after_the_build_is_found(project: Path, run: Run) -> None:
    assert run(*BUILD).exit_code == 0
    with (project / "build/site/style.css").open("a", encoding="utf-8") as sheet:
        sheet.write("#disclaimer { display: none; }\n")
    result = run("gate")
    assert result.exit_code == 1
    assert "this is not the project's style sheet" in result.output
