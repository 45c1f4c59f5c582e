"""The gate's rule on the document: of what a page may be made, so that nothing on it can be hidden, swallowed or covered.

What enters is the HTML of a finished page, read as a browser reads it; what leaves are faults, and the blocks of text that a
reader sees. It is an allow-list: what is not known to leave a page visible is refused, wherever it stands.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What a page may hold: elements, and their attributes. An allow-list: what is not known to leave a page visible is refused.
# Where a class or a place could hide a text, `disclaimer_hidden` and `_in_the_open` allow less.
_PAGE = """
head title body header footer ul dt strong em cite code blockquote br hr table thead tbody tr:
html: lang dir
meta: charset name content http-equiv
link: rel href hreflang type
main: id
section aside nav: id class aria-label aria-labelledby
h1 h2 h3 h4 h5 h6 li: id lang dir
p th td: class lang dir
div sup dl: class
dd pre: lang dir
span: lang dir data-duty
time: datetime
ol: class lang dir start
a: class href hreflang lang dir aria-current
"""
_ALLOWED = {
    tag: frozenset(names.split())
    for tags, _, names in (row.partition(":") for row in _PAGE.split("\n"))
    for tag in tags.split()
}
_CLASSES = {
    "a": {"skip"},
    "aside": {"short-disclaimer"},
    "dl": {"facts"},
    "div": {"note", "caution", "emergency", "protected"},
    "ol": {"references"},
    "p": {"description", "status", "label"},
    "section": {"disclaimer"},
    "sup": {"citation"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}
_START = re.compile('<!DOCTYPE html>\n<html lang="[A-Za-z0-9-]+" dir="(ltr|rtl)">\n<head>\n<meta charset="utf-8">\n')
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
_METAS: tuple[dict[str, str | None], ...] = (
    {"charset": "utf-8"},
    {"http-equiv": "Content-Security-Policy", "content": _POLICY},
    {"name": "viewport", "content": "width=device-width, initial-scale=1"},
)
_OTHER_METAS: tuple[dict[str, str | None], ...] = (
    {"name": "color-scheme", "content": "light dark"},
    {"name": "robots", "content": "noindex"},
)
_RELATIONS = frozenset({"canonical", "alternate"})
_BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, pre, body > a"
_OPEN = re.compile("div|blockquote|[uo]l|li|table|thead|tbody|tr|t[hd]|p|h[2-6]|strong|em|a|sup|code|br")
_OPEN_CLASSES = frozenset().union(*(_CLASSES[tag] for tag in ("div", "sup", "td")), {"status"})
_DEEPEST = 12
"""Each list, quotation or box makes the column narrower: so many elements around a block leave it room on a small screen."""
_WHITE = re.compile("[ \t\r\n\f]+")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@lru_cache(maxsize=1)
def parsed(html: str) -> LexborHTMLParser:
    """The document as a browser reads it; one page is asked by several rules, and none of them may change it."""
    return LexborHTMLParser(html)


def document_faults(html: str) -> Iterator[str]:
    """What on a page is not known to leave it visible: elements, attributes, classes, comments, another style or charset."""
    tree = parsed(html)
    start = _START.match(html)
    if not start or CONTROLS.search(html) or re.search("<[!?]", html[start.end() :]):
        yield "it does not begin as HTML5 in UTF-8 does, or holds control characters or comments"
    for node in tree.css("*"):
        unknown = sorted(set(node.attributes) - _ALLOWED.get(str(node.tag), frozenset()))
        styled = "class" in node.attributes and node.attributes["class"] not in _CLASSES.get(str(node.tag), ())
        if unknown or styled or node.tag not in _ALLOWED:
            yield f"<{' '.join([str(node.tag), *unknown[:1]])}> is not known to leave a page visible"
    metas = [node.attributes for node in tree.css("meta")]
    others = [meta for meta in metas if meta not in _METAS and meta not in _OTHER_METAS]
    named = all(set(meta) == {"name", "content"} and meta["name"] in ("description", "keywords") for meta in others)
    if not named or any(metas.count(meta) != 1 for meta in _METAS):
        yield "its <meta> elements are not those of a page in UTF-8, as wide as its screen, that runs no script"
    links = [node.attributes for node in tree.css("link")]
    sheets = [(link.get("rel"), link.get("href")) for link in links if link.get("rel") not in _RELATIONS]
    if (
        sheets != [("stylesheet", "../style.css")]
        or len(tree.css("title")) != 1
        or tree.css("body link, body meta, body title")
    ):
        yield "its style is not the site's style sheet alone"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item, a cell: the smallest piece of a page that says something by itself."""

    text: str
    """As a reader sees it."""
    seen: bool
    """Whether it is certain that a reader does."""
    box: str = ""
    """The class of the box that it stands in, `caution` or the like; empty outside of all."""


