"""A text on one line of a terminal with some of its passages marked, cut to their surroundings."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wcwidth import wcswidth, wcwidth

Passage = tuple[int, int]
"""Where a passage begins and ends, in characters of its text."""

COLUMNS = 100
"""So many columns of a text are shown, if nobody knows how wide the window is."""
_LEAD = 30
"""So many columns stand before the first passage of a text that is cut."""
_MOST_EXCERPTS = 3
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_BEGIN, _END = "⟦", "⟧"
"""Around a passage where no mark can stand below it."""
_JOINERS = "\u200c\u200d"
"""They show nothing, but the letters beside them do; written out only in a marked passage."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text as it is shown."""

    pieces: tuple[tuple[str, bool], ...]
    """Its parts in their order, each with whether it is marked."""
    carets: str
    """A line to stand below, with carets under what is marked; empty where brackets mark it, or nothing is marked."""

    @property
    def text(self) -> str:
        """The stretch as one line."""
        return "".join(piece for piece, _ in self.pieces)


def excerpts(text: str, passages: Sequence[Passage], columns: int = COLUMNS) -> Iterator[Excerpt]:
    """One stretch of the text, or a few where its passages lie far from each other; each at most about `columns` wide.

    Carets stand under the passages of a text that runs from left to right, in columns as a terminal counts them. In a text with
    letters that run from right to left they would stand under others, so brackets stand around its passages. A character that
    shows nothing is written out (`\\u200b`), so no text can command the terminal.
    """
    rest = sorted((max(0, start), min(max(start, end), len(text))) for start, end in passages if start <= len(text))
    bracketed = _runs_to_left(text)
    for _ in range(_MOST_EXCERPTS):
        begin, end = _window(text, rest[0][0] if rest else 0, columns)
        here = [(max(start, begin), min(stop, end)) for start, stop in rest if start < end or start == end == len(text)]
        yield _excerpt(text, begin, end, here, bracketed)
        rest = [passage for passage in rest if passage[0] >= end and passage[0] < len(text)]
        if not rest:
            return


def visible(text: str, longest: int | None = None) -> str:
    """The text on one line, with every character that shows nothing written out, cut after so many characters."""
    cut = text if longest is None or len(text) <= longest else f"{text[:longest]}…"
    return "".join(_shown(character, False) for character in cut)


def _window(text: str, at: int, columns: int) -> tuple[int, int]:
    """Where a stretch begins and ends that shows the character at `at`, and as much around it as there is room for."""
    begin = at
    lead = 0
    while begin > 0 and (lead < _LEAD or unicodedata.category(text[begin])[0] == "M"):
        begin -= 1
        lead += _columns(text[begin])
    # A text that fits is shown whole.
    head = sum(_columns(character) for character in text[:begin]) if begin <= columns else columns
    if head + lead + sum(map(_columns, text[at : at + columns + 1])) <= columns and len(text) - at <= columns:
        return 0, len(text)
    end, used = begin, 0
    while end < len(text) and (used + _columns(text[end]) <= columns or end <= at):
        used += _columns(text[end])
        end += 1
    return begin, end


def _excerpt(text: str, begin: int, end: int, passages: Sequence[Passage], bracketed: bool) -> Excerpt:
    pieces: list[tuple[str, bool]] = [("…", False)] if begin else []
    carets = " " * len(pieces)
    at = begin
    for start, stop in passages:
        first = max(start, at)  # one passage may lie in another
        if first > stop or (first == stop and start != stop):
            continue
        before, marked = _visible(text[at:first], False), _visible(text[first:stop], True)
        carets += " " * _width(before) + "^" * max(1, _width(marked))
        pieces += [(before, False), (f"{_BEGIN}{marked}{_END}" if bracketed else marked, True)]
        at = stop
    pieces.append((_visible(text[at:end], False), False))
    if end < len(text):
        pieces.append(("…", False))
    return Excerpt(tuple(piece for piece in pieces if piece[0]), carets if passages and not bracketed else "")


def _visible(text: str, marked: bool) -> str:
    return "".join(_shown(character, marked) for character in text)


@lru_cache(maxsize=16384)
def _shown(character: str, marked: bool) -> str:
    if character.isprintable() or (character in _JOINERS and not marked):
        return character
    if unicodedata.category(character) == "Zs" and not marked:
        return character
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character)
    code = ord(character)
    return short or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


@lru_cache(maxsize=16384)
def _columns(character: str) -> int:
    shown = _shown(character, False)
    return len(shown) if len(shown) > 1 else max(wcwidth(character), 0)


def _width(shown: str) -> int:
    columns = wcswidth(shown)
    return columns if columns >= 0 else len(shown)


def _runs_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text if character > "\u0590")
