"""Which passages of two texts are compared: their sentences, side by side, and then the texts as a whole."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any

from pipeline.checks.phrases import Found
from pipeline.checks.plain import Text, once
from pipeline.checks.rule import Pair, Span

# The sign comes first, and what must not stand before it is asked behind it: so a search leaps from sign to sign.
SENTENCE_END = re.compile(r"[.!?。！？।](?:(?<=[。！？।])|(?<![. ][^\W_][.!?])(?<![.!?]{2})[.!?]*(?=\s+[^\sa-z(]))")
"""What ends a sentence, and whatever follows it but a lower-case letter; not an abbreviation of one letter."""

_START = attrgetter("start")


def passages(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """What is compared of two texts: their sentences, side by side, where both have as many; then the texts as a whole."""
    theirs, ours = _spans(pair.english), _spans(pair.translation)
    if len(theirs) == len(ours) > 1:
        yield from zip(theirs, ours, strict=True)
    yield (0, len(pair.source)), (0, len(pair.text))


def within(found: Sequence[Found[Any]], passage: Span) -> Sequence[Found[Any]]:
    """Those of a text's phrases, in its order, that begin in a passage."""
    if not found:
        return ()
    first, behind = (bisect_left(found, place, key=_START) for place in passage)
    return found[first:behind]


@once
def _spans(text: Text) -> Sequence[Span]:
    last = len(text.plain.rstrip())
    cuts = [0, *(found.end() for found in SENTENCE_END.finditer(text.plain) if found.end() < last), len(text.plain)]
    return list(pairwise(cuts))
