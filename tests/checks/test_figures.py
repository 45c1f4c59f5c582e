"""Figures as health texts say them, in many languages: what is right stays silent, what is wrong is told by the rule for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import figures
from pipeline.checks.lexicon import lexicon
from pipeline.checks.phrases import Phrases
from pipeline.checks.plain import Text
from pipeline.checks.quantities import amounts
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

LANGUAGES = ("ar", "de", "en", "es", "fr", "hi", "hr", "ja", "pl", "pt", "th", "uk", "zh_Hans")


def found(locale: str, source: str, text: str) -> list[str]:
    """The ids of the family's rules that speak."""
    sheet = Sheet(Catalog("x", locale, messages=(Message(source, msgstr=(text,)),)), Locale(locale))
    return sorted(rule.id for rule in figures.RULES for _ in rule.find(sheet))


RIGHT = [
    ("de", "0.25 mg", "0,25 mg"),
    ("ar", "24 hours", "٢٤ ساعة"),
    ("fr", "1,024 treatments", "1\u202f024 traitements"),
    ("de", "one in three", "1 von 3"),
    ("de", "24–48 hours", "24 bis 48 Stunden"),
    ("ar", "from 24 to 48 hours", "من 24 إلى 48 ساعة"),
    ("ja", "24–48 hours", "24時間から48時間"),
    ("ja", "24–48 hours", "24～48時間"),
    ("hi", "100,000 people", "1,00,000 लोग"),
    ("hi", "24 hours", "२४ घंटे"),
    ("th", "24 hours", "๒๔ ชั่วโมง"),
    ("ja", "30 minutes", "３０分"),
    ("de", "24 hours", "1 Tag"),
    ("hr", "two weeks", "14 dana"),
    ("ar", "two days", "يومين"),
    ("ar", "twice a week", "مرتين في الأسبوع"),
    ("uk", "twice a day", "двічі на день"),
    ("pl", "twice daily", "dwa razy dziennie"),
    ("de", "twice daily", "2-mal täglich"),
    ("fr", "half an hour", "une demi-heure"),
    ("de", "half an hour", "30 Minuten"),
    ("es", "a dozen needles", "12 agujas"),
    ("pt_BR", "5 percent of patients", "5% dos pacientes"),
    ("th", "5% of patients", "ร้อยละ 5 ของผู้ป่วย"),
    ("ar", "5% of patients", "5 في المئة من المرضى"),
    ("hi", "5% of patients", "5 प्रतिशत मरीज़"),
    ("de", "a temperature of 100.4 °F", "eine Temperatur von 38 °C"),
    ("hr", "a fever above 38 °C", "temperatura viša od 38 °C"),
    ("fr", "6:30 p.m.", "18 h 30"),
    ("de", "from 9:00 am", "ab 9 Uhr"),
    ("uk", "at 6 p.m.", "о 18:00"),
    ("de", "the person&#8217;s 3D view", "die räumliche Ansicht"),
    ("ja", "November 15, 2026", "2026年11月15日"),
    ("de", "on 15 November 2026", "am 15. November 2026"),
    ("uk", "15 November 2026", "15 листопада 2026 року"),
    ("zh_Hans", "three times a week", "每周三次"),
    ("zh_Hans", "every 6–8 hours", "每6至8小时"),
    ("es", "no more than 4 g in 24 hours", "no más de 4 g en 24 horas"),
    ("de", "500 mg", "0,5 g"),
    ("fr", "1 litre of water", "1 000 ml d’eau"),
    ("de", "blood pressure of 120/80 mmHg", "ein Blutdruck von 120/80 mmHg"),
    ("de", "COVID-19", "Covid-19"),
    ("hr", "vitamin B12", "vitamin B12"),
    ("pl", "the 19th century", "XIX wiek"),
    ("de", "a 50-year-old man", "ein 50-jähriger Mann"),
    ("fr", "¾ of patients", "trois quarts des patients"),
    ("ja", "one third of patients", "患者の3分の1"),
    ("uk", "1 in 10,000 people", "1 на 10 000 осіб"),
    ("de", "five to six steps", "5–6 Schritte"),
    ("hi", "two and a half hours", "ढाई घंटे"),
    ("pl", "one and a half hours", "półtorej godziny"),
    ("zh_Hans", "20,000 treatments", "2万次治疗"),
    ("ja", "20,000 people", "2万人"),
    ("es", "1.5 million people", "1,5 millones de personas"),
    ("de", "It is used in one of them", "Es wird bei einer von ihnen verwendet"),
    ("ar", "1 day", "يوم واحد"),
    ("uk", "1 day", "день"),
    ("it", "24–48 hours", "24-48 ore"),
    ("", "24–48 hours", "24–48 ore"),
]


@pytest.mark.parametrize(("locale", "source", "text"), RIGHT)
def test_right_figures_are_left_alone(locale: str, source: str, text: str) -> None:
    assert found(locale, source, text) == []


