"""Opposites: left and right, heat and ice, before and after: a word that became its opposite can hurt.

What each language says for each side lies in `lexicon/opposites/<language>.json`, one list a side, so that a native reader can
correct it. A word that ends in `?` may say its side and may say something else: it excuses a translation and accuses none.
`unlike` holds what looks like such a word and says something else; `not before` and `not behind` hold what denies a word that
follows or goes before: a denied word ("not dangerous") may say either side. `in order` holds the groups whose words right
translations of the language leave in the order of the English.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NotRequired, TypedDict, cast

from pipeline.checks.lexicon import lexicon
from pipeline.checks.phrases import Phrases
from pipeline.checks.plain import folded
from pipeline.checks.sides import Lexicon, Said, Vocabulary

Listed = TypedDict(
    "Listed",
    {
        "spaced": bool,
        "proclitics": NotRequired[Sequence[str]],
        "not before": Sequence[str],
        "not behind": Sequence[str],
        "in order": Sequence[str],
        "unlike": Sequence[str],
        "groups": Mapping[str, Sequence[Sequence[str]]],
    },
)
"""One language's file."""
_AMOUNT = "amount"
"""Both of these at once: what is said with a word of the one may be said with a word of the other."""
_AMOUNTS = frozenset({"more/less", "increase/decrease"})
_SEVERAL = re.compile(r"[\s…'’-]")
"""What makes an entry a phrase of several words."""
_LETTER, _OTHER = r"[\w\u0900-\u0963]", r"[^\w\u0900-\u0963]"
"""To a regular expression the vowel signs of Devanagari are no part of a word."""
_NEXT = r"[^\w\u0900-\u0963,.;:!?।؟؛،]+"
"""What lies between a word and what it denies: nothing that begins another part of the sentence."""


@cache
def lexicon_of(locale: str) -> Lexicon | None:
    """The opposites of a locale's language, or None where nobody has listed them."""
    listed = lexicon("opposites", locale)
    return _lexicon(cast(Listed, listed)) if listed is not None else None


def _lexicon(listed: Listed) -> Lexicon:
    meanings: dict[str, tuple[Said, ...]] = dict.fromkeys(listed["unlike"], ())
    for group, sides in listed["groups"].items():
        for side, words in enumerate(sides):
            for word in words:
                phrase = word.removesuffix("?")
                meanings[phrase] = (*meanings.get(phrase, ()), Said(group, side, phrase == word))
    meanings = {phrase: (*says, *_amount(says)) for phrase, says in meanings.items()}
    spaced = bool(listed["spaced"])
    proclitics = listed.get("proclitics", ())
    single = {phrase for phrase in meanings if spaced and not _SEVERAL.search(phrase)}
    return Lexicon(
        Phrases({phrase: says for phrase, says in meanings.items() if phrase not in single}, spaced, proclitics),
        _vocabulary({phrase: meanings[phrase] for phrase in sorted(single)}, proclitics) if spaced else None,
        _denial(listed["not before"], spaced, behind=False),
        _denial(listed["not behind"], spaced, behind=True),
        frozenset(listed["in order"]),
        frozenset(listed["groups"]),
    )


def _amount(says: Sequence[Said]) -> Sequence[Said]:
    """What a word says of amounts: one language says "less", where another has "decreases"."""
    amounts = {(said.side, said.surely) for said in says if said.group in _AMOUNTS}
    return [Said(_AMOUNT, side, surely) for side, surely in sorted(amounts) if surely or (side, True) not in amounts]


def _vocabulary(meanings: Mapping[str, tuple[Said, ...]], proclitics: Sequence[str]) -> Vocabulary:
    stems: dict[str, tuple[Said, ...]] = {}
    whole: dict[str, tuple[Said, ...]] = {}
    for phrase, says in meanings.items():
        # Two spellings may fold to one word: with and without the dot of Devanagari.
        held, word = (stems, folded(phrase[:-1])) if phrase.endswith("*") else (whole, folded(phrase))
        held[word] = tuple(dict.fromkeys((*held.get(word, ()), *says)))
    particles = tuple(sorted(map(folded, proclitics), key=len, reverse=True))
    return Vocabulary(whole, stems, sorted({len(stem) for stem in stems}), particles)


def _denial(words: Sequence[str], spaced: bool, behind: bool) -> re.Pattern[str] | None:
    if not words:
        return None
    one = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    if not spaced:
        return re.compile(rf"^.{{0,3}}(?:{one})" if behind else rf"(?:{one}).?$")
    if behind:
        return re.compile(rf"^{_OTHER}*(?:{one})(?!{_LETTER})", re.IGNORECASE)
    return re.compile(rf"(?<!{_LETTER})(?:{one}){_NEXT}(?:{_LETTER}{{1,6}}{_NEXT})?$", re.IGNORECASE)
