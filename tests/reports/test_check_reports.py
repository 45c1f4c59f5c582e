"""What a check came to, for people and for programs: golden files, and laws on what any text may do to a report."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from pipeline.model.catalog import Message
from pipeline.model.check import Checked, CheckedCatalog
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Mark, Severity
from pipeline.model.region import Region
from pipeline.reports.check import explanation, finding_text, list_rows, summary_line
from pipeline.reports.check_ci import check_junit, github_lines
from pipeline.reports.check_json import check_json, check_sarif
from pipeline.reports.passages import COLUMNS, excerpts, visible
from tests.reports.check_sample import FINDINGS, RULES, SAMPLE

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "check"


def as_text(checked: Checked) -> str:
    return "\n".join([*map(finding_text, checked.findings), summary_line(checked)])


FORMATS: dict[str, Callable[[Checked], str]] = {
    "text": as_text,
    "json": check_json,
    "sarif": lambda checked: check_sarif(checked, RULES, "1.2.3"),
    "xml": lambda checked: check_junit(checked, AT),
    "github": lambda checked: "\n".join(github_lines(checked)),
}


@pytest.mark.parametrize("form", FORMATS)
def test_golden_report(form: str) -> None:
    made = FORMATS[form](SAMPLE) + "\n"
    golden = GOLDEN / f"expected.{form}"
    if os.environ.get("GOLDEN") == "rewrite":
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_of_nothing_is_one(form: str) -> None:
    made = FORMATS[form](Checked((CheckedCatalog("de", "a.po", 1),)))
    if form == "text":
        assert made == "found nothing in 1 message of 1 catalog"
    elif form == "github":
        assert made == ""
    elif form == "xml":
        assert junit(made) == {("de", "a.po"): None}
    else:
        json.loads(made)


# Any text

TEXTS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("%:,\r\n\x1b]>&<\"'٢ا不\u200b\u202e"), max_size=60
)


@st.composite
def found(draw: st.DrawFn) -> Finding:
    """A finding whose every text is hostile."""
    source, text = draw(TEXTS), draw(TEXTS)
    spans = st.tuples(st.integers(0, 70), st.integers(0, 9))
    marks = [Mark(draw(st.sampled_from([None, 0])), at, at + long) for at, long in draw(st.lists(spans, max_size=3))]
    message = draw(st.none() | st.just(Message(source, draw(st.none() | TEXTS), msgstr=(text,), line=draw(st.integers(1, 9)))))
    place = Place(draw(TEXTS), draw(st.none() | st.integers(1, 99)))
    severity = draw(st.sampled_from([Severity.ERROR, Severity.WARNING]))
    return Finding(severity, "figure-changed", "de", place, draw(TEXTS), draw(TEXTS), message, tuple(marks))


def parsed_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner of GitHub Actions reads it."""
    matched = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    assert matched is not None, line

    def plain(text: str) -> str:
        signs = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
        return re.sub(r"%(?:25|0D|0A|3A|2C)", lambda sign: signs[sign[0]], text)

    properties = dict(one.split("=", 1) for one in matched[2].split(","))
    return matched[1], {name: plain(value) for name, value in properties.items()}, plain(matched[3])


@given(found())
def test_github_reads_what_was_said(finding: Finding) -> None:
    [line] = github_lines(Checked(findings=(finding,)))
    assert "\n" not in line
    assert "\r" not in line
    command, properties, says = parsed_command(line)
    assert command == ("error" if finding.refuses else "warning")
    assert properties["file"] == finding.place.path
    assert properties.get("line") == (None if finding.place.line is None else str(finding.place.line))
    assert properties["title"] == "figure-changed (de)"
    assert says.startswith(finding.problem)
    assert finding.translation in says


@given(found(), st.integers(1, 99), st.integers(1, 99), st.integers(0, 3), st.integers(0, 99))
def test_regions_are_told_as_they_are(finding: Finding, line: int, column: int, lines: int, long: int) -> None:
    region = Region(line, column, line + lines, column + long)
    [told] = github_lines(Checked(findings=(finding,)), {finding: region})
    _, properties, _ = parsed_command(told)
    assert (properties["line"], properties["endLine"]) == (str(line), str(line + lines))
    assert ("col" in properties) == (lines == 0)
    assert int(properties.get("endColumn", column)) >= column
    [run] = json.loads(check_sarif(Checked(findings=(finding,)), RULES, "1", {finding: region}))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": line,
        "startColumn": column,
        "endLine": line + lines,
        "endColumn": column + long,
    }