WRONG = [
    ("de", "24–48 hours", "24 bis 84 Stunden", "figure-changed"),
    ("de", "24–48 hours", "48–24 Stunden", "range-reversed"),
    ("de", "24–48 hours", "24–48 Tage", "unit-changed"),
    ("ar", "24–48 hours", "من 24 إلى 48 يومًا", "unit-changed"),
    ("ja", "24–48 hours", "24～48日", "unit-changed"),
    ("th", "24–48 hours", "24–48 วัน", "unit-changed"),
    ("hi", "24–48 hours", "24–48 दिन", "unit-changed"),
    ("zh_Hans", "24–48 hours", "24～48天", "unit-changed"),
    ("pl", "24–48 hours", "24–48 dni", "unit-changed"),
    ("hr", "24–48 hours", "24–48 dana", "unit-changed"),
    ("uk", "24–48 hours", "24–48 днів", "unit-changed"),
    ("es", "24–48 hours", "24–48 días", "unit-changed"),
    ("fr", "24–48 hours", "24–48 jours", "unit-changed"),
    ("pt_BR", "24–48 hours", "24–48 dias", "unit-changed"),
    ("de", "5 mg", "5 g", "unit-changed"),
    ("ja", "5 mg", "5 g", "unit-changed"),
    ("uk", "5 mg", "5 г", "unit-changed"),
    ("ar", "5 mg", "5 غ", "unit-changed"),
    ("hi", "5 mg", "5 ग्राम", "unit-changed"),
    ("fr", "50 µg", "50 mg", "unit-changed"),
    ("de", "100 ml", "100 l", "unit-changed"),
    ("de", "38 °C", "38 °F", "unit-changed"),
    ("de", "100.4 °F", "40 °C", "figure-changed"),
    ("de", "0.25 mg", "2,5 mg", "figure-changed"),
    ("de", "0.25 mg", "0,025 mg", "figure-changed"),
    ("fr", "1,024 treatments", "1,24 traitements", "figure-changed"),
    ("de", "twice daily", "zweimal wöchentlich", "rate-changed"),
    ("hr", "twice a week", "dvaput dnevno", "rate-changed"),
    ("uk", "twice a day", "двічі на тиждень", "rate-changed"),
    ("zh_Hans", "three times a week", "每天三次", "rate-changed"),
    ("de", "2 sessions in 6 weeks", "6 Sitzungen in 2 Wochen", "unit-changed"),
    ("de", "two or three sessions", "zwei oder vier Sitzungen", "number-word-changed"),
    ("fr", "five steps", "six étapes", "number-word-changed"),
    ("ar", "three steps", "أربع خطوات", "number-word-changed"),
    ("es", "one in three", "1 de 4", "figure-changed"),
    ("de", "18 of them, later 12", "12 davon, später 18", "figures-exchanged"),
    ("de", "120/80 mmHg", "180/80 mmHg", "figure-changed"),
    ("hr", "vitamin B12", "vitamin B6", "figure-changed"),
    ("de", "on 15 November 2026", "am 15. Dezember 2026", "figure-changed"),
    ("de", "on 15 November", "am 16. November", "figure-changed"),
    ("hi", "take 2 tablets", "गोलियाँ लें", "figure-changed"),
    ("de", "Rest afterwards.", "Ruhen Sie danach 12 Stunden.", "figure-added"),
    ("it", "24–48 hours", "24-84 ore", "figure-changed"),
]


@pytest.mark.parametrize(("locale", "source", "text", "rule"), WRONG)
def test_wrong_figures_are_told(locale: str, source: str, text: str, rule: str) -> None:
    assert rule in found(locale, source, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_names_every_number_up_to_a_hundred(language: str) -> None:
    listed = lexicon("numbers", language)
    assert listed is not None
    values = {*listed["words"].values(), *listed["times"].values()}
    assert set(range(101)) - values == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_of_the_lexicon_is_found_as_what_it_says(language: str) -> None:
    numbers, units = lexicon("numbers", language), lexicon("units", language)
    assert numbers is not None
    assert units is not None
    for word, value in numbers["words"].items():
        said = list(Phrases({word: value}, numbers["spaced"]).find(Text(word.replace("*", ""))))
        assert [one.meaning for one in said] == [value], word
    seen: dict[str, str] = {}
    for unit, words in units["units"].items():
        for word in words:
            assert seen.setdefault(word, unit) == unit, word


@given(st.text(), st.text(), st.sampled_from([*LANGUAGES, "it", ""]))
def test_every_passage_lies_in_its_text_however_odd(source: str, text: str, locale: str) -> None:
    sheet = Sheet(Catalog("x", locale, messages=(Message(source, msgstr=(text,)),)), Locale(locale))
    for problem in (problem for rule in figures.RULES for problem in rule.find(sheet)):
        assert all(0 <= start <= end <= len(source) for start, end in problem.source)
        assert all(0 <= start <= end <= len(text) for start, end in problem.text)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(LANGUAGES))
def test_a_figure_is_read_as_its_value(value: int, other: int, locale: str) -> None:
    said = amounts(Text(f"{value} x {other}"), locale).quantities
    assert [one.low for one in said] == [value, other]
    assert (found(locale, f"{value} hours", f"{other} hours") == []) == (value == other)
