"""The gate: no page without its medical disclaimer. This is the file that an auditor reads.

What enters is a finished page, as it would be written to disk, and the texts that it must carry. What leaves is a proof: which
rules held, and the refusals of those that did not; a locale with one refusal is not published at all. The gate has no switch:
no option, setting or environment variable reaches this module. It does not import `render`: it reads pages as a browser does
(HTML5 parsing) or as a reader does (text), and believes nothing that the rest of the pipeline says about them.

A rule is a function: its name is its id, its docstring is the law. First the rules on the texts are asked (`gate_texts.py`),
then those on the HTML (`gate_document.py` says of what it may be made), then those on the text edition. A text that is refused
is missing from the page as well, so its page is not asked: a translator is told the cause, not each effect.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.gate_document import CONTROLS, asides, blocks, chain_of, collapsed, document_faults, shown, targets
from pipeline.gate_edition import paragraphs_of, reads, strange_pieces, unnumbered
from pipeline.gate_texts import TEXT_RULES, disclaimer_subject
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.page import Demands, Page, Proof, letters

STYLE_SHEET = "e706ff656ef7199d4fab9a0639f64f2893c5090333aa2cce5197c619544575db"
"""The SHA-256 of the style sheet of all pages, which hides nothing: tests/site/test_visible.py proves it in a real browser."""

_DISCLAIMER_PARTS = frozenset({("h2",), ("p",), ("span", "data-duty")})
_LONGEST_LINE = 100
_ADDRESS = re.compile(r"^\[\d+\] [a-z]+:\S+$", re.MULTILINE)
_MOST_REPEATED = 3
"""The site's texts, a table's cells and headings stand on a page twice; all of it three times is a flood."""
_GAP = re.compile(r"(<br[^>]*>\s*){2}|(<hr[^>]*>\s*){3}|(<div[^>]*>\s*</div>\s*){2}")
_ON_THE_SITE = re.compile(r"(\.\./[A-Za-z_-]+/|\.\./)?[a-z0-9-]+\.(html|txt)")
_REMEDY = "build again; if it stays, mend the template or the style"


@dataclass
class _Seen:
    """A page, what is demanded of it, and how it looks to a browser and a reader."""

    page: Page
    demands: Demands

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.page.html or "")

    @cached_property
    def disclaimers(self) -> list[LexborNode]:
        # A selector list may name the same node twice.
        return list({node.mem_id: node for node in self.tree.css('[id="disclaimer"], .disclaimer')}.values())

    @cached_property
    def paragraphs(self) -> list[str]:
        """The disclaimer's paragraphs, as they must be shown."""
        separator = self.page.locale.sentence_separator
        return [separator.join(demand.text for demand in paragraph) for paragraph in self.demands.disclaimer]

    @cached_property
    def blocks(self) -> Sequence[tuple[str, bool]]:
        """Each block of text, and whether it is certain to be seen."""
        return blocks(self.page.html or "")


Faults = Iterator[tuple[Place | None, str]]
"""Where, if not in the page's own file, and what."""


def refusals(page: Page, demands: Demands) -> tuple[Finding, ...]:
    """Why the page must not be published; empty if it may be.

    Law: taking any duty out of a page that passes, in any format, makes it fail.
    """
    return judge(page, demands).refusals


def judge(page: Page, demands: Demands) -> Proof:
    """What the gate finds on a page: each rule that was asked, whether it held, and a refusal for each fault."""
    path, seen = f"{page.locale.name}/{page.slug}", _Seen(page, demands)
    files = {f"{path}.html": page.html, f"{path}.txt": page.text}

    def ask(rule: Callable[..., Faults], remedy: str, file: str, faults: Faults) -> tuple[str, list[Finding]]:
        name, locale = rule.__name__.replace("_", "-"), page.locale.name
        return name, [Finding(Severity.REFUSAL, name, locale, place or Place(file), said, remedy) for place, said in faults]

    asked = [ask(rule, remedy, path, rule(page.locale, demands)) for rule, remedy in TEXT_RULES.items()]
    if not any(found for _, found in asked):
        for (file, content), rules in zip(files.items(), PAGE_RULES, strict=True):
            asked += [ask(rule, _REMEDY, file, rule(seen)) for rule in rules if content is not None]
    refused = tuple(chain.from_iterable(found for _, found in asked))
    return Proof(
        path,
        tuple((name, not found) for name, found in asked),
        refused,
        {file: sha256(content.encode()).hexdigest() for file, content in files.items() if content is not None},
        None if refused else disclaimer_subject(page.locale, demands),
    )


