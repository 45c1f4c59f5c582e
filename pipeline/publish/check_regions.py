"""Where findings show in their files: read once more, since a check keeps no file's lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from pipeline.formats.po_regions import entry_lines, region_of
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.model.region import Region
from pipeline.publish.store import read_text

Lines = Callable[[str], Sequence[str]]
"""The lines of a file by its path; none where it cannot be read."""


def regions(root: Path, findings: Iterable[Finding]) -> Mapping[Finding, Region]:
    """Where the first passage of each finding stands, or, without one, its whole translation; only where that is sure."""
    lines_of = _reader(root)
    found = {}
    for finding in findings:
        message, first = finding.message, finding.place.line
        if message is None or first is None:
            continue
        spans = ((mark.start, mark.end) for mark in finding.marks if mark.form == finding.form)
        text = finding.translation
        start, end = next(spans, (0, len(text)))
        region = region_of(lines_of(finding.place.path), first, finding.form, text, start, min(end, len(text)))
        if region is not None:
            found[finding] = region
    return found


def stands_at(root: Path, finding: Finding, place: str) -> bool:
    """Whether `path:line` names a line of the entry that a finding speaks of."""
    path, _, line = place.rpartition(":")
    first = finding.place.line
    if path != finding.place.path or not line.isdecimal() or first is None:
        return False
    return int(line) == first or int(line) in entry_lines(_reader(root)(path), first)


def _reader(root: Path) -> Lines:
    @cache
    def lines_of(path: str) -> Sequence[str]:
        # A file of the project is named from its root, another as it was typed.
        for folder in (root, Path()):
            try:
                return read_text(folder, path).split("\n")
            except PipelineError:
                continue
        return ()

    return lines_of
