"""What a build, a look at built pages or at the catalogs came to, per locale."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pipeline.model.approval import Ledger
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.model.page import Proof
from pipeline.model.project import Site


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a locale is translated, in messages that a page needs."""

    messages: int = 0
    translated: int = 0
    fuzzy: int = 0
    words: int = 0
    """English words, separated by white space."""
    words_translated: int = 0
    protected: int = 0
    """Messages without which no page is published: duties, cautions, emergencies."""
    protected_translated: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def share(self) -> float:
        """The translated share, from 0 to 1."""
        return self.translated / self.messages if self.messages else 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """One locale's outcome."""

    locale: Locale
    progress: Progress
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    proofs: tuple[Proof, ...] = ()
    """What the gate found on each page, in the order of the articles; a page that could not be made has none."""
    ledger: Ledger | None = None
    """What reviewers said of this locale's texts."""

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """The findings for which the locale is not published."""
        return tuple(finding for finding in self.findings if finding.refuses)


class Occasion(StrEnum):
    """What made somebody ask the gate."""

    BUILD = "build"
    LOOK = "look"
    """Pages that lay in a folder were judged anew, as `polyclinic gate` does."""


class StyleProof(StrEnum):
    """Why a style sheet is known to hide nothing."""

    PINNED = "pinned"
    """It is, byte for byte, the one whose hash stands in the gate."""
    BROWSER = "browser"
    """A browser has shown every page with it, and the disclaimer was seen."""
    NONE = "none"
    """Nobody has shown it."""


class Part(StrEnum):
    """What a rule of the gate looks at."""

    TEXTS = "texts"
    HTML = "html"
    TEXT_EDITION = "text"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the gate, as its source says it."""

    name: str
    part: Part
    law: str
    """What it demands: its docstring, in one line."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the gate judged: all that its report must name beside what was found."""

    occasion: Occasion
    folder: str
    """Where the pages lie, as its reader would type it."""
    as_of: date
    """The day as of which approvals were seen."""
    version: str
    """That of polyclinic."""
    site: Site
    source: Locale
    locales: tuple[Locale, ...]
    """All locales of the settings, the source locale first."""
    articles: tuple[str, ...]
    """The slugs of all articles, in their order."""
    formats: tuple[str, ...]
    rules: tuple[Rule, ...]
    """In the order in which they are asked."""
    gate: Mapping[str, str]
    """The gate's own source files, each with its SHA-256."""
    frame: Mapping[str, str] = field(default_factory=dict)
    """What surrounds the pages (style sheet, index, sitemap), each with the SHA-256 of its bytes."""
    style: StyleProof | None = None
    """None where there is no style sheet."""


@dataclass(frozen=True, slots=True)
class Report:
    """All locales' outcomes, in the order of the settings."""

    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...] = ()
    """What concerns no locale alone; a finding's locale is then empty."""
    terms: Terms | None = None
    """None where the gate was not asked."""

    @property
    def refused(self) -> bool:
        """Whether any locale was refused, or what all have in common."""
        return any(finding.refuses for finding in self.findings) or any(verdict.refusals for verdict in self.verdicts)

    @property
    def absent(self) -> tuple[Locale, ...]:
        """The locales of the settings of which this report says nothing: they were not built, or nothing of them lies there."""
        there = {verdict.locale for verdict in self.verdicts}
        return tuple(locale for locale in self.terms.locales if locale not in there) if self.terms is not None else ()
