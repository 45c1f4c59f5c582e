"""Proof in a real browser that a reader sees what must be seen: for sites whose style a theme changes.

Finished pages of a finished folder are opened in Chromium, in every view that a sheet can tell apart: windows from 320
pixels up with both sides of each width that the sheet names, print, dark, forced colours, and after following the link to
the disclaimer. `visible.js` judges how the browser laid the page out, `ink.js` what it painted. No script of a page runs,
and nothing is asked of a network.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.formats.theme_values import FAMILIES
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession
    from playwright.sync_api import Page as Tab

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser asks its makers' hosts for updates unless told not to.
_ARGUMENTS = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_INSTALL = "pip install 'polyclinic[browser]', and Chromium from your system's packages"
_WIDTHS = (320, 480, 768, 1280, 1920)
_A4, _A5 = 658, 423
"""The widths in pixels of a printed page between the margins of the style sheet, 18 mm."""
_FEATURES = frozenset({"width", "min-width", "max-width", "prefers-color-scheme", "forced-colors", "dark", "light", "active"})
_WORDS = frozenset({"print", "screen", "all", "and", "not", "only", "or", "px", "em", "rem", "none"})
"""What a condition of a sheet may ask, since there is a view for each answer."""
_PAPER = "{ margin: 18mm; }"
_LENGTH = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,5})?)(px|r?em)\b")
_LEAST_INK = 4.0
"""Edges of letters are smoothed: a thin letter's darkest pixel has less contrast than its colour."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a page."""

    name: str
    """For a person."""
    width: int
    """Of the window, or of the paper between its margins, in CSS pixels."""
    media: Literal["screen", "print"] = "screen"
    scheme: Literal["light", "dark"] = "light"
    forced: bool = False
    """Whether the reader's system forces its own colours."""
    fragment: str = ""
    """The id that a link led to."""
    picture: bool = False
    """Whether the painted page is looked at, too."""


@dataclass(frozen=True, slots=True)
class Prover:
    """An open browser."""

    tab: "Tab"
    """Where pages are opened."""
    camera: "CDPSession"
    """What takes pictures of the tab: Playwright's own takes three times as long."""
    desk: "Tab"
    """An empty page for what the browser itself is asked."""
    bare: dict[tuple[str, str, bool], str] = field(default_factory=dict)
    """By media, scheme and forced colours: how elements look without a style sheet, as `bare.js` says."""


def browser_missing() -> str:
    """Why nothing can be proved on this machine, as a clause without a full stop; empty if it can."""
    if find_spec("playwright") is None:
        return "the Python package playwright is not installed"
    return "" if _program() else f"there is no Chromium: none of {', '.join(_PROGRAMS)} is a command here"


def _program() -> str:
    return next(filter(None, map(shutil.which, _PROGRAMS)), "")


@contextmanager
def open_browser() -> Iterator["Browser"]:
    """Chromium, closed afterwards; raises PipelineError when there is none, or when it does not start.

    It belongs to the thread that opened it.
    """
    missing = browser_missing()
    if missing:
        raise PipelineError("Chromium", missing, _INSTALL)
    from playwright.sync_api import Error, sync_playwright

    # Chromium's sandbox refuses to run for root, as whom containers often build.
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=_program(), args=[*_ARGUMENTS, *sandbox])
        except Error as error:
            raise PipelineError("Chromium", f"it does not start: {first_line(error)}", _INSTALL) from None
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_prover() -> Iterator[Prover]:
    """A browser for `prove_visible`, closed afterwards; raises PipelineError as `open_browser` does."""
    with open_browser() as browser:
        context = browser.new_context(java_script_enabled=False, offline=True)
        desk = blank_page(context)
        tab = context.new_page()
        yield Prover(tab, context.new_cdp_session(tab), desk)


def blank_page(context: "BrowserContext") -> "Tab":
    """An empty page, for what the browser itself is asked."""
    desk = context.new_page()
    desk.set_content("<!DOCTYPE html><html><head></head><body></body></html>")
    return desk


def views_of(sheet: str) -> tuple[View, ...]:
    """Every view in which a style sheet may look different: both sides of each width in it, and each kind of reader."""
    named = {round(float(number) * (1 if unit == "px" else 16)) for number, unit in _LENGTH.findall(_conditions(sheet))}
    widths = sorted({*_WIDTHS, *(width + step for width in named for step in (-1, 0, 1) if 240 < width < 4000)})
    return (
        *(View(f"{width} px", width, picture=width == 320) for width in widths),
        View("dark, 320 px", 320, scheme="dark", picture=True),
        View("dark, 1280 px", 1280, scheme="dark"),
        View("forced colours, 320 px", 320, forced=True, picture=True),
        View("forced colours, 1280 px", 1280, forced=True),
        View("dark forced colours, 320 px", 320, scheme="dark", forced=True),
        View("dark forced colours, 1280 px", 1280, scheme="dark", forced=True),
        View("print, A4", _A4, media="print"),
        View("print, A5", _A5, media="print", picture=True),
        View("after the link to the disclaimer", 1280, fragment="disclaimer"),
    )


def _conditions(sheet: str) -> str:
    return " ".join(condition for name, condition in _at_rules(sheet) if name == "media")