def junit(text: str) -> dict[tuple[str, str], str | None]:
    """Suite and case → its failure or error; what Ant's schema (windyroad's JUnit.xsd) asks of each element is asserted."""
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert (root.tag, root.attrib) == ("testsuites", {})
    cases: dict[tuple[str, str], str | None] = {}
    for number, suite in enumerate(root):
        attributes = dict(suite.attrib)
        assert (suite.tag, attributes.pop("package"), attributes.pop("hostname")) == ("testsuite", "polyclinic", "localhost")
        assert attributes.pop("id") == str(number)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", attributes.pop("timestamp"))
        own = [child for child in suite if child.tag == "testcase"]
        assert [child.tag for child in suite] == ["properties", *["testcase"] * len(own), "system-out", "system-err"]
        for case in own:
            assert set(case.attrib) == {"name", "classname", "time"}
            assert len(case) <= 1
            assert all(child.tag in ("failure", "error") and set(child.attrib) == {"message", "type"} for child in case)
            cases[suite.attrib["name"], case.attrib["name"]] = case[0].text if len(case) else None
        counts = {kind: sum(len(case.findall(kind)) for case in own) for kind in ("failure", "error")}
        assert attributes == {
            "name": suite.attrib["name"],
            "tests": str(len(own)),
            "failures": str(counts["failure"]),
            "errors": str(counts["error"]),
            "time": "0",
        }
        assert suite.attrib["name"]
    return cases


def test_junit_has_a_case_for_each_file_and_says_all_that_is_in_it() -> None:
    cases = junit(FORMATS["xml"](SAMPLE))
    assert cases["de", "locales/de/LC_MESSAGES/site.po"] is None
    failed = cases["de", "locales/de/LC_MESSAGES/dry-needling.po"]
    assert failed is not None
    assert failed.count("warning[negation-differs]") == failed.count("error[figure-changed]") == 1
    assert "the string is not closed" in str(cases["unreadable", "locales/hr/LC_MESSAGES/broken, one.po"])
    assert ("de", "locales/de/waivers.toml") in cases


@given(st.lists(found(), max_size=4))
def test_junit_is_xml_whatever_the_texts(findings: list[Finding]) -> None:
    cases = junit(check_junit(Checked(findings=tuple(findings)), AT))
    assert len(cases) == len({finding.place.path for finding in findings})


@given(st.lists(found(), max_size=4))
def test_json_holds_every_text_to_the_letter(findings: list[Finding]) -> None:
    said = json.loads(check_json(Checked(findings=tuple(findings))))
    assert set(said) == {"findings", "summary"}
    for one, finding in zip(said["findings"], findings, strict=True):
        message = finding.message
        assert (one["path"], one["line"], one["message"]) == (finding.place.path, finding.place.line, finding.problem)
        assert (one["rule"], one["severity"]) == (finding.rule, finding.severity)
        assert (one["msgctxt"], one["msgid"]) == ((message.msgctxt, message.msgid) if message else (None, None))
        assert one["msgstr"] == (list(message.msgstr) if message else None)
        assert one["refuses"] == finding.refuses


def sarif_run(checked: Checked) -> dict[str, Any]:
    said = json.loads(FORMATS["sarif"](checked))
    assert said["version"] == "2.1.0"
    [run] = said["runs"]
    return dict(run)


@given(st.lists(found(), max_size=4))
def test_sarif_names_rule_place_and_text_of_each_finding(findings: list[Finding]) -> None:
    run = sarif_run(Checked(findings=tuple(findings)))
    rules = run["tool"]["driver"]["rules"]
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] == ("error" if finding.refuses else "warning")
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"].removeprefix("file://")) == finding.place.path
        assert place.get("region") == ({"startLine": finding.place.line} if finding.place.line else None)
        assert re.fullmatch(r"[!-~]*", place["artifactLocation"]["uri"])


