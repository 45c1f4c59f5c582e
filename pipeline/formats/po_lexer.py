"""A strict reading of a PO file's lines: it refuses what polib would drop or corrupt in silence.

What enters is text; what leaves are entries, each as plain lines that polib reads whole: live, without comments, one string
for each keyword, no escape but those that polib knows. The grammar is GNU gettext 0.21's (manual, "The Format of PO Files"):
what it refuses is refused here, and what it accepts is accepted, but for these, where a text could be lost in silence:

- `domain` directives: a catalog here has one domain.
- a NUL, written out or as an escape: gettext cuts the text off there.
- a comment that ends in a backslash before a line that is no comment: gettext takes that line for comment.
- `msgstr[10]` and beyond: polib takes it for `msgstr[1]`, and no language has more than six forms.
- `msgstr` and its `[0]` on two lines, and numeric escapes that are half a character: nobody writes them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model.errors import PipelineError, Place

_TOKEN = re.compile(
    r"""[ \t\r\f\v]*(?:
        (?P<string>"(?:[^"\\]|\\.)*") | (?P<word>[A-Za-z_$][A-Za-z_$0-9]*) | (?P<obsolete>\#~) | (?P<previous>(?<=\#~)\||\#\|)
        | (?P<comment>\#.*) | (?P<form>\[[ \t\r\f\v]*([0-9]+)[ \t\r\f\v]*\]) | (?P<end>$) | (?P<junk>.))""",
    re.VERBOSE | re.DOTALL,
)
_BLANK = " \t\r\f\v"
_NUMERIC = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+)|\\(.)", re.DOTALL)
_NUMBER = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_MOST_FORMS = 10

