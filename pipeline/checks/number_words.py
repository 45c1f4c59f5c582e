"""Number words, and words beside numbers, of each language: what a phrase of `lexicon/numbers` and `lexicon/units` says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from pipeline.checks.lexicon import lexicon
from pipeline.checks.phrases import Phrases
from pipeline.checks.quantity import CALENDAR

NUMERIC = frozenset({"number", "weak", "times", "part", "pair", "month"})
"""The kinds of phrases that say a number by themselves."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a phrase of the lexicon says."""

    kind: str
    """number, weak, times, month, part, scale, range ("to"), join ("or"), rate, unit, pair, unlike."""
    value: Fraction = Fraction(0)
    """Of a number, a part, a month; the factor of a scale."""
    unit: str = ""
    """The unit's id."""
    unit_first: bool = False
    """Whether a rate begins with a unit: behind a number it is that unit (Hindi सप्ताह में: "a week", "in … weeks")."""


@cache
def number_phrases(locale: str) -> Phrases[Said] | None:
    """All phrases of a locale's language that have to do with numbers, or None where nobody has listed them."""
    numbers, units = lexicon("numbers", locale), lexicon("units", locale)
    if numbers is None or units is None:
        return None
    words = {word for listed in units["units"].values() for word in listed}
    meanings = {**_unit_meanings(units), **_number_meanings(numbers, words)}
    return Phrases(meanings, numbers["spaced"], tuple({*numbers.get("proclitics", ()), *units.get("proclitics", ())}))


def _number_meanings(listed: Mapping[str, Any], units: Collection[str]) -> Mapping[str, Said]:
    weak = set(listed.get("weak", ()))
    found = {word: Said("weak" if word in weak else "number", Fraction(str(value))) for word, value in listed["words"].items()}
    for kind, key in (("times", "times"), ("part", "parts"), ("scale", "scales")):
        found |= {
            word: Said(
                "weak" if word in weak else kind, Fraction(str(value)).limit_denominator(100), "time" if kind == "times" else ""
            )
            for word, value in listed.get(key, {}).items()
        }
    found |= {word: Said("weak", Fraction(value)) for word, value in listed.get("ordinals", {}).items()}
    found |= {word: Said("month", Fraction(value), CALENDAR) for word, value in listed.get("months", {}).items()}
    found |= {word: Said("range") for word in listed.get("range", ())}
    found |= {word: Said("join") for word in listed.get("joins", ())}
    found |= {
        phrase: Said("rate", unit=unit, unit_first=phrase.split()[0] in units and " " in phrase)
        for unit, phrases in listed.get("rates", {}).items()
        for phrase in phrases
    }
    return found | {phrase: Said("unlike") for phrase in listed.get("unlike", ())}


def _unit_meanings(listed: Mapping[str, Any]) -> Mapping[str, Said]:
    found = {word: Said("unit", unit=unit) for unit, words in listed["units"].items() for word in words}
    return found | {word: Said("pair", Fraction(str(value)), unit) for word, (value, unit) in listed.get("pairs", {}).items()}


@cache
def counters(locale: str) -> tuple[str, ...]:
    """The words that follow a number where a language writes no spaces: 回, ครั้ง."""
    listed = lexicon("numbers", locale) or {}
    return tuple(listed.get("counters", ()))
