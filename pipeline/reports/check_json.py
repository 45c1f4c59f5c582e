"""What a check came to, for programs: JSON of our own, and SARIF for code scanning."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from pipeline.model.check import Checked, CheckRule
from pipeline.model.errors import Place
from pipeline.model.finding import Finding
from pipeline.model.region import Region

_LEVELS = {"error": "error", "refusal": "error", "warning": "warning"}


def check_json(checked: Checked) -> str:
    """One JSON object: `findings`, each with its rule, severity, place, message and problem, and a `summary`."""
    summary = {
        "catalogs": len(checked.catalogs),
        "translations": checked.messages,
        "findings": len(checked.findings),
        "refusing": sum(finding.refuses for finding in checked.findings),
        "waived": len(checked.waived),
        "unreadable": [str(error) for error in checked.errors],
    }
    found = {"findings": [_finding(finding) for finding in checked.findings], "summary": summary}
    return json.dumps(found, ensure_ascii=False, indent=2)


def _finding(finding: Finding) -> dict[str, Any]:
    message = finding.message
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "locale": finding.locale,
        "path": finding.place.path,
        "line": finding.place.line,
        "msgctxt": message.msgctxt if message else None,
        "msgid": message.msgid if message else None,
        "msgid_plural": message.msgid_plural if message else None,
        "msgstr": list(message.msgstr) if message else None,
        "header": None if message else finding.header,
        "form": finding.form,
        "message": finding.problem,
        "remedy": finding.remedy,
        "protected": finding.protected,
        "refuses": finding.refuses,
        "marks": [{"form": mark.form, "start": mark.start, "end": mark.end} for mark in finding.marks],
    }


def check_sarif(
    checked: Checked, rules: Sequence[CheckRule], version: str, regions: Mapping[Finding, Region] = MappingProxyType({})
) -> str:
    """A log in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), with the passages' regions where known.

    A result's fingerprint is of its rule, file and texts, not of its line: an alert stays the same when a catalog grows.
    """
    named = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": rule.help},
            "help": {"text": f"{rule.help}\n\nWhat to do: {rule.remedy}."},
            "defaultConfiguration": {"level": _LEVELS[rule.severity.value]},
            "properties": {"family": rule.family},
        }
        for rule in rules
    ]
    index = {rule.id: number for number, rule in enumerate(rules)}
    tool = {"driver": {"name": "polyclinic", "version": version, "rules": named}}
    run = {
        "tool": tool,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(checked)],
        "results": [_result(finding, index, regions.get(finding)) for finding in checked.findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _invocation(checked: Checked) -> dict[str, Any]:
    said = [
        {
            "level": "error",
            "message": {"text": f"{error.problem}\n→ {error.remedy}"},
            "locations": [{"physicalLocation": _place(error.place)}],
        }
        for error in checked.errors
    ]
    return {"executionSuccessful": not said, "toolExecutionNotifications": said}


def _place(place: Place) -> dict[str, Any]:
    absolute = place.path.startswith("/")
    uri = quote(place.path)
    where = {"uri": f"file://{uri}"} if absolute else {"uri": uri, "uriBaseId": "%SRCROOT%"}
    return {"artifactLocation": where, **({"region": {"startLine": place.line}} if place.line else {})}


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _result(finding: Finding, index: dict[str, int], region: Region | None) -> dict[str, Any]:
    message = finding.message
    where = _place(finding.place) | ({} if region is None else {"region": _region(region)})
    said = ("",) if message is None else (message.msgctxt or "", message.msgid, *message.msgstr)
    texts = "\0".join((finding.rule, finding.place.path, finding.problem, *said))
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        # What stops a build is an error to whoever gates on the log, also where the rule itself only warns.
        "level": "error" if finding.refuses else "warning",
        "message": {"text": "\n".join(filter(None, (finding.problem, finding.source, finding.translation, finding.remedy)))},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"texts/v1": sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()},
    }