_START = ("| msgctxt", "| msgid", "msgctxt", "msgid")
# What may follow what inside one entry; "" begins it. `|` marks the previous source text.
_FOLLOWS: dict[str, tuple[str, ...]] = {
    "": _START,
    "| msgctxt": ("| msgid",),
    "| msgid": ("| msgid_plural", "msgctxt", "msgid"),
    "| msgid_plural": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[]",),
    "msgstr": _START,
    "msgstr[]": ("msgstr[]", *_START),
}
_LAST = ("", "msgstr", "msgstr[]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalog, made safe for polib."""

    text: str
    """Its keywords and strings."""
    line: int
    """Where its first keyword stands, previous texts aside."""
    obsolete: bool
    comments: str
    """Its comment lines."""


@dataclass(slots=True)
class _Open:
    """The entry that is being read."""

    comments: list[str] = field(default_factory=list)
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    last: str = ""
    forms: int = 0
    line: int = 0
    obsolete: bool = False

    def closed(self) -> Entry:
        text = "\n".join(f'{keyword} "{"".join(strings)}"' for keyword, strings in self.fields)
        return Entry(text, self.line, self.obsolete, "\n".join(self.comments))


def lex(text: str, path: str, codec: str = "utf-8", start: int = 1) -> Iterator[Entry]:
    """The entries of a text whose first line is number `start`; raises PipelineError at the first line that is no PO.

    Numeric escapes are bytes of the file's codec. A translator's comments after the last entry belong to none, and are dropped
    as in gettext; notes and references there are the sign of a file that was cut off.
    """
    entry = _Open()
    number = start
    for number, line in _logical_lines(text, path, start):
        place = Place(path, number)
        obsolete = previous = False
        at = 0
        while at < len(line):
            token = _TOKEN.match(line, at)
            kind = token.lastgroup if token else "junk"  # `form` holds a group of its own
            if token is None or kind == "junk":
                raise _not_po(line, place)
            at = token.end()
            if kind == "obsolete":
                obsolete = True
            elif kind == "previous":
                previous = True
            elif kind == "comment":
                if entry.last:
                    yield _finished(entry, place, "a comment")
                    entry = _Open()
                entry.comments.append(token["comment"])
            elif kind == "string":
                _take_string(entry, token["string"][1:-1], previous, obsolete, codec, place)
            elif kind == "word":
                keyword, at = _keyword(token["word"], previous, line, at, place)
                if entry.last in ("msgstr", "msgstr[]") and keyword in _START:
                    yield _finished(entry, place, keyword)
                    entry = _Open()
                _take_keyword(entry, keyword, obsolete, place)
            elif kind != "end":
                raise _not_po(line, place)
    yield from _at_the_end(entry, Place(path, number))


def _at_the_end(entry: _Open, place: Place) -> Iterator[Entry]:
    if entry.last:
        yield _finished(entry, place, "the end of the file")
    elif any(comment.startswith(("#.", "#:")) for comment in entry.comments):
        # gettext drops them; but a tool wrote them above an entry, and what is cut off here was somebody's work.
        raise PipelineError(place, "the file ends in the comments of an entry", "restore its lost end")


def _logical_lines(text: str, path: str, start: int) -> Iterator[tuple[int, str]]:
    # A backslash at the end of a line continues it, in strings and, for gettext, in comments.
    held = ""
    lines = text.split("\n")
    for number, line in enumerate(lines, start):
        if held and held.lstrip(_BLANK).startswith("#") and line.strip(_BLANK) and not line.lstrip(_BLANK).startswith("#"):
            problem = "the comment above ends in a backslash, so gettext takes this line for comment"
            raise PipelineError(Place(path, number), problem, "remove the backslash")
        if line.endswith("\\") and number < start + len(lines) - 1:
            held += line[:-1]
        else:
            yield number, held + line
            held = ""


def _keyword(word: str, previous: bool, line: str, at: int, place: Place) -> tuple[str, int]:
    if word == "domain":
        raise PipelineError(place, "a domain directive", "keep one domain in each file")
    known = ("msgctxt", "msgid", "msgid_plural") + (() if previous else ("msgstr",))
    if word not in known:
        raise _not_po(line, place)
    if word != "msgstr":
        return f"| {word}" if previous else word, at
    form = _TOKEN.match(line, at)
    if form is None or form["form"] is None:
        return word, at
    return f"msgstr[{form['form'].strip('[]' + _BLANK).lstrip('0') or 0}]", form.end()


def _take_keyword(entry: _Open, keyword: str, obsolete: bool, place: Place) -> None:
    kind = "msgstr[]" if "[" in keyword else keyword
    last = entry.last
    if (entry.fields and not entry.fields[-1][1]) or kind not in _FOLLOWS[last]:
        raise PipelineError(place, f"{keyword} after {last or 'nothing'}", "restore the lost line")
    if kind == "msgstr[]":
        if entry.forms == _MOST_FORMS:
            raise PipelineError(place, f"more than {_MOST_FORMS} plural forms", "write no more than the language has")
        if keyword != f"msgstr[{entry.forms}]":
            raise PipelineError(place, f"{keyword} is out of order", f"the next form is msgstr[{entry.forms}]")
        entry.forms += 1
    if not last:
        entry.obsolete = obsolete
    elif obsolete != entry.obsolete:
        raise _mixed(place)
    if kind in ("msgctxt", "msgid") and last != "msgctxt":
        entry.line = place.line or 0
    entry.last = kind
    entry.fields.append((f"#{keyword}" if keyword.startswith("|") else keyword, []))


def _take_string(entry: _Open, string: str, previous: bool, obsolete: bool, codec: str, place: Place) -> None:
    if not entry.fields or previous != entry.last.startswith("|"):
        raise PipelineError(place, "a string without msgid or msgstr before it", "restore the lost line")
    if obsolete != entry.obsolete:
        raise _mixed(place)
    if "\\" in string:
        string = _NUMERIC.sub(lambda match: _escape(match, codec, place), string)
    if "\x04" in string:
        raise PipelineError(place, "the character EOT, which gettext keeps for itself", "delete it")
    entry.fields[-1][1].append(string)


def _escape(match: re.Match[str], codec: str, place: Place) -> str:
    numbers, letter = match.groups()
    if letter is not None:
        if letter in 'nrt"\\':
            return match[0]
        if letter not in "abfv":
            raise PipelineError(place, f"the escape {match[0]} is not supported", r"use \n, \t, \" or \\")
        return "\a\b\f\v"["abfv".index(letter)]
    octets = bytes(int(o, 8) & 255 if o else int(x[-2:], 16) for o, x in _NUMBER.findall(numbers))
    if 0 in octets:
        raise PipelineError(place, f"the escape {numbers} is a NUL, where gettext would cut the text off", "delete it")
    try:
        text = octets.decode(codec)
    except UnicodeDecodeError:
        raise PipelineError(place, f"the escape {numbers} is no text", "write the character itself") from None
    return text.translate({ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r"})


def _finished(entry: _Open, place: Place, what: str) -> Entry:
    if entry.last not in _LAST or not entry.fields[-1][1]:
        problem = "the file ends" if what == "the end of the file" else what
        raise PipelineError(place, f"{problem} after {entry.last}", "restore the lost line")
    return entry.closed()


def _mixed(place: Place) -> PipelineError:
    return PipelineError(place, "an entry that is obsolete (#~) in part", "begin all its lines with #~, or none")


def _not_po(line: str, place: Place) -> PipelineError:
    if line.startswith(_CONFLICT):
        return PipelineError(place, "a conflict marker of a version control merge", "resolve the conflict first")
    if line.replace("\\\\", "").replace('\\"', "").count('"') % 2:
        return PipelineError(place, "a string that is not closed, or not opened", "add the missing quote")
    return PipelineError(place, f"this is no line of a PO file: {line.strip()[:60]}", "mend it in an editor for PO files")
