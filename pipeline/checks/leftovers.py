"""What a careless hand leaves behind: a passage pasted twice, a note to oneself, an escape that shows."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.checks.signs import language_of
from pipeline.model.finding import Severity

_LEAST_TWICE = 12
"""Shorter passages may well stand there twice: "Yes. Yes."."""
_END = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？।])\s*|\n+")
_LETTER = re.compile(r"\w")
_BEGINNING = re.compile(r"[.!?؟。！？।\n]\W{0,40}(\w+)")
"""How a sentence begins; so many signs at most before it, or a text of signs alone would cost the square of its length."""
_NOTE = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|TBC)\b|\blorem ipsum\b|\(\?+\)", re.IGNORECASE)
_NOTES = ("todo", "fixme", "xxx", "tbd", "tbc", "lorem", "(?")
"""Without one of these there is no note; hardly a text has one, and looking for them takes a tenth of the time."""
_SHOUTED = frozenset({"TODO", "FIXME", "XXX", "TBD", "TBC"})
_ALL = frozenset({"es", "pt", "gl", "it"})
"""Languages in which TODO is a word: "all"."""
_ESCAPE = re.compile(r"\\[nrt](?![a-z])|&amp;(?:#\w{1,6}|[a-z]{2,8});|%(?:[CDE][0-9A-F]%[89AB][0-9A-F]){2,}|\\u[0-9a-fA-F]{4}")


def passage_doubled(pair: Pair) -> Iterator[Problem]:
    """A sentence, or the whole translation, stands there twice, and in the source once.

    Bad:  "Rest the arm." → "Schonen Sie den Arm. Schonen Sie den Arm."
    Good: "Rest the arm." → "Schonen Sie den Arm."
    """
    text = pair.text.strip()
    if len(text) <= _LEAST_TWICE:
        return
    twice = _half(text)
    if twice and not _half(pair.source.strip()):
        yield pair.problem("the whole text stands there twice", text=[(len(pair.text) - twice, len(pair.text))])
        return
    if not _may_repeat(pair.text):
        return
    seen = dict[str, Span]()
    again = list[tuple[str, Span]]()
    for sentence, span in _sentences(pair.text):
        if sentence in seen:
            again.append((sentence, span))
        seen[sentence] = span
    again = [(sentence, span) for sentence, span in again if sentence not in pair.source]  # a line of code may
    if again and max(Counter(sentence for sentence, _ in _sentences(pair.source)).values(), default=0) < 2:
        yield pair.problem("a sentence stands there twice", text=[again[0][1]])


def note_left(pair: Pair) -> Iterator[Problem]:
    """The translation holds a note to oneself or a filler that the source does not hold: TODO, XXX, lorem ipsum.

    Bad:  "Rest the arm." → "TODO: Schonen Sie den Arm."
    Good: "Rest the arm." → "Schonen Sie den Arm."
    """
    if not any(map(pair.text.lower().__contains__, _NOTES)):
        return
    for found in _NOTE.finditer(pair.text):
        note = found[0]
        if note.lower() in pair.source.lower() or (note.upper() in _SHOUTED and not note.isupper()):
            continue
        if note == "TODO" and language_of(pair.locale.name) in _ALL and not pair.text.startswith(":", found.end()):
            continue
        yield pair.problem(f"a note or filler: {note}", text=[found.span()])
        return


def escape_shown(pair: Pair) -> Iterator[Problem]:
    r"""An escape that nobody undoes stands in the translation, and in the source none does.

    Bad:  "rest & heat" → "Ruhe &amp;amp; Wärme"; a backslash and an n for a new line
    Good: "rest & heat" → "Ruhe &amp; Wärme"
    """
    if "\\" in pair.text or "&" in pair.text or "%" in pair.text:
        spans = [found.span() for found in _ESCAPE.finditer(pair.text) if found[0] not in pair.source]
        if spans:
            yield pair.problem(f"an escape that shows: {pair.text[slice(*spans[0])]}", text=spans)


def _half(text: str) -> int:
    """How long the second half of a text is that is the first one again; 0 if it is not."""
    for joint in (0, 1):
        half, odd = divmod(len(text) - joint, 2)
        if (
            not odd
            and half > _LEAST_TWICE // 2
            and text[:half] == text[half + joint :]
            and not text[half : half + joint].strip()
        ):
            return half
    return 0


def _may_repeat(text: str) -> bool:
    """Whether two sentences begin with the same word; in most texts none do, and none is another one again."""
    firsts: list[str] = _BEGINNING.findall(f"\n{text}")
    return len(set(firsts)) < len(firsts)


def _sentences(text: str) -> Iterator[tuple[str, Span]]:
    at = 0
    for found in [*_END.finditer(text), None]:
        end = len(text) if found is None else found.start()
        sentence = " ".join(_without_edges(text[at:end]).split())
        if len(sentence) > _LEAST_TWICE:
            yield sentence, (at, end)
        at = end if found is None else found.end()


def _without_edges(passage: str) -> str:
    """The passage from its first letter or digit to its last one."""
    first, last = _LETTER.search(passage), _LETTER.search(passage[::-1])
    return passage[first.start() : len(passage) - last.start()] if first and last else ""


RULES = (
    Rule(each(passage_doubled), Severity.WARNING, "say it once"),
    Rule(each(note_left), Severity.WARNING, "finish the translation, or mark it fuzzy"),
    Rule(each(escape_shown), Severity.WARNING, "write the sign itself"),
)
"""The rules on what is left behind."""
