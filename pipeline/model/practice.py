"""A practice as one page shows it: the texts of its two parts in one language, in their order, and where their links lead.

The cook makes its parts from this, and the gate demands them by it. Neither asks the other how.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a browser must know of a run to show it right."""

    PLAIN = "plain"
    """It is in the page's language."""
    ENGLISH = "english"
    """It has no translation yet."""
    NAME = "name"
    """A name or an address, in whatever script its owner writes it."""
    CODE = "code"
    """A number or an address of the net: from left to right in every language."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line."""

    text: str
    mark: Mark = Mark.PLAIN
    href: str = ""
    """Where it leads: `tel:`, `mailto:` or `https:`; empty where it is no link."""

    @property
    def plain(self) -> str:
        """What plain text says: an address of the web is written out, where the run does not say it itself."""
        return f"{self.text} ({self.href})" if self.href.startswith("https:") and self.text not in self.href else self.text


class Form(StrEnum):
    """What a line is to its reader; each has one form in each edition."""

    HEADING = "heading"
    """The practice's name above all else; the first line, and no other."""
    EMERGENCY = "emergency"
    SAMPLE = "sample"
    """That the practice is invented."""
    LABEL = "label"
    """That what follows is not the article's."""
    TEXT = "text"
    """A paragraph."""
    SUBHEADING = "subheading"
    ROW = "row"
    """A term and what it is; rows that follow one another are one list."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the practice's section."""

    form: Form
    runs: tuple[Run, ...]
    term: Run | None = None
    """Of a row."""
    english: bool = False
    """Whether the whole line is in English on a page of another language."""

    @property
    def plain(self) -> str:
        """The line in plain text."""
        said = "".join(run.plain for run in self.runs)
        return f"{self.term.plain}: {said}" if self.term is not None else said


@dataclass(frozen=True, slots=True)
class Logo:
    """The practice's picture: `logo.png` in the folder of its site, and the size in which it is shown, in CSS pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Practice:
    """What a clinic adds to a page in one locale: its name and emergency number at the top, its section below the article."""

    path: str
    """The clinic's settings."""
    name: str
    emergency: Line
    """The sentence with the number; it stands in both parts."""
    lines: tuple[Line, ...]
    """The section, from its heading on."""
    coloured: bool = False
    """Whether its pages have `clinic.css` beside the style sheet of all."""
    logo: Logo | None = None

    @property
    def paragraphs(self) -> Sequence[tuple[Line, ...]]:
        """The section as plain text has it: rows that follow one another are one paragraph, each other line is one."""
        found: list[tuple[Line, ...]] = []
        for line in self.lines:
            if line.form is Form.ROW and found and found[-1][0].form is Form.ROW:
                found[-1] += (line,)
            else:
                found.append((line,))
        return found

    def runs(self) -> Iterator[Run]:
        """All runs of the section, terms included, in their order."""
        for line in self.lines:
            yield from (line.term,) if line.term is not None else ()
            yield from line.runs
