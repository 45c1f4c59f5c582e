"""Opposites: left and right, heat and ice, before and after: a word that became its opposite can hurt.

What each language says for each side lies in `lexicon/opposites/<language>.json`, one list a side, so that a native reader can
correct it. A word that ends in `?` may say its side and may say something else: it excuses a translation and accuses none.
`unlike` holds what looks like such a word and says something else; `not before` and `not behind` hold what denies a word that
follows or goes before: a denied word ("not dangerous") may say either side. `in order` holds the groups whose words right
translations of the language leave in the order of the English.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import NotRequired, TypedDict

from pipeline.checks.figures import amounts_of
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, folded, once
from pipeline.checks.quantities import english_amounts
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity

_SENTENCE_END = re.compile(r"[.!?؟:;؛]+(?=\s|$)|[。！？।：；]")
_SEVERAL = re.compile(r"[\s…'’-]")
"""What makes an entry a phrase of several words."""
_REMEMBERED = 50_000
_NEAR = 14
_NEAR_UNSPACED = 6
"""How many characters from a word a denial of it may stand."""
_PLACES_AND_TIMES = frozenset({"left/right", "heat/cold", "before/after", "above/below", "inside/outside", "front/behind"})
"""Groups of which "not" denies the one side and says the other: "heat, not ice"."""


Listed = TypedDict(
    "Listed",
    {
        "spaced": bool,
        "proclitics": NotRequired[Sequence[str]],
        "not before": Sequence[str],
        "not behind": Sequence[str],
        "in order": Sequence[str],
        "unlike": Sequence[str],
        "groups": Mapping[str, Sequence[Sequence[str]]],
    },
)
"""One language's file."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a word says."""

    group: str
    """The opposites by their sides in English: "left/right"."""
    side: int
    surely: bool
    """Whether it hardly ever says something else."""


@dataclass(frozen=True)
class Vocabulary:
    """Single words and what they say, of a language that writes spaces between words.

    A word may be of several groups, where `Phrases` knows one meaning for a place; in each group the longest entry counts.
    """

    whole: Mapping[str, Sequence[Said]]
    """By the folded word."""
    stems: Mapping[str, Sequence[Said]]
    """By the beginning of words, without its star."""
    lengths: Sequence[int]
    """Of the stems, from the shortest."""
    proclitics: Sequence[str]
    """What may be written together with the word behind it, the longest first."""
    known: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    """What has been looked up before: words come again and again."""

    def among(self, words: Sequence[str]) -> list[int]:
        """The numbers of those of a text's folded words that say something."""
        known = self.known
        if len(known) > _REMEMBERED:
            known.clear()
        for word in words:
            if word not in known:
                known[word] = self._looked_up(word)
        return [number for number, word in enumerate(words) if known[word]]

    def _looked_up(self, word: str) -> tuple[Said, ...]:
        found: dict[str, Sequence[Said]] = {}
        for form in self._forms(word):
            steps = [self.stems.get(form[:length], ()) for length in self.lengths if length <= len(form)]
            for step in (*steps, self.whole.get(form, ())):
                for group in dict.fromkeys(said.group for said in step):
                    found[group] = [said for said in step if said.group == group]
        return tuple(said for every in found.values() for said in every)

    def _forms(self, word: str) -> Iterator[str]:
        """Without a particle first: what stands in the list as it is written wins."""
        for particle in self.proclitics:
            if word.startswith(particle) and len(word) - len(particle) > 1:
                yield word[len(particle) :]
        yield word


