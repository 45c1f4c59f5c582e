"""Plain text as it is wrapped: its paragraphs, and whether lines are one text."""

import regex

_UNSPACED = regex.compile(r"[\p{Hani}\p{Hira}\p{Kana}\p{Thai}\p{Khmr}\p{Laoo}\p{Mymr}\u3000-\u30ff\uff00-\uffef]")
"""Beside these a line may end without a space."""


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text edition."""
    return text.removesuffix("\n").split("\n\n")


def reads(paragraph: str, text: str) -> bool:
    """Whether a paragraph is this text, in lines that end where a line of it may end."""
    rest = text
    for line in paragraph.split("\n"):
        if not line or not rest.startswith(line):
            return False
        rest = rest[len(line) :]
        if rest and not rest.startswith(" ") and not _UNSPACED.match(line[-1]) and not _UNSPACED.match(rest):
            return False
        rest = rest.removeprefix(" ")
    return not rest
