"""A finished page as the rules see it: parsed once, as a browser does, beside what is demanded of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.law.document import Block, blocks_of, collapsed, parsed
from pipeline.law.practice_form import edition_without, page_without
from pipeline.model.errors import Place
from pipeline.model.page import Demands, Page

Faults = Iterator[tuple[Place | None, str]]
"""What rules yield: where, if not in the page's own file, and what."""


@dataclass
class Seen:
    """A page, what is demanded of it, and how it looks to a browser and a reader, but for what its clinic adds."""

    page: Page
    demands: Demands

    @property
    def html(self) -> str:
        """The page without its clinic's parts, as far as these stand there as demanded; empty where the page has no HTML."""
        return self._page_without[0]

    @property
    def parts_missing(self) -> tuple[str, ...]:
        """Those of its clinic's parts that do not."""
        return self._page_without[1]

    @property
    def text(self) -> str:
        """The text edition without its clinic's paragraphs, if it ends with them; empty where the page has none."""
        return self._edition_without[0]

    @property
    def ends_with_practice(self) -> bool:
        """Whether it does; so does the edition of a page to which no clinic adds."""
        return self._edition_without[1]

    @cached_property
    def _page_without(self) -> tuple[str, tuple[str, ...]]:
        html, practice = self.page.html or "", self.demands.practice
        return (html, ()) if practice is None else page_without(html, practice)

    @cached_property
    def _edition_without(self) -> tuple[str, bool]:
        text, practice = self.page.text or "", self.demands.practice
        return (text, True) if practice is None else edition_without(text, practice)

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
