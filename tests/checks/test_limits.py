"""Limits that a translation turns round or loses, and right ones beside them, in each language of the project."""

import pytest

from pipeline.checks import limits
from pipeline.checks.bounds import words_of
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

TEXTS = {
    "Wait at least 24 hours.": {
        "ar": ("انتظر 24 ساعة على الأقل.", "انتظر 24 ساعة على الأكثر.", "انتظر 24 ساعة."),
        "de": ("Warten Sie mindestens 24 Stunden.", "Warten Sie höchstens 24 Stunden.", "Warten Sie 24 Stunden."),
        "es": ("Espere al menos 24 horas.", "Espere como máximo 24 horas.", "Espere 24 horas."),
        "fr": ("Attendez au moins 24 heures.", "Attendez au plus 24 heures.", "Attendez 24 heures."),
        "hi": ("कम से कम 24 घंटे रुकें।", "अधिक से अधिक 24 घंटे रुकें।", "24 घंटे रुकें।"),
        "hr": ("Pričekajte najmanje 24 sata.", "Pričekajte najviše 24 sata.", "Pričekajte 24 sata."),
        "ja": ("24時間以上待ってください。", "24時間以内待ってください。", "24時間待ってください。"),
        "pl": ("Odczekaj co najmniej 24 godziny.", "Odczekaj najwyżej 24 godziny.", "Odczekaj 24 godziny."),
        "pt_BR": ("Espere pelo menos 24 horas.", "Espere no máximo 24 horas.", "Espere 24 horas."),
        "th": ("รออย่างน้อย 24 ชั่วโมง", "รอไม่เกิน 24 ชั่วโมง", "รอ 24 ชั่วโมง"),
        "uk": ("Зачекайте щонайменше 24 години.", "Зачекайте щонайбільше 24 години.", "Зачекайте 24 години."),
        "zh_Hans": ("请至少等待24小时。", "请最多等待24小时。", "请等待24小时。"),
    },
    "Take no more than 4 tablets a day.": {
        "ar": ("لا تتناول أكثر من 4 أقراص يوميًا.", "تناول ما لا يقل عن 4 أقراص يوميًا.", "تناول 4 أقراص يوميًا."),
        "de": (
            "Nehmen Sie nicht mehr als 4 Tabletten am Tag.",
            "Nehmen Sie mindestens 4 Tabletten am Tag.",
            "Nehmen Sie 4 Tabletten am Tag.",
        ),
        "es": ("No tome más de 4 comprimidos al día.", "Tome al menos 4 comprimidos al día.", "Tome 4 comprimidos al día."),
        "fr": (
            "Ne prenez pas plus de 4 comprimés par jour.",
            "Prenez au moins 4 comprimés par jour.",
            "Prenez 4 comprimés par jour.",
        ),
        "hi": ("दिन में 4 से अधिक गोलियाँ न लें।", "दिन में कम से कम 4 गोलियाँ लें।", "दिन में 4 गोलियाँ लें।"),
        "hr": ("Nemojte uzeti više od 4 tablete na dan.", "Uzmite najmanje 4 tablete na dan.", "Uzmite 4 tablete na dan."),
        "ja": ("1日に4錠を超えないでください。", "1日に少なくとも4錠飲んでください。", "1日に4錠飲んでください。"),
        "pl": (
            "Nie przyjmuj więcej niż 4 tabletki dziennie.",
            "Przyjmuj co najmniej 4 tabletki dziennie.",
            "Przyjmuj 4 tabletki dziennie.",
        ),
        "pt_BR": (
            "Não tome mais de 4 comprimidos por dia.",
            "Tome pelo menos 4 comprimidos por dia.",
            "Tome 4 comprimidos por dia.",
        ),
        "th": ("กินไม่เกินวันละ 4 เม็ด", "กินอย่างน้อยวันละ 4 เม็ด", "กินวันละ 4 เม็ด"),
        "uk": (
            "Не приймайте більше ніж 4 таблетки на день.",
            "Приймайте щонайменше 4 таблетки на день.",
            "Приймайте 4 таблетки на день.",
        ),
        "zh_Hans": ("每天不要超过4片。", "每天至少4片。", "每天4片。"),
    },
    "a fever of more than 39 °C": {
        "ar": ("حمى أعلى من 39 °C", "حمى أقل من 39 °C", ""),
        "de": ("Fieber von mehr als 39 °C", "Fieber von weniger als 39 °C", ""),
        "es": ("fiebre superior a 39 °C", "fiebre inferior a 39 °C", ""),
        "fr": ("une fièvre de plus de 39 °C", "une fièvre de moins de 39 °C", ""),
        "hi": ("39 °C से अधिक बुखार", "39 °C से कम बुखार", ""),
        "hr": ("vrućica iznad 39 °C", "vrućica ispod 39 °C", ""),
        "ja": ("39 °Cを超える熱", "39 °C未満の熱", ""),
        "pl": ("gorączka powyżej 39 °C", "gorączka poniżej 39 °C", ""),
        "pt_BR": ("febre acima de 39 °C", "febre abaixo de 39 °C", ""),
        "th": ("ไข้สูงกว่า 39 °C", "ไข้ต่ำกว่า 39 °C", ""),
        "uk": ("температура понад 39 °C", "температура нижче 39 °C", ""),
        "zh_Hans": ("发热超过39 °C", "发热低于39 °C", ""),
    },
}
CASES = [(locale, source, texts) for source, by_locale in TEXTS.items() for locale, texts in by_locale.items()]


