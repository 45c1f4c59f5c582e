"""The gate's rule on the document: of what a page may be made, so that nothing on it can be hidden, swallowed or covered.

What enters is the HTML of a finished page, read as a browser reads it; what leaves are faults, and the blocks of text that a
reader sees. It is an allow-list: what is not known to leave a page visible is refused, wherever it stands.
"""

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.model.page import letters

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
_METAS = frozenset({"description", "keywords", "color-scheme", "robots"})
_VIEWPORT: dict[str, str | None] = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
_POLICY = "Content-Security-Policy"
_RELATIONS = frozenset({"canonical", "alternate"})
_BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, pre, body > a"
_OPEN = re.compile("div|blockquote|[uo]l|li|table|thead|tbody|tr|t[hd]|p|h[2-6]|strong|em|a|sup|code|br")
_OPEN_CLASSES = frozenset(
    {"note", "caution", "emergency", "protected", "status", "citation", "align-left", "align-center", "align-right"}
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def document_faults(html: str) -> Iterator[str]:
    """What on a page is not known to leave it visible: elements, attributes, control characters, another style or charset."""
    tree = LexborHTMLParser(html)
    if not html.startswith("<!DOCTYPE html>\n<html ") or CONTROLS.search(html):
        yield "it does not begin as HTML5 does, or holds control characters"
    for node in tree.css("*"):
        unknown = sorted(set(node.attributes) - _ALLOWED.get(str(node.tag), frozenset()))
        if unknown or node.tag not in _ALLOWED:
            yield f"<{' '.join([str(node.tag), *unknown[:1]])}> is not known to leave a page visible"
    metas = [node.attributes for node in tree.css("meta")]
    plain = [meta for meta in metas if meta.get("name") in _METAS and set(meta) == {"name", "content"}]
    policy = [meta for meta in metas if set(meta) == {"http-equiv", "content"} and meta["http-equiv"] == _POLICY]
    if metas[:1] != [{"charset": "utf-8"}] or metas.count(_VIEWPORT) != 1 or len(metas) != 2 + len(plain) + len(policy):
        yield "its <meta> elements are not those of a page in UTF-8, as wide as its screen"
    sheets = [link.get("href") for link in (node.attributes for node in tree.css("link")) if link.get("rel") not in _RELATIONS]
    if sheets != ["../style.css"] or tree.css("body link, body meta, body title"):
        yield "its style is not the site's style sheet alone"


def blocks(html: str) -> Mapping[str, bool]:
    """The letters of each block of text, and whether it is certain to be seen; last what stands outside of all blocks."""
    tree, found = LexborHTMLParser(html), dict[str, bool]()
    # From the end: an inner block comes before the one that it stands in, and is taken out of it.
    for node in reversed(tree.css(_BLOCKS)):
        text = letters(node.text(deep=True))
        found[text] = found.get(text, False) or _in_the_open(node)
        node.decompose()
    return found | {letters(tree.body.text(deep=True)) if tree.body else "": False}


def chain_of(node: LexborNode) -> Iterator[LexborNode]:
    """The element and all that it stands in, from the inside out."""
    current: LexborNode | None = node
    while current is not None and current.tag != "-document":
        yield current
        current = current.parent


def _in_the_open(node: LexborNode) -> bool:
    """Whether all around a block, up to <main>, and all inside it is known to leave it seen, in the page's language."""
    around = list(chain_of(node))
    return [one.tag for one in around[-3:]] == ["main", "body", "html"] and all(
        _OPEN.fullmatch(str(one.tag))
        and not {"lang", "dir"}.intersection(one.attributes)
        and _OPEN_CLASSES.issuperset((one.attributes.get("class") or "").split())
        for one in (*around[:-3], *node.css("*"))
    )
