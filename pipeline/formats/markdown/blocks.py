"""The body of a source → segments and blocks, parsed once for all locales.

What enters is Markdown text; what leaves are `Segment`s (what translators get) and `Block`s (what never changes). Every
thing that a page could not show safely is refused here, with its line: raw HTML, images, autolinks, links to nowhere,
unknown directives, an unclosed container.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from pipeline.formats.markdown.links import UnsafeInlineError, label_links
from pipeline.model.article import Block, Container, Kind, Segment
from pipeline.model.errors import PipelineError, Place

RESERVED_IDS = frozenset(
    {"article", "contents", "contents-heading", "disclaimer", "languages", "references", "short-disclaimer", "text"}
)
"""Ids that the page itself uses, beside those of its references."""

_DIRECTIVE = re.compile(r"<!--\s*its:\s*(.*?)\s*-->\s*", re.DOTALL)
_SETTING = re.compile(r"""([A-Za-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))\s*""")
_HEADING_ID = re.compile(r"\s*\{#([A-Za-z][A-Za-z0-9_-]*)\}\s*$")
_SOFT_BREAK = re.compile(r"(?<!\\) ?\n[ \t]*")
_HARD_BREAK = re.compile(r" {2,}\n[ \t]*")


def fold(content: str) -> str:
    """The content with soft line breaks folded to spaces and hard ones as a backslash and a newline.

    Law: re-wrapping a paragraph of the source changes no msgid.
    """
    return _SOFT_BREAK.sub(" ", _HARD_BREAK.sub("\\\\\n", content)).strip()


@cache
def _grammar() -> MarkdownIt:
    # HTML is on so that it is seen, and refused.
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    container_plugin(markdown, "block", validate=lambda name, markup: bool(name.strip()))
    markdown.core.ruler.enableOnly(["normalize", "block"])  # what stands in a line is read by `links`
    return markdown


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    id: str


@dataclass
class _Scope:
    """What holds for the blocks between an opening token and its closing one."""

    kind: Kind | None = None
    translatable: bool = True
    protected: bool = False
    note: str = ""
    msgctxt: str | None = None
    position: str = ""
    trail: list[_Heading] | None = None
    """The headings above a container: one inside it says nothing about what follows it."""


@dataclass
class _Reader:
    """The state of one pass over the tokens of one source."""

    path: str
    first_line: int
    lines: list[str]
    citations: Mapping[str, int]
    references: dict[str, Any]
    segments: list[Segment] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    scopes: list[_Scope] = field(default_factory=lambda: [_Scope()])
    directive: dict[str, str] = field(default_factory=dict)
    trail: list[_Heading] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    hollow: int | None = None
    """The line of a protected block that has shown no text yet."""

    def error(self, line: int, problem: str, remedy: str) -> PipelineError:
        return PipelineError(Place(self.path, self.first_line + line), problem, remedy)


def parse_blocks(
    text: str, path: str, first_line: int, citations: Mapping[str, int]
) -> tuple[tuple[Segment, ...], tuple[Block, ...]]:
    """The segments and blocks of a source's body.

    `first_line` is the number of the body's first line in its file. Raises PipelineError at whatever a page could not show.
    """
    env: dict[str, Any] = {}
    tokens = _grammar().parse(text, env)
    reader = _Reader(path, first_line, text.splitlines(), citations, env.get("references", {}))
    reader.ids.update(f"ref-{identifier}" for identifier in citations)
    for index, token in enumerate(tokens):
        _read_token(reader, tokens, index, token)
    if reader.directive:
        raise reader.error(len(reader.lines) - 1, "a directive with no block after it", "remove it")
    _refuse_dead_anchors(reader)
    return tuple(reader.segments), tuple(reader.blocks)


def _read_token(reader: _Reader, tokens: list[Token], index: int, token: Token) -> None:
    line = token.map[0] if token.map else 0
    match token.type:
        case "html_block":
            _read_directive(reader, token.content, line)
        case "inline":
            _read_inline(reader, token, tokens[index - 1], line)
        case "fence" | "code_block":
            reader.directive = {}
            if reader.scopes[-1].protected:
                raise reader.error(line, "code in a protected block", "write it as text: code is not translated")
            reader.blocks.append(Block(token.type, "pre", content=token.content))
        case "container_block_open":
            _open_container(reader, token, line)
        case "hr":
            reader.directive = {}
            reader.blocks.append(Block("hr", "hr"))
        case _ if token.nesting == 1:
            _open_scope(reader, tokens, index)
            reader.blocks.append(_block(reader, tokens, index, line))
        case "container_block_close" if reader.hollow is not None:
            raise reader.error(reader.hollow, "a protected block without a text", "write what it must say, or remove it")
        case _:
            if token.nesting == -1:
                reader.trail = reader.scopes.pop().trail or reader.trail
            reader.blocks.append(_block(reader, tokens, index, line))


def _block(reader: _Reader, tokens: list[Token], index: int, line: int) -> Block:
    token = tokens[index]
    attributes = {name: str(value) for name, value in token.attrs.items()}
    if token.type == "heading_open":
        attributes["id"] = _heading_id(reader, tokens[index + 1].content, int(token.tag[1]), line)
    return Block(token.type, token.tag, token.nesting, tuple(attributes.items()), hidden=token.hidden)


def _heading_id(reader: _Reader, content: str, level: int, line: int) -> str:
    if not _HEADING_ID.sub("", content).strip():
        raise reader.error(line, "a heading without a text", "write what it says, or remove it")
    if level == 1:
        raise reader.error(line, "a first-level heading in the body", "the title is in the front matter; begin with ##")
    explicit = _HEADING_ID.search(content)
    if explicit:
        if explicit[1] in reader.ids | RESERVED_IDS:
            raise reader.error(line, f"the id {explicit[1]!r} is taken", "choose another one")
        reader.ids.add(explicit[1])
        return explicit[1]
    letters = unicodedata.normalize("NFKD", content).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "section"
    free = slug
    number = 2
    while free in reader.ids | RESERVED_IDS:
        free, number = f"{slug}-{number}", number + 1
    reader.ids.add(free)
    return free


def _open_container(reader: _Reader, token: Token, line: int) -> None:
    name = token.info.strip()
    if name not in set(Container):
        known = ", ".join(Container)
        raise reader.error(line, f"unknown directive {':::'} {name}", f"the containers are {known}")
    end = token.map[1] if token.map else line
    if end >= len(reader.lines) or not reader.lines[end].strip().startswith(":::"):
        raise reader.error(line, f"the container ::: {name} is not closed", "end it with a line :::")
    _open_scope(reader, [token], 0)
    reader.scopes[-1].trail = list(reader.trail)
    if Container(name).protects:
        reader.scopes[-1].protected = True
        reader.hollow = line
    reader.blocks.append(Block("container_open", "section", 1, content=name))


_KINDS = {
    "heading_open": Kind.HEADING,
    "blockquote_open": Kind.QUOTE,
    "th_open": Kind.HEADER,
    "td_open": Kind.CELL,
}


def _open_scope(reader: _Reader, tokens: list[Token], index: int) -> None:
    token, outer, directive = tokens[index], reader.scopes[-1], reader.directive
    scope = _Scope(
        kind=_KINDS.get(token.type, outer.kind),
        translatable=outer.translatable and directive.get("translate", "yes") != "no",
        protected=outer.protected,
        note=directive.get("locNote", outer.note),
        msgctxt=directive.get("context", outer.msgctxt),
        position=outer.position,
    )
    reader.directive = {}
    if token.type == "list_item_open":
        scope.kind = Kind.STEP if token.info else Kind.ITEM
        scope.position = _position(tokens, index)
    reader.scopes.append(scope)


def _position(tokens: list[Token], index: int) -> str:
    """Which item of its list the token at `index` opens, such as "3 of 5"."""
    level = tokens[index].level

    def siblings(indices: Iterator[int], end: str) -> int:
        count = 0
        for i in indices:
            if tokens[i].level == level and tokens[i].type == "list_item_open":
                count += 1
            if tokens[i].level == level - 1 and tokens[i].type.endswith(end):
                break
        return count

    before = siblings(iter(range(index - 1, -1, -1)), "_list_open")
    after = siblings(iter(range(index + 1, len(tokens))), "_list_close")
    return f"{before + 1} of {before + 1 + after}"


def _read_directive(reader: _Reader, content: str, line: int) -> None:
    match = _DIRECTIVE.fullmatch(content)
    if match is None:
        raise reader.error(line, "raw HTML in a source", "write Markdown; only <!-- its: … --> directives are read")
    settings = {found[1]: found[2] or found[3] or found[4] or "" for found in _SETTING.finditer(match[1])}
    unread = _SETTING.sub("", match[1]).strip()
    unknown = set(settings) - {"translate", "locNote", "context"}
    if unread or unknown or settings.get("translate", "no") not in {"yes", "no"}:
        raise reader.error(
            line,
            f"unknown directive {match[1]!r}",
            'the directives are translate=no, locNote="…" and context="…"',
        )
    reader.directive |= settings


def _read_inline(reader: _Reader, token: Token, opening: Token, line: int) -> None:
    heading: _Heading | None = None
    content = fold(_HEADING_ID.sub("", token.content)) if opening.type == "heading_open" else fold(token.content)
    if not content:
        return  # an empty table cell or list item shows nothing and needs no translator
    try:
        content, links = label_links(content, reader.references, reader.citations)
    except UnsafeInlineError as error:
        raise reader.error(line, error.problem, error.remedy) from None
    if opening.type == "heading_open":
        heading = _Heading(int(opening.tag[1]), content, dict(reader.blocks[-1].attributes)["id"])
        reader.trail = [above for above in reader.trail if above.level < heading.level]
    scope = reader.scopes[-1]
    if scope.protected and not scope.translatable:
        raise reader.error(line, "a protected text that is not translated", "remove translate=no, or the protection")
    if scope.protected:
        reader.hollow = None
    reader.blocks.append(Block("inline", segment=len(reader.segments)))
    reader.segments.append(
        Segment(
            msgid=content,
            kind=scope.kind or Kind.PARAGRAPH,
            line=reader.first_line + line,
            trail=tuple(above.text for above in reader.trail),
            anchor=heading.id if heading else reader.trail[-1].id if reader.trail else "",
            position=scope.position,
            msgctxt=scope.msgctxt,
            note=scope.note,
            protected=scope.protected,
            translatable=scope.translatable,
            links=links,
        )
    )
    if heading:
        reader.trail.append(heading)


def _refuse_dead_anchors(reader: _Reader) -> None:
    for segment in reader.segments:
        for target in segment.links.values():
            if target.startswith("#") and target[1:] not in reader.ids | RESERVED_IDS:
                place = Place(reader.path, segment.line)
                raise PipelineError(place, f"a link without a target: {target}", "link to the id of a heading")
