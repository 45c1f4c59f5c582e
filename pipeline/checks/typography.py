"""How a text ends, and its brackets and quotes, by the typography of the language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span, each
from pipeline.checks.signs import language_of
from pipeline.model.finding import Severity

_ENDS = {
    **dict.fromkeys(".。｡．।॥۔։።", "."),
    **dict.fromkeys("?？؟;", "?"),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("…⋯", "…"),
    **dict.fromkeys(",،、，", ","),
}
_DISCLAIMER = "disclaimer"
"""The domain whose sentences `duties` counts."""
_NAMES = {".": "full stop", "?": "question mark", "!": "exclamation mark", ":": "colon", "…": "ellipsis", ",": "comma"}
_TRAILING = " \t\n\r\u00a0\u202f\u200e\u200f\ufffc)]}）］】」』”“\"'’‘»«›‹*_~>|\\"
_ELLIPSIS = re.compile(r"\.{2,}|。{2,}|．{2,}|・{3}")
_STOPPED = re.compile(r"[^\W\d_]{2}[.。।]")
_AND_SO_ON = re.compile(r"\betc\.\)\s*$")
"""The stop of an abbreviation within brackets ends no sentence."""
_UNMARKED = frozenset({"th", "lo", "my", "km"})
_LOOSE = frozenset({"ja", "zh_Hans", "zh_Hant", "ko"})
"""Languages in which a short text often ends without a full stop where the English has one."""
_SHORT, _STYLE = 60, 0.04
"""A text of fewer characters may lack its stop by the style of a catalog, if more than this share of its stops are missing."""
_POLITE = re.compile(r"。.|(?:です|ます|せん|した|しょう|さい)$", re.DOTALL)
"""A Japanese text of sentences; a list of nouns or of plain verbs goes without stops."""
_QUESTIONS = re.compile(r"か|吗|嗎|呢|是否|么|否|까|니")
_KEY = re.compile(r"\s*[(（][_&]?.[)）]\s*$")
"""A key of the keyboard behind a label, in languages that have no letter of it: (_W)."""
_FACE = re.compile(r"(?<!\S)[:;8=]-?[()]")
_OPENING = re.compile(r"[(（\[［【〔]")
_ANY_BRACKET = re.compile(r"[()（）\[\]［］【】〔〕]")
_QUOTE = re.compile(r"[„“”«»「」『』‟〝〞〟]")
_STYLES = {
    "de": ("„“", "»«", "«»"),
    "fr": ("«»", "“”"),
    "es": ("«»", "“”"),
    "pt": ("“”", "«»"),
    "it": ("«»", "“”"),
    "pl": ("„”", "»«", "«»"),
    "hr": ("„”", "»«", "„“", "“”"),
    "cs": ("„“", "»«"),
    "uk": ("«»", "„“", "“”", "„”"),
    "ru": ("«»", "„“", "“”"),
    "ar": ("«»", "“”", "”“"),
    "fa": ("«»", "“”"),
    "hi": ("“”",),
    "th": ("“”",),
    "ja": ("「」", "『』", "“”", "«»", "〝〟"),
    "zh_Hans": ("“”", "「」", "『』"),
    "nl": ("“”", "„”"),
    "sv": ("””", "»»", "“”"),
}
"""The pairs of double quotes that are at home in a language, by CLDR and by the usage of its printers."""


def end_differs(sheet: Sheet) -> Iterator[Problem]:
    """The source ends a sentence, a question or a label, and the translation does not, or ends it otherwise.

    The locale's own signs count: 。 ؟ । and the full-width ones. Thai marks no end of a sentence. Where a catalog leaves out
    the stop of many a short text, that is its style.

    Bad:  "Rest for two days." → "Ruhen Sie zwei"
    Good: "Does it hurt?" → "هل هو مؤلم؟"
    """
    name = language_of(sheet.locale.name)
    if not name:
        return
    short: dict[str, list[Problem]] = {".": [], ":": []}
    ends: Counter[str] = Counter()
    for pair in sheet.pairs:
        wanted, found = _end(pair.source), _end(pair.text)
        if (not wanted and found != ",") or (sheet.catalog.domain == _DISCLAIMER and wanted == "."):
            continue
        loose = wanted in short and len(pair.source) < _SHORT and found != ","
        ends[wanted] += loose and _is_another_end(pair, wanted, "", name, True)
        if wanted == found or not _is_another_end(pair, wanted, found, name):
            continue
        problem = pair.problem(f"the source ends with {_called(wanted)}, the translation with {_called(found)}")
        if loose:
            short[wanted].append(problem)
        else:
            yield problem
    for wanted, problems in short.items():
        share = len(problems) / max(ends[wanted], 1)
        if len(problems) < 2 or share <= _STYLE or (share > 1 - _STYLE and name not in _LOOSE):
            yield from problems


def _is_another_end(pair: Pair, wanted: str, found: str, name: str, lost: bool = False) -> bool:
    """Whether a text that ends in another way than its source should not; `lost`: whether it should not if its sign is lost."""
    if found == ",":
        return bool(wanted) or name not in _LOOSE
    if name in _LOOSE and pair.text.rstrip()[-1:] in ("）", ")") and wanted == ".":
        return False
    if wanted == ".":
        if found or name in _UNMARKED or pair.source.count(" ") < 3 or not _STOPPED.search(pair.source):
            return False
        if _AND_SO_ON.search(pair.source):
            return False
        if name == "ja" and _POLITE.search(pair.text.rstrip(_TRAILING)) is None:
            return False
        return lost or _ends_in_word(pair)
    if wanted == "?":
        asks = found in ("!", "…") or _QUESTIONS.search(pair.text) is not None
        return name not in _UNMARKED and not asks
    return wanted == ":" and not found and (lost or _ends_in_word(pair))


def bracket_unbalanced(pair: Pair) -> Iterator[Problem]:
    """A bracket is opened and not closed, or closed and not opened, and the source is balanced.

    Bad:  "pain (mild)" → "Schmerz (leicht"
    Good: "1) Rest" → "1) Ruhe"
    """
    if not _ANY_BRACKET.search(pair.text):
        return
    off = _unbalanced(pair.translation.plain)
    if off and not _unbalanced(pair.english.plain):
        yield pair.problem(f"a bracket without its pair: {pair.text[slice(*off)]}", text=[off])


def quotes_odd(pair: Pair) -> Iterator[Problem]:
    """A quote is opened and not closed, or the pair is none of the language's.

    Straight quotes are fine where the source has them. Source: CLDR, delimiters.

    Bad:  "the “dry” needle" → "die “trockene” Nadel"
    Good: "the “dry” needle" → "die „trockene“ Nadel"
    """
    if '"' in pair.text and pair.text.count('"') % 2 and pair.source.count('"') % 2 == 0:
        plain = pair.translation.plain
        if plain.count('"') % 2 and pair.english.plain.count('"') % 2 == 0 and not re.search(r'[0-9]"', plain):
            place = plain.index('"')
            yield pair.problem("a quote without its pair", text=[(place, place + 1)])
    if not _QUOTE.search(pair.text):
        return
    styles = _STYLES.get(language_of(pair.locale.name))
    plain = pair.translation.plain
    if styles is None or plain.count('"') % 2:
        return
    quotes = list(_QUOTE.finditer(plain))
    wrong = _wrong_quote([(found[0], found.start()) for found in quotes], styles)
    if wrong is not None and not (quotes and _same_oddity(pair)):
        yield pair.problem("a quote without its pair, or of another language", text=[(wrong, wrong + 1)])


@lru_cache(maxsize=8192)
def _end(text: str) -> str:
    """How a text ends: `.`, `?`, `!`, `:`, `…`, or nothing."""
    stripped = (_KEY.sub("", text) if text.rstrip()[-1:] in (")", "）") else text).rstrip(_TRAILING)
    if stripped.endswith("]"):
        stripped = stripped[: stripped.rfind("[")].rstrip(_TRAILING)
    if _ELLIPSIS.match(stripped[-3:]) or _ELLIPSIS.match(stripped[-2:]):
        return "…"
    return _ENDS.get(stripped[-1:], "")


def _ends_in_word(pair: Pair) -> bool:
    last = pair.translation.plain.rstrip(_TRAILING.replace("\ufffc", ""))[-1:]
    return bool(last) and unicodedata.category(last)[0] in "LM"


def _called(end: str) -> str:
    return f"a{'n' if end in '…!' else ''} {_NAMES[end]}" if end else "no such sign"


def _unbalanced(plain: str) -> Span | None:
    """The first bracket without its pair; full-width ones pair with narrow ones, and faces have none."""
    depth: list[int] = []
    plain = _FACE.sub(lambda face: " " * len(face[0]), plain)
    for found in _ANY_BRACKET.finditer(plain):
        if _OPENING.match(found[0]):
            depth.append(found.start())
        elif not depth:
            return found.span()
        else:
            depth.pop()
    return (depth[0], depth[0] + 1) if depth else None


def _wrong_quote(quotes: list[tuple[str, int]], styles: tuple[str, ...]) -> int | None:
    """Where the first quote stands that closes nothing, or is closed by none of its pairs."""
    closers: dict[str, str] = {}
    for opening, closing in map(tuple, styles):
        closers[opening] = closers.get(opening, "") + closing
    open_ones: list[tuple[str, int]] = []
    for sign, place in quotes:
        if open_ones and sign in closers[open_ones[-1][0]]:
            open_ones.pop()
        elif sign in closers:
            open_ones.append((sign, place))
        else:
            return place
    return open_ones[0][1] if open_ones else None


def _same_oddity(pair: Pair) -> bool:
    """Whether the source has half a pair too, as a text has that goes on elsewhere."""
    quotes = [(found[0], found.start()) for found in _QUOTE.finditer(pair.english.plain)]
    return _wrong_quote(quotes, ("“”", "«»", "„“", "„”")) is not None


RULES = (
    Rule(end_differs, Severity.WARNING, "end the text as the source ends, with the language's own sign"),
    Rule(each(bracket_unbalanced), Severity.WARNING, "write both brackets"),
    Rule(each(quotes_odd), Severity.WARNING, "write both quotes, in the language's way"),
)
"""The rules on ends, brackets and quotes."""
