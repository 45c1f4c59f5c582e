"""The gate's view of figures: what a text says in numbers, whatever digits and signs its language writes them with."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’٬ \u00a0\u202f]\d{2,3})*[.,'’٬ \u00a0\u202f]\d{3}(?![\d])")
"""A figure in groups (CLDR): 20,000, 20.000, 20 000, 1,00,000; a locale may write 7,629 as 7629."""
_FRACTION = re.compile(r"(?<![\d.,:٫])(\d+)(?:[.,:٫]|\s?[h時点點시]\s?)(\d+)(?![.,:٫]?\d)")
_FULL_HOUR = re.compile(r"(?<=\d)[:.h]00(?!\d)")
_AFTERNOON = re.compile(r"\b(\d{1,2})((?:[:.]\d\d)?)(?=\s?p\.?m\b)", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:·\d+)?")
_RANGE = re.compile(rf"(?<![\d.–-])({_FIGURE.pattern})\s*[-–]\s*({_FIGURE.pattern})(?![-–]?\d)")
_NAMES = (
    "one two three four five six seven eight nine ten eleven twelve",
    "January February March April May June July August September October November December",
    "once twice thrice",
)
_SPELLED = {name: str(number) for names in _NAMES for number, name in enumerate(names.split(), start=1)}


@lru_cache(maxsize=4096)
def figure_faults(source: str, text: str) -> tuple[str, ...]:
    """How the figures of a translation differ from those of its English; a sentence's end each, none where they are equal."""
    found = _figures(text)
    # Half past six p.m. is 18:30 in most languages.
    told = min((_plain(source), _plain(_AFTERNOON.sub(_by_24_hours, source))), key=lambda one: _distance(one, found))
    wanted = _FIGURE.findall(told)
    words = (_SPELLED.get(word) or _SPELLED.get(word.lower()) for word in re.findall(r"\w+", source))
    spelled = Counter(word for word in words if word)
    lost = [*(Counter(wanted) - Counter(found)).elements()]
    added = [*(Counter(found) - Counter(wanted) - spelled).elements()]
    turned = ["–".join(ends) for ends in _RANGE.findall(told) if ends not in pairwise(found)]
    faults = (("lacks", lost), ("adds", added), ("breaks", turned))
    return tuple(f"{verb} {', '.join(these)}".replace("·", ".") for verb, these in faults if these)


def _distance(told: str, found: list[str]) -> int:
    # Both ways of telling the hours have as many figures: those that are lost tell as much as those that are added.
    return (Counter(_FIGURE.findall(told)) - Counter(found)).total()


def _by_24_hours(found: re.Match[str]) -> str:
    return f"{int(found[1]) % 12 + 12}{found[2]}"


def _figures(text: str) -> list[str]:
    return _FIGURE.findall(_plain(text))


def _plain(text: str) -> str:
    """The text with its figures in ASCII digits, without the signs between groups, with a · in fractions and times."""
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    whole = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), digits)
    return _FRACTION.sub(r"\1·\2", _FULL_HOUR.sub("", whole))
