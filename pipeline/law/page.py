"""The gate's rules on a page around its disclaimer: what it is made of, its protected texts, its review, and nothing else."""

import re
from collections import Counter
from collections.abc import Callable

from pipeline.law.document import asides, boxes_of, collapsed, document_faults, targets
from pipeline.law.seen import Faults, Seen
from pipeline.model.page import letters

_MOST_REPEATED = 3
"""The site's texts, a table's cells and headings stand on a page twice; all of it three times is a flood."""
_GAP = re.compile(r"<(?:br[^>]*>\s*<br|hr[^>]*>\s*<hr[^>]*>\s*<hr|div[^>]*>\s*</div>\s*<div[^>]*>\s*</div>)")
_ON_THE_SITE = re.compile(r"(\.\./[A-Za-z_-]+/|\.\./)?[a-z0-9-]+\.(html|txt)")


def page_elements(seen: Seen) -> Faults:
    """The page is HTML5 in UTF-8, of elements and attributes known to hide nothing, with the site's style sheet alone."""
    yield from ((None, fault) for fault in document_faults(seen.html))


def protected_missing(seen: Seen) -> Faults:
    """Each protected text stands in its box, in the open, in the page's language, a block of its own, as often as it must."""
    found = Counter((block.text, block.box) for block in seen.blocks if block.seen)
    wanted = Counter((collapsed(demand.text), demand.box) for demand in seen.demands.protected)
    for demand in seen.demands.protected:
        place = collapsed(demand.text), demand.box
        if found[place] < wanted[place]:
            yield demand.place, f"{demand.name} is not on the page, or not in the open: {demand.text[:60]!r}"


def page_boxes(seen: Seen) -> Faults:
    """Cautions, emergencies and notes stand in boxes that say which they are, as many and in the order of the article."""
    if list(seen.demands.boxes) != boxes_of(seen.tree):
        yield None, "its boxes for cautions, emergencies and notes are not those of the article, or lack their labels"


def page_review(seen: Seen) -> Faults:
    """The page says of its review what is true of it: who looked at it and when, or that nobody has."""
    said = {block.text for block in seen.blocks if block.seen}
    for sentence in seen.demands.status:
        if sentence not in said:
            yield None, f"it does not say: {sentence!r}"


def page_strange(seen: Seen) -> Faults:
    """The page says nothing but texts of the article, the catalogs and the site: no sentence that contradicts them."""
    said = {letters(text): text for text in (*asides(seen.html), *(block.text for block in seen.blocks))}
    for text in sorted(said.keys() - seen.demands.known - {""}):
        yield None, f"a text that no source and no catalog holds: {said[text][:60]!r}"
    length = sum(len(block.text) for block in seen.blocks)
    most = _MOST_REPEATED * sum(map(len, seen.demands.known))
    if length > most or _GAP.search(seen.html) or len(seen.blocks) > _MOST_REPEATED * len(seen.demands.known):
        yield None, "it says its texts again and again, or leaves a gap, so that nobody reaches the end"


def page_links(seen: Seen) -> Faults:
    """Each link leads to a place on this page, to a page of the site, or where a link of the article leads."""
    places = Counter(f"#{node.attributes.get('id')}" for node in seen.tree.css("[id]"))
    for target in dict.fromkeys(targets(seen.html)):
        if not (places[target] == 1 or _ON_THE_SITE.fullmatch(target) or target in seen.demands.addresses):
            yield None, f"a link that the article does not have: {target[:60]!r}"
    for link in seen.tree.css('link[rel="canonical"]'):
        if not (link.attributes.get("href") or "").endswith(f"/{seen.page.locale.name}/{seen.page.slug}.html"):
            yield None, "its canonical address is that of another page"


RULES_ON_PAGES: tuple[Callable[[Seen], Faults], ...] = (
    page_elements,
    protected_missing,
    page_boxes,
    page_review,
    page_strange,
    page_links,
)
