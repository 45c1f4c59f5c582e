"""Opposites: left and right, heat and ice, before and after: a word that became its opposite can hurt."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from pipeline.checks.alignment import aligned, steady
from pipeline.checks.matching import amounts_of
from pipeline.checks.meaning import Denial, denial_differs, denials_of
from pipeline.checks.opposite_words import lexicon_of
from pipeline.checks.plain import Text, once
from pipeline.checks.quantities import english_amounts
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.checks.sides import NEAR, Reading, Sides, Words, says_any, sentence_ends
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
    if not source.whole.surely or not says_any(_words(pair), _opposites_of_english(pair.english)):
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

    def differ(english: Span, translation: Span) -> Mapping[Change, tuple[Sequence[Span], Sequence[Span]]]:
        said = source.within(english)
        return _changed(said, text.within(translation), frozenset()) if said.surely else {}

    for found in steady(aligned(pair), differ):
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
    """The translation denies what the source asks for, or asks for what it denies, or denies the opposite of what it denies.

    A word that only one text denies is told where that text surely denies it and nothing denies in the other one's sentence.

    Bad:  "Use heat, not ice." → "温めるのではなく、冷やしてください。"
    Good: "Use heat, not ice." → "冷やすのではなく、温めてください。"

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    lexicon, source = lexicon_of(pair.locale.name), _read_english(pair.english)
    if lexicon is None or (not source.whole.surely and not source.whole.denied):
        return
    if not source.whole.denied and not lexicon.denies_any(pair.translation, _words(pair), source.whole.surely):
        return
    text = _read(pair)
    alike = len(source.sentences) == len(text.sentences)
    passages = zip(source.sentences, text.sentences, strict=True) if alike else [(source.whole, text.whole)]
    for said, says in passages:
        for there, here in (*_asked_for_denied(said, says), *_other_denied(said, says), *_denied_once(pair, said, says)):
            yield _problem(pair, there, here)


def _asked_for_denied(said: Sides, says: Sides) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    """ "heat, not ice" for "ice, not heat"."""
    for (group, no), there in said.denied.items():
        for yes in range(3):
            asked, here = said.surely.get((group, yes), ()), says.denied.get((group, yes), ())
            turned = (group, no) in says.surely and (group, no) not in says.denied and (group, yes) not in said.denied
            if yes != no and asked and here and turned:
                yield [*asked, *there], [*here, *says.surely[group, no]]


def _other_denied(said: Sides, says: Sides) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    """ "not intense" for "not gentle"."""
    for (group, side), there in said.denied.items():
        for other in range(3):
            here = says.denied.get((group, other), ())
            only = not any((group, side) in one for one in (says.denied, says.surely))
            if other != side and here and only and not any((group, other) in one for one in (said.denied, said.surely)):
                yield there, here


def _denied_once(pair: Pair, said: Sides, says: Sides) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    """ "not dangerous" for "dangerous", where one text surely denies the word and the other denies nothing in its sentence."""
    for key in dict.fromkeys((*said.denied, *says.denied)):
        there, here = said.denied.get(key, ()), says.denied.get(key, ())
        asked, asks = said.surely.get(key, ()), says.surely.get(key, ())
        if not (there and asks) and not (here and asked):
            continue
        if denial_differs(pair):
            return
        theirs, ours = denials_of(pair)
        if there and asks and not here and not asked and _denied(there, theirs) and _asserted(pair.translation, asks, ours):
            yield there, asks
        if here and asked and not there and not asks and _denied(here, ours) and _asserted(pair.english, asked, theirs):
            yield asked, here


def _denied(spans: Sequence[Span], denials: Sequence[Denial]) -> bool:
    """Whether a word that surely denies stands close before or behind one of the words."""
    near = ((start - end, begin - stop) for start, stop in spans for begin, end, sure in denials if sure)
    return any(behind <= NEAR and before <= NEAR for behind, before in near)


def _asserted(text: Text, spans: Sequence[Span], denials: Sequence[Denial]) -> bool:
    """Whether nothing else in the sentences of these words denies."""
    ends = sentence_ends(text)
    with_denials = {
        bisect_right(ends, start) for start, stop, _ in denials if not any(a < stop and start < b for a, b in spans)
    }
    return with_denials.isdisjoint(bisect_right(ends, start) for start, _ in spans)


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
                    right, wrong = (_nearest(sides[side], other.span) for side in (said, 1 - said))
                    if wrong and (not right or _gap(wrong, other.span) < _gap(right, other.span)):
                        yield pair.problem(
                            f"the source says “{found[1]}” of this time, the translation “{pair.text[slice(*wrong)]}”",
                            [(quantity.span[0], found.end())],
                            [other.span, wrong],
                        )


TIMES = "before/after"
_AFTER_FIGURE = re.compile(r"\d[\w ]{0,16} (before|after)\b", re.IGNORECASE)
_BESIDE = 14
"""So many characters stand at most between a figure with its unit and the word that says before or after."""


def _nearest(spans: Sequence[Span], figure: Span) -> Span | None:
    """The word that stands nearest to a figure, beside it."""
    return min((one for one in spans if _gap(one, figure) <= _BESIDE), key=lambda one: _gap(one, figure), default=None)


def _gap(span: Span, figure: Span) -> int:
    """How many characters lie between a word and a figure; as it were none, if they overlap."""
    return max(span[0] - figure[1], figure[0] - span[1], 0)


Change = tuple[str, int, int]
"""Opposites, the side that the source says, and the one that the translation says."""


def _changed(source: Sides, text: Sides, in_order: frozenset[str]) -> Mapping[Change, tuple[Sequence[Span], Sequence[Span]]]:
    """The sides that became another, with the passages."""
    found: dict[Change, tuple[Sequence[Span], Sequence[Span]]] = {}
    if not text.surely:
        return found
    more = {key[0] for key, here in text.surely.items() if len(here) > len(source.surely.get(key, ()))}
    for group in dict.fromkeys([group for group, _ in source.surely]):
        for one, other in permutations(range(3), 2) if group in more else ():
            lost, come = (group, one), (group, other)
            there, here = source.surely.get(lost, ()), text.surely.get(come, ())
            if there and text.most_beside(source, lost) < len(there) and len(here) > source.most_beside(text, come):
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
    return lexicon.read(source, lexicon.find(source)) if lexicon else Reading(source, ())


@once
def _opposites_of_english(source: Text) -> frozenset[tuple[str, int]]:
    """The sides that say something else than what an English text surely says: without one, nothing is turned."""
    surely = _read_english(source).whole.surely
    return frozenset((group, other) for group, side in surely for other in range(3) if other != side)


@once
def _words(pair: Pair) -> Words:
    """The words of the translation that say a side of any opposites."""
    lexicon = lexicon_of(pair.locale.name)
    return lexicon.find(pair.translation) if lexicon else ()


@once
def _read(pair: Pair) -> Reading:
    """What the translation says of the opposites of which the source says or denies a side, and of before and after."""
    lexicon = lexicon_of(pair.locale.name)
    source = _read_english(pair.english).whole
    groups = {TIMES, *(group for group, _ in (*source.surely, *source.denied))}
    return lexicon.read(pair.translation, _words(pair), groups) if lexicon else Reading(pair.translation, ())


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
