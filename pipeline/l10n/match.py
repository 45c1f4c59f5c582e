"""Which old messages a new one was made from, judged by the English alone: so one answer serves all locales.

Between two messages that did not change, what is gone and what is new belong together: they are aligned in order, one to
one, one to several (a paragraph that was split) and several to one (joined), as sentences of two languages are aligned in
W. Gale and K. Church, "A Program for Aligning Sentences in Bilingual Corpora", Computational Linguistics 19 (1993). Here the
languages are the same, so a bead's worth is the likeness of its two sides. What moved is not found here.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline.model.catalog import MessageKey

Origin = tuple[MessageKey, ...]
"""The old message that a new one was made from; several in their order where they were joined."""

IN_PLACE = 55.0
"""The least likeness where both stand between the same neighbours; unrelated English sentences have about 40."""
ALONE = 47.0
"""The least where nothing else changed between these neighbours,"""
CONTAINED = 85.0
"""or the least likeness of the shorter one to a part of the longer: a sentence was added, or taken away."""
_PART = 80.0
"""The least likeness of a whole to its parts put together."""
_MOST_PARTS = 4
_LEAST_PART = 20
"""A shorter text is found in many by chance."""
_LARGEST_GAP = 900
"""Old times new messages of one gap; a larger one is a rewritten chapter, where order says little."""


@lru_cache(maxsize=8)
def origins(new: tuple[MessageKey, ...], old: tuple[MessageKey, ...]) -> Mapping[MessageKey, Origin]:
    """For each new message that no old one equals, what it was made from, where that can be told.

    Both are in the order of the article. Law: its keys are in `new` alone, all that they come from in `old` alone.
    """
    gone, fresh = set(old).difference(new), set(new).difference(old)
    if not gone or not fresh:
        return {}
    found: dict[MessageKey, Origin] = dict(_by_context(fresh, gone, old))
    for added, removed in _gaps(new, old):
        left = [key for key in added if key not in found]
        for key, origin in _align(left, removed):
            found.setdefault(key, origin)
    return found


def _by_context(
    fresh: set[MessageKey], gone: set[MessageKey], old: Sequence[MessageKey]
) -> Iterator[tuple[MessageKey, Origin]]:
    # A context is a name that an author or a duty gave: its text was edited, however much.
    named = {key[0]: key for key in old if key in gone and key[0] is not None}
    yield from ((key, (named[key[0]],)) for key in fresh if key[0] in named)


def _gaps(new: Sequence[MessageKey], old: Sequence[MessageKey]) -> Iterator[tuple[list[MessageKey], list[MessageKey]]]:
    """Each run of new messages between two that did not change, and the old ones that stood beside those two."""
    place = {key: number for number, key in enumerate(old)}
    kept = set(new)
    added: list[MessageKey] = []
    left = -1
    for key in (*new, None):
        if key is not None and key not in place:
            added.append(key)
            continue
        right = len(old) if key is None else place[key]
        if added:
            after = _run(old, kept, range(left + 1, len(old)))
            before = _run(old, kept, range(right - 1, -1, -1))[::-1]
            # Where a neighbour was moved the two runs are different ones.
            yield added, after if after == before else list(dict.fromkeys((*after, *before)))
        added = []
        left = right


def _run(old: Sequence[MessageKey], kept: set[MessageKey], places: range) -> list[MessageKey]:
    run = []
    for place in places:
        if old[place] in kept:
            break
        run.append(old[place])
    return run


def _align(added: Sequence[MessageKey], removed: Sequence[MessageKey]) -> Iterator[tuple[MessageKey, Origin]]:
    """The pairing of greatest likeness that keeps the order of both sides."""
    if not added or not removed or len(added) * len(removed) > _LARGEST_GAP:
        return
    if len(added) == len(removed) == 1:
        if likeness(added, removed) >= ALONE or _contained(added[0][1], removed[0][1]):
            yield added[0], (removed[0],)
        return
    # best[i][j]: what the first i new and j old messages are worth, and the bead that ends there.
    best: list[list[tuple[float, int, int]]] = [[(0.0, 0, 0)] * (len(removed) + 1) for _ in range(len(added) + 1)]
    for i in range(len(added) + 1):
        for j in range(len(removed) + 1):
            best[i][j] = max(_beads(best, added, removed, i, j), key=lambda bead: bead[0])
    i, j = len(added), len(removed)
    pairs: list[tuple[MessageKey, Origin]] = []
    while i and j:
        _, news, olds = best[i][j]
        if news and olds:
            pairs += [(key, tuple(removed[j - olds : j])) for key in added[i - news : i]]
        i, j = i - news, j - olds
    yield from reversed(pairs)


def _beads(
    best: Sequence[Sequence[tuple[float, int, int]]], added: Sequence[MessageKey], removed: Sequence[MessageKey], i: int, j: int
) -> Iterator[tuple[float, int, int]]:
    """All beads that may end at (i, j): nothing, one message more on either side, or a pairing."""
    if not i and not j:
        yield 0.0, 0, 0
    if i:
        yield best[i - 1][j][0], 1, 0
    if j:
        yield best[i][j - 1][0], 0, 1
    for news, olds in _SHAPES:
        if news <= i and olds <= j:
            alike = _bead_likeness(added[i - news : i], removed[j - olds : j])
            if alike:
                yield best[i - news][j - olds][0] + (alike - IN_PLACE + 1) * (news + olds), news, olds


_SHAPES = ((1, 1), *((1, parts) for parts in range(2, _MOST_PARTS + 1)), *((parts, 1) for parts in range(2, _MOST_PARTS + 1)))


def _bead_likeness(new: Sequence[MessageKey], old: Sequence[MessageKey]) -> float:
    """How like the two sides are; nothing where they are too unlike, or where a part adds nothing to the whole."""
    alike = likeness(new, old)
    if len(new) == len(old):
        return alike if alike >= IN_PLACE else 0.0
    if alike < _PART:
        return 0.0
    fewer = ((new[1:], new[:-1]), (old, old)) if len(new) > 1 else ((new, new), (old[1:], old[:-1]))
    return alike if all(likeness(*sides) < alike for sides in zip(*fewer, strict=True)) else 0.0


def _contained(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LEAST_PART and fuzz.partial_ratio(one, other) >= CONTAINED


def likeness(new: Sequence[MessageKey], old: Sequence[MessageKey]) -> float:
    """How like two runs of messages are, each put together, in percent."""
    one, other = (" ".join(msgid for _, msgid in keys) for keys in (new, old))
    return fuzz.ratio(one, other)
