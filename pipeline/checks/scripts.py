"""Letters of another script or another language's alphabet: look-alikes, words left in Latin, traditional for simplified."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.checks.languages import language
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span, each
from pipeline.checks.signs import BROKEN, DIRECTION, HIDDEN, NO_LETTER, kind, kinds, language_of, scripts_of
from pipeline.model.finding import Severity

_NO_SCRIPT = frozenset({BROKEN, DIRECTION, HIDDEN, NO_LETTER})
_ALPHABETS = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
"""Scripts with letters that look the same."""
_MIXED = frozenset("AΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρυκχ")
"""Greek letters that look like Latin ones; others stand in formulas and units (µ, α, Ω)."""
_LETTERS = re.compile(r"(?<!%)(?<!%[sdif])[^\W\d_]+|(?<=%[sdif])[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")
_LOWER = re.compile(r"(?<![\w.@/\\#$&<>=~^:-])[a-z\u00df-\u00ff]{3,}(?![\w@/\\=(<>~$^]|[.:-]\w)")
"""A word in small Latin letters that is no part of a name, a path or code."""
_QUOTED = re.compile(r"\"[ -!#-~\ufffc]+\"|'[ -&(-~\ufffc]+'|[“„«「‘][ -~\ufffc\u00a0]+[”“»」’]")
"""A passage in quotes that is Latin throughout."""
_ALONE = re.compile(r"(?<=[а-яіїєґ] )[aiocey](?= [а-яіїєґ])")
_ALPHABETIC = "A-Za-z\u00c0-\u024f\u0400-\u052f"
_SMALL = "a-z\u00df-\u00ff\u0430-\u045f"
_DIGITS = frozenset("0123456789")
_FIGURES = re.compile(
    rf"[{_ALPHABETIC}]{{2}}0[{_SMALL}]|[{_SMALL}]{{2}}1[{_SMALL}]{{2}}|(?<![^\W_])\d+(?:[.,]\d+)?[OoОоIl](?=\d)"
    r"|(?<![^\W_])\d+[OОо](?![^\W_])|(?<![^\W_])l\d{2,}(?![^\W_])"
)
"""Figures inside words, and letters inside figures."""
_HALF_WIDTH = re.compile(r"[\uff66-\uff9f]+")
_IN_KANA = re.compile(
    r"[口二一力工夕卜八三千又了ヘベペ](?:(?<=[ァ-ヺー][^ヘベペ])(?=[ァ-ヺー])|(?<=[ぁ-ゖ][ヘベペ])(?=[ぁ-ゖ]))"
)
"""Signs that look like katakana or like hiragana, inside a word of katakana, or of hiragana."""
_THAI = re.compile("เเ|\u0e4d[\u0e48-\u0e4b]?\u0e32")
"""Two signs that look like one: sara ae, sara am."""
_DEVANAGARI = re.compile(r"[|l०](?<=[\u0900-\u0963].)(?:(?<=[|l])(?=\s|$)|(?<=०)(?=[\u0905-\u0939]))")
_OTHER_HAN = {"zh_Hans": ("big5", "gb2312"), "zh_Hant": ("gb2312", "big5"), "ja": ("gb2312", "shift_jis")}
"""A charset of another way of writing Han characters, and that of this one."""
_FREQUENT = {"big5": 0xC6, "gb2312": 0xD7}
"""The first byte of a charset's last frequent character; the rare ones behind it are not told apart by simplification."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_WITHOUT_KANA = 16
"""A Japanese text of so many Han characters has a kana among them."""
_CREDITS = frozenset({"translator-credits", "translator_credits", "Your names", "Your emails"})
_WITHOUT_SPACES = frozenset({"Hani", "Hira", "Kana", "Hang"})
_UNITS = frozenset(["mg", "kg", "ml", "cm", "mm", "km", "kcal", "hpa", "mmhg", "px", "dpi", "ppi"])


def mixed_scripts(pair: Pair) -> Iterator[Problem]:
    """A word mixes letters of two scripts that look the same, such as Latin and Cyrillic.

    A reader sees nothing; search, speech and spelling fail. An abbreviation of the source may take an ending.
    Source: UTS 39, Unicode Security Mechanisms, section 5 (Detection Mechanisms); the Unicode data file confusables.txt.

    Bad:  "pain" → "бiль" with a Latin i
    Good: "pain" → "біль"
    """
    if len(kinds(pair.translation) & _ALPHABETS) > 1:
        spans = [
            found.span()
            for found in _LETTERS.finditer(pair.translation.plain)
            if _is_mixed(found[0]) and found[0] not in pair.source and not _has_ending(found[0], pair.source)
        ]
        spans += [found.span() for found in _ALONE.finditer(pair.translation.plain) if _is_no_variable(found[0], pair.source)]
        if spans:
            yield pair.problem(f"a word of two scripts: {pair.text[slice(*spans[0])]}", text=spans)


