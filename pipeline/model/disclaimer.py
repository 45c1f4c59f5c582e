"""The medical disclaimer: controlled text, one message per duty."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.model.catalog import MessageKey


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that every page must say."""

    name: str
    """A name such as "no-replacement", unique within its disclaimer."""
    text: str
    """Plain English text, no markup."""
    note: str = ""
    """What a translator must know."""


@dataclass(frozen=True, slots=True)
class DisclaimerParagraph:
    """Duties that read as one paragraph."""

    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """The controlled text that an article names in its front matter."""

    id: str
    path: str
    title: str
    paragraphs: tuple[DisclaimerParagraph, ...]

    def duties(self) -> Iterator[Duty]:
        """All duties in their order."""
        return chain.from_iterable(paragraph.duties for paragraph in self.paragraphs)

    @property
    def title_key(self) -> MessageKey:
        """The message of the heading."""
        return f"{self.id}.title", self.title

    def key(self, duty: Duty) -> MessageKey:
        """The message of a duty: its context is `<disclaimer>.<duty>`, so equal words never share a translation."""
        return f"{self.id}.{duty.name}", duty.text
