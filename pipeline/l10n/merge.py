"""A new template meets a translator's catalog. Nothing that a person entered is ever lost.

Order of trust: the same message; the same message, obsolete until now; then an edited one, as a fuzzy suggestion that
names its old English. A suggestion's source stays in the file as an obsolete entry, so that undoing an edit brings the
live translation back (msgmerge drops it there, and loses or demotes it).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz import fuzz, process

from pipeline.model.catalog import Catalog, Message, MessageKey, Previous

SIMILAR = 70.0
"""The least `fuzz.ratio`, in percent, at which an old translation is worth suggesting: less proposes nonsense."""


def merge(template: Catalog, catalog: Catalog) -> Catalog:
    """The catalog brought up to the template.

    Laws: merging twice changes nothing; every msgstr that had text is still somewhere in the result; no edited message
    goes live by itself; undoing an edit of the source restores the catalog's live translations.
    """
    known = _best_by_key(catalog.messages)
    wanted = {message.key for message in template.messages}
    leftovers = [message for message in catalog.messages if message.key not in wanted and _has_text(message)]
    live = tuple(_bring_up(message, known.get(message.key), leftovers) for message in template.messages)
    merged = replace(catalog, domain=template.domain, messages=live + _keep(live, catalog, leftovers))
    created = template.fields.get("POT-Creation-Date")
    return merged.with_field("POT-Creation-Date", created) if created else merged


def _best_by_key(messages: Iterable[Message]) -> dict[MessageKey, Message]:
    """For each key the entry to go on with: a live text before an obsolete one, any text before none."""
    best: dict[MessageKey, Message] = {}
    for message in sorted(messages, key=lambda m: (_has_text(m), not m.fuzzy, not m.obsolete)):
        best[message.key] = message
    return best


def _has_text(message: Message) -> bool:
    return any(text.strip() for text in message.msgstr)


def _bring_up(wanted: Message, old: Message | None, leftovers: list[Message]) -> Message:
    forms = wanted.msgid_plural is not None
    if old is not None and _has_text(old) and (old.msgid_plural is not None) == forms:
        return replace(
            wanted,
            msgstr=old.msgstr,
            fuzzy=old.fuzzy or old.msgid_plural != wanted.msgid_plural,
            previous=old.previous if old.fuzzy else None,
            flags=_flags(wanted, old),
            comments=old.comments,
        )
    similar = _most_similar(wanted, [m for m in leftovers if (m.msgid_plural is not None) == forms])
    if similar is None:
        empty = old.msgstr if old is not None and (old.msgid_plural is not None) == forms else wanted.msgstr
        return replace(wanted, msgstr=empty, comments=old.comments if old else ())
    source = similar.previous if similar.fuzzy and similar.previous else _as_previous(similar)
    return replace(
        wanted,
        msgstr=similar.msgstr,
        fuzzy=True,
        previous=source,
        flags=_flags(wanted, similar),
        comments=similar.comments,
    )


def _flags(wanted: Message, old: Message) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*wanted.flags, *old.flags)))


def _as_previous(message: Message) -> Previous:
    return Previous(message.msgid, message.msgctxt, message.msgid_plural)


def _most_similar(wanted: Message, candidates: list[Message]) -> Message | None:
    if wanted.msgctxt is not None:
        # A context is a name that an author or a duty gave: its text was edited, however much.
        named = [message for message in candidates if message.msgctxt == wanted.msgctxt]
        if named:
            return named[-1]
    sources = [message.msgid for message in candidates]
    found = process.extractOne(wanted.msgid, sources, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return candidates[found[2]] if found else None


def _keep(live: tuple[Message, ...], catalog: Catalog, leftovers: list[Message]) -> tuple[Message, ...]:
    """The obsolete entries of the result: all that had text, less suggestions that stand elsewhere word for word."""
    return tuple(_obsolete_entries(live, catalog, leftovers))


def _obsolete_entries(live: tuple[Message, ...], catalog: Catalog, leftovers: list[Message]) -> Iterator[Message]:
    in_use = {message.key: message for message in live}
    firm = {message.msgstr for message in (*live, *leftovers) if not message.fuzzy}
    for message in catalog.messages:
        if not _has_text(message):
            continue
        current = in_use.get(message.key)
        if current is not None and current.msgstr == message.msgstr and current.fuzzy <= message.fuzzy:
            continue
        if current is None and message.fuzzy and message.msgstr in firm:
            continue  # a suggestion that nobody took up; its own source is kept
        yield replace(message, obsolete=True, notes=(), references=())
