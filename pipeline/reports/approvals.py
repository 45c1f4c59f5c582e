"""How far texts are reviewed, as table rows, lines and JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pipeline.model.approval import DISCLAIMER_DOMAIN, Approval, Standing
from pipeline.model.project import Policy
from pipeline.model.review import Judged, Reviews, RoleReview

APPROVALS_COLUMNS = ("locale", "role", "disclaimer", "protected texts", "all texts", "void")
_WIDTH = 60


def approvals_rows(reviews: Reviews) -> list[tuple[str, ...]]:
    """A row for each locale and role: how many texts have which standing, and how many entries no text needs any more."""
    return [
        (
            review.locale.name,
            review.role.value,
            _counts(review.disclaimers),
            _counts(review.protected),
            _counts(review.judged),
            str(review.void),
        )
        for review in reviews.roles
    ]


def _counts(judged: Iterable[Judged]) -> str:
    counts = Counter(one.standing for one in judged)
    return ", ".join(f"{counts[standing]} {standing}" for standing in Standing if counts[standing])


def approvals_lines(reviews: Reviews) -> Iterator[str]:
    """A line for each disclaimer and protected text that is not approved, and for each rejected text, with its place."""
    for locale, group in groupby(reviews.roles, key=lambda review: review.locale):
        roles = tuple(group)
        for judged in zip(*(review.judged for review in roles), strict=True):
            # What is to be said of both roles is said once.
            said: dict[tuple[Standing, str], list[str]] = {}
            for review, one in zip(roles, judged, strict=True):
                if _worth_a_line(one):
                    said.setdefault((one.standing, _reason(one)), []).append(review.role.value)
            place, subject = judged[0].reviewable.place, judged[0].reviewable.subject
            name = subject_name(subject.domain, subject.name)
            for (standing, reason), names in said.items():
                yield f"{place}: {standing} ({locale.name}, {' and '.join(names)}): {name}{reason}"


def _worth_a_line(one: Judged) -> bool:
    weighty = one.reviewable.subject.protected and one.standing is not Standing.APPROVED
    return weighty or one.standing is Standing.REJECTED


def _reason(one: Judged) -> str:
    if not one.reviewable.ready:
        return "; it has no live translation"
    if one.standing is Standing.REJECTED and one.entry is not None:
        return f"; by {one.entry.reviewer}: {_plain(one.entry.note) or 'no reason given'}"
    if one.standing is Standing.EXPIRED and one.entry is not None:
        return f"; since {one.entry.review_by.isoformat()}"
    return ""


def subject_name(domain: str, name: str) -> str:
    """What a line calls a subject: a disclaimer by its id, a message by the beginning of its text."""
    if domain == DISCLAIMER_DOMAIN:
        return f"the disclaimer “{_plain(name)}”"
    return f"“{_plain(name[:_WIDTH])}{'…' if len(name) > _WIDTH else ''}”"


def _plain(text: str) -> str:
    """The text on one line, without what could drive a terminal: a file may hold anything."""
    return "".join(character if character.isprintable() else " " for character in text)


def fails(reviews: Reviews, policy: Policy) -> bool:
    """Whether a text was rejected, or, where approvals are required, a protected one is not approved."""
    required = policy is Policy.REQUIRED
    return any(review.rejected or (required and review.missing_protected) for review in reviews.roles)


def approvals_json(reviews: Reviews, policy: Policy) -> str:
    """The reviews as a JSON object with a list `locales`, an element for each locale and role; keys are stable."""
    found = {
        "as_of": reviews.as_of.isoformat(),
        "policy": policy.value,
        "locales": [_review(review) for review in reviews.roles],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _review(review: RoleReview) -> dict[str, Any]:
    counts = Counter(one.standing for one in review.judged)
    return {
        "locale": review.locale.name,
        "role": review.role.value,
        "counts": {standing.value: counts[standing] for standing in Standing},
        "void": review.void,
        "subjects": [_subject(one) for one in review.judged],
    }


def _subject(one: Judged) -> dict[str, Any]:
    subject = one.reviewable.subject
    return {
        "domain": subject.domain,
        "message": subject.name,
        "standing": one.standing.value,
        "sha256": subject.sha256,
        "protected": subject.protected,
        "ready": one.reviewable.ready,
        "path": one.reviewable.place.path,
        "line": one.reviewable.place.line,
        "approval": None if one.entry is None else _entry(one.entry),
    }


def _entry(approval: Approval) -> dict[str, str]:
    return {
        "reviewer": approval.reviewer,
        "role": approval.role.value,
        "verdict": approval.verdict.value,
        "on": approval.on.isoformat(),
        "review_by": approval.review_by.isoformat(),
    }
