"""How often a day or a week: twice that became once, or no number at all."""

from collections.abc import Iterator

from pipeline.checks.matching import amounts_of, compare
from pipeline.checks.quantities import english_amounts
from pipeline.checks.quantity import Firmness
from pipeline.checks.rule import Pair, Problem, Rule, each
from pipeline.model.finding import Severity

_TWICE = 2


def times_changed(pair: Pair) -> Iterator[Problem]:
    """Something is done twice a day, and once in the translation, or just daily.

    Words for once say many things ("a", "one day", "when"), so figures never miss them; beside a period they count.

    Bad:  "twice a day" → "einmal täglich", "täglich"
    Good: "twice a day" → "zweimal täglich", "morgens und abends"
    """
    source = english_amounts(pair.english)
    periods = {unit for unit, _ in source.rates}
    if not periods:
        return
    compared, own = compare(pair), amounts_of(pair)
    if compared.added or not (own.rates or periods & own.units):
        return
    times = [one for one in own.quantities if one.unit == "time"]
    for one in compared.missing:
        sure = one.unit == "time" and one.firmness is Firmness.WORD and one.low >= _TWICE
        if sure and all(other.firmness is Firmness.WEAK and other.low == 1 for other in times):
            here = [other.span for other in times]
            says = f"the translation “{pair.text[slice(*here[0])]}”" if here else "the translation does not say how often"
            yield pair.problem(f"the source says “{pair.source[slice(*one.span)]}”, {says}", [one.span], here)
            return


RULES = (Rule(each(times_changed), Severity.WARNING, "say as often as the English does"),)
"""The family's rule."""
