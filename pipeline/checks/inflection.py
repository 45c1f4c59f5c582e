"""Whether a rendering in its dictionary form stands in a text, in whatever form the language gives its words there.

No dictionary is asked: words are the same if they begin alike and differ in a bounded ending, as they do in most languages;
Arabic words if they have the same consonants, since its plurals change inside. A doubt counts as the same word.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from re import compile as expression

from pipeline.checks.plain import Text, once, text_of
from pipeline.model.locale import Locale

_UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my"})
_ASIDE = expression(r"\s*[(（][^()（）]*[)）]")
_WEAK = expression(r"[اويةىءأإآؤئى]")
_DOUBLED = expression(r"(.)\1+")
_VOWELS = str.maketrans({"і": "о", "е": "о", "є": "о", "ї": "о", "ё": "о", "ー": None, "・": None, "ヴ": "ブ"})
_SHORT = 3
"""Words of so few letters are articles and prepositions, which change: only longer ones are asked for, if there are any."""
_SAME_LETTERS = 0.6
"""Which share of a word its forms keep at the beginning."""
_SAME_PAIRS = 0.6
"""Where words are not set apart: which share of a rendering's pairs of letters must stand in the text."""
_LONGEST_ENDING = 6
_PART = 4
"""A stem of so many letters is recognized inside a compound."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes its words."""

    spaced: bool = True
    consonants: bool = False
    """Whether the consonants are the word, as in Arabic."""


def writing_of(locale: Locale) -> Writing:
    """How this locale's language writes."""
    language = locale.name.partition("_")[0]
    return Writing(language not in _UNSPACED, language in ("ar", "fa", "ur"))


def standing(rendering: str, text: Text, writing: Writing, strict: bool = False) -> tuple[tuple[int, int], ...]:
    """Where the words of a rendering stand in a text; nothing if one of them is missing.

    What stands in brackets in the rendering need not be said. `strict`: the words follow one another, in no other form than
    with an ending of two letters, so that what is found is surely there.
    """
    if not writing.spaced:
        return _in_letters(rendering, text, strict)
    wanted = _wanted(rendering)
    if not wanted[0]:  # figures and signs only
        return tuple(_places(rendering, text.raw))
    if strict:
        return _in_a_row(wanted[0], text)
    found: list[tuple[int, int]] = []
    for word in wanted[1]:
        here = [text.spans[number] for number in _same_words(word, text, writing)]
        if not here:
            return ()
        found += here
    return tuple(found)


def stands(rendering: str, text: Text, writing: Writing) -> bool:
    """Whether the words of a rendering stand in a text, wherever that is."""
    wanted = _wanted(rendering)
    if not writing.spaced or not wanted[0]:
        return bool(standing(rendering, text, writing))
    vocabulary = text.vocabulary
    return all(word in vocabulary or next(_same_words(word, text, writing), None) is not None for word in wanted[1])


def _same_words(word: str, text: Text, writing: Writing) -> Iterator[int]:
    """The numbers of a text's words that are the same as this one."""
    forms, joined = _consonants_of(text) if writing.consonants else _forms_of(text)
    beginning, stem = _beginnings(form := _form(word, writing.consonants))
    if beginning in joined or (stem and stem in joined):  # in most texts neither, at little cost
        for number, other in enumerate(forms):
            if (beginning in other or (stem and stem in other)) and _same(form, other[1:]):
                yield number


@lru_cache(maxsize=4096)
def _wanted(rendering: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All words of a rendering, and those that must be found."""
    words = text_of(_ASIDE.sub("", rendering) or rendering).folded
    return words, tuple(word for word in words if len(word) > _SHORT) or words


@once
def _forms_of(text: Text) -> tuple[Sequence[str], str]:
    """The forms of a text's words, each after a space, and all of them in one string; a text has several terms."""
    forms = [f" {_form(word, False)}" for word in text.folded]
    return forms, "".join(forms)


@once
def _consonants_of(text: Text) -> tuple[Sequence[str], str]:
    """The same where the consonants are the word."""
    forms = [f" {_form(word, True)}" for word in text.folded]
    return forms, "".join(forms)


@lru_cache(maxsize=4096)
def _beginnings(form: str) -> tuple[str, str]:
    """What one of a text's words must begin with, after a space, or hold anywhere, to be the same as this one."""
    if _is_arabic(form):
        return form[:-1] if len(form) > _SHORT else form, ""
    return " " + form[: ceil(_least(form))], form[: max(_PART, len(form) - 2)] if len(form) >= _PART else ""


@lru_cache(maxsize=65536)
def _form(word: str, consonants: bool) -> str:
    """What the forms of a word have in common, as far as letters go: no accents, one vowel for those that change."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)) or word
    if consonants:
        return _DOUBLED.sub(r"\1", _WEAK.sub("", bare.removeprefix("ال"))) or bare
    return bare.translate(_VOWELS) or bare


@lru_cache(maxsize=65536)
def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    if _is_arabic(word):
        return word in other or (len(word) > _SHORT and word[:-1] in other)
    common = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        common += 1
    if common >= _least(word) and len(other) - common <= _LONGEST_ENDING:
        return True
    stem = word[: max(_PART, len(word) - 2)]
    return len(stem) >= _PART and stem in other


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _least(word: str) -> float:
    """How many letters at the beginning are kept by all forms of a word."""
    return max(min(len(word), 3), _SAME_LETTERS * len(word))


def _in_a_row(wanted: Sequence[str], text: Text) -> tuple[tuple[int, int], ...]:
    words, found = text.folded, []
    for number in range(len(words) - len(wanted) + 1):
        here = words[number : number + len(wanted)]
        if all(
            one == word or (len(word) > _SHORT and one.startswith(word) and len(one) <= len(word) + 2)
            for one, word in zip(here, wanted, strict=True)
        ):
            found.append((text.spans[number][0], text.spans[number + len(wanted) - 1][1]))
    return tuple(found)


def _in_letters(rendering: str, text: Text, strict: bool) -> tuple[tuple[int, int], ...]:
    letters = text.letters
    whole = text_of(_ASIDE.sub("", rendering) or rendering).letters.strip()
    found = tuple(_places(whole, letters))
    if found or strict:
        return found
    whole, letters = whole.translate(_VOWELS), letters.translate(_VOWELS)
    if not whole:
        return ()
    pairs = [whole[at : at + 2] for at in range(len(whole) - 1)] or [whole]
    there = sum(pair in letters for pair in pairs)
    return ((0, len(text.raw)),) if there >= _SAME_PAIRS * len(pairs) else ()


def _places(part: str, whole: str) -> Iterator[tuple[int, int]]:
    at = whole.find(part)
    while part and at >= 0:
        yield at, at + len(part)
        at = whole.find(part, at + len(part))
