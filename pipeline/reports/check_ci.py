"""What a check came to, for CI systems: workflow commands of GitHub, and JUnit's XML."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from pipeline.model.check import Checked
from pipeline.model.finding import Finding

_COMMANDS = {"error": "error", "refusal": "error", "warning": "warning"}
# XML 1.0, production 2: every other character has no form in it at all.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def github_lines(checked: Checked) -> Iterator[str]:
    """A workflow command of GitHub Actions for each finding: an annotation at its line, escaped as the toolkit does."""
    for finding in checked.findings:
        line = f",line={finding.place.line}" if finding.place.line else ""
        command = _COMMANDS[finding.severity.value]
        title = _property(f"{finding.rule} ({finding.locale})")
        yield f"::{command} file={_property(finding.place.path)}{line},title={title}::{_data(_words(finding))}"


def check_junit(checked: Checked) -> str:
    """JUnit's XML: a suite per locale, a case per catalog, a failure per finding."""
    suites = ElementTree.Element("testsuites", name="polyclinic check")
    for locale in dict.fromkeys(catalog.locale for catalog in checked.catalogs):
        catalogs = [catalog for catalog in checked.catalogs if catalog.locale == locale]
        paths = [
            *dict.fromkeys([*(one.path for one in catalogs), *(f.place.path for f in checked.findings if f.locale == locale)])
        ]
        failed = {finding.place.path for finding in checked.findings}
        suite = ElementTree.SubElement(
            suites,
            "testsuite",
            {
                "name": locale,
                "tests": str(len(paths)),
                "failures": str(len(failed & set(paths))),
                "errors": "0",
                "skipped": "0",
            },
        )
        for path in paths:
            case = ElementTree.SubElement(suite, "testcase", classname=f"polyclinic.{locale}", name=_xml(path))
            found = [finding for finding in checked.findings if finding.place.path == path]
            if found:
                # JUnit knows one failure a case; the others stand in its text.
                says = f"{len(found)} finding{'s' if len(found) > 1 else ''}"
                failure = ElementTree.SubElement(case, "failure", message=says, type=found[0].severity.value)
                failure.text = _xml("\n\n".join(f"{finding.place}: [{finding.rule}] {_words(finding)}" for finding in found))
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode")


def _words(finding: Finding) -> str:
    return "\n".join(filter(None, (finding.problem, finding.source, finding.translation, f"→ {finding.remedy}")))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
