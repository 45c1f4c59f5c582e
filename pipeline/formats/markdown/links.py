"""What stands inside one segment of a source: its links get labels, and whatever is unsafe is refused.

What enters is inline Markdown as the author wrote it; what leaves is the msgid, in which every link is `[text][label]`, and
the targets by label. They stay in the source, so a translation cannot change one.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link as link_rule
from markdown_it.token import Token

from pipeline.formats.markdown.inline import CITATION, citation_rule

_DEAD_LINK = re.compile(r"\[[^\[\]]*\]\[[^\[\]]*\]|\[\^[^\[\]]*\]")
_TARGET = re.compile(r"https?://\S+|mailto:\S+|tel:\S+|#[A-Za-z]\S*|[a-z0-9-]+\.md(#\S+)?")


class UnsafeInlineError(Exception):
    """Something in a line of a source that no page may show; the caller knows the place."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy


def label_links(content: str, references: Mapping[str, Any], citations: Mapping[str, int]) -> tuple[str, dict[str, str]]:
    """The content with every link as `[text][label]`, and the targets by label, numbered from 1 within the segment.

    `references` are the source's link definitions as markdown-it read them. Raises UnsafeInlineError for HTML, images,
    autolinks, unknown citations and links without a usable target.
    """
    if "[" not in content and "<" not in content:
        return content, {}  # neither a link nor anything to refuse
    env: dict[str, Any] = {"references": references, "citations": citations, "links": []}
    children: list[Token] = []
    markdown = _grammar()
    markdown.inline.parse(content, markdown, env, children)
    _refuse_unsafe(children)
    links: dict[str, str] = {}
    pieces: list[str] = []
    cursor = 0
    for number, (closing, end, target) in enumerate(sorted(env["links"]), start=1):
        links[str(number)] = target
        pieces += [content[cursor:closing], f"[{number}]"]
        cursor = end
    return "".join(pieces) + content[cursor:], links


@cache
def _grammar() -> MarkdownIt:
    # HTML is on so that it is seen, and refused.
    markdown = MarkdownIt("commonmark", {"html": True})
    markdown.inline.ruler.at("link", _recording_link_rule)
    markdown.inline.ruler.before("link", "citation", citation_rule)
    return markdown


def _recording_link_rule(state: StateInline, silent: bool) -> bool:
    # Positions are those of the content: markdown-it tokenizes a link's text in the same state.
    start = state.pos
    first_token = len(state.tokens)
    if not link_rule(state, silent):
        return False
    if not silent:
        opened = state.tokens[first_token + (state.tokens[first_token].type != "link_open")]
        closing = state.md.helpers.parseLinkLabel(state, start, True)
        state.env["links"].append((closing + 1, state.pos, str(opened.attrs["href"])))
    return True


def _refuse_unsafe(children: list[Token]) -> None:
    for token in children:
        match token.type:
            case "html_inline":
                raise UnsafeInlineError(
                    f"raw HTML in a source: {token.content}", "write Markdown; a directive has a line of its own"
                )
            case "image":
                raise UnsafeInlineError("an image in a source", "describe it in words: pages carry text only")
            case "link_open" if token.info == "auto":
                raise UnsafeInlineError("an autolink in a source", "write [text](address), so that it has a text")
            case "link_open" if _TARGET.fullmatch(str(token.attrs["href"])) is None:
                raise UnsafeInlineError(
                    f"a link without a usable target: {token.attrs['href']!r}",
                    "link to https://…, mailto:…, tel:…, #heading or other-article.md",
                )
    text = "".join(token.content for token in children if token.type in {"text", "text_special"})
    dead = _DEAD_LINK.search(text)
    if dead:
        what = "a citation of an unknown reference" if CITATION.fullmatch(dead[0]) else "a link without a target"
        raise UnsafeInlineError(f"{what}: {dead[0]}", "define its target, or escape the bracket as \\[")
