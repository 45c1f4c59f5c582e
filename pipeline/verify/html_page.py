"""The gate over one HTML page or fragment: its disclaimer, word for word and in the open, and its protected texts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pipeline.verify import allowed
from pipeline.verify.contract import Page
from pipeline.verify.document import DOCTYPE, element_faults, head_faults, start_faults
from pipeline.verify.markup import Element, MarkupError, collapsed, read_markup
from pipeline.verify.practice import is_practice, practice_faults

_BLOCKS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "th", "td", "pre"])
_OPEN = frozenset(
    [
        "div",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "strong",
        "em",
        "a",
        "sup",
        "code",
        "br",
    ]
)
_OPEN_CLASSES = frozenset({"", "status"}).union(*(allowed.CLASSES[tag] for tag in ("div", "sup", "td")))
_DEEPEST = 12
"""Each box around a text makes its column narrower."""
_NUMBER = re.compile(r"\[\d+\]")
_PREFIX = "polyclinic-"


def html_faults(text: str, page: Page) -> Iterator[str]:
    """What is wrong with a whole page."""
    yield from start_faults(text)
    try:
        root = read_markup(text[len(DOCTYPE) :] if text.startswith(DOCTYPE) else text)
    except MarkupError as error:
        yield error.what
        return
    language = {"lang": page.language.tag, "dir": page.language.direction}
    if [node.attributes for node in root.elements] != [language]:
        yield f"it is not marked as {page.language.tag}, {page.language.direction}"
    yield from element_faults(root, page.practice is not None)
    sheets = [["../style.css"], ["../style.css", "../clinic.css"]]
    yield from head_faults(root, sheets if page.practice is not None else sheets[:1])
    parts = [node.tag for node in root.elements[0].elements[-1].elements] if root.elements[0].elements else []
    if parts != ["a", "header", "main", *(["section"] if page.practice is not None else []), "footer"]:
        yield "its body is not the frame of a page: a link to the article, a header, the article, a footer"
    yield from _article_faults(root, page, ["main", "body", "html"])


def fragment_faults(text: str, page: Page) -> Iterator[str]:
    """What is wrong with an article without a head, for another page to hold."""
    try:
        root = read_markup(text)
    except MarkupError as error:
        yield error.what
        return
    top = root.elements[0]
    wanted = {"class": "polyclinic", "lang": page.language.tag, "dir": page.language.direction}
    if top.tag != "div" or top.attributes != wanted:
        yield "it is not one <div> of the class polyclinic, marked with its language and direction"
        return
    for node in top.walk():
        yield from _take_prefix(node)
    yield from element_faults(top, page.practice is not None)
    # What stands in the page's <main> stands in the fragment's <div>.
    top.tag, top.attributes = "main", {"id": "article"}
    yield from _article_faults(root, page, ["main"])


def _take_prefix(node: Element) -> Iterator[str]:
    """Take the fragment's prefix from classes, ids and links within, so that it reads as the page that it was made of."""
    for name in ("class", "id", "aria-labelledby", "href"):
        value = node.attributes.get(name)
        if value is None or (name == "href" and not value.startswith("#")):
            continue
        mark = "#" if name == "href" else ""
        if not value.startswith(f"{mark}{_PREFIX}"):
            yield f"<{node.tag} {name}={value[:40]!r}> lacks the prefix {_PREFIX}: it could meet another page's styles"
        node.attributes[name] = mark + value[len(mark) :].replace(_PREFIX, "", 1)


def _article_faults(root: Element, page: Page, roof: "list[str]") -> Iterator[str]:
    mains = [node for node in root.walk() if node.tag == "main"]
    if len(mains) != 1 or [node.tag for node in mains[0].chain()] != roof or mains[0].attributes != {"id": "article"}:
        yield "it has not one article"
        return
    yield from _disclaimer_faults(root, mains[0], page)
    yield from _notice_faults(root, mains[0], page)
    yield from _protected_faults(mains[0], page)
    yield from practice_faults(root, page.practice)


