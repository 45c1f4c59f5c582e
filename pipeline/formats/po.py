"""PO files ⇄ catalogs, the one door to polib.

What is written is `msgcat --no-wrap` form, to the byte (GNU gettext 0.21): the one form on which gettext versions agree.
Babel never reads or writes a catalog: it loses `#|` lines and takes entries for obsolete ones.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import polib

from pipeline.formats.po_lexer import decode, lex
from pipeline.model.catalog import Catalog, Message, MessageKey, Previous
from pipeline.model.errors import PipelineError, Place

_REFERENCE_COLUMNS = 79
"""Where gettext folds `#:` lines, `--no-wrap` or not."""

# Unrolled, so that a string costs its length: plain characters, then an escape and more plain characters, and so on.
_QUOTED = r'"[^"\\\n]*(?:\\[nrt"\\][^"\\\n]*)*"'
_STRING = rf"({_QUOTED}(?:\n{_QUOTED})*)"
_PLAIN = re.compile(
    r"((?:# .*\S\n)*)((?:#\. .*\S\n)*)((?:#: .*\S\n)*)(#, [a-z, -]+\n)?"
    rf"(?:msgctxt {_STRING}\n)?msgid {_STRING}\nmsgstr {_STRING}\n?"
)
"""An entry that is live, with one form, as this module writes it."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\n": "\\n"})


def read_po(content: bytes, path: str, domain: str, locale: str | None = None) -> Catalog:
    """The catalog of a file's bytes; raises PipelineError with the line of whatever a PO file may not hold.

    Law: `read_po(write_po(catalog)) == catalog`.
    """
    plain, rest = _read_plain(decode(content, path))
    entries = sorted((*plain, *_read_rest(rest, path)), key=lambda message: message.line or 0)
    messages: list[Message] = []
    header: Message | None = None
    seen: dict[tuple[MessageKey, bool], int | None] = {}
    for message in entries:
        twin = seen.setdefault((message.key, message.obsolete), message.line)
        if twin != message.line:
            what = "a second header" if message.key == (None, "") else "a duplicate entry"
            place = Place(path, message.line)
            raise PipelineError(place, f"{what}: {message.msgid[:50]!r} is on line {twin} already", "remove one")
        if message.key == (None, "") and not message.obsolete:
            header = message
        else:
            messages.append(message)
    return Catalog(
        domain,
        locale,
        header.msgstr[0] if header else "",
        header.comments if header else (),
        header.fuzzy if header else False,
        tuple(messages),
        path,
    )


def _read_plain(text: str) -> tuple[list[Message], str]:
    """The entries that one regular expression reads whole, and the text without them, its lines where they were.

    Nearly all of a catalog is such entries, and this is a tenth of the work of lexer and polib. Law: both read them alike
    (tests/formats/test_laws.py).
    """
    messages: list[Message] = []
    rest: list[str] = []
    line = 1
    for block in text.split("\n\n"):
        lines = block.count("\n")
        entry = _PLAIN.fullmatch(block)
        if entry is None:
            rest.append(block)
        else:
            comments, notes, references, flags, msgctxt, msgid, msgstr = entry.groups()
            rest.append("\n" * lines)
            names = flags[3:-1].split(", ") if flags else ()
            messages.append(
                Message(
                    msgid=_unescape(msgid),
                    msgctxt=None if msgctxt is None else _unescape(msgctxt),
                    msgstr=(_unescape(msgstr),),
                    fuzzy="fuzzy" in names,
                    flags=tuple(name for name in names if name != "fuzzy"),
                    comments=_cut(comments, 2),
                    notes=_cut(notes, 3),
                    references=tuple(" ".join(_cut(references, 3)).split()),
                    line=line + block.count("\n", 0, entry.start(6 if msgctxt is None else 5)),
                )
            )
        line += lines + 2
    return messages, "\n\n".join(rest)


@lru_cache(maxsize=8192)
def _cut(lines: str, mark: int) -> tuple[str, ...]:
    # Notes and references of a message are the same in every locale.
    return tuple(line[mark:] for line in lines.splitlines())


def _unescape(quoted: str) -> str:
    string = quoted[1:-1].replace('"\n"', "")
    return str(polib.unescape(string)) if "\\" in string else string


