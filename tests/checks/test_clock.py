"""Halves of the day, said in each language of the project."""

import pytest

from pipeline.checks import clock
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

TIMES = {
    "ar": ("8:30 مساءً", "8:30 صباحًا"),
    "de": ("20:30 Uhr", "8:30 Uhr morgens"),
    "es": ("8:30 de la noche", "8:30 de la mañana"),
    "fr": ("20 h 30", "8 h 30 du matin"),
    "hi": ("रात 8:30", "सुबह 8:30"),
    "hr": ("20:30", "8:30 ujutro"),
    "ja": ("午後8時30分", "午前8時30分"),
    "pl": ("8:30 wieczorem", "8:30 rano"),
    "pt_BR": ("8:30 da noite", "8:30 da manhã"),
    "th": ("20:30 น.", "8:30 เช้า"),
    "uk": ("8:30 вечора", "8:30 ранку"),
    "zh_Hans": ("晚上8:30", "上午8:30"),
}


@pytest.mark.parametrize(("locale", "evening", "morning"), [(locale, *times) for locale, times in TIMES.items()])
def test_morning_is_not_evening(locale: str, evening: str, morning: str) -> None:
    assert not _said(locale, "at 8:30 pm", evening)
    assert not _said(locale, "at 8:30 am", morning)
    assert _said(locale, "at 8:30 pm", morning)
    assert _said(locale, "at 8:30 am", evening)


def test_what_one_text_does_not_say_is_no_fault() -> None:
    assert not _said("de", "at 8:30 pm", "um 8:30 Uhr")
    assert not _said("de", "at 12:30 am", "um 0:30 Uhr")
    assert not _said("de", "version 8.30", "Version 8.30")
    assert not _said("xx", "at 8:30 am", "20:30")


def _said(locale: str, source: str, text: str) -> bool:
    sheet = Sheet(Catalog("article", locale, messages=(Message(source, msgstr=(text,), line=1),), path="x.po"), Locale(locale))
    return any(True for rule in clock.RULES for _ in rule.find(sheet))