def look_alike(pair: Pair) -> Iterator[Problem]:
    """A sign stands in a word or a figure that only looks like the right one: 0 for o, l for 1, a kanji in katakana.

    Bad:  "100 mg" → "1O0 mg"; "タオル" with the Han character 夕
    Good: "100 mg" → "100 mg"
    """
    spans: list[Span] = []
    if not _DIGITS.isdisjoint(pair.translation.signs) and pair.source not in _CREDITS:
        spans += [
            found.span() for found in _FIGURES.finditer(pair.translation.plain) if found[0].lower() not in pair.source.lower()
        ]
    found_kinds = kinds(pair.translation)
    for script, signs in (("Kana", _IN_KANA), ("Thai", _THAI), ("Deva", _DEVANAGARI)):
        if script in found_kinds:
            spans += [found.span() for found in signs.finditer(pair.translation.plain)]
    if language_of(pair.locale.name) == "ja" and not _HALF_WIDTH.search(pair.source):
        spans += [found.span() for found in _HALF_WIDTH.finditer(pair.translation.plain)]
    if spans:
        yield pair.problem(f"a sign that looks like another one: {pair.text[slice(*spans[0])]}", text=spans)


def strange_script(pair: Pair) -> Iterator[Problem]:
    """A word is in a script that the language is not written in, and the source does not have it.

    Names and abbreviations in Latin letters are at home in any script; small Latin letters that the source lacks are not.

    Bad:  "after the session" → "після session", "بعد после الجلسة"
    Good: "the C-reactive protein (CRP)" → "С-реактивний білок (CRP)"
    """
    scripts = scripts_of(pair.locale.name)
    foreign = kinds(pair.translation) - scripts - _NO_SCRIPT
    # KDE's scripts inside a message (`|/|`) and lists of names are no text.
    if not scripts or not foreign or pair.source in _CREDITS or "|/|" in pair.text:
        return
    spans = list(_foreign_words(pair, foreign - {"Latn"})) if foreign != {"Latn"} else []
    if "Latn" in foreign:
        spans += _latin_words(pair, scripts)
    if spans:
        yield pair.problem(f"a word in another script: {pair.text[slice(*spans[0])]}", text=spans)


def strange_letter(pair: Pair) -> Iterator[Problem]:
    """A word has a letter that the language's alphabet lacks, and the source does not have the word.

    Names in Latin letters begin with a capital and keep their letters. The alphabets are in `lexicon/languages`, with letters
    of common loans.

    Bad:  "muscles" → "мышцы" in Ukrainian, "mięśnie" in German
    Good: "muscles" → "м’язи", "Muskeln"
    """
    if pair.text.isascii():
        return
    known = language(language_of(pair.locale.name))
    if known is None or not known.letters:
        return
    strange = {sign for sign in pair.translation.signs - known.letters if sign.isalpha() and sign not in "ªº"}
    if not strange:
        return
    own = scripts_of(pair.locale.name)
    strange = {sign for sign in strange if kind(sign) in own}
    if not strange:
        return
    source = pair.source.casefold()
    words = (word for word in pair.translation.words if not strange.isdisjoint(pair.text[word.start : word.end]))
    named = "Latn" in own  # Cyrillic writes names in its own letters
    spans = [
        (word.start, word.end)
        for word in words
        if not (named and pair.text[word.start].isupper()) and word.folded not in source
    ]
    if spans:
        yield pair.problem(f"a word with a letter of another language: {pair.text[slice(*spans[0])]}", text=spans)


def other_han(pair: Pair) -> Iterator[Problem]:
    """Characters of another way of writing Chinese: traditional for simplified, simplified in Japanese, or no kana.

    Source: the charsets GB 2312, Big5 and JIS X 0208, which hold the one way and not the other.

    Bad:  "treatment" → "治療" in simplified Chinese
    Good: "treatment" → "治疗"
    """
    name = language_of(pair.locale.name)
    plain = pair.translation.plain
    spans = [found.span() for found in _HAN.finditer(plain) if _of_another(found[0], name)]
    if spans and pair.text[slice(*spans[0])] not in pair.source:
        yield pair.problem(f"a character of another way of writing: {pair.text[slice(*spans[0])]}", text=spans)
    elif name == "ja" and not _KANA.search(plain) and len(_HAN.findall(plain)) >= _WITHOUT_KANA:
        yield pair.problem("a Japanese text without kana")


