"""The gate on translations: each way in which a catalog can hold a text in name only."""

from dataclasses import replace

import pytest

from pipeline.gate import judge
from pipeline.model.errors import Place
from pipeline.model.page import letters
from tests.gate.attacks import ENTRIES, english
from tests.gate.pages import LOCALES, Case, case

TRANSLATED = [name for name in LOCALES if name != "en"]


def text_rules(one: Case) -> set[str]:
    proof = judge(replace(one.page, html=None, text=None), one.demands)
    return {finding.rule for finding in proof.refusals}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_duty_in_name_only_is_refused(name: str) -> None:
    change, rule = ENTRIES[name]
    one = case("hr")
    for duty in one.demands.duties:
        found = text_rules(one.with_entries(duty.name, change))
        assert rule in found, duty.name
    assert text_rules(one) == set()


@pytest.mark.parametrize("name", ["missing", "empty", "fuzzy", "obsolete", "the English", "a soft hyphen", "Cyrillic letters"])
def test_the_title_is_held_to_the_same(name: str) -> None:
    change, rule = ENTRIES[name]
    assert rule in text_rules(case("hr").with_entries("the title of the disclaimer", change))


@pytest.mark.parametrize("name", ["missing", "empty", "blank", "fuzzy", "obsolete", "the English", "the English with accents"])
def test_each_caution_is_translated(name: str) -> None:
    change, _ = ENTRIES[name]
    assert "protected-untranslated" in text_rules(case("hr").with_entries("a protected text", change))


@pytest.mark.parametrize("name", ["missing", "fuzzy", "the English"])
def test_so_are_the_words_that_speak_of_dangers(name: str) -> None:
    change, _ = ENTRIES[name]
    assert text_rules(case("hr").with_entries("“Emergency”", change)) == {"protected-untranslated"}


@pytest.mark.parametrize("name", TRANSLATED)
def test_english_is_refused_in_every_locale(name: str) -> None:
    one = case(name)
    for demand in one.demands.texts:
        rules = text_rules(one.with_entries(demand.name, english()))
        assert rules & {"disclaimer-untranslated", "protected-untranslated"}, demand.source


OTHER_WRITING = {
    "traditional characters": ("zh_Hans", "這些健康資訊與建議不能取代醫師的專業醫療意見。"),
    "Chinese in Japanese": ("ja", "本文所提供的所有健康信息和建議均以持有執照的物理治療師的経験為基礎。"),
    "Latin in Ukrainian": ("uk", "Vony ne zaminiuiut likarsku poradu."),
    "words of the English in Arabic": ("ar", "Medical advice."),
    "one Latin letter in a Cyrillic word": ("uk", "Вони не зaмінюють лікарської поради."),
    "Serbian letters in Ukrainian are letters, Latin ones beside them are not": ("uk", "Вони не замінюють advice поради."),
    "Devanagari figures for Thai": ("th", "ข้อมูลเหล่านี้ไม่สามารถใช้แทนคำแนะนำของแพทย์ได้ ४"),
}


@pytest.mark.parametrize("name", OTHER_WRITING)
def test_another_writing_is_refused(name: str) -> None:
    locale, text = OTHER_WRITING[name]
    duty = 'duty "no-replacement"'
    if "letters" not in name:
        assert text_rules(case(locale).saying(duty, text)) & {"text-script", "text-characters"}
    assert text_rules(case(locale)) == set()


def test_a_duty_that_repeats_another_is_refused() -> None:
    one = case("hr")
    first, second = one.demands.duties[:2]
    assert text_rules(one.saying(second.name, first.text)) == {"text-of-another"}
    assert text_rules(one.saying(second.name, f"{first.text[:-1]}.")) == {"text-of-another"}
    swapped = one.saying(second.name, first.text).saying(first.name, second.text)
    assert text_rules(swapped) == set(), "which duty says what, a machine cannot know: the approval does"


