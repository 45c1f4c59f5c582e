"""Instructions to patients that no article holds, each with one word turned: denied, or its opposite.

They were written before the lists were tuned with them, to tell what the lists know of sentences that nobody looked at. In a
file, `{right|wrong}` is a passage and what makes a fault of it; a text without one is right and free.
"""

import json
import re
from pathlib import Path

import pytest

from pipeline.checks import check, meaning, opposites
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

FILES = sorted((Path(__file__).parent / "instructions").glob("*.json"))
_EITHER = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
RULES = {rule.id for rule in (*meaning.RULES, *opposites.RULES)}


def told(locale: str, source: str, text: str) -> set[str]:
    """The rules on meaning that say something of a translation."""
    catalog = Catalog("case", locale, messages=(Message(source, "case.x", msgstr=(text,)),))
    return {finding.rule for finding in check([Sheet(catalog, Locale(locale))])} & RULES


def instructions(path: Path) -> list[tuple[str, str]]:
    """The English and the translations of a file, with both words of each fault."""
    return [(source, text) for source, text in json.loads(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_right_is_left_alone(path: Path) -> None:
    rights = [(source, _EITHER.sub(r"\1", text)) for source, text in instructions(path)]
    assert [(source, text) for source, text in rights if told(path.stem, source, text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_most_turned_instructions_are_found(path: Path) -> None:
    wrongs = [(source, _EITHER.sub(r"\2", text)) for source, text in instructions(path) if "{" in text]
    missed = [(source, text) for source, text in wrongs if not told(path.stem, source, text)]
    assert len(wrongs) >= 40
    assert len(missed) / len(wrongs) <= 0.1, missed
