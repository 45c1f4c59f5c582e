"""Plain text in columns: line breaks where the language allows them, widths as a terminal shows them.

Spaces break lines in every script that writes them; text in a script without spaces between words (Thai, Khmer, Lao, Burmese)
or with breaks between characters (Chinese, Japanese) is broken by ICU, by dictionary and by the rules of UAX #14.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from wcwidth import wcswidth

COLUMNS = 72

# Scripts whose line breaks are not spaces.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]"
)
# Characters that are one column each, by wcwidth; a test says so. They spare it most words of most languages.
_NARROW = re.compile(
    r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]*"
)

_WORD = re.compile(r"[^ ]+ *| +")

# No line ends inside a figure or a range, whatever the rules allow: 24～48.
_FIGURE = re.compile(r"[～〜~–\-.,]\d|\d[～〜~–\-.,%％]")


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
    if _NARROW.fullmatch(text):
        yield from _wrap_narrow(text, first, rest, columns)
        return
    line, taken = first, width(first)
    fresh = True
    for piece in _pieces(text, language):
        solid = piece.rstrip(" ")
        if not fresh and taken + _width_of_piece(solid) > columns:
            yield line.rstrip(" ")
            line, taken, fresh = rest, width(rest), True
        line += piece
        taken += _width_of_piece(piece)
        fresh = False
    yield line.rstrip(" ")


def _wrap_narrow(text: str, first: str, rest: str, columns: int) -> Iterator[str]:
    """The same for text of one column a character, by counting: most text of most languages."""
    start, indent = 0, first
    while True:
        room = columns - width(indent)
        if len(text) - start <= room:
            break
        end = text.rfind(" ", start, start + room + 1)
        if not text[start : max(end, start)].strip(" "):
            end = text.find(" ", start + len(text[start:]) - len(text[start:].lstrip(" ")))
        if end < 0:
            break
        following = end
        while following < len(text) and text[following] == " ":
            following += 1
        yield f"{indent}{text[start:end]}".rstrip(" ")
        start, indent = following, rest
    yield f"{indent}{text[start:]}".rstrip(" ")


_width_of_piece = lru_cache(maxsize=16384)(width)


def _pieces(text: str, language: str) -> Iterator[str]:
    """The text cut at each place where a line may end; spaces stay with the piece before them."""
    words = _WORD.findall(text)
    if not _UNSPACED.search(text):
        yield from words
        return
    for word in words:
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
