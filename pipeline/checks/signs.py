"""What Unicode says of a sign, and which scripts and language a locale's texts are in: what rules on characters ask first."""

import unicodedata
from functools import cache

import regex

from pipeline.checks.plain import Text, once
from pipeline.model.locale import Locale

BROKEN = "broken"
"""A sign that no text holds: what a failed decoding leaves, a control, a code without a character."""
DIRECTION = "direction"
"""A sign that turns the direction of all that follows it."""
HIDDEN = "hidden"
"""A sign that shows nothing."""
NO_LETTER = ""
"""Figures, punctuation, spaces, and letters that all scripts share."""

_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f")
_BROKEN = frozenset({"Cc", "Cs", "Cn", "Co"})
_HIDDEN = regex.compile(r"[\p{Cf}\p{Zl}\p{Zp}\p{DI}]")
_SCRIPTS = """
Latn Cyrl Grek Arab Deva Thai Hani Hira Kana Hang Hebr Armn Geor Beng Taml Telu Knda Mlym Gujr Guru Orya Sinh Khmr Laoo Mymr
Ethi Bopo Tibt Syrc Thaa Mong Cher Tfng Nkoo Copt Goth Runr Ogam Brai
"""
_SCRIPT = [(script, regex.compile(rf"\p{{sc={script}}}")) for script in _SCRIPTS.split()]
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_CHINESE = {"CN": "zh_Hans", "SG": "zh_Hans", "TW": "zh_Hant", "HK": "zh_Hant", "MO": "zh_Hant"}


@cache
def kind(sign: str) -> str:
    """`BROKEN`, `DIRECTION`, `HIDDEN`, the script of a letter by its code in Unicode, or `NO_LETTER`."""
    if sign in "\n\t\r ":
        return NO_LETTER
    if sign in _DIRECTION:
        return DIRECTION
    if sign == "\ufffd" or (unicodedata.category(sign) in _BROKEN and regex.match(r"[\p{Cc}\p{Cs}\p{Cn}\p{Co}]", sign)):
        return BROKEN
    if _HIDDEN.match(sign):
        return HIDDEN
    if not _LETTER.match(sign):
        return NO_LETTER
    return next((script for script, of in _SCRIPT if of.match(sign)), NO_LETTER)


@once
def kinds(text: Text) -> frozenset[str]:
    """The kinds of all signs of a text: what most rules on characters need to know, and mostly all."""
    return frozenset(map(_KINDS.__getitem__, text.signs))


class _Kinds(dict[str, str]):
    """The kind of each sign, found when it is first asked for."""

    def __missing__(self, sign: str) -> str:
        self[sign] = found = kind(sign)
        return found


_KINDS = _Kinds()


@cache
def scripts_of(name: str) -> frozenset[str]:
    """The scripts of a locale; none for a pseudo-locale and for one that CLDR does not know."""
    locale = Locale(name)
    try:
        return frozenset() if locale.pseudo else frozenset(locale.scripts)
    except Exception:  # noqa: BLE001 - Babel's own error is of no common class, and its door is not here
        return frozenset()


@cache
def language_of(name: str) -> str:
    """The language of a locale as lists name it: `pt` for `pt_BR`; Chinese by its way of writing, `zh_Hans` or `zh_Hant`."""
    language, _, rest = name.replace("-", "_").partition("_")
    if language != "zh":
        return language
    return f"zh_{rest[:4]}" if rest.startswith("Han") else _CHINESE.get(rest, "zh_Hans")
