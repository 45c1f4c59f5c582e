"""What a reader sees of a text, so that two texts can be compared: no markup, no labels of links, no citations.

Texts of catalogs are Markdown, those of pages are not; both come to the same letters.
"""

import re
import unicodedata
from functools import lru_cache

from pipeline.formats.markdown.inline import CITATION, plain_inline

_INLINE_LINK = re.compile(r"\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LABEL = re.compile(r"\]\[([^\[\]]+)\]")
_NUMBER = re.compile(r"\[\d+\]")
"""How pages show a citation, and the text edition a link."""

LONG = 16
"""So many letters are found within another text by their meaning, not by chance; a wide letter says as much as two."""


@lru_cache(maxsize=16384)  # ten locales ask of the same English
def seen(text: str) -> str:
    """What a reader sees of a message's Markdown, in NFC, with one space for each run of white space.

    An author may write a link as in the source: it counts as its text.
    """
    marked = _INLINE_LINK.sub("][0]", CITATION.sub("", text))
    plain = plain_inline(marked, dict.fromkeys(_LABEL.findall(marked), "#"))
    return " ".join(_bare(plain).split())


def letters(text: str) -> str:
    """The letters of a message's Markdown without white space: a wrapped line is the same text."""
    return "".join(seen(text).split())


def page_letters(text: str) -> str:
    """The letters of a page's text, which has no markup. Law: those of what a page shows of a message are its `letters`."""
    return "".join(_bare(text).split())


def is_long(letters: str) -> bool:
    """Whether these letters are enough to be told apart within a longer text."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in letters) >= LONG


def _bare(text: str) -> str:
    normal = unicodedata.normalize("NFC", _NUMBER.sub("", text))
    if "".join(normal.split()).isprintable():
        return normal  # what is not printable is a format or control character
    return "".join(letter for letter in normal if unicodedata.category(letter) != "Cf")
