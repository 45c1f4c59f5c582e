"""Typo fixes: which messages say the same as an earlier form of theirs, and what no author can vouch for."""

from collections.abc import Iterable, Mapping, Sequence, Set

from pipeline.l10n.changes import meaning_changes
from pipeline.l10n.match import origins
from pipeline.l10n.recall import Case
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.revision import Edit, Revision


def edits(
    template: Catalog,
    old_template: Catalog,
    catalogs: Iterable[Catalog],
    protected: Set[MessageKey],
    recalled: Sequence[Case] = (),
) -> tuple[Edit, ...]:
    """What the template's messages were before, by the template of the last update and by what catalogs hold since then.

    A template may be newer than the catalogs: where it was extracted alone, or where an update was killed.
    """
    keys = tuple(message.key for message in template.messages)
    before: dict[MessageKey, MessageKey] = {}
    for old in (old_template, *catalogs):
        for key, origin in origins(keys, tuple(old.live)).items():
            if len(origin) == 1:
                before.setdefault(key, origin[0])
        for message in old.live.values():
            if message.fuzzy and message.previous is not None and message.previous.msgid != message.msgid:
                before.setdefault(message.key, (message.previous.msgctxt, message.previous.msgid))
    # A translation is bound to its context: what changed that was moved, not mended.
    return tuple(
        Edit(template.domain, before[key], key, _objection(before[key], key, protected, recalled))
        for key in keys
        if key in before and before[key][0] == key[0]
    )


def _objection(before: MessageKey, after: MessageKey, protected: Set[MessageKey], recalled: Sequence[Case]) -> str:
    case = next((case for case in recalled if case.names(before) or case.names(after)), None)
    if case is not None:
        return f"{case.place} recalls {'it' if case.names(after) else 'what it was before'}: no translation may stay"
    if after in protected:
        return "it is protected: each translator must see its new text"
    return "; ".join(meaning_changes(before[1], after[1]))


def objection(revision: Revision) -> str:
    """What stands against a recorded revision by itself: a figure, a negation or a word of obligation that changed."""
    return "; ".join(meaning_changes(revision.before, revision.after))


def same_meaning(
    revisions: Sequence[Revision], domain: str, protected: Set[MessageKey]
) -> Mapping[MessageKey, tuple[MessageKey, ...]]:
    """For each message of a domain the other forms of its text that mean the same, the latest first.

    It holds both ways and over several steps, so that undoing a typo fix keeps the translations too. Protected messages have
    no other form.
    """
    classes: dict[MessageKey, list[MessageKey]] = {}
    for revision in revisions:
        if revision.domain != domain:
            continue
        before, after = revision.keys
        joined = list(dict.fromkeys((*classes.get(before, [before]), *classes.get(after, [after]))))
        classes |= dict.fromkeys(joined, joined)
    return {
        key: tuple(form for form in reversed(forms) if form != key)
        for key, forms in classes.items()
        if protected.isdisjoint(forms)
    }
