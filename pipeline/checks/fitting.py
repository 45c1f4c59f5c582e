"""Whether a quantity of one text is that of another: equal, of another unit, converted, a date, the ends of a range."""

from collections.abc import Callable, Sequence

from pipeline.checks.measures import alike, conversions, kind_of
from pipeline.checks.quantity import Amounts, Firmness, Quantity

Fits = Callable[[Quantity, Quantity], bool]
"""A quantity of the source, one of the translation: whether the second may stand for the first."""


def same(one: Quantity, other: Quantity) -> bool:
    """Whether values and units are equal."""
    return (one.low, one.high) == (other.low, other.high) and one.unit == other.unit


def same_but_unit(one: Quantity, other: Quantity) -> bool:
    """Whether values are equal and the units may be one, since not every unit is recognized in every language."""
    return (one.low, one.high) == (other.low, other.high) and alike(one.unit, other.unit)


def same_otherwise(one: Quantity, other: Quantity) -> bool:
    """Whether the signs of the second may stand for another value (1.024), which is that of the first."""
    return (
        not one.range and not other.range and alike(one.unit, other.unit) and other.also is not None and other.also == one.low
    )


def same_era(one: Quantity, other: Quantity) -> bool:
    """Whether the second may be the decade that the first is: "the 1970s" are the 70s, of the 20th century or not."""
    return one.unit == "era" and other.low == other.high and other.low in (one.low, one.also)


def same_date(one: Quantity, other: Quantity) -> bool:
    """Whether both may be one date: 3/4 is read in either order."""
    if one.unit != "date" or other.unit != "date":
        return False
    return bool({one.low, one.also} & {other.low, other.also} - {None})


def converted(one: Quantity, other: Quantity) -> bool:
    """Whether the second says the first in another unit: 24 hours, 1 day."""
    return conversions(one.low, one.high, one.unit, other.low, other.high, other.unit)


def scaled(one: Quantity, other: Quantity) -> bool:
    """Whether only a word like "million" makes the difference, in a language whose words are unknown."""
    return any((one.low, one.high) == (other.low * scale, other.high * scale) for scale in (1000, 10**6, 10**9))


def either_weak(one: Quantity, other: Quantity) -> bool:
    """Whether one of them is a word that says many things."""
    return Firmness.WEAK in (one.firmness, other.firmness)


def is_weak_part(one: Quantity) -> bool:
    """Whether it is a word like "half" or "third", which may say something else."""
    return one.firmness is Firmness.WEAK and 0 < one.low < 1


def says_one_or_more(one: Quantity) -> bool:
    """Whether it is "one or two": the words for one have more forms than any list."""
    return one.firmness < Firmness.DIGITS and one.low == 1 and one.range


def is_one(one: Quantity) -> bool:
    """Whether it counts one, as an article does."""
    return one.low == one.high == 1 and kind_of(one.unit) in ("time", "count", "")


def is_year(one: Quantity) -> bool:
    """Whether it is likely to be a year: sentences name one first or last, as the language likes."""
    return not one.unit and 1800 <= one.low <= 2100 and one.low.denominator == 1


def credibly(fits: Fits, own: Amounts) -> Fits:
    """A way to fit that takes no article for the figure 1, unless something in the translation speaks for it."""
    return lambda one, other: fits(one, other) and _credible(one, other, own)


def _credible(one: Quantity, other: Quantity, own: Amounts) -> bool:
    """Whether a word that may be an article stands for the figure 1: a unit or another number is near ("un sur 3")."""
    if one.firmness is not Firmness.DIGITS or other.firmness is not Firmness.WEAK or one.low != 1:
        return True
    if one.unit and other.unit:
        return True
    near = (third.span[0] - other.span[1] for third in own.quantities)
    return any(0 < gap <= _SIDE_BY_SIDE for gap in near) or all(third.firmness is Firmness.WEAK for third in own.quantities)


_SIDE_BY_SIDE = 16
"""So many characters at most stand between two numbers that together are a range, or a share ("one in three")."""


def are_ends(whole: Quantity, first: Quantity, last: Quantity) -> bool:
    """Whether two numbers side by side are the ends of a range."""
    return (
        (first.low, last.high) == (whole.low, whole.high)
        and not first.range
        and not last.range
        and Firmness.WEAK not in (first.firmness, last.firmness)
        and 0 < last.span[0] - first.span[1] <= _SIDE_BY_SIDE
        and alike(whole.unit, last.unit)
    )


def counterpart(one: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """What probably stands in the other text in its place: of the same unit, else of the same shape, else any."""
    return next(
        (
            other
            for fits in (
                lambda other: other.unit == one.unit and other.range == one.range,
                lambda other: alike(other.unit, one.unit) and other.range == one.range,
                lambda other: alike(other.unit, one.unit),
                lambda other: True,
            )
            for other in others
            if fits(other)
        ),
        None,
    )
