"""`source/recalls.toml` → the recalls in it, each with the place of its entry."""

import re
from dataclasses import dataclass, replace

from pipeline.formats.markdown.letters import seen
from pipeline.formats.settings import read_table
from pipeline.model.errors import PipelineError, Place
from pipeline.model.recall import Recall

_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?recalls[\"']?[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Recalls:
    recalls: tuple[Recall, ...] = ()


def read_recalls(text: str, path: str) -> tuple[tuple[Place, Recall], ...]:
    """The recalls of a file in their order; raises PipelineError for an entry that recalls nothing, or what another recalls.

    Law: texts are equal if a reader sees the same, however they are wrapped, composed or marked up.
    """
    found = read_table(text, path, _Recalls).recalls
    lines = [text.count("\n", 0, heading.start()) + 1 for heading in _HEADING.finditer(text)]
    places = [Place(path, line) for line in lines] if len(lines) == len(found) else [Place(path)] * len(found)
    known: dict[tuple[str, str | None, str], int] = {}
    for number, (place, recall) in enumerate(zip(places, found, strict=True), start=1):
        problem = _problem(recall)
        key = recall.domain, recall.msgctxt, seen(recall.unsafe)
        if not problem and known.setdefault(key, number) != number:
            problem = f"recalls what entry {known[key]} recalls"
        if problem:
            remedy = "mend the entry, or remove it; README, “Recalling a text”, shows one"
            raise PipelineError(place, f"entry {number} ({recall.domain or 'no domain'}) {problem}", remedy)
    return tuple(zip(places, (replace(recall, until=recall.until.strip()) for recall in found), strict=True))


def _problem(recall: Recall) -> str:
    blank = [name for name in ("domain", "unsafe", "until", "reason", "by") if not getattr(recall, name).strip()]
    if blank:
        return f"says nothing in {', '.join(blank)}"
    if not seen(recall.unsafe):
        return "recalls a text that shows nothing"
    if recall.corrected is not None and not seen(recall.corrected):
        return "has a corrected text that shows nothing: leave it out where the text was removed"
    if recall.corrected is not None and seen(recall.corrected) == seen(recall.unsafe):
        return "has a corrected text that reads as the unsafe one"
    return ""
