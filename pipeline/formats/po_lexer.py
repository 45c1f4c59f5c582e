"""A strict reading of a PO file's lines: it refuses what polib would drop or corrupt in silence.

What enters is the file's bytes; what leaves is text that polib reads whole: UTF-8, LF, obsolete entries written as live
ones, with a list that tells which they are. Nothing is interpreted here but the shape of lines and entries
(GNU gettext manual, "The Format of PO Files"; gettext's own grammar is po-gram-gen.y).
"""

import codecs
import re
from dataclasses import dataclass

from pipeline.model.errors import PipelineError, Place

_LINE = re.compile(
    r"""(?P<obsolete>\#~\s*)?(?P<previous>(?<=\#~)\|\s*|\|\s*|\#\|\s*)?
        (?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<form>\d+)\])?)?\s*
        (?P<string>"(?:[^"\\]|\\.)*")\s*""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"#(?![~|])|#~\s*(#|$)|#\|\s*$")
_TRANSLATOR = re.compile(r"#(?![.:,|~=])")
_ESCAPE = re.compile(r"\\(.)")
_CHARSET = re.compile(rb"charset=([^\s\\\"]*)")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")

# What may follow what inside one entry; None begins it.
_FOLLOWS: dict[str | None, tuple[str, ...]] = {
    None: ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[]",),
    "msgstr": ("msgctxt", "msgid"),
    "msgstr[]": ("msgstr[]", "msgctxt", "msgid"),
}


@dataclass(frozen=True, slots=True)
class Lexed:
    """A catalog's text, made safe for polib."""

    text: str
    lines: tuple[int, ...]
    """The line on which each entry's first keyword stands, in order."""
    obsolete: tuple[bool, ...]
    """Whether each entry is obsolete, in the same order."""
    comments: tuple[tuple[str, ...], ...]
    """Each entry's translator comments, which polib would take for a file's heading, or rob of empty lines."""


def decode(content: bytes, path: str) -> str:
    """The text of a catalog in the charset that its header names (UTF-8 without one); a BOM and CRLF are read away."""
    declared = _CHARSET.search(content)
    name = declared[1].decode("ascii", "replace") if declared else "UTF-8"
    if name == "CHARSET":  # an untouched template
        name = "UTF-8"
    try:
        codec = codecs.lookup(name)
    except LookupError:
        raise PipelineError(path, f"unknown charset {name!r} in the header", "save the file as UTF-8") from None
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = codec.decode(body)[0]
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise PipelineError(
            Place(path, line), f"these bytes are not {name}, which the header names", "save the file as UTF-8"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lex(text: str, path: str) -> Lexed:
    """The catalog's text with obsolete entries as live ones; raises PipelineError at the first line that is no PO."""
    lines: list[str] = []
    starts: list[int] = []
    obsolete: list[bool] = []
    comments: list[list[str]] = [[]]
    state: str | None = None
    forms = 0
    for number, line in enumerate(text.split("\n"), start=1):
        place = Place(path, number)
        stripped = line.strip()
        if not stripped or _COMMENT.match(stripped):
            comment = re.sub(r"^#~\s*(?=#|$)", "", stripped)
            if _TRANSLATOR.match(comment):
                comments[-1].append(comment[1:].removeprefix(" "))
                comment = ""
            lines.append(comment)
            continue
        match = _LINE.fullmatch(stripped)
        if match is None:
            raise _not_po(stripped, place)
        _refuse_bad_escape(match["string"], place)
        if match["previous"]:
            lines.append(f"#| {match['keyword'] or ''} {match['string']}".replace("#|  ", "#| "))
            continue
        keyword = match["keyword"]
        if keyword is None:
            if state is None:
                raise PipelineError(place, "a string without msgid or msgstr before it", "restore the lost line")
        else:
            kind = "msgstr[]" if match["form"] is not None else keyword
            if kind not in _FOLLOWS[state]:
                raise PipelineError(place, f"{keyword} after {state or 'nothing'}", "restore the lost line")
            if kind in ("msgctxt", "msgid") and state != "msgctxt":
                starts.append(number)
                obsolete.append(match["obsolete"] is not None)
                forms = 0
                comments.append([])
            if kind == "msgstr[]":
                if int(match["form"]) != forms or forms > 9:
                    raise PipelineError(place, f"{keyword} is out of order", f"the next form is msgstr[{forms}]")
                forms += 1
            state = kind
        lines.append(f"{keyword or ''} {match['string']}".lstrip())
    if state not in (None, "msgstr", "msgstr[]"):
        raise PipelineError(Place(path, number), f"the file ends after {state}", "restore its lost end")
    return Lexed("\n".join(lines), tuple(starts), tuple(obsolete), tuple(map(tuple, comments[:-1])))


def _not_po(line: str, place: Place) -> PipelineError:
    if line.startswith(_CONFLICT):
        return PipelineError(place, "a conflict marker of a version control merge", "resolve the conflict first")
    if line.count('"') - line.count('\\"') == 1:
        return PipelineError(place, "a string that is not closed, or not opened", "add the missing quote")
    return PipelineError(place, f"this is no line of a PO file: {line[:60]}", "mend it in an editor for PO files")


def _refuse_bad_escape(string: str, place: Place) -> None:
    for match in _ESCAPE.finditer(string):
        if match[1] not in 'nrt"\\':
            raise PipelineError(place, f"the escape {match[0]} is not supported", r"use \n, \t, \" or \\")
