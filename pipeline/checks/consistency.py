"""All translations of a locale beside each other: one English text has one translation, and two different texts have two.

Texts are compared as a reader would: without markup, capitals, signs and spaces. Every message is looked up once, so the time
grows with the number of messages and not with its square.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.checks.plain import text_of
from pipeline.checks.rule import Pair, Problem, RuleAcross, Sheet
from pipeline.model.finding import Severity

_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~¡-¿‐-⁞、-〿！-／：-＠।]+")
_STEM = 5
"""Words that begin with so many letters in common count as one: "sessions" and "session"."""
_ENOUGH_WORDS = 4
"""Shorter English texts may well share a translation ("Delete" and "Remove"), or need two ("Open", a verb and an adjective)."""
_ENOUGH_LETTERS = 6
"""A shorter translation says too little to be somebody else's."""
_MOST_SHARED = 0.34
"""Sources that share a larger part of their words may mean the same."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A translation and the file that it stands in."""

    pair: Pair
    path: str

    @property
    def place(self) -> str:
        """Where it stands, as a person looks it up."""
        return f"{self.path}:{self.pair.message.line}"


def copied_translation(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Two English texts that have little in common have one and the same translation.

    One of the two was pasted into the wrong place, and a reader can't see that a text is missing. Both are shown, since only a
    person who reads them can tell which. Sources that share a third of their words, and short ones, may rightly coincide.

    Bad:  "Do not go to your session with a fever." and "The needles are used once." → both "Nadeln werden einmal verwendet."
    Good: "Exercises" and "Exercise:" → both "エクササイズ"
    """
    same: dict[str, list[_Placed]] = defaultdict(list)
    for placed in _placed(sheets):
        key = _key(placed.pair.text)
        if len(key) >= _ENOUGH_LETTERS:
            same[key].append(placed)
    for several in same.values():
        # The first of each source stands for it; a third source would be compared with the first.
        different: dict[str, _Placed] = {}
        for placed in several:
            different.setdefault(_key(placed.pair.source), placed)
        first, *others = different.values()
        strange = [other for other in others if _clearly_differ(first.pair.source, other.pair.source)]
        for one, other in [(first, strange[0]), *((late, first) for late in strange)] if strange else []:
            says = f"this is also the translation of another text, in {other.place}: “{_short(other.pair.source)}”"
            yield _at(one, says)


def translated_unevenly(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """One English sentence has two translations in the locale, and no context that tells its places apart.

    A reader who meets both looks for a difference that is not meant; two warnings in other words read like two warnings. Texts
    with different contexts may differ: that is what contexts are for. The later place is shown, and the earlier named.

    Bad:  "Ask your doctor before you stop." → "Fragen Sie vor dem Absetzen Ihren Arzt." and "Zuerst mit der Ärztin sprechen."
    Good: "Ask your doctor before you stop." → in both articles "Fragen Sie Ihren Arzt, bevor Sie aufhören."
    """
    first: dict[tuple[str | None, str], _Placed] = {}
    for placed in _placed(sheets):
        pair = placed.pair
        if pair.source.count(" ") < _ENOUGH_WORDS - 1 or pair.message.msgid_plural is not None:
            continue
        # To the letter but for capitals and spaces: another link, placeholder or sign may well ask for other words.
        wanted = " ".join(pair.source.casefold().split())
        earlier = first.setdefault((pair.message.msgctxt, wanted), placed)
        if earlier is not placed and _key(earlier.pair.text) != _key(pair.text):
            says = f"the same text has another translation in {earlier.place}: “{_short(earlier.pair.text)}”"
            yield _at(placed, says)


def _placed(sheets: Sequence[Sheet]) -> Iterator[_Placed]:
    for sheet in sheets:
        # A copy, so that the prepared texts go when it goes: memory holds one catalog's at a time.
        for pair in replace(sheet).pairs:
            if pair.form == 0:
                yield _Placed(pair, sheet.catalog.path)


def _at(placed: _Placed, says: str) -> Problem:
    pair = placed.pair
    return replace(pair.problem(says, text=[(0, len(pair.text))]), path=placed.path)


def _key(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _clearly_differ(one: str, other: str) -> bool:
    first, second = _stems(one), _stems(other)
    if min(len(first), len(second)) < _ENOUGH_WORDS and max(len(first), len(second)) < 2 * _ENOUGH_WORDS:
        return False
    return len(first & second) <= _MOST_SHARED * min(len(first), len(second))


@lru_cache(maxsize=4096)
def _stems(source: str) -> frozenset[str]:
    return frozenset(word.folded[:_STEM] for word in text_of(source).words if len(word.folded) > 2)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57].rstrip()}…"


RULES_ACROSS = (
    RuleAcross(copied_translation, Severity.WARNING, "translate the one of the two that says something else in English"),
    RuleAcross(translated_unevenly, Severity.WARNING, "choose one of the two, or give the messages contexts if they differ"),
)
"""The family's rules."""
