"""The bounds that a text sets to its figures: at least, at most, more or less than, in words or signs; and the minus."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.checks.denials import SURE, found_in_english, lexicon_of
from pipeline.checks.lexicon import lexicon
from pipeline.checks.measures import kind_of
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, once
from pipeline.checks.quantities import english_amounts
from pipeline.checks.quantity import Amounts, Quantity
from pipeline.checks.rule import Span

FLOOR, CEILING = "the least", "the most"
"""What a figure is by its limit."""
_KINDS: Mapping[str, tuple[str, bool]] = {
    "least": (FLOOR, False), "most": (CEILING, False), "more": (FLOOR, True), "less": (CEILING, True),
}  # fmt: skip
"""What the lists say of a figure, and whether a denial turns it round."""
OTHER = {FLOOR: CEILING, CEILING: FLOOR}
"""What each turns into."""
_NEAR, _NEAR_UNSPACED = 16, 8
"""So many characters stand at most between a figure and what limits it."""
_ALSO_DURING = frozenset({"over", "über"})
"""Words that before a time may say that something lasts so long: "3 sessions over 2 weeks"."""
_BREAK = re.compile(r"[.!?;:。！？।؟؛]\s|[。！？।]|\n|[()（）]")
"""Behind these another limit begins."""
_BEHIND = 8
_DENIAL_BEFORE, _DENIAL_NEAR = 40, 120
_SIGN = re.compile(r"(?<![^\W\d_])(>=|<=|=<|=>|[≤≥≦≧⩽⩾<>＜＞±∓]|\+/[-−])[ \u00a0\u202f]{0,2}$")
_SIGNS = {
    **dict.fromkeys(("≤", "<=", "=<", "≦", "⩽"), "≤"), **dict.fromkeys(("≥", ">=", "=>", "≧", "⩾"), "≥"),
    **dict.fromkeys(("<", "＜"), "<"), **dict.fromkeys((">", "＞"), ">"), **dict.fromkeys(("±", "∓", "+/-", "+/−"), "±"),
}  # fmt: skip
_SAYS = {"≤": CEILING, "<": CEILING, "≥": FLOOR, ">": FLOOR}
_MINUS = re.compile(r"(?:^|[\s(（\"“„«])[-−–‒]$")
_MINUS_BEHIND = re.compile(r"[-−](?![\w\d])")
SOME_SIGN = re.compile(r"[≤≥≦≧⩽⩾<>＜＞±−-]\s?\d")
"""A sign before a figure, whatever it says there."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a phrase says."""

    kind: str
    """`least`, `most`, `more` or `less`."""
    surely: bool
    """Whether it hardly ever says something else."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a text says of one of its figures."""

    quantity: Quantity
    sign: str
    """≤, ≥, <, > or ± right before it, whichever way it is written; else nothing."""
    minus: bool
    """Whether it is below zero."""
    surely: frozenset[str]
    """`FLOOR` and `CEILING`, as words and signs surely say."""
    perhaps: frozenset[str]
    """The same, with what they may say."""
    firmly: bool
    """Whether it is said by a word that means nothing else: "at least", not "more than"."""
    spans: tuple[Span, ...]
    """The words and signs."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language."""

    phrases: Phrases[Said | None]
    minus: Phrases[bool]
    joins: re.Pattern[str]
    """What a limit begins with that stands behind its figure, in a language where limits stand before: "or"."""
    before: bool
    """Whether limits go before their figures."""
    near: int
    """So many characters stand at most between the two."""


@once
def may_say_limits(text: Text) -> bool:
    """Whether an English text says any limit: most say none, and cost nothing more."""
    if SOME_SIGN.search(text.plain):
        return True
    words = words_of("en")
    return words is not None and any(one.meaning is not None and one.meaning.surely for one in words.phrases.find(text))


@once
def limits_of_english(text: Text) -> Mapping[Span, Limit]:
    """The limit of each figure of an English text, by the figure's place; found once for all locales."""
    words = words_of("en")
    limits = limits_of(text, english_amounts(text), words, "en") if words is not None else ()
    return {limit.quantity.span: limit for limit in limits}


def limits_of(text: Text, amounts: Amounts, words: Words, locale: str) -> Iterator[Limit]:
    """What a text says of each of its figures, in their order."""
    plain, quantities = text.plain, amounts.quantities
    phrases = [one for one in words.phrases.find(text) if one.meaning is not None]
    beside: dict[Span, list[Found[Said | None]]] = {one.span: [] for one in quantities}
    for phrase in phrases:
        nearest = _nearest(plain, phrase, quantities, words)
        if nearest is not None:
            beside[nearest.span].append(phrase)
    minus = frozenset(at for one in words.minus.find(text) if one.meaning for at in (one.start, one.end))
    denials = _denials(text, locale) if any(beside.values()) else ()
    for quantity in quantities:
        yield _limit(plain, quantity, beside[quantity.span], denials, minus, locale)


