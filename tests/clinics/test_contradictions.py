"""A clinic's own words: what an attacker would write is refused, and what a clinic has to say passes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline.l10n.contradiction import LONGEST, contradictions, english_contradictions
from pipeline.law.colours import LEAST_CONTRAST, contrast, sheet_faults
from pipeline.model.catalog import Catalog, Message
from pipeline.model.clinic import Addenda, Clinic, Look
from pipeline.model.finding import Finding, Severity
from pipeline.model.page import bare
from pipeline.publish.catalogs import read_catalog
from pipeline.render.clinic_sheet import clinic_sheet
from tests.clinics.samples import BERLIN, saying
from tests.gate.pages import SLUG, real

DISCLAIMERS = tuple(real().disclaimers.values())
DUTIES = [duty.text for one in DISCLAIMERS for duty in one.duties()]
ARTICLE = real().article(SLUG)
PROTECTED = [text for segment, text in zip(ARTICLE.segments, ARTICLE.texts, strict=True) if segment.protected]

ORDINARY = [
    "We speak German.",
    "Please call us if you cannot come.",
    "Parking is behind the house.",
    "Please bring a list of your medicines to your first appointment.",
    "On Thursdays and Fridays the practice is closed.",
    "There is a lift, and all rooms can be reached with a wheelchair.",
    "We are closed from 24 to 27 December.",
    "Children come with a parent.",
    "You find us on the 2nd floor, beside the chemist’s.",
    "Pay by card or in cash.",
    "Do not forget your insurance card.",
    "Bring the tablets that you take.",
    "We are on the floor above the chemist’s.",
    "Ask for Ms Müller-Łukasz at the desk.",
]
HOSTILE = {
    "voids the caution": "Ignore the caution above.",
    "voids the text": "You may disregard the text above.",
    "voids the article": "This article is out of date.",
    "voids the disclaimer": "The disclaimer does not hold for our patients.",
    "says so in capitals": "THE DISCLAIMER IS VOID.",
    "says so in wide letters": "Ｉｇｎｏｒｅ what you have read.",
    "replaces a doctor": "This page replaces your doctor.",
    "comes instead of a doctor": "Come to us instead of your doctor.",
    "voids the page": "Nothing on this page applies to you.",
    "voids the notes": "You can skip the notes in the red box.",
    "voids what is written": "What is written above is wrong.",
    "sends away from a doctor": "You do not need to see a doctor.",
    "stops a medicine": "Stop taking your medicine before you come.",
    "a dose in words": "Take two tablets before you come.",
    "promises no harm": "Our treatment has never harmed anybody.",
    "promises no risk": "With us, there is no risk.",
    "promises no risk at all": "Our needles are free of any side effects.",
    "promises a cure": "Our method cures back pain.",
    "promises success": "Success is guaranteed.",
    "promises no pain": "It is painless.",
    "promises safety": "Dry needling is completely safe.",
    "bears the title": "Medical disclaimer",
    "bears the title in a sentence": "Medical disclaimer: none of it holds.",
    "an emergency of its own": "In an emergency call our office.",
    "another number": "Call 030 12345678 at once.",
    "another short number": "Dial 110 for help.",
    "a number in other digits": "Dial ١١٠ for help.",
    "a number in pieces": "Dial 1-1-0 for help.",
    "a dose": "Take 400 mg of ibuprofen.",
    "a dose without a space": "Take 5ml before you come.",
    "a share": "It helps 90 % of all patients.",
    "an HTML element": "We speak <b>German</b>.",
    "an HTML entity": "We speak &lt;German.",
    "a link": "See [our page](https://example.org).",
    "an address": "See https://example.org for more.",
    "an address by its name": "See www.example.org for more.",
    "a mailbox": "Write to office@example.org.",
    "a heading": "# Disclaimer of ours",
    "emphasis": "We speak *German*.",
    "a list": "- We speak German.",
    "code": "`rm`",
    "two paragraphs": "We speak German.\nAnd English.",
    "a zero-width space": "The dis\u200bclaimer is void.",
    "a soft hyphen": "The dis\u00adclaimer is void.",
    "a turned text": "We speak \u202enamreG\u202c.",
    "an isolate": "We speak \u2066German\u2069.",
    "a private sign": "We speak \ue000.",
    "very long": "We speak German. " * 40,
    "the look-alike of a word": "The d\u0456sclaimer is void.",
    "a mark on a letter": "Ígnore the notes.",
    "an i without its dot": "The dısclaimer is void.",
    "letters of phonetics": "The dɪsclaimer is void.",
    "a word in Greek letters": "Ign\u03bfre the notes.",
}


def with_addendum(text: str, before_contact: bool = False) -> Clinic:
    return replace(BERLIN, addenda=Addenda((), (text,)) if before_contact else Addenda((text,), ()))


def found(clinic: Clinic) -> list[Finding]:
    return list(english_contradictions(clinic, DISCLAIMERS, PROTECTED))


@pytest.mark.parametrize("text", ORDINARY)
def test_what_a_clinic_has_to_say_passes(text: str) -> None:
    assert found(with_addendum(text)) == []
    assert found(with_addendum(text, before_contact=True)) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_what_an_attacker_would_write_is_refused(name: str) -> None:
    for before_contact in (False, True):
        findings = found(with_addendum(HOSTILE[name], before_contact))
        assert findings
        assert {(one.rule, one.severity) for one in findings} == {("clinic-contradiction", Severity.REFUSAL)}
        assert {(one.place.path, one.locale) for one in findings} == {(BERLIN.path, "")}


@pytest.mark.parametrize("text", dict.fromkeys((*DUTIES, *PROTECTED)))
def test_a_duty_or_a_caution_cannot_be_said_again_nor_turned_round(text: str) -> None:
    assert found(with_addendum(text))
    assert found(with_addendum(text.upper()))
    if len(bare(text)) < 20:
        return  # so few letters may be a part of any sentence
    assert found(with_addendum(f"Please note. {text}"))
    for before, after in ((" not", ""), ("do not", "do"), (" no ", " a "), (".", "!"), ("e", "é")):
        turned = text.replace(before, after)
        assert found(with_addendum(turned)), turned


def test_a_profession_or_a_law_note_cannot_pose_as_a_duty_either() -> None:
    person = replace(BERLIN.practitioners[0], profession=DUTIES[0])
    assert found(replace(BERLIN, practitioners=(person,)))
    assert found(replace(BERLIN, law=replace(BERLIN.law, text=DUTIES[0])))
    assert found(BERLIN) == []


def translated(name: str, said: dict[str, str]) -> Iterator[Finding]:
    controlled = read_catalog(real(), real().locale(name), "disclaimer")
    return contradictions(BERLIN, saying(said), real().locale(name), DISCLAIMERS, controlled)


@pytest.mark.parametrize("name", ["de", "ar"])
def test_a_translation_cannot_say_what_its_english_may_not(name: str) -> None:
    (english, *_) = BERLIN.addenda.after_article
    live = read_catalog(real(), real().locale(name), "disclaimer").translated
    duties = [live[one.key(duty)].msgstr[0] for one in DISCLAIMERS for duty in one.duties()]
    titles = [live[one.title_key].msgstr[0] for one in DISCLAIMERS]
    harmless = {"de": "Bitte kommen Sie zehn Minuten früher.", "ar": "يرجى الحضور قبل عشر دقائق."}[name]
    assert list(translated(name, {english: harmless})) == []
    hostile = [*duties, *titles, f"{harmless} {titles[0]}", f"{harmless} 110", f"{harmless} 5 mg", f"<b>{harmless}</b>"]
    for said in (*hostile, f"{harmless}\u202e", f"{harmless} " * 100):
        (finding, *_) = translated(name, {english: said})
        assert (finding.rule, finding.locale) == ("clinic-contradiction", name)
    assert list(translated(name, {BERLIN.law.text: duties[0]}))
    assert list(translated(name, {})) == []


def test_a_fuzzy_translation_says_nothing() -> None:
    (english, *_) = BERLIN.addenda.after_article
    title = "Medizinischer Haftungsausschluss"
    catalog = Catalog("clinic-sample-berlin", messages=(Message(english, msgstr=(title,), fuzzy=True),))
    controlled = read_catalog(real(), real().locale("de"), "disclaimer")
    assert list(contradictions(BERLIN, catalog, real().locale("de"), DISCLAIMERS, controlled)) == []
    assert LONGEST == 600


@pytest.mark.parametrize(
    ("colour", "ink", "told"),
    [
        ("#ffffff", "#000000", 0),
        ("#0b5a75", "#ffffff", 0),
        ("#ffffff", "#767676", 0),
        ("#ffffff", "#777777", 2),
        ("#ffffff", "#ffffff", 2),
        ("#ffff00", "#ffffff", 2),
    ],
)
def test_a_look_that_nobody_can_read_is_refused(colour: str, ink: str, told: int) -> None:
    faults = list(sheet_faults(clinic_sheet(Look(colour, ink))))
    assert len(faults) == told
    assert (contrast(colour, ink) < LEAST_CONTRAST) is bool(told)
    assert all("the contrast of" in fault for fault in faults)


def test_the_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == contrast("#000000", "#ffffff") == 21
    assert contrast("#123456", "#123456") == 1
    assert round(contrast("#ffffff", "#777777"), 2) == 4.48


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sheet: sheet + "main { display: none; }\n",
        lambda sheet: "@import 'other.css';\n" + sheet,
        lambda sheet: sheet.replace("#0b5a75", "red"),
        lambda sheet: sheet.replace("#0b5a75", "#0b5a75ff"),
        lambda sheet: sheet.replace("#0b5a75; ", "#0b5a75; --text: #ffffff; ", 1),
        lambda sheet: sheet.replace("--practice:", "--ground:"),
        lambda sheet: sheet.replace("\n", "\r\n"),
        lambda sheet: "",
        lambda sheet: sheet + "\n",
    ],
)
def test_a_sheet_of_another_form_is_refused(spoil: object) -> None:
    sheet = clinic_sheet(Look("#0b5a75", "#ffffff"))
    assert callable(spoil)
    assert list(sheet_faults(sheet)) == []
    assert list(sheet_faults(spoil(sheet))) == ["it is not of the one form that a clinic's sheet has"]
