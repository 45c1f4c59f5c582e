"""The most similar of many texts, without comparing all with all.

Candidates come from an index of words, so that 10,000 texts against 10,000 take about a second where all pairs take minutes;
rapidfuzz then compares the few that share rare words.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import log

from rapidfuzz import fuzz, process

_WORD = re.compile(r"\w+")
_LONG = 16
"""A longer "word" is a run of text without spaces: it is indexed by its pairs of characters."""
_SHORT = 40
"""A text of fewer characters is indexed by its triples of them too: a typo in one of its words leaves it few in common."""
_VISITED = 1500
"""So many entries of the index are looked at, those of the rarest words first, before frequent words are passed over."""
_COMPARED = 12
"""How many candidates are compared in full."""


class Similar:
    """An index of texts; it answers which of them a new text resembles most."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for token in _tokens(text):
                self._having[token].append(number)
        # Rare words tell more (inverse document frequency), and a text with many others is less like the one looked for.
        self._weights = {token: log(1 + len(texts) / len(having)) for token, having in self._having.items()}
        self._whole = [sum(self._weights[token] for token in _tokens(text)) for text in texts]

    def best(self, text: str, least: float) -> tuple[int, float] | None:
        """The number of the likest text and its `fuzz.ratio`, the first of equals; None where none reaches `least` percent."""
        candidates = self._candidates(text)
        found = process.extractOne(text, [self.texts[one] for one in candidates], scorer=fuzz.ratio, score_cutoff=least)
        return (candidates[found[2]], found[1]) if found else None

    def _candidates(self, text: str) -> list[int]:
        known = [token for token in _tokens(text) if token in self._weights]
        own = sum(self._weights[token] for token in known)
        shared: dict[int, float] = defaultdict(float)
        visited = 0
        for token in sorted(known, key=lambda one: (-self._weights[one], one)):
            having, weight = self._having[token], self._weights[token]
            if visited > _VISITED:
                break
            visited += len(having)
            for number in having:
                shared[number] += weight
        best = sorted(shared, key=lambda number: (-shared[number] / (own + self._whole[number] - shared[number]), number))
        return sorted(best[:_COMPARED])


@lru_cache(maxsize=65536)
def _tokens(text: str) -> tuple[str, ...]:
    lower = text.lower()
    tokens: dict[str, None] = {}
    for word in _WORD.findall(lower):
        if len(word) <= _LONG:
            tokens[word] = None
        else:
            tokens |= dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1))
    if len(text) < _SHORT:
        # Marked, so that a triple is no word.
        tokens |= dict.fromkeys(lower[at : at + 3] + "\0" for at in range(len(lower) - 2))
    return tuple(tokens)


@lru_cache(maxsize=4)
def index(texts: tuple[str, ...]) -> Similar:
    """The index of these texts; ten locales that lack the same ones share it."""
    return Similar(texts)
