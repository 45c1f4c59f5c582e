"""Inline Markdown of one segment → HTML or runs of plain text.

What enters is a msgid or a translation; targets of links and numbers of citations come from the source alone. An inline
link, an image, an autolink or HTML in a translation stays literal text: nobody can add an address to a page through a
catalog.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CITATION = re.compile(r"\[\^([a-z][a-z0-9-]*)\]")

# Characters that can begin or end inline markup. Text without them is itself, escaped: equal to markdown-it's answer by
# tests/formats/test_laws.py, at a fifth of the time, and most segments are such text.
_MARKUP = re.compile(r"[\\`*_\[\]&\n\r\x00]")

# Emphasis that can be read one way only: it begins after a space or an opening bracket with a letter or figure, holds no
# other markup, and ends before a space or a mark. The same law holds it to markdown-it's answer.
_INNER = r"[^\W_](?:[^\\`*_\[\]&\n\r\x00]*[^\W_]|[^\\`*_\[\]&\n\r\x00]*[^\W_][.:?!])?"
_SIMPLE = re.compile(
    r"(?P<plain>[^\\`*_\[\]&\n\r\x00]+)"
    rf"|(?<![^ (])\*\*(?P<strong>{_INNER})\*\*(?=$|[ .,;:!?)])"
    rf"|(?<![^ (])\*(?P<em>{_INNER})\*(?=$|[ .,;:!?)])"
    r"|\[\^(?P<citation>[a-z][a-z0-9-]*)\](?![\[(:])"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of plain text, and what it leads to."""

    text: str
    target: str | None = None
    """The address, for the text of a link."""
    citation: str | None = None
    """The id of a reference; the text is then its number."""


def citation_rule(state: StateInline, silent: bool) -> bool:
    """An inline rule for `[^id]`: a citation of a reference in the front matter; unknown ids stay text."""
    match = CITATION.match(state.src, state.pos, state.posMax)
    if match is None or match[1] not in state.env.get("citations", ()):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"id": match[1]}
        token.content = str(state.env["citations"][match[1]])
    state.pos = match.end()
    return True


def _render_citation(self: object, tokens: list[Token], index: int, options: object, env: object) -> str:
    return _citation_html(tokens[index].meta["id"], tokens[index].content)


def _citation_html(identifier: str, number: str) -> str:
    return f'<sup class="citation"><a href="#ref-{identifier}">[{number}]</a></sup>'


@cache
def _grammar() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "autolink", "html_inline"])
    markdown.inline.ruler.before("link", "citation", citation_rule)
    markdown.add_render_rule("citation", _render_citation)
    # An inline link needs a valid target, a reference link brings its own: only the source's links are left.
    markdown.validateLink = lambda url: False  # type: ignore[method-assign]
    return markdown


Pairs = tuple[tuple[str, Any], ...]


def _environment(links: Pairs, citations: Pairs) -> dict[str, Any]:
    references = {normalizeReference(label): {"href": target, "title": ""} for label, target in links}
    return {"references": references, "citations": dict(citations)}


@dataclass(frozen=True, slots=True)
class _Inline:
    """One segment read: as HTML, and as a reader sees it."""

    html: str
    runs: tuple[Run, ...]


@lru_cache(maxsize=4096)
def _read(text: str, links: Pairs, citations: Pairs) -> _Inline:
    # A text is wanted as HTML, as plain text and for the gate in one breath: it is read once.
    return _scan(text, dict(citations)) or _parse(text, links, citations)


def _scan(text: str, citations: Mapping[str, int]) -> _Inline | None:
    """The reading of text whose only markup is plain emphasis and citations; None for any other."""
    html: list[str] = []
    runs: list[Run] = []
    at = 0
    while at < len(text):
        piece = _SIMPLE.match(text, at)
        if piece is None:
            return None
        kind, inner = str(piece.lastgroup), piece[str(piece.lastgroup)]
        if kind == "citation":
            if inner not in citations:
                return None
            html.append(_citation_html(inner, str(citations[inner])))
            runs.append(Run(f"[{citations[inner]}]", citation=inner))
        else:
            html.append(_escape(inner) if kind == "plain" else f"<{kind}>{_escape(inner)}</{kind}>")
            runs.append(Run(inner))
        at = piece.end()
    return _Inline("".join(html), tuple(runs))


def _parse(text: str, links: Pairs, citations: Pairs) -> _Inline:
    """The reading of any text, by markdown-it."""
    markdown = _grammar()
    tokens = markdown.parseInline(text, _environment(links, citations))[0].children or []
    html = markdown.renderer.renderInline(tokens, markdown.options, {})  # type: ignore[attr-defined]
    return _Inline(str(html), tuple(_runs(tokens)))


def _runs(tokens: list[Token]) -> Iterator[Run]:
    target: str | None = None
    for token in tokens:
        match token.type:
            case "link_open":
                target = str(token.attrs["href"])
            case "link_close":
                target = None
            case "citation":
                yield Run(f"[{token.content}]", citation=token.meta["id"])
            case "softbreak" | "hardbreak":
                yield Run("\n" if token.type == "hardbreak" else " ", target)
            case _ if token.content:
                yield Run(token.content, target)


def _escape(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


def _pairs(mapping: Mapping[str, Any] | None) -> Pairs:
    return tuple(mapping.items()) if mapping else ()


def render_inline(text: str, links: Mapping[str, str] | None = None, citations: Mapping[str, int] | None = None) -> str:
    """The HTML of one segment; safe to stand in an element whatever the text is."""
    if _MARKUP.search(text) is None:
        return _escape(text)
    return _read(text, _pairs(links), _pairs(citations)).html


def inline_runs(
    text: str, links: Mapping[str, str] | None = None, citations: Mapping[str, int] | None = None
) -> tuple[Run, ...]:
    """The plain text of one segment in runs; joined, they are what a reader of the HTML sees.

    A hard line break is a newline.
    """
    if _MARKUP.search(text) is None:
        return (Run(text),)
    return _read(text, _pairs(links), _pairs(citations)).runs


def plain_inline(text: str, links: Mapping[str, str] | None = None, citations: Mapping[str, int] | None = None) -> str:
    """What a reader sees of a segment, without markup."""
    if _MARKUP.search(text) is None:
        return text
    return "".join(run.text for run in inline_runs(text, links, citations))
