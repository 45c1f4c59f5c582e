"""A finished page, and what the gate demands of it."""

from dataclasses import dataclass

from pipeline.model.catalog import Message
from pipeline.model.errors import Place
from pipeline.model.locale import Locale


@dataclass(frozen=True, slots=True)
class Page:
    """One article in one locale, as the bytes-to-be of its files."""

    slug: str
    locale: Locale
    html: str | None
    """None where the project does not publish this format."""
    text: str | None


@dataclass(frozen=True, slots=True)
class Demand:
    """One text that a page must carry, and where that text comes from."""

    name: str
    """What it is, for a person: `duty "ask-first"` or `protected text`."""
    place: Place
    """Where to mend it: the catalog entry, or the source."""
    source: str
    """The English."""
    text: str
    """What a reader of the page must see, without markup."""
    message: Message | None = None
    """The catalog's entry, if there is one."""


@dataclass(frozen=True, slots=True)
class Demands:
    """All that the gate holds one page to."""

    disclaimer: tuple[tuple[Demand, ...], ...]
    """The duties in their order, by paragraph."""
    sentence_separator: str
    """What stands between two duties of a paragraph."""
    protected: tuple[Demand, ...]
    source_locale: bool
    """Whether the page is in the language of the sources, so that no message is needed."""
