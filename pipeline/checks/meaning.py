"""What denies or restricts in articles: how often it surely does, and how often it may, compared sentence by sentence.

A language says many a denial without a word that surely denies ("avoid", "un-"). So each text has an interval, and a rule
speaks only where the two intervals do not meet. A weak word of one text and one of the other ("instead of", "statt") stand for
each other and make up for nothing else. Which words are weak, and which are said with a sure word as well ("unable", "nicht
können"), was measured in translations that people finished. The disclaimer is read more strictly, in `wording`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import starmap

from pipeline.checks.alignment import aligned, steady
from pipeline.checks.denials import (
    CONCORD,
    STRONG,
    SURE,
    WEAK,
    avoidances,
    found_in_english,
    lexicon_of,
)
from pipeline.checks.passages import passages, within
from pipeline.checks.phrases import Found
from pipeline.checks.plain import Text, folded_letter, once
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span
from pipeline.model.finding import Severity

_DISCLAIMER = "disclaimer"
_STEM = 4
_CHAIN = 30
"""Within so many characters a second denial may belong to the first one."""
_HEADING = 30
"""In so many characters there may stand no verb: "None of these"."""
_ADVERBS = frozenset({"nich"})


@dataclass(frozen=True, slots=True)
class Count:
    """How often a passage denies, or restricts."""

    least: int
    """What surely does. Words that only repeat a denial ("ne … nikada") count as one, and only where no other stands."""
    either: int
    """What says a denial that the other text may well say with a sure word, and so makes up for one: "unable"."""
    weak: int
    """What hardly does, and mostly stands for a weak word of the other text: "instead"."""
    sure: tuple[Span, ...]
    """The words that surely do."""

    def most_beside(self, other: "Count") -> int:
        """How often it may deny beside the other text: a weak word that has a weak one over there makes up for no sure one."""
        return self.either + max(0, self.weak - other.weak)


def negation_differs(sheet: Sheet) -> Iterator[Problem]:
    """A text that is no duty denies more often than its translation can, or less often.

    Bad:  "Do not take it with alcohol." → "Nehmen Sie es mit Alkohol ein."
    Good: "Avoid alcohol." → "Trinken Sie keinen Alkohol."
    """
    for pair in _articles(sheet):
        found = denial_differs(pair)
        if found:
            yield found


@once
def denial_differs(pair: Pair) -> Problem | None:
    """What `negation_differs` says of a pair; None where nothing is wrong, or no lists are there for the locale."""
    own = lexicon_of(pair.locale.name)
    if own is None:
        return None
    wanted, denies = found_in_english(pair.english)[0], tuple(own.denials(pair.translation))
    return next(_compared(pair, wanted, denies, "denies", own.verb_denies), None) or _avoidance_lost(pair, denies)


def _avoidance_lost(pair: Pair, denies: Sequence[Found[str]]) -> Problem | None:
    """What is said where the source says "avoid", or another word that needs a denial of some kind, and no word denies."""
    asks = avoidances(pair.english)
    for english, translation in passages(pair) if asks else ():
        here = within(asks, english)
        if here and not any(one.meaning for one in within(denies, translation)):
            word = pair.source[here[0].start : here[0].end]
            says = f"the source denies (“{word}”) and the translation does not"
            return pair.problem(says, [(one.start, one.end) for one in here])
    return None


def only_differs(sheet: Sheet) -> Iterator[Problem]:
    """A text that is no duty says "only" and its translation cannot mean it, or the other way round.

    Bad:  "Only a doctor can tell." → "Ein Arzt kann es sagen."
    Good: "Only a doctor can tell." → "Das kann nur ein Arzt sagen."
    """
    for pair in _articles(sheet):
        own = lexicon_of(pair.locale.name)
        if own is not None:
            yield from _compared(pair, found_in_english(pair.english)[1], tuple(own.only.find(pair.translation)), "restricts")


Denial = tuple[int, int, bool]
"""Where a word stands that denies, and whether it surely does."""


@once
def denials_of(pair: Pair) -> tuple[Sequence[Denial], Sequence[Denial]]:
    """The words of both texts that deny, or may well do; a weak one of the source is none, one of the translation is."""
    own = lexicon_of(pair.locale.name)
    source = [one for one in found_in_english(pair.english)[0] if one.meaning != WEAK]
    both = (source, tuple(own.denials(pair.translation)) if own else ())
    theirs, ours = ([(one.start, one.end, one.meaning in SURE) for one in found if one.meaning] for found in both)
    return theirs, ours


def _articles(sheet: Sheet) -> Iterator[Pair]:
    if sheet.catalog.domain != _DISCLAIMER:
        # A form for none, one or two may say its number in words: "no file".
        yield from (pair for pair in sheet.pairs if pair.text != pair.source and pair.message.msgid_plural is None)


def _compared(
    pair: Pair, wanted: Sequence[Found[str]], own: Sequence[Found[str]], does: str, verb_denies: bool = False
) -> Iterator[Problem]:
    """The first part of the pair, sentence by sentence and then as a whole, in which the intervals do not meet."""
    if not any(one.meaning in SURE for one in (*wanted, *own)):
        return

    compare = partial(_unlike, pair, wanted, own, verb_denies)
    found = next(filter(None, starmap(compare, passages(pair))), None) or next(steady(aligned(pair), compare), None)
    for who, (theirs, ours) in found.items() if found else ():
        if who == "source":
            says = f"the source {does} (“{_word(pair.english, theirs)}”) and the translation does not"
        else:
            says = f"the translation {does} (“{_word(pair.translation, ours)}”) and the source does not"
        yield pair.problem(says, theirs.sure, ours.sure)


def _unlike(
    pair: Pair, wanted: Sequence[Found[str]], own: Sequence[Found[str]], verb_denies: bool, english: Span, translation: Span
) -> Mapping[str, tuple[Count, Count]]:
    """Which of the two texts says in a passage more than the other can, with what both say."""
    there, here = within(wanted, english), within(own, translation)
    if not any(one.meaning in SURE for one in (*there, *here)):
        return {}
    verb_denies = verb_denies and translation[1] - translation[0] > _HEADING
    theirs, ours = _count(pair.english, there), _count(pair.translation, here, verb_denies)
    if theirs.least > ours.most_beside(theirs):
        return {"source": (theirs, ours)}
    return {"translation": (theirs, ours)} if ours.least > theirs.most_beside(ours) else {}


def _count(text: Text, found: Sequence[Found[str]], verb_denies: bool = False) -> Count:
    here = [one for one in found if one.meaning]
    strong = [one for one in here if one.meaning == STRONG]
    # "keine Ärztin, kein Arzt" denies once, as "no clinician" does.
    strong = [one for number, one in enumerate(strong) if number == 0 or not _repeats(text, strong[number - 1], one)]
    if verb_denies and not strong:
        here = [one for one in here if one.meaning != CONCORD]
    sure = strong or [one for one in here if one.meaning == CONCORD][:1]
    weak = sum(one.meaning == WEAK for one in here)
    return Count(len(sure), len(here) - weak, weak, tuple((one.start, one.end) for one in sure))


def _repeats(text: Text, earlier: Found[str], later: Found[str]) -> bool:
    """Whether a pronoun only takes up the one before it: it begins with the same four letters."""
    if later.start - earlier.end > _CHAIN:
        return False
    first, again = ("".join(map(folded_letter, text.plain[one.start : one.end][:_STEM])) for one in (earlier, later))
    return len(first) == _STEM and first == again and first not in _ADVERBS


def _word(text: Text, count: Count) -> str:
    start, end = count.sure[0]
    return text.raw[start:end]


RULES = (Rule(negation_differs, Severity.WARNING), Rule(only_differs, Severity.WARNING))
"""The family's rules."""
