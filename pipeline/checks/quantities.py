"""What a text says in figures: its quantities, by value, in whatever digits, signs and words its language writes them with.

What enters is a prepared text and a locale; what leaves are quantities in the order of the text: a low and a high value, a unit
where one stands beside them, and how firmly the text says it. Figures that belong to a name (COVID-19, B12) are names here.
Words come from `lexicon/numbers` and `lexicon/units`; without a file for the language only what is written in digits is read.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from functools import cache
from typing import Any

from pipeline.checks.dates import dates
from pipeline.checks.lexicon import lexicon
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, once

Span = tuple[int, int]


class Firmness(IntEnum):
    """How firmly a text says a number."""

    WEAK = 0
    """A word that says many things ("one", "second", "both"): it counts only where the other text asks for it."""
    WORD = 1
    """A number in words."""
    DIGITS = 2
    """A number in digits."""


CALENDAR = "calendar"
"""The unit of the name of a month."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range of numbers, and what it counts or measures."""

    low: Fraction
    high: Fraction
    unit: str
    """The unit's id, as the lexicon has it; empty where none is known."""
    firmness: Firmness
    span: Span
    also: Fraction | None = None
    """Another value that the signs may stand for: 1.024 is 1024 in some languages."""

    @property
    def range(self) -> bool:
        """Whether it runs from one value to another."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Amounts:
    """All that a text says in figures."""

    quantities: tuple[Quantity, ...] = ()
    names: tuple[tuple[str, str, Span], ...] = ()
    """Words with a figure in them: the letters, the figure, and where they stand."""
    rates: tuple[tuple[str, Span], ...] = ()
    """Periods after which something recurs: the unit of "a day", "weekly"."""
    units: frozenset[str] = frozenset()
    """All units that the text names, beside a number or not; "na tydzień" may be "a week" and "for 1 week"."""


_NOTHING = Amounts()
_DIGIT = re.compile(r"\d|[¼½¾⅓⅔⅛⅜⅝⅞]")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}
_SPACES = " \u00a0\u202f\u2009"
_LATIN = "A-Za-z\u00c0-\u024f\u0400-\u04ff"
_NAME = re.compile(
    # From its first letter on, once: a word is not tried again in its middle.
    rf"(?<![{_LATIN}\d_\u2010\u2011-])[{_LATIN}][{_LATIN}\u2010\u2011-]*\d+(?:[.-]\d+)*[A-Za-z]*\d*(?![{_LATIN}])"
    rf"|(?<![{_LATIN}\d_])[A-Za-z]\.\d+"
    r"|(?<![A-Za-z\d_])[A-Za-z\d]+_\w+|(?<![A-Za-z\d_])\dD(?![A-Za-z\d_])"
)
_SHORT_DATE = re.compile(r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1\d{2}(?![\d/-])")
_NO_LETTER = re.compile(r"[\d.\-\u2010\u2011]")
_VERSION = re.compile(r"(?<![\d.,])(?!\d{1,2}\.\d{1,2}\.\d{4}(?!\d))(?:\d+(?:\.\d+){2,}|24/7|[2-5][DG](?![A-Za-z]))(?![\d])")
_CLOCK = re.compile(
    rf"(?<![\d.,:])(\d{{1,2}})(?:[{_SPACES}]?[:h时時點点시][{_SPACES}]?)([0-5]\d)(?:[{_SPACES}]?[分분])?(?![\d:])"
    rf"|(?<![\d.,:])(\d{{1,2}})()(?=[{_SPACES}]?[ap]\.?m\b)"
    rf"|(?<![\d.,:])(\d{{1,2}})\.([0-5]\d)(?=[{_SPACES}]?(?:[ap]\.?m\b|Uhr\b|h\b))"
)
_FIGURE = re.compile(
    # In groups; of them a bounded number, or a text of nothing but groups would be read from each of them to its end.
    rf"(?<![\d])\d{{1,3}}(?:[.,'’٬{_SPACES}]\d{{2,3}}){{0,9}}[.,'’٬{_SPACES}]\d{{3}}(?:[.,٫]\d{{1,2}})?(?!\d|[.,]\d)"
    r"|(?<!\d)\d+[.,٫·]\d+(?![.,]?\d)"  # with a fraction
    r"|\d+"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])")
_SHARE = re.compile(r"(\d{1,9})\s?分[の之]\s?(\d{1,9})")
_FRACTION = re.compile(r"\s?[/⁄]\s?(\d{1,9})(?![/\d])")
_SIGNS = {
    "%": "percent", "٪": "percent", "％": "percent", "‰": "permille", "°C": "celsius", "℃": "celsius", "° C": "celsius",
    "°F": "fahrenheit", "℉": "fahrenheit", "°": "degree",
}  # fmt: skip
_SYMBOLS = {
    "mg": "milligram", "g": "gram", "kg": "kilogram", "µg": "microgram", "μg": "microgram", "mcg": "microgram",
    "ng": "nanogram", "ml": "milliliter", "mL": "milliliter", "l": "liter", "L": "liter", "dl": "deciliter", "dL": "deciliter",
    "mm": "millimeter", "cm": "centimeter", "m": "meter", "km": "kilometer", "µm": "micrometer", "ft": "foot", "lb": "pound",
    "oz": "ounce", "mmHg": "mmhg", "kcal": "kilocalorie", "kJ": "kilojoule", "IU": "international-unit", "Hz": "hertz",
    "kHz": "kilohertz", "s": "second", "min": "minute", "h": "hour", "bpm": "beat", "mmol": "millimole",
}  # fmt: skip
"""Symbols that stand in texts of any language (BIPM, The International System of Units); others are in lexicons."""
_BESIDE = re.compile(
    rf"[{_SPACES}-]{{0,3}}({'|'.join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))}"
    rf"|(?:{'|'.join(sorted(map(re.escape, _SYMBOLS), key=len, reverse=True))})(?![A-Za-z\u00c0-\u024f'’]))"
)
_BEFORE = re.compile(r"(%|٪)[ \u00a0]?$")
_DASH = re.compile(rf"[{_SPACES}]*[-‐‑–—~〜～−―][{_SPACES}]*")
_GAP = re.compile(rf"[{_SPACES}\n.,'’‘“”„«»()（）\-‐‑–+≥≤<>約约]*")
_ROMAN = re.compile(r"\b(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?=\b|[eèaºª])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a phrase of the lexicon says."""

    kind: str
    """number, weak, times, month, part, scale, range ("to"), join ("or"), rate, unit, pair, unlike."""
    value: Fraction = Fraction(0)
    unit: str = ""
    unit_first: bool = False
    """Whether a rate begins with a unit: behind a number it is that unit (Hindi सप्ताह में: "a week", "in … weeks")."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number on its way to a quantity."""

    value: Fraction
    firmness: Firmness
    start: int
    end: int
    unit: str = ""
    also: Fraction | None = None
    compound: bool = False
    """Whether what follows may add to it: "two and a half"."""


