"""The gate: no page without its medical disclaimer. This is the file that an auditor reads.

What enters is a finished page, as it would be written to disk, and the texts that it must carry. What leaves are
refusals; a locale with one refusal is not published at all. The gate has no switch: no option, setting or environment
variable reaches this module. It does not import `render`: it reads pages as a browser does (HTML5 parsing) or as a reader
does (text), and believes nothing that the rest of the pipeline says about them.

Rules, in the order in which they are checked:

  disclaimer-untranslated   each duty and protected text has a translation of its own: present, current, not fuzzy, not
                            blank, not the English
  disclaimer-count          the page holds exactly one element that is the disclaimer
  disclaimer-hidden         it stands in the open: only plain elements with plain attributes around and inside it
  disclaimer-language       the page, and so the disclaimer, is marked with the locale's language and direction
  disclaimer-duties         it holds every duty in order, word for word, and not one word more
  protected-missing         each protected text stands, in the open, in the page's main part
  text-disclaimer           the text edition holds the same paragraphs, each as a paragraph of its own, once, in order
  text-protected            the text edition holds each protected text
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.page import Demand, Demands, Page

# An allow-list: what is not known to be visible is taken to be hidden.
_OPEN_ELEMENTS = frozenset(
    {"html", "body", "main", "section", "div", "h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "ul", "ol", "li", "table"}
    | {"thead", "tbody", "tr", "th", "td", "blockquote", "strong", "em", "a", "sup", "code"}
)
_OPEN_ATTRIBUTES = frozenset({"id", "class", "lang", "dir", "href", "start", "data-duty", "aria-labelledby"})
# All of Unicode's category Cf: characters that show nothing. A test holds this list against Python's own data.
_FORMAT_CHARACTERS = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
_FORMAT = re.compile(f"[{_FORMAT_CHARACTERS}]+")


def refusals(page: Page, demands: Demands) -> tuple[Finding, ...]:
    """Why the page must not be published; empty if it may be.

    Law: taking any duty out of a page that passes, in any format, makes it fail.
    """
    # A text that is not translated is missing from the page as well: its translator is told the cause, not each effect.
    return tuple(_untranslated(page, demands)) or (
        *(_refuse_html(page, page.html, demands) if page.html is not None else ()),
        *(_refuse_text(page, page.text, demands) if page.text is not None else ()),
    )


def _untranslated(page: Page, demands: Demands) -> Iterator[Finding]:
    """Refusals that the catalogs alone decide."""
    if demands.source_locale:
        return
    duties = [demand for paragraph in demands.disclaimer for demand in paragraph]
    for demand in (*duties, *demands.protected):
        fault = _translation_fault(demand)
        if fault:
            remedy = f"translate it anew in {demand.place.path}, then remove the fuzzy mark if there is one"
            yield _refusal(page, "disclaimer-untranslated", demand.place, f"{demand.name} {fault}", remedy)


def _translation_fault(demand: Demand) -> str:
    message = demand.message
    if message is None:
        return "is missing from the catalog"
    if message.obsolete:
        return "is obsolete"
    if not all(_visible(text) for text in message.msgstr):
        return "is not translated"
    if message.fuzzy:
        return "is fuzzy: its English has changed, or a translator is unsure"
    if _visible(message.msgstr[0]).casefold() == _visible(demand.source).casefold():
        return "is still in English"
    return ""


def _refuse_html(page: Page, html: str, demands: Demands) -> Iterator[Finding]:
    tree = LexborHTMLParser(html)
    place = Place(f"{page.locale.name}/{page.slug}.html")
    remedy = "mend the template or the style; the disclaimer is the last section of <main>"
    marks = tree.root.attributes if tree.root is not None else {}
    if (marks.get("lang"), marks.get("dir")) != (page.locale.tag, page.locale.direction):
        yield _refusal(page, "disclaimer-language", place, "the page is not marked with its language", remedy)
    elsewhere = tree.css("#disclaimer [lang], #disclaimer [dir], #disclaimer[lang], #disclaimer[dir]")
    if elsewhere:
        yield _refusal(page, "disclaimer-language", place, "the disclaimer is marked as another language", remedy)
    # A selector list may name the same node twice.
    found = list({node.mem_id: node for node in tree.css('[id="disclaimer"], .disclaimer')}.values())
    if len(found) != 1:
        yield _refusal(page, "disclaimer-count", place, f"{len(found)} disclaimers, not one", remedy)
        return
    block = found[0]
    hidden = _hidden_by(block) or next(filter(None, map(_closed, block.css("*"))), "")
    if hidden:
        yield _refusal(page, "disclaimer-hidden", place, f"the disclaimer is not in the open: {hidden}", remedy)
    yield from _refuse_duties(page, place, block, demands)
    main = _visible_main(tree)
    for demand in demands.protected:
        if _letters(demand.text) not in main:
            problem = f"{demand.name} of {demand.place} is not on the page: {demand.text[:60]!r}"
            yield _refusal(page, "protected-missing", place, problem, "mend the template or the style")


def _refuse_duties(page: Page, place: Place, block: LexborNode, demands: Demands) -> Iterator[Finding]:
    wanted = [demand for paragraph in demands.disclaimer for demand in paragraph]
    shown = [_visible(node.text(deep=True)) for node in block.css("[data-duty]")]
    if shown != [_visible(demand.text) for demand in wanted]:
        missing = [demand.name for demand in wanted if _visible(demand.text) not in shown]
        what = f"without {', '.join(missing)}" if missing else "with its duties in another order or doubled"
        yield _refusal(page, "disclaimer-duties", place, f"the disclaimer is {what}", "build again from the catalogs")
    paragraphs = [_visible(node.text(deep=True)) for node in block.css("p")]
    others = {node.tag for node in block.css("*")} - {"section", "h2", "p", "span"}
    if paragraphs != _paragraphs(demands) or others:
        problem = "the disclaimer's paragraphs are not those of the catalog"
        yield _refusal(page, "disclaimer-duties", place, problem, "nothing may be added to it")


def _refuse_text(page: Page, text: str, demands: Demands) -> Iterator[Finding]:
    place = Place(f"{page.locale.name}/{page.slug}.txt")
    paragraphs = [_letters(paragraph) for paragraph in re.split(r"\n[ \t]*\n", text)]
    wanted = [_letters(paragraph) for paragraph in _paragraphs(demands)]
    at = paragraphs.index(wanted[0]) if wanted[0] in paragraphs else -1
    if paragraphs[at : at + len(wanted)] != wanted or any(paragraphs.count(one) != 1 for one in wanted):
        problem = "the text edition does not carry the complete disclaimer once, in paragraphs of its own"
        yield _refusal(page, "text-disclaimer", place, problem, "mend render/text.py")
    everything = "".join(paragraphs)
    for demand in demands.protected:
        if _letters(demand.text) not in everything:
            problem = f"{demand.name} of {demand.place} is not in the text edition: {demand.text[:60]!r}"
            yield _refusal(page, "text-protected", place, problem, "mend render/text.py")


def _paragraphs(demands: Demands) -> list[str]:
    return [_visible(demands.sentence_separator.join(demand.text for demand in paragraph)) for paragraph in demands.disclaimer]


def _hidden_by(node: LexborNode) -> str:
    """The first thing around the node that is not known to leave it visible."""
    current: LexborNode | None = node
    names = []
    while current is not None and current.tag != "-document":
        names.append(current.tag)
        fault = _closed(current)
        if fault:
            return fault
        current = current.parent
    return "" if "main" in names else "outside <main>"


def _closed(node: LexborNode) -> str:
    if node.tag not in _OPEN_ELEMENTS:
        return f"<{node.tag}>"
    unknown = set(node.attributes) - _OPEN_ATTRIBUTES
    return f"<{node.tag} {min(unknown)}>" if unknown else ""


def _visible_main(tree: LexborHTMLParser) -> str:
    """The letters of <main> in order, less whatever may be hidden; takes that out of the tree."""
    main = tree.css_first("main")
    if main is None or _hidden_by(main):
        return ""
    for node in filter(_closed, main.css("*")):
        node.decompose()
    return _letters(main.text(deep=True))


def _visible(text: str) -> str:
    """The text without format characters, with each run of white space as one space."""
    shown = " ".join(text.split())
    # What is not printable is a format or control character: only then is it worth looking for the former.
    return shown if shown.isprintable() else " ".join(_FORMAT.sub("", text).split())


def _letters(text: str) -> str:
    """The text without any white space or format character: a wrapped line is the same text."""
    shown = "".join(text.split())
    return shown if shown.isprintable() else _FORMAT.sub("", shown)


def _refusal(page: Page, rule: str, place: Place, problem: str, remedy: str) -> Finding:
    return Finding(Severity.REFUSAL, rule, page.locale.name, place, problem, remedy)