def test_a_text_that_another_locale_says_is_refused() -> None:
    one = case("hr")
    duty = one.demands.duties[1]
    (finding,) = one.demanding(elsewhere={letters(duty.text): "de"}).refusals()
    assert (finding.rule, finding.problem, finding.place) == ("text-of-another", f"{duty.name} is the text of de", duty.place)


def test_the_english_itself_may_repeat() -> None:
    one = case("en")
    first = one.demands.duties[0]
    again = replace(first, name='duty "again"')
    assert text_rules(one.demanding(disclaimer=((first, again),))) == set()


FIGURES = {
    "lost": lambda text: text.replace("24", ""),
    "another": lambda text: text.replace("24", "42"),
    "added": lambda text: text.replace("24", "24 do 36"),
    "doubled": lambda text: text.replace("24", "24 24"),
    "of another script that looks like another figure": lambda text: text.replace("24", "২৪"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_caution_with_other_figures_is_refused(name: str) -> None:
    one = case("hr")
    demand = next(demand for demand in one.demands.protected if "24" in demand.source)
    changed = replace(demand, text=FIGURES[name](demand.text))
    found = text_rules(one.demanding(protected=(changed,)))
    assert found & {"text-figures", "text-characters"}


@pytest.mark.parametrize(
    ("english_text", "text"),
    [
        ("Take 0.5 mg.", "Uzmite 5,0 mg."),
        ("Take 1.25 mg.", "Uzmite 12,5 mg."),
        ("Within 24–48 hours.", "Unutar 48–24 sata."),
        ("Within 24–48 hours.", "Unutar 24 sata ili kasnije od 48, ali 24–30 sati."),
        ("One in 1,000.", "Jedan od 1.00."),
        ("Call at 6:30 p.m.", "Nazovite u 8.30."),
        ("Call at 6:30 a.m.", "Nazovite u 18.30."),
        ("Take two.", "Uzmite 3."),
        ("Take 2.", "Uzmite."),
        ("It may harm.", "Može štetiti 5."),
    ],
)
def test_figures_that_say_something_else_are_refused(english_text: str, text: str) -> None:
    one = case("hr")
    demand = replace(one.demands.protected[0], source=english_text, text=text)
    assert "text-figures" in text_rules(one.demanding(protected=(demand,)))


def test_a_fuzzy_header_and_another_languages_header_are_refused() -> None:
    one = case("hr")
    for changed in (
        replace(one.demands.catalogs[1], fuzzy=True),
        one.demands.catalogs[1].with_field("Language", "de"),
        one.demands.catalogs[1].with_field("Language", "sr@latin"),
    ):
        assert text_rules(one.demanding(catalogs=(changed,))) == {"catalog-header"}
        assert {found.place for found in one.demanding(catalogs=(changed,)).refusals()} == {Place(changed.path, 1)}
    for language in ("", "hr", "hr_HR", "hr-HR", "HR"):
        assert text_rules(one.demanding(catalogs=(one.demands.catalogs[1].with_field("Language", language),))) == set()


def test_a_refusal_names_the_entry_and_the_next_step() -> None:
    one = case("hr").with_entries('duty "basis"', lambda message: replace(message, fuzzy=True))
    (finding,) = one.refusals()
    assert str(finding.place).startswith("locales/hr/LC_MESSAGES/disclaimer.po:")
    assert finding.problem == 'duty "basis" is fuzzy: its English has changed, or a translator is unsure'
    assert "remove the fuzzy mark" in finding.remedy


def test_a_plural_form_that_no_page_shows_is_held_to_the_same() -> None:
    one = case("hr").with_entries('duty "basis"', lambda message: replace(message, msgstr=(*message.msgstr, "")))
    assert text_rules(one) == {"disclaimer-untranslated"}


def test_a_header_may_leave_its_language_out() -> None:
    one = case("hr")
    assert text_rules(one.demanding(catalogs=tuple(replace(each, header="") for each in one.demands.catalogs))) == set()
