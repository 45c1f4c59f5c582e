"""What three versions say together: a change that one side made stands; where both made one, somebody must choose."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


def three_way(base: T, ours: T, theirs: T, both: Callable[[], T]) -> T:
    """The version that one side alone made, or that both made alike; else what `both` answers."""
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else both()


def weave(base: Sequence[H], ours: Sequence[H], theirs: Sequence[H]) -> tuple[H, ...]:
    """Every item of either side once, in the order of the side that changed it (ours, if both did).

    What the other side alone has follows the neighbour that it follows there, after what was added at the same place here.
    """
    first, second = (theirs, ours) if list(ours) == list(base) else (ours, theirs)
    return tuple(_weave(first, second))


def _weave(first: Sequence[H], second: Sequence[H]) -> Iterator[H]:
    here, there = set(first), set(second)
    followers: dict[H | None, list[H]] = {None: []}
    neighbour: H | None = None
    for item in second:
        if item in here:
            neighbour = item
        else:
            followers.setdefault(neighbour, []).append(item)
    waiting = followers[None]
    for item in first:
        if item in there:
            yield from waiting
            waiting = followers.get(item, [])
        yield item
    yield from waiting


def merge_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Lines of both sides: those that both have, and those that either added; a line that one took away is gone."""

    def both() -> tuple[str, ...]:
        before, here, there = _numbered(base), _numbered(ours), _numbered(theirs)
        old, common = set(before), set(here) & set(there)
        return tuple(item[0] for item in weave(before, here, there) if item in common or item not in old)

    return three_way(tuple(base), tuple(ours), tuple(theirs), both)


def _numbered(lines: Sequence[str]) -> list[tuple[str, int]]:
    # Equal lines (empty ones, above all) are told apart by how many came before.
    seen: Counter[str] = Counter()
    numbered = []
    for line in lines:
        numbered.append((line, seen[line]))
        seen[line] += 1
    return numbered
