"""What a text of a clinic may be made of: seen characters on one line, and in its messages no markup."""

import re
import unicodedata

LONGEST = 600
"""So many characters has an addendum or a law note at most."""

_JOINERS = "\u200c\u200d"
"""Spelling in Persian or in scripts of India, between two letters."""
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Characters that show nothing, although Unicode does not call them controls."""
_SIGNS = re.compile(r"[<>*_`\[\]{}|\\~^]")
_ENTITY = re.compile(r"&#?\w+;")
_ADDRESS = re.compile(r"[a-z]+://|\bwww\.|\b[a-z]+:(?=\S)", re.IGNORECASE)
_OPENING = re.compile(r"#|[-+=•] |\d+[.)] |:::")


def line_problem(text: str) -> str:
    """What is wrong with a text of one line, or nothing: it is empty, or holds what cannot be seen."""
    if not text.strip():
        return "it is empty: write it, or leave the key out"
    if text != text.strip():
        return "a space stands before or after it: remove it"
    strange = next((sign for at, sign in enumerate(text) if not _seen(text, at)), None)
    if strange is not None:
        name = unicodedata.name(strange, "a control character").lower()
        return f"it holds U+{ord(strange):04X} ({name}), which cannot be seen: remove it"
    return ""


def _seen(text: str, at: int) -> bool:
    sign = text[at]
    if sign in _JOINERS:
        return 0 < at < len(text) - 1 and text[at - 1].isalpha() | (unicodedata.category(text[at - 1])[0] == "M")
    variant = "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"
    return sign.isprintable() and sign not in _BLANK and not variant


def message_problem(text: str) -> str:
    """What is wrong with a paragraph for patients, or nothing: what `line_problem` says, markup, an address, its length."""
    found = line_problem(text)
    if found:
        return found
    if not any(map(str.isalpha, text)):
        return "it has no words: write a sentence"
    if len(text) > LONGEST:
        return f"it has {len(text)} characters: at most {LONGEST}"
    markup = _SIGNS.search(text) or _ENTITY.search(text) or _OPENING.match(text)
    if markup:
        return f"{markup[0].strip()!r} looks like markup: write plain words"
    address = _ADDRESS.search(text)
    if address:
        return f"{address[0]!r} begins an address: links have keys of their own"
    return ""
