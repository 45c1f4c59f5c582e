"""The gate: no page without its medical disclaimer. This is the file that an auditor reads.

What enters is a finished page, as it would be written to disk, and the texts that it must carry. What leaves is a proof: which
rules held, and the refusals of those that did not; a locale with one refusal is not published at all. The gate has no switch:
no option, setting or environment variable reaches this module. It does not import `render`: it reads pages as a browser does
(HTML5 parsing) or as a reader does (text), and believes nothing that the rest of the pipeline says about them.

A rule is a function: its name is its id, its docstring is the law. First the rules on the texts are asked (`law/texts.py`),
then those on the HTML (`law/document.py` says of what it may be made), then those on the text edition. A text that is refused
is missing from the page as well, so its page is not asked: a translator is told the cause, not each effect.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from itertools import chain

from pipeline.law.document import chain_of, shown
from pipeline.law.edition import RULES_ON_EDITIONS
from pipeline.law.fragment import fragment_same
from pipeline.law.page import RULES_ON_PAGES
from pipeline.law.practice import practice_parts, text_practice
from pipeline.law.seen import Faults, Seen
from pipeline.law.texts import TEXT_RULES, disclaimer_subject
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.page import Demands, Page, Proof, bare, letters

STYLE_SHEET = "4a6548640c090643f2fe27d07c677ce83375fbbade885b739e48f739c8c127f9"
"""The SHA-256 of the style sheet of all pages, which hides nothing: tests/site/test_visible.py proves it in a real browser."""

_DISCLAIMER_PARTS = frozenset({("h2",), ("p",), ("span", "data-duty")})
_REMEDY = "build again; if it stays, mend the template or the style"


def refusals(page: Page, demands: Demands) -> tuple[Finding, ...]:
    """Why the page must not be published; empty if it may be.

    Law: taking any duty out of a page that passes, in any format, makes it fail.
    """
    return judge(page, demands).refusals


def judge(page: Page, demands: Demands) -> Proof:
    """What the gate finds on a page: each rule that was asked, whether it held, and a refusal for each fault."""
    path, seen = f"{page.locale.name}/{page.slug}", Seen(page, demands)
    # A fragment is judged with its page: where it has none, an empty one is refused for it.
    html = page.html or "" if page.fragment is not None else page.html
    files = {".html": html, ".txt": page.text, ".fragment.html": page.fragment}

    def ask(rule: Callable[..., Faults], remedy: str, file: str, faults: Faults) -> tuple[str, list[Finding]]:
        name, locale = rule.__name__.replace("_", "-"), page.locale.name
        return name, [Finding(Severity.REFUSAL, name, locale, place or Place(file), said, remedy) for place, said in faults]

    asked = [ask(rule, remedy, path, rule(page.locale, demands)) for rule, remedy in TEXT_RULES.items()]
    if not any(found for _, found in asked):
        for suffix, rules in RULES.items():
            asked += [ask(rule, _REMEDY, path + suffix, rule(seen)) for rule in rules if files[suffix] is not None]
    refused = tuple(chain.from_iterable(found for _, found in asked))
    return Proof(
        path,
        tuple((name, not found) for name, found in asked),
        refused,
        {path + suffix: sha256(content.encode()).hexdigest() for suffix, content in files.items() if content is not None},
        None if refused else disclaimer_subject(page.locale, demands),
    )


def disclaimer_language(seen: Seen) -> Faults:
    """The page, and so the disclaimer, is marked with the locale's language and direction."""
    marks = [(node.attributes.get("lang"), node.attributes.get("dir")) for node in seen.tree.css("html")]
    if marks != [(seen.page.locale.tag, seen.page.locale.direction)]:
        yield None, "the page is not marked with its language and direction"


def disclaimer_count(seen: Seen) -> Faults:
    """The page holds exactly one element that is the disclaimer; only its heading, and its notice's, bears its title."""
    if len(seen.disclaimers) != 1:
        yield None, f"{len(seen.disclaimers)} disclaimers, not one"
    headings = seen.tree.css(":is(h1, h2, h3, h4, h5, h6):not(#disclaimer > *, .short-disclaimer > *)")
    if any(bare(shown(heading)) == bare(seen.demands.title.text) for heading in headings):
        yield None, "another heading bears the disclaimer's title, as if it were the disclaimer"


def disclaimer_hidden(seen: Seen) -> Faults:
    """The disclaimer stands in the open: a plain section, the last of <main>, which stands in <body> and in nothing else."""
    for block in seen.disclaimers:
        around = [node.tag for node in chain_of(block)]
        if around != ["section", "main", "body", "html"]:
            yield None, f"the disclaimer is not in the open: {' in '.join(map(str, around))}"
        marks = [node.attributes for node in chain_of(block)][:2]
        if marks != [{"id": "disclaimer", "class": "disclaimer"}, {"id": "article"}] or seen.tree.css("#disclaimer ~ *"):
            yield None, "the disclaimer is not a plain section at the end of <main>"


def disclaimer_duties(seen: Seen) -> Faults:
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


def disclaimer_announced(seen: Seen) -> Faults:
    """At the top of <main> a notice under the disclaimer's title leads to it, and nothing else is marked as that notice."""
    for notice in seen.tree.css("aside, .short-disclaimer"):
        parts = [(node.tag, *node.attributes.values()) for node in notice.css("*") if node.mem_id != notice.mem_id]
        titles = [shown(node) for node in notice.css("h2")]
        if parts != [("h2", "short-disclaimer"), ("p",), ("a", "#disclaimer")] or titles != [seen.demands.title.text]:
            yield None, "the notice at the top of the page does not lead to the disclaimer"
    if len(seen.tree.css("main#article > aside.short-disclaimer")) != 1:
        yield None, "there is not one notice at the top of the page that leads to the disclaimer"


RULES: Mapping[str, tuple[Callable[[Seen], Faults], ...]] = {
    ".html": (
        disclaimer_language,
        disclaimer_count,
        disclaimer_hidden,
        disclaimer_duties,
        disclaimer_announced,
        *RULES_ON_PAGES,
        practice_parts,
        fragment_same,
    ),
    ".txt": (*RULES_ON_EDITIONS, text_practice),
}
"""The rules on each of a page's files, in the order in which they are asked."""
