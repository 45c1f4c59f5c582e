"""Which language a text is in, by its most frequent words: English left standing, another locale's text.

`lexicon/languages/<language>.json` lists the words that hardly a sentence of the language does without, and the letters of its
alphabet that are not in ASCII (for other scripts all of them), with those of common loans. A short text has too few such words
to tell; then the rules say nothing.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.checks.plain import folded
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, each
from pipeline.checks.signs import kinds, language_of
from pipeline.model.finding import Severity

_SOURCE = "en"
_LEAST_WORDS = 6
_LEAST_FOUND = 3
_FEWEST = 3
_CLEAR = 5
"""A text with one of the language's own words in so many is in it."""
_RUN = 5
"""So many words of the source in a row, with function words among them, are a passage left in English."""
_CODE = re.compile(r"[\d_/\\=<>|{}@#$%^~`]|\w[,;.:]\w|\(\w*\)")
_SMALL = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
_ORDINARY = 3
_LITERAL = re.compile(r"b?r?\"")
_SCRIPTS = {"uk": "Cyrl", "ru": "Cyrl", "bg": "Cyrl", "ar": "Arab", "fa": "Arab", "ur": "Arab"}
_SCRIPTS |= {"hi": "Deva", "mr": "Deva", "ne": "Deva"}
_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Language:
    """What tells a language."""

    words: frozenset[str]
    """Its most frequent words, folded."""
    letters: frozenset[str]
    """The letters of its ordinary words, small and capital; empty where they are not listed."""


@cache
def language(name: str) -> Language | None:
    """A language by its name, or None where nothing is listed."""
    listed = files("pipeline.checks.lexicon").joinpath("languages", f"{name}.json")
    if not name.isidentifier() or not listed.is_file():
        return None
    found: Mapping[str, object] = json.loads(listed.read_text("utf-8"))
    words, letters = found["words"], str(found["letters"])
    assert isinstance(words, list)  # noqa: S101 - a data file of ours
    everything = {*letters, *letters.upper(), *_ASCII_LETTERS, *map(str.upper, _ASCII_LETTERS)} if letters else set()
    return Language(frozenset(map(folded, words)), frozenset(everything))


def english_left(sheet: Sheet) -> Iterator[Problem]:
    """A passage of the English stands in the translation, word for word.

    Names and terms may stay English; a row of words with "the", "of" or "with" among them is no name, and neither is a whole
    text of ordinary words that the glossary does not know.

    Bad:  "Tell your therapist before the session." → "Sagen Sie es your therapist before the session."
    Good: "the Journal of Sample Studies" → "das Journal of Sample Studies"
    """
    name = language_of(sheet.locale.name)
    if name == _SOURCE or sheet.locale.pseudo:
        return
    english = _function_words(name)
    kept = {folded(term.term) for term in sheet.glossary.terms}
    for pair in sheet.pairs:
        if "Latn" not in kinds(pair.translation):
            continue
        words = pair.translation.folded
        if pair.text == pair.source and _is_ordinary(pair, kept):
            yield pair.problem("the translation is the English", text=[(0, len(pair.text))])
            continue
        if english.isdisjoint(words) or sum(word in english for word in words) < 2:
            continue
        first, behind = _longest_run(words, pair.english.folded)
        run = words[first:behind]
        if sum(word in english for word in run) < 2:
            continue
        start, end = pair.translation.spans[first][0], pair.translation.spans[behind - 1][1]
        if (len(run) >= _RUN or len(run) == len(words) > 2) and not _explained(pair, start):
            yield pair.problem("a passage is left in English", text=[(start, end)])


def _is_ordinary(pair: Pair, kept: set[str]) -> bool:
    """Whether a text has words enough, in small letters and in no code, to be more than a name or a term."""
    plain = pair.english.plain
    if _CODE.search(pair.source) or _LITERAL.match(pair.source):
        return False
    small = [word for word in _SMALL.findall(plain) if word not in kept]
    return len(small) >= _ORDINARY and folded(plain.strip()) not in kept


def _explained(pair: Pair, start: int) -> bool:
    """Whether the English is meant to stand there: behind its translation, in brackets, or as a literal of a program."""
    return pair.text[:start].rstrip(' "“「『')[-1:] in ("(", "（", "[") or (
        pair.source == pair.text and _LITERAL.match(pair.text) is not None
    )


def other_language(pair: Pair) -> Iterator[Problem]:
    """The translation's most frequent words are another language's.

    Bad:  a German text among the Croatian ones
    Good: a Croatian text that quotes a German title
    """
    name = language_of(pair.locale.name)
    of = _languages_of(name)
    if not of:
        return
    words = pair.translation.folded
    if len(words) < _FEWEST or pair.text == pair.source:
        return
    known = language(name)
    if known is None or sum([word in known.words for word in words]) * _CLEAR > len(words):
        return
    found: Counter[str] = Counter()
    for word in words:
        found.update(of.get(word, ()))
    own = found.pop(name, 0)
    if max(found.values(), default=0) <= 2 * own + 1:
        return
    # Letters by themselves are signs and lists; and one word several times is no language.
    distinct = {word for word in words if len(word) > 1} - set(pair.english.folded)
    found = Counter(other for word in distinct for other in of.get(word, ()) if other != name)
    if not found:
        return
    best, hits = found.most_common(1)[0]
    many = len(words) >= _LEAST_WORDS and hits >= _LEAST_FOUND and hits * 6 > len(distinct)
    # Of few words most must be the other language's, and none of this one.
    few = own == 0 and hits >= 2 and hits * 2 > len(words) and "_" not in pair.text
    if hits > 2 * own + 1 and (many or few):
        yield pair.problem(f"the text seems to be in another language ({best})")


@cache
def _function_words(name: str) -> frozenset[str]:
    """The frequent words of English that are none in another language."""
    english, own = language(_SOURCE), language(name)
    assert english is not None  # noqa: S101 - a data file of ours
    return frozenset(word for word in english.words - (own.words if own else frozenset()) if len(word) > 1)


@cache
def _languages_of(name: str) -> Mapping[str, tuple[str, ...]]:
    """Word → the languages of the same script in which it is frequent; empty for a language that is not listed."""
    if language(name) is None:
        return {}
    script = _SCRIPTS.get(name, "Latn")
    of: dict[str, tuple[str, ...]] = {}
    for other in sorted(
        file.name.removesuffix(".json") for file in files("pipeline.checks.lexicon").joinpath("languages").iterdir()
    ):
        listed = language(other)
        if listed is not None and _SCRIPTS.get(other, "Latn") == script:
            for frequent in listed.words:
                of[frequent] = (*of.get(frequent, ()), other)
    return of


def _longest_run(words: Sequence[str], source: Sequence[str]) -> tuple[int, int]:
    """Where the longest row of words begins and ends that the source has in the same order, with nothing between."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    best, end = 0, 0
    ending: dict[int, int] = {}
    for number, one in enumerate(words):
        ending = {place: ending.get(place - 1, 0) + 1 for place in places.get(one, [])[:64]}
        longest = max(ending.values(), default=0)
        if longest > best:
            best, end = longest, number + 1
    return end - best, end


RULES = (
    Rule(english_left, Severity.WARNING, "translate it"),
    Rule(each(other_language), Severity.WARNING, "write the text in the language of the locale"),
)
"""The rules on the language of a text."""
