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
_VISITED = 300
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
        self._compared: dict[str, list[int]] = {}
        # Rare words tell more: inverse document frequency.
        self._weights = {token: log(1 + len(texts) / len(having)) for token, having in self._having.items()}

    def best(self, text: str, least: float) -> tuple[int, float] | None:
        """The number of the likest text and its `fuzz.ratio`, the first of equals; None where none reaches `least` percent."""
        if text not in self._compared:
            self._compared[text] = self._candidates(text)
        candidates = self._compared[text]
        found = process.extractOne(text, [self.texts[one] for one in candidates], scorer=fuzz.ratio, score_cutoff=least)
        return (candidates[found[2]], found[1]) if found else None

    def _candidates(self, text: str) -> list[int]:
        weights, texts = self._weights, self.texts
        shared: dict[int, float] = defaultdict(float)
        visited = 0
        for token in sorted(filter(weights.__contains__, _tokens(text)), key=lambda one: (-weights[one], one)):
            # Where every word is frequent the first entries must do: looking at all would be looking at all pairs.
            having, weight = self._having[token][: _VISITED - visited], weights[token]
            visited += len(having)
            for number in having:
                shared[number] += weight
            if visited >= _VISITED:
                break
        # What two texts share, for their length.
        unlike = sorted((-weight / (len(text) + len(texts[number])), number) for number, weight in shared.items())
        return sorted(number for _, number in unlike[:_COMPARED])


@lru_cache(maxsize=65536)
def _tokens(text: str) -> tuple[str, ...]:
    lower = text.lower()
    words = _WORD.findall(lower)
    tokens = dict.fromkeys(words)
    if not text.isascii():
        # A long "word" may be a sentence of a script without spaces.
        for word in words:
            if len(word) > _LONG:
                tokens |= dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1))
    if len(text) < _SHORT:
        # Marked, so that a triple is no word.
        tokens |= dict.fromkeys(lower[at : at + 3] + "\0" for at in range(len(lower) - 2))
    return tuple(tokens)


@lru_cache(maxsize=4)
def index(texts: tuple[str, ...]) -> Similar:
    """The index of these texts; ten locales that lack the same ones share it."""
    return Similar(texts)
