"""All translations of a locale beside each other: one English text has one translation, and two different texts have two.

Texts are compared as a reader would: without markup, capitals, signs and spaces. Every message is looked up once, so the time
grows with the number of messages and not with its square.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from pipeline.checks.plain import Text, once
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
_ENOUGH_APART, _ENOUGH_TOGETHER = 2, 6
"""So many words of the shorter source, and of both, tell that two texts without a common word are no synonyms."""
_MUCH = 5
"""So many words say more than a source of small words only."""
_KEY_SIGN = re.compile(r"(?<=\w)[_&~](?=\w)|[_&~](?=[A-Z])")
_SMALL = """
about after all also and any are been but can cannot could did does don down for from had has have her here his how into its may
more most not off one only onto our out over own she should some such than that the their them then there these they this those
too under until upon very was way were what when where which while who whom whose why will with would you your
"""
_SMALL_WORDS = frozenset(_SMALL.split())
"""Words that two texts may share or not whatever they say."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A translation and the file that it stands in."""

    pair: Pair
    path: str

    @property
    def place(self) -> str:
        """Where it stands, as a person looks it up."""
        return f"{self.path}:{self.pair.message.line}"


def translation_copied(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Two English texts that have little in common have one and the same translation.

    One of the two was pasted into the wrong place, and a reader can't see that a text is missing. Both are shown, since only a
    person who reads them can tell which. Short sources ("Delete", "Remove") and those that share a third of their words may
    rightly coincide; a heading and a whole paragraph may not, whatever they share.

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


def source_translated_twice(sheets: Sequence[Sheet]) -> Iterator[Problem]:
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
        wanted = _wanted(pair.source)
        earlier = first.setdefault((pair.message.msgctxt, wanted), placed)
        if earlier is not placed and _key(earlier.pair.text) != _key(pair.text):
            if len(pair.english.words) < _ENOUGH_WORDS:  # the form of a date ("%a %d %b %Y") is no sentence
                continue
            says = f"the same text has another translation in {earlier.place}: “{_short(earlier.pair.text)}”"
            yield _at(placed, says)


class Trace(NamedTuple):
    """What can tell, without its texts, that a translation coincides with another: hashes, 0 for what is not compared."""

    text: int
    """Of the translation."""
    copied: int
    """Of the source, where the translation is long enough to be somebody else's."""
    asked: int
    """Of the source and its context, where it is a sentence that has one translation."""


def traces(sheet: Sheet) -> Iterator[Trace]:
    """One for each translation that the rules of this family compare with others."""
    for pair in sheet.pairs:
        if pair.form == 0:
            key = _key(pair.text)
            copied, asked = _traced(pair.english)
            if asked and (pair.message.msgid_plural is not None or pair.message.msgctxt is not None):
                asked = 0 if pair.message.msgid_plural is not None else _hash(f"{asked} {pair.message.msgctxt}")
            copied = copied if len(key) >= _ENOUGH_LETTERS else 0
            if copied or asked:
                yield Trace(_hash(key), copied, asked)


def coinciding(found: Mapping[str, Iterable[Trace]]) -> frozenset[str]:
    """The catalogs of a locale, by the names of their traces, in which the rules of this family may find something.

    Law: what the rules find in all catalogs, they find in these alone.
    """
    sources: dict[int, set[int]] = defaultdict(set)
    texts: dict[int, set[int]] = defaultdict(set)
    for several in found.values():
        for text, copied, asked in several:
            if copied:
                sources[text].add(copied)
            if asked:
                texts[asked].add(text)
    return frozenset(
        name
        for name, several in found.items()
        if any((copied and len(sources[text]) > 1) or (asked and len(texts[asked]) > 1) for text, copied, asked in several)
    )


@once
def _traced(source: Text) -> tuple[int, int]:
    asked = source.raw.count(" ") >= _ENOUGH_WORDS - 1
    return _hash(_key(source.raw)), _hash(_wanted(source.raw)) if asked else 0


def _hash(text: str) -> int:
    # Not Python's own, which is another one in each process. 0 is kept for "not compared".
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest()) + 1


def _placed(sheets: Sequence[Sheet]) -> Iterator[_Placed]:
    for sheet in sheets:
        # A copy, so that the prepared texts go when it goes: memory holds one catalog's at a time.
        for pair in replace(sheet).pairs:
            if pair.form == 0:
                yield _Placed(pair, sheet.catalog.path)


def _at(placed: _Placed, says: str) -> Problem:
    pair = placed.pair
    return replace(pair.problem(says, text=[(0, len(pair.text))]), path=placed.path)


def _wanted(source: str) -> str:
    return " ".join(source.casefold().split())


def _key(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _clearly_differ(one: str, other: str) -> bool:
    """Whether two English texts cannot well have one translation: by what they share, and by how much each says."""
    shorter, longer = sorted((_key(one), _key(other)), key=len)
    if 2 * len(shorter) > len(longer) and shorter in longer:
        return False
    first, second = sorted((_stems(one), _stems(other)), key=len)
    shared = len(first & second)
    if not first:
        return len(second) >= _MUCH
    if len(second) >= 3 * len(first) + 4:  # a heading and a paragraph, whatever they share
        return True
    if len(second) >= 2 * len(first) + 3 and shared <= len(first) // 2:
        return True
    if not shared and len(second) >= 2 * len(first) + 2:
        return True
    if not shared:
        return len(first) >= _ENOUGH_APART and len(first) + len(second) >= _ENOUGH_TOGETHER
    return len(first) >= _ENOUGH_WORDS and shared <= _MOST_SHARED * len(first)


@lru_cache(maxsize=4096)
def _stems(source: str) -> frozenset[str]:
    """The beginnings of a text's words, without small words, and without what only programs show: the signs of a menu's
    keys ("_Open", "&Open"), a context before a bar ("gender|unknown")."""
    words = Text(_KEY_SIGN.sub("", source.rpartition("|")[2])).folded
    return frozenset(word.removesuffix("s")[:_STEM] for word in words if len(word) > 2 and word not in _SMALL_WORDS)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57].rstrip()}…"


RULES_ACROSS = (
    RuleAcross(translation_copied, Severity.WARNING, "translate the one of the two that says something else in English"),
    RuleAcross(
        source_translated_twice, Severity.WARNING, "choose one of the two, or give the messages contexts if they differ"
    ),
)
"""The family's rules."""
