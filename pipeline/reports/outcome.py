"""The outcome of a build and the status of catalogs as table rows and as JSON."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model.approval import Role, Standing
from pipeline.model.report import Report, Verdict

BUILD_COLUMNS = ("locale", "translated", "protected", "pages", "result")
CLINIC_COLUMNS = ("clinic", *BUILD_COLUMNS)
GATE_COLUMNS = ("locale", "pages passed", *(str(role) for role in Role), "result")
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


def clinic_rows(reports: Mapping[str, Report]) -> list[tuple[str, ...]]:
    """A row for each locale of each clinic, and one for a clinic of which nothing goes out."""
    rows: list[tuple[str, ...]] = []
    for name, report in reports.items():
        rows += [(name, *row) for row in build_rows(report)]
        if report.findings:
            rules = dict.fromkeys(finding.rule for finding in report.findings)
            rows.append((name, "", "", "", "0", f"refused: {', '.join(rules)}"))
    return rows


def gate_rows(report: Report) -> list[tuple[str, ...]]:
    """A row for each locale of a folder that was looked at, and one for what its locales share where that is refused."""
    total = len(report.terms.articles) if report.terms is not None else 0
    rows = [
        (verdict.locale.name, f"{verdict.pages} of {total}", *_standings(verdict), _result(verdict, "passed"))
        for verdict in report.verdicts
    ]
    blank = ("",) * len(Role)
    rows += [(locale.name, f"0 of {total}", *blank, "absent") for locale in report.absent]
    if report.findings:
        rules = dict.fromkeys(finding.rule for finding in report.findings)
        rows.append(("(folder)", "", *blank, f"refused: {', '.join(rules)}"))
    return rows


def _standings(verdict: Verdict) -> Iterator[str]:
    """What the ledger says of the disclaimers that were found, in each role."""
    found = dict.fromkeys(proof.disclaimer for proof in verdict.proofs if proof.disclaimer is not None)
    for role in Role:
        standings = (Standing.MISSING if verdict.ledger is None else verdict.ledger.standing(one, role) for one in found)
        yield ", ".join(dict.fromkeys(map(standing_words, standings)))


def standing_words(standing: Standing) -> str:
    """What a person reads: a text without any approval has "no approval"; all else is its own word."""
    return "no approval" if standing is Standing.MISSING else str(standing)


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
