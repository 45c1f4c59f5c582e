"""Which runs of `*`, `_` and `~~` make emphasis: the rules of CommonMark 0.31, section 6.2, and GFM's strikethrough.

A run may open emphasis if it is *left-flanking* and close it if it is *right-flanking*, and that hangs on the characters beside
it: `**強調。**これ` stays literal, because the closing run stands between a punctuation mark and a letter.
"""

import unicodedata
from collections.abc import MutableSequence
from dataclasses import dataclass
from functools import lru_cache

NAMES = {("*", 1): "em", ("_", 1): "em", ("*", 2): "strong", ("_", 2): "strong", ("~", 2): "del"}
"""What a pair of markers makes."""


@dataclass(slots=True)
class Run:
    """A run of one delimiter, and what is left of it while emphasis is matched."""

    sign: str
    start: int
    end: int
    """Behind what is left of it; an opening run is used up from its end, a closing one from its start."""
    opens: bool
    closes: bool
    length: int
    """Of the whole run, which the rule of three asks about."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A matched pair."""

    name: str
    """`em`, `strong` or `del`."""
    start: int
    end: int
    """Behind the closing marker."""


def run_at(raw: str, start: int, end: int) -> Run:
    """The run of delimiters that stands there, and what it may do."""
    sign = raw[start]
    before, after = _kind(raw[start - 1] if start else "\n"), _kind(raw[end] if end < len(raw) else "\n")
    left = after != "space" and (after != "mark" or before != "letter")
    right = before != "space" and (before != "mark" or after != "letter")
    if sign == "_":
        return Run(
            sign, start, end, left and (not right or before == "mark"), right and (not left or after == "mark"), end - start
        )
    return Run(sign, start, end, left, right, end - start)


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\f\r":
        return "space"
    return "mark" if category[0] in "PS" else "letter"


def match(runs: MutableSequence[Run], bottom: int = 0) -> list[Emphasis]:
    """The emphasis among the runs from `bottom` on, which are taken out but for what is left of them.

    The procedure of the specification ("process emphasis"), with its bounds on how far back a closing run looks: the time is
    in proportion to the number of runs.
    """
    found: list[Emphasis] = []
    open_runs: list[Run] = []
    left: list[Run] = []
    floors: dict[tuple[str, bool, int], int] = {}
    for run in runs[bottom:]:
        if run.closes:
            _close(run, open_runs, left, floors, found)
        if run.start < run.end:
            (open_runs if run.opens else left).append(run)
    runs[bottom:] = sorted((*open_runs, *left), key=lambda run: run.start)
    return found


def _close(
    run: Run, open_runs: list[Run], left: list[Run], floors: dict[tuple[str, bool, int], int], found: list[Emphasis]
) -> None:
    while run.start < run.end:
        key = (run.sign, run.opens, run.length % 3)
        floor = floors.get(key, 0)
        at = next((at for at in range(len(open_runs) - 1, floor - 1, -1) if _fits(open_runs[at], run)), None)
        if at is None:
            floors[key] = len(open_runs)
            return
        opener = open_runs[at]
        left += open_runs[at + 1 :]
        del open_runs[at + 1 :]
        width = 2 if min(opener.end - opener.start, run.end - run.start) >= 2 else 1
        found.append(Emphasis(NAMES[run.sign, width], opener.end - width, run.start + width))
        opener.end -= width
        run.start += width
        if opener.start == opener.end:
            open_runs.pop()
        # A floor counts the open runs among which nothing fits.
        for known, height in floors.items():
            floors[known] = min(height, len(open_runs))


def _fits(opener: Run, closer: Run) -> bool:
    if opener.sign != closer.sign:
        return False
    if opener.sign == "~":
        return True
    # The rule of three: a run that can do both matches only if the lengths do not add up to a multiple of three.
    both = opener.closes or closer.opens
    return not both or (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
