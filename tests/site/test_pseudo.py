"""Pseudo-locales in a browser: what longer text and right to left would break."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

from pipeline.cli.main import main
from pipeline.model.locale import PSEUDO_TAGS
from tests.conftest import ROOT
from tests.site.test_readers import ARGUMENTS

NAMES = list(PSEUDO_TAGS)


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project's pseudo-locales, built; the folder that holds their pages."""
    root = tmp_path_factory.mktemp("pseudo")
    (root / "source").symlink_to(ROOT / "source")
    chosen = [argument for name in NAMES for argument in ("--locale", name)]
    result = CliRunner().invoke(main, ["-C", str(root), "build", *chosen])
    assert result.exit_code == 0, result.output
    return root / "build/pseudo"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_longer_text_in_either_direction_overflows_nothing(browser: Browser, pseudo: Path, name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((pseudo / name / "dry-needling.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    for duty in page.locator("#disclaimer [data-duty]").all():
        assert duty.is_visible()
    # The style sheet is found from disk, and text begins at the side of its direction.
    assert page.evaluate("getComputedStyle(document.querySelector('#disclaimer')).borderTopWidth") == "2px"
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == {"qps-plocm": "rtl"}.get(name, "ltr")
    page.close()


@pytest.mark.java
def test_their_tags_are_tags_to_the_nu_checker(vnu: list[str], pseudo: Path) -> None:
    files = [str(pseudo / "index.html"), *(str(pseudo / name / "dry-needling.html") for name in NAMES)]
    found = subprocess.run([*vnu, "--format", "json", "--exit-zero-always", *files], capture_output=True, text=True, check=True)
    # It also guesses the language from the letters, and takes accents for Czech: advice, no error.
    assert [message for message in json.loads(found.stderr)["messages"] if message["type"] == "error"] == []
