"""Texts beside one another: a translation that is another message's, and one source text with several translations.

What enters are all catalogs of a locale; each text is looked up once, so the time is in proportion to the number of messages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.checks.plain import text_of
from pipeline.checks.rule import Pair, Problem, RuleAcross, Sheet
from pipeline.model.finding import Severity

_LEAST_LETTERS = 16
"""A shorter translation may rightly serve several messages."""
_LEAST_IDEOGRAMS = 5
_MOST_ALIKE = 0.34
"""The share of common word beginnings up to which two English texts say different things."""
_BEGINNING = 5
_LEAST_WORDS = 2
_QUOTED = 60
_FUNCTION_WORDS = frozenset({"a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "in", "is", "it", "may"})
_FUNCTION_WORDS |= {"of", "on", "or", "that", "the", "this", "to", "will", "with", "you", "your"}
_MNEMONIC = re.compile(r"[_&](?=\w)")
"""What marks the access key of a button's label."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """A pair, and the file that it stands in."""

    pair: Pair
    path: str

    @property
    def place(self) -> str:
        """Where it stands, as people write it."""
        return f"{self.path}:{self.pair.message.line}" if self.pair.message.line else self.path


def copied_translation(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """A translation is, letter for letter, that of another message, whose English says something else.

    Which of the two is right cannot be told from here, so both are named.

    Bad:  "Drink water before and after the session." and "Avoid heavy exercise for 24 hours.", both → "Vermeiden Sie 24 Stunden
          lang anstrengenden Sport."
    Good: "Exercise" and "Exercises", both → "演習"
    """
    by_text: dict[str, list[_Standing]] = {}
    for sheet in sheets:
        for pair in sheet.pairs:
            letters = _letters(pair.text)
            if len(letters) >= (_LEAST_LETTERS if letters.isascii() or not _ideograms(letters) else _LEAST_IDEOGRAMS):
                by_text.setdefault(letters, []).append(_Standing(pair, sheet.catalog.path))
    for standing in by_text.values():
        if len(standing) > 1:
            yield from _copies(standing)


def _copies(standing: Sequence[_Standing]) -> Iterator[Problem]:
    for one in standing:
        other = next((it for it in standing if it is not one and _differ(one.pair, it.pair)), None)
        if other is not None:
            says = f"the translation is that of “{_quoted(other.pair.source)}” ({other.place})"
            yield Problem(says, one.pair.message, one.pair.form, path=one.path)


def _differ(one: Pair, other: Pair) -> bool:
    """Whether two English texts say clearly different things: hardly a word of the one stands in the other."""
    if one.message.key == other.message.key:
        return False
    mine, its = _beginnings(one.source), _beginnings(other.source)
    if min(len(mine), len(its)) < _LEAST_WORDS:
        return False
    return len(mine & its) <= _MOST_ALIKE * min(len(mine), len(its))


def translated_unevenly(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """The same English, in the same context, has several translations in this language.

    Bad:  "Ask a doctor first." → "Fragen Sie zuerst eine Ärztin." in one article, "Erst zum Arzt!" in another
    Good: the same sentence in both; or a context (msgctxt) that tells the two apart
    """
    first: dict[tuple[str | None, str, str | None], _Standing] = {}
    for sheet in sheets:
        for pair in sheet.pairs:
            if pair.form:
                continue
            standing = _Standing(pair, sheet.catalog.path)
            key = (pair.message.msgctxt, pair.message.msgid, pair.message.msgid_plural)
            earlier = first.setdefault(key, standing)
            if earlier is not standing and _letters(earlier.pair.text) != _letters(pair.text):
                says = f"the same English is translated otherwise in {earlier.place}: “{_quoted(earlier.pair.text)}”"
                yield Problem(says, pair.message, path=sheet.catalog.path)


@lru_cache(maxsize=16384)
def _beginnings(english: str) -> frozenset[str]:
    words = {word.folded for word in text_of(_MNEMONIC.sub("", english)).words}
    return frozenset(word[:_BEGINNING] for word in (words - _FUNCTION_WORDS or words))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _ideograms(letters: str) -> bool:
    return any("\u3040" <= letter <= "\u9fff" for letter in letters[:20])


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


RULES_ACROSS = (
    RuleAcross(copied_translation, Severity.WARNING, "translate the message that has another one's text"),
    RuleAcross(translated_unevenly, Severity.WARNING, "use one translation, or ask for a context that tells the two apart"),
)
"""The family's rules; they compare all catalogs of a locale."""
