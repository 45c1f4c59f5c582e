"""What an edit of the English did to the words that carry its meaning: figures, negations, words of obligation.

What enters are two English texts, what leaves is plain words for a translator. A change of anything else may matter as well;
a change of these can hurt a patient, and is easily overlooked in a long sentence ("You can make very significant changes by
changing less than 25 % of it, like adding or removing the word 'not'").
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import fuzz

_MOST_CHANGES = 6
"""A note names no more than these: a text of which so much changed is read anew anyhow."""

_MOST_COMPARED = 200
"""So many words of each text are compared, from the first that differs: comparing all with all takes the square of the time."""
_MOST_LISTED = 8
_LONGEST_WORD = 40

_NUMBER_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|quarter|dozen|once|twice"
    "|double|single|every|each|per|few|several|hourly|daily|weekly|monthly|yearly"
)
_UNITS = (
    r"seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|times?|sessions?|percent|%|°[CF]?|degrees?"
    r"|(?:micro|milli|centi|kilo)?(?:grams?|met(?:re|er)s?|lit(?:re|er)s?)|tablets?|capsules?|pills?|drops?|puffs?|doses?|units?"
    r"|mcg|µg|μg|mg|g|kg|ml|mL|l|L|mm|cm|m|km|IU|bpm|mmHg|kcal|s|sec|min|h|hrs?|d"
)
_PARTS_OF_ONE = "¼½¾⅓⅔⅛⅜⅝⅞"
_FIGURE = re.compile(
    r"(?:[<>≤≥±≈]=?[ \u00a0\u202f]?)?"
    rf"(?:(?<!\w)(?:[-−–+]?(?:[.,]?\d+(?:[.,/⁄]\d+)*[{_PARTS_OF_ONE}]?|[{_PARTS_OF_ONE}])|(?i:{_NUMBER_WORDS})\b)"
    rf"(?:[ \u00a0\u202f-]?(?:{_UNITS})(?!\w)|(?<=[\d{_PARTS_OF_ONE}])\w*)?"
    r"|\b(?i:type|stage|grade|phase|level) [IVX]+\b"
    r"|\b[^\W\d]+\d\w*)"  # a name with a figure in it, such as a vertebra or a vitamin
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nor|neither|cannot|without|nothing|nobody|dont|cant|wont|isnt|arent|doesnt)\b|n[’'ʼ´`]t\b|\bnon(?=-)",
    re.IGNORECASE,
)
_OBLIGATION = re.compile(
    r"\b(?:only|unless|over|under|above|below|within|must|may|before|should|shall|might|could|until|after|except|always"
    r"|avoid|stop|if|at least|at most|up to|more than|less than|fewer than|have to|has to|needs? to|required"
    r"|optional|allowed|permitted|forbidden|prohibited|left|right|first|second|third|last)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"cannot|n[’'ʼ´`]t|dont|cant|wont|isnt|arent|doesnt")
_NEXT_WORD = re.compile(r"\W*(\w+)")
_SAME_WORD = 60.0
"""From this likeness on a word is the same one, with a slip mended."""
_MARKS = re.compile(r"\]\[[^\[\]]*\]|\[\^[^\[\]]*\]|[*_`\\]")
"""Link labels and citations are no figures, and emphasis is no part of a word."""


@lru_cache(maxsize=1024)
def meaning_changes(old: str, new: str) -> tuple[str, ...]:
    """What became of the figures, negations and words of obligation from one English text to another, in plain words.

    Law: equal texts yield nothing, and so do texts that differ in none of these. Not a proof that the meaning is the same.
    """
    before, after = _MARKS.sub(" ", old), _MARKS.sub(" ", new)
    return (
        *_differences("figure", "figures", _figures(before), _figures(after)),
        *(_differences("word", "words", _cues(before), _cues(after)) or _moved_negations(before, after)),
    )


def _figures(text: str) -> tuple[str, ...]:
    return tuple(found[0] for found in _FIGURE.finditer(text))


def _cues(text: str) -> tuple[str, ...]:
    found = [*_NEGATION.finditer(text), *_OBLIGATION.finditer(text)]
    return tuple(_cue(match[0]) for match in sorted(found, key=lambda match: match.start()))


def _moved_negations(before: str, after: str) -> tuple[str, ...]:
    """The same negations in the same order, and yet one of them now denies another word."""
    pairs = zip(_denied(before), _denied(after), strict=False)
    moved = [(old, new) for old, new in pairs if fuzz.ratio(old, new) < _SAME_WORD]
    said = [f"a negation stands before “{new}”, no more before “{old}”" for old, new in moved]
    return (*said[:_MOST_CHANGES], *(("and more",) if len(said) > _MOST_CHANGES else ()))


def _denied(text: str) -> list[str]:
    """The word after each negation."""
    return [
        _shortened(word[1].lower()) if (word := _NEXT_WORD.match(text, found.end())) else ""
        for found in _NEGATION.finditer(text)
    ]


def _cue(word: str) -> str:
    """The word as it is compared: every way of writing "not" is "not"."""
    lower = word.lower()
    return "not" if _NOT.fullmatch(lower) else lower


def _same(figure: str) -> str:
    """A figure as it is compared: "24-hour" and "24 hours" are the same quantity, -5 and 5 are not."""
    signed = re.sub(r"[-–](?=[.,\d])", "−", figure)
    return re.sub(r"[ \u00a0\u202f-]|(?<=[a-z]{2})s$", "", signed.lower())


def _differences(one: str, several: str, old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    before, after = [_same(word) for word in old], [_same(word) for word in new]
    if before == after:
        return ()
    if Counter(before) == Counter(after):
        return (f"the {several} {_listed(new)} stand in another order",)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    near = slice(start, start + _MOST_COMPARED)
    old, new = old[near], new[near]
    said = []
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(
        None, before[near], after[near], autojunk=False
    ).get_opcodes():
        lost, gained = old[from_old:to_old], new[from_new:to_new]
        noun = one if max(len(lost), len(gained)) == 1 else several
        match tag:
            case "replace":
                said.append(f"the {noun} {_listed(lost)} became {_listed(gained)}")
            case "delete":
                said.append(f"the {noun} {_listed(lost)} {'was' if noun == one else 'were'} removed")
            case "insert":
                said.append(f"the {noun} {_listed(gained)} {'was' if noun == one else 'were'} added")
    more = len(said) > _MOST_CHANGES or max(len(before), len(after)) > near.stop
    return (*said[:_MOST_CHANGES], *(("and more",) if more else ()))


def _listed(words: tuple[str, ...]) -> str:
    more = f" and {len(words) - _MOST_LISTED} more" if len(words) > _MOST_LISTED else ""
    return ", ".join(f"“{_shortened(word)}”" for word in words[:_MOST_LISTED]) + more


def _shortened(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…"
