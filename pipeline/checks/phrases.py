"""Phrases of a language and what they mean, found in a text: the one way in which all families look words up.

A list names words as people write them. `*` at an entry's end stands for any ending, at its beginning for any beginning of the
word, `…` for a few words, or letters, between two parts ("ne … que"). A phrase of several words is written with spaces.
Longer phrases win over shorter ones that begin at the same place, and nothing is found twice.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Generic, NamedTuple, TypeVar

from pipeline.checks.plain import Text, folded, folded_letter

Meaning = TypeVar("Meaning")

_FIGURE = re.compile(r"\d")
"""Between two words of a phrase stands no figure: "a 50-year-old" says nothing "a year"."""
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_GAP_WORDS = 6
_MOST_KNOWN = 50_000
_GAP = r"[^\n。．.！!？?]{0,12}?"


class Found(NamedTuple, Generic[Meaning]):
    """A phrase in a text."""

    meaning: Meaning
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Meaning]):
    parts: tuple[str, ...]
    """Folded words, with their stars; `…` for a gap."""
    meaning: Meaning
    rank: tuple[int, int, bool]
    """Which of two entries that end at the same word counts: the higher."""
    needs: frozenset[str]
    """Words of which a text without one does not hold the phrase."""
    second: str
    """The word that stands right behind the first one; empty where that may be one of several, or none."""


class Phrases(Generic[Meaning]):
    """Phrases of one language, compiled: `find` takes time in proportion to the text."""

    def __init__(self, meanings: Mapping[str, Meaning], spaced: bool = True, proclitics: Sequence[str] = ()) -> None:
        """`spaced`: whether the language writes spaces between words. `proclitics`: what may be written together with the word
        behind it (Arabic و, ال), longest first."""
        self._meanings = meanings
        self._spaced = spaced
        # Texts repeat their words: the entries that a word may begin, and the words that begin none, as most.
        self._known: dict[str, tuple[_Entry[Meaning], ...]] = {}
        self._silent: set[str] = set()
        self._proclitics = tuple(sorted(map(folded, proclitics), key=len, reverse=True))

    def find(self, text: Text) -> Iterator[Found[Meaning]]:
        """The phrases in a text, from its beginning to its end, without overlaps."""
        return self._in_words(text) if self._spaced else self._in_letters(text.letters)

    def _in_words(self, text: Text) -> Iterator[Found[Meaning]]:
        behind = 0
        words = text.folded
        for number, entries in self._beginnings(text):
            if number < behind:
                continue
            best = None
            for entry in entries:
                if entry.second and words[number + 1 : number + 2] != (entry.second,):
                    continue
                end = number + 1 if len(entry.parts) == 1 else self._end(entry, text, number)
                if end and (best is None or (end, *entry.rank) > (best[0], *best[1].rank)):
                    best = (end, entry)
            if best is not None:
                behind, entry = best
                yield Found(entry.meaning, text.spans[number][0], text.spans[behind - 1][1])

    def _beginnings(self, text: Text) -> Sequence[tuple[int, Sequence[_Entry[Meaning]]]]:
        """The words of a text that may begin an entry, by their numbers, with those entries of which it has all words."""
        vocabulary = text.vocabulary
        heard = vocabulary - self._silent
        if not heard:
            return ()
        possible: dict[str, Sequence[_Entry[Meaning]]] = {}
        for word in heard:
            here = [entry for entry in self._known.get(word) or self._met(word) if entry.needs <= vocabulary]
            if here:
                possible[word] = here
        return [(number, possible[word]) for number, word in enumerate(text.folded) if word in possible] if possible else ()

    def _met(self, word: str) -> Sequence[_Entry[Meaning]]:
        """The entries that a word may begin which was not met before."""
        if len(self._silent) + len(self._known) > _MOST_KNOWN:
            self._silent.clear()
            self._known.clear()
        entries = tuple(self._beginning(word))
        if entries:
            self._known[word] = entries
        else:
            self._silent.add(word)
        return entries

    def _beginning(self, word: str) -> Iterator[_Entry[Meaning]]:
        for form in self._forms(word):
            yield from self._whole.get(form, ())
            for length in self._stem_lengths:
                yield from self._stems.get(form[:length], ()) if length <= len(form) else ()
            for length in self._tail_lengths:
                yield from self._tails.get(form[-length:], ()) if length <= len(form) else ()

    def _forms(self, word: str) -> Iterator[str]:
        """The word, and what is left of it without a particle that is written together with it."""
        yield word
        for particle in self._proclitics:
            if word.startswith(particle) and len(word) - len(particle) > 1:
                yield word[len(particle) :]

    def _end(self, entry: _Entry[Meaning], text: Text, start: int) -> int:
        """Behind which word the entry ends if it begins at that one; 0 if it does not stand there."""
        words, spans = text.folded, text.spans
        at = start + 1
        gap = False
        for part in entry.parts[1:]:
            if part == "…":
                gap = True
                continue
            most = at + (_GAP_WORDS if gap else 0)
            while at < len(words) and not self._is(words[at], part):
                at += 1
                if at > most:
                    return 0
            if at >= len(words) or at > most or _FIGURE.search(text.plain, spans[at - 1][1], spans[at][0]):
                return 0
            at += 1
            gap = False
        return at

    def _is(self, word: str, part: str) -> bool:
        if word == part:
            return True
        if part[-1] == "*":
            return (
                any(form.startswith(part[:-1]) for form in self._forms(word))
                if self._proclitics
                else word.startswith(part[:-1])
            )
        if part[0] == "*":
            return word.endswith(part[1:])
        return bool(self._proclitics) and part in self._forms(word)

    @cached_property
    def _entries(self) -> tuple[_Entry[Meaning], ...]:
        return tuple(_entry(phrase, meaning, not self._proclitics) for phrase, meaning in self._meanings.items())

    @cached_property
    def _whole(self) -> Mapping[str, Sequence[_Entry[Meaning]]]:
        return _by_first(one for one in self._entries if "*" not in one.parts[0])

    @cached_property
    def _stems(self) -> Mapping[str, Sequence[_Entry[Meaning]]]:
        return _by_first(one for one in self._entries if one.parts[0].endswith("*"))

    @cached_property
    def _tails(self) -> Mapping[str, Sequence[_Entry[Meaning]]]:
        return _by_first(one for one in self._entries if one.parts[0].startswith("*"))

    @cached_property
    def _stem_lengths(self) -> Sequence[int]:
        return sorted({len(stem) for stem in self._stems})

    @cached_property
    def _tail_lengths(self) -> Sequence[int]:
        return sorted({len(tail) for tail in self._tails})

    def _in_letters(self, letters: str) -> Iterator[Found[Meaning]]:
        if self._meanings:
            for found in self._pattern.finditer(letters):
                meaning = self._literal[found[0]] if found.lastgroup is None else self._gapped[found.lastgroup]
                yield Found(meaning, found.start(), found.end())

    @cached_property
    def _literal(self) -> Mapping[str, Meaning]:
        return {_letters(phrase): meaning for phrase, meaning in self._meanings.items() if "…" not in phrase}

    @cached_property
    def _gapped(self) -> Mapping[str, Meaning]:
        return {f"_{number}": meaning for number, (phrase, meaning) in enumerate(self._meanings.items()) if "…" in phrase}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(
            enumerate(self._meanings), key=lambda one: (len(one[1].partition("…")[0]), len(one[1])), reverse=True
        )
        expression = _by_letters([_branch(number, phrase) for number, phrase in longest_first])
        return re.compile(_of_whole_syllables(expression) if any(map(_THAI.search, self._meanings)) else expression)


def _entry(phrase: str, meaning: Meaning, bare: bool) -> _Entry[Meaning]:
    """`bare`: whether no particle is written together with the words of the language."""
    parts = _parts(phrase)
    single = [bare and "*" not in part and part != "…" for part in parts]
    needs = frozenset(compress(parts[1:], single[1:]))
    second = parts[1] if len(parts) > 1 and single[1] else ""
    return _Entry(parts, meaning, (len(parts), len(parts[0].strip("*")), "*" not in parts[0]), needs, second)


def _parts(phrase: str) -> tuple[str, ...]:
    spaced = phrase.replace("…", " … ").replace("'", " ").replace("’", " ").replace("-", " ")
    return tuple(part if part == "…" else _folded_part(part) for part in spaced.split())


def _folded_part(part: str) -> str:
    return "*".join(folded(piece) if piece else "" for piece in part.split("*"))


def _by_first(entries: Iterator[_Entry[Meaning]]) -> Mapping[str, Sequence[_Entry[Meaning]]]:
    found: dict[str, list[_Entry[Meaning]]] = {}
    for entry in entries:
        found.setdefault(entry.parts[0].strip("*"), []).append(entry)
    return found


_Branch = tuple[str, str]
"""The letters that a phrase begins with, and the expression of what follows them: a gap, and the phrase's name behind it."""


