"""What a text says in figures: its quantities, by value, in whatever digits, signs and words its language writes them with.

What enters is a prepared text and a locale; what leaves are quantities in the order of the text: a low and a high value, a unit
where one stands beside them, and how firmly the text says it. Figures that belong to a name (COVID-19, B12) are names here.
Words come from `lexicon/numbers` and `lexicon/units`; without a file for the language only what is written in digits is read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checks.number_words import NUMERIC, Said, counters, number_phrases
from pipeline.checks.numerals import DIGIT, SPACES, Number, in_digits, names_in
from pipeline.checks.phrases import Found
from pipeline.checks.plain import Text, once
from pipeline.checks.quantity import CALENDAR, Amounts, Firmness, Quantity, Span
from pipeline.checks.unit_beside import UNIT_SIGN, with_units

_NOTHING = Amounts()
_ARTICLES = frozenset({"a", "an"})
_BESIDE_MONTH = re.compile(rf"\d[.{SPACES}a-zа-яº]{{0,5}}$")
_DASH = re.compile(rf"[{SPACES}]*[-‐‑–—~〜～−―][{SPACES}]*")
_SIGNED = re.compile(rf"[{SPACES}]+[-−]")
"""Behind an article it makes a figure negative: "a -10% penalty"."""
_LONGEST_AND = 7
"""Between "two" and "half": " and a "."""
_LONGEST_RANGE = 24
_WEAK = frozenset({"weak", "part", "month"})
"""Kinds of phrases that may say something else than a number, but for a counter behind them or a figure beside the month."""


@once
def english_amounts(text: Text) -> Amounts:
    """What an English text says in figures; read once for all locales."""
    found = amounts(text, "en")
    # An article counts only before a unit ("a week"): nearly every text has one.
    said = tuple(one for one in found.quantities if one.unit or text.plain[slice(*one.span)].lower() not in _ARTICLES)
    return found if len(said) == len(found.quantities) else replace(found, quantities=said)


def amounts(text: Text, locale: str) -> Amounts:
    """What a text in a locale says in figures.

    Law: a text without digits and number words says nothing. Takes time in proportion to the text.
    """
    phrases = number_phrases(locale)
    plain = text.plain
    if phrases is None and DIGIT.search(plain) is None:
        return _NOTHING
    found = list(phrases.find(text)) if phrases is not None else []
    units = frozenset(one.meaning.unit for one in found if one.meaning.kind in ("unit", "rate"))
    if DIGIT.search(plain) is None and not any(one.meaning.kind in NUMERIC for one in found):
        return Amounts(units=units) if units else _NOTHING
    names, taken = names_in(plain)
    numbers = _numbers(plain, found, taken, locale)
    quantities = with_units(plain, _ranges(plain, numbers, found), found, locale)
    rates = tuple((one.meaning.unit, (one.start, one.end)) for one in found if one.meaning.kind == "rate")
    return Amounts(tuple(quantities), names, rates, units)


def may_be_firm(text: Text, locale: str) -> bool:
    """Whether a text may say a number in digits or by a word that hardly says anything else: cheaper than what it says."""
    phrases, weak = number_phrases(locale), () if counters(locale) else _WEAK
    return DIGIT.search(text.plain) is not None or (
        phrases is not None and any(one.meaning.kind in NUMERIC.difference(weak) for one in phrases.find(text))
    )


def _numbers(plain: str, found: Sequence[Found[Said]], taken: Sequence[Span], locale: str) -> list[Number]:
    """All numbers of a text in their order, in digits and in words.

    In languages without spaces a numeral stands in many words; what a counter or a unit follows is surely a number.
    """
    behind = counters(locale)
    units = {one.start for one in found if one.meaning.kind == "unit"} if behind else set[int]()
    numbers = list(in_digits(plain, taken, locale))
    covered = {at for number in numbers for at in range(number.start, number.end)}
    for one in found:
        said = one.meaning
        if said.kind in NUMERIC and covered.isdisjoint(range(one.start, one.end)):
            sure = bool(behind) and (one.end in units or plain.startswith(behind, one.end))
            if said.kind == "month":  # "May 5", "5. Mai", and not "may"
                near = plain[max(0, one.start - 6) : one.start]
                sure = _BESIDE_MONTH.search(near) is not None or DIGIT.match(plain, one.end + 1) is not None
            firm = Firmness.WEAK if said.kind in _WEAK and not sure else Firmness.WORD
            numbers.append(Number(said.value, firm, one.start, one.end, said.unit, compound=said.kind in ("number", "weak")))
        elif said.kind == "scale":
            numbers.append(Number(said.value, Firmness.WEAK, one.start, one.end, "×"))
    numbers.sort(key=lambda number: number.start)
    return list(_joined(plain, numbers))


def _joined(plain: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """Numbers with their scales and halves: "5 thousand", "two hundred", "two and a half"."""
    held: Number | None = None
    for number in numbers:
        between = plain[held.end : number.start] if held is not None else ""
        if number.unit == "×":
            if held is not None and not between.strip(f"{SPACES}-"):
                held = held._replace(value=held.value * number.value, also=None, end=number.end)
            # "hundreds of" says no number.
        elif held is not None and held.compound and 0 < number.value < 1 and not number.unit and len(between) <= _LONGEST_AND:
            held = held._replace(value=held.value + number.value, end=number.end, compound=False)
        else:
            if held is not None:
                yield held
            held = number
    if held is not None:
        yield held


def _ranges(plain: str, numbers: Sequence[Number], found: Sequence[Found[Said]]) -> Iterator[Quantity]:
    words = {one.start: (one.end, one.meaning.kind) for one in found if one.meaning.kind in ("range", "join")}
    units = {one.start: one for one in found if one.meaning.kind == "unit"}
    held: Number | None = None
    for number in numbers:
        signed = held is not None and held.firmness is Firmness.WEAK and _SIGNED.fullmatch(plain, held.end, number.start)
        if (
            held is not None
            and not signed
            and _one_sort(held.unit, number.unit)
            and _is_range(plain, held.end, number.start, words, units)
        ):
            firm = max(held.firmness, number.firmness)
            yield Quantity(held.value, number.value, number.unit, firm, (held.start, number.end))
            held = None
            continue
        if held is not None:
            yield Quantity(held.value, held.value, held.unit, held.firmness, (held.start, held.end), held.also)
        held = number
    if held is not None:
        yield Quantity(held.value, held.value, held.unit, held.firmness, (held.start, held.end), held.also)


def _one_sort(first: str, last: str) -> bool:
    return first == last or (not first and last not in ("date", CALENDAR))


def _is_range(plain: str, start: int, end: int, words: Mapping[int, tuple[int, str]], units: Mapping[int, Found[Said]]) -> bool:
    """Whether nothing but the mark of a range stands between two numbers, be it behind the first one's unit."""
    if end - start > _LONGEST_RANGE or start >= end:
        return False
    first_unit = start
    beside = UNIT_SIGN.match(plain, start)
    if beside is not None and beside.end() <= end:
        start = beside.end()
    at = _skip_spaces(plain, start)
    if at in units and units[at].end < end:
        start = units[at].end
    between = plain[start:end]
    if _DASH.fullmatch(between):
        return True
    for first in range(start, end):
        last, kind = words.get(first, (end + 1, ""))
        if last <= end:
            # "1 hour and 10 minutes" is no range.
            return (kind == "range" or start == first_unit) and not (plain[start:first] + plain[last:end]).strip(
                f"{SPACES}-‐‑–."
            )
    return False


def _skip_spaces(plain: str, at: int) -> int:
    while at < len(plain) and plain[at] in SPACES:
        at += 1
    return at
