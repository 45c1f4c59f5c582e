"""What denies or restricts in articles: how often it surely does, and how often it may, compared sentence by sentence.

A language says many a denial without a word that surely denies ("avoid", "un-"). So each text has an interval, and a rule
speaks only where the two intervals do not meet. A weak word of one text and one of the other ("instead of", "statt") stand for
each other and make up for nothing else. Which words are weak, and which are said with a sure word as well ("unable", "nicht
können"), was measured in translations that people finished. The disclaimer is read more strictly, in `wording`.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from itertools import pairwise, starmap
from typing import Any

from pipeline.checks.alignment import aligned, steady
from pipeline.checks.cues import Listed, listed
from pipeline.checks.lexicon import lexicon
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, folded_letter, once
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span
from pipeline.model.finding import Severity

STRONG, CONCORD, EITHER, SPREAD, WEAK, NONE = "strong", "concord", "either", "spread", "weak", ""
_SURE = frozenset({STRONG, CONCORD})
_DISCLAIMER = "disclaimer"
_SOURCE = "en"
_CHAIN = 30
"""Within so many characters a second denial may belong to the first one."""
_OR = re.compile(r"\bor\b[^.!?;:]")
_CARRIED = 40
"""Within so many characters an "or" carries a denial on."""
_STEM = 4
_VERB_DENIES = frozenset({"hr", "pl", "uk"})
_HEADING = 30
"""In so many characters there may stand no verb: "None of these"."""
_ADVERBS = frozenset({"nich"})
_JOINING = frozenset("-|=/_")
_QUOTES = frozenset("\"'“”‘’«»`")
_NUMBERED = re.compile(r"[.:]?\s{0,2}(?:%|\{|\d|$)")
# The sign comes first, and what must not stand before it is asked behind it: so a search leaps from sign to sign.
_SENTENCE_END = re.compile(r"[.!?。！？।](?:(?<=[。！？।])|(?<![. ][^\W_][.!?])[.!?]*(?=\s+[^\sa-z(]))")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What denies and what restricts in one language."""

    negation: Phrases[str]
    """Phrases that deny, each with how surely it does."""
    only: Phrases[str]
    """Phrases that restrict, likewise."""
    verb_denies: bool
    """Whether the verb is always denied beside a word that repeats a denial: Croatian "nikada ne" for "never"."""

    def denials(self, text: Text) -> Iterator[Found[str]]:
        """The words of a text that deny; a phrase with words between ("ne … plus") lets another denial within stand instead."""
        for found in self.negation.find(text):
            if found.meaning == SPREAD:
                between = text.raw.find(" ", found.start, found.end) + 1 or found.end
                others = [
                    one for one in self.negation.find(Text(text.raw[between : found.end])) if one.meaning in (STRONG, CONCORD)
                ]
                if others:
                    yield from (one._replace(start=one.start + between, end=one.end + between) for one in others)
                    continue
                if _SENTENCE_END.search(text.plain, found.start, found.end):
                    continue
            yield found


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


@cache
def lexicon_of(locale: str) -> Lexicon | None:
    """The lists of a locale, or of the language that it is a variety of; None where there is none."""
    name = "zh_Hans" if locale == "zh_CN" else locale
    known = name if name in listed() else name.rpartition("_")[0]
    if known not in listed():
        return None
    cues = listed()[known]
    tiers = _tiers(known)
    denies: Mapping[str, str] = (
        dict.fromkeys((cue for cue in cues["only"] if "…" in cue and known != "fr"), EITHER)
        | dict.fromkeys(cues["negation"], STRONG)
        | {cue: EITHER if _denies_within(cue, cues) else WEAK for cue in tiers["weak"]}
        | dict.fromkeys(tiers["concord"], CONCORD)
        | dict.fromkeys((*cues["unlike"], *tiers["unlike"]), NONE)
        | dict.fromkeys(tiers["either"], EITHER)
        | dict.fromkeys(_limits_that_deny(known, cues), EITHER)
        | dict.fromkeys(tiers.get("paired", ()), WEAK)
        | dict.fromkeys(tiers.get("sure", ()), STRONG)
    )
    restricts = (
        dict.fromkeys(cues["only"], STRONG) | dict.fromkeys(cues["unlike"], NONE) | dict.fromkeys(tiers["only_weak"], EITHER)
    )
    denies = _without_short_stems(denies, cues["negation"])
    if cues["spaced"]:
        denies = {cue: SPREAD if meaning in (EITHER, WEAK) and "…" in cue else meaning for cue, meaning in denies.items()}
    spaced = cues["spaced"]
    return Lexicon(Phrases(denies, spaced), Phrases(restricts, spaced), known in _VERB_DENIES)


