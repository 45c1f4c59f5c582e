"""A waiver: a person's word that a rule is wrong about one exact text."""

from dataclasses import dataclass, field
from datetime import date

from pipeline.model.approval import Wording, message_hash
from pipeline.model.catalog import Message

_BETWEEN_FORMS = "\0"
"""Stands between the forms of a plural in what is hashed; no catalog holds it."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of a locale's waivers."""

    domain: str
    rule: str
    """The id of the rule that is silent here."""
    message: str
    """The `msgid`."""
    sha256: str
    """The hash of the source text and its translation, as `waiver_hash` makes it."""
    reason: str
    """Why the rule is wrong here, for those who read the file."""
    who: str
    """A name or handle: it is personal data, given by its bearer."""
    on: date
    msgctxt: str | None = None
    line: int | None = field(default=None, compare=False)
    """Where the entry stood when it was read; no part of its value."""

    def speaks_of(self, domain: str, message: Message) -> bool:
        """Whether it names this message, whatever its texts are now."""
        return (self.domain, self.msgctxt, self.message) == (domain, *message.key)

    def silences(self, locale: str, domain: str, rule: str, message: Message) -> bool:
        """Whether it silences a rule on a message: that rule, that message, and exactly these texts."""
        return self.rule == rule and self.speaks_of(domain, message) and self.sha256 == waiver_hash(locale, message)


def waiver_hash(locale: str, message: Message) -> str:
    """What binds a waiver to a message's texts: the hash of an approval of them; the forms of a plural stand between NULs."""
    source = message.msgid if message.msgid_plural is None else f"{message.msgid}{_BETWEEN_FORMS}{message.msgid_plural}"
    return message_hash(locale, Wording(message.msgctxt, source, _BETWEEN_FORMS.join(message.msgstr)))


def says_something(reason: str) -> bool:
    """Whether a reason has a word in it."""
    return any(map(str.isalpha, reason))
