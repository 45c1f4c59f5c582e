"""PO files ⇄ catalogs, the one door to polib.

What is written is `msgcat --no-wrap` form, to the byte (GNU gettext 0.21): the one form on which gettext versions agree.
What msgcat refuses is refused, but for what can be read right: a BOM, CRLF, an ASCII or CHARSET header above UTF-8, non-ASCII
msgids in another charset, and an obsolete entry of a live one's key. What the lexer refuses beyond msgcat, it says itself.
Babel never reads or writes a catalog: it loses `#|` lines and takes entries for obsolete ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

import polib

from pipeline.formats.po_charset import CLEAN, charset_of, codec_of, declared_charset, decode, with_utf8
from pipeline.formats.po_comments import Annotations, read_annotations
from pipeline.formats.po_lexer import Entry, lex
from pipeline.formats.po_writer import write_po
from pipeline.model.catalog import Catalog, Message, MessageKey, Previous
from pipeline.model.errors import PipelineError, Place

__all__ = ["read_po", "write_po"]

# Unrolled, so that a string costs its length: plain characters, then an escape and more plain characters, and so on.
_QUOTED = r'"[^"\\\n\x04]*(?:\\[nrt"\\][^"\\\n\x04]*)*"'
_STRING = rf"({_QUOTED}(?:\n{_QUOTED})*)"
_PREVIOUS = rf"({_QUOTED}(?:\n#\| {_QUOTED})*)"
_WRAP = re.compile(r'"\n(?:#\| )?"')
_COMMENTS = r"\n?((?:#(?![~|]).*(?<!\\)\n)*)"
_PLAIN = re.compile(
    rf"{_COMMENTS}(?:(?:#\| msgctxt {_PREVIOUS}\n)?#\| msgid {_PREVIOUS}\n(?:#\| msgid_plural {_PREVIOUS}\n)?)?()"
    rf"(?:msgctxt {_STRING}\n)?msgid {_STRING}\n"
    rf"(?:msgid_plural {_STRING}\n((?:msgstr\[[0-9]\] {_QUOTED}(?:\n{_QUOTED})*\n?)+)|msgstr {_STRING}\n?)"
)
"""A live entry in the usual layout, its strings wrapped or not."""

_OBSOLETE = re.compile(rf"{_COMMENTS}(?:#~ (?!#).*\n?)+")
"""An obsolete entry without previous texts, in the usual layout; without its `#~ ` it is read as a live one."""

_FORM = re.compile(rf"msgstr\[([0-9])\] {_STRING}")
_CLOSED = re.compile(rf"\n(?:#~ )?msgstr(?:\[[0-9]\])? {_QUOTED}(?:\n(?:#~ )?{_QUOTED})*\n*")
_BEGINS = re.compile(r"\n*(?:\Z|#(?!~)|(?:#~ ?)?msg(?:id|ctxt)|#~\|)")
"""How text ends, and begins, where an entry may: a blank line alone may stand within one."""


def read_po(content: bytes, path: str, domain: str, locale: str | None = None) -> Catalog:
    """The catalog of a file's bytes; raises PipelineError with the line of whatever a PO file may not hold.

    Laws: `read_po(write_po(catalog)) == catalog`; `write_po(read_po(content))` is what `msgcat --no-wrap` prints.
    """
    charset = declared_charset(content)
    entries = _read_entries(content, charset, path)
    header = _header(entries)
    named = charset_of(header.msgstr[0]) if header else None
    if codec_of(named, content, path) != codec_of(charset, content, path):
        entries = _read_entries(content, named, path)
        header = _header(entries)
    _refuse_twins(entries, path)
    at = next((at for at, message in enumerate(entries) if message is header), 0)
    before, after = (
        [kept for kept in map(_as_kept, part) if kept] for part in (entries[:at], entries[at + (header is not None) :])
    )
    messages = (*before, *after)
    if header is None:
        return Catalog(domain, locale, messages=messages, frame=None, path=path)
    return Catalog(
        domain,
        locale,
        _clean_header(header.msgstr[0], path),
        header.comments,
        header.fuzzy and header.msgstr[0] != "",
        messages,
        replace(header, msgstr=("", *header.msgstr[1:]), comments=(), fuzzy=False),
        sum(not message.obsolete for message in before),
        path,
    )


def _header(entries: Iterable[Message]) -> Message | None:
    return next((message for message in entries if message.key == (None, "") and not message.obsolete), None)


def _clean_header(header: str, path: str) -> str:
    # What is written is UTF-8. An untouched template may say CHARSET, as gettext lets it, in a `.pot` alone.
    charset = charset_of(header)
    if charset and CLEAN.fullmatch(charset):
        return header
    if charset is None and path.endswith(".pot"):
        return header
    return with_utf8(header)


def _refuse_twins(entries: Sequence[Message], path: str) -> None:
    if len({(message.msgctxt, message.msgid, message.obsolete) for message in entries}) == len(entries):
        return
    seen: dict[tuple[MessageKey, bool], Message] = {}
    for message in entries:
        twin = seen.setdefault((message.key, message.obsolete), message)
        if twin is not message:
            what = "a second header" if message.key == (None, "") else "a duplicate entry"
            place = Place(path, message.line)
            raise PipelineError(place, f"{what}: {message.msgid[:50]!r} is on line {twin.line} already", "remove one")


def _as_kept(message: Message) -> Message | None:
    # As gettext writes it: no mark on a live entry without text, no range and no empty text among obsolete ones.
    if message.obsolete:
        flags = tuple(flag for flag in message.flags if not flag.startswith("range:"))
        kept = message if flags == message.flags else replace(message, flags=flags)
        return kept if any(message.msgstr) else None
    return replace(message, fuzzy=False) if message.fuzzy and not message.msgstr[0] else message


def _read_entries(content: bytes, charset: str | None, path: str) -> list[Message]:
    codec = codec_of(charset, content, path)
    plain, rest = _read_plain(decode(content, codec, charset is not None, path))
    entries = [entry for line, text in rest for entry in lex(text, path, codec, line)]
    return sorted((*plain, *_read_lexed(entries, path)), key=lambda message: message.line or 0) if entries else plain


def _read_plain(text: str) -> tuple[list[Message], list[tuple[int, str]]]:
    """The entries that one regular expression reads whole, and the other stretches of text, each with its first line.

    Nearly all of a catalog is such entries, and this is a fraction of the work of lexer and polib. Law: both read them alike
    (tests/formats/test_laws.py).
    """
    messages: list[Message] = []
    rest: list[tuple[int, str]] = []
    line, offset = 1, 0
    begins = True
    for block in text.split("\n\n"):
        offset += len(block) + 2
        ends = _BEGINS.match(text, offset) is not None
        message = _read_block(block, line) if begins and ends else None
        if message is not None:
            messages.append(message)
        elif begins:
            rest.append((line, block))
        else:
            rest[-1] = (rest[-1][0], f"{rest[-1][1]}\n\n{block}")
        begins = ends and (message is not None or _closed(block))
        line += block.count("\n") + 2
    return messages, [(start, stretch) for start, stretch in rest if stretch.strip("\n")]


def _closed(block: str) -> bool:
    last = max(block.rfind("\nmsgstr"), block.rfind("\n#~ msgstr"))
    return last >= 0 and _CLOSED.fullmatch(block, last) is not None


def _read_block(block: str, line: int) -> Message | None:
    obsolete = "#~ " in block and _OBSOLETE.fullmatch(block) is not None
    entry = _PLAIN.fullmatch(block.replace("\n#~ ", "\n").removeprefix("#~ ") if obsolete else block)
    if entry is None:
        return None
    lines, before_msgctxt, before_msgid, before_plural, _, msgctxt, msgid, msgid_plural, forms, msgstr = entry.groups()
    numbered = _FORM.findall(forms) if forms else []
    if any(number != str(form) for form, (number, _) in enumerate(numbered)):
        return None
    said = read_annotations(lines)
    return Message(
        _unescape(msgid),
        _unescape(msgctxt),
        _unescape(msgid_plural),
        tuple(_unescape(text) for _, text in numbered) if numbered else (_unescape(msgstr),),
        said.fuzzy,
        obsolete,
        None if before_msgid is None else Previous(*map(_unescape, (before_msgid, before_msgctxt, before_plural))),
        said.flags,
        said.comments,
        said.notes,
        said.references,
        line + block.count("\n", 0, entry.start(5)),
    )


@overload
def _unescape(quoted: str) -> str: ...
@overload
def _unescape(quoted: None) -> None: ...
def _unescape(quoted: str | None) -> str | None:
    if quoted is None:
        return None
    string = quoted[1:-1]
    if "\n" in string:
        string = _WRAP.sub("", string)
    return str(polib.unescape(string)) if "\\" in string else string


class _Lines(str):
    """A text whose lines end with LF alone: polib would end them at U+2028 as well."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


