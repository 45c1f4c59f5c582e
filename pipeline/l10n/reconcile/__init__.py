"""Two branches of one catalog, and what both came from → one catalog, and what a person must decide.

What enters are three catalogs, as a version control system has them; what leaves is one without conflict markers. Messages are
matched by context and source text, never by place, so translators of different messages do not meet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.l10n.kept import by_key, keep
from pipeline.l10n.reconcile.header import is_later, merge_header
from pipeline.l10n.reconcile.message import TWICE, Outcome, Problem, Sides, keep_deleted, merge_message
from pipeline.l10n.reconcile.three_way import merge_lines, three_way, weave
from pipeline.model.catalog import Catalog, Message, MessageKey

HEADER: MessageKey = (None, "")
"""The key of the header entry."""

_Messages = Mapping[MessageKey, Message]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A message (or the header) that both sides changed differently: a person must decide."""

    key: MessageKey
    problem: Problem


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A merged catalog and what is left to decide in it."""

    catalog: Catalog
    disputes: tuple[Dispute, ...] = ()


def reconcile(base: Catalog, ours: Catalog, theirs: Catalog) -> Reconciled:
    """The catalog that holds what both sides did since `base`; an empty `base` is none.

    Laws: what one side alone changed stands, so reconciling with an unchanged side gives the other side; edits of different
    messages both stand, without a dispute; every text that a side entered is in the result, as a translation or in a
    translator comment; a text is live only where a side has it live; swapping the sides swaps only whose text stands first.
    """
    if ours == theirs or theirs == base:
        return Reconciled(ours)
    if ours == base:
        return Reconciled(theirs)
    before, here, there = by_key(base), by_key(ours), by_key(theirs)
    sides = Sides(
        ours.fields.get("Last-Translator", ""),
        theirs.fields.get("Last-Translator", ""),
        is_later(theirs.header, ours.header, "POT-Creation-Date"),
    )
    outcomes = _merge_messages(before, here, there, sides)
    outcomes = {key: _follow(outcome, outcomes, here, there) for key, outcome in outcomes.items()}
    merged = dict(_keep_drafts(outcomes))
    header, disputed = merge_header(base.header, ours.header, theirs.header)
    catalog = replace(
        ours,
        header=header,
        comments=merge_lines(base.comments, ours.comments, theirs.comments),
        fuzzy=three_way(base.fuzzy, ours.fuzzy, theirs.fuzzy, lambda: ours.fuzzy),
        messages=tuple(_in_order({key: outcome.message for key, outcome in merged.items()}, before, here, there)),
    )
    return Reconciled(catalog, (*_header_disputes(disputed), *_message_disputes(catalog, merged)))


def _merge_messages(before: _Messages, here: _Messages, there: _Messages, sides: Sides) -> dict[MessageKey, Outcome]:
    outcomes = {}
    for key in {**here, **there}:
        base, ours, theirs = before.get(key), here.get(key), there.get(key)
        if ours is not None and theirs is not None:
            outcomes[key] = merge_message(base, ours, theirs, sides)
            continue
        changed = ours or theirs
        stays = changed if base is None or changed is None else keep_deleted(base, changed)
        if stays is not None:
            outcomes[key] = Outcome(stays)
    return outcomes


def _follow(outcome: Outcome, outcomes: Mapping[MessageKey, Outcome], here: _Messages, there: _Messages) -> Outcome:
    """The outcome, a suggestion brought up to date.

    One side's update made a suggestion of a text (its source is obsolete there since), while the other side corrected that
    text: the suggestion is the corrected one.
    """
    message = outcome.message
    if not message.fuzzy or message.previous is None or outcome.draft or outcome.problem:
        return outcome
    source = message.previous.msgctxt, message.previous.msgid
    found = outcomes.get(source)
    if found is None or not found.message.obsolete or not found.message.has_text:
        return outcome
    if len(found.message.msgstr) != len(message.msgstr) or found.message.msgstr == message.msgstr:
        return outcome
    for side in (here, there):
        old = side.get(source)
        if side.get(message.key) == message and old is not None and old.msgstr == message.msgstr:
            return replace(outcome, message=replace(message, msgstr=found.message.msgstr))
    return outcome


def _keep_drafts(outcomes: Mapping[MessageKey, Outcome]) -> Iterator[tuple[MessageKey, Outcome]]:
    """The outcomes without drafts: each went into a comment, unless another message has its text.

    Such a text is an update's suggestion, not a person's: where two drafts differ, it gives way.
    """
    settled = {one.message.msgstr for one in outcomes.values() if one.draft is None or not one.message.fuzzy}
    for key, outcome in outcomes.items():
        message, draft = outcome.message, outcome.draft
        if draft is None or draft.message.msgstr in settled:
            yield key, replace(outcome, draft=None)
        elif message.fuzzy and message.msgstr in settled:
            yield key, Outcome(replace(message, msgstr=draft.message.msgstr, previous=draft.message.previous))
        else:
            kept = replace(message, comments=keep(message.comments, draft.message.msgstr, draft.translator))
            yield key, Outcome(kept, problem=TWICE if message.fuzzy else None)


def _in_order(merged: _Messages, before: _Messages, here: _Messages, there: _Messages) -> Iterator[Message]:
    """Live messages, then obsolete ones, each in the order of their like on the two sides."""
    live = weave(_keys(before, False), _keys(here, False), _keys(there, False))
    gone = weave(_keys(before, True), _keys(here, True), _keys(there, True))
    for keys, obsolete in ((live, False), (dict.fromkeys((*gone, *live)), True)):
        found = (merged[key] for key in keys if key in merged and merged[key].obsolete is obsolete)
        # As gettext writes them: no obsolete entry without a text, and no mark on a live one without.
        yield from (
            replace(message, fuzzy=False) if message.fuzzy and not (obsolete or message.msgstr[0]) else message
            for message in found
            if not obsolete or any(message.msgstr)
        )


def _keys(messages: _Messages, obsolete: bool) -> Sequence[MessageKey]:
    return [key for key, message in messages.items() if message.obsolete is obsolete]


def _header_disputes(fields: Sequence[str]) -> Iterator[Dispute]:
    for name in fields:
        said = f"the header field {name} was changed twice, differently: ours stands"
        yield Dispute(HEADER, Problem("header-changed-twice", said, "see that it is right"))


def _message_disputes(catalog: Catalog, outcomes: Mapping[MessageKey, Outcome]) -> Iterator[Dispute]:
    for message in catalog.messages:
        problem = outcomes[message.key].problem
        if problem is not None:
            yield Dispute(message.key, problem)
