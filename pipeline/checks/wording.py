"""Words that carry the meaning of a sentence, and can be lost in translation: what denies, what restricts."""

from collections.abc import Callable, Iterator

from pipeline.checks.cues import Cues, cues_of
from pipeline.model.catalog import Catalog, Message

_SOURCE = "en"
"""The language of the msgids."""


def negation_changed(catalog: Catalog) -> Iterator[tuple[Message, str]]:
    """The source denies something and the translation nothing, or the translation alone denies.

    Presence is compared, not number: some languages deny twice where English denies once.

    Bad:  "They do not replace medical advice." → "Sie ersetzen die ärztliche Beratung."
    Good: "They do not replace medical advice." → "Sie ersetzen keine ärztliche Beratung."
    """
    return _changed(catalog, "denies", Cues.negations)


def only_changed(catalog: Catalog) -> Iterator[tuple[Message, str]]:
    """The source says "only" and the translation does not, or the translation alone restricts.

    Bad:  "for educational purposes only" → "zu Bildungszwecken"
    Good: "for educational purposes only" → "nur zu Bildungszwecken"
    """
    return _changed(catalog, "restricts", Cues.restrictions)


def _changed(catalog: Catalog, does: str, words: Callable[[Cues, str], list[str]]) -> Iterator[tuple[Message, str]]:
    source, own = cues_of(_SOURCE), cues_of(catalog.locale or "")
    if source is None or own is None:
        return
    for message in catalog.translated.values():
        wanted = words(source, message.msgid)
        for text in message.msgstr:
            found = words(own, text)
            if wanted and not found:
                yield message, f"the source {does} (“{wanted[0]}”), and no word known to do so stands in the translation"
            elif found and not wanted:
                yield message, f"the translation {does} (“{found[0]}”), and no word known to do so stands in the source"
