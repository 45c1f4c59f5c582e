"""The disclaimer's duties as a whole: cut, padded, or left as they were when the English changed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.checks.rule import Pair, Problem, Rule, Sheet
from pipeline.model.finding import Severity

_LEAST, _MOST, _ROOM = 0.68, 1.6, 12
"""A duty has at least this share of the letters that the locale's other duties suggest, at most that, and so many English
letters more.

Measured in our twelve locales of seven scripts, five duties each: from 0.72 to 1.88 times as many. The most stand in the
shortest duty, where "they" is written out in full: hence a share and a few letters above. Both bounds leave at least five per
cent of room.
"""
_LEAST_MEASURED = 200
"""English letters of the other duties: with fewer, a locale's own ratio is no measure."""
_AFTER = r"(?:[)\]»”’\"'*]|\[\^[^\]]*\])*"
"""What may stand between a stop and the end of its sentence: closing signs, and citations."""
_STOP = re.compile(
    r"[!?؟。｡！？।॥۔።။។։]+"
    rf"|(?<=[^\W\d_]{{2}})[)\]»”’\"'*]*[.…]+(?={_AFTER}(?:\s+[^\sa-zа-яёіїєґ]|\s*$))"
    r"|\.\s*$"
)
"""A sign that ends a sentence. A full stop within a text does so after two letters, not after a figure ("25. November") or an
initial, and before a word that does not begin with a small letter."""
_UNMARKED = frozenset({"lo", "th"})
"""Languages that put no sign at the end of a sentence."""
_LONGEST_QUOTE = 60


def length_unlikely(sheet: Sheet) -> Iterator[Problem]:
    """A duty is much shorter or longer than the locale's other duties suggest.

    The measure is letters of the translation per letter of the source. It differs by script and language (a Chinese text has a
    third of the English letters, a German one a quarter more), so each locale is its own measure: the median of its other
    duties, weighed by their length.

    Bad:  "Every person is unique, and responses to treatment or exercise may vary." → "Jeder Mensch ist einzigartig."
    Good: the whole of it
    """
    duties = _duties(sheet)
    sizes = [(_letters(pair.source), _letters(pair.text)) for pair in duties]
    for number, (pair, (source, translation)) in enumerate(zip(duties, sizes, strict=True)):
        others = [*sizes[:number], *sizes[number + 1 :]]
        if not source or sum(letters for letters, _ in others) < _LEAST_MEASURED:
            continue
        ratio = _middle_ratio(others)
        likely = f"where the locale's other duties suggest about {round(source * ratio)}"
        if translation < _LEAST * source * ratio:
            yield pair.problem(f"a short translation: {translation} letters, {likely}")
        elif translation > (_MOST * source + _ROOM) * ratio:
            yield pair.problem(f"a long translation: {translation} letters, {likely}")


def sentences_changed(sheet: Sheet) -> Iterator[Problem]:
    """The translation ends more or fewer sentences than the source.

    Bad:  "They do not replace medical advice." → "Sie ersetzen keine ärztliche Beratung. Sie ergänzen sie."
    Good: "They do not replace medical advice." → "Sie ersetzen keine ärztliche Beratung."
    """
    if sheet.locale.name.partition("_")[0] in _UNMARKED:
        return
    for pair in sheet.pairs:
        wanted, found = _sentences(pair.source), _sentences(pair.text)
        if found != wanted:
            yield pair.problem(f"the source ends {_counted(wanted)}, the translation {_counted(found)}")


def duty_unchanged(sheet: Sheet) -> Iterator[Problem]:
    """The English of a duty changed, and its translation is letter for letter what it was before.

    Bad:  the obsolete entry of the same context, "before you start any therapy", has the same translation as the live one,
          "before you start or change any therapy"
    Good: the words follow the English
    """
    former = {(old.msgctxt, old.msgstr): old for old in sheet.catalog.messages if old.obsolete and old.firm}
    for message in sheet.catalog.translated.values():
        old = former.get((message.msgctxt, message.msgstr))
        if message.msgctxt is not None and old is not None and old.msgid != message.msgid:
            says = f"the English changed, and the translation is still that of “{_quoted(old.msgid)}”"
            yield Problem(says, message)


def _duties(sheet: Sheet) -> list[Pair]:
    """The translated messages of the domain but for the headings, which are too short to measure."""
    return [pair for pair in sheet.pairs if not (pair.message.msgctxt or "").endswith(".title")]


def _letters(text: str) -> int:
    # Vowel signs of Devanagari and Thai are marks, not letters; a translator does not choose how many of them a word has.
    return sum(unicodedata.category(char)[0] in "LN" for char in text)


def _middle_ratio(sizes: Sequence[tuple[int, int]]) -> float:
    """The ratio that half of the source's letters do not exceed: one odd duty among them does not move it far."""
    ratios = sorted((translation / source, source) for source, translation in sizes if source)
    half = sum(source for _, source in ratios) / 2
    for ratio, source in ratios:
        half -= source
        if half <= 0:
            return ratio
    return 0.0


def _sentences(text: str) -> int:
    return len(_STOP.findall(text))


def _counted(sentences: int) -> str:
    return f"{sentences or 'no'} {'sentence' if sentences == 1 else 'sentences'}"


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


RULES = (
    Rule(sentences_changed, Severity.WARNING, domain="disclaimer"),
    Rule(length_unlikely, Severity.WARNING, domain="disclaimer"),
    Rule(duty_unchanged, Severity.WARNING, domain="disclaimer"),
)
"""The family's rules."""
