"""What stands in digits, of whatever script: numbers separators and fractions, times, and names with a figure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from pipeline.checks.dates import dates
from pipeline.checks.plain import Text
from pipeline.checks.quantity import Firmness, Quantity, Span, Value, value_of

DIGIT = re.compile(r"[\d¼½¾⅓⅔⅛⅜⅝⅞]")
"""One sign of a figure."""
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}
SPACES = " \u00a0\u202f\u2009"
"""What may stand between a figure's groups, and between a figure and its unit."""
_LATIN = "A-Za-z\u00c0-\u024f\u0400-\u04ff"
_NAME = re.compile(
    # From its first letter on, once: a word is not tried again in its middle.
    rf"(?<![{_LATIN}\d_\u2010\u2011-])[{_LATIN}][{_LATIN}\u2010\u2011-]*\d+(?:[.-]\d+)*[A-Za-z]*\d*(?![{_LATIN}])"
    rf"|(?<![{_LATIN}\d_])[A-Za-z]\.\d+"
    r"|(?<![A-Za-z\d_])[A-Za-z\d]+_\w+|(?<![A-Za-z\d_])\dD(?![A-Za-z\d_])"
)
_SHORT_DATE = re.compile(r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1\d{2}(?![\d/-])")
_MAY_BE_NAME = re.compile(rf"[\d_](?:(?<=_)|(?<=[{_LATIN}\u2010\u2011.-].)|D)")
_MAY_BE_SHORT_DATE = re.compile(r"\d(?:[./-]\d|[DG])")
"""What a name, or a short date or version, has somewhere: most figures stand alone."""
_NO_LETTER = re.compile(r"[\d.\-\u2010\u2011]")
_VERSION = re.compile(r"(?<![\d.,])(?!\d{1,2}\.\d{1,2}\.\d{4}(?!\d))(?:\d+(?:\.\d+){2,}|24/7|[2-5][DG](?![A-Za-z]))(?![\d])")
_CLOCK = re.compile(
    rf"(?<![\d.,:])(\d{{1,2}})(?:[{SPACES}]?[:h时時點点시][{SPACES}]?)([0-5]\d)(?:[{SPACES}]?[分분])?(?![\d:])"
    rf"|(?<![\d.,:])(\d{{1,2}})()(?=[{SPACES}]?[ap]\.?m\b)"
    rf"|(?<![\d.,:])(\d{{1,2}})\.([0-5]\d)(?=[{SPACES}]?(?:[ap]\.?m\b|Uhr\b|h\b))"
)
_FIGURE = re.compile(
    # In groups; of them a bounded number, or a text of nothing but groups would be read from each of them to its end.
    rf"(?<![\d])\d{{1,3}}(?:[.,'’٬{SPACES}]\d{{2,3}}){{0,9}}[.,'’٬{SPACES}]\d{{3}}(?:[.,٫]\d{{1,2}})?(?!\d|[.,]\d)"
    r"|(?<!\d)\d+[.,٫·]\d+(?![.,]?\d)"  # with a fraction
    r"|\d+"
)
_ERA = re.compile(r"1[5-9]\d0s(?!\w)|20\d0s(?!\w)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])")
_SHARE = re.compile(r"(\d{1,9})\s?分[の之]\s?(\d{1,9})")
_FRACTION = re.compile(r"\s?[/⁄]\s?(\d{1,9})(?![/\d]|[.,]\d)")
_ROMAN = re.compile(r"\b(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?=\b|[eèaºª])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


class Number(NamedTuple):
    """A number on its way to a quantity."""

    value: Value
    firmness: Firmness
    start: int
    end: int
    """The passage of the text, from and to."""
    unit: str = ""
    """The unit's id where the signs say it, as in dates and times of the day."""
    also: Value | None = None
    """Another value that the signs may stand for."""
    compound: bool = False
    """Whether what follows may add to it: "two and a half"."""


def names_in(plain: str) -> tuple[tuple[tuple[str, str, Span], ...], Sequence[Span]]:
    """Names with figures in them, and versions: passages that hold no quantity."""
    if "_" not in plain and DIGIT.search(plain) is None:
        return (), ()
    named = _NAME.finditer(plain) if _MAY_BE_NAME.search(plain) else ()
    names = [(_NO_LETTER.sub("", found[0]).casefold(), re.sub(r"\D", "", found[0]), found.span()) for found in named]
    if not _MAY_BE_SHORT_DATE.search(plain):
        return tuple(names), [span for *_, span in names]
    # Day, month and year stand in the order that a language likes.
    names += [("date", " ".join(sorted(re.findall(r"\d+", found[0]))), found.span()) for found in _SHORT_DATE.finditer(plain)]
    names += [("", found[0], found.span()) for found in _VERSION.finditer(plain)]
    return tuple(names), [span for *_, span in names]


def in_digits(plain: str, taken: Sequence[Span], locale: str) -> Iterator[Number]:
    """The numbers that stand in digits outside the taken passages, in their order, but dates first."""
    if DIGIT.search(plain) is None:
        return
    at = 0
    digits = _ascii(plain)
    ends = {place: end for start, end in taken for place in range(start, end)}
    for one in dates(digits, locale):
        yield Number(one.value, Firmness.DIGITS, one.start, one.end, "date", one.other_value)
        ends |= dict.fromkeys(range(one.start, one.end), one.end)
    for found in DIGIT.finditer(digits):
        if found.start() < at:
            continue
        inside = ends.get(found.start())
        if inside is not None:
            at = inside
            continue
        number = _number_at(digits, found.start())
        yield number
        at = number.end


def _number_at(digits: str, start: int) -> Number:
    if digits[start] in _VULGAR:
        return Number(value_of(*_VULGAR[digits[start]]), Firmness.DIGITS, start, start + 1)
    share = _SHARE.match(digits, start)
    if share is not None and int(share[1]):
        return Number(value_of(int(share[2]), int(share[1])), Firmness.DIGITS, start, share.end())
    clock = _CLOCK.match(digits, start)
    if clock is not None:
        hour, minute = (int(part or 0) for part in clock.groups() if part is not None)
        return Number(hour % 12 * 60 + minute, Firmness.DIGITS, start, clock.end(), "clock")
    figure = _FIGURE.match(digits, start)
    end = figure.end() if figure is not None else start + 1
    value, also = _values(digits[start:end])
    fraction = _FRACTION.match(digits, end)
    if fraction is not None and int(fraction[1]):
        return Number(Fraction(value, int(fraction[1])), Firmness.DIGITS, start, fraction.end())
    if end < len(digits) and digits[end] in _VULGAR:
        return Number(value + value_of(*_VULGAR[digits[end]]), Firmness.DIGITS, start, end + 1)
    if _ERA.match(digits, start):  # "the 1970s" are the 70s
        return Number(value, Firmness.DIGITS, start, end + len("s"), "era", value % 100)
    ordinal = _ORDINAL.match(digits, end)
    if ordinal is not None:  # "1st" is a word in most languages
        return Number(value, Firmness.WORD, start, ordinal.end())
    return Number(value, Firmness.DIGITS, start, end, "", also)


_LONGEST_FIGURE = 60
"""So many digits are compared; Python reads no number of more than some thousand."""


def _values(figure: str) -> tuple[Value, Value | None]:
    """The value of a figure, and another one that its signs may stand for."""
    if len(figure) > _LONGEST_FIGURE:
        return int(re.sub(r"\D", "", figure)[:_LONGEST_FIGURE]), None
    signs = re.findall(r"\D", figure)
    if not signs:
        return int(figure), None
    whole, last = re.split(r"\D", figure)[:-1], re.split(r"\D", figure)[-1]
    decimal = value_of(f"{''.join(whole)}.{last}") if last else int("".join(whole))
    grouped = int("".join((*whole, last)))
    if signs[-1] in "٫·" or len(last) != 3 or whole[0] == "0":
        return decimal, None
    if len(signs) > 1 or signs[-1] in f"'’٬{SPACES}":
        return (grouped, None) if len(set(signs)) == 1 else (decimal, grouped)
    return grouped, decimal if decimal.denominator != 1 else None


def _ascii(plain: str) -> str:
    """The text with all decimal digits in ASCII, character by character."""
    if plain.isascii() or _FOREIGN_DIGIT.search(plain) is None:
        return plain
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def roman_numerals(text: Text) -> Iterator[Quantity]:
    """Roman numerals, weak: some languages write centuries and stages with them ("XIX wiek")."""
    for found in _ROMAN.finditer(text.plain):
        if found[0]:
            values = [_ROMAN_VALUES[sign] for sign in found[0]]
            value = sum(-one if one < max(values[place:]) else one for place, one in enumerate(values))
            yield Quantity(value, value, "", Firmness.WEAK, found.span())
