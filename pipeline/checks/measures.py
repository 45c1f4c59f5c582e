"""Units: which are the same thing, which convert into one another, and by what factor.

Factors: BIPM, The International System of Units, 9th edition; the calendar's for days and longer, as people say them.
"""

from collections.abc import Mapping
from fractions import Fraction

from pipeline.checks.quantity import Value

_FACTORS: Mapping[str, Mapping[str, Value]] = {
    "time": {
        "second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800,
    },
    "long time": {
        "month": 1, "year": 12, "decade": 120, "century": 1200,
    },
    "mass": {
        "nanogram": Fraction(1, 10**9), "microgram": Fraction(1, 10**6), "milligram": Fraction(1, 1000), "gram": 1,
        "kilogram": 1000,
    },
    "volume": {
        "milliliter": 1, "centiliter": 10, "deciliter": 100, "liter": 1000,
    },
    "length": {
        "micrometer": Fraction(1, 1000), "millimeter": 1, "centimeter": 10, "meter": 1000,
        "kilometer": 10**6,
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


def conversions(low: Value, high: Value, unit: str, other_low: Value, other_high: Value, other: str) -> bool:
    """Whether two quantities are equal in different units: 24 hours and 1 day, 100 °F and 38 °C (to the degree)."""
    for factors in _FACTORS.values():
        if unit in factors and other in factors:
            return (low * factors[unit], high * factors[unit]) == (other_low * factors[other], other_high * factors[other])
    if unit == "clock" and other in ("", "hour"):  # 9:00 is "9 Uhr"
        return low % 60 == 0 and low == other_low % 12 * 60
    if {unit, other} == _OVER:
        return all(_near(a, unit, b) for a, b in ((low, other_low), (high, other_high)))
    return False


def _near(value: Value, unit: str, other: Value) -> bool:
    fahrenheit, celsius = (value, other) if unit == "fahrenheit" else (other, value)
    return abs((Fraction(fahrenheit) - 32) * 5 / 9 - celsius) < 1
