"""The style sheet of a finished folder: the one that is known to hide nothing, or one that a browser has to prove harmless."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.gate import STYLE_SHEET
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.publish.theme import THEME

SHEET = "style.css"


def is_pinned(folder: Path) -> bool:
    """Whether the folder's style sheet is the one whose pages were proved when it was written."""
    return sha256((folder / SHEET).read_bytes()).hexdigest() == STYLE_SHEET


def refuse_style(folder: Path, pages: Iterable[tuple[Locale, str]]) -> tuple[Finding, ...]:
    """Why pages of a finished folder, each a locale and a slug, are not certain to be seen with its style sheet.

    A sheet that is not the pinned one is proved on each page in a real browser; where there is none, no page is certain.
    """
    if is_pinned(folder):
        return ()
    from pipeline.publish.browser import browser_missing, open_prover, prove_visible

    missing = browser_missing()
    if missing:
        return tuple(_unproved({locale: None for locale, _ in pages}, missing))
    with open_prover() as prover:
        return prove_visible(prover, folder, pages)


def _unproved(locales: Iterable[Locale], missing: str) -> Iterator[Finding]:
    remedy = "install Chromium and `pip install 'polyclinic[browser]'`, or build without a theme"
    for locale in locales:
        problem = f"nobody has proved that it hides nothing: {missing}"
        yield Finding(Severity.REFUSAL, "style-unproved", locale.name, Place(THEME), problem, remedy)
