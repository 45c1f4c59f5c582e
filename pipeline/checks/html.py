"""HTML in translations: no tag that the source lacks, none lost, and no other address in one."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks.inline import Inline, Sign, inline_of, marked, other_source
from pipeline.checks.links import essence
from pipeline.checks.rule import Pair, Problem, Rule, each
from pipeline.model.finding import Severity

_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_HTML = re.compile(
    r"/?(?:"
    r"a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|"
    r"caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|"
    r"figcaption|figure|font|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hgroup|hr|html|i|iframe|img|"
    r"input|ins|kbd|label|legend|li|link|main|map|mark|marquee|math|menu|meta|meter|nav|noframes|noscript|object|ol|"
    r"optgroup|option|output|p|param|picture|pre|progress|q|rp|rt|ruby|s|samp|script|section|select|slot|small|source|"
    r"span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|"
    r"track|tt|u|ul|var|video|wbr"
    r")"
)
"""The elements of HTML, old ones too: `<file>` in "usage: show <file>" is a word to be translated."""
_RAISED = frozenset({"sup", "/sup", "sub", "/sub"})
"""Raised letters, which some languages write in ordinals."""
_DIRECTION = frozenset({"bdi", "/bdi", "bdo", "/bdo", "span", "/span", "wbr", "br"})
"""Elements that a language may need where English needs none: direction, and where a line may break."""
_ATTRIBUTE = re.compile(
    r"\s(href|src|action|on[a-z]{3,20})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
"""Attributes that lead somewhere or run something; titles and languages are translated."""


def html_added(pair: Pair) -> Iterator[Problem]:
    """The translation has an HTML tag, and the source has none.

    Bad:  "Rest a day." → "Einen Tag <b>ruhen</b>."
    Good: "Rest a day." → "Einen Tag ruhen."
    """
    if "<" in pair.text and "<" not in pair.source and not any("<" in form for form in _sources(pair)):
        tags = [sign for sign in inline_of(pair.text).signs if sign.kind == "tag" and _adds(sign)]
        if tags:
            says = f"a tag that the source lacks: {tags[0].value[:40]}"
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
    if (not lost and not added) or ("<" not in pair.source and not set(added) <= _RAISED) or _as_other_form(pair, found):
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


def attribute_changed(pair: Pair) -> Iterator[Problem]:
    """A tag of the translation leads elsewhere than the source's, or runs something.

    The same page in another language is the same place.

    Bad:  '<a href="/help">Help</a>' → '<a href="/hilfe-holen">Hilfe</a>'
    Good: '<a href="/help">Help</a>' → '<a href="/help" title="Hilfe">Hilfe</a>'
    """
    if "=" not in pair.text or "<" not in pair.text or "<" not in pair.source:
        return
    source, text = _attributes(inline_of(pair.source)), _attributes(inline_of(pair.text))
    added = [value for value in text if value not in source]
    if not added or set(text) == (_attributes(inline_of(other_source(pair) or "")).keys()):
        return
    says = f"a tag with {added[0][0]}={added[0][1]}, which the source lacks"
    lost = [(sign.start, sign.end) for value, sign in source.items() if value not in text]
    yield pair.problem(says, lost, [(text[value].start, text[value].end) for value in added])


def _attributes(inline: Inline) -> dict[tuple[str, str], Sign]:
    return {
        (one[1].lower(), essence(one[2] or one[3] or one[4] or "")): sign
        for sign in inline.signs
        if sign.kind == "tag"
        for one in _ATTRIBUTE.finditer(sign.value)
    }


def _as_other_form(pair: Pair, found: Counter[str]) -> bool:
    """Whether the form of a plural has the tags of the other English form."""
    other = other_source(pair)
    return other is not None and _tags(inline_of(other)) == found


def _sources(pair: Pair) -> tuple[str, ...]:
    other = other_source(pair)
    return (pair.source,) if other is None else (pair.source, other)


def _name(sign: Sign) -> str:
    name = _TAG_NAME.match(sign.value)
    return ("/" if sign.value.startswith("</") else "") + (name[1].lower() if name else sign.value[1:4])


def _adds(sign: Sign) -> bool:
    name = _name(sign)
    return name not in _RAISED and (_HTML.fullmatch(name) is not None or not name[:1].isalpha())


def _tags(inline: Inline) -> Counter[str]:
    names = (_name(sign) for sign in inline.signs if sign.kind == "tag")
    return Counter(name for name in names if _HTML.fullmatch(name))


RULES = (
    Rule(each(html_added, marked), Severity.ERROR, "take the tag out"),
    Rule(each(html_changed, marked), Severity.WARNING, "use the tags of the source, and no others"),
    Rule(each(attribute_changed, marked), Severity.WARNING, "copy the attributes as they are"),
)
"""The rules on HTML; `markup` has them in its family."""