def _read_rest(text: str, path: str) -> Iterator[Message]:
    """Every other entry: lexed strictly, then read by polib."""
    if not text.strip():
        return
    lexed = lex(text, path)
    entries = _parse(lexed.text, path)
    if len(entries) != len(lexed.lines):
        raise PipelineError(path, "this file cannot be read whole", "open and save it with an editor for PO files")
    for entry, line, obsolete, comments in zip(entries, lexed.lines, lexed.obsolete, lexed.comments, strict=True):
        yield _read_entry(entry, line, obsolete, comments)


class _WithoutMetadata(polib.POFile):  # type: ignore[misc]
    """A file whose header is an entry like the others."""

    def find(self, *args: object, **kwargs: object) -> None:  # polib asks for the header entry through this
        return None


def _parse(text: str, path: str) -> list[polib.POEntry]:
    try:
        return list(polib.pofile(text + "\n", encoding="utf-8", klass=_WithoutMetadata))
    except (OSError, ValueError) as error:
        raise PipelineError(path, f"polib cannot read this file: {error}", "mend it in an editor for PO files") from None


def _read_entry(entry: polib.POEntry, line: int, obsolete: bool, comments: tuple[str, ...]) -> Message:
    previous = None
    if entry.previous_msgid is not None:
        previous = Previous(entry.previous_msgid, entry.previous_msgctxt, entry.previous_msgid_plural)
    forms = tuple(entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural))
    return Message(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural or None,
        msgstr=forms or (entry.msgstr,),
        fuzzy="fuzzy" in entry.flags,
        obsolete=obsolete,
        previous=previous,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        comments=comments,
        notes=_lines(entry.comment),
        references=tuple(":".join(part for part in pair if part) for pair in entry.occurrences),
        line=line,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def write_po(catalog: Catalog) -> bytes:
    """The bytes of a catalog in `msgcat --no-wrap` form; live entries first, obsolete ones last."""
    header = Message("", msgstr=(catalog.header,), comments=catalog.comments, fuzzy=catalog.fuzzy)
    live = [message for message in catalog.messages if not message.obsolete]
    gone = [message for message in catalog.messages if message.obsolete]
    entries = ["\n".join(_write_entry(message)) for message in (header, *live, *gone)]
    return ("\n\n".join(entries) + "\n").encode()


def _write_entry(message: Message) -> Iterator[str]:
    yield from (f"# {line}" if line else "#" for line in message.comments)
    yield from (f"#. {line}" if line else "#." for line in message.notes)
    yield from _fold_references(message.references)
    flags = ("fuzzy",) * message.fuzzy + message.flags
    if flags:
        yield f"#, {', '.join(flags)}"
    mark = "#~ " if message.obsolete else ""
    if message.previous:
        before = "#~| " if message.obsolete else "#| "
        yield from _write_source(before, *_previous_parts(message.previous))
    yield from _write_source(mark, message.msgctxt, message.msgid, message.msgid_plural)
    if message.msgid_plural is None:
        yield from _write_string(f"{mark}msgstr", mark, message.msgstr[0])
    else:
        for number, text in enumerate(message.msgstr):
            yield from _write_string(f"{mark}msgstr[{number}]", mark, text)


def _previous_parts(previous: Previous) -> tuple[str | None, str, str | None]:
    return previous.msgctxt, previous.msgid, previous.msgid_plural


def _write_source(mark: str, msgctxt: str | None, msgid: str, msgid_plural: str | None) -> Iterator[str]:
    if msgctxt is not None:
        yield from _write_string(f"{mark}msgctxt", mark, msgctxt)
    yield from _write_string(f"{mark}msgid", mark, msgid)
    if msgid_plural is not None:
        yield from _write_string(f"{mark}msgid_plural", mark, msgid_plural)


def _write_string(keyword: str, mark: str, text: str) -> Iterator[str]:
    lines = text.split("\n")
    pieces = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] or len(lines) == 1 else [])
    if len(pieces) == 1:
        yield f'{keyword} "{pieces[0].translate(_ESCAPES)}"'
        return
    yield f'{keyword} ""'
    yield from (f'{mark}"{piece.translate(_ESCAPES)}"' for piece in pieces)


def _fold_references(references: Iterable[str]) -> Iterator[str]:
    line = "#:"
    for reference in references:
        if line != "#:" and len(line) + 1 + len(reference) > _REFERENCE_COLUMNS:
            yield line
            line = "#:"
        line += f" {reference}"
    if line != "#:":
        yield line
