"""A catalog's bytes → its text. Translators' files come in many charsets; what leaves here is one kind of text, with LF.

GNU gettext takes the names in `CODECS` and refuses others. Beyond it, read right here and written clean: a BOM, CRLF, an
ASCII file that holds UTF-8, and other spellings of the same charsets, such as `utf8`. In Shift_JIS the bytes 5C and 7E are read
as backslash and tilde, as authors mean them in markup and links; msgcat makes them yen sign and overline, as iconv does.
"""

import codecs
import re

from pipeline.model.errors import PipelineError, Place

CODECS = frozenset(
    [
        *("ascii", "utf-8", "koi8-r", "koi8-t", "koi8-u", "tis-620"),
        *(f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15)),
        *(f"cp{page}" for page in (850, 866, 874, 932, 949, 950, *range(1250, 1258))),
        *("big5", "big5hkscs", "euc_jp", "euc_kr", "gb18030", "gb2312", "gbk", "johab", "shift_jis"),
    ]
)
"""Python's names of the charsets that gettext calls portable, less EUC-TW, VISCII and GEORGIAN-PS, which Python lacks."""

CLEAN = re.compile("utf-8|ascii|us-ascii|ansi_x3.4-1968", re.IGNORECASE)
"""The names that may stay in a header: UTF-8, and ASCII while the text is that."""

_HEADER = re.compile(
    rb"^[ \t\r\f\v]*(msgctxt[^\n]*\n\s*)?msgid\s*(?:\"\"\s*)+(?:msgid_plural\s*(?:\"[^\"\n]*\"\s*)+)?"
    rb"msgstr[^\"\n]*((?:\"(?:[^\"\\\n]|\\.)*\"\s*)+)",
    re.MULTILINE,
)
_CHARSET = re.compile(r"charset=([^ \t\n]*)")
_COMMENT = re.compile(r"[ \t\r\f\v]*#(?![~|])")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def charset_of(header: str) -> str | None:
    """The charset that a header entry's text names; None where it names none, or says CHARSET, as an untouched template."""
    match = _CHARSET.search(header)
    return None if match is None or match[1] == "CHARSET" else match[1]


def with_utf8(header: str) -> str:
    """The header's text with UTF-8 as the charset that it names."""
    return _CHARSET.sub("charset=UTF-8", header, count=1)


def declared_charset(content: bytes) -> str | None:
    """The charset that a file's bytes declare: a guess, to be compared with the header once that is read."""
    for match in _HEADER.finditer(content.replace(b"\\\n", b"")):
        if match[1] is None:
            return charset_of(match[2].decode("latin-1").replace("\\n", "\n").replace('"', "\n"))
    return None


def codec_of(charset: str | None, content: bytes, path: str) -> str:
    """Python's name for a charset; raises PipelineError, with the header's line, for one that gettext does not know."""
    try:
        codec = codecs.lookup("UTF-8" if charset is None else charset).name
    except (LookupError, ValueError):
        codec = ""
    if codec in CODECS:
        return "utf-8" if codec == "ascii" else codec
    match = _HEADER.search(content)
    line = content.count(b"\n", 0, max(content.find(b"charset=", match.start(2)), 0)) + 1 if match else None
    raise PipelineError(Place(path, line), f"unknown charset {charset!r} in the header", "save the file as UTF-8")


def decode(content: bytes, codec: str, named: bool, path: str) -> str:
    """The text of a catalog, with LF; raises PipelineError at the first line whose bytes are not in the codec.

    As in gettext, comments may hold other bytes where the header has `named` UTF-8: they become lone surrogates (PEP 383),
    which `write_po` turns into the same bytes again.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise PipelineError(Place(path, 1), "this file is UTF-16", "save it as UTF-8")
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        if not named or codec != "utf-8":
            raise _not_in(codec, named, Place(path, line)) from None
        text = body.decode("utf-8", "surrogateescape")
        for number, row in enumerate(text.split("\n")[line - 1 :], line):
            if _ESCAPED_BYTE.search(row) and not _COMMENT.match(row):
                raise _not_in(codec, named, Place(path, number)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise PipelineError(Place(path, line), "a NUL character, where gettext would cut the text off", "delete it")
    return _with_lf(text)


def _not_in(codec: str, named: bool, place: Place) -> PipelineError:
    why = "which the header names" if named else "and no header names another charset"
    return PipelineError(place, f"these bytes are not {codec.upper()}, {why}", "save the file as UTF-8")


def _with_lf(text: str) -> str:
    # One stray CR stays, as gettext keeps it; a file of CRLF or CR lines is a file with other line ends.
    if "\r" not in text:
        return text
    if "\n" not in text:
        return text.replace("\r", "\n")
    return text.replace("\r\n", "\n") if 2 * text.count("\r\n") > text.count("\n") else text
