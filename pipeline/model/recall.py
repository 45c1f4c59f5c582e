"""A recall: an English text that was published and was unsafe."""

from dataclasses import dataclass
from datetime import date

from pipeline.model.errors import Place
from pipeline.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Recall:
    """A person's word that a message was unsafe until it was corrected; it holds for every translation of it as well."""

    domain: str
    unsafe: str
    """The msgid that was wrong."""
    until: str
    """What corrected it: a git revision or a date, for those who must tell which editions are meant."""
    reason: str
    """Why it is unsafe, for translators and for whoever distributed it."""
    by: str
    """Who says so; it is personal data."""
    on: date
    msgctxt: str | None = None
    """None recalls the text in every context: who forgets the context must not have recalled nothing."""
    corrected: str | None = None
    """The msgid that says it right, where the author names it."""


@dataclass(frozen=True, slots=True)
class RecallReport:
    """What is recalled, and who still lives on it."""

    recalls: tuple[tuple[Place, Recall], ...] = ()
    """Each recall with the place of its entry, by domain."""
    locales: tuple[tuple[str, tuple[Finding, ...]], ...] = ()
    """For each locale, the source locale first, why it is refused; nothing where it is not."""
    carriers: tuple[Finding, ...] = ()
    """Pages that carry a recalled text, alone or in bundles, and files that could not be looked into."""
    warnings: tuple[Finding, ...] = ()
    """What a person should look at, and what refuses nobody."""

    @property
    def found(self) -> bool:
        """Whether any locale is refused, or anything carries a recalled text or may do so."""
        return bool(self.carriers) or any(findings for _, findings in self.locales)
