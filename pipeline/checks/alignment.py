"""Which passages of a translation stand for which of the source, where the two have not as many sentences.

The pieces between full stops, semicolons and colons (and between spaces, where a language ends its sentences with them, as Thai
does) are laid side by side in their order, so that lengths agree and what both texts share (figures, citations, Latin words)
meets. A piece may stand for two, or two for one. The way is that of Gale and Church ("A program for aligning sentences in
bilingual corpora", 1993). It may err by a piece: who uses it looks at the passages beside a passage as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from itertools import pairwise, product
from math import inf
from operator import or_
from typing import TypeVar

from pipeline.checks.plain import Text, once
from pipeline.checks.rule import Pair, Span

Name = TypeVar("Name")
Found = TypeVar("Found")

# The sign comes first, and what must stand before it is asked behind it: so a search leaps from sign to sign.
_SIGN_END = r"(?<![. ][^\W_][.!?;:؟؛])(?<![.!?;:؟؛]{2})[.!?;:؟؛]*\s+|(?<=[。！？：；।])\s*"
_END = re.compile(rf"[.!?;:؟؛。！？：；।](?:{_SIGN_END})")
_THAI_END = re.compile(
    rf"[.!?;:؟؛。！？：；।](?:{_SIGN_END})"
    # A space of Thai, but for figures.
    r"| (?:(?<=[\u0e01-\u0e45\u0e47-\u0e4e] ) *(?=[^\W\d]|[\"“(])|(?<=[^\W\d\u0e46] ) *(?=[\u0e01-\u0e44]))"
)
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_SHARED = re.compile(r"\d+|\[\^[^\[\]\n]*\]|\]\[[^\[\]\n]*\]|[A-Za-z]{4,}")
_MOST_PIECES = 60
"""Of longer texts nobody asks where their passages are."""
_MOST_JOINED = 12
_VARIANCE = 6.8
"""Of the length of a passage, for each character of the source; from the paper."""
_JOINED = 2.3
"""What it costs that two pieces stand for one: in the paper, its likelihood."""
_CLEARLY = 6.0
"""How much less likely a passage must be than another for nobody to think of it."""
_STRAY = 3.0
"""What it costs that a figure stands in one passage alone."""


Place = tuple[int, int]
"""How many pieces of the source and of the translation lie before it."""
Passage = tuple[Span, Span]
"""A passage of the source, and what stands for it."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A passage of the source, and what stands for it."""

    passage: Passage
    near: Callable[[], Iterable[Passage]]
    """What else it may be: with a piece more or less at either end, where that is hardly less likely."""


@once
def aligned(pair: Pair) -> Sequence[Aligned]:
    """The passages of both texts side by side, in their order; none where there is but one, or very many."""
    theirs, ours = pieces(pair.english), pieces(pair.translation)
    if not 1 < len(theirs) <= _MOST_PIECES or not 1 < len(ours) <= _MOST_PIECES:
        return ()
    sides = _Sides(theirs, ours, ours[-1][1] / theirs[-1][1], *_shared_marks(pair))
    path = _path(sides, _by_spaces(pair.text))
    return [Aligned(sides.between(*ends), partial(_near, number, path, sides)) for number, ends in enumerate(pairwise(path))]


def _near(number: int, path: Sequence[Place], sides: "_Sides") -> Iterator[Passage]:
    for at in (number, number + 1):
        if 0 < at < len(path) - 1:
            before, (a, b), behind = path[at - 1 : at + 2]
            now = sides.cost(before, (a, b)) + sides.cost((a, b), behind)
            for moved in ((a, b - 1), (a, b + 1), (a - 1, b), (a + 1, b)):
                inside = before[0] < moved[0] < behind[0] and before[1] < moved[1] < behind[1]
                if inside and sides.cost(before, moved) + sides.cost(moved, behind) - now < _CLEARLY:
                    yield sides.between(moved, behind) if at == number else sides.between(before, moved)


def steady(passages: Sequence[Aligned], differ: Callable[[Span, Span], Mapping[Name, Found]]) -> Iterator[Mapping[Name, Found]]:
    """What differs in a passage, by its name, wherever exactly it may begin and end."""
    for one in passages:
        found = differ(*one.passage)
        for other in one.near() if found else ():
            again = differ(*other)
            found = {name: what for name, what in found.items() if name in again}
        if found:
            yield found


@once
def pieces(text: Text) -> Sequence[Span]:
    """The pieces of a text, from its beginning to its end."""
    plain = text.plain
    last = len(plain.rstrip())
    ends = _THAI_END if _THAI.search(plain) else _END
    return list(pairwise([0, *(found.end() for found in ends.finditer(plain) if found.end() < last), len(plain)]))


