"""A published page as its readers have it, opened in Chromium with its scripts, its styles and its network.

What the page's HTML alone cannot tell: whether the disclaimer and the cautions are still there when its scripts have run, and
whether a reader sees them, in a narrow window and in a wide one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.errors import PipelineError
from pipeline.publish.browser import blank_page, first_line, open_browser, script, unpainted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as Tab

WIDTHS = (320, 1280)
"""Of the windows, in CSS pixels: a small telephone, and a desk."""
_HEIGHT = 900
_PATIENCE = 30_000
"""Milliseconds until a page must have loaded."""
_QUIET = 5_000
"""Milliseconds in which a page may go on asking its servers."""
_MINUTE = 60_000
"""How far a page's own clock is moved on, in milliseconds: what its scripts do later, a reader may have stopped waiting for."""
_MOST_SCREENS = 60
_MOST_JUMPS = 5
"""Pages that scripts may lead on to, one after the other."""
_SCROLL = "top => { scrollTo(0, top); return scrollY + innerHeight >= document.documentElement.scrollHeight }"


@dataclass(frozen=True, slots=True)
class Look:
    """What a browser saw of a page."""

    address: str
    """Where it was in the end."""
    faults: tuple[tuple[str, str], ...]
    """What is not seen, and why, with the windows in which it was so."""


@contextmanager
def open_windows() -> Iterator["Browser"]:
    """The browser for `look_at`, closed afterwards; raises PipelineError when there is none."""
    with open_browser() as browser:
        yield browser


def look_at(browser: "Browser", address: str, texts: Sequence[tuple[str, str, int]], direction: str) -> Look:
    """Open a page and see whether these texts are seen by a reader in each window.

    Each is a name, its folded letters, and how many of them are judged; what follows only tells it from its like.

    Raises PipelineError for a page that the browser cannot show.
    """
    from playwright.sync_api import Error

    seen: dict[tuple[str, str], list[str]] = {}
    where = address
    for width in WIDTHS:
        try:
            with _window(browser, width) as context:
                tab, desk = context.new_page(), blank_page(context)
                tab.bring_to_front()
                _settle(tab, address)
                where = tab.url
                found = tab.evaluate(script("published.js"), {"texts": [list(one) for one in texts], "direction": direction})
                camera = context.new_cdp_session(tab)
                unseen = [line for picture in found["pictures"] for line in unpainted(camera, desk, picture)]
        except Error as error:
            raise PipelineError(address, f"Chromium cannot show it: {first_line(error)}", "open it by hand") from None
        for what, cause in dict.fromkeys([*map(tuple, found["faults"]), *unseen]):
            seen.setdefault((what, cause), []).append(f"{width} px")
    return Look(where, tuple((what, f"{cause} ({', '.join(windows)})") for (what, cause), windows in seen.items()))


@contextmanager
def _window(browser: "Browser", width: int) -> Iterator["BrowserContext"]:
    """A window that knows nothing of others: no cookies, no cache."""
    context = browser.new_context(viewport={"width": width, "height": _HEIGHT}, service_workers="block", accept_downloads=False)
    try:
        yield context
    finally:
        context.close()


def _settle(tab: "Tab", address: str) -> None:
    """Open a page and let it do all that it does by itself: load, run its timers, show what it shows when it is scrolled."""
    from playwright.sync_api import Error

    tab.clock.install()
    tab.goto(address, wait_until="load", timeout=_PATIENCE)
    for _ in range(_MOST_JUMPS):
        try:
            _let_run(tab)
            break
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
            tab.wait_for_load_state("load", timeout=_PATIENCE)  # its scripts have led on to another page
    # Animations are shown as they end; one without an end is as it is now.
    tab.evaluate(
        "() => { for (const one of document.getAnimations()) { try { one.finish() } catch { one.pause() } } scrollTo(0, 0) }"
    )


def _let_run(tab: "Tab") -> None:
    """Let a page do what it does in its first minute, and what it does when somebody scrolls through it."""
    from playwright.sync_api import TimeoutError as Late

    with suppress(Late):
        tab.wait_for_load_state("networkidle", timeout=_QUIET)
    tab.clock.run_for(_MINUTE // 2)
    for screen in range(_MOST_SCREENS):
        if tab.evaluate(_SCROLL, screen * _HEIGHT):
            break
        tab.clock.run_for(200)
    tab.clock.run_for(_MINUTE // 2)
    with suppress(Late):
        tab.wait_for_load_state("networkidle", timeout=_QUIET)