def _at_rules(sheet: str) -> list[tuple[str, str]]:
    """The name of each at-rule and what stands before its block, which for paper is the block itself."""
    bare = re.sub(r"/\*.*?(\*/|\Z)", " ", sheet, flags=re.DOTALL)
    rules = [(name.lower(), rest) for name, rest in re.findall(r"@([^\s{};(]*)([^{};]*(?:\{[^{}]*\})?)", bare)]
    return [(name, rest if name == "page" else rest.partition("{")[0]) for name, rest in rules]


def _unproved(sheet: str) -> Iterator[str]:
    """Why the views cannot be all in which a sheet may look different."""
    for name, rest in _at_rules(sheet):
        unknown = set(re.findall(r"[a-z][a-z-]*", rest.lower())) - _FEATURES - _WORDS
        if name == "media" and unknown:
            yield f"its style sheet asks for {max(sorted(unknown), key=len)}, for which there is no view"
        elif name == "page" and " ".join(rest.split()) != _PAPER:
            yield "its style sheet changes the margins of paper"
        elif name not in ("media", "page"):
            yield f"its style sheet says @{name}, for which there is no view"


def prove_visible(
    prover: Prover,
    folder: Path,
    pages: Iterable[tuple[Locale, str]],
    on_page: Callable[[str], None] = lambda name: None,
) -> tuple[Finding, ...]:
    """What a reader would not see of the disclaimer, the protected texts and the notices of pages; empty if all is proved.

    `folder` holds `style.css` and `<locale>/<slug>.html`; `pages` are locales and slugs, and `on_page` hears the name of
    each when it is done. One refusal `style-hidden` for each text and cause, with the views in which it was found. Raises
    PipelineError for a page that cannot be opened.
    """
    sheet = (folder / "style.css").read_text("utf-8")
    views = views_of(sheet)
    everywhere = {("the page", cause): [view.name for view in views] for cause in _unproved(sheet)}
    found: list[Finding] = []
    for locale, slug in pages:
        found += _prove_page(prover, folder, locale, slug, views, everywhere)
        on_page(f"{locale.name}/{slug}")
    return tuple(found)


def _prove_page(
    prover: Prover,
    folder: Path,
    locale: Locale,
    slug: str,
    views: tuple[View, ...],
    everywhere: Mapping[tuple[str, str], list[str]],
) -> Iterator[Finding]:
    from playwright.sync_api import Error

    place = Place(f"{locale.name}/{slug}.html")
    seen = dict(everywhere)
    try:
        prover.tab.goto((folder / place.path).absolute().as_uri())
        for view in views:
            for fault in dict.fromkeys(_faults(prover, view)):
                seen.setdefault(fault, []).append(view.name)
    except Error as error:
        raise PipelineError(place, f"Chromium cannot show it: {first_line(error)}", "build again") from None
    for (what, cause), names in seen.items():
        where = "in every view" if len(names) == len(views) else f"in these views: {', '.join(names)}"
        problem = f"{what} may not be seen: {cause}; {where}"
        yield Finding(Severity.REFUSAL, "style-hidden", locale.name, place, problem, "mend source/theme.css and build again")


def _faults(prover: Prover, view: View) -> Iterator[tuple[str, str]]:
    """What is not seen, and why."""
    for tab in (prover.tab, prover.desk):
        forced: Literal["active", "none"] = "active" if view.forced else "none"
        tab.emulate_media(media=view.media, color_scheme=view.scheme, forced_colors=forced, reduced_motion="no-preference")
    prover.tab.set_viewport_size({"width": view.width, "height": 900})
    if view.fragment:
        prover.tab.evaluate("fragment => { location.hash = fragment }", view.fragment)
    kind = (view.media, view.scheme, view.forced)
    if kind not in prover.bare:
        prover.bare[kind] = prover.desk.evaluate(script("bare.js"))
    told = {"bare": prover.bare[kind], "fonts": sorted(FAMILIES), "print": view.media == "print", "forced": view.forced}
    found = prover.tab.evaluate(script("visible.js"), told)
    yield from (tuple(fault) for fault in found["faults"])
    if view.picture:
        yield from (
            line for picture in found["pictures"] if picture["lines"] for line in unpainted(prover.camera, prover.desk, picture)
        )


def unpainted(camera: "CDPSession", desk: "Tab", picture: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The lines of text of a block, as `visible.js` tells them, on which no ink shows."""
    clip = {"x": picture["left"], "y": picture["top"], "width": picture["width"], "height": picture["height"], "scale": 1}
    options = {"format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip}
    taken = camera.send("Page.captureScreenshot", options)["data"]
    boxes = [line[:4] for line in picture["lines"]]
    inks = desk.evaluate(script("ink.js"), {"picture": taken, "boxes": boxes})
    for line, ink in zip(picture["lines"], inks, strict=True):
        if ink < _LEAST_INK:
            yield line[4], "a line shows no letters where it is painted"


@cache
def script(name: str) -> str:
    """A script of this folder."""
    return files("pipeline.publish").joinpath(name).read_text("utf-8")


def first_line(error: Exception) -> str:
    """What an error of Playwright says, without the log below it."""
    return str(error).partition("\n")[0]
