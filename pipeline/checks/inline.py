"""What CommonMark 0.31 makes of an inline text: code, tags, links, emphasis, and the markers that make nothing.

Not a renderer: only what can be lost or added in a translation. Reference labels are taken to be defined, as those of a segment
are; `[^id]` is a citation. `tests/checks/test_inline.py` holds it to a parser that passes the specification's examples.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from pipeline.checks.emphasis import Run, match, run_at
from pipeline.checks.plain import once
from pipeline.checks.rule import Pair, Sheet

_TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|`+|<(?=[a-zA-Z/!?])|!?\[|\]|\*+|_+|~+")
_TAG = re.compile(
    r"<(?:/[a-zA-Z][a-zA-Z0-9-]*+\s*+"
    r"|[a-zA-Z][a-zA-Z0-9-]*+(?:\s++[a-zA-Z_:][\w.:-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+/?)>"
)
_AUTOLINK = re.compile(
    r"<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*+|[\w.!#$%&'*+/=?^`{|}~-]++@[a-zA-Z0-9-]++(?:\.[a-zA-Z0-9-]++)*+)>",
    re.ASCII,
)
_ODD_TAGS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
"""Comments, instructions, raw text, declarations: where they begin and end."""
_DEPTH_0 = r"\((?:[^\s()\\]++|\\.)*+\)"
_DEPTH_1 = rf"\((?:[^\s()\\]++|\\.|{_DEPTH_0})*+\)"
_TARGET = re.compile(
    rf"\(\s*+(?:<(?P<angled>(?:[^<>\n\\]++|\\.)*+)>|(?P<bare>(?!<)(?:[^\s()\\]++|\\.|{_DEPTH_1})*+))"
    r"(?:\s++(?:\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'|\((?:[^()\\]++|\\.)*+\)))?+\s*+\)",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:[^\[\]\\]++|\\.){1,999}+)\]", re.DOTALL)
_SPECIAL = re.compile(r"[\\`*_~\[\]<]")


@dataclass(frozen=True, slots=True)
class Sign:
    """One piece of markup."""

    kind: str
    """`em`, `strong`, `del`, `code`, `tag`, `link`, `image`, `reference`, `citation` or `address` (an autolink)."""
    value: str
    """What must survive: the code, the tag, the target of a link, the label of a reference or citation."""
    start: int
    end: int
    inner: str = ""
    """The words of a link."""


@dataclass(frozen=True, slots=True)
class Inline:
    """The markup of a text."""

    signs: tuple[Sign, ...] = ()
    loose: tuple[tuple[int, int], ...] = ()
    """Runs of `*`, `_`, `~~` and backticks, and brackets, that make nothing."""


@dataclass(slots=True)
class _Bracket:
    start: int
    end: int
    runs: int
    """How many runs of delimiters stand before it."""
    active: bool = True


@dataclass(slots=True)
class _Scan:
    raw: str
    backticks: dict[int, list[int]]
    signs: list[Sign] = field(default_factory=list)
    loose: list[tuple[int, int]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    lasts: dict[str, int] = field(default_factory=dict)

    def last(self, passage: str) -> int:
        """Where a passage stands for the last time; looked up once, however often it is missing."""
        if passage not in self.lasts:
            self.lasts[passage] = self.raw.rfind(passage)
        return self.lasts[passage]


_NOTHING = Inline()


@lru_cache(maxsize=16384)
def inline_of(raw: str) -> Inline:
    """The markup of a text, read once however many rules ask."""
    if not _SPECIAL.search(raw):
        return _NOTHING
    scan = _Scan(raw, _backticks(raw))
    at = 0
    while token := _TOKEN.search(raw, at):
        at = _take(scan, token)
    _emphasize(scan, 0)
    scan.loose += ((bracket.start, bracket.end) for bracket in scan.brackets)
    scan.signs.sort(key=lambda sign: (sign.start, -sign.end))
    return Inline(tuple(scan.signs), tuple(sorted(scan.loose)))


@once
def marked(sheet: Sheet) -> Sequence[Pair]:
    """The translations that hold a sign of markup, or whose source does: the only ones that rules on markup speak of."""
    return [pair for pair in sheet.pairs if _SPECIAL.search(pair.text) or _SPECIAL.search(pair.source)]


def _take(scan: _Scan, token: re.Match[str]) -> int:
    """Where the scan goes on behind a token."""
    start, end = token.span()
    first = token[0][0]
    if first == "`":
        return _code(scan, start, end)
    if first == "<":
        return _angled(scan, start)
    if first == "\\":
        return end
    if token[0].endswith("["):
        scan.brackets.append(_Bracket(start, end, len(scan.runs)))
    elif first == "]":
        return _bracketed(scan, start)
    elif first in "*_" or (first == "~" and end - start == 2):
        scan.runs.append(run_at(scan.raw, start, end))
    return end


def _backticks(raw: str) -> dict[int, list[int]]:
    """Where the runs of backticks begin, by their length. A backslash before one is no escape if it closes code."""
    found: dict[int, list[int]] = {}
    for run in re.finditer("`+", raw) if "`" in raw else ():
        found.setdefault(len(run[0]), []).append(run.start())
    return found


def _code(scan: _Scan, start: int, end: int) -> int:
    alike = scan.backticks.get(end - start, ())
    next_one = bisect_left(alike, end)
    closing = alike[next_one] if next_one < len(alike) else None
    if closing is None:
        scan.loose.append((start, end))
        return end
    scan.signs.append(Sign("code", " ".join(scan.raw[end:closing].split()), start, closing + end - start))
    return closing + end - start


def _angled(scan: _Scan, start: int) -> int:
    raw = scan.raw
    if link := _AUTOLINK.match(raw, start):
        scan.signs.append(Sign("address", link[0][1:-1], start, link.end()))
        return link.end()
    if tag := _TAG.match(raw, start):
        scan.signs.append(Sign("tag", tag[0], start, tag.end()))
        return tag.end()
    for begins, ends in _ODD_TAGS:
        if raw.startswith(begins, start) and scan.last(ends) >= start + len(begins):
            end = raw.index(ends, start + len(begins)) + len(ends)
            scan.signs.append(Sign("tag", raw[start:end], start, end))
            return end
    return start + 1


def _bracketed(scan: _Scan, at: int) -> int:
    """Where the scan goes on behind a `]`: what it closes may be a citation, a link, an image, or only brackets."""
    if not scan.brackets:
        scan.loose.append((at, at + 1))
        return at + 1
    opener = scan.brackets.pop()
    raw = scan.raw
    inner = raw[opener.end : at]
    image = raw[opener.start] == "!"
    if inner.startswith("^") and len(inner) > 1 and not image and not any(map(str.isspace, inner)):
        del scan.runs[opener.runs :]
        scan.signs.append(Sign("citation", inner[1:], opener.start, at + 1))
        return at + 1
    target = _TARGET.match(raw, at + 1) if opener.active else None
    label = None if target or not opener.active else _LABEL.match(raw, at + 1)
    if target is not None:
        value, end, kind = target["angled"] or target["bare"] or "", target.end(), "image" if image else "link"
    elif label is not None and label[1].strip() and not label[1].startswith("^"):
        value, end, kind = label[1], label.end(), "reference"
    else:
        return at + 1
    _emphasize(scan, opener.runs)
    scan.signs.append(Sign(kind, value, opener.start, end, inner))
    if not image:
        for earlier in scan.brackets:
            earlier.active = earlier.active and raw[earlier.start] == "!"
    return end


def _emphasize(scan: _Scan, bottom: int) -> None:
    scan.signs += (Sign(pair.name, "", pair.start, pair.end) for pair in match(scan.runs, bottom))
    scan.loose += ((run.start, run.end) for run in scan.runs[bottom:])
    del scan.runs[bottom:]


def blanked(raw: str, signs: Sequence[Sign], kinds: frozenset[str]) -> str:
    """The text with the passages of some kinds of markup blanked out, of the same length."""
    spans = [(sign.start, sign.end) for sign in signs if sign.kind in kinds]
    if not spans:
        return raw
    edges = [0]
    for start, end in sorted(spans):
        if start >= edges[-1]:
            edges += (start, end)
    pieces = [
        raw[start:end] if number % 2 == 0 else " " * (end - start)
        for number, (start, end) in enumerate(pairwise((*edges, len(raw))))
    ]
    return "".join(pieces)


def other_source(pair: Pair) -> str | None:
    """For a form of a plural the English form that it is not compared with, since it may follow either; else None."""
    plural = pair.message.msgid_plural
    return None if plural is None else plural if pair.source == pair.message.msgid else pair.message.msgid
