"""Characters that no text should hold, or that a reader cannot see: controls, joiners, damage of a wrong charset."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.rule import Among, Pair, Problem, Rule, Span, each
from pipeline.checks.signs import BROKEN, DIRECTION, HIDDEN, kind, kinds, scripts_of
from pipeline.model.finding import Severity

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})
_INDIC = frozenset(["Deva", "Beng", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu"])
_BREAKING = frozenset({"Khmr", "Laoo", "Mymr", "Thai", "Tibt"})
"""Scripts without spaces between words, in which a zero-width space says where a line may break."""
_VIRAMAS = frozenset("\u094d\u09cd\u0acd\u0a4d\u0ccd\u0d4d\u0b4d\u0dca\u0bcd\u0c4d\u093c\u09bc\u09b0\u0930")
"""What a joiner follows in Indic scripts: signs that drop a vowel, the dot, and the letter ra."""
_LONE = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0901-\u0903\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
    r"(?<!\S.)"  # what must not stand before is asked behind: so a search leaps from mark to mark
)
_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f\u0653-\u0655\u3099\u309a\u1100-\u11ff]+|[\u1100-\u115f][\u1160-\u11a7]")
_EMBEDDED = re.compile("[\u202a\u2066\u2068]([^\u202a-\u202e\u2066-\u2069]+)[\u202c\u2069]")
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_A-Z])|(?<![^\s(„“«])\?(?=[^\W\d_])|\?{4,}")
"""Question marks where letters were, after a text passed through a charset that lacks them."""
_CONTINUED = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MISREAD = re.compile(
    rf"[Â-ß][{_CONTINUED}]|[à-ï][{_CONTINUED}]{{2}}"  # UTF-8 read as Windows-1252
    r"|(?:[РС][ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї]){3}"  # as Windows-1251
    r"|锟斤拷|[縺繧繝][\uff61-\uff9f]|鈥[\ue000-\uffff]"  # as GBK or Shift JIS
)
_WESTERN = re.compile("[\u00a0-\u017f\u2010-\u2044\u20ac\u2122]")
"""Letters of Western languages, and punctuation."""
_MAY_BE_MISREAD = re.compile(
    f"[Â-ïРС锟縺繧繝](?:(?<=[Â-ß])[{_CONTINUED}]|(?<=[à-ï])[^\x00-\x7fà-ÿ]|(?<=[РС])[^А-Яа-я\\s]|(?<=[锟縺繧繝]))"
)
"""One search for a first letter, since most texts have none."""


def broken_character(pair: Pair) -> Iterator[Problem]:
    """The translation holds a character that stands for nothing: a replacement character, an unassigned or private code.

    They are left by a failed decoding or a slip of a tool; a browser shows a box, or nothing. What the source has too is
    fine; controls are for `control-character` to say.
    Source: the Unicode Standard, chapter 23 (Special Areas and Format Characters).

    Bad:  "Rest for two days." → "Ruhen Sie zwei Tage\ufffd."
    Good: "Rest for two days." → "Ruhen Sie zwei Tage."
    """
    yield from _strange(pair, _CONTROL.sub(" ", pair.text), BROKEN, "that stands for nothing")


def direction_control(pair: Pair) -> Iterator[Problem]:
    """The translation holds a control that embeds, isolates or overrides a direction, and the source does not.

    Text that follows it can show in another order than it is read; in HTML direction is markup, and right-to-left languages
    need at most marks. Source: UAX 9, Unicode Bidirectional Algorithm; W3C, Unicode in XML and other Markup Languages.

    Bad:  "5 to 10 minutes" with U+202E before the figures
    Good: the same without it
    """
    scripts = scripts_of(pair.locale.name)
    text = pair.text if _RIGHT_TO_LEFT.isdisjoint(scripts) else _EMBEDDED.sub(_without_controls, pair.text)
    yield from _strange(pair, text, DIRECTION, "that turns the direction of text")


def hidden_character(pair: Pair) -> Iterator[Problem]:
    """The translation holds a character that shows nothing, where the language's spelling has no use for it.

    It breaks search, comparison and speech. Fine are joiners in Arabic and Indic spelling, marks of direction between
    words in right-to-left languages, zero-width spaces in languages without spaces, and what emoji need.
    Source: UAX 31, section 2.3 (Layout and Format Control Characters).

    Bad:  "muscle" → "Mus\u00adkel" with a soft hyphen
    Good: "muscle" → "Muskel"
    """
    scripts = scripts_of(pair.locale.name)
    for start, end in _spans(pair, pair.text, HIDDEN):
        if not _needed(pair.text, start, end, scripts):
            yield pair.problem(f"a character that shows nothing: {_named(pair.text[start])}", text=[(start, end)])


def not_composed(pair: Pair) -> Iterator[Problem]:
    """A letter and its accent are two characters where Unicode has one.

    It looks the same and is found by no search for the usual form. W3C asks for form NFC on the web. A mark without its letter
    is no better.
    Source: UAX 15, Unicode Normalization Forms; W3C, Character Model for the World Wide Web: String Matching.

    Bad:  "Übung" with U and U+0308
    Good: "Übung" with U+00DC
    """
    if pair.text.isascii():
        return
    marks = (found for found in _LONE.finditer(pair.text) if unicodedata.category(found[0]) == "Mn")
    lone = [(max(0, found.start() - 1), found.end()) for found in marks]
    if lone and not _LONE.search(pair.source):
        yield pair.problem("a mark without its letter", text=lone)
    if unicodedata.is_normalized("NFC", pair.text):
        return
    spans = [
        found.span()
        for found in _CLUSTER.finditer(pair.text)
        if len(unicodedata.normalize("NFC", found[0])) < len(found[0]) and found[0] not in pair.source
    ]
    if spans:
        yield pair.problem(f"a letter and its mark are not one character: {pair.text[slice(*spans[0])]}", text=spans)


def mojibake(pair: Pair) -> Iterator[Problem]:
    """Letters are what another charset makes of the right ones.

    Bad:  "exercises" → "Ãœbungen", "?bungen"
    Good: "exercises" → "Übungen"
    """
    if "?" in pair.text and not scripts_of(pair.locale.name).isdisjoint({"Latn", "Cyrl", "Arab", "Deva"}):
        spans = [found.span() for found in _LOST.finditer(pair.translation.plain)]
        if spans and not _LOST.search(pair.source):
            yield pair.problem("a question mark in place of a letter", text=spans)
    if not pair.text.isascii() and _MAY_BE_MISREAD.search(pair.text):
        scripts = scripts_of(pair.locale.name)
        spans = [
            found.span()
            for found in _MISREAD.finditer(pair.text)
            if _misread(found[0], scripts) and found[0] not in pair.source
        ]
        if spans:
            yield pair.problem("letters that a wrong charset made of others", text=spans)


@lru_cache(maxsize=1024)
def _misread(passage: str, scripts: frozenset[str]) -> bool:
    """Whether a passage makes sense in these scripts, if its bytes in Windows-1252 are read as UTF-8."""
    raw = bytearray()
    for sign in passage:
        try:
            raw += sign.encode("latin-1" if ord(sign) < 0x100 else "cp1252")
        except UnicodeError:
            return True  # a pattern of another charset, which is strange enough
    try:
        right = raw.decode("utf-8")
    except UnicodeError:
        return False
    # Of two characters many a pair decodes ("ß“" does); few decode to what people write there.
    return bool(_WESTERN.fullmatch(right)) or kind(right) in scripts


def _having(what: str) -> Among:
    """The translations that hold a sign of a kind."""
    return lambda sheet: [pair for pair in sheet.pairs if what in kinds(pair.translation)]


def _strange(pair: Pair, text: str, what: str, does: str) -> Iterator[Problem]:
    for start, end in _spans(pair, text, what):
        yield pair.problem(f"a character {does}: {_named(pair.text[start])}", text=[(start, end)])


def _spans(pair: Pair, text: str, what: str) -> Iterator[Span]:
    """Where a character of a kind stands that the source has fewer of: the first place of each."""
    for sign in sorted(sign for sign in set(text) if kind(sign) == what):
        if text.count(sign) > pair.source.count(sign):
            yield text.index(sign), text.index(sign) + 1


def _without_controls(embedded: re.Match[str]) -> str:
    # A number or a name in Latin letters may be embedded in right-to-left text; nothing that is read the other way.
    right_to_left = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in embedded[1])
    return embedded[0] if right_to_left else f" {embedded[1]} "


def _needed(text: str, start: int, end: int, scripts: frozenset[str]) -> bool:
    """Whether spelling needs a character that shows nothing."""
    sign, before, after = text[start], text[:start][-1:], text[end:][:1]
    inside = before.isalpha() and after.isalpha()
    if sign in "\ufe0e\ufe0f\u200d" and before and not before.isalpha() and kind(before) not in _INDIC:
        return True
    if sign in "\u200c\u200d":
        indic = not _INDIC.isdisjoint(scripts)
        return before in _VIRAMAS if indic else "Arab" in scripts and not (sign == "\u200d" and inside)
    if sign in "\u200e\u200f\u061c":
        return not (_RIGHT_TO_LEFT.isdisjoint(scripts) or inside)
    # Where Thai uses them, it uses many: a single one is a slip.
    return sign == "\u200b" and not _BREAKING.isdisjoint(scripts) and ("Thai" not in scripts or text.count(sign) > 1)


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f"U+{ord(sign):04X}{f' {name.lower()}' if name else ''}"


RULES = (
    Rule(each(broken_character, _having(BROKEN)), Severity.ERROR, "remove it, or write the character that was meant"),
    Rule(
        each(direction_control, _having(DIRECTION)),
        Severity.ERROR,
        "remove it; right-to-left pages get their direction from markup",
    ),
    Rule(each(hidden_character, _having(HIDDEN)), Severity.WARNING, "remove it"),
    Rule(each(not_composed), Severity.WARNING, "write the letter as one character (Unicode form NFC)"),
    Rule(
        each(mojibake),
        Severity.ERROR,
        "correct the charset in the header if it is not that of the file; else write the letters anew",
    ),
)
"""The rules on single characters."""
