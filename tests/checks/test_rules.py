"""Each case file's entries yield exactly what their comments expect: a false alarm fails like a miss."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.checks import RULES, check
from pipeline.formats.po import read_po

CASES = sorted((Path(__file__).parent / "cases").glob("*.po"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_entry_yields_exactly_what_it_expects(path: Path) -> None:
    catalog = read_po(path.read_bytes(), path.name, "case", "de")
    expected: Counter[tuple[int | None, str]] = Counter()
    for message in catalog.messages:
        for comment in message.comments:
            mark, _, rules = comment.partition("expect: ")
            assert mark == ""
            expected.update((message.line, rule) for rule in rules.split())
    assert Counter((finding.place.line, finding.rule) for finding in check(catalog)) == expected


def test_every_rule_has_a_case() -> None:
    assert {rule.id for rule in RULES} == {path.stem for path in CASES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_tells_good_from_bad(rule) -> None:  # type: ignore[no-untyped-def]
    assert "Bad:" in rule.find.__doc__
    assert "Good:" in rule.find.__doc__
