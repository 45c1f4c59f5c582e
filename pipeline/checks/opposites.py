"""Opposites: left and right, heat and ice, before and after: a word that became its opposite can hurt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from pipeline.checks.alignment import aligned, steady
from pipeline.checks.matching import amounts_of
from pipeline.checks.opposite_words import lexicon_of
from pipeline.checks.plain import Text, once
from pipeline.checks.quantities import english_amounts
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.checks.sides import NOTHING, Reading, Sides
from pipeline.model.finding import Severity


def opposite_changed(pair: Pair) -> Iterator[Problem]:
    """The translation says the opposite of a word of the source: right for left, ice for heat, after for before.

    It speaks where the source says one side more often than the translation, and the translation the other side more often
    than the source, sentence by sentence where both have as many. Words that may say something else only excuse. Where both
    sides stand in both, the order tells, in languages and for words that keep it.

    Bad: "Rest the left arm." and "Schonen Sie den rechten Arm."
    Good: "Rest the left arm." and "Schonen Sie den linken Arm."

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    lexicon = lexicon_of(pair.locale.name)
    if lexicon is None:
        return
    source = _read_english(pair.english)
    if not source.whole.surely or not lexicon.says_any(pair.translation, _opposites_of_english(pair.english)):
        return
    text = _read(pair)
    passages = [(source.whole, text.whole)]
    if len(source.sentences) == len(text.sentences) > 1:
        passages = [*zip(source.sentences, text.sentences, strict=True), *passages]
    told: set[str] = set()
    for said, says in passages:
        for (group, *_), (there, here) in _changed(said, says, lexicon.in_order).items():
            if group not in told:
                told.add(group)
                yield _problem(pair, there, here)
    for found in steady(aligned(pair), lambda there, here: _changed(source.within(there), text.within(here), frozenset())):
        for (group, *_), (there, here) in found.items():
            if group not in told:
                told.add(group)
                yield _problem(pair, there, here)


def opposite_in_duty(pair: Pair) -> Iterator[Problem]:
    """A duty of the disclaimer says, among others, the opposite of what its English says.

    Elsewhere a language may need the other word for something else; a duty is short and exact enough to be read strictly.

    Bad:  "before you start or change any therapy" → "avant de commencer ou après avoir modifié un traitement"
    Good: "before you start or change any therapy" → "avant de commencer ou avant de modifier un traitement"

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    lexicon, source = lexicon_of(pair.locale.name), _read_english(pair.english).whole
    if lexicon is None or not source.surely:
        return
    text = _read(pair).whole
    for group, one in source.surely:
        for other in range(3):
            here = text.surely.get((group, other), ())
            if other != one and here and not source.perhaps.get((group, other)) and text.perhaps.get((group, one)):
                yield _problem(pair, source.surely[group, one], here)


def denial_turned(pair: Pair) -> Iterator[Problem]:
    """The translation denies what the source asks for, and asks for what the source denies.

    Bad:  "Use heat, not ice." → "温めるのではなく、冷やしてください。"
    Good: "Use heat, not ice." → "冷やすのではなく、温めてください。"

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    lexicon, source = lexicon_of(pair.locale.name), _read_english(pair.english)
    if lexicon is None or not source.whole.denied:
        return
    text = _read(pair)
    alike = len(source.sentences) == len(text.sentences)
    passages = zip(source.sentences, text.sentences, strict=True) if alike else [(source.whole, text.whole)]
    for said, says in passages:
        for (group, no), there in said.denied.items():
            for yes in range(3):
                asked, here = said.surely.get((group, yes), ()), says.denied.get((group, yes), ())
                turned = (group, no) in says.surely and (group, no) not in says.denied and (group, yes) not in said.denied
                if yes != no and asked and here and turned:
                    yield _problem(pair, [*asked, *there], [*here, *says.surely[group, no]])