@dataclass(frozen=True)
class Lexicon:
    """The opposites of a language."""

    phrases: Phrases[tuple[Said, ...]]
    """Of several words; of all words where a language writes no spaces."""
    words: Vocabulary | None
    denial_before: re.Pattern[str] | None
    denial_behind: re.Pattern[str] | None
    in_order: frozenset[str]
    groups: frozenset[str]
    """The opposites that the language's file lists."""

    def read(self, text: Text, groups: Collection[str] | None = None) -> "Reading":
        """What a text says of these opposites, or of all, as a whole and sentence by sentence."""
        found = self._found(text)
        if groups is not None:
            found = [one for one in found if any(said.group in groups for said in one.meaning)]
        if not found:
            return _NOTHING
        whole = Sides()
        ends = _sentence_ends(text)
        sentences = tuple([Sides() for _ in range(len(ends) + 1)])
        for one in found:
            denied = self._denied(one, text.plain)
            sentence = sentences[bisect_right(ends, one.start)]
            for said in one.meaning:
                if groups is None or said.group in groups:
                    for sides in (whole, sentence) if ends else (whole,):
                        if denied:
                            sides.denied.setdefault((said.group, said.side), []).append((one.start, one.end))
                        sides.add(said, (one.start, one.end), denied and said.group not in _PLACES_AND_TIMES)
        return Reading(whole, sentences if ends else (whole,))

    def _found(self, text: Text) -> list[Found[tuple[Said, ...]]]:
        """The words that say a side, in their order; a phrase of several words hides those in it."""
        found = list(self.phrases.find(text))
        if self.words is not None:
            hidden = sorted(((one.start, one.end) for one in found), reverse=True)
            for number in self.words.among(text.folded):
                start, end = text.spans[number]
                while hidden and hidden[-1][1] <= start:
                    hidden.pop()
                if not hidden or end <= hidden[-1][0]:
                    found.append(Found(self.words.known[text.folded[number]], start, end))
        return sorted((one for one in found if one.meaning), key=lambda one: one.start)

    def _denied(self, one: Found[tuple[Said, ...]], plain: str) -> bool:
        before, behind = self.denial_before, self.denial_behind
        near = _NEAR if self.words is not None else _NEAR_UNSPACED
        return bool(
            (before and before.search(plain[max(0, one.start - near) : one.start]))
            or (behind and behind.search(plain[one.end : one.end + near]))
        )


@dataclass(slots=True)
class Sides:
    """Where a passage says which side."""

    surely: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    perhaps: dict[tuple[str, int], int] = field(default_factory=dict)
    """How often it surely or perhaps says a side."""

    denied: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    """Where it says a side with a word that denies it ("not ice")."""

    def add(self, said: Said, span: Span, denied: bool) -> None:
        """Take a word in; a denied one may say either side."""
        if denied:
            for side in range(3):
                self.perhaps[said.group, side] = self.perhaps.get((said.group, side), 0) + 1
            return
        key = (said.group, said.side)
        self.perhaps[key] = self.perhaps.get(key, 0) + 1
        if said.surely:
            self.surely.setdefault(key, []).append(span)

    def order(self, group: str) -> tuple[int, ...]:
        """The sides of a group one after the other, as they are surely said."""
        return tuple(
            side
            for _, side in sorted((span, key[1]) for key, spans in self.surely.items() for span in spans if key[0] == group)
        )

    def spans(self, group: str) -> list[Span]:
        """The passages that surely say a side of a group."""
        return sorted(span for key, spans in self.surely.items() for span in spans if key[0] == group)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, as a whole and sentence by sentence."""

    whole: Sides
    sentences: Sequence[Sides]


_NOTHING = Reading(Sides(), ())


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
    if not source.whole.surely:
        return
    text = _read(pair)
    passages = [(source.whole, text.whole)]
    if len(source.sentences) == len(text.sentences) > 1:
        passages = [*zip(source.sentences, text.sentences, strict=True), *passages]
    told: set[str] = set()
    for said, says in passages:
        for group, there, here in _changed(said, says, lexicon.in_order):
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
    sides = (text.get((_TIMES, 0), ()), text.get((_TIMES, 1), ()))
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


_TIMES = "before/after"
_AFTER_FIGURE = re.compile(r"\d[\w ]{0,16} (before|after)\b", re.IGNORECASE)
_BESIDE = 14
"""So many characters stand at most between a figure with its unit and the word that says before or after."""


def _near(span: Span, figure: Span) -> bool:
    return -_BESIDE <= span[0] - figure[1] <= _BESIDE or -_BESIDE <= figure[0] - span[1] <= _BESIDE


def _changed(source: Sides, text: Sides, in_order: frozenset[str]) -> Iterator[tuple[str, Sequence[Span], Sequence[Span]]]:
    """The groups in which a side became another, with the passages."""
    if not text.surely:
        return
    more = {group for (group, side), here in text.surely.items() if len(here) > source.perhaps.get((group, side), 0)}
    for group in dict.fromkeys([group for group, _ in source.surely]):
        for one, other in permutations(range(3), 2) if group in more else ():
            lost, come = (group, one), (group, other)
            there, here = source.surely.get(lost, ()), text.surely.get(come, ())
            if text.perhaps.get(lost, 0) < len(there) and len(here) > source.perhaps.get(come, 0):
                yield group, there, here
        if group in in_order and _exchanged(source.order(group), text.order(group)):
            yield group, source.spans(group), text.spans(group)


def _exchanged(source: Sequence[int], text: Sequence[int]) -> bool:
    return source != text and len(source) > 1 and sorted(source) == sorted(text)


def _problem(pair: Pair, there: Sequence[Span], here: Sequence[Span]) -> Problem:
    said = " … ".join(dict.fromkeys(pair.source[start:end] for start, end in there))
    says = " … ".join(dict.fromkeys(pair.text[start:end] for start, end in here))
    return pair.problem(f"the source says “{said}”, the translation “{says}”", there, here)


@once
def _read_english(source: Text) -> Reading:
    lexicon = lexicon_of("en")
    return lexicon.read(source) if lexicon else _NOTHING


@once
def _read(pair: Pair) -> Reading:
    """What the translation says of the opposites of which the source surely says a side, and of before and after."""
    lexicon = lexicon_of(pair.locale.name)
    groups = {_TIMES, *(group for group, _ in _read_english(pair.english).whole.surely)}
    return lexicon.read(pair.translation, groups) if lexicon else _NOTHING


@once
def _sentence_ends(text: Text) -> Sequence[int]:
    """Where a text's sentences end, but for the last one."""
    plain = text.plain.rstrip(" \n")
    ends = [found.end() for found in _SENTENCE_END.finditer(plain)]
    return ends[:-1] if ends and ends[-1] == len(plain) else ends


