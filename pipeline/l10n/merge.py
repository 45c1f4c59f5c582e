"""A new template meets a translator's catalog. Nothing that a person entered is ever lost.

Order of trust: the same message; the same message, obsolete until now; another form of it of which the author said that it
means the same; then an edited one, as a fuzzy suggestion that names its old English. A suggestion's source stays in the file
as an obsolete entry, so that undoing an edit brings the live translation back (msgmerge drops it there, and loses or demotes
it).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.l10n.changes import meaning_changes
from pipeline.l10n.holdings import Holdings, may_be_suggested, same_shape
from pipeline.l10n.kept import keep, kept, release
from pipeline.l10n.match import likeness, origins
from pipeline.model.catalog import Catalog, Message, MessageKey, Previous

SIMILAR = 66.0
"""The least likeness (`fuzz.ratio`, percent) at which a message from anywhere is worth suggesting.

Measured by `replay.py generated` (tests/benchmarks): 70 finds 0.4 points fewer of the right ones, 62 some more
and a quarter more nonsense.
"""
BETTER = 80.0
"""The likeness from which on a message from elsewhere may be a better source than the one that stood in this place,"""
MUCH = 20.0
"""and by how much it must be more like."""

SameMeaning = Mapping[MessageKey, Sequence[MessageKey]]
"""A message → other forms of its English that mean the same."""

_NONE: SameMeaning = MappingProxyType({})


def merge(template: Catalog, catalog: Catalog, same_meaning: SameMeaning = _NONE) -> Catalog:
    """The catalog brought up to the template.

    Laws: merging twice changes nothing; every msgstr that had text is still somewhere in the result; no edited message goes
    live by itself, unless `same_meaning` has it; undoing an edit of the source restores the catalog's live translations.
    """
    old = Holdings(catalog, frozenset(message.key for message in template.messages))
    made_from = origins(
        tuple(message.key for message in template.messages),
        tuple(message.key for message in catalog.messages if not message.obsolete),
    )
    carried: set[MessageKey] = set()
    live: list[Message] = []
    for wanted in template.messages:
        entry = old.by_key.get(wanted.key)
        form = _other_form(entry, same_meaning.get(wanted.key, ()), old)
        if form is not None:
            carried.add(form.key)
            live.append(_continued(wanted, replace(form, comments=_all_comments(entry, form)), old.plurals))
        elif entry is not None and entry.has_text:
            live.append(entry if _unchanged(wanted, entry) else _continued(wanted, entry, old.plurals))
        elif entry is not None:
            live.append(_empty(wanted, entry, old.plurals))
        else:
            live.append(_suggested(wanted, tuple(map(old.by_key.__getitem__, made_from.get(wanted.key, ()))), old))
    messages = (*live, *_obsolete_entries(live, carried, old))
    merged = replace(catalog, domain=template.domain, messages=messages)
    created = template.fields.get("POT-Creation-Date")
    return merged.with_field("POT-Creation-Date", created) if created else merged


def _other_form(entry: Message | None, forms: Sequence[MessageKey], old: Holdings) -> Message | None:
    """The confirmed translation of another form of the same English, where the entry has none of its own."""
    for key in forms:
        form = old.by_key.get(key)
        if form is None or not form.firm or form.msgid_plural is not None:
            continue
        untouched = entry is not None and entry.fuzzy and entry.msgstr == form.msgstr
        if entry is None or not entry.has_text or untouched:
            return form
    return None


def _unchanged(wanted: Message, entry: Message) -> bool:
    """Whether the entry is what the merge would make of it: nearly all are, and most of an update is asking this."""
    return (
        entry.notes == wanted.notes
        and entry.references == wanted.references
        and entry.flags == wanted.flags
        and entry.msgid_plural == wanted.msgid_plural
        and not (entry.obsolete or entry.fuzzy or entry.previous)
    )


def _continued(wanted: Message, entry: Message, plurals: int) -> Message:
    """The new message with what a translator wrote for it before."""
    if entry.msgid_plural == wanted.msgid_plural:
        return _told(_with(wanted, entry.msgstr, entry.previous, entry, fuzzy=entry.fuzzy))
    # Its key is the same, so no obsolete entry can keep the text that the old plural had: a comment does, until it is back.
    first = tuple(text for _, text in sorted(kept(entry.comments)))
    if entry.fuzzy and entry.previous == _as_previous(wanted) and entry.msgstr == _reshaped(first, entry, plurals):
        return _with(wanted, first, None, replace(entry, comments=release(entry.comments, first)), fuzzy=False)
    comments = entry.comments if entry.fuzzy else keep(entry.comments, entry.msgstr, "the translator before")
    msgstr = _reshaped(entry.msgstr, wanted, plurals)
    return _told(_with(wanted, msgstr, _made_from(entry), replace(entry, comments=comments), fuzzy=True))


def _reshaped(msgstr: tuple[str, ...], wanted: Message, plurals: int) -> tuple[str, ...]:
    """The forms of a text for a message that has a plural, or has none."""
    if wanted.msgid_plural is None:
        return (next((text for text in reversed(msgstr) if text.strip()), ""),)
    return msgstr if len(msgstr) == plurals else (*msgstr, *(msgstr[-1:] * plurals))[:plurals]


def _with(wanted: Message, msgstr: tuple[str, ...], previous: Previous | None, entry: Message, *, fuzzy: bool) -> Message:
    flags = tuple(dict.fromkeys((*wanted.flags, *entry.flags))) if entry.flags else wanted.flags
    fuzzy = fuzzy and msgstr[0] != ""  # gettext writes no mark without a text
    # Made outright: `replace` asks each field for its value, and this is done for every message of every locale.
    return Message(
        wanted.msgid,
        wanted.msgctxt,
        wanted.msgid_plural,
        msgstr,
        fuzzy,
        previous=previous if fuzzy else None,
        flags=flags,
        comments=entry.comments,
        notes=wanted.notes,
        references=wanted.references,
    )


def _sources(wanted: Message, origin: Sequence[Message], old: Holdings) -> tuple[Message, ...]:
    """The entries whose translation is worth suggesting; several where their texts were joined, none where there is none."""
    if wanted.msgctxt is not None:
        named = old.by_context.get(wanted.msgctxt)
        if named is not None and same_shape(named, wanted):
            return (named,)
    found = tuple(filter(may_be_suggested, origin))
    if not all(same_shape(message, wanted) for message in found):
        found = ()
    if wanted.msgid_plural is not None:
        found = found[:1]  # forms cannot be joined
    alike = likeness([wanted.key], [message.key for message in origin]) if found else 0.0
    least = max(BETTER, alike + MUCH) if found else SIMILAR
    if least > 100:
        return found
    elsewhere = old.likest(wanted, least)
    return (elsewhere,) if elsewhere is not None else found


def _empty(wanted: Message, entry: Message | None, plurals: int) -> Message:
    """The message without a translation; it gets a suggestion once, when it is new: who deletes one is not asked again."""
    forms = 1 if wanted.msgid_plural is None else plurals
    msgstr = entry.msgstr if entry is not None and len(entry.msgstr) == forms else ("",) * forms
    return replace(wanted, msgstr=msgstr, comments=entry.comments if entry is not None else ())


def _suggested(wanted: Message, origin: Sequence[Message], old: Holdings) -> Message:
    """The new message with a fuzzy suggestion, or empty where there is none."""
    sources = _sources(wanted, origin, old)
    # A remark at an untranslated message goes with it: without a text no obsolete entry can keep it.
    comments = _all_comments(*sources, *origin)
    if not sources:
        return replace(_empty(wanted, None, old.plurals), comments=comments)
    first = replace(sources[0], comments=comments)
    if len(sources) == 1:
        return _told(_with(wanted, first.msgstr, _made_from(first), first, fuzzy=True))
    joined = Previous(" ".join(_made_from(message).msgid for message in sources), first.msgctxt)
    text = old.separator.join(message.msgstr[0] for message in sources)
    return _told(_with(wanted, (text,), joined, first, fuzzy=True))


def _all_comments(*entries: Message | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for entry in entries if entry is not None for line in entry.comments))


def _made_from(message: Message) -> Previous:
    """The English that a translation was made from: its own, or for a suggestion the one before."""
    return message.previous if message.fuzzy and message.previous else _as_previous(message)


def _as_previous(message: Message) -> Previous:
    return Previous(message.msgid, message.msgctxt, message.msgid_plural)


def _told(message: Message) -> Message:
    """The message with notes on what became of its English since its translation was made."""
    before = message.previous
    if not message.fuzzy or before is None:
        return message
    changes = meaning_changes(before.msgid, message.msgid)
    part = message.msgid != before.msgid and message.msgid.rstrip(".") in before.msgid
    notes = (*("this was part of a longer text: keep only its part" for _ in range(part)), *changes)
    return replace(message, notes=(*(f"English changed: {note}" for note in notes), *message.notes))


def _obsolete_entries(live: Sequence[Message], carried: Iterable[MessageKey], old: Holdings) -> Iterator[Message]:
    """All that is gone and had text, less what stands elsewhere word for word."""
    moved = frozenset(carried)
    staying = [message for message in old.gone if message.key not in moved]
    firm = [message for message in (*live, *staying) if not message.fuzzy and message.has_text]
    texts = {message.msgstr for message in firm}
    said = {line for message in (*live, *firm) for line in message.comments}
    for message in staying:
        # A suggestion that nobody took up goes: its own source is kept.
        if message.fuzzy and said.issuperset(message.comments):
            if message.msgstr in texts:
                continue
            if message.previous and _joins(firm, message.previous.msgid, message.msgstr[0], old.separator):
                continue
        yield replace(message, obsolete=True, notes=(), references=())


def _joins(firm: Sequence[Message], msgid: str, text: str, separator: str) -> bool:
    """Whether some of the firm messages, joined, have this English and this text: the suggestion for a joined paragraph."""
    parts = [(message.msgid, message.msgstr[0]) for message in firm if message.msgid_plural is None and message.msgid in msgid]
    # Where the English and the text may begin anew; each place is looked at once.
    places = [(0, 0)]
    for at, text_at in places:
        for part, part_text in parts:
            if msgid.startswith(part, at) and text.startswith(part_text, text_at):
                end, text_end = at + len(part), text_at + len(part_text)
                if (end, text_end) == (len(msgid), len(text)):
                    return True
                follows = msgid.startswith(" ", end) and text.startswith(separator, text_end)
                place = end + 1, text_end + len(separator)
                if follows and place not in places:
                    places.append(place)
    return False
