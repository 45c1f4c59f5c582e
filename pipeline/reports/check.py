"""What a check came to, for people: where, what, both texts with the passage marked, what to do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from pipeline.model.check import Checked, CheckRule
from pipeline.model.finding import Finding
from pipeline.reports.passages import COLUMNS, excerpts, visible

LIST_COLUMNS = ("rule", "family", "severity", "what it says")
_LONGEST_PROBLEM = 400
_SOURCE = "English"
"""Stands before the source text."""


class Ink(StrEnum):
    """What a piece of a line is, for who colours it."""

    PLAIN = "plain"
    PLACE = "place"
    ERROR = "error"
    WARNING = "warning"
    MARK = "mark"
    FRAME = "frame"


Line = Sequence[tuple[str, Ink]]
"""A line in pieces."""


def finding_lines(finding: Finding, columns: int = COLUMNS) -> Iterator[Line]:
    """A finding as lines: `path:line: severity[rule] problem`, the source, the translation, the next step."""
    ink = Ink.ERROR if finding.refuses else Ink.WARNING
    whose = "the clinic's pages are" if _of_clinic(finding) else "its locale is"
    protected = f" (protected text: {whose} refused)" if finding.protected else ""
    yield (
        (f"{visible(str(finding.place))}: ", Ink.PLACE),
        (f"{finding.severity}[{finding.rule}]", ink),
        (f" {visible(finding.problem, _LONGEST_PROBLEM)}{protected}", Ink.PLAIN),
    )
    if finding.message is not None:
        own = finding.locale or "text"
        label = f"{own}[{finding.form}]" if finding.message.msgid_plural is not None else own
        room = max(len(_SOURCE), len(label))
        yield from _text_lines(_SOURCE.rjust(room), finding.source, _passages(finding, None), columns)
        yield from _text_lines(label.rjust(room), finding.translation, _passages(finding, finding.form), columns)
    if finding.remedy:
        yield ((f"  → {visible(finding.remedy)}", Ink.PLAIN),)


def finding_text(finding: Finding) -> str:
    """The same without colour, each line ended."""
    return "".join("".join(piece for piece, _ in line).rstrip(" ") + "\n" for line in finding_lines(finding))


def _text_lines(label: str, text: str, passages: Sequence[tuple[int, int]], columns: int) -> Iterator[Line]:
    for excerpt in excerpts(text, passages, columns):
        yield ((f"  {label} │ ", Ink.FRAME), *((piece, Ink.MARK if marked else Ink.PLAIN) for piece, marked in excerpt.pieces))
        if excerpt.carets:
            yield ((f"  {' ' * len(label)} │ ", Ink.FRAME), (excerpt.carets, Ink.MARK))


def _passages(finding: Finding, form: int | None) -> Sequence[tuple[int, int]]:
    return [(mark.start, mark.end) for mark in finding.marks if mark.form == form]


def summary_line(checked: Checked) -> str:
    """How many findings of which severity there are, in how much, and how many are waived."""
    counts = Counter(finding.severity.value for finding in checked.findings)
    found = ", ".join(counted(number, weight) for weight, number in sorted(counts.items())) or "nothing"
    said = [f"found {found} in {counted(checked.messages, 'message')} of {counted(len(checked.catalogs), 'catalog')}"]
    refusing = [finding for finding in checked.findings if finding.refuses]
    refused = dict.fromkeys(finding.locale for finding in refusing if _of_site(finding))
    if refused:
        said.append(f"a build refuses {', '.join(refused)}")
    clinics = dict.fromkeys(f"{_domain(finding)} in {finding.locale}" for finding in refusing if _of_clinic(finding))
    if clinics:
        said.append(f"refused is {', '.join(clinics)}")
    if checked.waived:
        said.append(f"{len(checked.waived)} waived")
    if checked.errors:
        said.append(f"{counted(len(checked.errors), 'file')} not readable")
    return "; ".join(said)


def _domain(finding: Finding) -> str:
    return finding.place.path.rpartition("/")[2].removesuffix(".po")


def _of_site(finding: Finding) -> bool:
    """Whether it is about a text in a place that a build of the site reads; a translator's file may lie anywhere."""
    return finding.place.path.startswith(f"locales/{finding.locale}/") and not _of_clinic(finding)


def _of_clinic(finding: Finding) -> bool:
    """Whether it is about a text that only the pages of one clinic show."""
    return _domain(finding).startswith("clinic-")


def counted(number: int, what: str) -> str:
    """The number and the word, in the plural where it is one."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def list_rows(rules: Sequence[CheckRule]) -> Sequence[Sequence[str]]:
    """A row for each rule."""
    return [(rule.id, rule.family, rule.severity.value, rule.summary) for rule in rules]


def explanation(rule: CheckRule) -> str:
    """All that is known of a rule, for who met a finding of it."""
    where = f"It reads the domain {rule.domain!r} alone.\n" if rule.domain else ""
    waive = f'If it is wrong: polyclinic waive LOCALE {rule.id} PATH:LINE --reason "…" --by "…"\n' if rule.waivable else ""
    return f"{rule.id} ({rule.family}, {rule.severity})\n\n{rule.help}\n\n{where}What to do: {rule.remedy}.\n{waive}"
