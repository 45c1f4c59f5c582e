"""What a build or a look at the catalogs came to, per locale."""

from dataclasses import dataclass

from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.page import Proof


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
    """What the gate found on each page, in the order of the articles."""

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """The findings for which the locale is not published."""
        return tuple(finding for finding in self.findings if finding.severity is not Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Report:
    """All locales' outcomes, in the order of the settings."""

    verdicts: tuple[Verdict, ...]

    @property
    def refused(self) -> bool:
        """Whether any locale was refused."""
        return any(verdict.refusals for verdict in self.verdicts)
