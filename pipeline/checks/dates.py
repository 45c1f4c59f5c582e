"""Dates of a text: day, month and year, in figures or with the month's name, in the order that a language likes.

Names of months are CLDR's. A date is one number here, year, month and day side by side, so that two dates are equal or not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.model.locale import Locale

_DAY = re.compile(r"\d(?<![\d.,/:-].)\d?(?![\d/:])")
_BEFORE = re.compile(r"([^\s\d.,;:()\u2013\-\u201c\u201d\"]{2,14})\.?[ \u00a0]$")
_BEHIND = re.compile(
    r"(?:st|nd|rd|th|er|\.|º)?[ \u00a0]?(?:de |of )?([^\s\d.,;:()\u2013\-\u201c\u201d\"]{2,14})"
    r"(?:\.?,?[ \u00a0](?:de |del |[คพ]\.ศ\. ?)?(\d{4})(?!\d))?"
)
_YEAR = re.compile(r"(?:st|nd|rd|th)?,?[ \u00a0](\d{4})(?!\d)")
_IN_FIGURES = re.compile(r"(?<![\d./-])(?:(\d{1,2})([./-])(\d{1,2})\2(\d{4})|(\d{4})([./-])(\d{1,2})\6(\d{1,2}))(?![\d/-])")
_MAY_BE_IN_FIGURES = re.compile(r"\d[./-]\d")
_IN_HAN = re.compile(r"(?<!\d)(?:(\d{4})[ ]?[年년][ ]?)?(\d{1,2})[ ]?[月월][ ]?(\d{1,2})[ ]?[日号號일]")
_CAPITALISED = frozenset({"en", "de"})
"""Languages in which a month begins with a capital letter: "may" is no month."""
_BUDDHIST = 543


@dataclass(frozen=True, slots=True)
class Date:
    """A date and where it stands."""

    day: int
    month: int
    year: int
    """0 where the text names none."""
    start: int
    end: int
    swapped: bool = False
    """Whether day and month may as well be month and day: 03/05/2021."""

    @property
    def value(self) -> int:
        """Year, month and day as one number."""
        return self.year * 10_000 + self.month * 100 + self.day

    @property
    def other_value(self) -> int | None:
        """The other value that it may have."""
        return self.year * 10_000 + self.day * 100 + self.month if self.swapped else None


def dates(plain: str, locale: str) -> Iterator[Date]:
    """The dates of a text whose digits are ASCII; they do not overlap, and stand in no particular order.

    Takes time in proportion to the text.
    """
    language = locale.partition("_")[0]
    taken: list[Date] = [*_in_figures(plain, language), *_in_han(plain)]
    yield from taken
    names = _names(locale)
    blocked = {at for one in taken for at in range(one.start, one.end)}
    for found in _DAY.finditer(plain):
        date = _named(plain, found, names, language) if names and 0 < int(found[0]) < 32 else None
        if date is not None and blocked.isdisjoint(range(date.start, date.end)):
            blocked.update(range(date.start, date.end))
            yield date


@cache
def _names(locale: str) -> Mapping[str, int]:
    return {name: month for name, month in Locale(locale).months.items() if not any(map(str.isdigit, name)) and len(name) > 1}


def _named(plain: str, day: re.Match[str], names: Mapping[str, int], language: str) -> Date | None:
    behind = _BEHIND.match(plain, day.end())
    if behind is not None and (month := _month(behind[1], names, language)):
        end = behind.end() if behind[2] else behind.end(1)
        return Date(int(day[0]), month, _year(behind[2], language), day.start(), end)
    before = _BEFORE.search(plain, max(0, day.start() - 17), day.start())
    if before is not None and (month := _month(before[1], names, language)):
        year = _YEAR.match(plain, day.end())
        end = year.end() if year is not None else day.end()
        return Date(int(day[0]), month, _year(year[1] if year is not None else None, language), before.start(1), end)
    return None


def _month(word: str, names: Mapping[str, int], language: str) -> int:
    return 0 if language in _CAPITALISED and not word[0].isupper() else names.get(word.lower(), 0)


def _year(figure: str | None, language: str) -> int:
    year = int(figure or 0)
    return year - _BUDDHIST if language == "th" and year > 2400 else year


def _in_figures(plain: str, language: str) -> Iterator[Date]:
    for found in _IN_FIGURES.finditer(plain) if _MAY_BE_IN_FIGURES.search(plain) else ():
        if found[1]:
            day, month, year = int(found[1]), int(found[3]), _year(found[4], language)
            if month > 12:
                day, month = month, day
            swapped = day <= 12
        else:
            year, month, day, swapped = _year(found[5], language), int(found[7]), int(found[8]), False
        if 0 < month < 13 and 0 < day < 32:
            yield Date(day, month, year, found.start(), found.end(), swapped)


def _in_han(plain: str) -> Iterator[Date]:
    for found in _IN_HAN.finditer(plain) if "月" in plain or "월" in plain else ():
        month, day = int(found[2]), int(found[3])
        if 0 < month < 13 and 0 < day < 32:
            yield Date(day, month, int(found[1] or 0), found.start(), found.end())
