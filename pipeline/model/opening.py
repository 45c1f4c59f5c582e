"""Opening hours → lines for a page: days with the same hours together, in the order of the reader's week."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.clinic import Hours, Weekday
from pipeline.model.locale import Locale

_DAYS = tuple(Weekday)
_WEEK = len(_DAYS)


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """Days that follow each other, and when it is open on each of them."""

    days: str
    """One day, or the first and the last: `Mon – Fri`."""
    times: tuple[str, ...]
    """From when until when, once or several times a day, in their order."""


def opening_lines(hours: Sequence[Hours], locale: Locale) -> tuple[OpeningLine, ...]:
    """The hours in a locale's words and order; closed days are left out.

    Days are a ring: who works from Saturday to Wednesday does so in every language. A week begins where the locale's does.
    """
    table = [_open_on(day, hours, locale) for day in _DAYS]
    order = [(locale.first_weekday + step) % _WEEK for step in range(_WEEK)]
    starts = [day for day in order if table[day] and (table[day] != table[day - 1])]
    if not starts:  # every day is the same
        starts = order[:1] if table[order[0]] else []
    runs = [_run(start, table) for start in starts]
    # The run that holds the week's first day comes first, also where it began the week before.
    runs.sort(key=lambda run: min(order.index(day) for day in run))
    return tuple(OpeningLine(_named(run, locale), table[run[0]]) for run in runs)


def _open_on(day: Weekday, hours: Sequence[Hours], locale: Locale) -> tuple[str, ...]:
    spans = sorted({(one.opens, one.closes) for one in hours if day in one.days})
    return tuple(locale.format_times(opens, closes) for opens, closes in spans)


def _run(start: int, table: Sequence[tuple[str, ...]]) -> list[int]:
    """The days from one on that have its hours."""
    days = [(start + step) % _WEEK for step in range(_WEEK)]
    end = next((at for at, day in enumerate(days) if table[day] != table[start]), _WEEK)
    return days[:end]


def _named(run: Sequence[int], locale: Locale) -> str:
    first, last = (locale.weekday_name(day) for day in (run[0], run[-1]))
    return first if len(run) == 1 else locale.format_range(first, last)
