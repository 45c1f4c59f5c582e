"""A gettext catalog as data; what a `.po` or `.pot` file says, without its quoting.

Terms and meaning: GNU gettext manual, "The Format of PO Files".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.model.errors import Place

_NPLURALS = re.compile(r"nplurals\s*=\s*([1-9])\s*;")

MessageKey = tuple[str | None, str]
"""What identifies a message within its domain: its context, if it has one, and its source text."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The source text that a fuzzy translation was made from (`#|` lines)."""

    msgid: str
    msgctxt: str | None = None
    msgid_plural: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a catalog."""

    msgid: str
    msgctxt: str | None = None
    msgid_plural: str | None = None
    msgstr: tuple[str, ...] = ("",)
    """The translation; one string per plural form where there is a `msgid_plural`."""
    fuzzy: bool = False
    obsolete: bool = False
    previous: Previous | None = None
    flags: tuple[str, ...] = ()
    """Flags known to GNU gettext, without `fuzzy`, in its order: formats, `range: 0..9`, `no-wrap`."""
    comments: tuple[str, ...] = ()
    """A translator's own lines (`# `); never touched. Bytes that are no text stay in them as lone surrogates (PEP 383)."""
    notes: tuple[str, ...] = ()
    """Regenerated lines for translators (`#. `)."""
    references: tuple[str, ...] = ()
    """Files (`#: `), without line numbers, so that moving text is no diff."""
    line: int | None = field(default=None, compare=False)
    """Where the entry stood when it was read; no part of its value."""
    path: str = field(default="", compare=False)
    """The file that it was read from, where that is another than its catalog's: a region's. No part of its value either."""

    @property
    def key(self) -> MessageKey:
        """Context and source text."""
        return self.msgctxt, self.msgid

    @property
    def translated(self) -> bool:
        """Whether it has a live translation: complete, not fuzzy, not obsolete."""
        return self.firm and not self.obsolete

    @property
    def has_text(self) -> bool:
        """Whether somebody, or a merge, wrote anything in it."""
        return any(text.strip() for text in self.msgstr)

    @property
    def firm(self) -> bool:
        """Whether a translator has confirmed a complete text, be it in use or obsolete."""
        return not self.fuzzy and all(text.strip() for text in self.msgstr)


@dataclass(frozen=True)
class Catalog:
    """All messages of one domain in one locale, or, without a locale, its template."""

    domain: str
    locale: str | None = None
    header: str = ""
    """The header entry's text, a line per field; odd lines of other tools survive in it."""
    comments: tuple[str, ...] = ()
    """Comment lines above the header."""
    fuzzy: bool = False
    """Whether the header entry is marked fuzzy."""
    messages: tuple[Message, ...] = ()
    frame: Message | None = Message("")
    """What else the header entry holds in odd files: notes, references, flags, plural forms; None where it is missing."""
    before_header: int = 0
    """How many messages stand before the header entry; in all but odd files none."""
    path: str = field(default="", compare=False)
    """Where it was read, for error messages."""

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The header's fields by name, in their order."""
        pairs = (line.partition(":") for line in self.header.split("\n"))
        return {name: value.strip() for name, colon, value in pairs if colon}

    def with_field(self, name: str, value: str) -> "Catalog":
        """The catalog with one header field changed in its place, or added at the end."""
        lines = self.header.removesuffix("\n").split("\n") if self.header else []
        wanted = f"{name}: {value}".rstrip()
        at = next((number for number, line in enumerate(lines) if line.startswith(f"{name}:")), None)
        if at is None:
            lines.append(wanted)
        else:
            lines[at] = wanted
        return replace(self, header="".join(f"{line}\n" for line in lines))

    def with_missing_fields(self, fields: Mapping[str, str]) -> "Catalog":
        """The catalog with those of the header fields that it lacks, in a header of its own where it has none."""
        missing = "".join(f"{name}: {value}\n" for name, value in fields.items() if name not in self.fields)
        if not missing:
            return self
        end = "" if not self.header or self.header.endswith("\n") else "\n"
        return replace(self, header=f"{self.header}{end}{missing}", frame=self.frame or Message(""))

    @cached_property
    def plural_count(self) -> int:
        """How many plural forms the header declares; two, as English has, where it says nothing."""
        declared = _NPLURALS.search(self.fields.get("Plural-Forms", ""))
        return int(declared[1]) if declared else 2

    @cached_property
    def live(self) -> Mapping[MessageKey, Message]:
        """Messages that the template still has, by key."""
        return {message.key: message for message in self.messages if not message.obsolete}

    def place(self, message: Message | None) -> Place:
        """Where an entry of it stands, or the file of one that is not there."""
        return Place(self.path) if message is None else Place(message.path or self.path, message.line)

    @cached_property
    def translated(self) -> Mapping[MessageKey, Message]:
        """Messages with a live translation, by key: what a page may show."""
        return {message.key: message for message in self.messages if message.translated}
