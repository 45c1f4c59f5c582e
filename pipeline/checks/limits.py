"""Limits: a figure is the least or the most that something may be, and a translation that turns this round can hurt.

The words lie in `lexicon/limits/<language>.json`: `least` ("at least"), `most` ("at most"), `more` ("more than"), `less` ("less
than"). Those of the last two say the opposite behind a denial: "not more than" is at most. A word that ends in `?` may say it,
and may say something else: it excuses a translation and accuses none. What is said of a figure stands beside it; figures are
matched by value, where each text has the value once.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.checks.bounds import OTHER, SOME_SIGN, Limit, limits_of, limits_of_english, may_say_limits, words_of
from pipeline.checks.matching import amounts_of
from pipeline.checks.plain import once
from pipeline.checks.quantities import english_amounts
from pipeline.checks.quantity import Amounts, Firmness, Quantity
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity


def limit_turned(pair: Pair) -> Iterator[Problem]:
    """The least that a figure may be became the most in the translation, or the most the least.

    Bad:  "Wait at least 24 hours." → "Warten Sie höchstens 24 Stunden."
    Good: "Wait at least 24 hours." → "Warten Sie nicht weniger als 24 Stunden."

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    for said, says in _beside_equal_figures(pair):
        for one, other in OTHER.items():
            if said.surely == {one} and other not in said.perhaps and other in says.surely and one not in says.perhaps:
                yield _problem(pair, said, says)


def limit_lost(pair: Pair) -> Iterator[Problem]:
    """The source limits a figure by "at least", "at most" or their like, and the translation says the figure alone.

    Bad:  "Wait at least 24 hours." → "Warten Sie 24 Stunden."
    Good: "Wait at least 24 hours." → "Warten Sie 24 Stunden oder länger."

    Source: Multidimensional Quality Metrics (MQM), "omission"; the word lists are the project's own.
    """
    for said, says in _beside_equal_figures(pair):
        if said.firmly and not says.perhaps and not says.sign and not _limits_elsewhere(pair):
            yield _problem(pair, said, says)


def sign_changed(pair: Pair) -> Iterator[Problem]:
    """A sign before a figure is another one in the translation, or is lost: ≤ ≥ < > ± and the minus.

    A sign may be said in words, and words by a sign.

    Bad:  "if it is < 38 °C" → "bei > 38 °C"; "at -20 °C" → "bei 20 °C"
    Good: "if it is < 38 °C" → "bei weniger als 38 °C"
    """
    for said, says in _beside_equal_figures(pair):
        if said.minus != says.minus and _UNIT_OF_MINUS.isdisjoint({said.quantity.unit, says.quantity.unit}):
            continue
        turned = said.minus != says.minus
        changed = bool(said.sign and says.sign) and said.sign != says.sign
        lost = bool(said.sign) and not says.sign and not says.perhaps and not (said.sign == "±" and _plus_minus(pair))
        added = bool(says.sign) and not said.sign and not said.perhaps and says.sign != "±"
        if turned or changed or lost or added:
            yield _problem(pair, said, says)


_UNIT_OF_MINUS = frozenset({"celsius", "fahrenheit", "degree", "percent"})
"""What can be below zero; elsewhere a dash before a figure may be a dash."""
_PLUS_MINUS = re.compile(r"[±∓]|\+/[-−]")


def _limits_elsewhere(pair: Pair) -> bool:
    """Whether the translation has a word for a limit anywhere: it may stand farther from its figure than in English."""
    words = words_of(pair.locale.name)
    return words is None or any(one.meaning is not None for one in words.phrases.find(pair.translation))


def _plus_minus(pair: Pair) -> bool:
    return _PLUS_MINUS.search(pair.text) is not None


def _problem(pair: Pair, said: Limit, says: Limit) -> Problem:
    there, here = [*said.spans, said.quantity.span], [*says.spans, says.quantity.span]
    theirs, ours = _quoted(pair.source, there), _quoted(pair.text, here)
    return pair.problem(f"the source says “{theirs}”, the translation “{ours}”", there, here)


def _quoted(text: str, spans: Sequence[Span]) -> str:
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return " ".join(text[start:end].split())


@once
def _beside_equal_figures(pair: Pair) -> tuple[tuple[Limit, Limit], ...]:
    """The limits of figures that each text says once, pair by pair, where one of the two has a limit."""
    if not may_say_limits(pair.english) and SOME_SIGN.search(pair.text) is None:
        return ()
    words = words_of(pair.locale.name)
    if words is None:
        return ()
    source, own = english_amounts(pair.english), amounts_of(pair)
    theirs, ours = _alone(source), _alone(own)
    both = [(one, ours[key]) for key, one in theirs.items() if key in ours]
    if not both:
        return ()
    said = limits_of_english(pair.english)
    says = {limit.quantity.span: limit for limit in limits_of(pair.translation, own, words, pair.locale.name)}
    found = [(said.get(one.span), says.get(other.span)) for one, other in both]
    return tuple((one, other) for one, other in found if one is not None and other is not None)


def _alone(amounts: Amounts) -> dict[tuple[Any, Any], Quantity]:
    """The quantities whose values a text says once, by these."""
    firm = [one for one in amounts.quantities if one.firmness is not Firmness.WEAK]
    counts = Counter((one.low, one.high) for one in amounts.quantities)
    return {(one.low, one.high): one for one in firm if counts[one.low, one.high] == 1}


_REMEDY = "say the same limit: at least, at most, more than or less than this figure"
RULES = (
    Rule(each(limit_turned), Severity.WARNING, _REMEDY),
    Rule(each(limit_lost), Severity.WARNING, _REMEDY),
    Rule(each(sign_changed), Severity.WARNING, "write the sign of the English, or say it in words"),
)
"""The rules on limits."""
