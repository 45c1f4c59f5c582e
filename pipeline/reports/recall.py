"""What is recalled and who still lives on it, as lines for a person and as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.model.finding import Finding
from pipeline.model.recall import RecallReport

_SHOWN = 100


def recall_lines(report: RecallReport) -> Iterator[str]:
    """The recalls, then all that was found with file and line, then the counts."""
    if not report.recalls:
        yield "nothing is recalled"
        return
    for place, recall in report.recalls:
        text = " ".join(recall.unsafe.split())
        shown = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
        yield f"{place}: recalled in {recall.domain}, unsafe until {recall.until}: “{shown}”"
        yield f"  {recall.reason} ({recall.by}, {recall.on})"
    refused = [(name, findings) for name, findings in report.locales if findings]
    for name, findings in refused:
        yield from (f"{name}: {finding}" for finding in findings)
    yield from map(str, (*report.carriers, *report.warnings))
    pages = len({finding.place.path for finding in report.carriers})
    if report.found:
        names = f" ({', '.join(name for name, _ in refused)})" if refused else ""
        yield f"locales refused: {len(refused)}{names}; pages and bundles to withdraw or to look into: {pages}"
    else:
        yield "no locale, page or bundle carries a recalled text"


def recall_json(report: RecallReport) -> str:
    """The same as a JSON object with the lists `recalls`, `locales`, `carriers` and `warnings`; keys are stable."""
    content = {
        "recalls": [
            {
                "path": place.path,
                "line": place.line,
                "domain": recall.domain,
                "msgctxt": recall.msgctxt,
                "unsafe": recall.unsafe,
                "corrected": recall.corrected,
                "until": recall.until,
                "reason": recall.reason,
                "by": recall.by,
                "on": recall.on.isoformat(),
            }
            for place, recall in report.recalls
        ],
        "locales": [
            {"locale": name, "refused": bool(findings), "findings": [_finding(finding) for finding in findings]}
            for name, findings in report.locales
        ],
        "carriers": [_finding(finding) for finding in report.carriers],
        "warnings": [_finding(finding) for finding in report.warnings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "locale": finding.locale or None,
        "path": finding.place.path,
        "line": finding.place.line,
        "message": finding.problem,
        "remedy": finding.remedy,
    }
