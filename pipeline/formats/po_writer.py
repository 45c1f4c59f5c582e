"""Catalogs → the bytes of PO files, in the form of `msgcat --no-wrap` (GNU gettext 0.21).

gettext 0.23.1 printed the same for all that was tried, real catalogs and odd ones, but for references: it takes the marks
U+2068 and U+2069, which 0.21 does not know, from names without a space.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.formats.po_charset import charset_of, with_utf8
from pipeline.model.catalog import Catalog, Message

_REFERENCE_COLUMNS = 79
"""Where gettext folds `#:` lines, `--no-wrap` or not; it counts bytes."""

_SPECIAL = re.compile('[\\\\"\a\b\t\v\f\r\n]')
_ESCAPES = (
    *(("\\", r"\\"), ('"', r"\""), ("\t", r"\t"), ("\n", "\\n\n")),
    *(("\a", r"\a"), ("\b", r"\b"), ("\v", r"\v"), ("\f", r"\f"), ("\r", r"\r")),
)
"""What is written for what; a newline ends its line in the file too. One `replace` each is quicker than `translate`."""


def write_po(catalog: Catalog) -> bytes:
    """The bytes of a catalog; live entries first, obsolete ones last.

    As msgcat does, it leaves out obsolete entries without any text, and the fuzzy mark of live ones. Unlike msgcat it writes a
    catalog without messages too, and keeps an obsolete plural whose first form alone is empty: no text is lost.
    """
    live = [message for message in catalog.messages if not message.obsolete]
    gone = [message for message in catalog.messages if message.obsolete and any(message.msgstr)]
    live[catalog.before_header : catalog.before_header] = _header(catalog)
    text = "\n\n".join(map(_entry, (*live, *gone)))
    return f"{text}\n".encode("utf-8", "surrogateescape") if text else b""


def source_lines(message: Message) -> str:
    """All lines of an entry above its translation, as `write_po` gives them for a live message that is not fuzzy."""
    lines = (*_annotations(message), *_source("", message.msgctxt, message.msgid, message.msgid_plural))
    return "\n".join(lines) + "\n"


def _header(catalog: Catalog) -> list[Message]:
    frame = catalog.frame
    if frame is None:
        if not (catalog.header or catalog.comments or catalog.fuzzy):
            return []
        frame = Message("")
    header = catalog.header
    charset = charset_of(header)
    if (charset is None or charset.upper() != "UTF-8") and not all(map(_is_ascii, catalog.messages)):
        header = with_utf8(header)
    return [replace(frame, msgstr=(header, *frame.msgstr[1:]), comments=catalog.comments, fuzzy=catalog.fuzzy)]


def _is_ascii(message: Message) -> bool:
    before = message.previous
    previous = (before.msgctxt or "", before.msgid, before.msgid_plural or "") if before else ()
    return "".join((message.msgctxt or "", message.msgid, message.msgid_plural or "", *message.msgstr, *previous)).isascii()


def _entry(message: Message) -> str:
    return "\n".join((*_annotations(message), *_texts(message)))


def _annotations(message: Message) -> Iterator[str]:
    for line in message.comments:
        yield _comment("#", line)
    for line in message.notes:
        yield _comment("#.", line)
    if message.references:
        yield from _fold_references(message.references)
    flags = message.flags
    if message.obsolete:
        flags = tuple(flag for flag in flags if not flag.startswith("range:"))
    if message.fuzzy and (message.obsolete or message.msgstr[0]):
        flags = ("fuzzy", *flags)
    if flags:
        yield f"#, {', '.join(flags)}"


def _comment(mark: str, line: str) -> str:
    if line.endswith("\\"):
        return f"{mark} {line} "  # for gettext, a backslash at the end takes the next line into the comment
    return f"{mark} {line}" if line else mark


def _texts(message: Message) -> Iterator[str]:
    mark = "#~ " if message.obsolete else ""
    if message.previous:
        before = message.previous
        yield from _source("#~| " if message.obsolete else "#| ", before.msgctxt, before.msgid, before.msgid_plural)
    yield from _source(mark, message.msgctxt, message.msgid, message.msgid_plural)
    if message.msgid_plural is None:
        yield _string("msgstr", mark, message.msgstr[0])
    else:
        for number, text in enumerate(message.msgstr):
            yield _string(f"msgstr[{number}]", mark, text)


def _source(mark: str, msgctxt: str | None, msgid: str, msgid_plural: str | None) -> Iterator[str]:
    if msgctxt is not None:
        yield _string("msgctxt", mark, msgctxt)
    yield _string("msgid", mark, msgid)
    if msgid_plural is not None:
        yield _string("msgid_plural", mark, msgid_plural)


def _string(keyword: str, mark: str, text: str) -> str:
    if not _SPECIAL.search(text):
        return f'{mark}{keyword} "{text}"'
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    lines = text.removesuffix("\n").split("\n")
    if len(lines) == 1:
        return f'{mark}{keyword} "{lines[0]}"'
    between = f'"\n{mark}"'
    return f'{mark}{keyword} ""\n{mark}"{between.join(lines)}"'


def _fold_references(references: Iterable[str]) -> Iterator[str]:
    line, column = "#:", 2
    for reference in references:
        width = 1 + (len(reference) if reference.isascii() else len(reference.encode("utf-8", "surrogateescape")))
        if column > 2 and column + width > _REFERENCE_COLUMNS:
            yield line
            line, column = "#:", 2
        line += f" {reference}"
        column += width
    yield line
