"""Spaces, and the signs beside them: at the ends of a text, doubled, before and after punctuation, in each script's own way."""

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.rule import Pair, Problem, Rule, Sheet, each
from pipeline.checks.signs import language_of, scripts_of
from pipeline.model.finding import Severity

_SPACES = (" ", "\t", "\u00a0", "\u3000")
_STYLE = 0.02
_WITHOUT_SPACES = frozenset({"Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr"})
_DOUBLED = re.compile(r"(?<=[^\s.!?:;|>*-])(?: {2,}|\u00a0{2,}| \u00a0|\u00a0 )(?=[^\s|<*-])")
_BEFORE = re.compile(r"(?<=[^\W\d_]{2}) +[,.;!?:](?=\s|$)(?!\s*[.:])")
_BEFORE_FRENCH = re.compile(r"(?<=[^\W\d_]{2})[ \u00a0\u202f]+[,.](?=\s|$)(?!\s*[.:])")
_SPACED_SIGNS = (" ,", " .", " ;", " !", " ?", " :", "\u00a0,", "\u00a0.", "\u202f,", "\u202f.")
_ALPHABETS = frozenset({"Latn", "Cyrl", "Grek"})
_BEHIND_COMMA = re.compile(r",[^\W\d_]")
_GLUED = re.compile(r"(?<![.\w@/:-])[^\W\d_]{2,},[^\W\d_]{2,}(?![.\w@/:-])")
# The sign comes first, and what must stand before it is asked behind it: so a search leaps from sign to sign.
_FRENCH = re.compile(
    r"[?!;«»](?:(?<=[^\W\d_]{2}[?!;])(?<!&[a-z]{2}[?!;])(?<!&[a-z]{3}[?!;])(?<!&[a-z]{4}[?!;])(?=\s|$)"
    r"|(?<=[^\W\d_] «)(?=\w)|(?<=\w»)(?=\s|$|[.,]))"
)
_CJK = "\u3041-\u30ff\u3400-\u9fff"
_NARROW = re.compile(rf"[,;?!.](?:(?<=[{_CJK}][,;?!])(?=[{_CJK}])|(?<=[{_CJK}]{{2}}\.)(?=[{_CJK}]{{2}}))")
_LATIN_SIGNS = frozenset(",;?!.")
_WITH_OWN_SIGNS = frozenset({"Arab", "Hani", "Hira"})
_LISTED = re.compile(r"\w[,;]\w")
_ARABIC = re.compile(r"[,;?](?<=[\u0621-\u064a]{2}[,;?])(?=\s|$|[\u0621-\u064a])")


def outer_space(sheet: Sheet) -> Iterator[Problem]:
    """The translation begins or ends with a space where the source does not, or lacks it.

    Such texts are put together with others. Languages without spaces may leave one out. Where many texts of a catalog end
    with a space, a tool put it there.

    Bad:  "Page " → "Seite"
    Good: "Page " → "Seite "
    """
    spaced = _WITHOUT_SPACES.isdisjoint(scripts_of(sheet.locale.name))
    behind: list[Problem] = []
    for pair in sheet.pairs:
        source, text = pair.source, pair.text
        if text[:1] in _SPACES and source[:1] not in _SPACES:
            yield pair.problem("the translation begins with a space", text=[(0, 1)])
        elif spaced and source[:1] in _SPACES and text[:1] not in _SPACES:
            yield pair.problem("the space before the source is missing before the translation", source=[(0, 1)])
        if text[-1:] in _SPACES and source[-1:] not in _SPACES:
            behind.append(pair.problem("the translation ends with a space", text=[(len(text) - 1, len(text))]))
        elif spaced and source[-1:] in _SPACES and text[-1:] not in _SPACES:
            says = "the space behind the source is missing behind the translation"
            yield pair.problem(says, source=[(len(source) - 1, len(source))])
    if not _STYLE < len(behind) / max(len(sheet.pairs), 1) < 1 - _STYLE or len(behind) < 3:
        yield from behind


