"""Spelling is asked of real Hunspell, with a dictionary of three words."""

from pathlib import Path

import pytest

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Mark
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary, Term
from pipeline.publish.dictionaries import Dictionary, dictionary_for

TEXT = "Der Muskelschmertz der Muskeln und **Sarkomere** in FIFA, Praxel und Acme."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pytest.importorskip("hunspell")
    (tmp_path / "de_DE.aff").write_text("SET UTF-8\nSFX N Y 1\nSFX N 0 n .\n", "utf-8")
    (tmp_path / "de_DE.dic").write_text("4\nder\nin\nund\nMuskel/N\n", "utf-8")
    return tmp_path


def unknown(spelling: Dictionary, rules: list[str] | None) -> list[tuple[Mark, ...]]:
    catalog = Catalog("case", "de", messages=(Message("Acme and others", msgstr=(TEXT,), line=3),), path="case.po")
    sheet = Sheet(
        catalog,
        Locale("de"),
        Glossary((Term("s", renderings={"de": "Sarkomer"}),)),
        frozenset(),
        spelling.words,
        spelling.knows,
    )
    return [finding.marks for finding in check([sheet], rules) if finding.rule == "misspelled-word"]


def test_unknown_words_are_marked_where_they_stand(folder: Path) -> None:
    (folder / "source" / "words").mkdir(parents=True)
    (folder / "source" / "words" / "de.txt").write_text("# names\nPraxel\n", "utf-8")
    spelling = dictionary_for(folder, Locale("de"), [folder])
    assert unknown(spelling, ["misspelled-word"]) == [(Mark(0, 4, 18),)]
    assert unknown(spelling, None) == []
    assert unknown(Dictionary(), ["misspelled-word"]) == []


def test_a_missing_dictionary_is_said(folder: Path) -> None:
    with pytest.raises(PipelineError, match="no Hunspell dictionary of fr"):
        dictionary_for(folder, Locale("fr"), [folder])
    assert dictionary_for(folder, Locale("ja"), [folder]) == Dictionary()
