"""A message's text as rules on words and figures read it: its markup blanked out, every character still in its place.

What is blanked has as many characters as before, so that a passage found in the plain text is the passage of the message.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Generic, NamedTuple, TypeVar

Of = TypeVar("Of")
Result = TypeVar("Result")

NO_WORD = "\ufffc"
"""Stands for each character of code, an address, a tag or a placeholder: no letter, no figure, no space."""

_OPAQUE = re.compile(
    r"```.*?(?:```|$)|(`+)(?!`).+?(?<!`)\1(?!`)"  # code
    r"|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"  # the target of a link
    r"|<[a-zA-Z/!?][^<>]*>"  # a tag, or an address in angle brackets
    r"|(?:https?|ftp|mailto)://?[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"、。，；：！？）」』】〉》]"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|%(?:\([^()\s]*\)|[0-9]+\$)[#0 +-]*[\d.]*[a-zA-Z]"  # placeholders
    r"|%[1-9](?![\d%])"
    r"|\b[Nn]os?\.(?=\s?\d)"  # "no. 5" denies nothing
    r"|(?<!\d)(?<!\d )%[-#0+]*\d*(?:\.\d+)?[sdifuxgc](?![^\W\d_])"
    r"|\{\{[^{}]*\}\}|\{[\w.:!\[\]]*\}"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][\w.-]{1,40});",  # a character by its number or name
    re.DOTALL,
)
_OPAQUE_SIGNS = frozenset("`<@%{&")
_OPAQUE_PAIRS = ("](", ":/", "no.", "No.", "nos.", "Nos.")
"""Without one of these nothing is opaque; most texts have none, and looking for them takes a tenth of the time."""
_SILENT_MARKUP = re.compile(
    r"\[(?<=\]\[)[^\[\]\n]*\]|\[\^[^\[\]\n]*\]|\\(?=[!-/:-@\[-`{-~])|\*\**|~~|_(?<!\w_)_*|__*(?!\w)|\[|\]"
)
"""Labels of links, citations, emphasis, escapes, brackets of links: a reader sees nothing of them.

Each begins with a sign, and what must stand before is asked behind it: so a search leaps from sign to sign.
"""
_SILENT_SIGNS = frozenset("*_[]\\~")
_MARKS = "".join(character for character in map(chr, range(0x300, 0x1D00)) if unicodedata.category(character) in ("Mn", "Mc"))
_JOINERS = "\u200c\u200d\u00ad"
_WORD = re.compile(rf"[^\W\d_]++(?:[{_MARKS}{_JOINERS}]++[^\W\d_]*+)*+")
_UNWRITTEN = frozenset("\u0640\u0670\u093c\u00ad\u200c\u200d" + "".join(map(chr, range(0x064B, 0x0660))))
"""Signs that may be left out in writing: Arabic vowel marks and the stretching line, the dot of Devanagari, joiners."""


class kept(Generic[Result]):  # noqa: N801 - used as a decorator
    """A property that is worked out when it is first asked for, and stays.

    That is `functools.cached_property` without its lock, on which Python 3.11 spends a tenth of what preparing a text takes.
    """

    def __init__(self, find: Callable[[Any], Result]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, of: object, owner: type | None = None) -> Result:
        found = of.__dict__[self._name] = self._find(of)
        return found


class Word(NamedTuple):
    """A word of a text, as it is looked up, and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A text as a catalog holds it, and as rules read it."""

    raw: str

    @kept
    def signs(self) -> frozenset[str]:
        """Its different characters: what tells most rules at once that they have nothing to look for."""
        return frozenset(self.raw)

    @kept
    def plain(self) -> str:
        """The text without its markup, of the same length: `NO_WORD` for code, addresses, tags and placeholders, else a space.

        Inside emphasis and links the words stay. So between a figure and its unit there may stand several spaces.
        """
        text = self.raw
        if not _OPAQUE_SIGNS.isdisjoint(self.signs) or any(map(text.__contains__, _OPAQUE_PAIRS)):
            text = _OPAQUE.sub(lambda found: NO_WORD * len(found[0]), text)
        if not _SILENT_SIGNS.isdisjoint(self.signs):
            text = _SILENT_MARKUP.sub(lambda found: " " * len(found[0]), text)
        return text

    @kept
    def words(self) -> tuple[Word, ...]:
        """The words between spaces and signs; apostrophes and hyphens end one ("don't" is "don" and "t")."""
        return tuple([Word(word, *span) for word, span in zip(self.folded, self.spans, strict=True)])

    @kept
    def folded(self) -> tuple[str, ...]:
        """The words as they are looked up."""
        return tuple(map(folded, self._written))

    @kept
    def vocabulary(self) -> frozenset[str]:
        """The different words among them: what is compared with long lists at once."""
        return frozenset(self.folded)

    @kept
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each of the words begins and ends."""
        return tuple(_places(self._written, self.plain))

    @kept
    def _written(self) -> Sequence[str]:
        written: list[str] = _WORD.findall(self.plain)
        return written

    @kept
    def letters(self) -> str:
        """The plain text with each character folded by itself, of the same length: for languages that write no spaces."""
        return self.plain.translate(_FOLDED_LETTERS)


def _places(words: Sequence[str], plain: str) -> Iterator[tuple[int, int]]:
    """Where a text's words stand; no letter stands between them, so that the next one is the first that is found."""
    end = 0
    for word in words:
        start = plain.index(word, end)
        end = start + len(word)
        yield start, end


def once(find: Callable[[Of], Result]) -> Callable[[Of], Result]:
    """A function of a text or a pair that several rules ask in turn: its result stays with the object, and goes with it."""
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def remembered(of: Of) -> Result:
        known: dict[str, Any] = of.__dict__
        if name not in known:
            known[name] = find(of)
        result: Result = known[name]
        return result

    return remembered


@lru_cache(maxsize=4096)
def text_of(raw: str) -> Text:
    """The text, prepared once however often it is asked for: the English, which all locales share."""
    return Text(raw)


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word as it is looked up: compatibility forms composed, case folded, without signs that may be left out."""
    whole = unicodedata.normalize("NFKC", word).casefold()
    return sys.intern("".join(character for character in whole if character not in _UNWRITTEN))


@lru_cache(maxsize=8192)
def folded_letter(character: str) -> str:
    """A character as it is looked up in languages without spaces; one that folds to several stays as it is."""
    whole = unicodedata.normalize("NFKC", character).casefold()
    return whole if len(whole) == 1 else character


class _FoldedLetters(dict[int, str]):
    """What `str.translate` asks for a character's folded form, made when it is first asked for."""

    def __missing__(self, code: int) -> str:
        self[code] = made = folded_letter(chr(code))
        return made


_FOLDED_LETTERS = _FoldedLetters()
