"""The gate over one text edition of a bundle: the disclaimer right below the title, complete, and the protected texts."""

import re
from collections.abc import Iterator

from pipeline.verify.contract import Page
from pipeline.verify.practice import practice_words

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\t]")
_GAPS = re.compile(r"\n\n\n|\n( *\n){5}|[^\S\n]{73}")
_LINKS = re.compile(r"\[\d+\]")
_ADDRESSES = re.compile(r"\(https:[^)]*\)")
"""Where a link of HTML leads, plain text writes out."""
_LONGEST_LINE = 100


def text_faults(text: str, page: Page) -> Iterator[str]:
    """What is wrong with a text edition; a wrapped line is the same text."""
    if _CONTROLS.search(text) or _GAPS.search(text) or text[:1].isspace() or not text.endswith("\n"):
        yield "it holds control characters or gaps, or was cut off"
    _, heading, *found = (*text[:-1].split("\n\n"), "", "")
    title, _, line = heading.rpartition("\n")
    if _letters(title) != _letters(page.disclaimer.title) or not re.fullmatch("-+", line):
        yield "the disclaimer's title does not stand right below the page's"
    read = [_letters(paragraph) for paragraph in found]
    everything = _letters(text)
    for number, paragraph in enumerate(page.disclaimer.paragraphs):
        wanted = _letters("".join(duty.text for duty in paragraph))
        if number >= len(read) or read[number] != wanted:
            missing = [duty.name for duty in paragraph if _letters(duty.text) not in everything]
            which = f": it lacks {', '.join(missing)}" if missing else ""
            yield f"the disclaimer below its title is not, word for word, that of the bundle's records{which}"
        elif read.count(wanted) != 1:
            yield "a paragraph of the disclaimer stands there twice"
    lines = [one for piece in (heading, *found[: len(page.disclaimer.paragraphs)]) for one in piece.split("\n")]
    if any(one.startswith(" ") or len(one) > _LONGEST_LINE for one in lines):
        yield "a line of the disclaimer is indented, or too long to be seen"
    unnumbered = _LINKS.sub("", everything)
    for protected in page.protected:
        if _LINKS.sub("", _letters(protected)) not in unnumbered:
            yield f"a protected text is not there: {protected[:60]!r}"
    for said in practice_words(page.practice):
        if _letters(said) not in _ADDRESSES.sub("", everything):
            yield f"the practice's words are not there: {said[:60]!r}"


def _letters(text: str) -> str:
    return "".join(text.split())
