"""A localized article → plain text: what a screen reader, an e-mail or a printer without fonts needs.

Wrapped at 72 columns by display width, headings underlined, links numbered after the references, the disclaimer in full
before anything else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from pipeline.formats.article import number_references
from pipeline.formats.markdown.inline import inline_runs, plain_inline
from pipeline.l10n.words import CONTAINER_LABELS, DISCLAIMER_ABOVE, IN_ENGLISH, IN_PREPARATION, LINKS
from pipeline.model.article import Article, Block, Kind
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.locale import Locale
from pipeline.model.practice import Form, Practice
from pipeline.render.body import PLANNED
from pipeline.render.wrap import COLUMNS, width, wrap

_UNDERLINES = {"h1": "=", "h2": "-", "h3": "~"}
_PRACTICE_UNDERLINES = {Form.HEADING: "-", Form.SUBHEADING: "~"}


@dataclass
class _Writer:
    """The state of one pass over the blocks."""

    article: Article
    locale: Locale
    gettext: Callable[[str], str]
    address: Callable[[str], str | None]
    citations: dict[str, int]
    links: list[str] = field(default_factory=list)

    def wrap(self, text: str, first: str = "", rest: str = "") -> str:
        return wrap(text, self.locale.tag, first, rest)

    def heading(self, text: str, line: str) -> str:
        wrapped = self.wrap(text)
        return f"{wrapped}\n{line * max(map(width, wrapped.splitlines()))}"

    def segment(self, index: int) -> str:
        """A segment's plain text; links carry their numbers, a fallback its label."""
        segment = self.article.segments[index]
        if not segment.links:
            return self._labelled(index, plain_inline(self.article.texts[index], None, self.citations))
        targets = {label: self.address(target) or PLANNED for label, target in segment.links.items()}
        pieces: list[str] = []
        runs = inline_runs(self.article.texts[index], targets, self.citations)
        for run, following in zip(runs, (*runs[1:], None), strict=True):
            pieces.append(run.text)
            if run.target and (following is None or following.target != run.target):
                pieces.append(self._link_note(run.target))
        return self._labelled(index, "".join(pieces))

    def plain(self, kind: Kind) -> str:
        """The one segment of a kind in the front matter, which holds no markup."""
        index = self.article.of_kind(kind)[0]
        return self._labelled(index, self.article.texts[index])

    def _labelled(self, index: int, text: str) -> str:
        return f"{self.gettext(IN_ENGLISH)} {text}" if index in self.article.fallbacks else text

    def _link_note(self, target: str) -> str:
        if target == PLANNED:
            return f" ({self.gettext(IN_PREPARATION)})"
        if target.startswith("#"):
            return ""  # a place in this text has no address
        if target not in self.links:
            self.links.append(target)
        return f" [{len(self.citations) + self.links.index(target) + 1}]"


def render_text(
    article: Article,
    disclaimer: Disclaimer,
    locale: Locale,
    gettext: Callable[[str], str],
    address: Callable[[str], str | None],
    facts: tuple[str, ...],
    practice: Practice | None = None,
) -> str:
    """The text edition of an article; it ends with a line break.

    `facts` are the lines on author, dates and review; `address` gives the absolute address for a target, or None. What a
    practice adds stands below all else.
    """
    writer = _Writer(article, locale, gettext, address, number_references(article.front))
    body = list(_blocks(writer))
    parts = [
        writer.heading(writer.plain(Kind.TITLE), "="),
        writer.heading(disclaimer.title, "-"),
        *(
            writer.wrap(locale.sentence_separator.join(duty.text for duty in paragraph.duties))
            for paragraph in disclaimer.paragraphs
        ),
        "*" * 3,
        writer.wrap(writer.plain(Kind.DESCRIPTION)),
        "\n".join(writer.wrap(fact, rest="  ") for fact in facts),
        *body,
        *_lists(writer),
        writer.wrap(gettext(DISCLAIMER_ABOVE)),
        *(_practice_lines(writer, practice) if practice is not None else ()),
    ]
    return "\n\n".join(parts) + "\n"


def _practice_lines(writer: _Writer, practice: Practice) -> Iterator[str]:
    for lines in practice.paragraphs:
        line = _PRACTICE_UNDERLINES.get(lines[0].form)
        yield writer.heading(lines[0].plain, line) if line else "\n".join(writer.wrap(one.plain) for one in lines)


