"""The reports for programs fit the schemas of their formats, whatever the texts are."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from pipeline.model.check import Checked
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding
from pipeline.publish.checking import known_rules
from pipeline.reports.check_ci import check_junit
from pipeline.reports.check_json import check_sarif
from tests.conftest import ROOT, require
from tests.reports.check_sample import RULES, SAMPLE
from tests.reports.test_check_reports import TEXTS, found

GOLDEN = Path(__file__).parent / "check"
JUNIT = GOLDEN / "junit-as-polyclinic-writes-it.rng"
SARIF = ROOT / ".cache/sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ERRORS = st.builds(PipelineError, st.builds(Place, TEXTS, st.none() | st.integers(1, 99)), TEXTS, TEXTS)
CHECKED = st.builds(
    lambda findings, errors: Checked(findings=tuple(findings), errors=tuple(errors)),
    st.lists(found(), max_size=4),
    st.lists(ERRORS, max_size=2),
)


def refused_as_junit(report: str) -> str:
    """What xmllint says against a report; nothing if it is right."""
    require("xmllint", shutil.which("xmllint"))
    command = ["xmllint", "--noout", "--relaxng", str(JUNIT), "-"]
    finished = subprocess.run(command, input=report.encode(), capture_output=True, check=False)
    return "" if finished.returncode == 0 else finished.stderr.decode() or "refused"


def test_junit_fits_its_schema() -> None:
    assert refused_as_junit(check_junit(SAMPLE, AT)) == ""
    assert refused_as_junit(check_junit(Checked(), AT)) == ""


@given(CHECKED)
@settings(max_examples=25)
def test_junit_fits_its_schema_whatever_the_texts(checked: Checked) -> None:
    assert refused_as_junit(check_junit(checked, AT)) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' package="polyclinic"', ""),
        ('T09:30:00"', 'T09:30:00Z"'),
        ("<properties />", ""),
        ('tests="2"', 'tests="two"'),
        ("</testcase>", "<failure message='' type='error'></failure></testcase>"),
        ("<testsuites>", "<testsuites name='checks'>"),
    ],
)
def test_the_schema_of_junit_refuses_what_is_none(old: str, new: str) -> None:
    report = check_junit(SAMPLE, AT)
    assert old in report
    assert refused_as_junit(report.replace(old, new, 1))


@cache
def _schema() -> Draft4Validator:
    require("the schema of SARIF 2.1.0 (npm)", SARIF.exists())
    return Draft4Validator(json.loads(SARIF.read_text("utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER)


def refused_as_sarif(log: Any) -> list[str]:
    """What OASIS's schema says against a log."""
    return [f"{list(error.path)}: {error.message[:200]}" for error in _schema().iter_errors(log)]


def test_sarif_fits_its_schema() -> None:
    assert refused_as_sarif(json.loads(check_sarif(SAMPLE, RULES, "1.2.3"))) == []
    assert refused_as_sarif(json.loads(check_sarif(Checked(), known_rules(), "1.2.3"))) == []
    assert refused_as_sarif({"version": "2.1.0", "runs": [{}]})


@given(CHECKED)
@settings(max_examples=50)
def test_sarif_fits_its_schema_whatever_the_texts(checked: Checked) -> None:
    assert refused_as_sarif(json.loads(check_sarif(checked, RULES, "1.2.3"))) == []


@given(st.lists(found(), max_size=4))
def test_sarif_keeps_what_its_specification_asks_beside_the_schema(findings: list[Finding]) -> None:
    [run] = json.loads(check_sarif(Checked(findings=tuple(findings)), RULES, "1.2.3"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    # Section 3.4.3: a reference that is relative begins with no slash, and the base that it is relative to is named.
    for result in run["results"]:
        where = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert ("uriBaseId" in where) != where["uri"].startswith("file://")
