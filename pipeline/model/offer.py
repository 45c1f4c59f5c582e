"""Translations that somebody outside hands in, and what became of each."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.catalog import Message, MessageKey
from pipeline.model.errors import Place


class Standing(StrEnum):
    """What a delivered file says of a translation."""

    TRANSLATED = "translated"
    """Done: the only one that can go live."""
    FUZZY = "fuzzy"
    """Somebody must look again."""
    UNTRANSLATED = "untranslated"
    """Not begun, or not marked as done."""
    UNSAID = ""
    """The file has no word for it, or lost it on its way."""
    SUGGESTED = "suggested"
    """From a translation memory or an obsolete entry: wanted only where nothing is."""


class Prefer(StrEnum):
    """Whose text stays where both sides changed one translation."""

    CATALOG = "catalog"
    IMPORTED = "imported"


class Fate(StrEnum):
    """What became of an offer."""

    TAKEN = "taken"
    FUZZY = "taken as fuzzy"
    DAMAGED = "damaged, taken as fuzzy"
    KEPT = "kept beside: its English is not in the catalog"
    CONFLICT = "conflict, left out"
    SAME = "the same"
    UNNEEDED = "not needed: there is a translation"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Offer:
    """One translation as it was delivered."""

    message: Message
    """Source and translation; its line is that of the delivered file."""
    standing: Standing
    domain: str | None = None
    """None for a translation memory: its texts belong wherever they fit."""
    id: str = ""
    """The message's id as it was exported; empty where the file has none."""
    base: str | None = None
    """The fingerprint of the translation that was exported; None where the file has none."""
    damage: tuple[str, ...] = ()
    """What the reader of the file could not make out, as sentences."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one file holds for one language."""

    offers: tuple[Offer, ...]
    target: str = ""
    """The language as the file calls it; empty where it does not."""
    source: str = ""
    project: str = ""
    """The title of the project that the file was exported from; empty where it names none."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one offer, and where."""

    fate: Fate
    place: Place
    """The catalog's entry, or the delivered file where the catalog has none."""
    msgid: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Receipt:
    """The outcome of an import."""

    changes: tuple[Change, ...] = ()
    written: tuple[str, ...] = field(default=())
    """The catalogs that changed, or would change."""

    @property
    def open_questions(self) -> tuple[Change, ...]:
        """What a person must look at: conflicts and damaged placeholders."""
        return tuple(change for change in self.changes if change.fate in (Fate.CONFLICT, Fate.DAMAGED))


def message_id(domain: str, key: MessageKey) -> str:
    """A message's stable id: the same for the same domain, context and source text, whatever the catalog around it.

    It begins with a letter, so that no spreadsheet takes it for a number.
    """
    return f"m{_digest([domain, *key])}"


def fingerprint(message: Message) -> str:
    """What tells one state of a translation from another: its texts and its fuzzy mark, nothing else."""
    return f"t{_digest([*message.msgstr, message.fuzzy])}"


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
