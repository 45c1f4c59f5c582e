"""Each case file's entries yield exactly what their comments expect: a false alarm fails like a miss.

A file is named for its rule, and for its language where a rule has several: `only-changed.po`, `only-changed.ja.po`. Its
header says the language, and what is expected of itself;
it is read as a catalog of the rule's domain, so the other rules of that domain must be silent.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.checks import RULES, RULES_ACROSS, RULES_ON_REQUEST, check, terms
from pipeline.checks.rule import Sheet
from pipeline.formats.po import read_po
from pipeline.formats.settings import read_glossary
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary

CASES = sorted((Path(__file__).parent / "cases").glob("*.po"))
DOMAIN_OF = {rule.id: rule.domain for rule in RULES} | dict.fromkeys(rule.id for rule in RULES_ACROSS)
GLOSSARY = read_glossary((Path(__file__).parent / "cases" / "glossary.toml").read_text("utf-8"), "glossary.toml")
BY_GLOSSARY = {rule.id for rule in terms.RULES}


def rule_of(path: Path) -> str:
    """The id of the rule that a case file is named for."""
    return path.name.split(".")[0]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_entry_yields_exactly_what_it_expects(path: Path) -> None:
    domain = DOMAIN_OF[rule_of(path)] or "case"
    header = read_po(path.read_bytes(), path.name, domain, "")
    # A file's name says its language where the header is what is wrong.
    language = path.stem.partition(".")[2] or header.fields["Language"]
    catalog = replace(header, locale=language)
    glossary = GLOSSARY if rule_of(path) in BY_GLOSSARY else Glossary()
    sheet = Sheet(catalog, Locale(language), glossary)
    expected = Counter((1, rule) for comment in catalog.comments for rule in comment.partition("expect: ")[2].split())
    for message in catalog.messages:
        for comment in message.comments:
            mark, _, rules = comment.partition("expect: ")
            assert mark == ""
            expected.update((message.line, rule) for rule in rules.split())
    assert Counter((finding.place.line, finding.rule) for finding in check([sheet])) == expected


def test_every_rule_has_a_case() -> None:
    assert {rule.id for rule in (*RULES, *RULES_ACROSS)} == {rule_of(path) for path in CASES}


@pytest.mark.parametrize("rule", [*RULES, *RULES_ACROSS, *RULES_ON_REQUEST], ids=lambda rule: rule.id)
def test_every_rule_tells_good_from_bad(rule) -> None:  # type: ignore[no-untyped-def]
    assert "Bad:" in rule.find.__doc__
    assert "Good:" in rule.find.__doc__
