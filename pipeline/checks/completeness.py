"""Whether a translation is there and whole: missing where it must not be, blank, cut, padded, a word said twice."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from operator import eq

from pipeline.checks.rule import Pair, Problem, Rule, Sheet, each
from pipeline.checks.signs import HIDDEN, kind, language_of
from pipeline.model.finding import Severity

_RATIOS = {
    "ar": 0.81,
    "cs": 1.01,
    "de": 1.22,
    "es": 1.15,
    "fa": 0.92,
    "fi": 1.09,
    "fr": 1.19,
    "he": 0.75,
    "hi": 0.62,
    "hr": 1.03,
    "it": 1.16,
    "ja": 0.56,
    "nl": 1.14,
    "pl": 1.08,
    "pt": 1.12,
    "ru": 1.08,
    "sv": 1.05,
    "th": 0.80,
    "tr": 1.06,
    "uk": 1.12,
    "vi": 0.89,
    "zh_Hans": 0.35,
}
"""Letters of a translation per letter of its English: the median of public catalogs, texts of sixty letters and more."""
_DISCLAIMER = "disclaimer"
"""The domain that `duties` measures more strictly."""
_LEAST_LETTERS = 40
_LEAST = ((120, 0.62), (60, 0.55), (0, 0.5))
"""From so many English letters on, less than this share of the usual length is too short."""
_TERSE, _TERSE_BELOW = 0.15, 0.6
"""In scripts that write a word in a letter or two, one word less shortens more."""
_ALNUM = re.compile(r"[^\W_]+")
_LIST = re.compile(r"[^\W\d][;|,][^\W\d]|\|\|")
"""A list of keywords, or a text whose context stands before a stroke."""
_MOST = 2.4
_ROOM = 20
_SHORTER = 0.88
"""With a sentence fewer, a text that has less than this share of the usual length lost it."""
_MARKED = frozenset({"ar", "fa", "he", "hi", "th"})
"""Languages in whose texts marks stand beside the letters."""
_UNMARKED = frozenset({"th", "lo", "my", "km"})
"""Languages that end sentences with a space."""
_STOP = re.compile(
    # The sign comes first, and what must stand before it is asked behind it: so a search leaps from sign to sign.
    r"[.!?؟。！？।॥۔](?:"
    r"(?<=[^\s\d._][^\s\d._][.!?؟])[.!?؟]*[)\]”“»\"'*]*(?:\[\^[^\]]{1,40}\])*\s+(?=[^\sa-z.])"
    r"|(?<=[。！？।॥۔])[。！？।॥۔]*(?!\s*$)[)）」』”»]*)"
)
"""A sign that ends a sentence within a text: no initial, no figure before it, no small letter behind it."""
_DOUBLED = re.compile(r"(?<!\S)(\S{1,40}) \1(?!\S)", re.IGNORECASE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TWICE = {
    "fr": _set("nous vous"),
    "de": _set("die das der sie dem den denen sich ihr was"),
    "nl": _set("die dat het er"),
    "hr": _set("se je su"),
    "es": _set("si no"),
    "pl": frozenset({"bla"}),
    "sv": _set("det att för"),
    "it": _set("via via man mano"),
    "en": _set("that had"),
    "hi": _set("धीरे बार कभी साथ अलग एक दो अपने अपनी अपना कई क्या कौन कहीं जल्दी थोड़ा थोड़ी थोड़े बीच छोटे छोटी बड़े बड़ी नए जब जो"),
    "ar": _set("جدا جدًا جداً رويدا رويدًا واحدا واحدة الله"),
}
"""Words that a right sentence may hold twice in a row."""
_REPEATING = frozenset({"mr", "ne", "bn", "id", "ms", "tr", "vi", "ja", "zh_Hans", "zh_Hant", "ko", "my", "km", "lo"})
"""Languages that repeat words for a meaning of its own."""
_NOUNS = frozenset({"de", "lb"})
"""Languages whose nouns have a capital; elsewhere two words with capitals may be a name."""


def untranslated(sheet: Sheet) -> Iterator[Problem]:
    """A message without which no page is published has no translation, or a translation has nothing to read.

    How much of the rest is translated is for `polyclinic status` to say.

    Bad:  a duty of the disclaimer with `msgstr ""`, or with a space in it
    Good: all duties and cautions translated
    """
    live = sheet.catalog.translated
    for message in sheet.catalog.messages:
        if message.key in sheet.protected and not message.obsolete and message.key not in live:
            yield Problem("a text without which no page is published has no finished translation", message)
    for pair in sheet.pairs:
        if not any(_shows(sign) for sign in pair.text) and any(_shows(sign) for sign in pair.source):
            yield pair.problem("a translation with nothing to read")
        elif (
            not _ALNUM.search(pair.text)
            and pair.text not in pair.source
            and pair.english.plain.count(" ")
            and len(_words(pair.english.plain)) > 1
        ):
            yield pair.problem("a translation without a letter or a figure")


def length_odd(sheet: Sheet) -> Iterator[Problem]:
    """The translation is much shorter or longer than translations into its language are.

    Letters are counted, beside the usual ratio of the language (a Chinese text has a third of the English letters).

    Bad:  "Gentle stretching may follow, and mild soreness usually eases within 48 hours." → "Danach folgt Dehnen."
    Good: the whole of it
    """
    ratio = _RATIOS.get(language_of(sheet.locale.name))
    if ratio is None or sheet.catalog.domain == _DISCLAIMER:
        return
    marked = language_of(sheet.locale.name) in _MARKED
    for pair in sheet.pairs:
        # Most texts are so near the usual that letters need not be told from spaces and markup.
        usual = ratio * len(pair.source)
        near = not marked and 0.85 * usual < len(pair.text) < 1.6 * usual
        if len(pair.source) >= _LEAST_LETTERS and not near:
            yield from _length(pair, ratio)


def _length(pair: Pair, ratio: float) -> Iterator[Problem]:
    source = _letters(pair.english.plain)
    if source < _LEAST_LETTERS or _LIST.search(pair.source):
        return
    usual, found = source * ratio, _letters(pair.translation.plain)
    least = next(share for letters, share in _LEAST if source >= letters) - (_TERSE if ratio < _TERSE_BELOW else 0)
    if found < least * usual:
        yield pair.problem(f"a short translation: {found} letters, where about {round(usual)} are usual")
    elif found > _MOST * usual + _ROOM:
        yield pair.problem(f"a long translation: {found} letters, where about {round(usual)} are usual")


def sentence_lost(sheet: Sheet) -> Iterator[Problem]:
    """The translation has fewer sentences than the source, and is shorter than it should be.

    A translator may join two sentences; then no words are lost.

    Bad:  "Rest for two days. Ask a doctor if the pain stays." → "Ruhen Sie zwei Tage."
    Good: "Rest for two days. Ask a doctor if the pain stays." → "Ruhen Sie zwei Tage, und fragen Sie bei Schmerz eine Ärztin."
    """
    name = language_of(sheet.locale.name)
    ratio = _RATIOS.get(name)
    if ratio is None or name in _UNMARKED or sheet.catalog.domain == _DISCLAIMER:
        return
    for pair in sheet.pairs:
        if len(pair.source) < _LEAST_LETTERS or not (wanted := _ends_of_english(pair.source)):
            continue
        found = _ends(pair.text)
        least = _SHORTER * (1 - 0.2 / wanted) - (_TERSE if ratio < _TERSE_BELOW else 0)
        if found < wanted and _letters(pair.text) < least * ratio * _letters(pair.source):
            says = f"the source has {wanted + 1} sentences, the translation {found + 1}, and it is short"
            yield pair.problem(says)


def doubled_word(pair: Pair) -> Iterator[Problem]:
    """A word stands there twice in a row.

    Languages that repeat words for emphasis or number (Hindi, Thai) are left out, and pairs that grammar allows.

    Bad:  "the pain" → "der der Schmerz"
    Good: "the person who" → "die, die", "die die Frau kennt"
    """
    name = language_of(pair.locale.name)
    if name in _REPEATING or not _says_a_word_twice(pair.text) or _DOUBLED.search(pair.source):
        return
    fine = _TWICE.get(name, frozenset())
    source = pair.source.lower()
    in_source: dict[str, bool] = {}  # one word may stand there very often
    place = 0
    before = ""
    for word in pair.text.split(" "):
        if (word and word == before) or (len(word) == len(before) > 1 and word.lower() == before.lower()):
            span = (place - len(before) - 1, place + len(word))
            if _is_slip(word, before, fine, name):
                twice = f"{word} {word}".lower()
                if twice not in in_source:
                    in_source[twice] = twice in source
                if not in_source[twice]:
                    yield pair.problem(f"a word twice in a row: {word}", text=[span])
        place += len(word) + 1
        before = word


def _says_a_word_twice(text: str) -> bool:
    words = text.lower().split(" ")
    return any(map(eq, words, words[1:]))


def _is_slip(word: str, before: str, fine: frozenset[str], name: str) -> bool:
    """Whether a word that stands there twice is one that should not."""
    letters = all(unicodedata.category(sign)[0] in "LM" for sign in word)
    named = word[0].isupper() and before[0].isupper() and (name not in _NOUNS or len(word) < 4)
    return letters and len(word) > 1 and word.lower() not in fine and not named


@lru_cache(maxsize=8192)
def _ends_of_english(source: str) -> int:
    return _ends(source) if ". " in source or "? " in source or "! " in source or ".\n" in source else 0


def _ends(text: str) -> int:
    """How many sentences end before the last one."""
    return len(_STOP.findall(text))


@lru_cache(maxsize=8192)
def _letters(text: str) -> int:
    # Vowel signs of Devanagari and Thai are marks, not letters.
    return len("".join(_ALNUM.findall(text)))


def _words(text: str) -> list[str]:
    return [word for word in _ALNUM.findall(text) if len(word) > 2]


def _shows(sign: str) -> bool:
    return not sign.isspace() and kind(sign) != HIDDEN and unicodedata.category(sign) != "Cc"


RULES = (
    Rule(untranslated, Severity.ERROR, "translate it"),
    Rule(length_odd, Severity.WARNING, "compare it with the English, sentence by sentence"),
    Rule(sentence_lost, Severity.WARNING, "compare it with the English, sentence by sentence"),
    Rule(each(doubled_word), Severity.WARNING, "write the word once"),
)
"""The rules on what is missing or too much."""