def _lists(writer: _Writer) -> Iterator[str]:
    if writer.article.front.references:
        yield writer.heading(writer.gettext("References"), "-")
        for number, reference in enumerate(writer.article.front.references, start=1):
            line = f"{reference.authors}. {reference.title}. {reference.journal} {reference.issue}."
            yield wrap(line, "en", f"[{number}] ", "    ")
    if writer.links:
        yield writer.heading(writer.gettext(LINKS), "-")
        first = len(writer.citations) + 1
        yield "\n".join(f"[{number}] {target}" for number, target in enumerate(writer.links, start=first))


def _blocks(writer: _Writer) -> Iterator[str]:
    """The body, a block of lines at a time; tight lists are one block."""
    blocks = writer.article.blocks
    index = 0
    while index < len(blocks):
        block = blocks[index]
        end = _closing(blocks, index)
        match block.type:
            case "heading_open":
                line = _UNDERLINES.get(block.tag, ".")
                yield writer.heading(writer.segment(_inline(blocks, index, end)), line)
            case "bullet_list_open" | "ordered_list_open":
                yield "\n".join(_list_lines(writer, blocks, index, end, ""))
            case "table_open":
                yield _table(writer, blocks, index, end)
            case "container_open":
                label = CONTAINER_LABELS.get(block.content)
                if label:
                    yield writer.heading(writer.gettext(label), "~")
                index += 1
                continue
            case "fence" | "code_block":
                yield "\n".join(f"    {line}" for line in block.content.splitlines())
            case "hr":
                yield "* * *"
            case "paragraph_open" if end > index + 1:
                yield writer.wrap(writer.segment(_inline(blocks, index, end)))
            case _:
                index += 1
                continue
        index = end + 1


def _closing(blocks: tuple[Block, ...], index: int) -> int:
    depth = 0
    for end in range(index, len(blocks)):
        depth += blocks[end].nesting
        if depth <= 0:
            return end
    return len(blocks) - 1


def _inline(blocks: tuple[Block, ...], start: int, end: int) -> int:
    return next(block.segment for block in blocks[start:end] if block.segment is not None)


def _list_lines(writer: _Writer, blocks: tuple[Block, ...], start: int, end: int, indent: str) -> Iterator[str]:
    ordered = blocks[start].type == "ordered_list_open"
    number = int(dict(blocks[start].attributes).get("start", "1"))
    index = start + 1
    while index < end:
        item_end = _closing(blocks, index)
        marker = f"{number}. " if ordered else "- "
        yield from _item_lines(writer, blocks, index + 1, item_end, indent, marker)
        number += 1
        index = item_end + 1


def _item_lines(writer: _Writer, blocks: tuple[Block, ...], start: int, end: int, indent: str, marker: str) -> Iterator[str]:
    hanging = indent + " " * len(marker)
    first = indent + marker
    index = start
    while index < end:
        block = blocks[index]
        if block.type in ("bullet_list_open", "ordered_list_open"):
            closing = _closing(blocks, index)
            yield from _list_lines(writer, blocks, index, closing, hanging)
            index = closing
        elif block.segment is not None:
            yield writer.wrap(writer.segment(block.segment), first, hanging)
            first = hanging
        index += 1


def _table(writer: _Writer, blocks: tuple[Block, ...], start: int, end: int) -> str:
    """The table in columns aligned by display width; a cell that is too wide for its column is wrapped in it."""
    rows: list[list[str]] = []
    for index in range(start, end):
        if blocks[index].type == "tr_open":
            rows.append([])
        elif blocks[index].type in ("th_open", "td_open"):
            cell = blocks[index + 1].segment
            rows[-1].append("" if cell is None else writer.segment(cell))
    columns = _share([max(map(width, column)) for column in zip(*rows, strict=True)])
    rule = "  ".join("-" * column for column in columns)
    header, *body = ("\n".join(_row(row, columns, writer.locale.tag)) for row in rows)
    # Rows of several lines need air between them to be told apart.
    gap = "\n\n" if any("\n" in row for row in body) else "\n"
    return "\n".join([header, rule, gap.join(body)])


def _share(natural: list[int]) -> list[int]:
    """Column widths that fit the line: narrow columns keep their own, the others share what is left."""
    room = COLUMNS - 2 * (len(natural) - 1)
    columns = list(natural)
    for rank, index in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        columns[index] = min(natural[index], max(1, room // (len(natural) - rank)))
        room -= columns[index]
    return columns


def _row(cells: list[str], columns: list[int], language: str) -> Iterator[str]:
    wrapped = [wrap(cell, language, columns=column).split("\n") for cell, column in zip(cells, columns, strict=True)]
    for line in zip_longest(*wrapped, fillvalue=""):
        padded = (piece + " " * (column - width(piece)) for piece, column in zip(line, columns, strict=True))
        yield "  ".join(padded).rstrip()