def space_doubled(pair: Pair) -> Iterator[Problem]:
    """Two spaces stand between two words, and nowhere so in the source.

    Thai has no full stop: a wide space, often typed as two, ends a sentence (Royal Institute of Thailand, on spacing).

    Bad:  "two days" → "zwei  Tage"
    Good: "two days" → "zwei Tage"
    """
    if ("  " in pair.text or "\u00a0" in pair.text) and "  " not in pair.source and language_of(pair.locale.name) != "th":
        spans = [found.span() for found in _DOUBLED.finditer(pair.text)]
        if spans:
            yield pair.problem("more than one space between two words", text=spans)


def space_before_sign(pair: Pair) -> Iterator[Problem]:
    """A space stands before a comma or a full stop, or is missing behind a comma.

    French has a (narrow, no-break) space before ? ! : and ;, and none before a comma.

    Bad:  "mild, brief" → "leicht , kurz", "leicht,kurz"
    Good: "mild, brief" → "leicht, kurz"
    """
    text = pair.text
    if _BEHIND_COMMA.search(text):
        yield from _found(_GLUED, "no space behind a comma", pair)
    if any(map(text.__contains__, _SPACED_SIGNS)):
        pattern = _BEFORE_FRENCH if language_of(pair.locale.name) == "fr" else _BEFORE
        yield from _found(pattern, "a space before a sign", pair)


def _found(wrong: re.Pattern[str], says: str, pair: Pair) -> Iterator[Problem]:
    if wrong.search(pair.text) and not wrong.search(pair.source):
        spans = [found.span() for found in wrong.finditer(pair.translation.plain)]
        if spans:
            yield pair.problem(says, text=spans)


def french_space(pair: Pair) -> Iterator[Problem]:
    """French puts a space, narrow and without a break, before ? ! ; and inside its quotes.

    Canada does so only inside quotes. Source: Lexique des règles typographiques en usage à l’Imprimerie nationale.

    Bad:  "Does it hurt?" → "Est-ce douloureux?"
    Good: "Does it hurt?" → "Est-ce douloureux ?"
    """
    spans = [found.span() for found in _FRENCH.finditer(pair.translation.plain)]
    if spans and not _LISTED.search(pair.source):
        yield pair.problem("no space where French has one", text=spans)


def narrow_sign(pair: Pair) -> Iterator[Problem]:
    """A sign of Latin punctuation stands between letters of a script that has its own: 、。？ between Han, ، ؛ ؟ in Arabic.

    Source: W3C, Requirements for Japanese Text Layout and for Chinese Text Layout; the Unicode Standard, chapter 9.2.

    Bad:  "休息,然后"
    Good: "休息，然后"
    """
    scripts = scripts_of(pair.locale.name)
    if "Arab" in scripts:
        signs = _ARABIC
    elif not scripts.isdisjoint({"Hani", "Hira"}) and "Hang" not in scripts:
        signs = _NARROW
    else:
        return
    spans = [found.span() for found in signs.finditer(pair.translation.plain)]
    if spans and not _LISTED.search(pair.source):
        yield pair.problem(f"a Latin sign of punctuation: {pair.text[slice(*spans[0])]}", text=spans)


def _in_french(sheet: Sheet) -> Sequence[Pair]:
    return sheet.pairs if sheet.locale.name in ("fr", "fr_FR", "fr_BE") else ()


def _in_alphabets(sheet: Sheet) -> Sequence[Pair]:
    return () if _ALPHABETS.isdisjoint(scripts_of(sheet.locale.name)) else sheet.pairs


def _with_latin_signs(sheet: Sheet) -> Sequence[Pair]:
    """The translations in a script with signs of its own that hold a Latin one."""
    if _WITH_OWN_SIGNS.isdisjoint(scripts_of(sheet.locale.name)):
        return ()
    return [pair for pair in sheet.pairs if not _LATIN_SIGNS.isdisjoint(pair.translation.signs)]


RULES = (
    Rule(outer_space, Severity.WARNING, "begin and end the text as the source does"),
    Rule(each(space_doubled), Severity.WARNING, "write one space"),
    Rule(
        each(space_before_sign, _in_alphabets), Severity.WARNING, "write the sign right behind the word, and a space behind it"
    ),
    Rule(each(french_space, _in_french), Severity.WARNING, "write a narrow no-break space (U+202F) there"),
    Rule(each(narrow_sign, _with_latin_signs), Severity.WARNING, "write the sign of the language's own script"),
)
"""The rules on spaces and the signs beside them."""
