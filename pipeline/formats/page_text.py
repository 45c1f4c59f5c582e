"""A finished page → what it says, in pieces; for a search that must miss nothing, hidden or not.

The gate proves what a reader sees and reads pages for itself. Here the question is the other one: whether a page still says
something anywhere, be it in its description or in what only machines read.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from pipeline.formats.markdown.letters import page_letters

# What begins a piece; everything else stands in the line.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark"}
    | {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "br", "-text", "-comment"}
)
_ATTRIBUTES = ("content", "title", "alt", "aria-label", "value", "placeholder", "label", "summary", "srcdoc", "data-content")
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*•]|\d+\.)[ \t])")
_RULE = re.compile(r"^[ \t]*[-=~*_]{2}[-=~*_ \t]*$", re.MULTILINE)
"""The line under a heading, or between a table's head and its body."""
_CELL = re.compile(r"\S+(?:[ \t]\S+)*")
_MOST_TAGS = 20_000
"""A page of this project has 1,000; what nests deeper and deeper takes a parser of HTML5 the square of the time."""
_SLACK = 3
"""Columns: how wide combining letters are is a matter of opinion."""
_LONGEST_LINE = 200
"""Characters; text editions have 72 columns, and whoever writes longer lines makes no table of them."""
_MOST_COLUMNS = 20
_MOST_LINES = 500
"""Of one row, or of a table without air between its rows."""
_LIST = re.compile(r"[,،、，;；]")
_MARK = re.compile(r"\A[ \t]*(?:[-*•]|\d+\.)[ \t]+")


def html_pieces(html: str) -> tuple[str, ...]:
    """The letters of each piece of a page: paragraphs, items, headings, attributes that are text, JSON; at last of all text.

    Read as a browser reads it; comments, templates and scripts are pieces as well.
    """
    if html.count("<") > _MOST_TAGS:
        return _stripped(html)
    tree = LexborHTMLParser(html)
    pieces: list[list[str]] = [[]]
    # Some comments stand outside of the tree.
    aside = [comment.partition("-->")[0] for comment in html.split("<!--")[1:]]
    for node in tree.root.traverse(include_text=True) if tree.root is not None else ():
        tag = node.tag or ""
        if tag == "-text":
            pieces[-1].append(node.text_content or "")
            continue
        if tag == "template":  # its content is no part of the tree
            aside.append(unescape(_TAG.sub(" ", node.html or "")))
        if tag not in _INLINE or "data-duty" in node.attributes:
            pieces.append([])
        values = [value for name, value in node.attributes.items() if name in _ATTRIBUTES and value]
        aside += [*values, *(word for value in values for word in _LIST.split(value))]
    texts = ["".join(piece) for piece in pieces]
    strings = (string for text in texts for string in _json_strings(text))
    return _lettered([*texts, *aside, *strings, "".join(texts)])


def _stripped(html: str) -> tuple[str, ...]:
    """The same for a page that no parser should be asked to read: what stands between tags, what in them, and all text."""
    parts = [part.partition(">") for part in html.split("<")]
    texts = [unescape(text if closed or not at else tag) for at, (tag, closed, text) in enumerate(parts)]
    texts[0] = unescape(parts[0][0])
    return _lettered([*texts, unescape(" ".join(tag for tag, _, _ in parts)), "".join(texts)])


def _json_strings(text: str) -> Iterator[str]:
    """The strings of a JSON text, such as JSON-LD, which may write any letter as an escape."""
    if not text.lstrip().startswith(("{", "[")):
        return
    try:
        values = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for value in values:  # grows as it is read
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            values += value.values()
        elif isinstance(value, list):
            values += value


def text_pieces(text: str) -> tuple[str, ...]:
    """The letters of each paragraph, heading, item and cell of a text edition, and at last of the whole."""
    blocks = [block for part in _PARAGRAPH.split(_plain_lines(text)) for block in _RULE.split(part)]
    items = [_MARK.sub("", item, count=1) for block in blocks for item in _ITEM.split(block)]
    return _lettered([*blocks, *items, *(cell for block in blocks for cell in _cells(block)), text])


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\f", "\n\n")


def _cells(block: str) -> Iterator[str]:
    """The cells of a table's lines: each piece between wide gaps, and what stands below one another, joined."""
    lines = [(line, list(_CELL.finditer(line))) for line in block.split("\n") if len(line) <= _LONGEST_LINE]
    if not 2 <= max((len(cells) for _, cells in lines), default=0) <= _MOST_COLUMNS or len(lines) > _MOST_LINES:
        return  # no table
    columns: dict[int, list[str]] = {}
    for line, cells in lines:
        for cell in cells:
            yield cell[0]
            start = _width(line[: cell.start()])
            column = next((known for known in columns if abs(known - start) <= _SLACK), start)
            columns.setdefault(column, []).append(cell[0])
    yield from ("".join(cells) for cells in columns.values())


def _width(text: str) -> int:
    """How many columns a text takes, as far as the standard library knows."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _lettered(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(page_letters, texts))))