@dataclass(frozen=True, slots=True)
class _Sides:
    """The pieces of two texts, and what stands in each that stands in both texts."""

    theirs: Sequence[Span]
    ours: Sequence[Span]
    scale: float
    """How many characters of ours stand for one of theirs."""
    their_marks: Sequence[int]
    our_marks: Sequence[int]
    """Of each piece, a bit for each mark; empty where the texts share none."""

    def between(self, begin: Place, end: Place) -> Passage:
        """The passage from one place to another."""
        (a, b), (c, d) = begin, end
        return (self.theirs[a][0], self.theirs[c - 1][1]), (self.ours[b][0], self.ours[d - 1][1])

    def cost(self, begin: Place, end: Place) -> float:
        """How unlikely it is that what stands between two places in one text stands for what does in the other."""
        (a, b), (c, d) = begin, end
        length = self.theirs[c - 1][1] - self.theirs[a][0]
        off = (self.ours[d - 1][1] - self.ours[b][0]) / self.scale - length
        unlike = off * off / (2 * _VARIANCE * length)
        if not self.their_marks:
            return unlike
        stray = reduce(or_, self.their_marks[a:c]) ^ reduce(or_, self.our_marks[b:d])
        return unlike + _STRAY * stray.bit_count()


def _shared_marks(pair: Pair) -> tuple[Sequence[int], Sequence[int]]:
    there, here = _marks(pair.english), _marks(pair.translation)
    shared = _all_marks(pair.english) & _all_marks(pair.translation)
    if not shared:
        return (), ()
    bit = {mark: 1 << number for number, mark in enumerate(shared)}.__getitem__
    return [sum(map(bit, piece & shared)) for piece in there], [sum(map(bit, piece & shared)) for piece in here]


@once
def _all_marks(text: Text) -> frozenset[str]:
    return frozenset().union(*_marks(text))


@once
def _marks(text: Text) -> Sequence[frozenset[str]]:
    """What each piece of a text has that the other text may have too."""
    return [frozenset(map(_mark, _SHARED.findall(text.raw[start:end]))) for start, end in pieces(text)]


@lru_cache(maxsize=8192)
def _mark(found: str) -> str:
    return str(int(found)) if found.isdecimal() else found.casefold()


def _path(sides: _Sides, by_spaces: bool) -> Sequence[Place]:
    """The cheapest way through both texts: how many pieces of each lie behind, passage by passage."""
    most = _MOST_JOINED if by_spaces else 2
    ends = (len(sides.theirs), len(sides.ours))
    bound = _one_by_one(sides)
    # Any other way joins two pieces of each text at least, those of ours for nothing where spaces end them.
    if bound < (1 if by_spaces else 2) * _JOINED:
        return [(at, at) for at in range(ends[0] + 1)]
    cheapest: dict[Place, tuple[float, Place]] = {(0, 0): (0.0, (0, 0))}
    for a, b in product(range(ends[0]), range(ends[1])):
        if (a, b) in cheapest:
            for c, d in _next(a, b, ends, most):
                joined = (c - a - 1) + (0 if by_spaces else d - b - 1)
                cost = cheapest[a, b][0] + sides.cost((a, b), (c, d)) + _JOINED * joined
                if cost <= bound and ((c, d) not in cheapest or cost < cheapest[c, d][0]):
                    cheapest[c, d] = (cost, (a, b))
    if ends not in cheapest:
        return ()
    path = [ends]
    while path[-1] != (0, 0):
        path.append(cheapest[path[-1]][1])
    return path[::-1]


def _one_by_one(sides: _Sides) -> float:
    """What it costs that each piece stands for one, which is mostly the cheapest: no way that costs more is followed."""
    if len(sides.theirs) != len(sides.ours):
        return inf
    cost = 0.0
    for at in range(len(sides.theirs)):  # not by `sum`, which rounds otherwise than the way does
        cost += sides.cost((at, at), (at + 1, at + 1))
    return cost


def _next(a: int, b: int, ends: Place, most: int) -> Iterator[Place]:
    """Where the next passage may end: one piece for one or for several, two for one or two."""
    yield from ((a + 1, d) for d in range(b + 1, min(b + most, ends[1]) + 1) if a < ends[0])
    yield from ((a + 2, d) for d in range(b + 1, min(b + 2, ends[1]) + 1) if a + 2 <= ends[0])


def _by_spaces(text: str) -> bool:
    """Whether the language ends its sentences with spaces: Thai."""
    return bool(_THAI.search(text))
