"""Limits: a figure is the least or the most that something may be, and a translation that turns this round can hurt.

The words lie in `lexicon/limits/<language>.json`: `least` ("at least"), `most` ("at most"), `more` ("more than"), `less` ("less
than"). Those of the last two say the opposite behind a denial: "not more than" is at most. A word that ends in `?` may say it,
and may say something else: it excuses a translation and accuses none. What is said of a figure stands beside it; figures are
matched by value, where each text has the value once.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.checks import meaning
from pipeline.checks.lexicon import lexicon
from pipeline.checks.matching import amounts_of
from pipeline.checks.measures import kind_of
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, once
from pipeline.checks.quantities import english_amounts
from pipeline.checks.quantity import Amounts, Firmness, Quantity
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity

FLOOR, CEILING = "the least", "the most"
"""What a figure is by its limit."""
_KINDS: Mapping[str, tuple[str, bool]] = {
    "least": (FLOOR, False), "most": (CEILING, False), "more": (FLOOR, True), "less": (CEILING, True),
}  # fmt: skip
"""What the lists say of a figure, and whether a denial turns it round."""
_OTHER = {FLOOR: CEILING, CEILING: FLOOR}
_SURE_DENIALS = frozenset({meaning.STRONG, meaning.CONCORD})
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


def limit_turned(pair: Pair) -> Iterator[Problem]:
    """The least that a figure may be became the most in the translation, or the most the least.

    Bad:  "Wait at least 24 hours." → "Warten Sie höchstens 24 Stunden."
    Good: "Wait at least 24 hours." → "Warten Sie nicht weniger als 24 Stunden."

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    for said, says in _beside_equal_figures(pair):
        for one, other in _OTHER.items():
            if said.surely == {one} and other not in said.perhaps and other in says.surely and one not in says.perhaps:
                yield _problem(pair, said, says)


def limit_lost(pair: Pair) -> Iterator[Problem]:
    """The source limits a figure by "at least", "at most" or their like, and the translation says the figure alone.

    Bad:  "Wait at least 24 hours." → "Warten Sie 24 Stunden."
    Good: "Wait at least 24 hours." → "Warten Sie 24 Stunden oder länger."

    Source: Multidimensional Quality Metrics (MQM), "omission"; the word lists are the project's own.
    """
    for said, says in _beside_equal_figures(pair):
        if said.firmly and not says.perhaps and not says.sign and not _limits_elsewhere(pair):
            yield _problem(pair, said, says)


def sign_changed(pair: Pair) -> Iterator[Problem]:
    """A sign before a figure is another one in the translation, or is lost: ≤ ≥ < > ± and the minus.

    A sign may be said in words, and words by a sign.

    Bad:  "if it is < 38 °C" → "bei > 38 °C"; "at -20 °C" → "bei 20 °C"
    Good: "if it is < 38 °C" → "bei weniger als 38 °C"
    """
    for said, says in _beside_equal_figures(pair):
        if said.minus != says.minus and _UNIT_OF_MINUS.isdisjoint({said.quantity.unit, says.quantity.unit}):
            continue
        turned = said.minus != says.minus
        changed = bool(said.sign and says.sign) and said.sign != says.sign
        lost = bool(said.sign) and not says.sign and not says.perhaps and not (said.sign == "±" and _plus_minus(pair))
        added = bool(says.sign) and not said.sign and not said.perhaps and says.sign != "±"
        if turned or changed or lost or added:
            yield _problem(pair, said, says)


_UNIT_OF_MINUS = frozenset({"celsius", "fahrenheit", "degree", "percent"})
"""What can be below zero; elsewhere a dash before a figure may be a dash."""
_PLUS_MINUS = re.compile(r"[±∓]|\+/[-−]")


def _limits_elsewhere(pair: Pair) -> bool:
    """Whether the translation has a word for a limit anywhere: it may stand farther from its figure than in English."""
    words = words_of(pair.locale.name)
    return words is None or any(one.meaning is not None for one in words.phrases.find(pair.translation))


def _plus_minus(pair: Pair) -> bool:
    return _PLUS_MINUS.search(pair.text) is not None


def _problem(pair: Pair, said: Limit, says: Limit) -> Problem:
    there, here = [*said.spans, said.quantity.span], [*says.spans, says.quantity.span]
    theirs, ours = _quoted(pair.source, there), _quoted(pair.text, here)
    return pair.problem(f"the source says “{theirs}”, the translation “{ours}”", there, here)


def _quoted(text: str, spans: Sequence[Span]) -> str:
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return " ".join(text[start:end].split())


@once
def _beside_equal_figures(pair: Pair) -> tuple[tuple[Limit, Limit], ...]:
    """The limits of figures that each text says once, pair by pair, where one of the two has a limit."""
    if not _may_say(pair.english) and _SOME_SIGN.search(pair.text) is None:
        return ()
    words = words_of(pair.locale.name)
    if words is None:
        return ()
    source, own = english_amounts(pair.english), amounts_of(pair)
    theirs, ours = _alone(source), _alone(own)
    both = [(one, ours[key]) for key, one in theirs.items() if key in ours]
    if not both:
        return ()
    said = _limits_of_english(pair.english)
    says = {limit.quantity.span: limit for limit in _limits(pair.translation, own, words, pair.locale.name)}
    found = [(said.get(one.span), says.get(other.span)) for one, other in both]
    return tuple((one, other) for one, other in found if one is not None and other is not None)


_SOME_SIGN = re.compile(r"[≤≥≦≧⩽⩾<>＜＞±−-]\s?\d")


def _alone(amounts: Amounts) -> dict[tuple[Any, Any], Quantity]:
    """The quantities whose values a text says once, by these."""
    firm = [one for one in amounts.quantities if one.firmness is not Firmness.WEAK]
    counts = Counter((one.low, one.high) for one in amounts.quantities)
    return {(one.low, one.high): one for one in firm if counts[one.low, one.high] == 1}


@once
def _may_say(text: Text) -> bool:
    """Whether an English text says any limit: most say none, and cost nothing more."""
    if _SOME_SIGN.search(text.plain):
        return True
    words = words_of("en")
    return words is not None and any(one.meaning is not None and one.meaning.surely for one in words.phrases.find(text))


@once
def _limits_of_english(text: Text) -> Mapping[Span, Limit]:
    words = words_of("en")
    limits = _limits(text, english_amounts(text), words, "en") if words is not None else ()
    return {limit.quantity.span: limit for limit in limits}


def _limits(text: Text, amounts: Amounts, words: Words, locale: str) -> Iterator[Limit]:
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
            says = _OTHER[says]
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
        found: Sequence[Found[str]] = meaning.found_in_english(text)[0]
    else:
        own = meaning.lexicon_of(locale)
        found = tuple(own.denials(text)) if own is not None else ()
    return tuple((one.start, one.end) for one in found if one.meaning and (locale != "en" or one.meaning in _SURE_DENIALS))


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


_REMEDY = "say the same limit: at least, at most, more than or less than this figure"
RULES = (
    Rule(each(limit_turned), Severity.WARNING, _REMEDY),
    Rule(each(limit_lost), Severity.WARNING, _REMEDY),
    Rule(each(sign_changed), Severity.WARNING, "write the sign of the English, or say it in words"),
)
"""The rules on limits."""
