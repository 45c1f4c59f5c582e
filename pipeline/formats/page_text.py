"""A finished page → what it says, in pieces; for a search that must miss nothing, hidden or not.

The gate proves what a reader sees and reads pages for itself. Here the question is the other one: whether a page still says
something anywhere, be it in its description or in what only machines read.
"""

import json
import re
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
_MARK = re.compile(r"[ \t]*(?:[-*•]|\d+\.)[ \t]+")


def html_pieces(html: str) -> tuple[str, ...]:
    """The letters of each piece of a page: paragraphs, items, headings, attributes that are text, JSON; at last of all text.

    Read as a browser reads it; comments, templates and scripts are pieces as well.
    """
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
        aside += [value for name, value in node.attributes.items() if name in _ATTRIBUTES and value]
    texts = ["".join(piece) for piece in pieces]
    strings = (string for text in texts for string in _json_strings(text))
    return _lettered([*texts, *aside, *strings, "".join(texts)])


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
    """The letters of each paragraph and each item of a text edition, and at last of the whole."""
    blocks = _PARAGRAPH.split(text.replace("\r\n", "\n").replace("\f", "\n\n"))
    items = [_MARK.sub("", item, count=1) for block in blocks for item in _ITEM.split(block)]
    return _lettered([*blocks, *items, text])


def _lettered(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(page_letters, texts))))