def time_turned(pair: Pair) -> Iterator[Problem]:
    """What happens some hours after something happens as long before it in the translation, or the other way round.

    A sentence may say "after" for other things too; what counts is the word beside the figure.

    Bad:  "24–48 hours after the session" → "24–48 godzin przed sesją"
    Good: "24–48 hours after the session" → "24–48 godzin po sesji"

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    if not _times_of_english(pair.english) or lexicon_of(pair.locale.name) is None:
        return
    text = _read(pair).whole.surely
    sides = (text.get((TIMES, 0), ()), text.get((TIMES, 1), ()))
    for found in _times_of_english(pair.english):
        said = 0 if found[1].lower() == "before" else 1
        for quantity in english_amounts(pair.english).quantities:
            if quantity.span[0] <= found.start() < quantity.span[1]:
                own = amounts_of(pair).quantities
                same = [one for one in own if (one.low, one.high) == (quantity.low, quantity.high)]
                for other in same[:1]:
                    right, wrong = ([s for s in sides[side] if _near(s, other.span)] for side in (said, 1 - said))
                    if wrong and not right:
                        yield pair.problem(
                            f"the source says “{found[1]}” of this time, the translation “{pair.text[slice(*wrong[0])]}”",
                            [(quantity.span[0], found.end())],
                            [other.span, *wrong[:1]],
                        )


TIMES = "before/after"
_AFTER_FIGURE = re.compile(r"\d[\w ]{0,16} (before|after)\b", re.IGNORECASE)
_BESIDE = 14
"""So many characters stand at most between a figure with its unit and the word that says before or after."""


def _near(span: Span, figure: Span) -> bool:
    return -_BESIDE <= span[0] - figure[1] <= _BESIDE or -_BESIDE <= figure[0] - span[1] <= _BESIDE


Change = tuple[str, int, int]
"""Opposites, the side that the source says, and the one that the translation says."""


def _changed(source: Sides, text: Sides, in_order: frozenset[str]) -> Mapping[Change, tuple[Sequence[Span], Sequence[Span]]]:
    """The sides that became another, with the passages."""
    found: dict[Change, tuple[Sequence[Span], Sequence[Span]]] = {}
    if not text.surely:
        return found
    more = {group for (group, side), here in text.surely.items() if len(here) > source.most_beside(text, (group, side))}
    for group in dict.fromkeys([group for group, _ in source.surely]):
        for one, other in permutations(range(3), 2) if group in more else ():
            lost, come = (group, one), (group, other)
            there, here = source.surely.get(lost, ()), text.surely.get(come, ())
            if text.most_beside(source, lost) < len(there) and len(here) > source.most_beside(text, come):
                found[group, one, other] = there, here
        if group in in_order and _exchanged(source.order(group), text.order(group)):
            found[group, -1, -1] = source.spans(group), text.spans(group)
    return found


def _exchanged(source: Sequence[int], text: Sequence[int]) -> bool:
    return source != text and len(source) > 1 and sorted(source) == sorted(text)


def _problem(pair: Pair, there: Sequence[Span], here: Sequence[Span]) -> Problem:
    said = " … ".join(dict.fromkeys(pair.source[start:end] for start, end in there))
    says = " … ".join(dict.fromkeys(pair.text[start:end] for start, end in here))
    return pair.problem(f"the source says “{said}”, the translation “{says}”", there, here)


@once
def _read_english(source: Text) -> Reading:
    lexicon = lexicon_of("en")
    return lexicon.read(source) if lexicon else NOTHING


@once
def _opposites_of_english(source: Text) -> frozenset[tuple[str, int]]:
    """The sides that say something else than what an English text surely says: without one, nothing is turned."""
    surely = _read_english(source).whole.surely
    return frozenset((group, other) for group, side in surely for other in range(3) if other != side)


@once
def _read(pair: Pair) -> Reading:
    """What the translation says of the opposites of which the source surely says a side, and of before and after."""
    lexicon = lexicon_of(pair.locale.name)
    groups = {TIMES, *(group for group, _ in _read_english(pair.english).whole.surely)}
    return lexicon.read(pair.translation, groups) if lexicon else NOTHING


@once
def _times_of_english(source: Text) -> Sequence[re.Match[str]]:
    """Where an English text says "24 hours after"."""
    return tuple(_AFTER_FIGURE.finditer(source.plain))


_REMEDY = "compare both words with the English; if the translation says the same, reword it or write a waiver"
RULES = (
    Rule(each(opposite_changed), Severity.WARNING, _REMEDY),
    Rule(each(denial_turned), Severity.WARNING, _REMEDY),
    Rule(each(time_turned), Severity.WARNING, _REMEDY),
    Rule(each(opposite_in_duty), Severity.WARNING, _REMEDY, domain="disclaimer"),
)
"""The rules on opposites."""
