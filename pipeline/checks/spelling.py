"""Words that no dictionary knows. Only on request: it takes dictionaries, which know neither all words nor all names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.checks.plain import folded, text_of
from pipeline.checks.rule import Problem, Rule, Sheet, Span
from pipeline.model.finding import Severity

_SHORTEST = 3
"""Shorter words are letters, units and particles."""
_ENDING = 3
_LONG = 6
"""From so many letters on, a word of the glossary is known without its last two too."""
_WORD = re.compile(r"[^\W\d_](?:[^\s\ufffc!-&(-,./:-@\[-`{-~¡-¿‐-‘‚-⁞।،؛؟]*[^\s\ufffc!-,./:-@\[-`{-~¡-¿‐-⁞।،؛؟-])?")
_PARTS = re.compile(r"['’ʼ-]")


def misspelled_word(sheet: Sheet) -> Iterator[Problem]:
    """No dictionary of the language knows a word of the translation.

    It runs only when it is named, with a Hunspell dictionary of the language installed. It passes over names that the English
    has too, what the glossary says, abbreviations in capitals, and the project's own words in source/words/<locale>.txt, one a
    line.

    Bad:  "muscle soreness" → "Muskelschmertz"
    Good: "muscle soreness" → "Muskelschmerz"
    """
    if sheet.knows is None:
        return
    own = sheet.words | _glossary_words(sheet)  # folded, as the project lists them
    knows = cache(sheet.knows)
    for pair in sheet.pairs:
        standing: dict[str, list[Span]] = defaultdict(list)
        for found in _WORD.finditer(pair.translation.plain):
            standing[found[0]].append(found.span())
        unknown = {
            word: spans
            for word, spans in standing.items()
            if not _passed_over(word)
            and not knows(word)
            and not all(_passed_over(part) or knows(part) or _listed(part, own) for part in _PARTS.split(word))
        }
        if unknown:
            english = {word.folded for word in pair.english.words}
            unknown = {
                word: spans for word, spans in unknown.items() if not english.issuperset(map(folded, _PARTS.split(word)))
            }
        for word, spans in unknown.items():
            yield pair.problem(f"no dictionary knows “{word}”", text=spans)


def _passed_over(word: str) -> bool:
    return len(word) < _SHORTEST or word[1:] != word[1:].lower() or any(map(str.isdigit, word))


def _listed(word: str, own: frozenset[str]) -> bool:
    """Whether the word is one of these, with another ending: lists hold dictionary forms."""
    whole = folded(word)
    return any(whole[: len(whole) - ending] in own for ending in range(min(_ENDING, len(whole) // 2) + 1))


def _glossary_words(sheet: Sheet) -> frozenset[str]:
    locale = sheet.locale.name
    renderings = (
        text
        for term in sheet.glossary.terms
        for text in (term.term, term.renderings.get(locale, ""), *term.accepted.get(locale, ()))
    )
    words = {word.folded for text in renderings for word in text_of(text).words}
    return frozenset(
        words | {word[:-1] for word in words if len(word) > _LONG} | {word[:-2] for word in words if len(word) > _LONG}
    )


SPELLING_RULES = (
    Rule(misspelled_word, Severity.WARNING, "mend it, or add the word to source/words/<locale>.txt if it is right"),
)
"""The family's rules, which run only when they are named."""
