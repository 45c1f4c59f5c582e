"""What the checks say of catalogs that people finished: findings per rule, per 100 live messages, and the findings themselves.

`python tests/benchmarks/checks/alarms.py [--rule RULE]... [--show N] [FILE...]`; without files, this project's own catalogs.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.formats.po import read_po
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.publish.checking import check_locales
from pipeline.publish.sources import open_project

ROOT = Path(__file__).parents[3]


def main(arguments: Sequence[str]) -> None:
    """Print the counts, then some findings of each rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rule", action="append", default=[])
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args(arguments)
    messages = 0
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for count, found in _of_files(chosen.files) if chosen.files else _of_project():
        messages += count
        for finding in found:
            if not chosen.rule or finding.rule in chosen.rule:
                by_rule[finding.rule].append(finding)
    counts = Counter({rule: len(found) for rule, found in by_rule.items()})
    for rule, number in counts.most_common():
        print(f"{number:6}  {100 * number / messages:6.2f}  {rule} ({by_rule[rule][0].severity})")
    print(f"{counts.total():6}  {100 * counts.total() / max(messages, 1):6.2f}  per 100 of {messages} live messages")
    for rule, found in by_rule.items():
        step = max(1, len(found) // max(chosen.show, 1))
        for finding in found[::step][: chosen.show]:
            print(f"\n{finding.locale} {finding.place} [{rule}] {finding.problem}")
            if finding.message is not None:
                print(f"  {finding.message.msgid!r}")
                print(*(f"  {text!r}" for text in finding.message.msgstr), sep="\n")


def _of_files(files: Sequence[Path]) -> Iterator[tuple[int, tuple[Finding, ...]]]:
    for path in files:
        catalog = read_po(path.read_bytes(), str(path), path.stem, path.stem)
        locale = Locale(catalog.fields.get("Language") or path.stem)
        yield len(catalog.translated), tuple(check([Sheet(catalog, locale)]))


def _of_project() -> Iterator[tuple[int, tuple[Finding, ...]]]:
    project = open_project(ROOT)
    for checked in check_locales(project, project.locales).values():
        yield checked.messages, checked.findings


if __name__ == "__main__":
    main(sys.argv[1:])
