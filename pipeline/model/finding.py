"""What a check or the gate found: a value, never an exception."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.catalog import Message
from pipeline.model.errors import Place


class Severity(StrEnum):
    """How much a finding weighs."""

    REFUSAL = "refusal"
    """The gate's word: the locale is not published."""
    ERROR = "error"
    """The locale is not published until it is mended."""
    WARNING = "warning"
    """Advice to a person; the build goes on."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of a message that a finding speaks of."""

    form: int | None
    """Which form of the translation it stands in, counted from 0; None for the source text."""
    start: int
    """In characters of that text, as Python counts them."""
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and what to do about it."""

    severity: Severity
    rule: str
    """The rule's id, in kebab case."""
    locale: str
    place: Place
    problem: str
    """One sentence without a full stop at its end."""
    remedy: str = ""
    """The next step, as an imperative."""
    message: Message | None = None
    """The catalog's entry that it speaks of, if it speaks of one."""
    marks: tuple[Mark, ...] = ()
    """The passages of that entry, in the order of its texts."""
    protected: bool = False
    """Whether that entry is one without which no page is published."""
    form: int = 0
    """Which form of the translation it was found in."""
    header: str = ""
    """Where it speaks of no entry: the lines of the catalog's header that show it; nothing where a line is missing."""

    @property
    def refuses(self) -> bool:
        """Whether the locale is not published for it: it is no mere warning, or it is about a protected message."""
        return self.severity is not Severity.WARNING or self.protected

    @property
    def subject(self) -> Message:
        """What a waiver of it names and is bound to: its entry; of the header, those lines that show it.

        In a PO file the header is the entry whose `msgid` is empty. Only the lines that a rule looked at stand here: a new
        revision date is no new finding.
        """
        return self.message if self.message is not None else Message("", msgstr=(self.header,))

    @property
    def source(self) -> str:
        """The source text that was compared: `msgid`, or `msgid_plural` for later forms of a plural, and for its only one."""
        message = self.message
        if message is None:
            return ""
        later = self.form > 0 or len(message.msgstr) == 1
        return message.msgid_plural if message.msgid_plural is not None and later else message.msgid

    @property
    def translation(self) -> str:
        """The form of the translation that was compared."""
        return self.message.msgstr[self.form] if self.message is not None else ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem} [{self.rule}]"
        return f"{text}\n  → {self.remedy}" if self.remedy else text
