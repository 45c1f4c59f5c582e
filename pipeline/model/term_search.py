"""Where the terms of a glossary stand in an English text: translators are told, and the checks ask for their renderings."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

Spans = tuple[tuple[int, int], ...]
"""Passages of a text, in characters."""

_WORD = re.compile(r"\w+")


def term_finder(names: Sequence[str]) -> Callable[[str], tuple[tuple[str, Spans], ...]]:
    """A function from a text to the terms in it and where each stands, in the order of `names`.

    A term is a whole word, or several, in capitals or not, its last one also with -s or -es; between its words may stand other
    spaces than in the glossary. A term within a longer one is found too. Ten locales ask the same of each text: it is looked
    through once. Only terms whose first word stands in the text are sought, so a large glossary costs little more than a small.
    """
    by_first: dict[str, list[int]] = defaultdict(list)
    patterns = [_pattern(name) for name in names]
    for number, name in enumerate(names):
        first = _WORD.search(name.lower())
        for form in (first[0], f"{first[0]}s", f"{first[0]}es") if first else ():
            by_first[form].append(number)

    @lru_cache(maxsize=16384)
    def find(text: str) -> tuple[tuple[str, Spans], ...]:
        words = by_first.keys() & _WORD.findall(text.lower())
        numbers = sorted({number for word in words for number in by_first[word]})
        found = ((names[number], tuple(one.span() for one in patterns[number].finditer(text))) for number in numbers)
        return tuple((name, spans) for name, spans in found if spans)

    return find


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?:e?s)?(?!\w)", re.IGNORECASE)


def without_shorter(found: Sequence[tuple[str, Spans]]) -> dict[str, Spans]:
    """Of what was found, the places of each term where no longer one contains it; terms without such a place are left out."""
    longest, reach = set(), 0
    for start, end in sorted({span for _, spans in found for span in spans}, key=lambda span: (span[0], -span[1])):
        if end > reach:
            longest.add((start, end))
            reach = end
    kept = {name: tuple(span for span in spans if span in longest) for name, spans in found}
    return {name: spans for name, spans in kept.items() if spans}
