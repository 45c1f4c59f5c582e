"""Markup that must survive a translation: emphasis and code; and markers that a reader would see as they stand."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from pipeline.checks import html, links, placeholders
from pipeline.checks.inline import Inline, Sign, inline_of, marked, other_source
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span, each
from pipeline.model.finding import Severity

_EMPHASIS = frozenset({"em", "strong", "del"})
_HABIT = 5
_MARKERS = {"em": "*", "strong": "**", "del": "~~"}
_QUOTED = re.compile(r"`[^`'\n]{1,80}'")
"""A name between a backtick and an apostrophe, as old programs quote it."""
_BLOCK = re.compile(r"(?:(#{1,6})(?=\s)|([-+*•–—])(?=\s)|(>)(?=\s)|(\|)(?=.*\|)|(`{3}|~{3})|(\d{1,9})[.)](?=\s))")
_BLOCKS = ("a heading", "a list item", "a quotation", "a table row", "a block of code", "a numbered list item")
_CODE = re.compile(r"[(){}\[\]<>=&|;/$#@_]|::|-[a-z-]|[a-z][A-Z]|^[a-z]+ [a-z]")
"""What a word of a language has not: `loop` and `example.txt` may be translated."""
_LONG_CODE = 120


def emphasis_changed(sheet: Sheet) -> Iterator[Problem]:
    """The translation stresses more or fewer passages than the source, or in another way.

    Some languages seldom use slanted letters. Where a catalog's translators left them out, or added them, in five messages and
    more, that is their way, and only bold and struck text is compared.

    Bad:  "Rest, and **do not** drive." → "Ruhen Sie, und fahren Sie nicht."
    Good: "Rest, and **do not** drive." → "Ruhen Sie, und fahren Sie **nicht**."
    Source: CommonMark 0.31, section 6.2.
    """
    slanted: list[Problem] = []
    bold: list[Problem] = []
    for pair in marked(sheet):
        source, text = inline_of(pair.source), inline_of(pair.text)
        wanted, found = _emphasis(source), _emphasis(text)
        if wanted == found or _stray(pair, source, text) or _as_other_form(pair, found, _emphasis):
            continue
        only_slanted = wanted["strong"] == found["strong"] and wanted["del"] == found["del"]
        (slanted if only_slanted else bold).append(_changed(pair, source, text))
    yield from bold
    if len(slanted) < _HABIT:
        yield from slanted


def emphasis_broken(pair: Pair) -> Iterator[Problem]:
    """A marker of emphasis makes none, so that a reader sees the asterisks or tildes.

    Its partner is missing, a space stands on its inner side, or a punctuation mark on its inner side and a letter on its outer
    one: `**強調。**これ` is no emphasis, `**強調**。これ` is.

    Bad:  "**Rest.** Then move." → "** Ruhe. ** Dann bewegen."
    Good: "**Rest.** Then move." → "**Ruhe.** Dann bewegen."
    Source: CommonMark 0.31, section 6.2 (left-flanking and right-flanking runs).
    """
    source, text = inline_of(pair.source), inline_of(pair.text)
    stray = _stray(pair, source, text)
    if stray:
        says = "a marker that makes no emphasis" if len(stray) == 1 else "markers that make no emphasis"
        yield pair.problem(says, _spans(source, _emphasis(source) - _emphasis(text)), stray)


def code_changed(pair: Pair) -> Iterator[Problem]:
    """Code of the source is missing from the translation, or reads otherwise.

    Bad:  "Run `make build`." → "Führen Sie `mache bau` aus."
    Good: "Run `make build`." → "Führen Sie `make build` aus."
    Source: CommonMark 0.31, section 6.1.
    """
    source, text = inline_of(pair.source), inline_of(pair.text)
    wanted, found = _codes(source), _codes(text)
    if wanted.keys() == found.keys():
        return
    # Names that stand in the source without their backticks may get them, and lose them in a sentence that is built otherwise.
    lost = [sign for value, sign in wanted.items() if value not in found and value not in pair.text and _CODE.search(value)]
    added = [sign for value, sign in found.items() if value not in wanted and value not in pair.source]
    if not lost:
        return
    says = f"code of the source is missing: `{_short(lost[0])}`"
    if added:
        says = f"code reads otherwise: `{_short(lost[0])}` in the source, `{_short(added[0])}` here"
    yield pair.problem(says, [(sign.start, sign.end) for sign in lost], [(sign.start, sign.end) for sign in added])


def markup_unclosed(pair: Pair) -> Iterator[Problem]:
    """A backtick or a square bracket has no partner in the translation, and all of the source's have.

    Bad:  "Read [this][1]." → "Lesen Sie [dies[1]."
    Good: "Read [this][1]." → "Lesen Sie [dies][1]."
    """
    source, text = inline_of(pair.source), inline_of(pair.text)
    for signs in ("`", "[]"):
        open_ones = _loose(pair.text, text, signs)
        if open_ones and not _loose(pair.source, source, signs):
            yield pair.problem(f"“{pair.text[slice(*open_ones[0])]}” has no partner", text=open_ones)


def block_begun(pair: Pair) -> Iterator[Problem]:
    """The translation begins as a heading, list, quotation or table does, and the source does not.

    A number with a full stop counts only if the source has no such number: "1. Januar" is a date.

    Bad:  "Rest a day." → "- Einen Tag ruhen."
    Good: "Rest a day." → "Einen Tag ruhen."
    Source: CommonMark 0.31, sections 4 and 5.
    """
    begins = _BLOCK.match(pair.text)
    if begins is None:
        return
    group = begins.lastindex or 0
    there = _BLOCK.match(pair.source)
    if there is not None and there.lastindex == group:
        return
    if begins[0] in "–—•" or (group == 6 and begins[6].lstrip("0") in pair.source):
        return
    yield pair.problem(f"it begins as {_BLOCKS[group - 1]} does, and the source does not", text=[begins.span()])


def _changed(pair: Pair, source: Inline, text: Inline) -> Problem:
    lost, added = _emphasis(source) - _emphasis(text), _emphasis(text) - _emphasis(source)
    if lost:
        says = f"emphasis of the source is missing: {_listed(lost)}" + (f"; instead there is {_listed(added)}" if added else "")
    else:
        says = f"emphasis that the source lacks: {_listed(added)}"
    return pair.problem(says, _spans(source, lost), _spans(text, added))


def _as_other_form(pair: Pair, found: Counter[str], read: Callable[[Inline], Counter[str]]) -> bool:
    """Whether the form of a plural has the markup of the other English form."""
    other = other_source(pair)
    return other is not None and read(inline_of(other)) == found


def _emphasis(inline: Inline) -> Counter[str]:
    return Counter(sign.kind for sign in inline.signs if sign.kind in _EMPHASIS)


def _codes(inline: Inline) -> dict[str, Sign]:
    # Whole blocks of code have comments and drawings with words, which are translated.
    return {sign.value: sign for sign in inline.signs if sign.kind == "code" and sign.end - sign.start < _LONG_CODE}


def _short(sign: Sign) -> str:
    return sign.value if len(sign.value) <= 40 else f"{sign.value[:40]}…"


def _listed(kinds: Counter[str]) -> str:
    return ", ".join(_MARKERS[name] for name in kinds.elements())


def _spans(inline: Inline, kinds: Collection[str]) -> list[Span]:
    return [(sign.start, sign.end) for sign in inline.signs if sign.kind in kinds]


def _loose(raw: str, inline: Inline, signs: str) -> list[Span]:
    return [span for span in inline.loose if raw[span[0]] in signs and not _QUOTED.match(raw, span[0])]


def _stray(pair: Pair, source: Inline, text: Inline) -> list[Span]:
    """The markers of the translation that make no emphasis, if they were meant to."""
    if not text.loose:
        return []
    wanted, stressed = _emphasis(source), _emphasis(text)
    found = []
    for sign in "*~_":
        here, there = _loose(pair.text, text, sign), _loose(pair.source, source, sign)
        # An underline in a word or a shortcut ("_File") is no marker unless the source has lost its own emphasis.
        meant = sign != "_" or (wanted - stressed and "_" in pair.source)
        if len(here) > len(there) and meant:
            found += here if wanted != stressed else [span for span in here if _beside_one_word(pair.text, span)]
    return found


def _beside_one_word(raw: str, span: Span) -> bool:
    """Whether a word stands on one side: not on both, as in "Patient*innen", nor on none, as in "*.txt" and "(*)"."""
    start, end = span
    before, after = raw[start - 1 : start].isalnum(), raw[end : end + 1].isalnum()
    return before != after or (before and end - start > 1)


RULES = (
    Rule(emphasis_changed, Severity.WARNING, "stress what the source stresses, with the same markers"),
    Rule(each(emphasis_broken, marked), Severity.ERROR, "let the markers touch the words, and leave punctuation outside"),
    Rule(each(code_changed, marked), Severity.WARNING, "copy the code as it is"),
    Rule(each(markup_unclosed, marked), Severity.WARNING, "close it, or take it out"),
    *html.RULES,
    Rule(each(block_begun), Severity.WARNING, "begin with the words"),
    *links.RULES,
    *placeholders.RULES,
)
"""The family's rules."""