def page_elements(seen: _Seen) -> Faults:
    """The page is HTML5 in UTF-8, of elements and attributes known to hide nothing, with the site's style sheet alone."""
    yield from ((None, fault) for fault in document_faults(seen.page.html or ""))


def disclaimer_language(seen: _Seen) -> Faults:
    """The page, and so the disclaimer, is marked with the locale's language and direction."""
    marks = seen.tree.root.attributes if seen.tree.root is not None else {}
    if (marks.get("lang"), marks.get("dir")) != (seen.page.locale.tag, seen.page.locale.direction):
        yield None, "the page is not marked with its language and direction"


def disclaimer_count(seen: _Seen) -> Faults:
    """The page holds exactly one element that is the disclaimer."""
    if len(seen.disclaimers) != 1:
        yield None, f"{len(seen.disclaimers)} disclaimers, not one"


def disclaimer_hidden(seen: _Seen) -> Faults:
    """The disclaimer stands in the open: a plain section, the last of <main>, which stands in <body> and in nothing else."""
    for block in seen.disclaimers:
        around = [node.tag for node in chain_of(block)]
        if around != ["section", "main", "body", "html"]:
            yield None, f"the disclaimer is not in the open: {' in '.join(map(str, around))}"
        marks = [node.attributes for node in chain_of(block)][:2]
        if marks != [{"id": "disclaimer", "class": "disclaimer"}, {"id": "article"}] or seen.tree.css("#disclaimer ~ *"):
            yield None, "the disclaimer is not a plain section at the end of <main>"


def disclaimer_duties(seen: _Seen) -> Faults:
    """It holds its title and every duty in order, word for word, in plain paragraphs, and not one word or element more."""
    title, duties = seen.demands.title.text, [demand.text for demand in seen.demands.duties]
    for block in seen.disclaimers:
        inside = [node for node in block.css("*") if node.mem_id != block.mem_id]
        spans = [shown(node) for node in inside if node.tag == "span"]
        names = [f'duty "{node.attributes.get("data-duty")}"' for node in inside if node.tag == "span"]
        missing = [demand.name for demand in seen.demands.duties if demand.text not in spans]
        if missing:
            yield None, f"the disclaimer lacks {', '.join(missing)}"
        parts = [shown(node) for node in block.iter()]
        outline = [node.tag for node in block.iter()] == ["h2", *("p" for _ in seen.paragraphs)]
        plain = all((node.tag, *node.attributes) in _DISCLAIMER_PARTS for node in inside)
        whole = letters(block.text(deep=True)) == letters("".join(parts))
        named = spans == duties and names == [demand.name for demand in seen.demands.duties]
        if parts != [title, *seen.paragraphs] or not (named and outline and plain and whole):
            yield None, "the disclaimer is not, word for word, that of the catalog"


def protected_missing(seen: _Seen) -> Faults:
    """Each protected text stands in <main>, in the open, in the page's language, as a block of its own, as often as it must."""
    found = Counter(text for text, in_the_open in seen.blocks if in_the_open)
    wanted = Counter(collapsed(demand.text) for demand in seen.demands.protected)
    for demand in seen.demands.protected:
        if found[collapsed(demand.text)] < wanted[collapsed(demand.text)]:
            yield demand.place, f"{demand.name} is not on the page, or not in the open: {demand.text[:60]!r}"


def page_review(seen: _Seen) -> Faults:
    """The page says of its review what is true of it: who looked at it and when, or that nobody has."""
    said = {text for text, in_the_open in seen.blocks if in_the_open}
    for sentence in seen.demands.status:
        if sentence not in said:
            yield None, f"it does not say: {sentence!r}"


