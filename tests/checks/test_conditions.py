"""Exceptions that became conditions, in each language of the project."""

import pytest

from pipeline.checks import conditions
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

TEXTS = {
    "ar": ("حرّك ذراعك إلا إذا كانت تؤلمك.", "حرّك ذراعك إذا كانت تؤلمك."),
    "de": ("Bewegen Sie den Arm, außer wenn er schmerzt.", "Bewegen Sie den Arm, wenn er schmerzt."),
    "es": ("Mueva el brazo, a menos que le duela.", "Mueva el brazo si le duele."),
    "fr": ("Bougez le bras, sauf s’il fait mal.", "Bougez le bras s’il fait mal."),
    "hi": ("जब तक दर्द न हो, बाँह हिलाएँ।", "यदि दर्द हो, तो बाँह हिलाएँ।"),
    "hr": ("Pomičite ruku, osim ako boli.", "Pomičite ruku ako boli."),
    "ja": ("痛まない限り、腕を動かしてください。", "痛む場合は、腕を動かしてください。"),
    "pl": ("Poruszaj ręką, chyba że boli.", "Poruszaj ręką, jeśli boli."),
    "pt_BR": ("Mova o braço, a menos que doa.", "Mova o braço se doer."),
    "th": ("ขยับแขน เว้นแต่จะเจ็บ", "ขยับแขนถ้าเจ็บ"),
    "uk": ("Рухайте рукою, хіба що вона болить.", "Рухайте рукою, якщо вона болить."),
    "zh_Hans": ("除非疼痛，否则请活动手臂。", "如果疼痛，请活动手臂。"),
}


@pytest.mark.parametrize(("locale", "right", "wrong"), [(locale, *texts) for locale, texts in TEXTS.items()])
def test_an_exception_is_no_condition(locale: str, right: str, wrong: str) -> None:
    assert not _said(locale, right)
    assert _said(locale, wrong)


def test_a_language_that_nobody_listed_is_left_alone() -> None:
    assert not _said("xx", "if")


def _said(locale: str, text: str) -> bool:
    message = Message("Move the arm unless it hurts.", msgstr=(text,), line=1)
    sheet = Sheet(Catalog("article", locale, messages=(message,), path="x.po"), Locale(locale))
    return any(True for rule in conditions.RULES for _ in rule.find(sheet))
