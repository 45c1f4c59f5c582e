"""The gate's rules on a text edition: the disclaimer at its top, and of what texts all its paragraphs are made.

What enters is the finished text; a wrapped line is the same text, and nothing else is. Tables are the one thing that cannot
be read back whole, because their cells are wrapped side by side: there each piece of a line must be a part of a known text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pipeline.law.document import CONTROLS
from pipeline.law.lines import paragraphs_of, reads
from pipeline.law.seen import Faults, Seen
from pipeline.model.page import letters

_LONGEST_LINE = 100
_ADDRESS = re.compile(r"^\[\d+\] [a-z]+:\S+$", re.MULTILINE)

_MARKER = re.compile(r"\A\s*(?:- |\d+\. |\[\d+\] )")
_NUMBER = re.compile(r"\[\d+\]")
_UNDERLINE = re.compile(r"\n[=\-~.]+$")
_TABLE = re.compile(r"\n-+(?: {2}-+)*\n")


def text_form(seen: Seen) -> Faults:
    """The text edition holds no control character and no gap that could part a reader from a text."""
    text = seen.text
    if CONTROLS.search(text) or re.search(r"\t|\n\n\n|\n( *\n){5}|[^\S\n]{73}|\ufeff", text) or text[:1].isspace():
        yield None, "it holds control characters or gaps"


def text_disclaimer(seen: Seen) -> Faults:
    """The text edition carries the disclaimer right below its title, once, each paragraph as one of its own, in short lines."""
    wanted = seen.paragraphs
    _, heading, *found = (*paragraphs_of(seen.text), "", "")
    title, _, line = heading.rpartition("\n")
    whole = all(map(reads, found, wanted))  # where a paragraph is missing, an empty one stands in its place
    if not (reads(title, seen.demands.title.text) and re.fullmatch("-+", line) and whole):
        yield None, "it does not carry the complete disclaimer below its title, in paragraphs of its own"
    read = list(map(letters, found))
    if any(read.count(letters(text)) != 1 for text in wanted):
        yield None, "it does not carry each paragraph of the disclaimer once"
    lines = chain.from_iterable(one.split("\n") for one in (heading, *found[: len(wanted)]))
    if any(line.startswith(" ") or len(line) > _LONGEST_LINE for line in lines):
        yield None, "a line of the disclaimer is indented, or too long to be seen"


def text_protected(seen: Seen) -> Faults:
    """The text edition holds each protected text."""
    everything = unnumbered(letters(seen.text))
    for demand in seen.demands.protected:
        if unnumbered(letters(demand.text)) not in everything:
            yield demand.place, f"{demand.name} is not in the text edition: {demand.text[:60]!r}"


def text_strange(seen: Seen) -> Faults:
    """The text edition says nothing but texts of the article, the catalogs and the site."""
    for piece in strange_pieces(seen.text, seen.demands.known, seen.demands.addresses):
        yield None, f"a text that no source and no catalog holds: {piece[:60]!r}"


def text_letters(seen: Seen) -> Faults:
    """It has the letters of its texts, no more and no fewer: no word is lost, and none is added."""
    found = Counter(_ADDRESS.sub("", seen.text))
    wanted = Counter("".join(seen.demands.edition))
    for much, counted in (("too many", found - wanted), ("too few", wanted - found)):
        odd = "".join(sign for sign in counted if unicodedata.category(sign)[0] in {"L", "M"})
        if odd:
            yield None, f"it has {much} letters, among them {odd[:10]!r}: a word was added, or lost"


RULES_ON_EDITIONS: tuple[Callable[[Seen], Faults], ...] = (
    text_form,
    text_disclaimer,
    text_protected,
    text_strange,
    text_letters,
)


def unnumbered(text: str) -> str:
    """A text without the numbers of links and citations: they stand in brackets wherever the texts have links."""
    return _NUMBER.sub("", text) if "[" in text else text


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
        piece = _UNDERLINE.sub("", _MARKER.sub("", piece))
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