_ARTICLES = frozenset({"a", "an"})


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
    phrases = _phrases(locale)
    plain = text.plain
    if phrases is None and _DIGIT.search(plain) is None:
        return _NOTHING
    found = list(phrases.find(text)) if phrases is not None else []
    units = frozenset(one.meaning.unit for one in found if one.meaning.kind in ("unit", "rate"))
    if _DIGIT.search(plain) is None and not any(one.meaning.kind in _NUMERIC for one in found):
        return Amounts(units=units) if units else _NOTHING
    names, taken = _names_in(plain)
    numbers = _numbers(plain, found, taken, locale)
    quantities = _with_units(plain, _ranges(plain, numbers, found), found, locale)
    rates = tuple((one.meaning.unit, (one.start, one.end)) for one in found if one.meaning.kind == "rate")
    return Amounts(tuple(quantities), names, rates, units)


_NUMERIC = frozenset({"number", "weak", "times", "part", "pair", "month"})
_BESIDE_MONTH = re.compile(rf"\d[.{_SPACES}a-zа-яº]{{0,5}}$")


@cache
def _phrases(locale: str) -> Phrases[_Said] | None:
    numbers, units = lexicon("numbers", locale), lexicon("units", locale)
    if numbers is None or units is None:
        return None
    words = {word for listed in units["units"].values() for word in listed}
    meanings = {**_unit_meanings(units), **_number_meanings(numbers, words)}
    return Phrases(meanings, numbers["spaced"], tuple({*numbers.get("proclitics", ()), *units.get("proclitics", ())}))


