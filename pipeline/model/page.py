"""A finished page, what the gate demands of it, and what the gate found."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.approval import Ledger, Subject, Wording
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import Place
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.model.practice import Practice


@dataclass(frozen=True, slots=True)
class Page:
    """One article in one locale, as the bytes-to-be of its files."""

    slug: str
    locale: Locale
    html: str | None
    """None where the project does not publish this format."""
    text: str | None
    fragment: str | None = None
    """The article for a CMS, without a head; None where none is published. It is made of the HTML, and goes where that goes."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One text that a page must carry, and where that text comes from."""

    name: str
    """What it is, for a person: `duty "ask-first"` or `protected text`."""
    place: Place
    """Where to mend it: the catalog entry, or the source."""
    source: str
    """The English, as its reader sees it."""
    text: str
    """What a reader of the page must see, without markup."""
    wording: Wording
    """The two as the catalog holds them, markup and all: what a reviewer approves."""
    message: Message | None = None
    """The catalog's entry, if there is one."""
    box: str = ""
    """The box on the page that it must stand in, `caution` or the like; empty where it stands in none."""


@dataclass(frozen=True, slots=True)
class Demands:
    """All that the gate holds one page to."""

    source: Locale
    """The locale of the sources: its pages need no translation."""
    identifier: str
    """The disclaimer's id."""
    title: Demand
    """The disclaimer's heading."""
    disclaimer: tuple[tuple[Demand, ...], ...]
    """The duties in their order, by paragraph."""
    protected: tuple[Demand, ...]
    """Cautions, emergencies, and what authors mark; each a block of its own on the page."""
    boxes: tuple[tuple[str, str], ...]
    """Each box of the article in order: what it is, and the label that it begins with."""
    words: tuple[Demand, ...]
    """The site's own words that speak of the disclaimer, of dangers or of reviews."""
    catalogs: tuple[Catalog, ...]
    """What all these texts come from; empty for the source locale."""
    elsewhere: Mapping[str, str]
    """What other languages say instead: the letters of each text, and the name of its locale."""
    known: frozenset[str]
    """The letters of every text that may stand on the page as a block of its own."""
    status: tuple[str, ...]
    """What the page must say of its review, a sentence each."""
    edition: tuple[str, ...]
    """All that the text edition says, in any order, each as often as it stands there; addresses aside."""
    addresses: frozenset[str]
    """Where the links of the article lead: addresses, and places on pages of the site."""
    names: frozenset[str]
    """Words of the glossary that are the same in this language, in small letters."""
    subjects: tuple[Subject, ...]
    """All that reviewers approve on this page, less the disclaimer."""
    ledger: Ledger
    """What they said of it."""
    approvals_required: bool
    practice: Practice | None = None
    """What a clinic adds, on its own pages; on those of the site nobody adds anything."""
    practice_protected: tuple[Demand, ...] = ()
    """Its texts without which its pages are not published."""
    practice_texts: tuple[Demand, ...] = ()
    """Those of its texts that are translated."""

    @property
    def duties(self) -> tuple[Demand, ...]:
        """All duties in their order."""
        return tuple(demand for paragraph in self.disclaimer for demand in paragraph)

    @property
    def texts(self) -> tuple[Demand, ...]:
        """All texts that must be translated."""
        return (self.title, *self.duties, *self.protected, *self.words)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the gate found on one page."""

    page: str
    """`hr/dry-needling`."""
    rules: tuple[tuple[str, bool], ...] = ()
    """Each rule that was asked, and whether it held; the others were not, because the texts alone refuse the page."""
    refusals: tuple[Finding, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """The page's files, and the SHA-256 of the very bytes that were judged."""
    disclaimer: Subject | None = None
    """The disclaimer as it was found on the page; None where it was not."""


def letters(text: str) -> str:
    """The text without any white space: a wrapped line is the same text."""
    return "".join(text.split())


def bare(text: str) -> str:
    """The letters of a text alone, small, without the marks on them: what a light disguise leaves as it is."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", text.casefold())))


def runs(text: str) -> frozenset[str]:
    """The runs of four letters in a text."""
    return frozenset([text[at : at + 4] for at in range(len(text) - 3)])
