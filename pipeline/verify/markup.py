"""HTML → a tree, for HTML that every browser must read alike: one strict grammar, and nothing that a browser would mend.

Browsers mend what is wrong, and differ from every parser that does not. So what they would mend is refused: an unclosed tag, an
attribute without quotes, a comment, a paragraph in a paragraph, text beside the cells of a table. What is left has one reading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>]*")*)>|([^<>]+)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|#34|#39);)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_WHITE = re.compile("[ \t\r\n\f]+")
_VOID = frozenset(["meta", "link", "br", "hr", "img"])
_PHRASES = frozenset(["span", "strong", "em", "a", "code", "sup", "cite", "time", "bdi", "br", "img"])
_BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "pre"])
_FLOW = (
    _PHRASES
    | _BLOCKS - {"dt"}
    | frozenset(["div", "section", "aside", "nav", "header", "footer", "main", "blockquote", "ul", "ol", "dl", "table", "hr"])
)
_CHILDREN = {
    "": frozenset({"html", "div"}),
    "html": frozenset({"head", "body"}),
    "head": frozenset({"meta", "link", "title", "style"}),
    "title": frozenset[str](),
    "style": frozenset[str](),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"div", "dt", "dd"}),
    "table": frozenset({"thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    **dict.fromkeys(_BLOCKS | _PHRASES, _PHRASES),
}
"""What an element may stand in so that no browser moves it; where an element is not named, all that flows."""
_TEXTLESS = frozenset(["", "html", "head", "ul", "ol", "dl", "table", "thead", "tbody", "tr"])
_DEEPEST = 40


@dataclass(eq=False)
class Element:
    """An element of a page."""

    tag: str
    attributes: "dict[str, str]" = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)
    parent: "Element | None" = None

    @property
    def elements(self) -> "list[Element]":
        """Its child elements."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """What a browser shows of it: runs of white space are one space."""
        return collapsed("".join(self.pieces()))

    def pieces(self) -> "Iterator[str]":
        """Its text, piece by piece."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.pieces()
            else:
                yield child

    def walk(self) -> "Iterator[Element]":
        """All elements inside it, in the order of the page."""
        for child in self.elements:
            yield child
            yield from child.walk()

    def chain(self) -> "Iterator[Element]":
        """It and all that it stands in, from the inside out, without the document."""
        current: Element | None = self
        while current is not None and current.tag:
            yield current
            current = current.parent


class MarkupError(Exception):
    """Where a text leaves the grammar; it never leaves this room."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(what, at)
        self.what = what
        self.at = at


def collapsed(text: str) -> str:
    """A text as a browser shows it (CSS Text 3, section 4.1)."""
    return _WHITE.sub(" ", text).strip(" ")


def read_markup(text: str) -> Element:
    """The document; its only child is <html>, or the <div> of a fragment. Raises MarkupError for what a browser would mend."""
    control = _CONTROLS.search(text)
    if control is not None:
        raise MarkupError(f"it holds the control character U+{ord(control[0]):04X}", control.start())
    root = current = Element("")
    depth = position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise MarkupError(f"no page of ours writes {text[position : position + 40]!r}", position)
        closes, tag, attributes, words = token.groups()
        if words is not None:
            _add_text(current, words, position)
        elif closes:
            if tag != current.tag or attributes or current.parent is None:
                raise MarkupError(f"</{tag}> closes nothing", position)
            current, depth = current.parent, depth - 1
        else:
            child = _child(current, tag, attributes, position)
            if tag not in _VOID:
                current, depth = child, depth + 1
        if depth > _DEEPEST:
            raise MarkupError("its elements are nested too deeply", position)
        position = token.end()
    if current is not root or len(root.elements) != 1:
        raise MarkupError(
            f"<{current.tag}> is not closed: it was cut off" if current.tag else "it is not one element", position
        )
    return root


def _add_text(current: Element, words: str, position: int) -> None:
    if current.tag in _TEXTLESS and words.strip(" \n\t"):
        raise MarkupError(f"the text {words.strip()[:40]!r} stands where no text can", position)
    if _REFERENCE.search(words):
        raise MarkupError("it holds an & that is none of ours", position)
    current.children.append(unescape(words))


def _children_of(element: Element) -> "frozenset[str]":
    if element.tag == "div" and element.parent is not None and element.parent.tag == "dl":
        return frozenset({"dt", "dd"})
    return _CHILDREN.get(element.tag, _FLOW)


def _child(current: Element, tag: str, attributes: str, position: int) -> Element:
    if tag not in _children_of(current):
        raise MarkupError(f"<{tag}> stands in <{current.tag or 'nothing'}>, where a browser would move it", position)
    pairs = _ATTRIBUTE.findall(attributes)
    if len({name for name, _ in pairs}) != len(pairs) or _REFERENCE.search(attributes):
        raise MarkupError(f"<{tag}> has an attribute twice, or an & that is none of ours", position)
    child = Element(tag, {name: unescape(value) for name, value in pairs}, [], current)
    if tag == "a" and any(one.tag == "a" for one in current.chain()):
        raise MarkupError("a link stands in a link", position)
    current.children.append(child)
    return child
