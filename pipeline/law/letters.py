"""The gate's view of letters: which signs and which words a text in a locale may hold beside its English.

An allow-list, of what Unicode says of each sign: letters, marks and figures of the locale's own script, punctuation, spaces;
a word of another script where the English has it too. Whatever shows nothing, strikes out or only imitates is not on it.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

import regex

from pipeline.model.locale import Locale

WORD = regex.compile(r"[\p{L}\p{M}]+")
UNSPACED = frozenset({"Hani", "Hira", "Kana", "Hang", "Thai", "Khmr", "Laoo", "Mymr"})
"""Scripts in which a word of another one stands between the letters, without a space."""
_FULL_WIDTH = frozenset({"Hani", "Hira", "Kana", "Hang"})
# Latin letters of alphabets; the others are phonetic, small capitals or raised, and imitate them.
_LATIN = "A-Za-zªº\u00c0-\u017e\u0180-\u01bf\u01c4-\u024f\u1e00-\u1eff"
_LATIN += "\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u0269\u0272\u0289-\u028b"
# Common to all scripts: apostrophes that are letters, the micro sign; signs of units, money and ranges.
_COMMON = "\u02b9-\u02bdµ°№℃～~×±+\\p{Sc}"
_BORROWED = regex.compile(r"[\p{S}\p{No}*_\\@#%{}\[\]\n]")
_EMOJI = regex.compile(r"\p{So}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d\p{So}\ufe0f?)*")
_PERCENT = regex.compile(r"(?<=\d[ \u00a0\u202f]?)%(?!\()|%(?=\d)")
_MARKS = regex.compile(r"[\p{M}&&\p{Zinh}]{4}|\p{M}{7}", regex.V1)
"""More marks on one letter than any language writes."""
_RAISED = ("<font>", "<super>", "<sub>", "<wide>", "<narrow>", "<initial>", "<medial>", "<final>", "<isolated>")
"""How Unicode marks a letter that is another one in disguise."""
_JOINERS = {
    "Arab": "\u200c\u200d\u200e\u200f\u061c",
    "Hebr": "\u200e\u200f",
    "Thai": "\u200b",
    "Khmr": "\u200b",
} | dict.fromkeys(("Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu"), "\u200c\u200d")
"""Characters that show nothing and yet are spelling in these scripts (the Unicode Standard, chapters 9, 12 and 16)."""
_UNITS = frozenset({"mg", "kg", "ml", "cm", "mm", "km", "kcal"})
_MEASURE = regex.compile(r"(?<=\d[ \u00a0\u202f]?|/)[a-z](?![\p{L}\p{M}])")
"""A unit of one letter, behind a figure or a stroke: 5 g, 30 kg/m²."""
_PLURAL = regex.compile(r"[A-Z]{2,}s")
_OTHER_HAN = {"Hans": ("big5", "gb2312"), "Hant": ("gb2312", "big5")}
"""The charset of the other way of writing Chinese, and that of this one."""


def strange_signs(text: str, source: str, locale: Locale) -> Iterator[str]:
    """The signs of a text that may not be in it, in their order."""
    borrowed = {*_BORROWED.findall(source), *(sign for script in locale.scripts for sign in _JOINERS.get(script, ""))}
    for emoji in _EMOJI.findall(source):
        text = text.replace(emoji, "")
    for run in _MARKS.findall(text):
        yield run[0]
    yield from (sign for sign in _PERCENT.sub("", text) if sign not in borrowed and not _stands(sign, locale.scripts))


@cache
def _stands(sign: str, scripts: tuple[str, ...]) -> bool:
    raised = sign.isalpha() and sign not in "ªº" and unicodedata.decomposition(sign).startswith(_RAISED)
    return not raised and _signs(scripts).match(sign) is not None


@cache
def _signs(scripts: tuple[str, ...]) -> regex.Pattern[str]:
    own = "".join(rf"\p{{scx={script}}}" for script in scripts)
    wide = r"\uff10-\uff19" if _FULL_WIDTH.intersection(scripts) else ""
    letters = rf"[\p{{L}}--[\p{{scx=Zyyy}}\p{{Latn}}]]{_LATIN}"
    # Marks above and below, not through and around: those strike a letter out.
    marks = rf"[[\p{{M}}&&[{own}]][[\p{{M}}&&\p{{scx=Zinh}}]--\p{{ccc=0}}]]--[\p{{Me}}\p{{ccc=1}}]"
    figures = rf"0-9{wide}[\p{{Nd}}&&[{own}]]"
    punctuation = r"[\p{P}--[\p{Pc}*_\\@#%{}\[\]]]"
    return regex.compile(rf"[[[{letters}][{marks}]{figures}{punctuation}{_COMMON} \u00a0\u202f\u3000]--\p{{DI}}]", regex.V1)


def strange_words(text: str, source: str, locale: Locale) -> Iterator[str]:
    """The words of a text in another script than the locale's, unless they stand in the English too, and by themselves."""
    own = "".join(rf"\p{{scx={script}}}" for script in locale.scripts)
    foreign = regex.compile(rf"[\p{{L}}--[{own}\p{{scx=Zyyy}}\p{{scx=Zinh}}]]+", regex.V1)
    # One small Latin letter is no word: it may stand for another script's that looks the same.
    english = {word for word in WORD.findall(source) if len(word) > 1 or not regex.match(r"[a-z]", word)}
    # NSAIDs are an NSAID where a language has no such plural.
    english |= {word[:-1] for word in english if _PLURAL.fullmatch(word)}
    english |= {word.casefold() for word in english if len(word) > 1} | _UNITS
    measures = set(_MEASURE.findall(source))
    text = _MEASURE.sub(lambda found: " " if found[0] in measures else found[0], text)
    rest = WORD.sub(lambda found: " " if found[0] in english else found[0], text)
    if not UNSPACED.intersection(locale.scripts):
        yield from regex.findall(
            rf"(?<=[\p{{L}}&&[{own}]--\u0640]){foreign.pattern}|{foreign.pattern}(?=[\p{{L}}&&[{own}]])", rest, regex.V1
        )
    yield from (
        word for word in foreign.findall(rest) if word not in english and not (len(word) > 1 and word.casefold() in english)
    )
    words = WORD.findall(source)
    if (
        words
        and not regex.search(rf"[\p{{L}}&&[{own}]]", text.replace("\u0640", ""), regex.V1)
        and not all(map(str.isupper, words))
    ):
        yield text


def other_han(text: str, locale: Locale) -> bool:
    """Whether a text is in the other way of writing Chinese (by the charsets of the two), or in Chinese instead of Japanese."""
    signs = regex.findall(r"\p{Hani}", text)
    if "Hira" in locale.scripts:
        return len(signs) >= _WITHOUT_KANA and not regex.search(r"[\p{Hira}\p{Kana}]", text)
    if "Hani" not in locale.scripts or "Hang" in locale.scripts:
        return False
    other, own = _OTHER_HAN["Hant" if locale.traditional else "Hans"]
    return sum(_in(sign, other) and not _in(sign, own) for sign in signs) * 10 > len(signs)


_WITHOUT_KANA = 20
"""A Japanese text of so many signs has a kana among them."""


def _in(sign: str, charset: str) -> bool:
    return bool(sign.encode(charset, "ignore"))
