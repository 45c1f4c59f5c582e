"""What changed between two editions of the same pages, passage by passage."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.locale import Locale


class Weight(StrEnum):
    """What a passage of a page is, for the one who must decide whether a change of it matters; the heaviest last."""

    TEXT = "text"
    PRACTICE = "practice"
    """The practice's own words: its name, its contact, what it adds."""
    CAUTION = "caution"
    """A caution, an emergency, or what else no page is published without."""
    DISCLAIMER = "disclaimer"

    @property
    def rank(self) -> int:
        """Its place in that order."""
        return tuple(Weight).index(self)


class Turn(StrEnum):
    """What became of a passage, or of a page."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, item or cell, as a reader sees it."""

    text: str
    weight: Weight = Weight.TEXT
    heading: str = ""
    """The heading that it stands under; empty above the first."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one passage."""

    turn: Turn
    before: Passage | None
    """None where it was added."""
    after: Passage | None
    """None where it was removed."""
    pieces: tuple[tuple[str, str], ...]
    """Both texts in pieces that are the same, removed or added."""

    @property
    def weight(self) -> Weight:
        """The heavier of what it was and what it is."""
        return max((one.weight for one in (self.before, self.after) if one is not None), key=lambda weight: weight.rank)

    @property
    def heading(self) -> str:
        """Where it stands, or stood."""
        return next(one.heading for one in (self.after, self.before) if one is not None)


@dataclass(frozen=True, slots=True)
class PageChange:
    """What became of one page; a changed one without changes has the same words, and other bytes."""

    path: str
    turn: Turn
    changes: tuple[Change, ...] = ()
    """None of a page that was added or removed."""


@dataclass(frozen=True, slots=True)
class LocaleChanges:
    """What changed on the pages of one language."""

    locale: Locale
    pages: tuple[PageChange, ...]

    @property
    def passages(self) -> int:
        """How many passages of its pages changed."""
        return sum(len(page.changes) for page in self.pages)

    def touched(self, weight: Weight) -> bool:
        """Whether any passage of that weight changed."""
        return any(change.weight is weight for page in self.pages for change in page.changes)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two bundles, or two folders of pages."""

    old: str
    new: str
    locales: tuple[LocaleChanges, ...] = ()
    """Those of whose pages any changed, by name."""
    files: tuple[tuple[Turn, str], ...] = ()
    """Other files, by their paths."""

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.locales or self.files)
