"""Where a text of an entry stands in its PO file: the lines and columns of a passage, however the file is wrapped.

A code host shows an alert where its lines were edited, and who translates edits the lines of `msgstr`, not that of `msgid`.
"""

import re
from collections.abc import Sequence

from pipeline.model.region import Region

_KEYWORD = re.compile(r"[ \t]*(msgctxt|msgid_plural|msgid|msgstr(?:\[[ \t]*(\d+)[ \t]*\])?)[ \t]*(?=\")")
_STRING = re.compile(r'[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*')
_SIGN = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+|.)|[^\\]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\"}

_Sign = tuple[str, int, int, int]
"""A character of a text, the number of its line, and where it begins and ends there."""


def entry_lines(lines: Sequence[str], first: int) -> range:
    """The numbers of the lines of the entry whose keywords begin in that line: to the next that is none of its own."""
    translated = False
    for number in range(first, len(lines) + 1):
        keyword = _KEYWORD.match(lines[number - 1])
        if not keyword and not _STRING.fullmatch(lines[number - 1]):
            return range(first, number)
        if keyword and translated and not keyword[1].startswith("msgstr"):
            return range(first, number)  # the next entry, with no line between
        translated = translated or bool(keyword and keyword[1].startswith("msgstr"))
    return range(first, len(lines) + 1)


def region_of(lines: Sequence[str], first: int, form: int, text: str, start: int, end: int) -> Region | None:
    """Where the characters `start` to `end` of a form of the translation stand in the file's lines.

    `first` is the line that the entry's keywords begin in. None where its `msgstr` is not `text` to the letter, as in a file
    that was edited since, or in odd escapes.
    """
    signs = _signs(lines, entry_lines(lines, first), form)
    if "".join(sign for sign, *_ in signs) != text or not 0 <= start <= end <= len(text) or not signs:
        return None
    _, line, column, behind = signs[min(start, len(signs) - 1)]
    if start == len(signs):  # behind the last character
        column = behind
    _, end_line, _, end_column = signs[end - 1] if end > start else ("", line, column, column)
    return Region(line, column, end_line, end_column)


def _signs(lines: Sequence[str], numbers: range, form: int) -> list[_Sign]:
    found: list[_Sign] = []
    wanted = False
    for number in numbers:
        line = lines[number - 1]
        keyword = _KEYWORD.match(line)
        if keyword:
            wanted = keyword[1].startswith("msgstr") and int(keyword[2] or 0) == form
        string = _STRING.fullmatch(line, keyword.end() if keyword else 0)
        if wanted and string:
            begin = string.start(1)
            found += (
                (_plain(sign[0]), number, begin + sign.start() + 1, begin + sign.end() + 1)
                for sign in _SIGN.finditer(string[1])
            )
    return found


def _plain(sign: str) -> str:
    if len(sign) == 1:
        return sign
    if sign[1] == "x":
        return chr(int(sign[2:], 16) % 0x100)
    return _ESCAPES.get(sign[1:]) or (chr(int(sign[1:], 8) % 0x100) if sign[1].isdigit() else sign)
