"""A text that lost its place, kept in a translator comment: nobody's work is dropped by a merge.

The form is a line per plural form, the same in every locale, because editors show translator comments as they are:

    other translation: "24 bis 48 Stunden" (by Ana Kovač <ana@example.org>)
    other translation [1]: "…" (by …)

The text is a JSON string, so that a newline in it stays on the line.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.catalog import Catalog, Message, MessageKey

_LINE = re.compile(r'other translation(?: \[(\d+)\])?: ("(?:[^"\\]|\\.)*") \(by .*\)')
# What JSON leaves as it is, and what yet ends a line or shows as nothing somewhere.
_ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)}


def keep(comments: Sequence[str], msgstr: Sequence[str], translator: str) -> tuple[str, ...]:
    """The comments with a translation's texts in them, and whose they are; a text that stands there already is not added.

    Law: keeping twice is keeping once; `kept(keep(comments, texts, name))` holds each text that is not blank.
    """
    there = kept(comments)
    name = translator.strip().translate(_ESCAPES) or "somebody"
    lines = [
        f"other translation{f' [{form}]' if len(msgstr) > 1 else ''}: {_quote(text)} (by {name})"
        for form, text in enumerate(msgstr)
        if text.strip() and (form, text) not in there
    ]
    return (*comments, *lines)


def by_key(catalog: Catalog) -> dict[MessageKey, Message]:
    """The messages of a catalog by key.

    Where an obsolete one has the key of a live one (GNU gettext refuses such a file), the live one has its text, or keeps it.
    """
    found = {message.key: message for message in catalog.messages if not message.obsolete}
    for message in catalog.messages:
        if message.obsolete:
            live = found.setdefault(message.key, message)
            if live is not message:
                found[message.key] = _with_twin(live, message)
    return found


def _with_twin(live: Message, twin: Message) -> Message:
    comments = tuple(dict.fromkeys((*live.comments, *twin.comments)))
    if live.msgstr == twin.msgstr:
        return replace(live, comments=comments)
    if not live.has_text and len(live.msgstr) == len(twin.msgstr):
        return replace(live, msgstr=twin.msgstr, fuzzy=twin.fuzzy, previous=twin.previous, comments=comments)
    return replace(live, comments=keep(comments, twin.msgstr, ""))


def release(comments: Sequence[str], msgstr: Sequence[str]) -> tuple[str, ...]:
    """The comments without those kept texts that are the translation itself by now."""
    current = set(enumerate(msgstr))
    return tuple(line for line in comments if not (_read(line) & current))


def kept(comments: Sequence[str]) -> set[tuple[int, str]]:
    """The kept texts of these comments, each with the number of its plural form."""
    return {pair for line in comments for pair in _read(line)}


def _read(line: str) -> set[tuple[int, str]]:
    match = _LINE.fullmatch(line)
    if match is None:
        return set()
    try:
        return {(int(match[1] or 0), json.loads(match[2]))}
    except ValueError:  # somebody wrote a line that only looks like one of these
        return set()


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPES)
