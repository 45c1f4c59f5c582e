"""The outcome of a build and the status of catalogs as table rows and as JSON."""

import json
from typing import Any

from pipeline.model.report import Report, Verdict

BUILD_COLUMNS = ("locale", "translated", "protected", "pages", "result")
STATUS_COLUMNS = ("locale", "translated", "words", "fuzzy", "protected", "result")


def build_rows(report: Report) -> list[tuple[str, ...]]:
    """A row for each locale of a build: what was translated, what was published, and why not."""
    return [
        (
            verdict.locale.name,
            _percent(verdict),
            _protected(verdict),
            str(verdict.pages),
            _result(verdict, "in build/pseudo" if verdict.locale.pseudo else "published"),
        )
        for verdict in report.verdicts
    ]


def status_rows(report: Report) -> list[tuple[str, ...]]:
    """A row for each locale's catalogs."""
    return [
        (
            verdict.locale.name,
            _percent(verdict),
            f"{verdict.progress.words_translated}/{verdict.progress.words}",
            str(verdict.progress.fuzzy),
            _protected(verdict),
            _result(verdict, "complete" if verdict.progress.share == 1 else "incomplete"),
        )
        for verdict in report.verdicts
    ]


def _percent(verdict: Verdict) -> str:
    # Rounded down: only what is complete is 100 %. The source locale has nothing to translate.
    return f"{int(verdict.progress.share * 100)} %" if verdict.progress.messages else "source"


def _protected(verdict: Verdict) -> str:
    progress = verdict.progress
    return f"{progress.protected_translated}/{progress.protected}" if progress.protected else "source"


def _result(verdict: Verdict, good: str) -> str:
    if not verdict.refusals:
        return good
    rules = dict.fromkeys(finding.rule for finding in verdict.refusals)
    return f"refused: {', '.join(rules)}"


def status_json(report: Report) -> str:
    """The status as a JSON object with a list `locales`, in the order of the settings; keys are stable."""
    return json.dumps({"locales": [_verdict(verdict) for verdict in report.verdicts]}, ensure_ascii=False, indent=2)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    progress = verdict.progress
    return {
        "locale": verdict.locale.name,
        "messages": progress.messages,
        "translated": progress.translated,
        "fuzzy": progress.fuzzy,
        "words": progress.words,
        "words_translated": progress.words_translated,
        "protected": progress.protected,
        "protected_translated": progress.protected_translated,
        "findings": [
            {
                "rule": finding.rule,
                "severity": str(finding.severity),
                "path": finding.place.path,
                "line": finding.place.line,
                "message": finding.problem,
            }
            for finding in verdict.findings
        ],
    }
