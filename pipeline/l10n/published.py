"""A published page beside the texts that it must still carry: what is missing, hidden, changed, doubled or added.

The page's own HTML is asked, word for word; what style sheets and scripts make of it, a browser is asked afterwards.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from pipeline.model.published import Expected, Passage, PublishedPage, folded

Faults = Iterator[tuple[str, str]]
"""Rule and problem."""

_ALIKE = 0.6
"""From this likeness on, a text of the page is shown as what became of the one that is missing."""
_MOST_SENTENCES = 2_000


class Text:
    """Runs of a page, one after another, without white space, and where each began."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = [one for one in passages if one.text.strip()]
        pieces = [folded(one.text) for one in self.passages]
        self.letters = "".join(pieces)
        self.ends = list(accumulate(map(len, pieces)))

    def passage(self, at: int) -> Passage:
        """The run that a letter stands in."""
        return self.passages[bisect_right(self.ends, at)]

    def found(self, letters: str) -> list[int]:
        """Where these letters begin, each time."""
        return [one.start() for one in re.finditer(re.escape(letters), self.letters)] if letters else []


def disclaimer_faults(expected: Expected, page: PublishedPage) -> Faults:
    """What is wrong with the disclaimer: each duty and the title, word for word, in order, once, with nothing in between."""
    seen, everything = Text([one for one in page.passages if not one.hidden]), Text(page.passages)
    begins: list[tuple[str, int, int]] = []
    for name, text in expected.duties:
        letters = folded(text)
        places = seen.found(letters)
        if not places:
            yield _missing(f'duty "{name}"', text, everything, page)
        elif len(places) > 1:
            yield "twice", f'duty "{name}" stands on the page {len(places)} times, not once'
        else:
            begins.append((f'duty "{name}"', places[0], places[0] + len(letters)))
    names = [f'duty "{name}"' for name, _ in expected.duties]
    yield from _order_faults(begins)
    if begins:
        yield from _title_faults(expected, seen, min(begins, key=lambda one: one[1]), begins[0][0] == names[0])
    yield from _between(seen, begins, names)
    if begins and begins[-1][0] == names[-1]:
        yield from _after(seen, begins[-1])


def _order_faults(begins: Sequence[tuple[str, int, int]]) -> Faults:
    for (first, at, _), (second, then, _) in pairwise(begins):
        if then < at:
            yield "order", f"{second} stands before {first}"


def _title_faults(expected: Expected, seen: Text, first: tuple[str, int, int], whole: bool) -> Faults:
    letters = folded(expected.title)
    places = [at for at in seen.found(letters) if at + len(letters) <= first[1]]
    if not places:
        yield "missing", f"the disclaimer's title “{expected.title}” does not stand above it"
    elif whole and places[-1] + len(letters) != first[1]:
        between = seen.letters[places[-1] + len(letters) : first[1]]
        yield "added", f"between the disclaimer's title and {first[0]} stands what is no part of it: “{between[:60]}”"


def _between(seen: Text, begins: Sequence[tuple[str, int, int]], names: Sequence[str]) -> Faults:
    """What stands between two duties that follow each other; where one is missing, its remains would be told twice."""
    for (first, at, end), (second, then, _) in pairwise(begins):
        if names.index(second) == names.index(first) + 1 and then > end and then > at:
            yield "added", f"between {first} and {second} stands what is no part of it: “{seen.letters[end:then][:60]}”"


def _after(seen: Text, last: tuple[str, int, int]) -> Faults:
    """What follows the last duty in the same paragraph."""
    name, _, end = last
    block, at = seen.passage(end - 1).block, end
    while at < len(seen.letters) and seen.passage(at).block == block:
        at += 1
    if at > end:
        yield "added", f"in the paragraph of {name} follows what is no part of it: “{seen.letters[end:at][:60]}”"


def caution_faults(expected: Expected, page: PublishedPage) -> Faults:
    """Which protected texts are missing, hidden or changed; each must stand on the page once at least."""
    seen, everything = Text([one for one in page.passages if not one.hidden]), Text(page.passages)
    for text in expected.protected:
        if not seen.found(folded(text)):
            yield _missing(f"the protected text “{_short(text)}”", text, everything, page)


def page_notes(expected: Expected, page: PublishedPage) -> Faults:
    """What a person should know: the language that the page claims for the disclaimer, and where it sends its reader."""
    seen = Text([one for one in page.passages if not one.hidden])
    places = [at for _, text in expected.duties for at in seen.found(folded(text))[:1]]
    claimed = (seen.passage(places[0]).language if places else "") or page.language
    if claimed and _language(claimed) != _language(expected.tag):
        yield (
            "language",
            f"it is marked as “{claimed}”, its disclaimer is in “{expected.tag}”: browsers may offer to translate it",
        )
    if page.leads_to:
        yield "leads-on", f"it sends its reader on to {page.leads_to}"


def _missing(what: str, text: str, everything: Text, page: PublishedPage) -> tuple[str, str]:
    """Why a text is not among those that are seen: it is hidden, it was changed, or it is not there."""
    for at in everything.found(folded(text)):
        if everything.passage(at).hidden:
            return "hidden", f"{what} cannot be seen: {everything.passage(at).hidden}"
    if everything.found(folded(text)):
        return "hidden", f"{what} cannot be seen whole: a part of it is hidden"
    nearest = _nearest(text, everything)
    if nearest:
        return "changed", f"{what} was changed: the page says “{nearest}”"
    frames = f"; the page shows others in itself: check {', '.join(page.frames[:3])}" if page.frames else ""
    return "missing", f"{what} is not on the page{frames}"


def _nearest(text: str, everything: Text) -> str:
    """The sentence of the page that is most like a text, if any is like it."""
    sentences = [
        sentence
        for paragraph in _paragraphs(everything)
        for sentence in (paragraph, *re.findall(r"[^.!?。！？।؟]+[.!?。！？।؟]*", paragraph))
        if 0.4 * len(text) <= len(sentence) <= 2 * len(text)
    ]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    best, likeness = "", _ALIKE
    for sentence in dict.fromkeys(sentences[:_MOST_SENTENCES]):
        matcher.set_seq1(sentence)
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
            found = matcher.ratio()
            if found > likeness:
                best, likeness = sentence, found
    return " ".join(best.split())


def _paragraphs(everything: Text) -> Iterator[str]:
    paragraph, block = "", -1
    for one in everything.passages:
        if one.block != block:
            yield paragraph
            paragraph, block = "", one.block
        paragraph += one.text if not one.hidden else ""
    yield paragraph


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _language(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()