def page_strange(seen: _Seen) -> Faults:
    """The page says nothing but texts of the article, the catalogs and the site: no sentence that contradicts them."""
    said = {letters(text): text for text in (*asides(seen.page.html or ""), *(text for text, _ in seen.blocks))}
    for text in sorted(said.keys() - seen.demands.known - {""}):
        yield None, f"a text that no source and no catalog holds: {said[text][:60]!r}"
    length = sum(len(text) for text, _ in seen.blocks)
    most = _MOST_REPEATED * sum(map(len, seen.demands.known))
    if length > most or _GAP.search(seen.page.html or "") or len(seen.blocks) > _MOST_REPEATED * len(seen.demands.known):
        yield None, "it says its texts again and again, or leaves a gap, so that nobody reaches the end"


def page_links(seen: _Seen) -> Faults:
    """Each link leads to a place on this page, to a page of the site, or where a link of the article leads."""
    html = seen.page.html or ""
    for target in dict.fromkeys(targets(html)):
        here = target.startswith("#") and len(seen.tree.css(f'[id="{target[1:]}"]')) == 1
        if not (here or _ON_THE_SITE.fullmatch(target) or target in seen.demands.addresses):
            yield None, f"a link that the article does not have: {target[:60]!r}"
    for link in seen.tree.css('link[rel="canonical"]'):
        if not (link.attributes.get("href") or "").endswith(f"/{seen.page.locale.name}/{seen.page.slug}.html"):
            yield None, "its canonical address is that of another page"


def text_form(seen: _Seen) -> Faults:
    """The text edition holds no control character and no gap that could part a reader from a text."""
    text = seen.page.text or ""
    if CONTROLS.search(text) or re.search(r"\t|\n\n\n|\n( *\n){5}|[^\S\n]{73}|\ufeff", text) or text[:1].isspace():
        yield None, "it holds control characters or gaps"


def text_disclaimer(seen: _Seen) -> Faults:
    """The text edition carries the disclaimer right below its title, once, each paragraph as one of its own, in short lines."""
    wanted = seen.paragraphs
    _, heading, *found = (*paragraphs_of(seen.page.text or ""), "", "")
    title, _, line = heading.rpartition("\n")
    whole = [reads(paragraph, text) for paragraph, text in zip(found, wanted, strict=False)] == [True for _ in wanted]
    if not (reads(title, seen.demands.title.text) and re.fullmatch("-+", line) and whole):
        yield None, "it does not carry the complete disclaimer below its title, in paragraphs of its own"
    if any(sum(letters(one) == letters(text) for one in found) != 1 for text in wanted):
        yield None, "it does not carry each paragraph of the disclaimer once"
    lines = "\n".join((heading, *found[: len(wanted)])).split("\n")
    if any(line.startswith(" ") or len(line) > _LONGEST_LINE for line in lines):
        yield None, "a line of the disclaimer is indented, or too long to be seen"


def text_protected(seen: _Seen) -> Faults:
    """The text edition holds each protected text."""
    everything = unnumbered(letters(seen.page.text or ""))
    for demand in seen.demands.protected:
        if unnumbered(letters(demand.text)) not in everything:
            yield demand.place, f"{demand.name} is not in the text edition: {demand.text[:60]!r}"


def text_strange(seen: _Seen) -> Faults:
    """The text edition says nothing but texts of the article, the catalogs and the site."""
    for piece in strange_pieces(seen.page.text or "", seen.demands.known, seen.demands.addresses):
        yield None, f"a text that no source and no catalog holds: {piece[:60]!r}"


def text_letters(seen: _Seen) -> Faults:
    """It has the letters of its texts, no more and no fewer: no word is lost, and none is added."""
    found = Counter(_ADDRESS.sub("", seen.page.text or ""))
    wanted = Counter(chain.from_iterable(seen.demands.edition))
    for much, counted in (("too many", found - wanted), ("too few", wanted - found)):
        odd = "".join(sign for sign in counted if unicodedata.category(sign)[0] in "LM")
        if odd:
            yield None, f"it has {much} letters, among them {odd[:10]!r}: a word was added, or lost"


PAGE_RULES: tuple[tuple[Callable[[_Seen], Faults], ...], ...] = (
    (
        page_elements,
        disclaimer_language,
        disclaimer_count,
        disclaimer_hidden,
        disclaimer_duties,
        protected_missing,
        page_review,
        page_strange,
        page_links,
    ),
    (text_form, text_disclaimer, text_protected, text_strange, text_letters),
)
"""The rules on the HTML, and those on the text edition, in the order in which they are asked."""
