"""What stands in the `#` lines of an entry, as GNU gettext 0.21 understands it.

`# ` comments, `#. ` notes, `#: ` references, `#, ` flags. Previous texts (`#| `) and obsolete entries (`#~ `) are no comments;
the lexer reads those.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_LANGUAGES = (
    *("c", "objc", "python", "python-brace", "java", "java-printf", "csharp", "javascript", "scheme", "lisp", "elisp"),
    *("librep", "ruby", "sh", "awk", "lua", "object-pascal", "smalltalk", "qt", "qt-plural", "kde", "kde-kuit", "boost", "tcl"),
    *("perl", "perl-brace", "php", "gcc-internal", "gfc-internal", "ycp"),
)
"""The languages of `*-format` flags, in the order in which gettext writes them; it deletes what it does not know."""

_FORMAT = re.compile(rf"(no-|possible-|impossible-)?({'|'.join(_LANGUAGES)})-format")
_RANGE = re.compile(r"([0-9]+)\.\.([0-9]+)")
_LARGEST = 2**31 - 1
_SEPARATORS = re.compile(r"[\n \t\r\f\v,]+")

_REFERENCE = re.compile(r"[ \t]*([^ \t]++)(?:[ \t]*:[ \t]*([0-9]+)(?![^ \t])|(?<=:)[ \t]+([0-9]+)(?![^ \t]))?")
_LINE_NUMBER = re.compile(r"(.+):([0-9]+)", re.DOTALL)
_SUN = re.compile(r" [Ff]ile:[ \t]*(.*?)[ \t]*,[ \t]*line[ \t]*(?:number[ \t]*)?:([0-9]+)[ \t]*", re.DOTALL)
"""A reference as SunOS and Solaris wrote it; gettext reads it and writes its own form."""


class Annotations(NamedTuple):  # made for every message: a tuple is quicker than a dataclass
    """What the comment lines of an entry say."""

    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    fuzzy: bool = False
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=8192)  # a template's lines are read again with each of its catalogs
def read_annotations(lines: str) -> Annotations:
    """What the comment lines say, each with its `#` and without its line end; of several `#,` lines the last one counts."""
    comments: list[str] = []
    notes: list[str] = []
    references: dict[tuple[str, str | None], str] = {}
    fuzzy = False
    flags: tuple[str, ...] = ()
    for line in lines.split("\n"):
        kind = line[1:2]
        if kind == ".":
            notes.append(line[3:] if line[2:3] == " " else line[2:])
        elif kind == ":":
            references.update(_references(line[2:]))
        elif kind in (",", "!"):
            fuzzy, flags = _flags(line[2:])
        elif match := _SUN.fullmatch(line, 1):
            references.update([_reference(match[1], match[2])])
        elif line:
            comments.append(line[1:].removeprefix(" "))
    return Annotations(tuple(comments), tuple(notes), tuple(references.values()), fuzzy, flags)


@lru_cache(maxsize=4096)  # most messages of a catalog come from one file
def _references(text: str) -> tuple[tuple[tuple[str, str | None], str], ...]:
    return tuple(_each_reference(text))


def _each_reference(text: str) -> Iterator[tuple[tuple[str, str | None], str]]:
    for match in _REFERENCE.finditer(text):
        name, after_colon, after_space = match.groups()
        if after_colon:
            yield _reference(name, after_colon)
        elif after_space:
            yield _reference(name[:-1], after_space)
        elif numbered := _LINE_NUMBER.fullmatch(name):
            yield _reference(numbered[1], numbered[2])
        else:
            yield _reference(name, None)


def _reference(name: str, digits: str | None) -> tuple[tuple[str, str | None], str]:
    # What counts for a duplicate, and what is written.
    number = None if digits is None else digits.lstrip("0") or "0"
    short = name
    while short.startswith("./"):
        short = short[2:]
    return (name, number), short if number is None else f"{short}:{number}"


@lru_cache(maxsize=256)
def _flags(text: str) -> tuple[bool, tuple[str, ...]]:
    formats: dict[str, str | None] = {}
    fuzzy = unwrapped = False
    span = ""
    names = iter(_SEPARATORS.split(text))
    for name in names:
        if name == "fuzzy":
            fuzzy = True
        elif name in ("wrap", "no-wrap"):
            unwrapped = name == "no-wrap"
        elif name == "range:":
            span = _range(next(names, "")) or span
        elif match := _FORMAT.fullmatch(name):
            formats[match[2]] = match[1]
    written = [flag for language in _LANGUAGES if language in formats for flag in _format_flag(formats[language], language)]
    return fuzzy, (*written, *([span] if span else []), *(["no-wrap"] if unwrapped else []))


def _format_flag(sort: str | None, language: str) -> Iterator[str]:
    if sort != "impossible-":
        yield f"{'no-' if sort == 'no-' else ''}{language}-format"


def _range(text: str) -> str | None:
    match = _RANGE.match(text)
    if match is None:
        return None
    least, most = (min(int(number.lstrip("0")[:11] or 0), _LARGEST) for number in match.groups())
    return f"range: {least}..{most}" if least <= most else None
