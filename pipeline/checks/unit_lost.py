"""Units that a translation leaves out or changes behind a figure: a dose without its milligrams, mg/ml that became mg/l."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.checks.matching import amounts_of, has_number_words
from pipeline.checks.measures import alike, kind_of
from pipeline.checks.quantities import english_amounts
from pipeline.checks.quantity import Firmness, Quantity
from pipeline.checks.rule import Pair, Problem, Rule, each
from pipeline.model.finding import Severity

_MEASURES = frozenset({"time", "mass", "volume", "share", "celsius", "fahrenheit", "mmhg", "international-unit"})
"""Kinds of units without which a figure says nothing that a patient can act on."""

_STROKE = re.compile(r"/\s?[^\W\d_]")
_NEAR = 24
_PER = {
    "kg": "kilogram", "кг": "kilogram", "g": "gram", "г": "gram", "mg": "milligram", "мг": "milligram", "ml": "milliliter",
    "мл": "milliliter", "dl": "deciliter", "дл": "deciliter", "l": "liter", "л": "liter",
}  # fmt: skip
_CONCENTRATION = re.compile(
    r"(?<=\d)[ \u00a0\u202f]?(?:mg|g|µg|μg|mcg|ng|ml|IU|IE|UI|mmol|мг|г|мкг|мл|МО)[ \u00a0]?/[ \u00a0]?"
    rf"({'|'.join(_PER)})(?!\w)",
    re.IGNORECASE,
)
"""A dose with what it is for: a kilogram of the body, a millilitre of the liquid."""
_ATTACHED = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u04ff]")
"""A letter right behind the figure."""


def unit_lost(pair: Pair) -> Iterator[Problem]:
    """A figure is there, and what it measures is not: no such unit stands anywhere in the translation.

    Bad:  "Take 5 mg." → "Nehmen Sie 5."
    Good: "Take 5 mg." → "Nehmen Sie 5 Milligramm."

    Source: Multidimensional Quality Metrics (MQM), "omission".
    """
    source = english_amounts(pair.english)
    wanted = [one for one in source.quantities if one.firmness is Firmness.DIGITS and kind_of(one.unit) in _MEASURES]
    if not wanted or "\ufffc" in pair.translation.plain or not has_number_words(pair):
        return  # where nobody listed the language's units, none can be missed
    own = amounts_of(pair)
    said = own.units | {one.unit for one in own.quantities}
    ours, theirs = _alone(own.quantities), _alone(source.quantities)
    for one in wanted:
        other = ours.get((one.low, one.high))
        if other is None or other.unit or other.firmness is not Firmness.DIGITS or (one.low, one.high) not in theirs:
            continue
        if _ATTACHED.match(pair.text, other.span[1]) or pair.source[slice(*one.span)] in pair.text:
            continue  # a sign that nobody listed, or the English one
        kind = kind_of(one.unit)
        nowhere = not any(unit and (alike(unit, one.unit) or kind_of(unit) == kind) for unit in said)
        if nowhere or (
            kind != "time" and _fewer(kind, source.quantities, own.quantities) and not _shares(other, kind, own.quantities)
        ):
            there, here = pair.source[slice(*one.span)], pair.text[slice(*other.span)]
            yield pair.problem(
                f"the source says “{there}”, the translation “{here}” without its unit", [one.span], [other.span]
            )


def concentration_changed(pair: Pair) -> Iterator[Problem]:
    """What a dose is for, behind its stroke, is another unit in the translation, or is gone: mg/kg, mg/ml.

    Bad:  "10 mg/ml" → "10 mg/l"; "5 mg/kg" → "5 mg"
    Good: "5 mg/kg" → "5 mg pro Kilogramm"
    """
    if "/" not in pair.source:
        return
    wanted = {_PER[found[1].lower()]: found.span() for found in _CONCENTRATION.finditer(pair.english.plain)}
    if not wanted:
        return
    found = {_PER[one[1].lower()]: one.span() for one in _CONCENTRATION.finditer(pair.translation.plain)}
    units = amounts_of(pair).units if wanted.keys() - found.keys() else frozenset[str]()
    for unit, span in wanted.items():
        other = [at for one, at in found.items() if one not in wanted]
        # A word behind the stroke may be the unit in a way that nobody listed.
        if unit not in found and (other or (unit not in units and not _STROKE.search(pair.translation.plain))):
            here = f"“{pair.text[slice(*other[0])]}”" if other else "lacks what it is for"
            yield pair.problem(f"the source says “{pair.source[slice(*span)]}”, the translation {here}", [span], other[:1])


def _fewer(kind: str, source: Sequence[Quantity], own: Sequence[Quantity]) -> bool:
    """Whether fewer figures of the translation have a unit of this kind, and it has as many figures."""
    theirs, ours = (sum(kind_of(one.unit) == kind for one in ones) for ones in (source, own))
    return ours < theirs and len(own) >= len(source)


def _shares(one: Quantity, kind: str, own: Sequence[Quantity]) -> bool:
    """Whether a figure close behind has the unit for both: "5 or 10 %"."""
    return any(kind_of(other.unit) == kind and 0 < other.span[0] - one.span[1] <= _NEAR for other in own)


def _alone(quantities: Sequence[Quantity]) -> dict[Any, Quantity]:
    counts = Counter((one.low, one.high) for one in quantities)
    return {(one.low, one.high): one for one in quantities if counts[one.low, one.high] == 1}


RULES = (
    Rule(each(unit_lost), Severity.WARNING, "write the unit behind its figure"),
    Rule(each(concentration_changed), Severity.WARNING, "write the dose with the same unit behind its stroke"),
)
"""The rules on units."""
