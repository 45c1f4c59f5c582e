"""A source file (`+++` TOML front matter, then Markdown) → an article."""

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.formats.markdown.blocks import parse_blocks
from pipeline.formats.settings import read_front_matter
from pipeline.model.article import Article, FrontMatter, Kind, Segment
from pipeline.model.errors import PipelineError, Place

FENCE = "+++"
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd]")


@lru_cache(maxsize=8)  # a build of few articles asks for each several times; of many, it keeps no more than these
def parse_article(text: str, slug: str, path: str) -> Article:
    """The article of a source, in English; raises PipelineError with the line of whatever cannot be read.

    Law: its texts are its msgids, and no text is a fallback.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    unseen = _UNSEEN.search(text)
    if unseen:
        place, sign = Place(path, text.count("\n", 0, unseen.start()) + 1), ord(unseen[0])
        raise PipelineError(place, f"a character that no page shows: U+{sign:04X}", "delete it, and type the words anew")
    front, front_lines, body, body_line = _split(text, path)
    citations = number_references(front)
    inner, blocks = parse_blocks(body, path, body_line, citations)
    outer = _front_segments(front, front_lines)
    shifted = tuple(block if block.segment is None else replace(block, segment=block.segment + len(outer)) for block in blocks)
    segments = outer + inner
    return Article(slug, path, front, segments, shifted, tuple(segment.msgid for segment in segments))


def number_references(front: FrontMatter) -> dict[str, int]:
    """Reference id → the number that a page shows, counted from 1."""
    return {reference.id: number for number, reference in enumerate(front.references, start=1)}


def _split(text: str, path: str) -> tuple[FrontMatter, list[str], str, int]:
    lines = text.split("\n")
    if lines[0].removeprefix("\ufeff").rstrip() != FENCE:
        raise PipelineError(Place(path, 1), "no front matter", f"begin with a line {FENCE}, TOML, and a line {FENCE}")
    closing = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if closing is None:
        raise PipelineError(Place(path, 1), "the front matter is not closed", f"end it with a line {FENCE}")
    front = read_front_matter("\n".join(lines[1:closing]), path, first_line=2)
    return front, lines[:closing], "\n".join(lines[closing + 1 :]), closing + 2


def _front_segments(front: FrontMatter, lines: list[str]) -> tuple[Segment, ...]:
    def line_of(key: str) -> int:
        return next((n for n, line in enumerate(lines, start=1) if line.startswith(key)), 1)

    keywords = len(front.keywords)
    return (
        Segment(front.title, Kind.TITLE, line_of("title")),
        Segment(front.description, Kind.DESCRIPTION, line_of("description")),
        *(
            Segment(keyword, Kind.KEYWORD, line_of("keywords"), position=f"{number} of {keywords}")
            for number, keyword in enumerate(front.keywords, start=1)
        ),
        Segment(front.author.role, Kind.ROLE, line_of("role")),
    )
