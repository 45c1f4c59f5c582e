"""What a clinic adds to a page: lines at its top, and one section below the article, which nobody takes for its own."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.verify.markup import Element, collapsed

_BLOCKS = re.compile("h2|h3|p|dt|dd")
_OWN = ("img", "bdi")
"""Elements that no article has."""


def is_practice(node: "Element | str") -> bool:
    """Whether it is the section of a practice."""
    return isinstance(node, Element) and node.tag == "section" and node.attributes.get("id") == "practice"


def practice_faults(root: Element, practice: "Mapping[str, Any] | None") -> Iterator[str]:
    """What is wrong with a clinic's parts of a page; without a clinic there are none.

    The records may say what they show: its `name`, the `texts` of the section's blocks in order (of a row, its term and what
    it is), and where its `links` lead.
    """
    sections = [node for node in root.walk() if is_practice(node)]
    marked = [node for node in root.walk() if _is_marked(node) or node.tag in _OWN]
    if practice is None:
        if sections or marked:
            yield "it speaks for a practice, and the bundle says that it is nobody's"
        return
    if len(sections) != 1:
        yield f"{len(sections)} sections of the practice, not one"
    tops = [node for node in marked if _stands_in_header(node)]
    if any(node not in tops and not any(is_practice(one) for one in node.chain()) for node in marked):
        yield "words of the practice stand in the article"
    if any(node.attributes.get("src", "../logo.png") != "../logo.png" for node in marked):
        yield "its picture is not the practice's"
    shown = [node.text for part in sections for node in part.walk() if _BLOCKS.fullmatch(node.tag)]
    texts, links = practice.get("texts"), practice.get("links")
    if texts is not None and shown != _texts(texts):
        yield "the practice's section does not say, word for word, what the bundle's records name"
    said = [node.attributes.get("href", "") for part in sections for node in part.walk() if node.tag == "a"]
    if links is not None and said != _texts(links):
        yield "the practice's links do not lead where the bundle's records say"
    names = [node.text for node in tops if node.attributes.get("class") == "practice"]
    if any(name != practice.get("name", name) for name in names):
        yield "the name at the top is not the practice's"
    urgent = [node.text for node in tops if node.attributes.get("class") == "practice-emergency"]
    if any(text not in shown for text in urgent) or (root.elements[0].tag == "html" and len(urgent) != 1):
        yield "the emergency number at the top is not that of the practice's section"


def practice_words(practice: "Mapping[str, Any] | None") -> "list[str]":
    """What a text edition must say of a practice."""
    return _texts(practice.get("texts")) if practice is not None else []


def _texts(said: object) -> "list[str]":
    return [collapsed(one) if isinstance(one, str) else "" for one in said] if isinstance(said, list) else []


def _is_marked(node: Element) -> bool:
    return node.attributes.get("class", "").startswith("practice")


def _stands_in_header(node: Element) -> bool:
    return any(one.tag == "header" for one in node.chain())
