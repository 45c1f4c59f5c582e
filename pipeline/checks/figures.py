"""Figures that must survive a translation: compared by value, range by range, with what they count or measure.

Digits, separators and number words are the language's own affair; values and units are not. Both texts are read into quantities
(`quantities.py`), and these are matched: first what is equal, then what is equal in another unit (24 hours, 1 day). What is
left on both sides is a change, what is left in digits on one side a loss or an addition. Words that only may be numbers ("one",
"second") match where they are needed, and are never missed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.checks.fitting import counterpart, is_one
from pipeline.checks.matching import Compared, amounts_of, compare, has_digits, has_number_words, with_figures
from pipeline.checks.measures import alike, kind_of
from pipeline.checks.numerals import roman_numerals
from pipeline.checks.quantities import english_amounts
from pipeline.checks.quantity import Firmness, Quantity, Value
from pipeline.checks.rule import Pair, Problem, Rule, each
from pipeline.model.finding import Severity

_CODE = re.compile(r"`[^`]*`|%[1-9](?!\d)")
_CREDITS = 6
_SHORT = 20


def figure_changed(pair: Pair) -> Iterator[Problem]:
    """A figure of the source is missing from the translation, or another one stands in its place.

    Compared are values, whatever the digits and separators of the language: 1,024 is 1 024 in French, 24 is ٢٤ in Arabic
    (CLDR, number symbols and numbering systems); 24 hours may be one day.

    Bad:  "for 24–48 hours" → "24 bis 84 Stunden lang"
    Good: "for 24–48 hours" → "24 bis 48 Stunden lang"
    """
    compared = compare(pair)
    for source in compared.missing:
        wrong = counterpart(source, compared.added)
        if _may_be_a_strange_word(source, compared, pair):
            continue
        if wrong is not None and (wrong.low, wrong.high) == (source.high, source.low):
            continue  # that is a range reversed
        if Firmness.DIGITS not in (source.firmness, wrong.firmness if wrong is not None else source.firmness):
            continue  # that is a number word changed
        if wrong is None:
            if not _may_be_unsaid(source, pair) and not _in_name_or_code(source, pair) and not _is_repeated(source, pair):
                yield pair.problem(f"the figure {_said(pair.source, source)} of the source is missing", [source.span])
        else:
            says = f"the source says {_said(pair.source, source)}, the translation {_said(pair.text, wrong)}"
            yield pair.problem(says, [source.span], [wrong.span])
    yield from _names_changed(pair)


def figure_said_once(pair: Pair) -> Iterator[Problem]:
    """The source says a figure more than once, and the translation says it less often.

    Who translates well may say it once: "and do the same on the right". But a second dose may be lost as well.

    Bad:  "2 tablets at noon, 2 tablets at night" → "mittags 2 Tabletten, abends Tabletten"
    Good: "2 tablets at noon, 2 tablets at night" → "mittags 2 Tabletten, abends 2 Tabletten"
    """
    compared = compare(pair)
    for source in compared.missing:
        if (
            source.firmness is Firmness.DIGITS
            and _is_repeated(source, pair)
            and counterpart(source, compared.added) is None
            and not _may_be_unsaid(source, pair)
            and not _in_name_or_code(source, pair)
        ):
            says = f"the source says {_said(pair.source, source)} more often than the translation"
            yield pair.problem(says, [source.span])


def figure_added(pair: Pair) -> Iterator[Problem]:
    """The translation says a figure that the source does not say.

    Bad:  "Rest after the session." → "Ruhen Sie nach der Sitzung 12 Stunden."
    Good: "Rest after the session." → "Ruhen Sie nach der Sitzung."
    """
    if not has_digits(pair.translation):
        return
    compared = compare(pair)
    if len(pair.text) > _CREDITS * max(len(pair.source), _SHORT):
        return  # no translation: names and years of those who translated
    told = {(one.low, one.high) for one in english_amounts(pair.english).quantities}
    for one in compared.added:
        # What the source says once may be said twice, and a language may count one thing where English has "a".
        if (
            one.firmness is Firmness.DIGITS
            and counterpart(one, compared.missing) is None
            and (one.low, one.high) not in told
            and not is_one(one)
            and not _figure(one.low).search(pair.source)
            and all(one.low != roman.low for roman in roman_numerals(pair.english))
        ):
            yield pair.problem(f"the translation says {_said(pair.text, one)}, and the source does not", [], [one.span])


def unit_changed(pair: Pair) -> Iterator[Problem]:
    """A figure counts or measures something else in the translation.

    Bad:  "avoid it for 24 hours" → "24 Tage lang vermeiden"; "5 mg" → "5 g"
    Good: "avoid it for 24 hours" → "24 Stunden lang vermeiden"
    """
    for source, wrong in compare(pair).other_unit:
        if Firmness.DIGITS in (source.firmness, wrong.firmness):
            says = f"the source says {_said(pair.source, source)}, the translation {_said(pair.text, wrong)}"
            yield pair.problem(says, [source.span], [wrong.span])


def range_reversed(pair: Pair) -> Iterator[Problem]:
    """A range runs from high to low, or is torn apart.

    Bad:  "24–48 hours" → "48–24 Stunden"
    Good: "24–48 hours" → "24–48 Stunden"
    """
    compared = compare(pair)
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
    compared = compare(pair)
    left = list(compared.added)
    for source in compared.missing:
        wrong = counterpart(source, left)
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
    found = compare(pair).exchanged
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


_OFTEN_A_WORD = 20
"""Up to this value many languages write numbers in words."""


def _may_be_a_strange_word(one: Quantity, compared: Compared, pair: Pair) -> bool:
    """Whether the translation may say a small number in words, in a language whose words are unknown."""
    if one.low > _OFTEN_A_WORD or one.low.denominator > 1 or has_number_words(pair):
        return False
    return len(compared.added) != len(compared.missing)


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


def _is_repeated(one: Quantity, pair: Pair) -> bool:
    """Whether the source says the same elsewhere, and the translation says it too."""

    def times(quantities: Iterable[Quantity]) -> int:
        return sum((other.low, other.high) == (one.low, one.high) and alike(other.unit, one.unit) for other in quantities)

    return times(english_amounts(pair.english).quantities) > 1 and times(amounts_of(pair).quantities) > 0


def _in_name_or_code(one: Quantity, pair: Pair) -> bool:
    """Whether the translation has the figure within a name ("Rust2021") or in code."""
    figure, digits = _figure(one.low), re.sub(r"\D", "", pair.source[slice(*one.span)])
    numbers = [part for _, number, _ in amounts_of(pair).names for part in number.split()]
    named = any(figure.fullmatch(part.rstrip("DG")) or part == digits for part in numbers)
    return named or any(figure.search(code) for code in _CODE.findall(pair.text))


@lru_cache(maxsize=512)
def _figure(value: Value) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)0*{int(value)}(?!\d)")


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
    Rule(each(figure_changed, with_figures), Severity.ERROR, _WRITE),
    Rule(
        each(figure_said_once, with_figures),
        Severity.WARNING,
        "say the figure as often as the English does, or see that a reader misses nothing",
    ),
    Rule(each(figure_added, with_figures), Severity.WARNING, "leave out what the English does not say"),
    Rule(each(unit_changed, with_figures), Severity.ERROR, "write what the figure of the English counts or measures"),
    Rule(each(range_reversed, with_figures), Severity.ERROR, _WRITE),
    Rule(each(number_word_changed), Severity.WARNING),
    Rule(each(figures_exchanged, with_figures), Severity.WARNING),
    Rule(each(rate_changed), Severity.WARNING),
)
"""The family's rules."""
