"""Renderings are found in whatever form a language gives them, and not where another word stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import check
from pipeline.checks.inflection import standing, writing_of
from pipeline.checks.plain import Text
from pipeline.checks.rule import Sheet
from pipeline.formats.settings import read_glossary
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary, Term

FORMS = [
    ("de", "Bluterguss", "kleine Blutergüsse"),
    ("de", "Nebenwirkung", "ohne Nebenwirkungen"),
    ("de", "Triggerpunkt", "die Triggerpunktbehandlung"),
    ("de", "myofaszialer Triggerpunkt", "bei myofaszialen Triggerpunkten"),
    ("de", "Dry Needling", "nach einer Dry-Needling-Sitzung"),
    ("fr", "point gâchette", "les points gâchettes"),
    ("es", "lesión nerviosa", "lesiones de los músculos y nerviosas"),
    ("pt_BR", "orientação médica", "orientações dos médicos"),
    ("hr", "okidačka točka", "okidačkih točaka"),
    ("hr", "dry needling", "nakon dry needlinga"),
    ("pl", "ból rzutowany", "bólu rzutowanego"),
    ("pl", "punkt spustowy", "w punktach spustowych"),
    ("uk", "відбитий біль", "відбитого болю"),
    ("uk", "тригерна точка", "тригерних точок"),
    ("ar", "نقطة زناد", "نقاط الزناد"),
    ("ar", "طبيب", "الأطباء"),
    ("hi", "मांसपेशी", "मांसपेशियों में"),
    ("ja", "トリガーポイント", "トリガー・ポイントを"),
    ("fr", "stimulateur cardiaque (pacemaker)", "porter un stimulateur cardiaque"),
]
OTHERS = [
    ("de", "Dry Needling", "nach der Akupunktur"),
    ("de", "Nebenwirkung", "mit der Wirkung"),
    ("fr", "point gâchette", "un point douloureux"),
    ("hr", "okidačka točka", "bolno mjesto"),
    ("pl", "punkt spustowy", "punkt bolesny"),
    ("uk", "тригерна точка", "больова точка"),
    ("ar", "نقطة زناد", "موضع الألم"),
    ("ja", "ドライニードリング", "鍼治療を"),
    ("zh_Hans", "干针疗法", "针灸疗法"),
    ("th", "การฝังเข็มแบบตะวันตก", "การนวด"),
]


@pytest.mark.parametrize(("locale", "rendering", "text"), FORMS)
def test_an_inflected_rendering_is_found(locale: str, rendering: str, text: str) -> None:
    assert standing(rendering, Text(text), writing_of(Locale(locale)))


@pytest.mark.parametrize(("locale", "rendering", "text"), OTHERS)
def test_another_word_is_none(locale: str, rendering: str, text: str) -> None:
    assert not standing(rendering, Text(text), writing_of(Locale(locale)))


@given(st.text("abÄöß точкаعمل日本ー", min_size=1), st.sampled_from(["de", "ar", "ja", "hi", "", "xx"]), st.booleans())
def test_a_rendering_stands_in_itself(rendering: str, locale: str, strict: bool) -> None:
    found = standing(rendering, Text(rendering), writing_of(Locale(locale)), strict)
    assert all(0 <= start < end <= len(rendering) for start, end in found)
    assert found or not any(map(str.isalpha, rendering.replace("ー", "")))


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["de", "ar", "ja"]))
def test_any_text_is_read(source: str, text: str, locale: str) -> None:
    glossary = Glossary(
        (Term("a b", renderings={locale: text[:9] or "x"}, forbidden={locale: (source[:4],)}), Term("A", do_not_translate=True))
    )
    message = Message(f"A b {source}", msgstr=(text or "y",), line=3)
    catalog = Catalog("case", locale, messages=(message,), path="case.po")
    for finding in check([Sheet(catalog, Locale(locale), glossary)], ["term-not-as-agreed", "term-misleading", "name-changed"]):
        assert all(0 <= mark.start < mark.end for mark in finding.marks)


def test_what_is_accepted_is_read_and_a_wrong_kind_is_named() -> None:
    glossary = read_glossary('[[terms]]\nterm = "twitch"\naccepted.de = ["zucken"]\n', "glossary.toml")
    assert glossary.terms[0].accepted == {"de": ("zucken",)}
    with pytest.raises(PipelineError, match=r"accepted\.de.*tuple"):
        read_glossary('[[terms]]\nterm = "twitch"\naccepted.de = "zucken"\n', "glossary.toml")
