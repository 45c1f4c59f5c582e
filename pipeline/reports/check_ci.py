"""What a check came to, for CI systems: workflow commands of GitHub, and JUnit's XML."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from xml.etree import ElementTree

from pipeline.model.check import Checked
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.model.region import Region
from pipeline.reports.check import counted, finding_text

_LONGEST = 2000
"""So many characters of a text stand in an annotation; GitHub takes 64 kB of all of them together."""
# XML 1.0, production 2: every other character has no form in it at all. A CR has none that survives as text.
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def github_lines(checked: Checked, regions: Mapping[Finding, Region] = MappingProxyType({})) -> Iterator[str]:
    """A workflow command of GitHub Actions for each finding and each unreadable file: an annotation at its line.

    Where its region is known, that is the line of the passage.

    What refuses a locale is an `error` there, all else a `warning`. Escaped as the actions toolkit does.
    """
    for error in checked.errors:
        yield _command("error", error.place.path, error.place.line, "unreadable", f"{error.problem}\n→ {error.remedy}")
    for finding in checked.findings:
        title = f"{finding.rule} ({finding.locale})"
        command = "error" if finding.refuses else "warning"
        yield _command(command, finding.place.path, finding.place.line, title, _words(finding), regions.get(finding))


def _command(command: str, path: str, line: int | None, title: str, says: str, region: Region | None = None) -> str:
    place = f"file={_property(path)}{f',line={line}' if line else ''}"
    if region is not None:
        place = f"file={_property(path)},line={region.line},endLine={region.end_line}"
        if region.line == region.end_line:  # of several lines it takes no columns
            # Its last column is within the passage, and an empty one has none.
            place += f",col={region.column},endColumn={max(region.column, region.end_column - 1)}"
    return f"::{command} {place},title={_property(title)}::{_data(says)}"


def check_junit(checked: Checked, at: datetime) -> str:
    """JUnit's XML, as Ant's schema has it: a suite per locale, a case per file, one failure for all findings in it.

    The suite "unreadable" has an error for each file that could not be read.
    """
    suites = ElementTree.Element("testsuites")
    found: dict[str, dict[str, list[Finding]]] = {}
    for catalog in checked.catalogs:
        found.setdefault(catalog.locale, {})[catalog.path] = []
    for finding in checked.findings:
        found.setdefault(finding.locale, {}).setdefault(finding.place.path, []).append(finding)
    for locale, files in found.items():
        suite = _suite(suites, locale or "unknown", at, files)
        for path, findings in files.items():
            _case(suite, locale or "unknown", path, findings)
        _end(suite)
    if checked.errors:
        suite = _suite(suites, "unreadable", at, {}, checked.errors)
        for one in checked.errors:
            case = ElementTree.SubElement(
                suite, "testcase", classname="polyclinic.unreadable", name=_xml(one.place.path), time="0"
            )
            ElementTree.SubElement(case, "error", message=_xml(one.problem), type="unreadable").text = _xml(str(one))
        _end(suite)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode")


def _suite(
    suites: ElementTree.Element,
    name: str,
    at: datetime,
    files: Mapping[str, Sequence[Finding]],
    errors: Sequence[PipelineError] = (),
) -> ElementTree.Element:
    attributes = {
        "name": name,
        "package": "polyclinic",
        "id": str(len(suites)),
        "timestamp": f"{at:%Y-%m-%dT%H:%M:%S}",
        "hostname": "localhost",
        "tests": str(len(files) + len(errors)),
        "failures": str(sum(1 for findings in files.values() if findings)),
        "errors": str(len(errors)),
        "time": "0",
    }
    suite = ElementTree.SubElement(suites, "testsuite", attributes)
    ElementTree.SubElement(suite, "properties")
    return suite


def _case(suite: ElementTree.Element, locale: str, path: str, findings: Sequence[Finding]) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=f"polyclinic.{locale}", name=_xml(path), time="0")
    if findings:
        # JUnit knows one failure a case; all findings stand in its text.
        kind = "error" if any(finding.refuses for finding in findings) else "warning"
        failure = ElementTree.SubElement(case, "failure", message=counted(len(findings), "finding"), type=kind)
        failure.text = _xml("\n" + "\n".join(map(finding_text, findings)))


def _end(suite: ElementTree.Element) -> None:
    ElementTree.SubElement(suite, "system-out")
    ElementTree.SubElement(suite, "system-err")


def _words(finding: Finding) -> str:
    said = (finding.problem, finding.source, finding.translation, f"→ {finding.remedy}")
    return "\n".join(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in said if text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _xml(text: str) -> str:
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