def _disclaimer_faults(root: Element, main: Element, page: Page) -> Iterator[str]:
    """There is one disclaimer, the last of the article, a plain section, and it says each duty word for word."""
    wanted = page.disclaimer
    found = [node for node in root.walk() if "disclaimer" in (node.attributes.get("id"), node.attributes.get("class"))]
    if len(found) != 1:
        yield f"{len(found)} disclaimers, not one"
    for block in found:
        last = [node for node in main.children if isinstance(node, Element) or node.strip()]
        after = last[last.index(block) + 1 :] if block in last else last
        if block.tag != "section" or block.parent is not main or any(not is_practice(node) for node in after):
            yield "the disclaimer is not a plain section at the end of the article"
        if block.attributes != {"id": "disclaimer", "class": "disclaimer"}:
            yield "the disclaimer is marked as something else besides"
        spans = [node for node in block.walk() if node.tag == "span"]
        said = [collapsed(span.text) for span in spans]
        missing = [duty.name for duty in wanted.duties if collapsed(duty.text) not in said]
        if missing:
            yield f"the disclaimer lacks {', '.join(missing)}"
        yield from _wording_faults(block, spans, page)
    titles = [node for node in root.walk() if re.fullmatch("h[1-6]", node.tag) and _bare(node.text) == _bare(wanted.title)]
    if any(node.parent not in found and not _in_notice(node) for node in titles):
        yield "another heading bears the disclaimer's title, as if it were the disclaimer"


def _wording_faults(block: Element, spans: "list[Element]", page: Page) -> Iterator[str]:
    wanted = page.disclaimer
    outline = [node.tag for node in block.elements]
    named = [(span.attributes, collapsed(span.text)) for span in spans]
    duties = [({"data-duty": duty.name}, collapsed(duty.text)) for duty in wanted.duties]
    plain = all(node.tag == "span" or not node.attributes for node in block.walk())
    inner = all(node.tag in ("h2", "p", "span") for node in block.walk()) and all(not span.elements for span in spans)
    direct = "".join(piece for node in (block, *block.elements[1:]) for piece in node.children if isinstance(piece, str))
    shapes = [[collapsed(duty.text) for duty in paragraph] for paragraph in wanted.paragraphs]
    found = [[collapsed(span.text) for span in node.elements] for node in block.elements[1:]]
    title = block.elements[0].text if block.elements else ""
    exact = outline == ["h2", *("p" for _ in shapes)] and title == collapsed(wanted.title) and found == shapes
    if not (exact and named == duties and plain and inner and not direct.strip(" \n")):
        yield "the disclaimer is not, word for word, that of the bundle's records"


def _notice_faults(root: Element, main: Element, page: Page) -> Iterator[str]:
    """One notice under the disclaimer's title leads to it."""
    notices = [node for node in root.walk() if node.tag == "aside" or node.attributes.get("class") == "short-disclaimer"]
    whole = (
        len(notices) == 1
        and notices[0].parent is main
        and notices[0].attributes == {"class": "short-disclaimer", "aria-labelledby": "short-disclaimer"}
        and [(node.tag, *node.attributes.values()) for node in notices[0].walk()]
        == [("h2", "short-disclaimer"), ("p",), ("a", "#disclaimer")]
        and notices[0].elements[0].text == collapsed(page.disclaimer.title)
    )
    if not whole:
        yield "there is not one notice at the top of the article that leads to the disclaimer"


def _protected_faults(main: Element, page: Page) -> Iterator[str]:
    """Each protected text is a block of its own in the open, as often as it must be."""
    found = Counter(_own_text(node) for node in main.walk() if node.tag in _BLOCKS and _in_the_open(node, main))
    wanted = Counter(map(collapsed, page.protected))
    for text, times in wanted.items():
        if found[text] < times:
            yield f"a protected text is not there, or not in the open: {text[:60]!r}"


def _own_text(node: Element) -> str:
    """A block's text without that of the blocks in it."""

    def pieces(one: Element) -> Iterator[str]:
        for child in one.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in _BLOCKS:
                yield from pieces(child)

    return collapsed("".join(pieces(node)))


def _in_the_open(node: Element, main: Element) -> bool:
    """Whether all around a block, up to the article, and all inside it is known to leave it seen, in the page's language."""
    around = list(node.chain())
    around = around[: around.index(main)]
    every = [*around, *node.walk()]
    return len(around) <= _DEEPEST and all(
        one.tag in _OPEN
        and not {"lang", "dir"} & set(one.attributes)
        and one.attributes.get("class", "") in _OPEN_CLASSES
        and (one.tag != "sup" or _NUMBER.fullmatch(one.text))
        for one in every
    )


def _in_notice(node: Element) -> bool:
    return node.parent is not None and node.parent.attributes.get("class") == "short-disclaimer"


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if sign.isalpha())
