"""What reviewers are asked: the subjects of a locale, where they stand, and how far the ledger covers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.model.approval import DISCLAIMER_DOMAIN, Approval, Ledger, Role, Standing, Subject
from pipeline.model.errors import Place
from pipeline.model.locale import Locale


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A subject, where it stands, and whether a page shows it in the locale's own words."""

    subject: Subject
    place: Place
    """Its catalog entry, for a disclaimer that of its title; in the source locale the source."""
    ready: bool
    """Whether all its texts have a live translation; nobody can approve what no page shows."""
    where: str = ""
    """Where it stands in its article, in words: "Afterwards › What to do › list item 2 of 5"."""

    def standing(self, ledger: Ledger, role: Role) -> Standing:
        """What the ledger says of it in a role; a text that is no longer live, or doubted, has lapsed at best."""
        found = ledger.standing(self.subject, role)
        if not self.ready and found in (Standing.APPROVED, Standing.EXPIRED):
            return Standing.LAPSED
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """One subject that a reviewer is asked about."""

    reviewable: Reviewable
    before: Approval | None
    """The approved wording that it came from, as far as that can be told."""
    translator: str
    """Who translated its catalog last, by the header; for a source text its author. Empty where nobody is named."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What lies before a reviewer of one locale in one role."""

    questions: tuple[Question, ...]
    """The texts to look at, those of the greatest weight first."""
    not_ready: tuple[Reviewable, ...]
    """What has no live translation: nobody can approve it yet."""
    rejected: tuple[Reviewable, ...]
    """What was rejected to the letter: only an edit helps."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A reviewable and what the ledger says of it in one role."""

    reviewable: Reviewable
    standing: Standing
    entry: Approval | None
    """The approval, or the rejection that outranks it; None where there is neither."""


@dataclass(frozen=True, slots=True)
class RoleReview:
    """How far a locale's texts are reviewed in one role, on a day."""

    locale: Locale
    role: Role
    judged: tuple[Judged, ...]
    void: int
    """Entries of this role whose exact text is no longer in use."""

    @property
    def disclaimers(self) -> tuple[Judged, ...]:
        """The disclaimers alone."""
        return tuple(one for one in self.judged if one.reviewable.subject.domain == DISCLAIMER_DOMAIN)

    @property
    def protected(self) -> tuple[Judged, ...]:
        """The protected texts of articles."""
        return tuple(one for one in self.judged if one.reviewable.subject.protected and one not in self.disclaimers)

    @property
    def missing_protected(self) -> tuple[Judged, ...]:
        """The disclaimers and protected texts that are not approved, in their order."""
        return tuple(one for one in self.judged if one.reviewable.subject.protected and one.standing is not Standing.APPROVED)

    @property
    def rejected(self) -> bool:
        """Whether a text in use was rejected."""
        return any(one.standing is Standing.REJECTED for one in self.judged)


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of several locales, each in both roles, on one day."""

    as_of: date
    roles: tuple[RoleReview, ...]


def role_review(locale: Locale, role: Role, reviewables: Iterable[Reviewable], ledger: Ledger) -> RoleReview:
    """What a ledger says of a locale's texts in one role."""
    found = tuple(reviewables)
    judged = tuple(
        Judged(one, one.standing(ledger, role), ledger.rejection(one.subject) or ledger.approval(one.subject, role))
        for one in found
    )
    in_use = {one.subject.sha256 for one in found if one.ready}
    void = sum(entry.role is role and entry.sha256 not in in_use for entry in ledger.approvals)
    return RoleReview(locale, role, judged, void)