def _number_meanings(listed: Mapping[str, Any], units: Collection[str]) -> Mapping[str, _Said]:
    weak = set(listed.get("weak", ()))
    found = {word: _Said("weak" if word in weak else "number", Fraction(str(value))) for word, value in listed["words"].items()}
    for kind, key in (("times", "times"), ("part", "parts"), ("scale", "scales")):
        found |= {
            word: _Said(
                "weak" if word in weak else kind, Fraction(str(value)).limit_denominator(100), "time" if kind == "times" else ""
            )
            for word, value in listed.get(key, {}).items()
        }
    found |= {word: _Said("weak", Fraction(value)) for word, value in listed.get("ordinals", {}).items()}
    found |= {word: _Said("month", Fraction(value), CALENDAR) for word, value in listed.get("months", {}).items()}
    found |= {word: _Said("range") for word in listed.get("range", ())}
    found |= {word: _Said("join") for word in listed.get("joins", ())}
    found |= {
        phrase: _Said("rate", unit=unit, unit_first=phrase.split()[0] in units and " " in phrase)
        for unit, phrases in listed.get("rates", {}).items()
        for phrase in phrases
    }
    return found | {phrase: _Said("unlike") for phrase in listed.get("unlike", ())}


def _unit_meanings(listed: Mapping[str, Any]) -> Mapping[str, _Said]:
    found = {word: _Said("unit", unit=unit) for unit, words in listed["units"].items() for word in words}
    return found | {word: _Said("pair", Fraction(str(value)), unit) for word, (value, unit) in listed.get("pairs", {}).items()}


def _names_in(plain: str) -> tuple[tuple[tuple[str, str, Span], ...], Sequence[Span]]:
    """Names with figures in them, and versions: passages that hold no quantity."""
    if "_" not in plain and _DIGIT.search(plain) is None:
        return (), ()
    names = [
        (_NO_LETTER.sub("", found[0]).casefold(), re.sub(r"\D", "", found[0]), found.span()) for found in _NAME.finditer(plain)
    ]
    # Day, month and year stand in the order that a language likes.
    names += [("date", " ".join(sorted(re.findall(r"\d+", found[0]))), found.span()) for found in _SHORT_DATE.finditer(plain)]
    names += [("", found[0], found.span()) for found in _VERSION.finditer(plain)]
    return tuple(names), [span for *_, span in names]


@cache
def _counters(locale: str) -> tuple[str, ...]:
    listed = lexicon("numbers", locale) or {}
    return tuple(listed.get("counters", ()))


def _numbers(plain: str, found: Sequence[Found[_Said]], taken: Sequence[Span], locale: str) -> list[_Number]:
    """All numbers of a text in their order, in digits and in words.

    In languages without spaces a numeral stands in many words; what a counter or a unit follows is surely a number.
    """
    counters = _counters(locale)
    units = {one.start for one in found if one.meaning.kind == "unit"} if counters else set[int]()
    numbers = list(_in_digits(plain, taken, locale))
    covered = {at for number in numbers for at in range(number.start, number.end)}
    for one in found:
        said = one.meaning
        if said.kind in _NUMERIC and covered.isdisjoint(range(one.start, one.end)):
            sure = bool(counters) and (one.end in units or plain.startswith(counters, one.end))
            if said.kind == "month":  # "May 5", "5. Mai", and not "may"
                near = plain[max(0, one.start - 6) : one.start]
                sure = _BESIDE_MONTH.search(near) is not None or _DIGIT.match(plain, one.end + 1) is not None
            firm = Firmness.WEAK if said.kind in ("weak", "part", "month") and not sure else Firmness.WORD
            numbers.append(_Number(said.value, firm, one.start, one.end, said.unit, compound=said.kind in ("number", "weak")))
        elif said.kind == "scale":
            numbers.append(_Number(said.value, Firmness.WEAK, one.start, one.end, "×"))
    numbers.sort(key=lambda number: number.start)
    return list(_joined(plain, numbers))


