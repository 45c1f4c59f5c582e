"""One message in three versions → one. A text is live afterwards only where a side had exactly that text live.

A message has two parts. The template's (plural source, obsolete or not, notes, references, flags) is written anew by every
update, so the newer template decides. The translator's (translation, mark, comments) is a person's work: none of it is lost.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.l10n.kept import keep, kept, release
from pipeline.l10n.reconcile.three_way import merge_lines, three_way
from pipeline.model.catalog import Message, Previous


class Problem(NamedTuple):
    """Why a person must look at a merged message."""

    rule: str
    problem: str
    remedy: str


TWICE = Problem(
    "translated-twice",
    "translated twice, differently: it is fuzzy now, and the other text stands in its comments",
    "choose a text, then remove that comment and the fuzzy mark",
)
EMPTIED = Problem(
    "translated-and-emptied",
    "translated on one side, emptied on the other: the translation stays, fuzzy",
    "choose, then remove the text or the fuzzy mark",
)


@dataclass(frozen=True, slots=True)
class Sides:
    """What the catalogs' headers say of the two sides."""

    our_translator: str
    their_translator: str
    their_template_is_newer: bool


class Draft(NamedTuple):
    """A message whose fuzzy text gave way, and whose it is."""

    message: Message
    translator: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A merged message, and what is still to be said of it."""

    message: Message
    draft: Draft | None = None
    """Its text is to be kept in a comment, unless another message of the result has this very text."""
    problem: Problem | None = None


def merge_message(base: Message | None, ours: Message, theirs: Message, sides: Sides) -> Outcome:
    """The message that both sides have.

    Laws: what one side alone changed stands; every text that a side entered is the translation, in a comment, or the
    outcome's draft; the result is live only if a side has that text live for the same source.
    """
    if ours == theirs or theirs == base:
        return Outcome(ours)
    if ours == base:
        return Outcome(theirs)
    newer = theirs if sides.their_template_is_newer else ours
    part = three_way(_template_part(base), _template_part(ours), _template_part(theirs), lambda: _template_part(newer))
    frame = ours if part == _template_part(ours) else theirs
    choice = _choose(base, ours, theirs, frame)
    before = base.comments if base else ()
    comments = release(merge_lines(before, ours.comments, theirs.comments), choice.standing.msgstr)
    draft = None
    if choice.other is not None and choice.other.has_text:
        translator = sides.our_translator if choice.other is ours else sides.their_translator
        if choice.problem:
            comments = keep(comments, choice.other.msgstr, translator)
        else:
            draft = Draft(choice.other, translator)
    message = replace(
        frame,
        msgstr=choice.standing.msgstr,
        fuzzy=choice.fuzzy,
        previous=choice.standing.previous or (theirs if choice.standing is ours else ours).previous if choice.fuzzy else None,
        comments=comments,
    )
    return Outcome(_vouched(message, choice.standing, ours, theirs), draft, choice.problem)


def keep_deleted(base: Message, changed: Message) -> Message | None:
    """What stays of a message that one side deleted and the other has, changed or not.

    A person's work stays as an obsolete entry, and comes back with its source; a message that an update brought back to
    life stays alive; anything else is gone.
    """
    if base.obsolete and not changed.obsolete:
        return changed
    if _person_part(base) == _person_part(changed) or not (changed.has_text or changed.comments):
        return None
    return replace(changed, obsolete=True, notes=(), references=())


class _Choice(NamedTuple):
    standing: Message
    fuzzy: bool
    other: Message | None = None
    problem: Problem | None = None


def _choose(base: Message | None, ours: Message, theirs: Message, frame: Message) -> _Choice:
    """Whose translation stands, and what becomes of the other.

    A finished translation outranks a draft, unless the draft is a doubt about what was finished before.
    """
    entered = [side for side in (ours, theirs) if base is None or _entered(base, side)]
    if (ours.msgid_plural is None) != (theirs.msgid_plural is None):
        # Singular on one side, plural on the other: only the template's own side has the right number of forms.
        other = theirs if frame is ours else ours
        lost = other in entered and other.has_text and other.msgstr != frame.msgstr
        return _Choice(frame, True, other, TWICE) if lost else _Choice(frame, frame.fuzzy)
    doubted = base is not None and _finished(base) and not (_finished(ours) and _finished(theirs))
    doubted = doubted or any(_undecided(base, side) for side in (ours, theirs))
    if ours.msgstr == theirs.msgstr or not (ours.has_text or theirs.has_text):
        standing = min(ours, theirs, key=lambda side: (_finished(side) is doubted, not side.fuzzy))
        return _Choice(standing, standing.fuzzy)
    if len(entered) == 1:
        return _Choice(entered[0], entered[0].fuzzy or doubted)
    if _finished(ours) != _finished(theirs) and not doubted:
        standing, other = (ours, theirs) if _finished(ours) else (theirs, ours)
        return _Choice(standing, False, other)
    standing, other = (theirs, ours) if _filled(theirs) > _filled(ours) else (ours, theirs)
    if not other.has_text:
        return _Choice(standing, standing.fuzzy or doubted, None, EMPTIED if doubted else None)
    drafts = not doubted and not _finished(ours)
    return _Choice(standing, True, other, None if drafts else TWICE)


def _entered(base: Message, side: Message) -> bool:
    """Whether a person entered a text on this side, or confirmed one, or has yet to choose one."""
    return side.msgstr != base.msgstr or (_finished(side) and not _finished(base)) or _undecided(base, side)


def _undecided(base: Message | None, side: Message) -> bool:
    """Whether an earlier merge on this side left a text to choose."""
    return side.fuzzy and not kept(side.comments) <= kept(base.comments if base else ())


def _finished(message: Message) -> bool:
    return not message.fuzzy and all(text.strip() for text in message.msgstr)


def _filled(message: Message) -> int:
    return sum(1 for text in message.msgstr if text.strip())


def _vouched(message: Message, standing: Message, ours: Message, theirs: Message) -> Message:
    """The message, fuzzy unless a side has the same text live for the same source."""
    if not message.translated:
        return message
    source = message.msgstr, message.msgid_plural
    if any(side.translated and (side.msgstr, side.msgid_plural) == source for side in (ours, theirs)):
        return message
    old = Previous(standing.msgid, standing.msgctxt, standing.msgid_plural)
    return replace(message, fuzzy=True, previous=old if standing.msgid_plural != message.msgid_plural else None)


def _template_part(message: Message | None) -> tuple[object, ...]:
    if message is None:
        return ()
    return message.msgid_plural, message.obsolete, message.notes, message.references, message.flags


def _person_part(message: Message) -> tuple[object, ...]:
    return message.msgstr, message.fuzzy, message.previous, message.comments
