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
    if not _may_hold_markup(message):
        return
    for text in message.msgstr:
        wanted, found = (Counter(_LABEL.findall(one)) for one in (message.msgid, text))
        for label in wanted - found:
            yield f"the link [{label}] of the source is missing"
        for label in found - wanted:
            yield f"a link [{label}] that the source lacks"
        for address in Counter(_ADDRESS.findall(text)) - Counter(_ADDRESS.findall(message.msgid)):
            yield f"a link that the source lacks: {address}"


def citation_changed(message: Message) -> Iterator[str]:
    """A citation of the source is missing from the translation, or the translation cites what the source does not.

    Bad:  "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten."
    Good: "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten.[^boyce]"
    """
    if not _may_hold_markup(message):
        return
    for text in message.msgstr:
        wanted, found = (Counter(_CITATION.findall(one)) for one in (message.msgid, text))
        for citation in wanted - found:
            yield f"the citation {citation} of the source is missing"
        for citation in found - wanted:
            yield f"a citation {citation} that the source lacks"


def _may_hold_markup(message: Message) -> bool:
    # Most messages hold none, and looking for three signs costs less than counting nothing twice.
    texts = "".join((message.msgid, *message.msgstr))
    return "[" in texts or "://" in texts or "<" in texts
