"""The unit that stands beside a number, as a sign, a symbol or a word."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.checks.number_words import Said
from pipeline.checks.numerals import SPACES
from pipeline.checks.phrases import Found
from pipeline.checks.quantity import Firmness, Quantity

_SIGNS = {
    "%": "percent", "٪": "percent", "％": "percent", "‰": "permille", "°C": "celsius", "℃": "celsius", "° C": "celsius",
    "ºC": "celsius", "º C": "celsius", "°F": "fahrenheit", "℉": "fahrenheit", "° F": "fahrenheit", "°": "degree",
}  # fmt: skip
_SYMBOLS = {
    "mg": "milligram", "g": "gram", "kg": "kilogram", "µg": "microgram", "μg": "microgram", "mcg": "microgram",
    "ng": "nanogram", "ml": "milliliter", "mL": "milliliter", "l": "liter", "L": "liter", "dl": "deciliter", "dL": "deciliter",
    "mm": "millimeter", "cm": "centimeter", "m": "meter", "km": "kilometer", "µm": "micrometer", "ft": "foot", "lb": "pound",
    "oz": "ounce", "mmHg": "mmhg", "kcal": "kilocalorie",
    "cal": "kilocalorie", "kJ": "kilojoule", "IU": "international-unit", "Hz": "hertz",
    "kHz": "kilohertz", "s": "second", "min": "minute", "h": "hour", "bpm": "beat", "mmol": "millimole",
}  # fmt: skip
"""Symbols that stand in texts of any language (BIPM, The International System of Units); others are in lexicons."""
UNIT_SIGN = re.compile(
    rf"[{SPACES}-]{{0,3}}((?:{'|'.join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))})(?<![CF](?=[A-Za-z]))"
    rf"|(?:{'|'.join(sorted(map(re.escape, _SYMBOLS), key=len, reverse=True))})(?![A-Za-z\u00c0-\u024f'’]))"
)
"""A sign or symbol right behind a figure."""
_BEFORE = re.compile(r"(%|٪)[ \u00a0]?$")
_GAP = re.compile(rf"[{SPACES}\n.,'’‘“”„«»()（）\-‐‑–+≥≤<>約约]*")
_IN_SIGHT = 64
"""Units farther off are not looked at."""
_FAR = 16
"""How far behind its number a unit may stand, with a word between: "two short sessions"."""
_NEAR_BEFORE = 3


def with_units(plain: str, quantities: Iterator[Quantity], found: Sequence[Found[Said]], locale: str) -> Iterator[Quantity]:
    """The quantities, each with the unit that stands beside it, and a span that covers both."""
    units = [one for one in found if one.meaning.kind == "unit" or one.meaning.unit_first]
    starts = [one.start for one in units]
    for quantity in quantities:
        start, end = quantity.span
        near = units[bisect_left(starts, start - _IN_SIGHT) : bisect_right(starts, end + _IN_SIGHT)]
        yield quantity if quantity.unit else _with_unit(plain, quantity, near, locale)


def _with_unit(plain: str, quantity: Quantity, units: Sequence[Found[Said]], locale: str) -> Quantity:
    start, end = quantity.span
    if _percent_first(locale):
        for one in units:
            if one.meaning.unit == "percent" and start - _NEAR_BEFORE <= one.end <= start:
                return quantity._replace(unit="percent", span=(one.start, end))
    beside = UNIT_SIGN.match(plain, end)
    if beside is not None and quantity.firmness is Firmness.DIGITS:
        sign = beside[1]
        unit = _SIGNS.get(sign) or _SYMBOLS[sign]
        if not _stronger(units, beside.start(1), beside.end(1)):
            return quantity._replace(unit=unit, span=(start, beside.end()))
    before = _BEFORE.search(plain, max(0, start - 2), start)
    if before is not None:
        return quantity._replace(unit=_SIGNS[before[1]], span=(before.start(), end))
    gap = _GAP.match(plain, end)
    near = gap.end() if gap is not None else end
    for one in units:
        if end <= one.start <= near:
            return quantity._replace(unit=one.meaning.unit, span=(start, one.end))
    for one in units:
        if near < one.start <= near + _FAR and _is_one_word(plain[near : one.start]):
            return quantity._replace(unit=one.meaning.unit, span=(start, one.end))
    return quantity


def _percent_first(locale: str) -> bool:
    """Whether a language may put the word for percent before its number: Thai ร้อยละ."""
    return locale.partition("_")[0] in {"th", "tr", "eu"}


def _stronger(units: Sequence[Found[Said]], start: int, end: int) -> bool:
    """Whether a longer unit of the lexicon begins where a symbol stands: "min" in "minuta"."""
    return any(one.start == start and one.end > end for one in units)


def _is_one_word(between: str) -> bool:
    stripped = between.strip(f"{SPACES}-‐‑.,")
    return bool(stripped) and not re.search(r"[\s,;:.!?()（）、。\d]", stripped)
