"""An order, advice and a permission in each of the languages: what turned is told, what did not is left alone."""

import pytest

from pipeline.checks import obligation
from pipeline.checks.obligation import words_of
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

ORDER = "You must ask a doctor before the session."
RIGHT = {
    "ar": "يجب أن تسأل طبيبًا قبل الجلسة.",
    "de": "Sie müssen vor der Sitzung eine Ärztin fragen.",
    "es": "Debe consultar a un médico antes de la sesión.",
    "fr": "Vous devez consulter un médecin avant la séance.",
    "hi": "सत्र से पहले डॉक्टर से पूछना ज़रूरी है।",
    "hr": "Morate pitati liječnika prije tretmana.",
    "ja": "施術の前に医師に相談しなければなりません。",
    "pl": "Przed sesją musi Pan zapytać lekarza.",
    "pt_BR": "Você deve consultar um médico antes da sessão.",
    "th": "ท่านต้องปรึกษาแพทย์ก่อนการรักษา",
    "uk": "Перед сеансом Ви мусите запитати лікаря.",
    "zh_Hans": "治疗前您必须咨询医生。",
}
TURNED = {
    "ar": "يمكنك أن تسأل طبيبًا قبل الجلسة.",
    "de": "Sie können vor der Sitzung eine Ärztin fragen.",
    "es": "Puede consultar a un médico antes de la sesión.",
    "fr": "Vous pouvez consulter un médecin avant la séance.",
    "hi": "सत्र से पहले आप डॉक्टर से पूछ सकते हैं।",
    "hr": "Možete pitati liječnika prije tretmana.",
    "ja": "施術の前に医師に相談してもよい。",
    "pl": "Przed sesją może Pan zapytać lekarza.",
    "pt_BR": "Você pode consultar um médico antes da sessão.",
    "th": "ท่านอาจปรึกษาแพทย์ก่อนการรักษา",
    "uk": "Перед сеансом Ви можете запитати лікаря.",
    "zh_Hans": "治疗前您可以咨询医生。",
}
PERMISSION = "You can ask a doctor before the session."


def found(locale: str, source: str, text: str) -> int:
    catalog = Catalog("case", locale, messages=(Message(source, msgstr=(text,)),))
    return sum(1 for rule in obligation.RULES for _ in rule.find(Sheet(catalog, Locale(locale))))


@pytest.mark.parametrize("locale", RIGHT)
def test_an_order_stays_an_order_and_a_permission_a_permission(locale: str) -> None:
    assert found(locale, ORDER, RIGHT[locale]) == 0
    assert found(locale, ORDER, TURNED[locale]) == 1
    assert found(locale, PERMISSION, TURNED[locale]) == 0
    assert found(locale, PERMISSION, RIGHT[locale]) == 1


FORBIDDEN, EXEMPT = "You must not drive after the session.", "You do not have to drive after the session."


@pytest.mark.parametrize(
    ("locale", "forbidden", "exempt"),
    [
        ("de", "Nach der Sitzung dürfen Sie auf keinen Fall Auto fahren.", "Nach der Sitzung müssen Sie nicht Auto fahren."),
        ("fr", "Ne conduisez pas après la séance.", "Vous n’avez pas besoin de conduire après la séance."),
        ("hr", "Nakon seanse ne smijete voziti.", "Nakon seanse ne morate voziti."),
        ("uk", "Після сеансу не можна кермувати.", "Після сеансу кермувати не обов’язково."),
        ("ja", "施術の後は運転してはいけません。", "施術の後は運転しなくてもかまいません。"),
    ],
)
def test_what_is_forbidden_is_not_what_nobody_must_do(locale: str, forbidden: str, exempt: str) -> None:
    assert found(locale, FORBIDDEN, forbidden) == 0
    assert found(locale, EXEMPT, exempt) == 0
    assert found(locale, FORBIDDEN, exempt) == 1
    # An imperative that denies is a ban in French, and says so with no word of the lists.
    assert found(locale, EXEMPT, forbidden) == (locale != "fr")


def test_a_phrase_with_a_gap_ends_with_its_sentence() -> None:
    english = "The wound must stay dry. You can shower, but do not bathe."
    assert found("de", english, "Die Wunde muss trocken bleiben. Nicht baden, aber Sie können duschen.") == 0
    assert found("de", FORBIDDEN, "Die Wunde muss trocken sein. Nicht fahren.") == 0


def test_a_language_that_nobody_listed_is_left_alone() -> None:
    assert words_of("xx") is None
    assert found("xx", ORDER, "whatever") == 0
