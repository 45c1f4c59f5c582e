"""Every rule survives any text, and none takes more time for a hostile one than its length asks for.

Time itself is no assertion: a hundred kilobytes of each kind go through all rules in a process with a limit that only a rule
that is not linear exceeds by far. `tests/benchmarks/checks/hostile.py` says which one, and how its cost grows.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale
from tests.checks.hostile import LOCALES, hostile_texts

ROOT = Path(__file__).parents[2]
LENGTH = 100_000
PARTS = 3
LIMIT = 120
"""Seconds for one of the parts, which takes a tenth of them where nothing else runs."""

PIECES = st.sampled_from(sorted({text[:12] for text in hostile_texts(12)})) | st.text(
    alphabet=st.characters(exclude_categories=["Cs"]), max_size=12
)
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map("".join)


@st.composite
def sheets(draw: st.DrawFn) -> list[Sheet]:
    """The catalogs of a locale with hostile messages, plurals and headers; one of them is the disclaimer's."""
    locale = Locale(draw(st.sampled_from(LOCALES)))
    made = []
    for domain in ("disclaimer", "article"):
        messages = []
        for line in range(draw(st.integers(1, 3))):
            forms = tuple(draw(st.lists(TEXTS, min_size=1, max_size=3)))
            plural = draw(TEXTS) if len(forms) > 1 else draw(st.none() | TEXTS)
            messages.append(Message(f"{line}{draw(TEXTS)}", draw(st.none() | TEXTS), plural, forms, line=line + 1))
        header = draw(st.just("") | TEXTS)
        made.append(Sheet(Catalog(domain, locale.name, header, messages=tuple(messages), path=f"{domain}.po"), locale))
    return made


@given(sheets())
def test_no_text_stops_a_rule_and_every_passage_lies_in_its_text(found_in: list[Sheet]) -> None:
    for finding in check(found_in):
        if finding.message is None:
            continue
        for mark in finding.marks:
            text = finding.source if mark.form is None else finding.message.msgstr[mark.form]
            assert 0 <= mark.start <= mark.end <= len(text), finding
        assert finding.problem
        assert not finding.problem.endswith(".")


_PROGRAM = f"""
import sys
from tests.benchmarks.checks.hostile import checked
checked({LENGTH}, int(sys.argv[1]), {PARTS})
print("done")
"""


@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_kilobytes_of_anything_go_through_all_rules(part: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(part)], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False
    )
    assert (done.stdout, done.returncode) == ("done\n", 0), done.stderr
