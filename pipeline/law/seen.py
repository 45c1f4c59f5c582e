"""A finished page as the rules see it: parsed once, as a browser does, beside what is demanded of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.law.document import Block, blocks_of, collapsed, parsed
from pipeline.model.errors import Place
from pipeline.model.page import Demands, Page

Faults = Iterator[tuple[Place | None, str]]
"""What rules yield: where, if not in the page's own file, and what."""


@dataclass
class Seen:
    """A page, what is demanded of it, and how it looks to a browser and a reader."""

    page: Page
    demands: Demands

    @cached_property
    def html(self) -> str:
        """Empty where the page has no HTML."""
        return self.page.html or ""

    @cached_property
    def text(self) -> str:
        """Empty where the page has no text edition."""
        return self.page.text or ""

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The document."""
        return parsed(self.html)

    @cached_property
    def disclaimers(self) -> Sequence[LexborNode]:
        """Whatever says that it is the disclaimer."""
        # A selector list may name the same node twice.
        return list({node.mem_id: node for node in self.tree.css('[id="disclaimer"], .disclaimer')}.values())

    @cached_property
    def paragraphs(self) -> list[str]:
        """The disclaimer's paragraphs, as they must be shown."""
        separator = self.page.locale.sentence_separator
        return [separator.join(demand.text for demand in paragraph) for paragraph in self.demands.disclaimer]

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """Each block of text, whether it is certain to be seen, and the box that it stands in."""
        texts = (demand.text for demand in self.demands.protected)
        return blocks_of(self.html, frozenset((*map(collapsed, texts), *self.demands.status)))
