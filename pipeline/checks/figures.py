"""Figures that must survive a translation: compared by value, range by range, with what they count or measure.

Digits, separators and number words are the language's own affair; values and units are not. Both texts are read into quantities
(`quantities.py`), and these are matched: first what is equal, then what is equal in another unit (24 hours, 1 day). What is
left on both sides is a change, what is left in digits on one side a loss or an addition. Words that only may be numbers ("one",
"second") match where they are needed, and are never missed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from pipeline.checks.lexicon import lexicon
from pipeline.checks.measures import alike, conversions, kind_of
from pipeline.checks.plain import once
from pipeline.checks.quantities import CALENDAR, Amounts, Firmness, Quantity, amounts, english_amounts, roman_numerals
from pipeline.checks.rule import Pair, Problem, Rule, each
from pipeline.model.finding import Severity

_MAY_SAY_NUMBERS = re.compile(r"\d|[¼½¾⅓⅔⅛⅜⅝⅞]")
_CODE = re.compile(r"`[^`]*`|%[1-9](?!\d)")
_MOST_FIGURES = 300
"""A message with more is no prose: matching takes time in proportion to the square of their number."""
_CREDITS = 6
_SHORT = 20
_SIDE_BY_SIDE = 16
"""So many characters at most stand between two numbers that together are a range, or a share ("one in three")."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """What is left when everything has been matched that can be."""

    missing: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()
    other_unit: tuple[tuple[Quantity, Quantity], ...] = ()
    exchanged: tuple[tuple[Quantity, Quantity], ...] = ()
    """Equal figures of the two texts that stand in another order."""


_EQUAL = _Compared()


def figure_changed(pair: Pair) -> Iterator[Problem]:
    """A figure of the source is missing from the translation, or another one stands in its place.

    Compared are values, whatever the digits and separators of the language: 1,024 is 1 024 in French, 24 is ٢٤ in Arabic
    (CLDR, number symbols and numbering systems); 24 hours may be one day.

    Bad:  "for 24–48 hours" → "24 bis 84 Stunden lang"
    Good: "for 24–48 hours" → "24 bis 48 Stunden lang"
    """
    if not _digits(pair):
        return
    compared = _compare(pair)
    for source in compared.missing:
        wrong = _counterpart(source, compared.added)
        if _may_be_a_strange_word(source, compared, pair):
            continue
        if wrong is not None and (wrong.low, wrong.high) == (source.high, source.low):
            continue  # that is a range reversed
        if Firmness.DIGITS not in (source.firmness, wrong.firmness if wrong is not None else source.firmness):
            continue  # that is a number word changed
        if wrong is None:
            if not _may_be_unsaid(source, pair) and not _in_name_or_code(source, pair):
                yield pair.problem(f"the figure {_said(pair.source, source)} of the source is missing", [source.span])
        else:
            says = f"the source says {_said(pair.source, source)}, the translation {_said(pair.text, wrong)}"
            yield pair.problem(says, [source.span], [wrong.span])
    yield from _names_changed(pair)


def figure_added(pair: Pair) -> Iterator[Problem]:
    """The translation says a figure that the source does not say.

    Bad:  "Rest after the session." → "Ruhen Sie nach der Sitzung 12 Stunden."
    Good: "Rest after the session." → "Ruhen Sie nach der Sitzung."
    """
    if not _MAY_SAY_NUMBERS.search(pair.text):
        return
    compared = _compare(pair)
    if len(pair.text) > _CREDITS * max(len(pair.source), _SHORT):
        return  # no translation: names and years of those who translated
    told = {(one.low, one.high) for one in english_amounts(pair.english).quantities}
    for one in compared.added:
        # What the source says once may be said twice, and a language may count one thing where English has "a".
        if (
            one.firmness is Firmness.DIGITS
            and _counterpart(one, compared.missing) is None
            and (one.low, one.high) not in told
            and not _is_one(one)
            and not _figure(one.low).search(pair.source)
        ):
            yield pair.problem(f"the translation says {_said(pair.text, one)}, and the source does not", [], [one.span])


def unit_changed(pair: Pair) -> Iterator[Problem]:
    """A figure counts or measures something else in the translation.

    Bad:  "avoid it for 24 hours" → "24 Tage lang vermeiden"; "5 mg" → "5 g"
    Good: "avoid it for 24 hours" → "24 Stunden lang vermeiden"
    """
    if not _digits(pair):
        return
    for source, wrong in _compare(pair).other_unit:
        if Firmness.DIGITS in (source.firmness, wrong.firmness):
            says = f"the source says {_said(pair.source, source)}, the translation {_said(pair.text, wrong)}"
            yield pair.problem(says, [source.span], [wrong.span])


def range_reversed(pair: Pair) -> Iterator[Problem]:
    """A range runs from high to low, or is torn apart.

    Bad:  "24–48 hours" → "48–24 Stunden"
    Good: "24–48 hours" → "24–48 Stunden"
    """
    if not _digits(pair):
        return
    compared = _compare(pair)
    for source in compared.missing:
        for wrong in compared.added:
            if source.range and (wrong.low, wrong.high) == (source.high, source.low):
                says = f"the source says {_said(pair.source, source)}, the translation {_said(pair.text, wrong)}"
                yield pair.problem(says, [source.span], [wrong.span])


def number_word_changed(pair: Pair) -> Iterator[Problem]:
    """A number in words is another one in the translation.

    Bad:  "two or three sessions" → "zwei bis vier Sitzungen"
    Good: "two or three sessions" → "2 bis 3 Sitzungen"
    """
    compared = _compare(pair)
    left = list(compared.added)
    for source in compared.missing:
        wrong = _counterpart(source, left)
        if wrong is not None and Firmness.DIGITS not in (source.firmness, wrong.firmness):
            left.remove(wrong)
            says = f"the source says {_said(pair.source, source)}, the translation {_said(pair.text, wrong)}"
            yield pair.problem(says, [source.span], [wrong.span])
    english = english_amounts(pair.english).quantities
    told = {(one.low, one.high) for one in english}
    if any(one.firmness is Firmness.WORD or one.low > 1 for one in english):
        for one in left:
            if one.firmness is Firmness.WORD and one.low > 2 and (one.low, one.high) not in told and not compared.missing:
                says = f"the translation says {_said(pair.text, one)}, and the source names no such number"
                yield pair.problem(says, [], [one.span])
    for source, wrong in compared.other_unit:
        if Firmness.DIGITS not in (source.firmness, wrong.firmness):
            says = f"the source says {_said(pair.source, source)}, the translation {_said(pair.text, wrong)}"
            yield pair.problem(says, [source.span], [wrong.span])


def figures_exchanged(pair: Pair) -> Iterator[Problem]:
    """The translation has the figures of the source in another order.

    Looked at are figures that nothing beside them tells apart, and those of which one counts in the source what the other
    counts in the translation.

    Bad:  "18 of them, later 12" → "12 davon, später 18"
    Good: "18 of them, later 12" → "18 davon, später 12"
    """
    if not _digits(pair):
        return
    found = _compare(pair).exchanged
    if found:
        says = "the figures stand in another order than in the source: " + ", ".join(_said(pair.text, one) for _, one in found)
        yield pair.problem(says, [one.span for one, _ in found], [one.span for _, one in found])


def rate_changed(pair: Pair) -> Iterator[Problem]:
    """Something recurs after another period in the translation.

    Bad:  "twice a week" → "zweimal am Tag"
    Good: "twice a week" → "zweimal pro Woche"
    """
    source = english_amounts(pair.english)
    if not source.rates or not source.quantities:
        return
    own = amounts_of(pair)
    if own.rates:
        wanted, found = {unit for unit, _ in source.rates}, {unit for unit, _ in own.rates}
        measured = {one.unit for one in (*source.quantities, *own.quantities)}
        if not wanted & found and not (wanted | found) & measured:
            says = f"the source says how often in a {'/'.join(sorted(wanted))}, the translation in a {'/'.join(sorted(found))}"
            yield pair.problem(says, [span for _, span in source.rates], [span for _, span in own.rates])


@once
def amounts_of(pair: Pair) -> Amounts:
    """What the translation of a pair says in figures."""
    return amounts(pair.translation, pair.locale.name)


@once
def _digits(pair: Pair) -> bool:
    return _MAY_SAY_NUMBERS.search(pair.text) is not None or _MAY_SAY_NUMBERS.search(pair.source) is not None


@once
def _compare(pair: Pair) -> _Compared:
    """What differs."""
    source = english_amounts(pair.english)
    if not source.quantities and not _MAY_SAY_NUMBERS.search(pair.text):
        return _EQUAL
    own = amounts_of(pair)
    if not source.quantities and not own.quantities:
        return _EQUAL
    if max(len(source.quantities), len(own.quantities)) > _MOST_FIGURES:
        return _EQUAL
    left, open_ = list(own.quantities), list(source.quantities)
    matched: list[tuple[Quantity, Quantity]] = []
    for fits in (_same, _same_but_unit, _same_otherwise, _same_date, _converted):
        open_ = _match(open_, left, _credibly(fits, own), matched)
    open_ = _match_ranges(open_, left, matched)
    open_ = _match_dates(open_, left)
    if not _has_words(pair):
        open_ = _match(open_, left, _scaled, matched)
    open_ = [one for one in open_ if not any(one.unit != third.unit and _converted(one, third) for third, _ in matched)]
    if any(one.firmness > Firmness.WEAK for one in open_):
        romans = list(roman_numerals(pair.translation))
        open_ = _match(open_, romans, _same_but_unit, matched)
    other_unit = []
    for one in list(open_):
        wrong = next((it for it in left if (it.low, it.high) == (one.low, one.high) and not _weak(one, it)), None)
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
    return _Compared(tuple(missing), tuple(added), tuple(other_unit), _exchanged(pair, matched))


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
    parts, others = ([one for one in ones if _is_weak_part(one)] for ones in (weak, left))
    if len(parts) == len(others) == 1:
        yield parts[0], others[0]


def _is_weak_part(one: Quantity) -> bool:
    return one.firmness is Firmness.WEAK and 0 < one.low < 1


def _has_words(pair: Pair) -> bool:
    """Whether the number words of the locale are known."""
    return lexicon("numbers", pair.locale.name) is not None


_OFTEN_A_WORD = 20
"""Up to this value many languages write numbers in words."""


def _may_be_a_strange_word(one: Quantity, compared: _Compared, pair: Pair) -> bool:
    """Whether the translation may say a small number in words, in a language whose words are unknown."""
    if one.low > _OFTEN_A_WORD or one.low.denominator > 1 or _has_words(pair):
        return False
    return len(compared.added) != len(compared.missing)


def _scaled(one: Quantity, other: Quantity) -> bool:
    """Whether only a word like "million" makes the difference, in a language whose words are unknown."""
    return any((one.low, one.high) == (other.low * scale, other.high * scale) for scale in (1000, 10**6, 10**9))


def _same_date(one: Quantity, other: Quantity) -> bool:
    if one.unit != "date" or other.unit != "date":
        return False
    return bool({one.low, one.also} & {other.low, other.also} - {None})


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


def _weak(one: Quantity, other: Quantity) -> bool:
    return Firmness.WEAK in (one.firmness, other.firmness)


Fits = Callable[[Quantity, Quantity], bool]


def _credibly(fits: Fits, own: Amounts) -> Fits:
    return lambda one, other: fits(one, other) and _credible(one, other, own)


def _credible(one: Quantity, other: Quantity, own: Amounts) -> bool:
    """Whether a word that may be an article stands for the figure 1: a unit or another number is near ("un sur 3")."""
    if one.firmness is not Firmness.DIGITS or other.firmness is not Firmness.WEAK or one.low != 1:
        return True
    if one.unit and other.unit:
        return True
    near = (third.span[0] - other.span[1] for third in own.quantities)
    return any(0 < gap <= _SIDE_BY_SIDE for gap in near) or all(third.firmness is Firmness.WEAK for third in own.quantities)


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


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.low, one.high) == (other.low, other.high) and one.unit == other.unit


def _same_but_unit(one: Quantity, other: Quantity) -> bool:
    return (one.low, one.high) == (other.low, other.high) and alike(one.unit, other.unit)


def _same_otherwise(one: Quantity, other: Quantity) -> bool:
    """The signs of one may stand for another value (1.024), which is that of the other."""
    return (
        not one.range and not other.range and alike(one.unit, other.unit) and other.also is not None and other.also == one.low
    )


def _converted(one: Quantity, other: Quantity) -> bool:
    return conversions(one.low, one.high, one.unit, other.low, other.high, other.unit)


def _match_ranges(wanted: Sequence[Quantity], left: list[Quantity], matched: list[tuple[Quantity, Quantity]]) -> list[Quantity]:
    """A range of one text may be two numbers side by side in the other: "one or two", "2, 3"."""
    open_ = []
    for one in wanted:
        ends = [two for two in pairwise(left) if _ends(one, *two)] if one.range else []
        alone = next((it for it in left if _says_one_or_more(one) and it.low == it.high == one.high), None)
        if alone is not None and not ends:
            left.remove(alone)
        elif ends:
            matched.append((one, ends[0][0]))
            left.remove(ends[0][0])
            left.remove(ends[0][1])
        else:
            open_.append(one)
    for other in list(left):
        ends = [two for two in pairwise(open_) if _ends(other, *two)] if other.range else []
        if ends:
            matched.append((ends[0][0], other))
            left.remove(other)
            open_ = [one for one in open_ if one is not ends[0][0] and one is not ends[0][1]]
    return open_


def _says_one_or_more(one: Quantity) -> bool:
    """Whether it is "one or two": the words for one have more forms than any list."""
    return one.firmness < Firmness.DIGITS and one.low == 1 and one.range


def _ends(whole: Quantity, first: Quantity, last: Quantity) -> bool:
    """Whether two numbers side by side are the ends of a range."""
    return (
        (first.low, last.high) == (whole.low, whole.high)
        and not first.range
        and not last.range
        and Firmness.WEAK not in (first.firmness, last.firmness)
        and 0 < last.span[0] - first.span[1] <= _SIDE_BY_SIDE
        and alike(whole.unit, last.unit)
    )


def _counterpart(one: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """What probably stands in the other text in its place: of the same unit, else of the same shape, else any."""
    return next(
        (
            other
            for fits in (
                lambda other: other.unit == one.unit and other.range == one.range,
                lambda other: alike(other.unit, one.unit) and other.range == one.range,
                lambda other: alike(other.unit, one.unit),
                lambda other: True,
            )
            for other in others
            if fits(other)
        ),
        None,
    )


def _is_one(one: Quantity) -> bool:
    return one.low == one.high == 1 and kind_of(one.unit) in ("time", "count", "")


def _may_be_unsaid(one: Quantity, pair: Pair) -> bool:
    """Whether languages leave the figure out: "1 day" is "день", and the dual "يومان" is two."""
    if one.unit == "percent" and one.low == 100:
        return True  # "100 % sure" has a word in most languages
    if one.range or one.low > 1:
        return False
    if one.low == 0:
        return not one.unit  # "none of them"
    if one.low != 1:
        return False
    if pair.message.msgid_plural is not None:
        return True  # the form for one may do without its figure
    if not one.unit:
        return False
    return kind_of(one.unit) in ("time", "count") and any(alike(one.unit, unit) for unit in amounts_of(pair).units)


def _exchanged(pair: Pair, matched: Sequence[tuple[Quantity, Quantity]]) -> tuple[tuple[Quantity, Quantity], ...]:
    firm = [(one, other) for one, other in matched if one.firmness == other.firmness == Firmness.DIGITS and not _is_year(one)]
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


def _in_name_or_code(one: Quantity, pair: Pair) -> bool:
    """Whether the translation has the figure within a name ("Rust2021") or in code."""
    figure = _figure(one.low)
    named = any(figure.fullmatch(part) for _, number, _ in amounts_of(pair).names for part in number.split())
    return named or any(figure.search(code) for code in _CODE.findall(pair.text))


@lru_cache(maxsize=512)
def _figure(value: Fraction) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){int(value)}(?!\d)")


def _is_year(one: Quantity) -> bool:
    """Whether it is likely to be a year: sentences name one first or last, as the language likes."""
    return not one.unit and 1800 <= one.low <= 2100 and one.low.denominator == 1


def _names_changed(pair: Pair) -> Iterator[Problem]:
    source = english_amounts(pair.english)
    if not source.names:
        return
    own = amounts_of(pair)
    wanted, found = {(a, b) for a, b, _ in source.names}, {(a, b) for a, b, _ in own.names}
    for letters, figure, span in source.names:
        others = [(other, at) for same, other, at in own.names if same == letters and (same, other) not in wanted]
        if (letters, figure) not in found and others:
            _, at = others[0]
            says = f"the source says {pair.source[slice(*span)]}, the translation {pair.text[slice(*at)]}"
            yield pair.problem(says, [span], [at])


@lru_cache(maxsize=1024)
def _cut(text: str) -> str:
    return " ".join(text.split())


def _said(text: str, quantity: Quantity) -> str:
    return f"“{_cut(text[slice(*quantity.span)])}”"


_WRITE = "write the figures of the English, by value and in its order"
RULES = (
    Rule(each(figure_changed), Severity.ERROR, _WRITE),
    Rule(each(figure_added), Severity.WARNING, "leave out what the English does not say"),
    Rule(each(unit_changed), Severity.ERROR, "write what the figure of the English counts or measures"),
    Rule(each(range_reversed), Severity.ERROR, _WRITE),
    Rule(each(number_word_changed), Severity.WARNING),
    Rule(each(figures_exchanged), Severity.WARNING),
    Rule(each(rate_changed), Severity.WARNING),
)
"""The family's rules."""