def _limit(
    plain: str,
    quantity: Quantity,
    phrases: Sequence[Found[Said | None]],
    denials: Sequence[Span],
    minus: frozenset[int],
    locale: str,
) -> Limit:
    start, end = quantity.span
    sign = _SIGN.search(plain, max(0, start - 6), start)
    surely, perhaps, firmly = set[str](), set[str](), False
    if plain.startswith("+", end):
        perhaps.add(FLOOR)
    spans = [(sign.start(1), sign.end(1))] if sign is not None else []
    if sign is not None and _SIGNS[sign[1]] in _SAYS:
        surely.add(_SAYS[_SIGNS[sign[1]]])
    for phrase in phrases:
        if phrase.meaning is None:
            continue
        says, turns = _KINDS[phrase.meaning.kind]
        spans.append((phrase.start, phrase.end))
        denied = turns and _is_denied(plain, phrase, denials, locale)
        if denied and locale == "en":
            says = OTHER[says]
        elif denied:
            perhaps |= {FLOOR, CEILING}
            continue
        perhaps.add(says)
        during = plain[phrase.start : phrase.end].lower() in _ALSO_DURING and kind_of(quantity.unit) == "time"
        if phrase.meaning.surely and not during:
            surely.add(says)
            firmly = firmly or not turns
    negative = _MINUS.search(plain, max(0, start - 2), start) is not None or not minus.isdisjoint(
        (*range(start - 2, start + 1), *range(end, end + 3))
    )
    negative = negative or (locale.startswith("ar") and _MINUS_BEHIND.match(plain, end) is not None)
    return Limit(
        quantity,
        _SIGNS[sign[1]] if sign is not None else "",
        negative,
        frozenset(surely),
        frozenset(perhaps | surely),
        firmly,
        tuple(spans),
    )


def _nearest(plain: str, phrase: Found[Said | None], quantities: Sequence[Quantity], words: Words) -> Quantity | None:
    """The figure that a phrase limits: the nearest one, within so many characters and with no break between.

    Where limits go before their figures, one behind a figure counts for as many characters farther, but for "or more".
    """
    at = bisect_right(quantities, phrase.start, key=lambda one: one.span[0])
    joined = words.joins.match(plain, phrase.start) is not None
    best: tuple[int, Quantity] | None = None
    for one in quantities[max(0, at - 1) : at + 1]:
        start, end = one.span
        if start < phrase.start < end:
            return one  # between the figure and its unit: "3 or more days"
        follows = start >= phrase.end
        first, last = (phrase.end, start) if follows else (end, phrase.start)
        far = last - first + (_BEHIND if words.before and follows == joined else 0)
        if 0 <= last - first <= words.near and not _BREAK.search(plain, first, last) and (best is None or far < best[0]):
            best = (far, one)
    return best[1] if best is not None else None


def _is_denied(plain: str, phrase: Found[Said | None], denials: Sequence[Span], locale: str) -> bool:
    """Whether a denial near by turns a comparison round; in English it goes before."""
    at = bisect_right(denials, phrase.start, key=lambda one: one[0])
    for start, end in denials[max(0, at - 1) : at + 2]:
        if phrase.start <= start < phrase.end or phrase.start < end <= phrase.end:
            continue
        first, last = (end, phrase.start) if end <= phrase.start else (phrase.end, start)
        near = last - first <= (_DENIAL_BEFORE if locale == "en" else _DENIAL_NEAR) and not _BREAK.search(plain, first, last)
        if near and (locale != "en" or end <= phrase.start):
            return True
    return False


def _denials(text: Text, locale: str) -> tuple[Span, ...]:
    if locale == "en":
        found: Sequence[Found[str]] = found_in_english(text)[0]
    else:
        own = lexicon_of(locale)
        found = tuple(own.denials(text)) if own is not None else ()
    return tuple((one.start, one.end) for one in found if one.meaning and (locale != "en" or one.meaning in SURE))


@cache
def words_of(locale: str) -> Words | None:
    """The words of a locale's language, or None where nobody has listed them."""
    listed = lexicon("limits", locale)
    if listed is None:
        return None
    meanings: dict[str, Said | None] = dict.fromkeys(listed["unlike"])
    for kind in _KINDS:
        for word in listed[kind]:
            phrase = word.removesuffix("?")
            meanings.setdefault(phrase, Said(kind, phrase == word))
    spaced, proclitics = listed["spaced"], listed.get("proclitics", ())
    below_zero = dict.fromkeys(meanings, False) | dict.fromkeys(listed["minus"], True)  # "pelo menos" is no "menos"
    joins = listed.get("joins", ())
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, joins))})\b" if joins else r"(?!)", re.IGNORECASE)
    near = _NEAR if spaced else _NEAR_UNSPACED
    return Words(Phrases(meanings, spaced, proclitics), Phrases(below_zero, spaced, proclitics), pattern, bool(joins), near)