def _with_han(sheet: Sheet) -> Sequence[Pair]:
    listed = language_of(sheet.locale.name) in _OTHER_HAN
    return [pair for pair in sheet.pairs if "Hani" in kinds(pair.translation)] if listed else ()


@lru_cache(maxsize=4096)
def _is_mixed(word: str) -> bool:
    found = frozenset(map(kind, word)) & _ALPHABETS
    if len(found) < 2:
        return False
    greek = [sign for sign in word if kind(sign) == "Grek"]
    return "Grek" not in found or _MIXED.issuperset(greek) or len(greek) * 2 > len(word)


def _is_no_variable(letter: str, source: str) -> bool:
    # "a" is an article in the source, whatever it is in the translation.
    return letter == "a" or re.search(rf"(?<![^\W\d_]){letter}(?![^\W\d_])", source) is None


def _has_ending(word: str, source: str) -> bool:
    """Whether the Latin letters of a word are an abbreviation, or stand in the source as they are."""
    runs = _LATIN.findall(word)
    return all(len(run) > 1 and (run.isupper() or run.casefold() in _source_words(source)) for run in runs)


def _foreign_words(pair: Pair, foreign: frozenset[str]) -> Iterator[Span]:
    for found in _LETTERS.finditer(pair.translation.plain):
        if foreign.isdisjoint(map(kind, found[0])) or found[0] in pair.source or _is_mixed(found[0]):
            continue
        # A single Greek letter is a sign of mathematics.
        if sum(kind(sign) in foreign for sign in found[0]) > ("Grek" in foreign):
            yield found.span()


def _latin_words(pair: Pair, scripts: frozenset[str]) -> list[Span]:
    # What is quoted may be a literal, a title or a saying in its own words.
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), pair.translation.plain)
    english = _source_words(pair.source)
    strange = [found.span() for found in _LOWER.finditer(plain) if _is_foreign(found, english, scripts)]
    if strange or not scripts.isdisjoint(kinds(pair.translation)):
        return strange
    # Not one letter of its own: left in English, unless all of it are names.
    left = [found.span() for found in _LOWER.finditer(plain)]
    frequent = sum(plain[start:end] in language("en").words for start, end in left)  # type: ignore[union-attr]
    listed = "," in pair.source or "[" in pair.source or (pair.text == pair.source and len(left) > 2)
    return left if len(left) >= 2 and frequent < 2 and (frequent or len(left) >= 3) and not listed else []


def _is_foreign(found: re.Match[str], english: frozenset[str], scripts: frozenset[str]) -> bool:
    """Whether a word is neither in the source, as names and terms are, nor a unit; "the" and "after" are no terms."""
    word = found[0]
    if word not in english:
        return word not in _UNITS and not _inflected(word, english)
    if word not in language("en").words or not _WITHOUT_SPACES.isdisjoint(scripts):  # type: ignore[union-attr]
        return False
    # Alone between other words, that is, in no English passage.
    before, after = found.string[: found.start()].rstrip()[-1:], found.string[found.end() :].lstrip()[:1]
    return (not before or kind(before) in scripts) and bool(after) and kind(after) in scripts


def _inflected(word: str, english: frozenset[str]) -> bool:
    """Whether the source has the word in another form: "cookie" for "cookies"."""
    return any(
        len(other) > 2 and abs(len(other) - len(word)) < 4 and (word.startswith(other) or other.startswith(word))
        for other in english
    )


@lru_cache(maxsize=4096)
def _source_words(source: str) -> frozenset[str]:
    return frozenset(_LATIN.findall(source.casefold()))


@lru_cache(maxsize=32768)
def _of_another(sign: str, name: str) -> bool:
    other, own = _OTHER_HAN[name]
    code = sign.encode(other, "ignore")
    return bool(code) and code[0] <= _FREQUENT[other] and not sign.encode(own, "ignore")


RULES = (
    Rule(each(mixed_scripts), Severity.ERROR, "write all letters of the word in its own script"),
    Rule(each(look_alike), Severity.WARNING, "write the letter or the figure that is meant"),
    Rule(each(strange_script), Severity.WARNING, "write the word in the language's own script"),
    Rule(each(strange_letter), Severity.WARNING, "write the word in the language of the locale"),
    Rule(each(other_han, _with_han), Severity.WARNING, "write the characters that the locale is written in"),
)
"""The rules on scripts and alphabets."""
