"""Times of the day: 8 in the morning that became 8 in the evening.

Figures compare a time of the day as it stands on a dial, since one language counts to 12 and another to 24. Here the halves of
the day are compared, where both texts say them: by an hour of 13 or more, or by a word beside the time (`lexicon/clock`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.checks.lexicon import lexicon
from pipeline.checks.plain import Text, once
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity

_TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:\s?[:.hH時时点點]\s?([0-5]\d)(?![\d:]|[.,]\d)|(?=\s?(?:[ap]\.?\s?m\b|[時时点點]|Uhr\b|h\b)))"
)
_MAY_SAY = re.compile(r"\d[:.hH時时点點]|\d\s?[ap]\.?\s?m\b|\d\s?Uhr\b")
_FIGURE = re.compile(r"\d")
_NEAR = 14
_NOON = 12


@dataclass(frozen=True, slots=True)
class Time:
    """A time of the day, as a text says it."""

    dial: tuple[int, int]
    """Hour and minute as a dial shows them: 20:30 is 8:30."""
    evening: bool | None
    """Whether it is noon or later; None where the text does not say."""
    span: Span


def half_day_changed(pair: Pair) -> Iterator[Problem]:
    """A time before noon is one after noon in the translation, or the other way round.

    Bad:  "at 8:30 pm" → "um 8:30 Uhr morgens"; "at 8 am" → "um 20:00 Uhr"
    Good: "at 8:30 pm" → "um 20:30 Uhr"

    Source: CLDR, day periods.
    """
    wanted = _times_of_english(pair.english)
    if not wanted or lexicon("clock", pair.locale.name) is None:
        return
    found = _times(pair.translation, pair.locale.name)
    for dial, one in wanted.items():
        other = found.get(dial)
        if other is None or other.evening is None:
            continue
        early = one.evening is False or (one.evening is None and not _says_half(pair.english))
        if (one.evening and not other.evening) or (early and other.evening and dial[0]):
            there, here = pair.source[slice(*one.span)], pair.text[slice(*other.span)]
            yield pair.problem(f"the source says “{there}”, the translation “{here}”", [one.span], [other.span])


@once
def _times_of_english(text: Text) -> Mapping[tuple[int, int], Time]:
    return _times(text, "en") if _MAY_SAY.search(text.plain) else {}


@once
def _says_half(text: Text) -> bool:
    """Whether an English text says of any time in which half of the day it is; then it may be meant of all."""
    return any(time.evening is not None for time in _times_of_english(text).values())


def _times(text: Text, locale: str) -> Mapping[tuple[int, int], Time]:
    """The times that a text says once, by what a dial shows."""
    plain = text.plain
    found: dict[tuple[int, int], Time | None] = {}
    for one in _TIME.finditer(plain):
        hour, minute = int(one[1]), int(one[2] or 0)
        if hour < 2 * _NOON:
            dial = (hour % _NOON, minute)
            found[dial] = None if dial in found else Time(dial, _evening(plain, hour, one.span(), locale), one.span())
    return {dial: time for dial, time in found.items() if time is not None}


def _evening(plain: str, hour: int, span: Span, locale: str) -> bool | None:
    if hour > _NOON:
        return True
    words = _words(locale)
    # What stands beyond the next figure is said of that one.
    before, behind = plain[max(0, span[0] - _NEAR) : span[0]], plain[span[1] : span[1] + _NEAR]
    beside = _FIGURE.split(before)[-1], _FIGURE.split(behind)[0]
    said = {half for part in beside for half, word in enumerate(words or ()) if word.search(part)}
    return bool(said.pop()) if len(said) == 1 else None


@cache
def _words(locale: str) -> tuple[re.Pattern[str], ...] | None:
    listed = lexicon("clock", locale)
    if listed is None:
        return None
    edges = (r"(?<!\w)", r"(?!\w)") if listed["spaced"] else ("", "")
    return tuple(
        re.compile(f"{edges[0]}(?:{'|'.join(map(re.escape, listed[half]))}){edges[1]}", re.IGNORECASE)
        for half in ("morning", "evening")
    )


RULES = (Rule(each(half_day_changed), Severity.WARNING, "say the same half of the day, or write the hour as of 24"),)
"""The family's rule."""
