"""A finished page → its passages in order, each with what it is; for people who compare two editions of it."""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.model.change import Passage, Weight
from pipeline.model.page import letters

_BLOCKS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "dt", "dd", "pre", "div", "section", "aside", "main", "header"}
    | {"ul", "ol", "dl", "table", "thead", "tbody", "tr", "blockquote", "article", "address", "figure", "figcaption", "hr"}
)
_PASSED_OVER = frozenset({"nav", "footer", "script", "style", "template"})
"""What repeats the page's headings, or leads elsewhere."""
_HEADINGS = frozenset({"h1", "h2", "h3"})
_PROTECTED = frozenset({"caution", "emergency", "protected"})
_TELLING = 20
"""Letters: a shorter text, the name of an illness perhaps, stands in many a passage that is not it."""
_GAP = re.compile(r"\n[ \t]*\n")


def html_passages(html: str) -> tuple[Passage, ...]:
    """The passages of a page: of `<body>`, or of a fragment, less its lists of languages and contents."""
    tree = LexborHTMLParser(html)
    return tuple(_passages(tree.body)) if tree.body is not None else ()


def _passages(body: LexborNode) -> Iterator[Passage]:
    heading = ""
    for block, text in _blocks(body):
        if block.tag in _HEADINGS:
            yield Passage(text, _weight(block))
            heading = text
        else:
            yield Passage(text, _weight(block), heading)


def _blocks(body: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Each block with its text, without that of the blocks in it; what follows such a block is a piece of its own."""
    pieces: list[str] = []
    block = body
    for node in body.traverse(include_text=True):
        tag = node.tag or ""
        owner = _owner(node) if tag == "-text" else node if tag in _BLOCKS else None
        if owner is None:
            continue
        if owner.mem_id != block.mem_id:
            text = _folded("".join(pieces))
            if text:
                yield block, text
            pieces, block = [], owner
        if tag == "-text":
            pieces.append(node.text_content or "")
    text = _folded("".join(pieces))
    if text:
        yield block, text


def _owner(node: LexborNode) -> LexborNode | None:
    """The block that a text stands in; None inside what is passed over."""
    owner: LexborNode | None = None
    above = node.parent
    while above is not None:
        if above.tag in _PASSED_OVER:
            return None
        if owner is None and (above.tag in _BLOCKS or above.tag == "body"):
            owner = above
        above = above.parent
    return owner


def _weight(block: LexborNode) -> Weight:
    found = [Weight.TEXT]
    node: LexborNode | None = block
    while node is not None:
        # A fragment's names begin with the project's.
        names = {name.removeprefix("polyclinic-") for name in (node.attributes.get("class") or "").split()}
        names.add((node.attributes.get("id") or "").removeprefix("polyclinic-"))
        if names & {"disclaimer", "short-disclaimer"}:
            found.append(Weight.DISCLAIMER)
        elif names & _PROTECTED:
            found.append(Weight.CAUTION)
        elif any(name == "practice" or name.startswith("practice-") for name in names):
            found.append(Weight.PRACTICE)
        node = node.parent
    return max(found, key=lambda weight: weight.rank)


def text_passages(text: str) -> tuple[Passage, ...]:
    """The paragraphs of a text edition; it does not tell what they are."""
    return tuple(Passage(folded) for folded in map(_folded, _GAP.split(text)) if folded)


def weighed(passages: Iterable[Passage], heavy: Iterable[tuple[str, Weight]]) -> tuple[Passage, ...]:
    """The passages, each as heavy as it looks or as a text that is known to be heavy and that it is, or is a part of."""
    known = [(letters(text), weight) for text, weight in heavy]
    found = []
    for one in passages:
        said = letters(one.text)
        weights = [weight for text, weight in known if said == text or (len(text) >= _TELLING and text in said)]
        found.append(Passage(one.text, max([one.weight, *weights], key=lambda weight: weight.rank), one.heading))
    return tuple(found)


def _folded(text: str) -> str:
    return " ".join(text.split())