def blocks_of(html: str, judged: Container[str]) -> Sequence[Block]:
    """The blocks of a page; last, as one block that nobody is certain to see, what stands outside of all.

    Only of the texts that are `judged` it is asked whether they are seen, and in which box; of no others it is certain.
    """
    tree, found = LexborHTMLParser(html), list[Block]()
    # From the end: an inner block comes before the one that it stands in, and is taken out of it.
    for node in reversed(tree.css(_BLOCKS)):
        text = shown(node)
        if text in judged:
            boxes = (one.attributes.get("class") or "" for one in chain_of(node) if one.tag == "div")
            found.append(Block(text, _in_the_open(node), next((box for box in boxes if box), "")))
        else:
            found.append(Block(text, False))
        node.decompose()
    return [*found, Block(shown(tree.body) if tree.body else "", False)]


def boxes_of(tree: LexborHTMLParser) -> Sequence[tuple[str, str]]:
    """The boxes of a page in order: the class of each, and the label that it begins with, if it has one."""
    found = []
    for box in tree.css("main div:not(dl > div)"):
        first = next(box.iter(), None)
        labelled = first is not None and first.tag == "p" and first.attributes.get("class") == "label"
        found.append((box.attributes.get("class") or "", shown(first) if first is not None and labelled else ""))
    return found


def asides(html: str) -> Sequence[str]:
    """What a page says beside its blocks: to search engines, in a tab, to screen readers."""
    tree = parsed(html)
    read = [node.attributes.get("content") for node in tree.css('[name="description"], [name="keywords"]')]
    read += [node.attributes.get("aria-label") for node in tree.css("[aria-label]")]
    return [*(text or "" for text in read), *(shown(node) for node in tree.css("title"))]


def targets(html: str) -> Sequence[str]:
    """Where the links of a page lead that a reader can follow."""
    return [node.attributes.get("href") or "" for node in parsed(html).css("a")]


def shown(node: LexborNode) -> str:
    """What a browser shows of an element's text: runs of ASCII white space are one space (CSS Text 3, section 4.1)."""
    return collapsed(node.text(deep=True))


def collapsed(text: str) -> str:
    """A text as a browser shows it."""
    return _WHITE.sub(" ", text).strip(" ")


def chain_of(node: LexborNode) -> Iterator[LexborNode]:
    """The element and all that it stands in, from the inside out."""
    current: LexborNode | None = node
    while current is not None and current.tag != "-document":
        yield current
        current = current.parent


def _in_the_open(node: LexborNode) -> bool:
    """Whether all around a block, up to <main>, and all inside it is known to leave it seen, in the page's language."""
    around, inside = list(chain_of(node)), node.css("*")
    numbers = [shown(one) for one in (*around, *inside) if one.tag == "sup"]
    return (
        [one.tag for one in around[-3:]] == ["main", "body", "html"]
        and len(around) <= _DEEPEST + 3
        # Raised and small, and small again within: a citation is, a text is not.
        and all(re.fullmatch(r"\[\d+\]", number) for number in numbers)
        and all(
            _OPEN.fullmatch(str(one.tag))
            and not {"lang", "dir"}.intersection(one.attributes)
            and (one.attributes.get("class") or "") in {"", *_OPEN_CLASSES}
            for one in (*around[:-3], *inside)
        )
    )
