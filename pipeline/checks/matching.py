"""Two texts' quantities, matched one by one, and what is left of either side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.checks import fitting
from pipeline.checks.fitting import Fits
from pipeline.checks.lexicon import lexicon
from pipeline.checks.measures import alike, kind_of
from pipeline.checks.numerals import DIGIT, roman_numerals
from pipeline.checks.plain import Text, once
from pipeline.checks.quantities import amounts, english_amounts, may_be_firm
from pipeline.checks.quantity import CALENDAR, Amounts, Firmness, Quantity
from pipeline.checks.rule import Pair, Sheet

_NAME_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})[ \u00a0-]?$")
_DIGITS_ONLY = re.compile(r"\D")
_LONGEST_NAME = 24
_COMMAS = frozenset(",،、，;")
_MOST_FIGURES = 300
"""A message with more is no prose: matching takes time in proportion to the square of their number."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is left when everything has been matched that can be."""

    missing: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()
    other_unit: tuple[tuple[Quantity, Quantity], ...] = ()
    exchanged: tuple[tuple[Quantity, Quantity], ...] = ()
    """Equal figures of the two texts that stand in another order."""


_EQUAL = Compared()
_OTHERWISE = (fitting.same_otherwise, fitting.same_date, fitting.converted)


@once
def compare(pair: Pair) -> Compared:
    """What is left of a pair's quantities on either side, when all have been matched that can be.

    Law: equal figures with equal units are never left, in whatever digits, words or signs. Takes time in proportion to the
    product of the two numbers of figures; a text with too many is held equal.
    """
    source = english_amounts(pair.english)
    if not source.quantities and not has_digits(pair.translation):
        return _EQUAL
    if all(map(_says_little, source.quantities)) and not may_be_firm(pair.translation, pair.locale.name):
        return _EQUAL
    own = amounts_of(pair)
    if not source.quantities and not own.quantities:
        return _EQUAL
    if _only_words_of_many_meanings(source, own):
        return _EQUAL
    if max(len(source.quantities), len(own.quantities)) > _MOST_FIGURES:
        return _EQUAL
    left = _without_names(pair.text, own.quantities, source)
    open_ = _without_names(pair.source, source.quantities, own)
    matched: list[tuple[Quantity, Quantity]] = []
    for fits in (fitting.same, fitting.same_but_unit, fitting.same_era, *_OTHERWISE):
        open_ = _match(open_, left, fitting.credibly(fits, own), matched)
    left = [one for one in left if not _is_century_of_era(one, matched)]
    open_ = _match_ranges(open_, left, matched, pair)
    open_ = _match_dates(open_, left)
    if not has_number_words(pair):
        open_ = _match(open_, left, fitting.scaled, matched)
    open_ = [one for one in open_ if not any(one.unit != third.unit and fitting.converted(one, third) for third, _ in matched)]
    if any(one.firmness > Firmness.WEAK for one in open_):
        romans = list(roman_numerals(pair.translation))
        open_ = _match(open_, romans, fitting.same_but_unit, matched)
    other_unit = []
    for one in list(open_):
        wrong = next((it for it in left if (it.low, it.high) == (one.low, one.high) and not fitting.either_weak(one, it)), None)
        if wrong is not None:
            open_.remove(one)
            left.remove(wrong)
            other_unit.append((one, wrong))
    missing = [one for one in open_ if one.firmness > Firmness.WEAK]
    added = [one for one in left if one.firmness > Firmness.WEAK]
    for one, wrong in _other_words(open_, left):
        missing.append(one)
        if wrong not in added:
            added.append(wrong)
    return Compared(tuple(missing), tuple(added), tuple(other_unit), _exchanged(matched))


def _without_names(text: str, quantities: Sequence[Quantity], other: Amounts) -> list[Quantity]:
    """The quantities but those that are a name over there: "RAID 0" is RAID0, "ISO 3166-1" is ISO3166-1."""
    if not other.names:
        return list(quantities)
    names = {(letters, figure) for letters, figure, _ in other.names if letters}
    return [
        one
        for one in quantities
        if (_letters_before(text, one.span[0]), _DIGITS_ONLY.sub("", text[slice(*one.span)])) not in names
    ]


def _letters_before(text: str, at: int) -> str:
    found = _NAME_BEFORE.search(text, max(0, at - _LONGEST_NAME), at)
    return found[1].casefold() if found is not None else ""


