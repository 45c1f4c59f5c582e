"""Markup that must survive a translation: links and citations."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.model.catalog import Message

_LABEL = re.compile(r"\]\[([^\]]*)\]")
_CITATION = re.compile(r"\[\^[^\]]*\]")
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://[^\s)>]+|<[a-z]+:[^>]+>", re.IGNORECASE)


def link_changed(message: Message) -> Iterator[str]:
    """A link of the source is missing from the translation, or the translation has one that the source lacks.

    Bad:  "read [the cautions][1]" → "lesen Sie [die Hinweise](https://elsewhere.example)"
    Good: "read [the cautions][1]" → "lesen Sie [die Hinweise][1]"
    """
    for lost, added in _changes(_LABEL, message):
        yield from (f"the link [{label}] of the source is missing" for label in lost)
        yield from (f"a link [{label}] that the source lacks" for label in added)
    for _, added in _changes(_ADDRESS, message):
        yield from (f"a link that the source lacks: {address}" for address in added)


def citation_changed(message: Message) -> Iterator[str]:
    """A citation of the source is missing from the translation, or the translation cites what the source does not.

    Bad:  "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten."
    Good: "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten.[^boyce]"
    """
    for lost, added in _changes(_CITATION, message):
        yield from (f"the citation {citation} of the source is missing" for citation in lost)
        yield from (f"a citation {citation} that the source lacks" for citation in added)


def _changes(sign: re.Pattern[str], message: Message) -> Iterator[tuple[Iterator[str], Iterator[str]]]:
    """For each form of the translation, the signs that it lacks and those that it adds."""
    if not _may_hold_markup(message):
        return
    wanted = Counter(sign.findall(message.msgid))
    for text in message.msgstr:
        found = Counter(sign.findall(text))
        yield (wanted - found).elements(), (found - wanted).elements()


def _may_hold_markup(message: Message) -> bool:
    # Most messages hold none, and looking for three signs costs less than counting nothing twice.
    texts = "".join((message.msgid, *message.msgstr))
    return "[" in texts or "://" in texts or "<" in texts
