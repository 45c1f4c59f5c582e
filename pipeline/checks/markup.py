"""Markup that must survive a translation: emphasis, code, tags; and markers that a reader would see as they stand."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from pipeline.checks import links, placeholders
from pipeline.checks.inline import Inline, Sign, inline_of, other_source
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span, each
from pipeline.model.finding import Severity

_EMPHASIS = frozenset({"em", "strong", "del"})
_HABIT = 5
_MARKERS = {"em": "*", "strong": "**", "del": "~~"}
_BLOCK = re.compile(r"(?:(#{1,6})(?=\s)|([-+*•–—])(?=\s)|(>)(?=\s)|(\|)(?=.*\|)|(`{3}|~{3})|(\d{1,9})[.)](?=\s))")
_BLOCKS = ("a heading", "a list item", "a quotation", "a table row", "a block of code", "a numbered list item")
_CODE = re.compile(r"[(){}\[\]<>=&|;/$#@_]|::|-[a-z-]|[a-z][A-Z]|^[a-z]+ [a-z]")
"""What a word of a language has not: `loop` and `example.txt` may be translated."""
_LONG_CODE = 120
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_HTML = frozenset(
    "a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br button canvas caption center "
    "cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer "
    "form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map "
    "mark marquee math menu meta meter nav noframes noscript object ol optgroup option output p param picture pre progress q rp "
    "rt ruby s samp script section select slot small source span strike strong style sub summary sup svg table tbody td template "
    "textarea tfoot th thead time title tr track tt u ul var video wbr".split()
)
"""The elements of HTML, old ones too: `<file>` in "usage: show <file>" is a word to be translated."""
_RAISED = frozenset({"sup", "/sup", "sub", "/sub"})
"""Raised letters, which some languages write in ordinals."""
_DIRECTION = frozenset({"bdi", "/bdi", "bdo", "/bdo", "span", "/span", "wbr", "br"})
"""Elements that a language may need where English needs none: direction, and where a line may break."""


def emphasis_changed(sheet: Sheet) -> Iterator[Problem]:
    """The translation stresses more or fewer passages than the source, or in another way.

    Some languages seldom use slanted letters. Where a catalog's translators left them out, or added them, in five messages and
    more, that is their way, and only bold and struck text is compared.

    Bad:  "Rest, and **do not** drive." → "Ruhen Sie, und fahren Sie nicht."
    Good: "Rest, and **do not** drive." → "Ruhen Sie, und fahren Sie **nicht**."
    Source: CommonMark 0.31, section 6.2.
    """
    slanted, bold = [], []
    for pair in sheet.pairs:
        source, text = inline_of(pair.source), inline_of(pair.text)
        if source is text:
            continue
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


def html_added(pair: Pair) -> Iterator[Problem]:
    """The translation has an HTML tag, and the source has none.

    Bad:  "Rest a day." → "Einen Tag <b>ruhen</b>."
    Good: "Rest a day." → "Einen Tag ruhen."
    """
    if "<" in pair.text and "<" not in pair.source and not any("<" in form for form in _sources(pair)):
        tags = [sign for sign in inline_of(pair.text).signs if sign.kind == "tag" and _name(sign) not in _RAISED]
        if tags:
            says = f"a tag that the source lacks: {_short(tags[0])}"
            yield pair.problem(says, text=[(sign.start, sign.end) for sign in tags])


def html_changed(pair: Pair) -> Iterator[Problem]:
    """The source has HTML tags, and the translation has others, more or fewer of them.

    Words in angle brackets that are no element of HTML ("usage: show <file>") may be translated.

    Bad:  "Rest <b>a day</b>." → "<b>Einen Tag ruhen."
    Good: "Rest <b>a day</b>." → "<b>Einen Tag</b> ruhen."
    """
    if "<" not in pair.text and "<" not in pair.source:
        return
    source, text = inline_of(pair.source), inline_of(pair.text)
    wanted, found = _tags(source), _tags(text)
    lost, added = wanted - found, found - wanted
    if (not lost and not added) or ("<" not in pair.source and not set(added) <= _RAISED) or _as_other_form(pair, found, _tags):
        return
    if wanted and set(lost) | set(added) <= _DIRECTION:
        return
    says = (
        f"a tag of the source is missing: <{next(iter(lost))}>"
        if lost
        else f"a tag that the source lacks: <{next(iter(added))}>"
    )
    yield pair.problem(
        says,
        [(sign.start, sign.end) for sign in source.signs if sign.kind == "tag" and _name(sign) in lost],
        [(sign.start, sign.end) for sign in text.signs if sign.kind == "tag" and _name(sign) in added],
    )


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


def _sources(pair: Pair) -> tuple[str, ...]:
    other = other_source(pair)
    return (pair.source,) if other is None else (pair.source, other)


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
    return [span for span in inline.loose if raw[span[0]] in signs]


def _stray(pair: Pair, source: Inline, text: Inline) -> list[Span]:
    """The markers of the translation that make no emphasis, if they were meant to."""
    if not text.loose:
        return []
    found = []
    for sign in "*~_":
        here, there = _loose(pair.text, text, sign), _loose(pair.source, source, sign)
        # An underline in a word or a shortcut ("_File") is no marker unless the source has lost its own emphasis.
        meant = sign != "_" or (_emphasis(source) - _emphasis(text) and "_" in pair.source)
        if len(here) > len(there) and meant:
            found += [span for span in here if _beside_one_word(pair.text, span) or _emphasis(source) != _emphasis(text)]
    return found


def _beside_one_word(raw: str, span: Span) -> bool:
    """Whether a word stands on one side: not on both, as in "Patient*innen", nor on none, as in "*.txt" and "(*)"."""
    start, end = span
    before, after = raw[start - 1 : start].isalnum(), raw[end : end + 1].isalnum()
    return before != after or (before and end - start > 1)


def _name(sign: Sign) -> str:
    name = _TAG_NAME.match(sign.value)
    return ("/" if sign.value.startswith("</") else "") + (name[1].lower() if name else sign.value[1:4])


def _tags(inline: Inline) -> Counter[str]:
    names = (_name(sign) for sign in inline.signs if sign.kind == "tag")
    return Counter(name for name in names if name.removeprefix("/") in _HTML)


RULES = (
    Rule(emphasis_changed, Severity.WARNING, "stress what the source stresses, with the same markers"),
    Rule(each(emphasis_broken), Severity.ERROR, "let the markers touch the words, and leave punctuation outside"),
    Rule(each(code_changed), Severity.WARNING, "copy the code as it is"),
    Rule(each(markup_unclosed), Severity.WARNING, "close it, or take it out"),
    Rule(each(html_added), Severity.ERROR, "take the tag out"),
    Rule(each(html_changed), Severity.WARNING, "use the tags of the source, and no others"),
    Rule(each(block_begun), Severity.WARNING, "begin with the words"),
    *links.RULES,
    *placeholders.RULES,
)
"""The family's rules."""