def _limits_that_deny(locale: str, cues: Listed) -> Iterator[str]:
    """Limits said with a word that denies, where another language denies nothing: "nicht weniger als", "at least"."""
    limits = lexicon("limits", locale) or {"least": (), "most": ()}
    stems = tuple(cue[:-1] for cue in cues["negation"] if cue.endswith("*"))
    for phrase in (*limits["least"], *limits["most"]):
        if _denies_within(phrase, cues) or (
            cues["spaced"] and stems and any(word.startswith(stems) for word in phrase.split())
        ):
            yield phrase


@cache
def _tiers(language: str) -> Mapping[str, Sequence[str]]:
    """A language's file of words that deny less surely.

    `paired` holds what stands for a weak word of the English ("どころか": "instead of"), whatever denies in it; `sure` what
    denies though its beginning is `unlike` a denial: 不适合, "not suitable", beside 不适, "discomfort".
    """
    file = files("pipeline.checks").joinpath("lexicon", "meaning", f"{language}.json")
    read: Mapping[str, Sequence[str]] = json.loads(file.read_text("utf-8"))
    return read


def _denies_within(cue: str, cues: Listed) -> bool:
    """Whether a word that surely denies elsewhere is a part of the phrase, or all of it: "no longer"."""
    if not cues["spaced"]:
        return any(word in cue for word in cues["negation"])
    return not set(cue.split()).isdisjoint(cues["negation"])


def _without_short_stems(meanings: Mapping[str, str], words: Sequence[str]) -> Mapping[str, str]:
    """The phrases, with a stem such as "ne*" in place of which "ne" itself denies, standing for longer words alone."""
    letters = "abcčćdđefghijklłmnoprsśštuvwyzźžабвгґдежзиіїйклмнопрстуфхцчшщьюя"
    longer: dict[str, str] = {}
    for phrase, meaning in meanings.items():
        if phrase.endswith("*") and meaning == WEAK and phrase[:-1] in words:
            longer |= {f"{phrase[:-1]}{letter}*": meanings.get(f"{phrase[:-1]}{letter}*", meaning) for letter in letters}
        else:
            longer.setdefault(phrase, meaning)
    return longer


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
    asks = _avoidances(pair.english)
    for english, translation in passages(pair) if asks else ():
        here = within(asks, english)
        if here and not any(one.meaning for one in within(denies, translation)):
            word = pair.source[here[0].start : here[0].end]
            says = f"the source denies (“{word}”) and the translation does not"
            return pair.problem(says, [(one.start, one.end) for one in here])
    return None


@once
def _avoidances(source: Text) -> Sequence[Found[str]]:
    """The words of a source text that ask for a denial of whatever kind: "avoid"."""
    return tuple(_avoidance_words().find(source))


@cache
def _avoidance_words() -> Phrases[str]:
    return Phrases(dict.fromkeys(_tiers(_SOURCE)["avoid"], WEAK))


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
    theirs, ours = ([(one.start, one.end, one.meaning in _SURE) for one in found if one.meaning] for found in both)
    return theirs, ours


def _articles(sheet: Sheet) -> Iterator[Pair]:
    if sheet.catalog.domain != _DISCLAIMER:
        # A form for none, one or two may say its number in words: "no file".
        yield from (pair for pair in sheet.pairs if pair.text != pair.source and pair.message.msgid_plural is None)