def _in_digits(plain: str, taken: Sequence[Span], locale: str) -> Iterator[_Number]:
    if _DIGIT.search(plain) is None:
        return
    at = 0
    digits = _ascii(plain)
    ends = {place: end for start, end in taken for place in range(start, end)}
    for one in dates(digits, locale):
        also = None if one.other_value is None else Fraction(one.other_value)
        yield _Number(Fraction(one.value), Firmness.DIGITS, one.start, one.end, "date", also)
        ends |= dict.fromkeys(range(one.start, one.end), one.end)
    for found in _DIGIT.finditer(digits):
        if found.start() < at:
            continue
        inside = ends.get(found.start())
        if inside is not None:
            at = inside
            continue
        number = _number_at(digits, found.start())
        yield number
        at = number.end


def _number_at(digits: str, start: int) -> _Number:
    if digits[start] in _VULGAR:
        return _Number(Fraction(*_VULGAR[digits[start]]), Firmness.DIGITS, start, start + 1)
    share = _SHARE.match(digits, start)
    if share is not None and int(share[1]):
        return _Number(Fraction(int(share[2]), int(share[1])), Firmness.DIGITS, start, share.end())
    clock = _CLOCK.match(digits, start)
    if clock is not None:
        hour, minute = (int(part or 0) for part in clock.groups() if part is not None)
        return _Number(Fraction(hour % 12 * 60 + minute), Firmness.DIGITS, start, clock.end(), "clock")
    figure = _FIGURE.match(digits, start)
    end = figure.end() if figure is not None else start + 1
    value, also = _values(digits[start:end])
    fraction = _FRACTION.match(digits, end)
    if fraction is not None and int(fraction[1]):
        return _Number(value / int(fraction[1]), Firmness.DIGITS, start, fraction.end())
    if end < len(digits) and digits[end] in _VULGAR:
        return _Number(value + Fraction(*_VULGAR[digits[end]]), Firmness.DIGITS, start, end + 1)
    ordinal = _ORDINAL.match(digits, end)
    if ordinal is not None:  # "1st" is a word in most languages
        return _Number(value, Firmness.WORD, start, ordinal.end())
    return _Number(value, Firmness.DIGITS, start, end, "", also)


_LONGEST_FIGURE = 60
"""So many digits are compared; Python reads no number of more than some thousand."""


def _values(figure: str) -> tuple[Fraction, Fraction | None]:
    """The value of a figure, and another one that its signs may stand for."""
    if len(figure) > _LONGEST_FIGURE:
        return Fraction(int(re.sub(r"\D", "", figure)[:_LONGEST_FIGURE])), None
    signs = re.findall(r"\D", figure)
    if not signs:
        return Fraction(int(figure)), None
    whole, last = re.split(r"\D", figure)[:-1], re.split(r"\D", figure)[-1]
    decimal = Fraction(f"{''.join(whole)}.{last}") if last else Fraction(int("".join(whole)))
    grouped = Fraction(int("".join((*whole, last))))
    if signs[-1] in "٫·" or len(last) != 3 or whole[0] == "0":
        return decimal, None
    if len(signs) > 1 or signs[-1] in f"'’٬{_SPACES}":
        return (grouped, None) if len(set(signs)) == 1 else (decimal, grouped)
    return grouped, decimal if decimal.denominator != 1 else None


def _ascii(plain: str) -> str:
    """The text with all decimal digits in ASCII, character by character."""
    if plain.isascii() or _FOREIGN_DIGIT.search(plain) is None:
        return plain
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def _joined(plain: str, numbers: Sequence[_Number]) -> Iterator[_Number]:
    """Numbers with their scales and halves: "5 thousand", "two hundred", "two and a half"."""
    held: _Number | None = None
    for number in numbers:
        between = plain[held.end : number.start] if held is not None else ""
        if number.unit == "×":
            if held is not None and not between.strip(f"{_SPACES}-"):
                held = replace(held, value=held.value * number.value, also=None, end=number.end)
            # "hundreds of" says no number.
        elif held is not None and held.compound and 0 < number.value < 1 and not number.unit and len(between) <= _LONGEST_AND:
            held = replace(held, value=held.value + number.value, end=number.end, compound=False)
        else:
            if held is not None:
                yield held
            held = number
    if held is not None:
        yield held


_LONGEST_AND = 7
"""Between "two" and "half": " and a "."""


