"""Units: which are the same thing, which convert into one another, and by what factor.

Factors: BIPM, The International System of Units, 9th edition; the calendar's for days and longer, as people say them.
"""

from collections.abc import Mapping
from fractions import Fraction

_FACTORS: Mapping[str, Mapping[str, Fraction]] = {
    "time": {
        "second": Fraction(1), "minute": Fraction(60), "hour": Fraction(3600), "day": Fraction(86400), "week": Fraction(604800),
    },
    "long time": {
        "month": Fraction(1), "year": Fraction(12), "decade": Fraction(120), "century": Fraction(1200),
    },
    "mass": {
        "nanogram": Fraction(1, 10**9), "microgram": Fraction(1, 10**6), "milligram": Fraction(1, 1000), "gram": Fraction(1),
        "kilogram": Fraction(1000),
    },
    "volume": {
        "milliliter": Fraction(1), "centiliter": Fraction(10), "deciliter": Fraction(100), "liter": Fraction(1000),
    },
    "length": {
        "micrometer": Fraction(1, 1000), "millimeter": Fraction(1), "centimeter": Fraction(10), "meter": Fraction(1000),
        "kilometer": Fraction(10**6),
    },
}  # fmt: skip
_KINDS = {unit: kind for kind, units in _FACTORS.items() for unit in units}
_KINDS |= {"night": "time", "clock": "clock", "percent": "share", "permille": "share"}
_KINDS |= dict.fromkeys(
    ("time", "session", "treatment", "patient", "person", "man", "woman", "child", "study", "needle", "point", "dose", "tablet",
     "capsule", "drop", "puff", "glass", "step", "section", "article"),
    "count",
)  # fmt: skip
_ALIKE = (
    frozenset({"time", "session", "treatment", "dose"}),
    frozenset({"patient", "person", "man", "woman", "child"}),
    frozenset({"day", "night"}),
    frozenset({"point", "step", "section"}),
    frozenset({"degree", "celsius"}),
    frozenset({"tablet", "capsule", "dose"}),
    frozenset({"study", "article"}),
    frozenset({"calendar", "month"}),
    frozenset({"era", "year", "decade"}),
    frozenset({"degree", "time"}),  # Japanese 度
)
"""Units that translators may put for one another."""
_OVER = {"celsius", "fahrenheit"}


def kind_of(unit: str) -> str:
    """What a unit measures: time, mass, count …; its own name where it is by itself, "" without a unit."""
    kind = _KINDS.get(unit, unit)
    return "time" if kind == "long time" else kind


def alike(one: str, other: str) -> bool:
    """Whether two units may say the same; an unknown one may say anything."""
    if not one or not other or one == other:
        return True
    return any({one, other} <= family for family in _ALIKE)


def conversions(low: Fraction, high: Fraction, unit: str, other_low: Fraction, other_high: Fraction, other: str) -> bool:
    """Whether two quantities are equal in different units: 24 hours and 1 day, 100 °F and 38 °C (to the degree)."""
    for factors in _FACTORS.values():
        if unit in factors and other in factors:
            return (low * factors[unit], high * factors[unit]) == (other_low * factors[other], other_high * factors[other])
    if unit == "clock" and other in ("", "hour"):  # 9:00 is "9 Uhr"
        return low % 60 == 0 and low == other_low % 12 * 60
    if {unit, other} == _OVER:
        return all(_near(a, unit, b) for a, b in ((low, other_low), (high, other_high)))
    return False


def _near(value: Fraction, unit: str, other: Fraction) -> bool:
    celsius, shown = ((value - 32) * 5 / 9, other) if unit == "fahrenheit" else (value, (other - 32) * 5 / 9)
    return abs(celsius - shown) < 1
