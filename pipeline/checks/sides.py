"""Which sides of opposites a text says, where, and whether with a word that denies it; as a whole and sentence by sentence."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, once
from pipeline.checks.rule import Span

_SENTENCE_END = re.compile(r"[.!?؟:;؛。！？।：；](?:(?<=[。！？।：；])|[.!?؟:;؛]*(?=\s|$))")
_REMEMBERED = 50_000
NEAR = 14
_NEAR_UNSPACED = 6
"""How many characters from a word a denial of it may stand."""
_APART = 3
"""A phrase with so many spaces has other words between its own."""
_PLACES_AND_TIMES = frozenset({"left/right", "heat/cold", "before/after", "above/below", "inside/outside", "front/behind"})
"""Groups of which "not" denies the one side and says the other: "heat, not ice"."""


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

    A word may be of several groups, where `Phrases` knows one meaning for a place; in each group the longest entry counts, and
    an entry that says nothing hides the shorter ones: "sporedno" is not slow.
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
    """What words say that were met before, since they come again and again."""
    silent: set[str] = field(default_factory=set)
    """Words that were met before and say nothing, as most."""

    def found(self, text: Text) -> "Words":
        """The words of a text that say something."""
        known, silent = self.known, self.silent
        if len(known) + len(silent) > _REMEMBERED:
            known.clear()
            silent.clear()
        heard = text.vocabulary - silent
        for word in [word for word in heard if word not in known]:
            says = self._looked_up(word)
            if says:
                known[word] = says
            else:
                silent.add(word)
        if not heard:
            return ()
        return [Found(known[word], *span) for word, span in zip(text.folded, text.spans, strict=True) if word in known]

    def _looked_up(self, word: str) -> tuple[Said, ...]:
        found: dict[str, Sequence[Said]] = {}
        for form in self._forms(word):
            steps = [self.stems.get(form[:length]) for length in self.lengths if length <= len(form)]
            for step in (*steps, self.whole.get(form)):
                if step is None:
                    continue
                if not step:
                    found.clear()
                for group in dict.fromkeys(said.group for said in step):
                    found[group] = [said for said in step if said.group == group]
        return tuple(said for every in found.values() for said in every)

    def _forms(self, word: str) -> Iterator[str]:
        """Without a particle first: what stands in the list as it is written wins."""
        for particle in self.proclitics:
            if word.startswith(particle) and len(word) - len(particle) > 1:
                yield word[len(particle) :]
        yield word


@dataclass(slots=True)
class Sides:
    """Where a passage says which side."""

    surely: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    perhaps: dict[tuple[str, int], int] = field(default_factory=dict)
    """How often it surely or perhaps says a side."""

    unsure: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    """Where it may say a side, with a word that may say something else."""

    denied: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    """Where it says a side with a word that denies it ("not ice")."""

    def use(self, use: "Use") -> None:
        """Take a word in; a denied one may say either side."""
        said, span = use.said, use.span
        if use.denied and said.surely:
            self.denied.setdefault((said.group, said.side), []).append(span)
        if use.denied and said.group not in _PLACES_AND_TIMES:
            for side in range(3):
                self.perhaps[said.group, side] = self.perhaps.get((said.group, side), 0) + 1
            return
        key = (said.group, said.side)
        self.perhaps[key] = self.perhaps.get(key, 0) + 1
        (self.surely if said.surely else self.unsure).setdefault(key, []).append(span)

    def most_beside(self, other: "Sides", key: tuple[str, int]) -> int:
        """How often it may say a side beside the other text: a weak word that has a weak one over there stands for that one.

        A word that may say it and surely says something else ("reduction": less, or a decrease) does not, where the other text
        says that other thing as often, and with words that say nothing else.
        """
        says = set(other.surely.get(key, ()))
        spent = sum(
            any(
                span in spans and len({*other.surely.get(sure, ())} - says) >= len(spans)
                for sure, spans in self.surely.items()
                if sure[0] != key[0]
            )
            for span in self.unsure.get(key, ())
        )
        sure, theirs = len(self.surely.get(key, ())), len(other.surely.get(key, ()))
        return sure + max(0, self.perhaps.get(key, 0) - sure - spent - (other.perhaps.get(key, 0) - theirs))

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
class Use:
    """A word that says a side, in a text."""

    said: Said
    span: Span
    denied: bool
    """Whether it stands with a word that denies it."""


Words = Sequence[Found[tuple[Said, ...]]]
"""The words of a text that say sides, in its order."""


@dataclass(frozen=True)
class Reading:
    """What a text says, as a whole and sentence by sentence; either is put together when somebody asks."""

    text: Text
    uses: Sequence[Use]
    """All that it says, in its order."""

    @cached_property
    def whole(self) -> Sides:
        """What it says anywhere."""
        return _sides(self.uses)

    @cached_property
    def sentences(self) -> Sequence[Sides]:
        """What each of its sentences says; nothing where the text says nothing."""
        ends = sentence_ends(self.text) if self.uses else ()
        if not ends:
            return (self.whole,) if self.uses else ()
        sentences = [Sides() for _ in range(len(ends) + 1)]
        for use in self.uses:
            sentences[bisect_right(ends, use.span[0])].use(use)
        return sentences

    def within(self, passage: Span) -> Sides:
        """What it says in a passage."""
        return _sides(use for use in self.uses if passage[0] <= use.span[0] < passage[1])


def _sides(uses: Iterable[Use]) -> Sides:
    sides = Sides()
    for use in uses:
        sides.use(use)
    return sides


def says_any(words: Words, sides: Collection[tuple[str, int]]) -> bool:
    """Whether one of the words surely says one of these sides, be it denied."""
    return any(said.surely and (said.group, said.side) in sides for one in words for said in one.meaning)


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

    def denies_any(self, text: Text, words: Words, sides: Collection[tuple[str, int]]) -> bool:
        """Whether one of a text's words surely says one of these sides, and stands with a word that denies it."""
        return any(says_any((one,), sides) and self._denied(one, text.plain) for one in words)

    def read(self, text: Text, words: Words, groups: Collection[str] | None = None) -> Reading:
        """What a text's words say of these opposites, or of all."""
        uses = []
        for one in words:
            says = [said for said in one.meaning if groups is None or said.group in groups]
            denied = bool(says) and self._denied(one, text.plain)
            uses += [Use(said, (one.start, one.end), denied) for said in says]
        return Reading(text, uses)

    def find(self, text: Text) -> Words:
        """The words that say a side; a phrase of several words hides those in it."""
        phrases = list(self.phrases.find(text))
        words = self.words.found(text) if self.words is not None else ()
        if not phrases or not words:
            return words or [one for one in phrases if one.meaning]
        hidden = [(one.start, one.end) for one in reversed(phrases)]
        found = [one for one in phrases if one.meaning]
        for one in words:
            while hidden and hidden[-1][1] <= one.start:
                hidden.pop()
            if not hidden or one.end <= hidden[-1][0]:
                found.append(one)
        return sorted(found, key=attrgetter("start"))

    def _denied(self, one: Found[tuple[Said, ...]], plain: str) -> bool:
        before, behind = self.denial_before, self.denial_behind
        near = NEAR if self.words is not None else _NEAR_UNSPACED
        # "brechen Sie es nicht ab": between the words of a phrase stands what denies it; nothing denies "nicht mehr als".
        apart = self.words is not None and plain.count(" ", one.start, one.end) >= _APART
        within = plain.rfind(" ", one.start, one.end) + 1 if apart else 0
        return bool(
            (before and before.search(plain[max(0, one.start - near) : one.start]))
            or (behind and behind.search(plain[one.end : one.end + near]))
            or (before and within and before.search(plain[one.start : within]))
        )


@once
def sentence_ends(text: Text) -> Sequence[int]:
    """Where a text's sentences end, but for the last one."""
    plain = text.plain.rstrip(" \n")
    ends = [found.end() for found in _SENTENCE_END.finditer(plain)]
    return ends[:-1] if ends and ends[-1] == len(plain) else ends