def _ranges(plain: str, numbers: Sequence[_Number], found: Sequence[Found[_Said]]) -> Iterator[Quantity]:
    words = {one.start: (one.end, one.meaning.kind) for one in found if one.meaning.kind in ("range", "join")}
    units = {one.start: one for one in found if one.meaning.kind == "unit"}
    held: _Number | None = None
    for number in numbers:
        if held is not None and _one_sort(held.unit, number.unit) and _is_range(plain, held.end, number.start, words, units):
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


_LONGEST_RANGE = 24
_Units = Mapping[int, Found[_Said]]


def _is_range(
    plain: str, start: int, end: int, words: Mapping[int, tuple[int, str]], units: Mapping[int, Found[_Said]]
) -> bool:
    """Whether nothing but the mark of a range stands between two numbers, be it behind the first one's unit."""
    if end - start > _LONGEST_RANGE or start >= end:
        return False
    first_unit = start
    beside = _BESIDE.match(plain, start)
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
                f"{_SPACES}-‐‑–."
            )
    return False


def _skip_spaces(plain: str, at: int) -> int:
    while at < len(plain) and plain[at] in _SPACES:
        at += 1
    return at


def _with_units(plain: str, quantities: Iterator[Quantity], found: Sequence[Found[_Said]], locale: str) -> Iterator[Quantity]:
    units = [one for one in found if one.meaning.kind == "unit" or one.meaning.unit_first]
    starts = [one.start for one in units]
    for quantity in quantities:
        start, end = quantity.span
        near = units[bisect_left(starts, start - _IN_SIGHT) : bisect_right(starts, end + _IN_SIGHT)]
        yield quantity if quantity.unit else _with_unit(plain, quantity, near, locale)


_IN_SIGHT = 64
"""Units farther off are not looked at."""
_FAR = 16
"""How far behind its number a unit may stand, with a word between: "two short sessions"."""
_NEAR_BEFORE = 3


def _with_unit(plain: str, quantity: Quantity, units: Sequence[Found[_Said]], locale: str) -> Quantity:
    start, end = quantity.span
    if _unit_first("percent", locale):
        for one in units:
            if one.meaning.unit == "percent" and start - _NEAR_BEFORE <= one.end <= start:
                return replace(quantity, unit="percent", span=(one.start, end))
    beside = _BESIDE.match(plain, end)
    if beside is not None and quantity.firmness is Firmness.DIGITS:
        sign = beside[1]
        unit = _SIGNS.get(sign) or _SYMBOLS[sign]
        if not _stronger(units, beside.start(1), beside.end(1)):
            return replace(quantity, unit=unit, span=(start, beside.end()))
    before = _BEFORE.search(plain, max(0, start - 2), start)
    if before is not None:
        return replace(quantity, unit=_SIGNS[before[1]], span=(before.start(), end))
    gap = _GAP.match(plain, end)
    near = gap.end() if gap is not None else end
    for one in units:
        if end <= one.start <= near:
            return replace(quantity, unit=one.meaning.unit, span=(start, one.end))
    for one in units:
        if near < one.start <= near + _FAR and _one_word(plain[near : one.start]):
            return replace(quantity, unit=one.meaning.unit, span=(start, one.end))
    return quantity


def _unit_first(unit: str, locale: str) -> bool:
    """Whether a language puts a unit before its number: Thai ร้อยละ, Arabic and others never otherwise."""
    return unit == "percent" and locale.partition("_")[0] in {"th", "tr", "eu"}


def _stronger(units: Sequence[Found[_Said]], start: int, end: int) -> bool:
    """Whether a longer unit of the lexicon begins where a symbol stands: "min" in "minuta"."""
    return any(one.start == start and one.end > end for one in units)


def _one_word(between: str) -> bool:
    stripped = between.strip(f"{_SPACES}-‐‑.,")
    return bool(stripped) and not re.search(r"[\s,;:.!?()（）、。\d]", stripped)


def roman_numerals(text: Text) -> Iterator[Quantity]:
    """Roman numerals, weak: some languages write centuries and stages with them ("XIX wiek")."""
    for found in _ROMAN.finditer(text.plain):
        if found[0]:
            values = [_ROMAN_VALUES[sign] for sign in found[0]]
            value = sum(-one if one < max(values[place:]) else one for place, one in enumerate(values))
            yield Quantity(Fraction(value), Fraction(value), "", Firmness.WEAK, found.span())
