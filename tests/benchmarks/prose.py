"""Real sentences to write articles with: the material of generated edit histories.

Sources in, their sentences, list items and headings out. An article uses each of them once, so that one message resembles
another no more than in real prose; what it leaves is kept for text that is added later, which then is truly new.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from pipeline.formats.article import parse_article
from pipeline.model.article import Kind

_SENTENCE_END = re.compile(r"(?<=[.!?])(?:\[\^[\w-]+\])?\s+(?=[A-Z*])")
_KEPT = 0.3
"""The share of the material that no article begins with."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What the sources say, piece by piece."""

    headings: tuple[str, ...]
    items: tuple[str, ...]
    sentences: tuple[str, ...]

    def shuffled(self, random: Random) -> "Prose":
        """The same pieces in another order."""
        return Prose(*(tuple(random.sample(part, len(part))) for part in (self.headings, self.items, self.sentences)))

    def divided(self) -> tuple["Prose", "Prose"]:
        """What an article may begin with, and what is kept for additions."""
        parts = (self.headings, self.items, self.sentences)
        cuts = [round(len(part) * _KEPT) for part in parts]
        kept = Prose(*(part[:cut] for part, cut in zip(parts, cuts, strict=True)))
        return Prose(*(part[cut:] for part, cut in zip(parts, cuts, strict=True))), kept


def read_prose(sources: Sequence[tuple[str, str]]) -> Prose:
    """The pieces of all sources, given as (path, text), each piece once; raises PipelineError as `parse_article` does."""
    segments = [segment for path, text in sources for segment in parse_article(text, "prose", path).segments]

    def texts(*kinds: Kind) -> Iterator[str]:
        return (segment.msgid for segment in segments if segment.kind in kinds)

    sentences = (sentence for text in texts(Kind.PARAGRAPH) for sentence in sentences_of(text))
    found = (texts(Kind.HEADING), texts(Kind.ITEM, Kind.STEP), sentences)
    return Prose(*(tuple(dict.fromkeys(part)) for part in found))


def sentences_of(text: str) -> list[str]:
    """The sentences of a message; joined by spaces they are the message again, less citations between them."""
    return _SENTENCE_END.split(text)
