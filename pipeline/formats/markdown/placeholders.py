"""A message's text ⇄ plain text and markup, so that a translator's tool can protect the markup.

What counts as markup is what pages understand (CommonMark's inline rules, citations, gettext's named arguments), and
characters that XML 1.0 cannot carry. This is a reading for protection, not for rendering: what it does not recognise stays
plain text, and nothing is ever lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FORBIDDEN = "\x00-\x08\x0b-\x1f\ufffe\uffff"
"""Characters that XML 1.0 cannot carry, and CR, which XML reads as LF; as the inside of a character class."""

_MOST_NESTED = 16
"""Markup that lies deeper than this is plain text: nobody writes it, and readers of XML need a bound."""

_TOKEN = re.compile(
    rf"(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^{FORBIDDEN}]*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<citation>\[\^[a-z][a-z0-9-]*\])"
    r"|(?P<variable>%\([A-Za-z_]\w*\)[a-z])"
    rf"|(?P<character>[{FORBIDDEN}])"
    rf"|(?P<end>\]\[[^\[\]{FORBIDDEN}]*\])"
    r"|(?P<begin>\[)"
    r"|(?P<stars>(?P<star>[*_])(?P=star){0,2}(?!(?P=star)))",
)
_ALONE = frozenset({"code", "escape", "entity", "citation", "variable", "character"})
_FREE = frozenset({"escape", "entity", "character"})
"""How a language writes a character is its own affair: these need not be in both texts."""


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of markup: one that stands alone, or a pair around other pieces."""

    kind: str
    """`bold`, `italic`, `link`, `code`, `escape`, `entity`, `citation`, `variable` or `character`."""
    opening: str
    closing: str = ""
    inner: "tuple[Piece, ...] | None" = None
    """What a pair stands around; None for one that stands alone."""

    @property
    def sign(self) -> str:
        """What a person is shown for it."""
        return self.opening if self.inner is None else f"{self.opening}…{self.closing}"


Piece = str | Code


def split(text: str) -> tuple[Piece, ...]:
    """The pieces of a text. Law: `join(split(text)) == text`, for every text."""
    tokens = list(_TOKEN.finditer(text))
    pairs = _pairs(text, tokens)
    ends = {end: begin for begin, end in pairs.items()}
    levels: list[list[Piece]] = [[]]
    cursor = 0
    for number, token in enumerate(tokens):
        kind = str(token.lastgroup)
        alone = kind in _ALONE
        if not alone and number not in pairs and number not in ends:
            continue  # a lone bracket or star: plain text
        if token.start() > cursor:
            levels[-1].append(text[cursor : token.start()])
        cursor = token.end()
        if alone:
            levels[-1].append(Code(kind, token[0]))
        elif number in pairs:
            levels.append([])
        else:
            opening = tokens[ends[number]][0]
            inner = tuple(levels.pop())
            levels[-1].append(Code(_kind_of_pair(opening), opening, token[0], inner))
    if cursor < len(text):
        levels[-1].append(text[cursor:])
    return tuple(levels[-1])


def _kind_of_pair(opening: str) -> str:
    return "link" if opening == "[" else "italic" if len(opening) == 1 else "bold"


def _pairs(text: str, tokens: list[re.Match[str]]) -> dict[int, int]:
    """Which token is closed by which: pairs are well nested, and what stays open is plain text."""
    found: dict[int, int] = {}
    open_ones: list[tuple[str, int]] = []
    for number, token in enumerate(tokens):
        mark = "[" if token.lastgroup in ("begin", "end") else token[0]
        if token.lastgroup in _ALONE:
            continue
        may_open, may_close = _sides(text, token)
        at = max((depth for depth, (other, _) in enumerate(open_ones) if other == mark), default=None)
        if may_close and at is not None:
            found[open_ones[at][1]] = number
            del open_ones[at:]
        elif may_open and len(open_ones) < _MOST_NESTED:
            open_ones.append((mark, number))
    return found


def _sides(text: str, token: re.Match[str]) -> tuple[bool, bool]:
    """Whether a token may begin and may end a pair; emphasis clings to what it stands around, as in CommonMark 6.2."""
    if token.lastgroup != "stars":
        return token.lastgroup == "begin", token.lastgroup == "end"
    before = text[token.start() - 1 : token.start()] if token.start() else " "
    after = text[token.end() : token.end() + 1] or " "
    inside_word = token["star"] == "_" and before.isalnum() and after.isalnum()
    return not after.isspace() and not inside_word, not before.isspace() and not inside_word


def join(pieces: Iterable[Piece]) -> str:
    """The text of pieces."""
    return "".join(_texts(pieces))


def _texts(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        else:
            yield piece.opening
            yield from _texts(piece.inner or ())
            yield piece.closing


def codes(pieces: Iterable[Piece]) -> Iterator[Code]:
    """All markup among pieces, outer before inner, in the order of the text."""
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
            yield from codes(piece.inner or ())


def damage(source: str, text: str) -> tuple[str, ...]:
    """What a translation lost or doubled of its source's markup, a sentence each; nothing where all arrived."""
    wanted, found = (Counter(code.sign for code in codes(split(one)) if code.kind not in _FREE) for one in (source, text))
    lost = tuple(f"the placeholder {sign} of the source is missing" for sign in (wanted - found).elements())
    return lost + tuple(f"a placeholder {sign} that the source lacks" for sign in (found - wanted).elements())