def _is_century_of_era(one: Quantity, matched: Sequence[tuple[Quantity, Quantity]]) -> bool:
    """Whether it only says of which century a decade is: "20世纪70年代"."""
    return one.unit == "century" and any(era.unit == "era" and one.low == era.low // 100 + 1 for era, _ in matched)


@once
def with_figures(sheet: Sheet) -> Sequence[Pair]:
    """The translations that say a figure in digits, or whose source does."""
    return [pair for pair in sheet.pairs if has_digits(pair.translation) or has_digits(pair.english)]


@once
def has_digits(text: Text) -> bool:
    """Whether a text has a sign of a figure anywhere, be it in its markup: one without says none in digits."""
    return DIGIT.search(text.raw) is not None


@once
def amounts_of(pair: Pair) -> Amounts:
    """What the translation of a pair says in figures."""
    return amounts(pair.translation, pair.locale.name)


def has_number_words(pair: Pair) -> bool:
    """Whether the number words of the locale are known."""
    return lexicon("numbers", pair.locale.name) is not None


def _only_words_of_many_meanings(source: Amounts, own: Amounts) -> bool:
    """Whether both texts say at most "one", "second", "both", which nobody misses; "half" and "third" might be exchanged."""
    both = (*source.quantities, *own.quantities)
    parts = [any(map(fitting.is_weak_part, side.quantities)) for side in (source, own)]
    return all(one.firmness is Firmness.WEAK for one in both) and not all(parts)


def _says_little(one: Quantity) -> bool:
    """Whether it is said by a word that nobody misses: neither firm nor a half or a third."""
    return one.firmness is Firmness.WEAK and not fitting.is_weak_part(one)


def _other_words(open_: Sequence[Quantity], left: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Words that only may be numbers, with what surely stands for them: one tablet, two tablets; a half, a third."""
    weak = [one for one in open_ if one.firmness is Firmness.WEAK]
    counted = [
        one for one in weak if kind_of(one.unit) == "count" and not any(other.firmness > Firmness.WEAK for other in open_)
    ]
    for other in left:
        if other.firmness is Firmness.WORD and not other.range and other.low > 1 and kind_of(other.unit) == "count":
            one = next((one for one in counted if one.unit == other.unit), None)
            if one is not None:
                counted.remove(one)
                yield one, other
    parts, others = ([one for one in ones if fitting.is_weak_part(one)] for ones in (weak, left))
    if len(parts) == len(others) == 1:
        yield parts[0], others[0]


def _match(
    wanted: Sequence[Quantity], left: list[Quantity], fits: Fits, matched: list[tuple[Quantity, Quantity]]
) -> list[Quantity]:
    """Match each wanted quantity with the first that is left and fits; what finds none comes back. Firm ones choose first."""
    open_ = []
    for one in sorted(wanted, key=lambda quantity: -quantity.firmness):
        at = next((number for number, other in enumerate(left) if fits(one, other)), None)
        if at is None:
            open_.append(one)
        else:
            matched.append((one, left.pop(at)))
    return open_


def _match_dates(open_: Sequence[Quantity], left: list[Quantity]) -> list[Quantity]:
    """A date of one text may be a day and a year in the other, where the month's name is written in a way that is not known."""
    still = [one for one in open_ if one.unit != "date" or not _taken_apart(one, left)]
    for other in [other for other in left if other.unit == "date"]:
        if _taken_apart(other, still):
            left.remove(other)
    return still


def _taken_apart(date: Quantity, numbers: list[Quantity]) -> bool:
    """Remove a date's day and year, and the month where it is a figure, from the numbers; whether both were there."""
    whole = [
        (int(value) // 10_000, int(value) // 100 % 100, int(value) % 100) for value in dict.fromkeys((date.low, date.high))
    ]
    found: list[Quantity] = []
    for part in [part for year, _, day in whole for part in ((day, year) if year else (day,))]:
        number = next((one for one in numbers if one.low == one.high == part and one.unit != "date" and one not in found), None)
        if number is None:
            return False
        found.append(number)
    for _, month, _ in whole:
        found += [one for one in numbers if one.low == one.high == month and one.unit in ("", CALENDAR) and one not in found][
            :1
        ]
    for number in found:
        numbers.remove(number)
    return True


def _match_ranges(
    wanted: Sequence[Quantity], left: list[Quantity], matched: list[tuple[Quantity, Quantity]], pair: Pair
) -> list[Quantity]:
    """A range of one text may be two numbers side by side in the other: "one or two", "2, 3"."""
    open_ = []
    for one in wanted:
        ends = (
            [two for two in pairwise(left) if fitting.are_ends(one, *two) and not _is_list(one, *two, pair)]
            if one.range
            else []
        )
        alone = next((it for it in left if fitting.says_one_or_more(one) and it.low == it.high == one.high), None)
        if alone is not None and not ends:
            left.remove(alone)
        elif ends:
            matched.append((one, ends[0][0]))
            left.remove(ends[0][0])
            left.remove(ends[0][1])
        else:
            open_.append(one)
    for other in list(left):
        ends = [two for two in pairwise(open_) if fitting.are_ends(other, *two)] if other.range else []
        if ends:
            matched.append((ends[0][0], other))
            left.remove(other)
            open_ = [one for one in open_ if one is not ends[0][0] and one is not ends[0][1]]
    return open_


def _is_list(whole: Quantity, first: Quantity, last: Quantity, pair: Pair) -> bool:
    """Whether a comma makes two numbers of a range: "2, 3" is one as well, "24, 48" is not, but for "levels 0, 5 and 10"."""
    between = pair.text[first.span[1] : last.span[0]].strip()
    listed = pair.source[: whole.span[0]].rstrip().endswith(",")
    return whole.high - whole.low > 1 and between in _COMMAS and not listed


def _exchanged(matched: Sequence[tuple[Quantity, Quantity]]) -> tuple[tuple[Quantity, Quantity], ...]:
    """Those of one unit that stand in another order, or of which one counts what another counted."""
    digits = [two for two in matched if two[0].firmness == two[1].firmness == Firmness.DIGITS]
    firm = [two for two in digits if not fitting.is_year(two[0])]
    groups: dict[str, list[tuple[Quantity, Quantity]]] = {}
    for one, other in sorted(firm, key=lambda two: two[0].span):
        groups.setdefault(one.unit, []).append((one, other))
    crossed = [two for two in firm if bool(two[0].unit) != bool(two[1].unit)]
    for one, other in crossed:
        for third, fourth in crossed:
            if one.unit and fourth.unit and alike(one.unit, fourth.unit) and (one.low, one.high) != (third.low, third.high):
                return ((one, other), (third, fourth))
    by_own: dict[str, list[tuple[Quantity, Quantity]]] = {}
    for one, other in sorted(firm, key=lambda two: two[0].span):
        by_own.setdefault(other.unit, []).append((one, other))
    for group in (*groups.values(), *by_own.values()):
        ends = [other.span for _, other in group]
        values = {(one.low, one.high) for one, _ in group}
        if ends != sorted(ends) and len(values) == len(group):
            return tuple(group)
    return ()
