"""What a check came to, as lines for people and for a terminal: where, what, both texts with the passage marked, what to do."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.model.check import Checked, CheckRule
from pipeline.model.finding import Finding, Mark

_WINDOW = 36
"""So many characters of a text are shown before the first marked passage and behind the last."""
_BEGIN, _END = ">>", "<<"
"""Around a passage. Not carets below it: they would stand elsewhere under Arabic, Thai or Chinese."""
LIST_COLUMNS = ("rule", "family", "severity", "what it says")


def check_lines(finding: Finding) -> Iterator[str]:
    """A finding as lines: `path:line: severity[rule] problem`, the two texts, the next step."""
    weight = f"{finding.severity}{', protected' if finding.protected else ''}"
    yield f"{finding.place}: {weight} [{finding.rule}] {finding.problem}"
    if finding.message is not None:
        yield f"    English: {_shown(finding.source, [mark for mark in finding.marks if mark.form is None])}"
        own = [mark for mark in finding.marks if mark.form == finding.form]
        yield f"    {finding.locale}: {_shown(finding.translation, own)}"
    if finding.remedy:
        yield f"    → {finding.remedy}"


def summary_line(checked: Checked) -> str:
    """How many findings of which weight there are, in how much, and how many are waived."""
    counts = Counter(finding.severity.value for finding in checked.findings)
    refusing = sum(finding.refuses for finding in checked.findings)
    found = ", ".join(f"{number} {weight}{'s' if number > 1 else ''}" for weight, number in sorted(counts.items())) or "nothing"
    said = f"found {found} in {checked.messages} translations of {len(checked.catalogs)} catalogs"
    return f"{said}; {refusing} refuse a locale; {len(checked.waived)} waived" if counts or checked.waived else said


def list_rows(rules: Sequence[CheckRule]) -> Sequence[Sequence[str]]:
    """A row for each rule."""
    return [(rule.id, rule.family, rule.severity.value, rule.summary) for rule in rules]


def explanation(rule: CheckRule) -> str:
    """All that is known of a rule, for who met a finding of it."""
    where = f"Only in the domain {rule.domain!r}.\n" if rule.domain else ""
    waive = (
        "" if rule.id == "waiver-unused" else f"If it is wrong: polyclinic waive LOCALE {rule.id} MESSAGE --reason … --by …\n"
    )
    return f"{rule.id} ({rule.family}, {rule.severity})\n\n{rule.help}\n\n{where}What to do: {rule.remedy}.\n{waive}"


def _shown(text: str, marks: Sequence[Mark]) -> str:
    """The text on one line with its passages marked, cut to their surroundings."""
    spans = sorted((mark.start, mark.end) for mark in marks)
    first = max(0, spans[0][0] - _WINDOW) if spans else 0
    last = min(len(text), spans[-1][1] + _WINDOW) if spans else min(len(text), 4 * _WINDOW)
    pieces, at = [], first
    for start, end in spans:
        if start >= at:
            pieces += [text[at:start], _BEGIN, text[start:end], _END]
            at = end
    pieces.append(text[at:last])
    shown = "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in " ".join("".join(pieces).split("\n")))
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"
