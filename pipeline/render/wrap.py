"""Plain text in columns: line breaks where the language allows them, widths as a terminal shows them.

Spaces break lines in every script that writes them; text in a script without spaces between words (Thai, Khmer, Lao, Burmese)
or with breaks between characters (Chinese, Japanese) is broken by ICU, by dictionary and by the rules of UAX #14.
"""

import re
from collections.abc import Iterator

from wcwidth import wcswidth

COLUMNS = 72

# Scripts whose line breaks are not spaces.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"
)
# No line ends inside a figure or a range, whatever the rules allow: 24～48.
_FIGURE = re.compile(r"[～〜~–\-.,]\d|\d[～〜~–\-.,%％]")


def width(text: str) -> int:
    """The columns that a text takes (Unicode East Asian Width, combining marks), by wcwidth."""
    if text.isascii():
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
    line, taken = first, width(first)
    fresh = True
    for piece in _pieces(text, language):
        solid = piece.rstrip(" ")
        if not fresh and taken + width(solid) > columns:
            yield line.rstrip(" ")
            line, taken, fresh = rest, width(rest), True
        line += piece
        taken += width(piece)
        fresh = False
    yield line.rstrip(" ")


def _pieces(text: str, language: str) -> Iterator[str]:
    """The text cut at each place where a line may end; spaces stay with the piece before them."""
    for word in re.findall(r"[^ ]+ *| +", text):
        if _UNSPACED.search(word):
            yield from _icu_pieces(word, language)
        else:
            yield word


def _icu_pieces(text: str, language: str) -> Iterator[str]:
    # Imported here: ICU's data is large, and most languages never need it.
    from icu4py.breakers import LineBreaker

    start = 0
    # lb=strict (CSS line-break: strict): no line begins with a small kana or a long-vowel mark.
    for _, end in LineBreaker(text, f"{language}-u-lb-strict").segments():
        if end < len(text) and _FIGURE.fullmatch(text[end - 1 : end + 1]):
            continue
        yield text[start:end]
        start = end
