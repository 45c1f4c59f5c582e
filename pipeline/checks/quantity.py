"""Quantities: numbers by value, with what they count or measure, and how firmly a text says them."""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

Span = tuple[int, int]


class Firmness(IntEnum):
    """How firmly a text says a number."""

    WEAK = 0
    """A word that says many things ("one", "second", "both"): it counts only where the other text asks for it."""
    WORD = 1
    """A number in words."""
    DIGITS = 2
    """A number in digits."""


CALENDAR = "calendar"
"""The unit of the name of a month."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range of numbers, and what it counts or measures."""

    low: Fraction
    high: Fraction
    unit: str
    """The unit's id, as the lexicon has it; empty where none is known."""
    firmness: Firmness
    span: Span
    also: Fraction | None = None
    """Another value that the signs may stand for: 1.024 is 1024 in some languages."""

    @property
    def range(self) -> bool:
        """Whether it runs from one value to another."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Amounts:
    """All that a text says in figures."""

    quantities: tuple[Quantity, ...] = ()
    names: tuple[tuple[str, str, Span], ...] = ()
    """Words with a figure in them: the letters, the figure, and where they stand."""
    rates: tuple[tuple[str, Span], ...] = ()
    """Periods after which something recurs: the unit of "a day", "weekly"."""
    units: frozenset[str] = frozenset()
    """All units that the text names, beside a number or not; "na tydzień" may be "a week" and "for 1 week"."""
