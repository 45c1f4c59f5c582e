"""The blocks of an article → HTML, laid out once for all locales.

`lay_out` turns blocks into literal HTML with slots; `fill` puts a locale's texts into the slots. So a locale pays for its
inline Markdown and a join, never for the structure.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from pipeline.formats.markdown.inline import render_inline
from pipeline.l10n.words import CONTAINER_LABELS
from pipeline.model.article import Article, Block

FALLBACK_MARK = ' lang="en" dir="ltr"'

PLANNED = "#planned"
"""Where a link leads whose page does not exist yet."""

_PLANNED_LINK = re.compile(rf'<a href="{PLANNED}">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A slot inside an opening tag: says that what follows is English, where it is a fallback."""

    segment: int


@dataclass(frozen=True, slots=True)
class Text:
    """A slot for a segment's rendered text."""

    segment: int
    bare: bool
    """Whether no tag of its own holds it, so that a fallback needs a <span>."""


@dataclass(frozen=True, slots=True)
class Label:
    """A slot for a container's label, in the page's language."""

    msgid: str


Part = str | Mark | Text | Label


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents."""

    id: str
    segment: int


@dataclass(frozen=True, slots=True)
class Layout:
    """An article's structure, ready to be filled."""

    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    """The second-level headings in order."""


def lay_out(article: Article) -> Layout:
    """The layout of an article; the same for every locale."""
    parts: list[Part] = []
    headings: list[Heading] = []
    blocks = article.blocks
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else Block("end")
        parts += _parts(block, following, blocks[index - 1])
        if block.type == "heading_open" and block.tag == "h2" and following.segment is not None:
            headings.append(Heading(dict(block.attributes)["id"], following.segment))
    return Layout(_joined(parts), tuple(headings))


def _parts(block: Block, following: Block, before: Block) -> Iterable[Part]:
    if block.hidden:
        return
    if block.segment is not None:
        yield Text(block.segment, bare=before.hidden or before.type == "list_item_open")
    elif block.type == "container_open":
        yield f'<div class="{block.content}">\n'
        if block.content in CONTAINER_LABELS:
            yield '<p class="label">'
            yield Label(CONTAINER_LABELS[block.content])
            yield "</p>\n"
    elif block.type == "container_block_close":
        yield "</div>\n"
    elif block.nesting == 1:
        yield f"<{block.tag}" + "".join(_attribute(*pair) for pair in block.attributes)
        if following.segment is not None and block.type != "list_item_open":
            yield Mark(following.segment)
        yield ">" if following.segment is not None or following.hidden else ">\n"
    elif block.nesting == -1:
        yield f"</{block.tag}>\n"
    elif block.type in ("fence", "code_block"):
        yield f'<pre lang="en" dir="ltr"><code>{escape(block.content, quote=False)}</code></pre>\n'
    else:
        yield f"<{block.tag}>\n"


def _attribute(name: str, value: str) -> str:
    if name == "style":  # markdown-it's column alignment; the page's security policy allows no inline style
        name, value = "class", value.replace("text-align:", "align-")
    return f' {name}="{escape(value)}"'


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return tuple(joined)


def render_segments(
    article: Article,
    citations: Mapping[str, int],
    address: Callable[[str], str | None],
    in_preparation: str,
) -> list[str]:
    """The HTML of every segment.

    `address` gives a page's address for a target of the source, or None where no page exists yet: such a link becomes its
    text and the words `in_preparation`.
    """
    rendered = []
    for text, segment in zip(article.texts, article.segments, strict=True):
        if not segment.links:
            rendered.append(render_inline(text, None, citations))
            continue
        links = {label: address(target) or PLANNED for label, target in segment.links.items()}
        html = render_inline(text, links, citations)
        if PLANNED in links.values():
            html = _PLANNED_LINK.sub(rf"<em>\1</em> ({escape(in_preparation)})", html)
        rendered.append(html)
    return rendered


def fill(layout: Layout, article: Article, rendered: list[str], gettext: Callable[[str], str]) -> str:
    """The HTML of the article's body in one locale."""
    pieces: list[str] = []
    english = article.english
    for part in layout.parts:
        match part:
            case str():
                pieces.append(part)
            case Mark(segment):
                if segment in english:
                    pieces.append(FALLBACK_MARK)
            case Text(segment, bare):
                html = rendered[segment]
                pieces.append(f"<span{FALLBACK_MARK}>{html}</span>" if bare and segment in english else html)
            case Label(msgid):
                pieces.append(escape(gettext(msgid)))
    return "".join(pieces)
