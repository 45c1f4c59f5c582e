"""What changed between two texts, word by word, and between an approved subject and what it is now."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from pipeline.model.approval import Approval, Subject, Wording

# Scripts without spaces between words: there a character is compared, with the marks that stand on it.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
_TOKEN = re.compile(rf"\s+|[{_UNSPACED}][{_MARKS}]*|[^\s{_UNSPACED}]+")


class Piece(StrEnum):
    """What became of a part of a text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Difference(NamedTuple):
    """A text of a subject that changed: its context, and the pieces of source and translation."""

    context: str
    source: tuple[tuple[Piece, str], ...]
    """Empty where the source is the same."""
    translation: tuple[tuple[Piece, str], ...]
    """Empty where the translation is the same."""


def word_changes(old: str, new: str) -> tuple[tuple[Piece, str], ...]:
    """Both texts in pieces. Law: what is not added makes the old one, what is not removed the new one."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[tuple[Piece, str]] = []
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append((Piece.SAME, "".join(before[from_old:to_old])))
            continue
        removed, added = "".join(before[from_old:to_old]), "".join(after[from_new:to_new])
        pieces += [(kind, text) for kind, text in ((Piece.REMOVED, removed), (Piece.ADDED, added)) if text]
    return tuple(pieces)


def differences(approval: Approval, subject: Subject) -> tuple[Difference, ...]:
    """What of a subject differs from the wording that was approved; empty where nothing does."""
    return tuple(_differences(approval.texts, subject.wordings))


def _differences(before: tuple[Wording, ...], after: tuple[Wording, ...]) -> Iterator[Difference]:
    if len(before) == len(after) == 1:
        pairs = [(before[0], after[0])]
    else:
        nothing = Wording(None, "", "")
        old, new = ({wording.msgctxt: wording for wording in wordings} for wordings in (before, after))
        pairs = [(old.get(context, nothing), new.get(context, nothing)) for context in dict.fromkeys((*new, *old))]
    for one, other in pairs:
        source = word_changes(one.source, other.source) if one.source != other.source else ()
        translation = word_changes(one.translation, other.translation) if one.translation != other.translation else ()
        if source or translation:
            yield Difference(other.msgctxt or one.msgctxt or "", source, translation)