@pytest.mark.parametrize(("locale", "source", "texts"), CASES)
def test_the_same_limit_is_right_another_one_is_not(locale: str, source: str, texts: tuple[str, str, str]) -> None:
    right, turned, lost = texts
    assert _said(locale, source, right) == []
    assert _said(locale, source, turned) == ["limit-turned"]
    assert _said(locale, source, lost) == (["limit-lost"] if lost else [])


@pytest.mark.parametrize(
    ("locale", "source", "text", "expected"),
    [
        ("de", "if it is ≤ 3", "wenn es ≥ 3 ist", ["limit-turned", "sign-changed"]),
        ("de", "if it is ≤ 3", "wenn es < 3 ist", ["sign-changed"]),
        ("de", "if it is ≤ 3", "wenn es höchstens 3 ist", []),
        ("de", "if it is ≤ 3", "wenn es 3 ist", ["sign-changed"]),
        ("de", "if it is < 38 °C", "bei > 38 °C", ["limit-turned", "sign-changed"]),
        ("de", "at most 3", "≤ 3", []),
        ("de", "3 days", "> 3 Tage", ["sign-changed"]),
        ("de", "2 kg ± 0.5 kg", "2 kg ± 0,5 kg", []),
        ("de", "2 kg ± 0.5 kg", "2 kg und 0,5 kg", ["sign-changed"]),
        ("de", "at -20 °C", "bei 20 °C", ["sign-changed"]),
        ("de", "at -20 °C", "bei −20 °C", []),
        ("de", "at -20 °C", "bei minus 20 °C", []),
        ("pt_BR", "at least 60%", "pelo menos 60%", []),
        ("fr", "exits with 0", "retourne B<0>", []),
        ("de", "three sessions over 2 weeks", "drei Sitzungen innerhalb von 2 Wochen", []),
        ("de", "people over 65", "Menschen unter 65", ["limit-turned"]),
        ("ja", "It cannot exceed 32 letters.", "32文字以上にはできません。", []),
        ("de", "Do not take more than 4.", "Nehmen Sie auf keinen Fall mehr als 4.", []),
        ("de", "Do not drive for at least 24 hours.", "Fahren Sie mindestens 24 Stunden lang nicht.", []),
        ("uk", "3.0 or higher", "3.0+", []),
        ("xx", "at least 3", "3", []),
    ],
)
def test_signs_denials_and_neighbours(locale: str, source: str, text: str, expected: list[str]) -> None:
    assert _said(locale, source, text) == expected


def test_every_language_of_the_project_has_its_words() -> None:
    assert all(words_of(locale) is not None for locale in ("en", *TEXTS["Wait at least 24 hours."]))


def _said(locale: str, source: str, text: str) -> list[str]:
    sheet = Sheet(Catalog("article", locale, messages=(Message(source, msgstr=(text,), line=1),), path="x.po"), Locale(locale))
    return [rule.id for rule in limits.RULES for _ in rule.find(sheet)]
