"""An edit of the English that changed its form and not its meaning."""

from dataclasses import dataclass
from datetime import date

from pipeline.model.catalog import MessageKey


@dataclass(frozen=True, slots=True)
class Revision:
    """What an author vouches for: translations of the one text are right for the other as well."""

    domain: str
    before: str
    """The msgid until then."""
    after: str
    """The msgid from then on."""
    by: str
    """Who says so; it is personal data."""
    on: date
    msgctxt: str | None = None

    @property
    def keys(self) -> tuple[MessageKey, MessageKey]:
        """The two messages, the earlier first."""
        return (self.msgctxt, self.before), (self.msgctxt, self.after)


@dataclass(frozen=True, slots=True)
class Edit:
    """A message of a template and the text that it was before."""

    domain: str
    before: MessageKey
    after: MessageKey
    objection: str = ""
    """Why nobody may say that its meaning is the same; empty where somebody may."""
