"""The real catalogs, held against what the issue of their quality can be measured by."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from pipeline.formats.po import read_po
from pipeline.formats.settings import read_glossary
from pipeline.model.catalog import Catalog
from pipeline.publish.clinics import read_clinics
from pipeline.publish.sources import open_project
from tests.checks.sheets import checked
from tests.conftest import ROOT, Run

FILES = sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po"))
IDS = [f"{path.parts[-3]}/{path.stem}" for path in FILES]
LOCALES = open_project(ROOT).site.locales


def read(path: Path) -> Catalog:
    return read_po(path.read_bytes(), path.relative_to(ROOT).as_posix(), path.stem, path.parts[-3])


def test_every_locale_has_every_domain() -> None:
    clinics = {one.domain: one.locales for one in read_clinics(open_project(ROOT)).values()}
    domains = {path.stem: clinics.get(path.stem, LOCALES) for path in ROOT.glob("locales/*.pot")}
    wanted = {(locale, domain) for domain, locales in domains.items() for locale in locales if locale != "en"}
    assert {(path.parts[-3], path.stem) for path in FILES} == wanted


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_message_is_translated_and_says_where_it_comes_from(path: Path) -> None:
    catalog = read(path)
    assert [message.msgid for message in catalog.messages if not message.translated] == []
    assert any("machine translation" in line and "native clinician" in line for line in catalog.comments)
    assert catalog.fields["Language"] == path.parts[-3]


# The names that practitioners and patients of these languages really use.
SAME = {"hr": {"dry needling"}, "fr": {"dry needling"}, "de": {"dry needling", "Dry Needling"}, "es": set(), "pl": set()}


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_message_is_left_in_english(path: Path) -> None:
    same = {m.msgid for m in read(path).messages for text in m.msgstr if text.casefold() == m.msgid.casefold()}
    assert same <= SAME.get(path.parts[-3], set()) | ({"Links", "Note", "E-mail"} if path.stem == "site" else set())


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_rules_find_nothing(path: Path) -> None:
    assert [str(finding) for finding in checked(read(path))] == []


def figures(text: str) -> Counter[str]:
    """The numbers of a text by value, without grouping signs; a decimal sign is a dot."""
    text = re.sub(r"\[\^?\w+\]", "", text)
    text = re.sub(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", text)
    return Counter(number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?", text))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_figure_survives(path: Path) -> None:
    for message in read(path).messages:
        if message.msgid_plural is None:
            assert figures(message.msgstr[0]) == figures(message.msgid), f"{path}:{message.line}"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_texts_are_clean(path: Path) -> None:
    for message in read(path).messages:
        for text in message.msgstr:
            assert text == unicodedata.normalize("NFC", text.strip())
            # Arabic names a file like .htaccess: without the mark its dot would be shown at its end.
            shown = text.replace("\u200e", "") if path.stem == "handover" else text
            assert not [c for c in shown if unicodedata.category(c) in ("Cf", "Cc", "Co")]
            assert message.msgid.count("**") == text.count("**")


def test_the_glossary_has_every_term_in_every_locale() -> None:
    terms = read_glossary((ROOT / "source/glossary.toml").read_text("utf-8"), "source/glossary.toml").terms
    assert len(terms) >= 40
    for term in terms:
        assert set(term.renderings) == set(LOCALES), term.term


def test_an_update_changes_nothing(run: Run, project: Path) -> None:
    result = run("update")
    assert result.output.strip() == "nothing to change"