class _WithoutMetadata(polib.POFile):  # type: ignore[misc]
    """A file whose header is an entry like the others."""

    def find(self, *args: object, **kwargs: object) -> None:  # polib asks for the header entry through this
        return None


def _read_lexed(entries: list[Entry], path: str) -> Iterator[Message]:
    text = _Lines("\n\n".join(entry.text for entry in entries) + "\n")
    try:
        parsed = polib.pofile(text, encoding="utf-8", klass=_WithoutMetadata)
    except (OSError, ValueError) as error:
        raise PipelineError(path, f"polib cannot read this file: {error}", "mend it in an editor for PO files") from None
    if len(parsed) != len(entries):
        raise PipelineError(path, "this file cannot be read whole", "open and save it with an editor for PO files")
    for entry, found in zip(entries, parsed, strict=True):
        yield _read_entry(entry, found, read_annotations(entry.comments))


def _read_entry(entry: Entry, found: polib.POEntry, said: Annotations) -> Message:
    previous = None
    if found.previous_msgid is not None:
        previous = Previous(found.previous_msgid, found.previous_msgctxt, found.previous_msgid_plural)
    forms = tuple(found.msgstr_plural[number] for number in sorted(found.msgstr_plural))
    return Message(
        found.msgid,
        found.msgctxt,
        found.msgid_plural if forms else None,
        forms or (found.msgstr,),
        said.fuzzy,
        entry.obsolete,
        previous,
        said.flags,
        said.comments,
        said.notes,
        said.references,
        entry.line,
    )
