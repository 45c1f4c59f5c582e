"""The most similar of many texts, without comparing all with all.

For few questions rapidfuzz compares all. For many, candidates come from an index of words, and only the few that share rare
words are compared: 10,000 texts are never held against 10,000.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
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
    """A collection of texts; it answers which of them a new text resembles most."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        # Ten locales ask the same.
        self._likely: dict[str, list[int]] = {}
        self._answers: dict[tuple[str, float, int], tuple[int, float] | None] = {}

    def best(self, text: str, least: float) -> tuple[int, float] | None:
        """The number of the likest text and its `fuzz.ratio`, the first of equals; None where none reaches `least` percent."""
        return self._best_of(text, least, range(len(self.texts)))

    def best_of_likely(self, text: str, least: float) -> tuple[int, float] | None:
        """The same among those that share rare words with the text: nearly always the likest, and much sooner found."""
        if text not in self._likely:
            self._likely[text] = self._candidates(text)
        return self._best_of(text, least, self._likely[text])

    def _best_of(self, text: str, least: float, numbers: Sequence[int]) -> tuple[int, float] | None:
        asked = text, least, len(numbers)
        if asked not in self._answers:
            compared = self.texts if len(numbers) == len(self.texts) else [self.texts[number] for number in numbers]
            found = process.extractOne(text, compared, scorer=fuzz.ratio, score_cutoff=least)
            self._answers[asked] = (numbers[found[2]], found[1]) if found else None
        return self._answers[asked]

    @cached_property
    def _having(self) -> Mapping[str, list[int]]:
        """For each word the texts that have it."""
        having: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts):
            for token in _tokens(text):
                having[token].append(number)
        return having

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """Rare words tell more: inverse document frequency."""
        return {token: log(1 + len(self.texts) / len(having)) for token, having in self._having.items()}

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