def test_sarif_tells_of_files_that_could_not_be_read() -> None:
    [invocation] = sarif_run(SAMPLE)["invocations"]
    assert not invocation["executionSuccessful"]
    [said] = invocation["toolExecutionNotifications"]
    assert said["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}


def test_an_alert_stays_itself_when_lines_move_and_not_when_a_text_is_edited() -> None:
    def prints(*messages: Message) -> list[str]:
        found = (Finding(Severity.ERROR, "figure-changed", "de", Place("a.po", m.line), "p", "r", m) for m in messages)
        return [one["partialFingerprints"]["texts/v1"] for one in sarif_run(Checked(findings=tuple(found)))["results"]]

    first, moved, edited, other = prints(
        Message("a", msgstr=("b",), line=3),
        Message("a", msgstr=("b",), line=9),
        Message("a", msgstr=("B",), line=3),
        Message("ab", msgstr=("",), line=3),
    )
    assert first == moved
    assert len({first, edited, other}) == 3


# For people


@given(TEXTS, st.lists(st.tuples(st.integers(-2, 70), st.integers(0, 30)), max_size=4), st.integers(20, 120))
def test_an_excerpt_is_printable_and_as_wide_as_asked(text: str, spans: list[tuple[int, int]], columns: int) -> None:
    shown = list(excerpts(text, [(max(at, 0), max(at, 0) + long) for at, long in spans], columns))
    assert 1 <= len(shown) <= 3
    for one in shown:
        # Format characters that shape letters may stand; what commands a terminal or turns the direction may not.
        assert all(sign.isprintable() or sign in "\u200c\u200d" or sign.isspace() for sign in one.text)
        assert not set(one.text) & set("\n\r\x1b\x07\u202e\u2028")
        assert len(one.carets.strip(" ").replace("^", "").strip()) == 0


@given(st.text(alphabet="aé字", min_size=1, max_size=400), st.data())
def test_carets_stand_under_the_passage(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 8)))
    [one] = excerpts(text, [(start, end)])
    [(marked, _)] = [piece for piece in one.pieces if piece[1]]
    assert marked == text[start:end]
    prefix = "".join(piece for piece, is_marked in one.pieces[: [m for _, m in one.pieces].index(True)] if not is_marked)
    assert one.carets == " " * wcswidth(prefix) + "^" * wcswidth(marked)
    assert wcswidth(one.text) <= COLUMNS + 2 * len("…") + 16


def test_a_passage_in_a_text_from_right_to_left_stands_in_brackets() -> None:
    [one] = excerpts("استرح ٢٤ ساعة", [(6, 8)])
    assert one.text == "استرح ⟦٢٤⟧ ساعة"
    assert one.carets == ""


def test_what_shows_nothing_is_written_out() -> None:
    [one] = excerpts("24\u00a0h\u200c\x1b[0m", [(2, 3)])
    assert one.text == "24\\u00a0h\u200c\\u001b[0m"
    assert one.carets == "  ^^^^^^"
    assert visible("a\u202eb\nc") == "a\\u202eb\\nc"
    assert visible("abcdef", 3) == "abc…"


def test_a_hundred_kilobytes_are_shown_as_a_few_lines() -> None:
    for text in ("a" * 100_000, "字 " * 50_000, "٢" * 100_000, "\u0301" * 100_000, "\x00" * 100_000):
        message = Message(text, msgstr=(text,), line=1)
        finding = Finding(
            Severity.ERROR,
            "figure-changed",
            "de",
            Place("a.po", 1),
            text,
            "r",
            message,
            tuple(Mark(0, at, at + 1) for at in range(0, 90_000, 9)),
        )
        assert len(finding_text(finding).splitlines()) < 12


def test_a_rule_is_explained_with_its_remedy_and_how_to_waive_it() -> None:
    said = explanation(RULES[0])
    assert "A figure is another one." in said
    assert "Bad:  24 → 42" in said
    assert "What to do: write the figures of the English." in said
    assert "polyclinic waive LOCALE figure-changed" in said
    assert "waive" not in explanation(RULES[3]).replace("waiver", "")
    assert "'site'" in explanation(RULES[2])
    assert list_rows(RULES)[1] == ("negation-differs", "meaning", "warning", "A text denies more or less.")


def test_the_summary_counts() -> None:
    assert summary_line(SAMPLE) == (
        "found 3 errors, 4 warnings in 379 messages of 6 catalogs; a build refuses de, ar, ja; 1 waived; 1 file not readable"
    )
    assert summary_line(Checked(findings=FINDINGS[4:5])) == "found 1 warning in 0 messages of 0 catalogs"
