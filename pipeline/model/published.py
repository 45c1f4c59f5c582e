"""A page as the world sees it after publication: what it must still say, what it says, and what became of it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.finding import Finding

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""What plug-ins for typography put into words, and nobody sees. Joiners and marks of direction are no such signs."""
_SAME = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "…": "..."}
)
"""Quotes that a CMS makes of others."""
_CITATION = re.compile(r"\[\d+\]")


def folded(text: str) -> str:
    """The text as pages are searched for it: NFC, no white space, no sign that hyphenates, one shape of quotes, no citations.

    Citations are numbered anew where a page is put together with others.
    """
    plain = "".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).translate(_SAME).split())
    return _CITATION.sub("", plain) if "[" in plain else plain


@dataclass(frozen=True, slots=True)
class Expected:
    """What one page must say, wherever it was published."""

    locale: str
    tag: str
    """Its BCP 47 tag."""
    slug: str
    """The article; empty where nobody can tell which it is: then there are no protected texts."""
    title: str
    """The disclaimer's."""
    paragraphs: tuple[tuple[tuple[str, str], ...], ...]
    """The disclaimer's duties by paragraph: each a name and its text."""
    protected: tuple[str, ...] = ()
    """Cautions and the like, in their order; without the numbers of citations."""
    unsound: tuple[Finding, ...] = ()
    """Why these texts may be published nowhere, by today's sources."""
    direction: str = "ltr"
    """`ltr` or `rtl`."""

    @property
    def duties(self) -> tuple[tuple[str, str], ...]:
        """All duties in their order."""
        return tuple(duty for paragraph in self.paragraphs for duty in paragraph)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text of a page."""

    text: str
    block: int
    """Runs of one number stand in one paragraph, heading or cell."""
    hidden: str = ""
    """Why a reader does not see it, as far as the HTML itself says; empty where it says nothing of the kind."""
    language: str = ""
    """What the nearest `lang` says."""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """What was fetched, read as a browser reads it; no script has run."""

    passages: tuple[Passage, ...]
    frames: tuple[str, ...] = ()
    """The addresses of the pages that it shows in itself."""
    language: str = ""
    """Of the whole page, as it says."""
    asks_password: bool = False
    leads_to: str = ""
    """Where it sends its reader by itself, as <meta http-equiv="refresh"> has it."""


class Sight(StrEnum):
    """Whether a reader sees what stands in a page."""

    PROVED = "proved in a browser"
    UNPROVED = "not proved"
    """No browser has opened it."""
    PLAIN = "plain text"
    """There is nothing that could hide it."""
    NOT_SEEN = "not seen"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a published page."""

    url: str
    """As it was asked for."""
    address: str
    """Where it was found in the end."""
    redirects: Sequence[str] = ()
    """All addresses on the way, without the first."""
    expected: Expected | None = None
    """None where nobody can tell which page it is."""
    disclaimer: tuple[Finding, ...] = ()
    """What is wrong with the disclaimer."""
    cautions: tuple[Finding, ...] = ()
    """What is wrong with the protected texts."""
    notes: tuple[Finding, ...] = ()
    """What a person should know, and what refuses nothing."""
    sight: Sight = Sight.UNPROVED
    unproved: str = field(default="")
    """Why no browser has opened it."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.disclaimer and not self.cautions
