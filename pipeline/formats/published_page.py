"""A page from anywhere → what it says, run by run, and what its HTML does to hide it.

The page may be ours, or a page of a CMS that holds ours. What style sheets and scripts do, HTML does not tell: that is for a
browser (`publish/live_page.py`).
"""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.model.published import Passage, PublishedPage

MOST_TAGS = 50_000
"""What nests deeper and deeper takes a parser of HTML5 the square of the time; large pages of shops have 10,000."""

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q"}
    | {"samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
    | {"s", "strike", "del"}
)
_NEVER_SHOWN = {
    "script": "it stands only in a script",
    "style": "it stands only in a style sheet",
    "noscript": "it stands in <noscript>, which browsers do not show",
    "-comment": "it stands in a comment",
    "title": "it stands only in the page's <title>",
    "textarea": "it stands in a field of a form",
    "select": "it stands in a field of a form",
    "datalist": "it stands in a field of a form",
    "iframe": "it stands inside <iframe>, where browsers show another page",
    "object": "it stands inside <object>, where browsers show something else",
    "canvas": "it stands inside <canvas>, where browsers show a picture",
    "video": "it stands inside <video>, where browsers show a film",
    "audio": "it stands inside <audio>, where browsers show a player",
    "s": "it is struck out",
    "strike": "it is struck out",
    "del": "it is struck out",
    "marquee": "it runs past its reader",
}
_HIDING_CLASSES = frozenset({"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden"})
"""By which style sheets know what they show to screen readers alone."""
_HIDING_STYLES = (
    re.compile(r"display:none|visibility:(hidden|collapse)|content-visibility:hidden"),
    re.compile(r"opacity:(0?\.[0-4]\d*|0+(\.0*)?|[0-4]?\d(\.\d+)?%)(;|!|$)"),
    re.compile(r"font-size:(0|[0-7](\.\d+)?px)([a-z%;!]|$)|(?<![a-z-])(max-)?height:0+(px|;|!|$)"),
    re.compile(r"(?<![a-z-])(left|right|top|bottom|text-indent|margin(-left|-top|-right)?):-\d{3,}"),
    re.compile(r"clip:rect|clip-path:(?!none)|(?<![a-z-])color:transparent|-webkit-text-fill-color:transparent"),
    re.compile(r"transform:[^;]*scale\(0|text-decoration(-line)?:[^;]*line-through"),
)
_REFRESH = re.compile(r"\s*\d[\d.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)


def read_published(html: str) -> PublishedPage:
    """What a page says, in the order of its HTML, each run with what hides it. Law: no text of it is left out."""
    tree = LexborHTMLParser(html)
    hidden: dict[int, str] = {}
    languages: dict[int, str] = {}
    blocks: dict[int, int] = {}
    passages: list[Passage] = []
    number, last = 0, 0
    for node in tree.root.traverse(include_text=True) if tree.root is not None else ():
        above = node.parent.mem_id if node.parent is not None else 0
        tag = node.tag or ""
        if tag in ("-text", "-comment"):
            text = (node.text_content if tag == "-text" else node.comment_content) or ""
            if text.strip():
                # `a<p>b</p>c` are three blocks.
                number, last = number + (blocks.get(above, 0) != last), blocks.get(above, 0)
                reason = hidden.get(above, "") or _NEVER_SHOWN.get(tag, "")
                passages.append(Passage(text, number, reason, languages.get(above, "")))
            continue
        hidden[node.mem_id] = _hidden_around(node, hidden) or _what_hides(node, tag)
        languages[node.mem_id] = node.attributes.get("lang") or languages.get(above, "")
        blocks[node.mem_id] = blocks.get(above, 0) if tag in _INLINE else node.mem_id
        number += tag not in _INLINE
        if tag == "template":  # its content is no part of the tree
            inside = re.sub(r"<[^<>]*>", " ", node.html or "")
            passages.append(Passage(inside, number, "it stands in a <template>, which no browser shows"))
    return PublishedPage(
        tuple(passages),
        tuple(filter(None, (frame.attributes.get("src") for frame in tree.css("iframe, frame, embed")))),
        next(iter(node.attributes.get("lang") or "" for node in tree.css("html")), ""),
        bool(tree.css("input[type=password]")),
        _refresh(tree),
    )


def read_published_text(text: str) -> PublishedPage:
    """What a text edition says, a paragraph in each block."""
    paragraphs = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return PublishedPage(tuple(Passage(re.sub(r"(?m)^[-=~.]{3,}$", "", one), at) for at, one in enumerate(paragraphs)))


def _hidden_around(node: LexborNode, hidden: Mapping[int, str]) -> str:
    """Why what stands around an element is hidden; the line that opens a closed <details> is not."""
    parent = node.parent
    if node.tag == "summary" and parent is not None and parent.tag == "details" and parent.parent is not None:
        parent = parent.parent
    return hidden.get(parent.mem_id, "") if parent is not None else ""


def _refresh(tree: LexborHTMLParser) -> str:
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(node.attributes.get("content") or "")
            if found:
                return found[1].strip()
    return ""


def _what_hides(node: LexborNode, tag: str) -> str:
    """Why a reader does not see what stands in an element, as its own tag says."""
    if tag in _NEVER_SHOWN:
        return _NEVER_SHOWN[tag]
    attributes = node.attributes
    if tag == "details" and "open" not in attributes:
        return "it stands in a <details> that is closed"
    if tag == "dialog" and "open" not in attributes:
        return "it stands in a <dialog> that is closed"
    for name in ("hidden", "inert", "popover"):
        if name in attributes:
            return f"<{tag}> around it is marked {name}"
    if (attributes.get("aria-hidden") or "").lower() == "true":
        return f"<{tag}> around it is hidden from screen readers (aria-hidden)"
    classes = _HIDING_CLASSES.intersection((attributes.get("class") or "").lower().split())
    if classes:
        return f"<{tag}> around it is for screen readers alone (class {min(classes)})"
    style = re.sub(r"\s+|/\*.*?\*/", "", (attributes.get("style") or "").lower())
    found = next((found for pattern in _HIDING_STYLES if (found := pattern.search(style))), None)
    return f"<{tag}> around it has a style that hides it ({found[0].rstrip(';!')})" if found else ""
