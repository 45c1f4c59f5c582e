"""The real site as readers' programs see it: Chromium, axe, the Nu HTML checker."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.publish.sources import open_project
from tests.conftest import ROOT

PAGES = ["index.html", *(f"{name}/dry-needling.html" for name in ("en", *open_project(ROOT).site.locales))]
# Chromium asks its makers' hosts for updates unless told not to; tests stay on this machine.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: Path) -> Iterator[object]:
    opened: list[Page] = []

    def open_at(path: str, width: int = 1280, **options: object) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        opened.append(page)
        page.goto((site / path).as_uri())
        return page

    yield open_at
    for page in opened:
        page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_overflows(open_page, path: str, width: int) -> None:  # type: ignore[no-untyped-def]
    page = open_page(path, width)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("path", [PAGES[1], "ar/dry-needling.html"])
def test_axe_finds_nothing_in_the_dark(open_page, path: str) -> None:  # type: ignore[no-untyped-def]
    results = Axe().run(open_page(path, color_scheme="dark"))
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("path", PAGES[1:])
def test_the_disclaimer_is_seen(open_page, path: str, media: str) -> None:  # type: ignore[no-untyped-def]
    page = open_page(path, 320)
    page.emulate_media(media=media)
    duties = page.locator("#disclaimer [data-duty]")
    assert duties.count() == 5
    for duty in duties.all():
        assert duty.is_visible()
        box = duty.bounding_box()
        assert box
        assert box["width"] > 50
        assert box["height"] > 10


@pytest.mark.browser
def test_a_page_asks_nobody_for_anything_but_its_style(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "de/dry-needling.html").as_uri())
    assert [url.rsplit("/", 1)[1] for url in asked] == ["dry-needling.html", "style.css"]
    page.close()


@pytest.mark.browser
def test_the_style_sheet_is_allowed_by_the_page_s_own_policy(open_page) -> None:  # type: ignore[no-untyped-def]
    page = open_page("de/dry-needling.html")
    assert page.evaluate("getComputedStyle(document.querySelector('#disclaimer')).borderTopWidth") == "2px"


@pytest.mark.java
def test_the_nu_checker_finds_no_error(vnu: list[str], site: Path) -> None:
    files = [str(site / path) for path in PAGES]
    found = subprocess.run([*vnu, "--format", "json", "--exit-zero-always", *files], capture_output=True, text=True, check=True)
    messages = json.loads(found.stderr)["messages"]
    assert [message for message in messages if message["type"] == "error"] == []
    # The checker judges a file: address by its own idea of 'self'; the browser test above shows that the style is let in.
    rest = [message for message in messages if "Content Security Policy" not in message["message"]]
    assert [(message["url"], message["message"]) for message in rest] == []
