"""Terms of the glossary in translations: the forms that languages give a rendering are found, other words are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import terms
from pipeline.checks.inflection import standing, writing_of
from pipeline.checks.plain import Text
from pipeline.checks.rule import Sheet
from pipeline.formats.settings import read_glossary
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary, Term

CASES = Path(__file__).parent / "cases"
GLOSSARY = read_glossary((CASES / "glossary.toml").read_text("utf-8"), "glossary.toml")
LOCALES = ["ar", "de", "es", "fr", "hi", "hr", "ja", "pl", "pt_BR", "th", "uk", "zh_Hans", "xx", ""]


def stands(locale: str, rendering: str, text: str) -> bool:
    return bool(standing(rendering, Text(text), writing_of(Locale(locale))))


@pytest.mark.parametrize(
    ("locale", "rendering", "text"),
    [
        ("de", "Muskelschmerz", "bei Muskelschmerzen"),
        ("de", "Arzt", "Fragen Sie Ihren Ärzten nach"),
        ("de", "Triggerpunkt", "die Triggerpunktbehandlung"),
        ("de", "chronischer Schmerz", "Schmerzen, die chronisch sind"),
        ("fr", "professionnel de santé", "des professionnels de la santé"),
        ("fr", "œdème", "Un Œdème"),
        ("es", "lesión nerviosa", "lesiones nerviosas"),
        ("es", "contracción", "las contracciones"),
        ("pt_BR", "infecção", "infecções"),
        ("pt_BR", "ponto-gatilho", "os pontos-gatilho"),
        ("hr", "okidačka točka", "više okidačkih točaka"),
        ("hr", "ozljeda živca", "ozljede živaca"),
        ("pl", "punkt spustowy", "w punktach spustowych"),
        ("pl", "zakażenie", "po zakażeniu"),
        ("uk", "больова точка", "у больових точках"),
        ("uk", "кров", "крові"),
        ("hi", "मांसपेशी", "मांसपेशियों में"),
        ("ar", "نقطة زناد", "ونقاط الزناد"),
        ("ar", "إبرة جافة", "بالإبر الجافة"),
        ("ja", "トリガーポイント", "この**トリガーポイント**は"),
        ("zh_Hans", "触发点", "这些触发点会"),
        ("th", "จุดกดเจ็บ", "มีจุดกดเจ็บหลายจุด"),
        ("hr", "mišić (psoas)", "u mišićima"),
    ],
)
def test_forms_of_a_rendering_are_found(locale: str, rendering: str, text: str) -> None:
    assert stands(locale, rendering, text)


@pytest.mark.parametrize(
    ("locale", "rendering", "text"),
    [
        ("de", "Triggerpunkt", "ein Druckpunkt"),
        ("de", "Einwilligung", "eine Behandlung"),
        ("fr", "effet indésirable", "un effet durable"),
        ("hr", "upala", "bol u mišiću"),
        ("pl", "omdlenie", "zmęczenie"),
        ("uk", "запалення", "біль у м’язах"),
        ("hi", "संक्रमण", "सूजन और दर्द"),
        ("ar", "التهاب", "ألم في العضلة"),
        ("ja", "免疫系", "心臓の病気"),
        ("zh_Hans", "免疫系统", "心脏起搏器"),
        ("th", "ยาชา", "โรคไต"),
    ],
)
def test_other_words_are_not(locale: str, rendering: str, text: str) -> None:
    assert not stands(locale, rendering, text)


@given(st.sampled_from(LOCALES), st.text(min_size=1).filter(str.strip), st.text())
def test_a_rendering_stands_in_itself(locale: str, rendering: str, around: str) -> None:
    words = Text(rendering).words
    assert not words or stands(locale, rendering, rendering)
    standing(rendering, Text(around), writing_of(Locale(locale)), strict=True)


@given(st.sampled_from(LOCALES), st.text() | st.sampled_from(["trigger points", "Dry needling, TWITCHES"]), st.text())
def test_rules_on_terms_take_any_text(locale: str, source: str, text: str) -> None:
    sheet = sheet_of(locale, source, text, GLOSSARY)
    for rule in terms.RULES:
        for problem in rule.find(sheet):
            assert all(0 <= start < end <= len(source) for start, end in problem.source)
            assert all(0 <= start < end <= len(text) for start, end in problem.text)


def test_a_further_rendering_is_as_right_as_the_agreed_one() -> None:
    term = Term("bruising", renderings={"de": "Bluterguss"}, accepted={"de": ("blaue Flecken",)})
    assert found("de", "some bruising", "blaue Flecken", term) == []
    assert found("de", "some bruising", "rote Flecken", term) == ["term-not-as-agreed"]
    assert found("fr", "some bruising", "rote Flecken", term) == []


def test_the_longer_term_counts() -> None:
    longer = Term("trigger point injection", renderings={"de": "Infiltration"})
    assert found("de", "a trigger point injection", "eine Infiltration", longer, *GLOSSARY.terms) == []


@pytest.mark.parametrize(
    "entry",
    [
        'term = "a"\naccepted = { de = "b" }',
        'term = "a"\nrenderings = { de = "b" }\naccepted = { de = ["b"] }',
        'term = "a"\nrenderings = { de = "b" }\nforbidden = { de = ["B"] }',
        'term = "a"\nrenderings = { de = " " }',
        'term = ""',
        'term = "a"\naccept = { de = ["b"] }',
    ],
)
def test_a_glossary_that_contradicts_itself_is_refused(entry: str) -> None:
    with pytest.raises(PipelineError):
        read_glossary(f"[[terms]]\n{entry}\n", "source/glossary.toml")


def found(locale: str, source: str, text: str, *terms_: Term) -> list[str]:
    sheet = sheet_of(locale, source, text, Glossary(terms_))
    return [rule.id for rule in terms.RULES for _ in rule.find(sheet)]


def sheet_of(locale: str, source: str, text: str, glossary: Glossary) -> Sheet:
    message = Message(source, None, None, (text,))
    return Sheet(Catalog("case", locale, messages=(message,)), Locale(locale), glossary)
