"""Of what a page of a bundle may be made: nothing that runs, nothing that hides, one style sheet, one policy."""

import re
from collections.abc import Iterator

from pipeline.verify import allowed
from pipeline.verify.markup import Element

DOCTYPE = "<!DOCTYPE html>\n"
_START = re.compile('<html lang="[A-Za-z0-9-]+" dir="(ltr|rtl)">\n<head>\n<meta charset="utf-8">\n')
_HARMLESS = re.compile(r"(https?:|mailto:|tel:|#|[^:]*$)")
"""Where a link may lead: to no script, and to nothing that a page itself would hold."""
_FREE_METAS = ("description", "keywords")
_OTHER_METAS = ({"name": "color-scheme", "content": "light dark"}, {"name": "robots", "content": "noindex"})


def start_faults(text: str) -> Iterator[str]:
    """A page begins as HTML5 in UTF-8 does, so that every browser reads it in the same mode."""
    if not text.startswith(DOCTYPE) or not _START.match(text, len(DOCTYPE)):
        yield "it does not begin as HTML5 in UTF-8 does"


def element_faults(root: Element, practice: bool, frame: bool = False) -> Iterator[str]:
    """Its elements, attributes and classes are known to hide nothing; those of a practice or a frame only there."""
    for node in root.walk():
        known, classes = allowed.ATTRIBUTES.get(node.tag), allowed.CLASSES.get(node.tag, set())
        if practice:
            known = allowed.PRACTICE_ATTRIBUTES.get(node.tag, known)
            classes = classes | allowed.PRACTICE_CLASSES.get(node.tag, set())
        if frame:
            known = allowed.FRAME_ATTRIBUTES.get(node.tag, known)
            classes = classes | allowed.FRAME_CLASSES.get(node.tag, set())
        if known is None:
            yield f"<{node.tag}> is not known to leave a page visible"
            continue
        unknown = sorted(set(node.attributes) - known)
        if "class" in node.attributes and node.attributes["class"] not in classes:
            unknown.append(f'class="{node.attributes["class"]}"')
        if unknown:
            yield f"<{node.tag} {unknown[0]}> is not known to leave a page visible"
        if not all(_HARMLESS.match(node.attributes.get(name, "")) for name in ("href", "src")):
            yield f"a link leads to {node.attributes.get('href', node.attributes.get('src', ''))[:40]!r}"


def head_faults(root: Element, sheets: "list[list[str]]") -> Iterator[str]:
    """Its head has one title, the policy under which nothing runs, and one of these lists of style sheets."""
    metas = [node.attributes for node in root.walk() if node.tag == "meta"]
    links = [node.attributes for node in root.walk() if node.tag == "link"]
    policies = [meta.get("content") for meta in metas if meta.get("http-equiv") == "Content-Security-Policy"]
    if len(policies) != 1 or policies[0] not in (allowed.POLICY, allowed.CLINIC_POLICY):
        yield "it lacks the Content-Security-Policy under which no script runs"
    wanted = ({"charset": "utf-8"}, {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    others = [meta for meta in metas if meta not in (*wanted, *_OTHER_METAS) and meta.get("content") not in policies]
    free = all(set(meta) == {"name", "content"} and meta["name"] in _FREE_METAS for meta in others)
    if not free or any(metas.count(meta) != 1 for meta in wanted):
        yield "its <meta> elements are not those of a page in UTF-8, as wide as its screen"
    found = [link.get("href", "") for link in links if link.get("rel") not in ("canonical", "alternate")]
    styled = all(link == {"rel": "stylesheet", "href": link.get("href")} for link in links if link.get("href") in found)
    if found not in sheets or not styled:
        yield "its style is not the site's style sheet alone"
    parts = [node.tag for node in root.elements[0].elements] if root.elements else []
    if parts != ["head", "body"] or [node.tag for node in root.walk()].count("title") != 1:
        yield "it is not one head with one title, and one body"


def frame_faults(root: Element) -> Iterator[str]:
    """A page around the articles, an index or a how-to: nothing runs there, and it is no article without its disclaimer."""
    yield from element_faults(root, practice=False, frame=True)
    yield from head_faults(root, [["style.css"], ["style.css", "clinic.css"]])
    marks = {node.attributes.get("id") for node in root.walk()} | {node.attributes.get("class") for node in root.walk()}
    if marks & {"article", "disclaimer", "caution", "emergency", "protected"}:
        yield "it holds parts of an article, and the bundle says that it is none"


def index_faults(root: Element) -> Iterator[str]:
    """An index is headings and links: whoever wants to say something of health there has no room for it."""
    for node in root.elements[0].elements[-1].walk() if root.elements[0].elements else ():
        words = "".join(piece for piece in node.children if isinstance(piece, str)).strip()
        if node.tag not in ("main", "h1", "h2", "ul", "li", "a") or (words and node.tag not in ("h1", "h2", "a")):
            yield f"<{node.tag}> says something that no index says"