def _branch(number: int, phrase: str) -> _Branch:
    head, *rest = map(_letters, phrase.split("…"))
    return head, "".join(f"{_GAP}{re.escape(part)}" for part in rest) + f"(?P<_{number}>)" if rest else ""


def _by_letters(branches: Sequence[_Branch]) -> str:
    """An expression for any of the branches, the first that fits: tried letter by letter, not phrase by phrase.

    Only branches that can't both fit change places: a branch without letters of its own stays between those beside it.
    """
    found: list[str] = []
    by_letter: dict[str, list[_Branch]] = {}

    def close() -> None:
        found.extend(f"{re.escape(letter)}{_by_letters(behind)}" for letter, behind in by_letter.items())
        by_letter.clear()

    for head, tail in branches:
        if head:
            by_letter.setdefault(head[0], []).append((head[1:], tail))
        else:
            close()
            found.append(tail)
    close()
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _of_whole_syllables(expression: str) -> str:
    """The expression, for Thai: no vowel or mark stands before or behind that belongs to its first or last consonant.

    Before and behind a syllable such as ไม่ no vowel can belong to it, so that a word pasted into another is found.
    """
    begun = r"(?=[\u0e40-\u0e44])"
    closed = r"(?<=[\u0e43\u0e44][\u0e01-\u0e2e][\u0e48-\u0e4b])"
    return rf"(?:{begun}|(?<![\u0e40-\u0e44]))(?:{expression})(?:{closed}|(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]))"


def _letters(phrase: str) -> str:
    return "".join(map(folded_letter, phrase.strip("* ")))
