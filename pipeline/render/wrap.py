"""Plain text in columns: line breaks where the language allows them, widths as a terminal shows them.

Spaces break lines in every script that writes them; text in a script without spaces between words (Thai, Khmer, Lao, Burmese)
or with breaks between characters (Chinese, Japanese) is broken by ICU, by dictionary and by the rules of UAX #14.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from wcwidth import wcswidth, wcwidth

COLUMNS = 72

# Scripts whose line breaks are not spaces.
_UNSPACED_CLASS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
_UNSPACED = re.compile(f"[{_UNSPACED_CLASS}]")
# Where no line ends whatever ICU allows: inside a word of a spaced script ("X-ray" in a Japanese sentence stays whole, as
# elsewhere), inside a figure or a range (24～48).
_UNBREAKABLE = re.compile(
    rf"(?<=[^{_UNSPACED_CLASS} ])(?=[^{_UNSPACED_CLASS}])|(?<=[～〜~–\-.,])(?=\d)|(?<=\d)(?=[～〜~–\-.,%％])"
)

# Characters that are one column each, by wcwidth; a test says so. They spare it most words of most languages.
_NARROW = re.compile(
    r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]*"
)

_SPACES = re.compile(r" +")


def width(text: str) -> int:
    """The columns that a text takes (Unicode East Asian Width, combining marks), by wcwidth."""
    if _NARROW.fullmatch(text):
        return len(text)
    columns = wcswidth(text)
    return columns if columns >= 0 else len(text)


def wrap(text: str, language: str, first: str = "", rest: str = "", columns: int = COLUMNS) -> str:
    """The text in lines of at most so many columns; a piece that no rule lets break stands alone on a longer line.

    `first` begins the first line and `rest` each further one. Law: without its line breaks and indents, the result is the text.
    """
    return "\n".join(
        "\n".join(_wrap_line(line, language, first if number == 0 else rest, rest, columns))
        for number, line in enumerate(text.split("\n"))
    )


def _wrap_line(text: str, language: str, first: str, rest: str, columns: int) -> Iterator[str]:
    text = text.strip(" ")
    if _NARROW.fullmatch(text):
        return _wrap_narrow(text, first, rest, columns)
    return _wrap_measured(text, language, first, rest, columns)


def _wrap_measured(text: str, language: str, first: str, rest: str, columns: int) -> Iterator[str]:
    """Lines of the text, each up to the last break that fits, or else to the next one."""
    if not text:
        yield first.rstrip(" ")
        return
    if _UNSPACED.search(text):
        ends = _icu_ends(text, language)
        taken = list(accumulate(map(_COLUMNS_OF.__getitem__, text)))
        reached = [taken[end - 1] for end in ends]
    else:
        ends = [*(match.end() for match in _SPACES.finditer(text)), len(text)]
        # By words, because the marks of Devanagari take columns only together with what they stand on.
        reached = list(accumulate(_width_of_piece(text[start:end]) for start, end in pairwise((0, *ends))))
    # Spaces at the end of a line need no room.
    fits = [
        total - (_trailing_spaces(text, end) if text[end - 1] == " " else 0) for total, end in zip(reached, ends, strict=True)
    ]
    start, begun, done, indent = 0, 0, 0, first
    while done < len(ends):
        done = max(bisect_right(fits, begun + columns - width(indent), lo=done), done + 1)
        yield f"{indent}{text[start : ends[done - 1]]}".rstrip(" ")
        start, begun, indent = ends[done - 1], reached[done - 1], rest


def _trailing_spaces(text: str, end: int) -> int:
    start = end
    while start and text[start - 1] == " ":
        start -= 1
    return end - start


class _ColumnsOf(dict[str, int]):
    """Character → columns, asked of wcwidth once."""

    def __missing__(self, character: str) -> int:
        columns = self[character] = max(wcwidth(character), 0)
        return columns


_COLUMNS_OF = _ColumnsOf()
_width_of_piece = lru_cache(maxsize=16384)(width)


def _wrap_narrow(text: str, first: str, rest: str, columns: int) -> Iterator[str]:
    """The same for text of one column a character, by counting: most text of most languages."""
    start, indent = 0, first
    while len(text) - start > (room := columns - width(indent)):
        end = text.rfind(" ", start, start + max(room, 0) + 1)
        if end <= start:
            end = text.find(" ", start)  # no break fits: the next one
        if end < 0:
            break
        yield f"{indent}{text[start:end]}".rstrip(" ")
        start, indent = end + 1, rest
        while text[start] == " ":
            start += 1
    yield f"{indent}{text[start:]}".rstrip(" ")


def _icu_ends(text: str, language: str) -> list[int]:
    """The places where a line may end, in order, the end of the text among them."""
    # Imported here: ICU's data is large, and most languages never need it.
    from icu4py.breakers import LineBreaker

    # lb=strict (CSS line-break: strict): no line begins with a small kana or a long-vowel mark.
    ends = [end for _, end in LineBreaker(text, f"{language}-u-lb-strict").segments()]
    never = {match.start() for match in _UNBREAKABLE.finditer(text)}
    return [end for end in ends if end not in never] if never else ends
