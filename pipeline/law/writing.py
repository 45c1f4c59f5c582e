"""The gate's view of one text beside its English: what its signs and its script must be."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ftfy import fix_encoding

from pipeline.law.letters import UNSPACED, WORD, other_han, strange_signs, strange_words
from pipeline.model.locale import Locale

_ADDRESS = re.compile(r"://|@|[a-z0-9-]{2,}\.[a-z]{2,}", re.IGNORECASE)
_FLOOD = re.compile(r"\s\s|(\D)\1{4}")
_QUESTION = re.compile("[?？؟]")
_LONGEST_WORD = 50

# The disclaimer and the site's own words are the same on all pages of a locale: what was found of a text is kept.
_kept = lru_cache(maxsize=8192)


@_kept
def character_faults(text: str, source: str, locale: Locale) -> tuple[str, ...]:
    """How the signs of a text are not those of one in this locale; a sentence's end each."""
    return tuple(_characters(text, source, locale))


def _characters(text: str, source: str, locale: Locale) -> Iterator[str]:
    odd = next(strange_signs(text, source, locale), None)
    if odd is not None:
        yield f"holds U+{ord(odd):04X} {unicodedata.name(odd, 'without a name')}"
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode's form NFC"
    if fix_encoding(text) != text:
        yield "was once read in a wrong charset"
    if len(_ADDRESS.findall(text)) > len(_ADDRESS.findall(source)):
        yield "holds an address that its English lacks"
    if text != text.strip() or _FLOOD.search(text):
        yield "holds spaces that no page shows, or one sign again and again"
    if _QUESTION.search(text) and not _QUESTION.search(source):
        yield "asks what its English says"
    if not UNSPACED.intersection(locale.scripts) and max(map(len, WORD.findall(text)), default=0) > _LONGEST_WORD:
        yield "holds words without spaces between them"


@_kept
def script_faults(text: str, source: str, locale: Locale) -> tuple[str, ...]:
    """How a text is not in the locale's script; a sentence's end each."""
    odd = next(strange_words(text, source, locale), None)
    words = () if odd is None else (f"holds {odd[:40]!r}, which is not in the script of {locale.name}",)
    other = other_han(text, locale)
    return (*words, *((f"is in characters that readers of {locale.name} do not write",) if other else ()))
