"""Approvals: a person's word on one exact text, and what an edit, a date or a rejection makes of it.

A machine cannot judge meaning, but it can prove identity. So a reviewer approves one source text and one translation of it,
to the letter; the hash of both is what the gate compares, and any edit of either makes another hash.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from pipeline.model.catalog import MessageKey

DISCLAIMER_DOMAIN = "disclaimer"
"""The domain whose subjects are whole disclaimers: their duties are approved together, in their order."""

_MESSAGE_TAG = b"polyclinic message approval 1\n"
_DISCLAIMER_TAG = b"polyclinic disclaimer approval 1\n"


class Role(StrEnum):
    """What a reviewer vouches for."""

    LINGUISTIC = "linguistic"
    """The translation says what the source says, in the language's own way."""
    CLINICAL = "clinical"
    """What it says is right and safe for patients who read this language."""


class Decision(StrEnum):
    """What a reviewer decided."""

    APPROVED = "approved"
    REJECTED = "rejected"
    """This exact text must not be published; it outranks every approval of it."""


class Standing(StrEnum):
    """What the ledger says of a text in a role, on a day."""

    APPROVED = "approved"
    EXPIRED = "expired"
    """Approved, but the day of the next review has passed."""
    LAPSED = "lapsed"
    """An earlier wording was approved; this one was edited since."""
    MISSING = "missing"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Wording:
    """One source text and its translation, as the catalog holds them; in the source locale the two are the same."""

    msgctxt: str | None
    source: str
    translation: str

    @property
    def key(self) -> MessageKey:
        """The key of its message."""
        return self.msgctxt, self.source


@dataclass(frozen=True)
class Subject:
    """What is approved at once: a message of an article, or a disclaimer with its title and all its duties."""

    locale: str
    domain: str
    name: str
    """The disclaimer's id, or the message's source text: what stays the same when a translation is edited."""
    wordings: tuple[Wording, ...]
    """One; for a disclaimer the title, then the duties in their order."""
    protected: bool = True
    """Whether no page is published without it."""

    @cached_property
    def sha256(self) -> str:
        """The hash that an approval is bound to.

        For a message: SHA-256 over a version tag and the netstrings of locale, context, source and translation, the texts in
        NFC; a message without context has "-" where the others have a netstring. For a disclaimer: SHA-256 over another tag
        and the netstrings of those hashes, in order. (Netstrings: D. J. Bernstein, 1997; no text can imitate a border.)
        """
        hashes = [message_hash(self.locale, wording) for wording in self.wordings]
        if self.domain != DISCLAIMER_DOMAIN:
            return hashes[0]
        return sha256(_DISCLAIMER_TAG + b"".join(map(_netstring, hashes))).hexdigest()


def message_hash(locale: str, wording: Wording) -> str:
    """The hash of one source text and its translation in a locale, as `Subject.sha256` says; no edit of a letter keeps it."""
    context = b"-" if wording.msgctxt is None else _netstring(wording.msgctxt)
    texts = (unicodedata.normalize("NFC", text) for text in (wording.source, wording.translation))
    return sha256(_MESSAGE_TAG + _netstring(locale) + context + b"".join(map(_netstring, texts))).hexdigest()


def _netstring(text: str) -> bytes:
    content = text.encode("utf-8", "surrogatepass")
    return b"%d:%s," % (len(content), content)


@dataclass(frozen=True, slots=True)
class Approval:
    """One entry of a locale's ledger."""

    domain: str
    message: str
    """The name of the subject."""
    texts: tuple[Wording, ...]
    """What the reviewer saw; the hash is that of these texts."""
    sha256: str
    role: Role
    verdict: Decision
    reviewer: str
    """A name, handle or registration number: it is personal data, given by the reviewer."""
    on: date
    review_by: date
    """From the day after it, the approval no longer counts."""
    note: str = ""
    signature: str = ""
    """An SSH signature of the entry, armored; empty where nobody signed."""


@dataclass(frozen=True)
class Ledger:
    """A locale's approvals as they are seen on one day; entries whose signature is missing though required do not count."""

    as_of: date
    approvals: tuple[Approval, ...] = ()
    path: str = ""
    """Where it was read, for messages."""

    @cached_property
    def _by_hash(self) -> Mapping[str, Sequence[Approval]]:
        found: dict[str, list[Approval]] = {}
        for approval in self.approvals:
            # An approval of tomorrow says nothing today.
            if approval.on <= self.as_of:
                found.setdefault(approval.sha256, []).append(approval)
        return found

    @cached_property
    def _rejects(self) -> bool:
        return any(one.verdict is Decision.REJECTED for one in self.approvals)

    @cached_property
    def _names(self) -> frozenset[tuple[str, str, Role]]:
        return frozenset((one.domain, one.message, one.role) for one in self.approvals if one.on <= self.as_of)

    def rejection(self, subject: Subject) -> Approval | None:
        """The entry, of whatever role, that forbids this exact text."""
        # Hashing a whole article for a ledger without rejections would cost more than all the other rules.
        found = self._by_hash.get(subject.sha256, ()) if self._rejects else ()
        return next((one for one in found if one.verdict is Decision.REJECTED), None)

    def approval(self, subject: Subject, role: Role) -> Approval | None:
        """The approval of this exact text in a role that holds longest, expired or not; None where a rejection outranks it."""
        if self.rejection(subject) is not None:
            return None
        found = [one for one in self._by_hash.get(subject.sha256, ()) if one.role is role]
        return max(found, key=lambda one: one.review_by, default=None)

    def standing(self, subject: Subject, role: Role) -> Standing:
        """What the ledger says of this exact text in a role, on its day."""
        if self.rejection(subject) is not None:
            return Standing.REJECTED
        approval = self.approval(subject, role)
        if approval is not None:
            return Standing.APPROVED if self.as_of <= approval.review_by else Standing.EXPIRED
        known = (subject.domain, subject.name, role) in self._names
        return Standing.LAPSED if known else Standing.MISSING

    def approved(self, subjects: Iterable[Subject], role: Role) -> bool:
        """Whether every one of these texts is approved in a role, on this day."""
        return all(self.standing(subject, role) is Standing.APPROVED for subject in subjects)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review that covers all texts of a page, in one role."""

    on: date
    """The earliest of its approvals: since that day nobody has looked at some of the texts."""
    due: date
    """When the first of its approvals expires."""
    expired: bool


@dataclass(frozen=True, slots=True)
class PageReview:
    """What a page may say of its review; None where some text of it has none."""

    linguistic: Reviewed | None = None
    clinical: Reviewed | None = None
