"""The gate's view of a text edition: paragraphs, and of what texts they are made.

What enters is the finished text; a wrapped line is the same text, and nothing else is. Tables are the one thing that cannot
be read back whole, because their cells are wrapped side by side: there each piece of a line must be a part of a known text.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from pipeline.model.page import letters

_UNSPACED = regex.compile(r"[\p{Hani}\p{Hira}\p{Kana}\p{Thai}\p{Khmr}\p{Laoo}\p{Mymr}\u3000-\u30ff\uff00-\uffef]")
"""Beside these a line may end without a space."""
_MARKER = re.compile(r"\A\s*(?:- |\d+\. |\[\d+\] )")
_NUMBER = re.compile(r"\[\d+\]")
_UNDERLINE = re.compile(r"\n[=\-~.]+$")
_TABLE = re.compile(r"\n-+(?: {2}-+)*\n")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text edition."""
    return text.removesuffix("\n").split("\n\n")


def unnumbered(text: str) -> str:
    """A text without the numbers of links and citations: they stand in brackets wherever the texts have links."""
    return _NUMBER.sub("", text)


def reads(paragraph: str, text: str) -> bool:
    """Whether a paragraph is this text, in lines that end where a line of it may end."""
    rest = text
    for line in paragraph.split("\n"):
        if not line or not rest.startswith(line):
            return False
        rest = rest[len(line) :]
        if rest and not rest.startswith(" ") and not _UNSPACED.match(line[-1]) and not _UNSPACED.match(rest):
            return False
        rest = rest.removeprefix(" ")
    return not rest


def strange_pieces(text: str, known: Collection[str], addresses: Collection[str]) -> Iterator[str]:
    """The lines of a text edition that begin no known text; `known` holds letters."""
    texts = _Texts(frozenset(map(unnumbered, known)), addresses)
    in_table = False
    for paragraph in paragraphs_of(text):
        in_table = bool(_TABLE.search(paragraph)) or (in_table and not _UNDERLINE.search(paragraph))
        lines = paragraph.split("\n")
        while lines:
            end = next((end for end in range(len(lines), 0, -1) if texts.hold("\n".join(lines[:end]))), 0)
            if not end and not (in_table and texts.hold_cells(lines[0])):
                yield lines[0]
            lines = lines[end or 1 :]


@dataclass(frozen=True)
class _Texts:
    """What may stand in a text edition."""

    known: frozenset[str]
    addresses: Collection[str]

    def hold(self, piece: str) -> bool:
        """Whether lines are one text with its mark or underline, two with a colon between them, or an address."""
        piece = _UNDERLINE.sub("", _MARKER.sub("", piece, count=1))
        label, _, rest = piece.partition(": ")
        return self._know(piece) or (self._know(label) and self._know(rest)) or self._lead(piece) or not piece.strip("* ")

    def hold_cells(self, line: str) -> bool:
        """Whether each piece of a table's line is a part of a known text."""
        return all(letters(cell) in self._everything for cell in re.split(" {2,}", line) if cell.strip("-"))

    def _know(self, piece: str) -> bool:
        return unnumbered(letters(piece)) in self.known

    def _lead(self, piece: str) -> bool:
        return piece in self.addresses or any(piece.endswith(f"/{place}") for place in self.addresses if ".html" in place)

    @cached_property
    def _everything(self) -> str:
        return "\n".join(self.known)