@once
def _times_of_english(source: Text) -> Sequence[re.Match[str]]:
    """Where an English text says "24 hours after"."""
    return tuple(_AFTER_FIGURE.finditer(source.plain))


@cache
def lexicon_of(locale: str) -> Lexicon | None:
    """The opposites of a locale's language, or None where nobody has listed them."""
    name = "zh_Hans" if locale in ("zh", "zh_CN", "zh_SG") else locale
    folder = files("pipeline.checks") / "lexicon" / "opposites"
    # Traditional Chinese and its like have another script: what is listed for the language is not theirs.
    for candidate in (name, name.partition("_")[0]):
        file = folder / f"{candidate}.json"
        if re.fullmatch(r"\w+", candidate) and file.is_file():
            return _lexicon(json.loads(file.read_text("utf-8")))
    return None


def _lexicon(listed: Listed) -> Lexicon:
    meanings: dict[str, tuple[Said, ...]] = dict.fromkeys(listed["unlike"], ())
    for group, sides in listed["groups"].items():
        for side, words in enumerate(sides):
            for word in words:
                phrase = word.removesuffix("?")
                meanings[phrase] = (*meanings.get(phrase, ()), Said(group, side, phrase == word))
    spaced = bool(listed["spaced"])
    proclitics = listed.get("proclitics", ())
    single = {phrase for phrase in meanings if spaced and not _SEVERAL.search(phrase)}
    return Lexicon(
        Phrases({phrase: says for phrase, says in meanings.items() if phrase not in single}, spaced, proclitics),
        _vocabulary({phrase: meanings[phrase] for phrase in sorted(single)}, proclitics) if spaced else None,
        _denial(listed["not before"], spaced, behind=False),
        _denial(listed["not behind"], spaced, behind=True),
        frozenset(listed["in order"]),
        frozenset(listed["groups"]),
    )


def _vocabulary(meanings: Mapping[str, tuple[Said, ...]], proclitics: Sequence[str]) -> Vocabulary:
    stems: dict[str, tuple[Said, ...]] = {}
    whole: dict[str, tuple[Said, ...]] = {}
    for phrase, says in meanings.items():
        # Two spellings may fold to one word: with and without the dot of Devanagari.
        held, word = (stems, folded(phrase[:-1])) if phrase.endswith("*") else (whole, folded(phrase))
        held[word] = tuple(dict.fromkeys((*held.get(word, ()), *says)))
    particles = tuple(sorted(map(folded, proclitics), key=len, reverse=True))
    return Vocabulary(whole, stems, sorted({len(stem) for stem in stems}), particles)


def _denial(words: Sequence[str], spaced: bool, behind: bool) -> re.Pattern[str] | None:
    if not words:
        return None
    one = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    if not spaced:
        return re.compile(rf"^.{{0,3}}(?:{one})" if behind else rf"(?:{one}).?$")
    return re.compile(rf"^\W*(?:{one})(?!\w)" if behind else rf"(?<!\w)(?:{one})\W+(?:\w{{1,6}}\W+)?$", re.IGNORECASE)


_REMEDY = "compare both words with the English; if the translation says the same, reword it or write a waiver"
RULES = (
    Rule(each(opposite_changed), Severity.WARNING, _REMEDY),
    Rule(each(denial_turned), Severity.WARNING, _REMEDY),
    Rule(each(time_turned), Severity.WARNING, _REMEDY),
    Rule(each(opposite_in_duty), Severity.WARNING, _REMEDY, domain="disclaimer"),
)
"""The rules on opposites."""
