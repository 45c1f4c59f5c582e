"""What authors do to a text: each edit takes a random source, a text and the prose, and gives the new text, or None where
it cannot be done. The kinds and how often each is done stand in `TEXT_EDITS`.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

from prose import Prose, sentences_of

TextEdit = Callable[[Random, str, Prose], str | None]

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NEGATED = re.compile(r"\b(do|does|is|are|may|can|should|must|will) not\b")
_POSITIVE = re.compile(r"\b(do|does|is|are|may|can|should|must|will)\b(?! not)")
_OBLIGATIONS = {
    "may": "must",
    "must": "may",
    "can": "should",
    "should": "can",
    "usually": "always",
    "always": "usually",
    "before": "after",
    "after": "before",
    "often": "never",
    "only": "also",
}
_OBLIGATION = re.compile(rf"\b({'|'.join(_OBLIGATIONS)})\b")


def typo(random: Random, text: str, prose: Prose) -> str | None:
    """One letter doubled, dropped, or exchanged with the next."""
    places = [match.start() for match in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", text)]
    if not places:
        return None
    at = random.choice(places)
    before, letter, after = text[:at], text[at], text[at + 1 :]
    return random.choice([before + letter * 2 + after, before + after, before + after[0] + letter + after[1:]])


def reworded(random: Random, text: str, prose: Prose) -> str | None:
    """One or two words exchanged, added or dropped."""
    words = text.split()
    for _ in range(random.choice([1, 1, 2])):
        if len(words) < 3:
            return None
        at = random.randrange(1, len(words) - 1) if len(words) > 2 else 0
        words[at : at + random.choice([0, 1, 1, 1])] = random.choice([[_word(random, prose)], [_word(random, prose)], []])
    return " ".join(words)


def rewritten(random: Random, text: str, prose: Prose) -> str | None:
    """A third to two thirds of the words exchanged for a stretch of other prose."""
    words = text.split()
    if len(words) < 6:
        return None
    count = round(len(words) * random.uniform(0.33, 0.67))
    at = random.randrange(len(words) - count + 1)
    running = " ".join(random.choice(prose.sentences) for _ in range(1 + count // 6)).split()
    words[at : at + count] = running[: max(2, round(count * random.uniform(0.7, 1.3)))]
    return " ".join(words)


def figure(random: Random, text: str, prose: Prose) -> str | None:
    """Another figure."""
    found = list(_FIGURE.finditer(text))
    if not found:
        return None
    match = random.choice(found)
    return f"{text[: match.start()]}{random.choice([2, 3, 5, 12, 36, 48, 72])}{text[match.end() :]}"


def negation(random: Random, text: str, prose: Prose) -> str | None:
    """A "not" more or less."""
    if _NEGATED.search(text):
        return _NEGATED.sub(r"\1", text, count=1)
    return _POSITIVE.sub(r"\1 not", text, count=1) if _POSITIVE.search(text) else None


def obligation(random: Random, text: str, prose: Prose) -> str | None:
    """Another degree of "may" and "must", or of how often, or of when."""
    return _OBLIGATION.sub(lambda match: _OBLIGATIONS[match[1]], text, count=1) if _OBLIGATION.search(text) else None


def shortened(random: Random, text: str, prose: Prose) -> str | None:
    """A sentence less."""
    sentences = sentences_of(text)
    if len(sentences) < 2:
        return None
    del sentences[random.randrange(len(sentences))]
    return " ".join(sentences)


def _word(random: Random, prose: Prose) -> str:
    return random.choice(random.choice(prose.sentences).rstrip(".").split())


TEXT_EDITS: Mapping[str, tuple[TextEdit, int]] = {
    "typo": (typo, 10),
    "reworded": (reworded, 20),
    "rewritten": (rewritten, 12),
    "figure": (figure, 6),
    "negation": (negation, 5),
    "obligation": (obligation, 5),
    "shortened": (shortened, 4),
}
"""By name: the edit, and how often it is done among a hundred edits of an article."""