@once
def found_in_english(text: Text) -> tuple[tuple[Found[str], ...], tuple[Found[str], ...]]:
    """What denies and what restricts in a source text, found once for all locales."""
    own = lexicon_of(_SOURCE)
    if own is None:
        return (), ()
    denies = _unsure_in_names(text, own.denials(text))
    return tuple(_with_or(text, denies)), _unsure_in_names(text, own.only.find(text))


def _with_or(text: Text, denies: Sequence[Found[str]]) -> Iterator[Found[str]]:
    """The same, with the "or" that carries a denial on: "do not eat or drink" may deny twice in another language."""
    for number, one in enumerate(denies):
        yield one
        end = denies[number + 1].start if number + 1 < len(denies) else len(text.plain)
        found = _OR.search(text.plain, one.end, min(end, one.end + _CARRIED)) if one.meaning in _SURE else None
        if found:
            yield Found(EITHER, *found.span())


def _unsure_in_names(text: Text, found: Iterable[Found[str]]) -> tuple[Found[str], ...]:
    return tuple(one._replace(meaning=EITHER) if one.meaning and _is_name(text.raw, one) else one for one in found)


def _is_name(text: str, found: Found[str]) -> bool:
    """Whether the word is a part of another, a value, or a number: "no-referrer", "dc=no", 'say "no"', "Phone No."."""
    before, behind = text[max(found.start - 1, 0) : found.start], text[found.end : found.end + 1]
    if not _JOINING.isdisjoint((before, behind)):
        return True
    quoted = before in _QUOTES and behind in _QUOTES and before != "" and behind != ""
    return quoted or (text[found.start : found.end] == "No" and _NUMBERED.match(text, found.end) is not None and before == " ")


def _compared(
    pair: Pair, wanted: Sequence[Found[str]], own: Sequence[Found[str]], does: str, verb_denies: bool = False
) -> Iterator[Problem]:
    """The first part of the pair, sentence by sentence and then as a whole, in which the intervals do not meet."""
    if not any(one.meaning in _SURE for one in (*wanted, *own)):
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
    if not any(one.meaning in _SURE for one in (*within(wanted, english), *within(own, translation))):
        return {}
    theirs, ours = _count(pair.english, wanted, english), _count(pair.translation, own, translation, verb_denies)
    if theirs.least > ours.most_beside(theirs):
        return {"source": (theirs, ours)}
    return {"translation": (theirs, ours)} if ours.least > theirs.most_beside(ours) else {}


def passages(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """What is compared of two texts: their sentences, side by side, where both have as many; then the texts as a whole."""
    theirs, ours = _spans(pair.english), _spans(pair.translation)
    if len(theirs) == len(ours) > 1:
        yield from zip(theirs, ours, strict=True)
    yield (0, len(pair.source)), (0, len(pair.text))


def within(found: Sequence[Found[Any]], passage: Span) -> Sequence[Found[Any]]:
    """Those of a text's phrases, in its order, that begin in a passage."""
    if not found:
        return ()
    first, behind = (bisect_left(found, place, key=lambda one: one.start) for place in passage)
    return found[first:behind]


@once
def _spans(text: Text) -> Sequence[Span]:
    last = len(text.plain.rstrip())
    cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(text.plain) if found.end() < last), len(text.plain)]
    return list(pairwise(cuts))


def _count(text: Text, found: Sequence[Found[str]], passage: Span, verb_denies: bool = False) -> Count:
    here = [one for one in within(found, passage) if one.meaning]
    strong = [one for one in here if one.meaning == STRONG]
    # "keine Ärztin, kein Arzt" denies once, as "no clinician" does.
    strong = [one for number, one in enumerate(strong) if number == 0 or not _repeats(text, strong[number - 1], one)]
    if verb_denies and not strong and passage[1] - passage[0] > _HEADING:
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
