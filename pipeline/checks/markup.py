"""Markup that must survive a translation: emphasis, code, tags; and markers that a reader would see as they stand."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from pipeline.checks import links, placeholders
from pipeline.checks.inline import Inline, Sign, inline_of, other_source
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity

_EMPHASIS = frozenset({"em", "strong", "del"})
_MARKERS = {"em": "*", "strong": "**", "del": "~~"}
_BLOCK = re.compile(r"(?:(#{1,6})(?=\s)|([-+*•–—])(?=\s)|(>)(?=\s)|(\|)(?=.*\|)|(`{3}|~{3})|(\d{1,9})[.)](?=\s))")
_BLOCKS = ("a heading", "a list item", "a quotation", "a table row", "a block of code", "a numbered list item")
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
_DIRECTION = frozenset({"bdi", "bdo", "span", "wbr", "br"})
"""Elements that a language may need where English needs none: direction, and where a line may break."""


def emphasis_changed(pair: Pair) -> Iterator[Problem]:
    """The translation stresses more or fewer passages than the source, or in another way.

    Bad:  "Rest, and **do not** drive." → "Ruhen Sie, und fahren Sie nicht."
    Good: "Rest, and **do not** drive." → "Ruhen Sie, und fahren Sie **nicht**."
    Source: CommonMark 0.31, section 6.2.
    """
    source, text = inline_of(pair.source), inline_of(pair.text)
    lost, added = _emphasis(source) - _emphasis(text), _emphasis(text) - _emphasis(source)
    if (not lost and not added) or _stray(pair, source, text) or _as_other_form(pair, _emphasis(text), _emphasis):
        return
    if lost:
        names = ", ".join(_MARKERS[name] for name in lost.elements())
        says = f"emphasis of the source is missing: {names}" + (f"; instead there is {_listed(added)}" if added else "")
    else:
        says = f"emphasis that the source lacks: {_listed(added)}"
    yield pair.problem(says, _spans(source, lost), _spans(text, added))


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
    wanted, found = _of_kind(source, "code"), _of_kind(text, "code")
    if wanted.keys() == found.keys():
        return
    lost = [sign for sign in source.signs if sign.kind == "code" and sign.value not in found]
    added = [sign for sign in text.signs if sign.kind == "code" and sign.value not in wanted]
    # Names that stand in the source without their backticks may get them, and lose them in a sentence that is built otherwise.
    lost = [sign for sign in lost if sign.value not in pair.text]
    added = [sign for sign in added if sign.value not in pair.source]
    if lost and added:
        says = f"code reads otherwise: `{lost[0].value}` in the source, `{added[0].value}` here"
    elif lost:
        says = f"code of the source is missing: `{lost[0].value}`"
    elif added:
        says = f"code that the source lacks: `{added[0].value}`"
    else:
        return
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


def html_changed(pair: Pair) -> Iterator[Problem]:
    """The translation has an HTML tag that the source lacks, or lacks one that the source has.

    Words in angle brackets that are no element of HTML ("usage: show <file>") may be translated.

    Bad:  "Rest a day." → "Einen Tag <b>ruhen</b>."
    Good: "Rest <b>a day</b>." → "<b>Einen Tag</b> ruhen."
    """
    if "<" not in pair.text and "<" not in pair.source:
        return
    source, text = inline_of(pair.source), inline_of(pair.text)
    wanted, found = _tags(source), _tags(text)
    lost, added = wanted - found, found - wanted
    if "<" not in pair.source:
        added += Counter(_name(sign) for sign in text.signs if sign.kind == "tag" and _name(sign) not in added)
    if not lost and not added:
        return
    if set(lost) | set(added) <= _DIRECTION | {f"/{name}" for name in _DIRECTION} and wanted:
        return
    if _as_other_form(pair, found, _tags):
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


def _as_other_form(pair: Pair, found: Counter[str], read: Callable[[Inline], Counter[str]]) -> bool:
    """Whether the form of a plural has the markup of the other English form."""
    other = other_source(pair)
    return other is not None and read(inline_of(other)) == found


def _emphasis(inline: Inline) -> Counter[str]:
    return Counter(sign.kind for sign in inline.signs if sign.kind in _EMPHASIS)


def _of_kind(inline: Inline, kind: str) -> Counter[str]:
    return Counter(sign.value for sign in inline.signs if sign.kind == kind)


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
            found += [span for span in here if not _inside_word(pair.text, span) or _emphasis(source) - _emphasis(text)]
    return found


def _inside_word(raw: str, span: Span) -> bool:
    """Whether letters stand on both sides: the asterisk of "Patient*innen"."""
    start, end = span
    return end - start == 1 and start > 0 and end < len(raw) and raw[start - 1].isalpha() and raw[end].isalpha()


def _name(sign: Sign) -> str:
    name = _TAG_NAME.match(sign.value)
    return ("/" if sign.value.startswith("</") else "") + (name[1].lower() if name else sign.value[1:4])


def _tags(inline: Inline) -> Counter[str]:
    names = (_name(sign) for sign in inline.signs if sign.kind == "tag")
    return Counter(name for name in names if name.removeprefix("/") in _HTML)


RULES = (
    Rule(each(emphasis_changed), Severity.WARNING, "stress what the source stresses, with the same markers"),
    Rule(each(emphasis_broken), Severity.ERROR, "let the markers touch the words, and leave punctuation outside"),
    Rule(each(code_changed), Severity.WARNING, "copy the code as it is"),
    Rule(each(markup_unclosed), Severity.WARNING, "close it, or take it out"),
    Rule(each(html_changed), Severity.ERROR, "use the tags of the source, and no others"),
    Rule(each(block_begun), Severity.WARNING, "begin with the words"),
    *links.RULES,
    *placeholders.RULES,
)
"""The family's rules."""
