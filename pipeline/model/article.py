"""An article: its front matter, its blocks, and its segments with the texts that a reader sees.

The blocks and segments of an article are the same in every locale; only `texts` and `fallbacks` change. That is why
translating costs a look-up per segment and no second parse.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a segment is, in words that a translator understands."""

    TITLE = "article title"
    DESCRIPTION = "short description, for search results"
    KEYWORD = "keyword"
    ROLE = "author's profession"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    STEP = "numbered step"
    HEADER = "table header"
    CELL = "table cell"
    QUOTE = "quotation"


class Container(StrEnum):
    """A `::: name` block of a source."""

    NOTE = "note"
    CAUTION = "caution"
    EMERGENCY = "emergency"
    PROTECTED = "protected"

    @property
    def protects(self) -> bool:
        """Whether a locale is refused when anything inside is untranslated."""
        return self is not Container.NOTE


@dataclass(frozen=True, slots=True)
class Segment:
    """A place in an article that holds translatable text."""

    msgid: str
    """The English Markdown, soft line breaks folded to spaces, links as `[text][label]`."""
    kind: Kind
    line: int
    """Where it begins in the source, counted from 1."""
    trail: tuple[str, ...] = ()
    """The English headings above it, outermost first."""
    anchor: str = ""
    """The id of the heading that it stands under, or is; empty before the first one."""
    position: str = ""
    """Its place among its siblings, such as "3 of 5"; empty where it has none."""
    msgctxt: str | None = None
    """Only where the author set one."""
    note: str = ""
    """The author's `its: locNote`."""
    protected: bool = False
    translatable: bool = True
    links: Mapping[str, str] = field(default_factory=dict)
    """Label → target. Targets stay here: no translation can change one."""

    @property
    def key(self) -> tuple[str | None, str]:
        """The key of its message."""
        return self.msgctxt, self.msgid


@dataclass(frozen=True, slots=True)
class Block:
    """One token of the block structure, in document order (the words are markdown-it's)."""

    type: str
    tag: str = ""
    nesting: int = 0
    """1 opens, -1 closes, 0 stands alone."""
    attributes: tuple[tuple[str, str], ...] = ()
    segment: int | None = None
    """Index of the segment that a stand-alone `inline` block shows."""
    content: str = ""
    """Verbatim text of a code block; the name of a container."""
    hidden: bool = False
    """The paragraph of a tight list item: no tag of its own."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited publication; never translated."""

    id: str
    authors: str
    title: str
    journal: str
    issue: str
    """Year, volume, issue and pages as the journal cites them."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote the article; a name is optional, a profession is not."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the `+++` lines of a source."""

    title: str
    description: str
    disclaimer: str
    """The id of the controlled text that every page of this article carries."""
    author: Author
    published: date
    reviewed: date
    """The last editorial review; a clinician's review is an approval, not a date that an author writes."""
    next_review: date
    keywords: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language."""

    slug: str
    path: str
    """The source, relative to the project's root."""
    front: FrontMatter
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    texts: tuple[str, ...]
    """What a reader sees of each segment, in this locale."""
    fallbacks: frozenset[int] = frozenset()
    """Segments whose text is English because the locale has no live translation."""
    english: frozenset[int] = frozenset()
    """Segments that must be marked as English: the fallbacks, and on a translated page what is never translated."""

    def of_kind(self, kind: Kind) -> tuple[int, ...]:
        """The indices of all segments of one kind."""
        return tuple(index for index, segment in enumerate(self.segments) if segment.kind is kind)
