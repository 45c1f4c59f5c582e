"""A clinic's settings: each wrong key is named with file and reason, and all at once."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.clinic_draft import QUESTIONS, answer_problem, write_draft
from pipeline.formats.clinic_rules import Around
from pipeline.formats.clinics import read_clinic
from pipeline.formats.colours import contrast
from pipeline.formats.plain_text import LONGEST, line_problem, message_problem
from pipeline.formats.png import LARGEST, png_problem
from pipeline.model.clinic import Clinic, Weekday
from pipeline.model.errors import PipelineError
from tests.clinics.sample import LOCALES, RIGHT, png

PATH = "source/clinics/sample.toml"

WRONG = {
    'name = "Sample practice"\n': ('name = ""\n', "name", "it is empty"),
    'legal_name = "Sample practice Ltd"': ('legal_name = "Sample\\u202Epractice"', "legal_name", "U+202E"),
    'country = "DE"': ('country = "EU"', "country", "'EU' is no country"),
    'locales = ["de", "ar"]': ('locales = ["de", "fr", "de"]', "locales.2", "'fr' is no locale of this project"),
    'telephone = "030 23125 000"': ('telephone = "030 12"', "telephone", "no number that anybody can have"),
    'email = "office@example.org"': ('email = "office at example.org"', "email", "no address of mail"),
    "https://example.org/book": ("http://example.org/book", "booking", 'write "https://…"'),
    "https://example.org/pages": ("https://example.org/pages/", "base_url", "without a slash at its end"),
    'region = "Berlin"': ('region = "Ber\\u0000lin"', "region", "U+0000"),
    'street = "Musterstraße 1"': ("street = 1", "address.street", "input should be a valid string"),
    'postcode = "10115"': ('postcode = "10115\\n"', "address.postcode", "a space stands before or after it"),
    'city = "Berlin"': ('town = "Berlin"', "address.town", "unexpected keyword argument"),
    'number = "112"': ('number = "911"', "emergency.number", "911 is no emergency number in DE"),
    "[emergency]\nnumber": ("[emergency]\nnumbr = 1\nnumber", "emergency.numbr", "unexpected keyword argument"),
    'text = "This sample does not state the law."': ('text = "<b>All</b> may."', "law.text", "'<' looks like markup"),
    'source = "Sample authority"': ('source = "\\u3164"', "law.source", "U+3164"),
    "https://example.org/law": ("javascript:alert(1)", "law.url", "no web address"),
    "review_by = 2027-01-01\n\n[[p": ("review_by = 2025-01-01\n\n[[p", "law.review_by", "lies before dated, 2026-01-01"),
    'name = "Sample Person"': ('nam = "Sample Person"', "practitioners.1.name", "field required"),
    'profession = "physiotherapist"': ('profession = "[a](b)"', "practitioners.1.profession", "'[' looks like markup"),
    "opens = 14:00:00": ("opens = 11:00:00", "hours.2", "on mon it overlaps entry 1"),
    "closes = 12:00:00": ("closes = 08:00:00", "hours.1.closes", "not after it opens at 08:00"),
    'days = ["mon", "tue"]': ('days = ["mon", "Tue"]', "hours.1.days.2", "input should be 'mon'"),
    'de = "de_AT"': ('de = "fr_CH"', "tags.de", "no regional form of 'de'"),
    'colour = "#ffffff"': ('colour = "white"', "look.colour", "write it as #rrggbb"),
    'ink = "#333333"': ('ink = "#999999"', "look.ink", "its contrast with colour is 2.84: at least 4.5"),
    'logo = "logo.png"': ('logo = "../logo.png"', "look.logo", "no name of a logo"),
    'after_article = ["We speak German and Arabic."]': (
        f'after_article = ["ok", "{"word " * 120}end"]',
        "addenda.after_article.2",
        "it has 603 characters: at most 600",
    ),
    'before_contact = ["Please call us if you cannot come."]': (
        'before_contact = ["See www.example.org"]',
        "addenda.before_contact.1",
        "'www.' begins an address",
    ),
}
"""A passage of the right settings, what stands in its place, the key and the reason that must be told."""

APART = [one for one in WRONG if not one.startswith(("opens", "closes", "days", "country", "colour", "[emer"))]
"""Those that hide no other: hours are compared where all are hours, numbers where the country is known."""


def read(text: str) -> Clinic:
    return read_clinic(text, PATH, "sample", LOCALES)


def spoilt(*passages: str) -> str:
    text = RIGHT
    for passage in passages:
        assert text.count(passage) == 1, passage
        text = text.replace(passage, WRONG[passage][0])
    return text


def told(text: str) -> str:
    with pytest.raises(PipelineError) as error:
        read(text)
    assert error.value.place.path == PATH
    assert error.value.remedy
    return error.value.problem


def test_right_settings_are_a_clinic() -> None:
    clinic = read(RIGHT)
    assert (clinic.id, clinic.domain, clinic.path, clinic.country) == ("sample", "clinic-sample", PATH, "DE")
    assert (clinic.telephone, clinic.emergency.number, clinic.emergency.review_by) == ("+493023125000", "112", date(2027, 1, 1))
    assert clinic.hours[0].days == (Weekday.MONDAY, Weekday.TUESDAY)
    assert clinic.hours[0].opens == time(8)
    assert clinic.tags == {"de": "de_AT"}
    assert not clinic.sample


@pytest.mark.parametrize("passage", WRONG)
def test_a_wrong_key_is_named_with_its_reason(passage: str) -> None:
    _, key, reason = WRONG[passage]
    found = [line.strip() for line in told(spoilt(passage)).splitlines()]
    assert any(line.startswith(f"{key}: ") and reason in line for line in found), found


@given(st.sets(st.sampled_from(APART), min_size=2))
def test_all_wrong_keys_are_named_at_once(passages: set[str]) -> None:
    problem = told(spoilt(*passages))
    for passage in passages:
        _, key, reason = WRONG[passage]
        assert re.search(rf"^  {re.escape(key)}: .*{re.escape(reason)}", problem, re.MULTILINE), (key, problem)


@given(st.lists(st.sampled_from([line for line in RIGHT.splitlines() if " = " in line]), max_size=4, unique=True))
def test_nothing_else_is_raised_whatever_is_missing(lines: list[str]) -> None:
    text = "\n".join(line for line in RIGHT.splitlines() if line not in lines)
    optional = ("booking", "base_url", "region", "url", "register ", "de ", "logo", "after_article", "before_contact")
    if all(line.startswith(optional) for line in lines):
        assert read(text).country == "DE"
    else:
        assert "field required" in told(text)


@pytest.mark.parametrize("value", ["1", "true", "1.5", "[1]", "[[]]", "{ a = 1 }"])
def test_a_value_of_another_kind_is_told_and_never_taken(value: str) -> None:
    for line in RIGHT.splitlines():
        key, equals, _ = line.partition(" = ")
        if equals:
            assert key in told(RIGHT.replace(line, f"{key} = {value}", 1))


def test_what_the_file_may_not_say() -> None:
    assert told(f'id = "other"\npath = "x"\n{RIGHT}').count("this key is not for the file") == 2
    assert "practitioners: there is none" in told(
        re.sub(r"\[\[practitioners\]\].*?\n\n", "", "practitioners = []\n" + RIGHT, flags=re.S)
    )
    assert "not TOML" in told("name = ")


def test_a_key_cannot_speak_to_the_terminal() -> None:
    assert "'\\x1b[2J': unexpected keyword argument" in told(f'"\\u001b[2J" = 1\n{RIGHT}')


TEXT_KEYS = [
    *("name", "legal_name", "address.street", "address.postcode", "address.city", "law.text", "law.source"),
    *("practitioners.name", "practitioners.profession", "practitioners.registration", "practitioners.register"),
]
ANSWERS = {
    "name": "Sample",
    "legal_name": "Sample",
    "country": "DE",
    "locales": "de ar",
    "telephone": "030 23125 000",
    "email": "office@example.org",
    "booking": "https://example.org/",
    "address.street": "Musterstraße 1",
    "address.postcode": "10115",
    "address.city": "Berlin",
    "emergency.number": "112",
    "emergency.review_by": "2027-01-01",
    "law.text": "This sample does not state the law.",
    "law.source": "Sample authority",
    "law.url": "",
    "law.dated": "2026-01-01",
    "law.review_by": "2027-01-01",
    "practitioners.name": "Sample Person",
    "practitioners.profession": "physiotherapist",
    "practitioners.registration": "",
    "practitioners.register": "",
}


@given(st.sampled_from(TEXT_KEYS), st.text(min_size=1, max_size=30))
def test_a_draft_says_what_was_answered(key: str, answer: str) -> None:
    assert {question.key for question in QUESTIONS} == set(ANSWERS)
    answers = {**ANSWERS, key: answer}
    if answer_problem(answers, key, answer, Around(LOCALES)):
        with pytest.raises(PipelineError):
            read(write_draft(answers))
        return
    clinic = read(write_draft(answers))
    (person,) = clinic.practitioners
    said = [clinic.name, clinic.legal_name, clinic.address.street, clinic.address.postcode, clinic.address.city]
    said += [clinic.law.text, clinic.law.source, person.name, person.profession, person.registration, person.register]
    assert said == [answers[one] for one in TEXT_KEYS]


def test_a_logo_that_is_wrong_is_told_with_the_rest() -> None:
    with pytest.raises(PipelineError, match=r"look\.logo: it is no PNG"):
        read_clinic(RIGHT, PATH, "sample", LOCALES, lambda name: png_problem(b"GIF89a"))


def test_a_sample_needs_no_number_that_is_in_use_and_a_clinic_does() -> None:
    unused = RIGHT.replace('"DE"', '"EG"').replace("030 23125 000", "+20 2555000").replace('"112"', '"123"')
    assert read(f"sample = true\n{unused}").telephone == "+202555000"
    assert "telephone: " in told(unused)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (png(), ""),
        (png(1024, 1024), ""),
        (png(1025, 1), "1025 × 1 pixels"),
        (png(0, 1), "0 × 1 pixels"),
        (b"", "no PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG"),
        (b"\xff\xd8\xff\xe0", "no PNG"),
        (png()[:8], "damaged"),
        (png()[:30], "damaged"),
        (png()[:-1], "damaged"),
        (png() + b"<script>", "damaged"),
        (png().replace(b"IHDR", b"IHDX"), "damaged"),
        (png(2, 2, (b"acTL", b"\0" * 8)), "moves"),
        (png(2, 2, (b"tEXt", b"x" * LARGEST)), "bytes: at most"),
    ],
)
def test_a_logo_is_one_still_png_of_bounded_size(content: bytes, reason: str) -> None:
    assert reason in png_problem(content)
    assert bool(reason) == bool(png_problem(content))


@given(st.text(max_size=40))
def test_a_text_that_passes_holds_nothing_unseen(text: str) -> None:
    if not line_problem(text):
        assert all(sign.isprintable() or sign in "\u200c\u200d" for sign in text)
        assert text == text.strip() != ""


@pytest.mark.parametrize(
    "text",
    [
        "**now**",
        "_now_",
        "# now",
        "- now",
        "1. now",
        "`now`",
        "<b>",
        "&amp;",
        "a\nb",
        "[a](b)",
        "::: note",
        "> now",
        "tel:112",
        "mailto:a@example.org",
        "https://example.org",
        "112",
        "x" * (LONGEST + 1),
        "a\u00adb",
        "a\u200bb",
        " a",
        "",
    ],
)
def test_what_patients_read_is_plain(text: str) -> None:
    assert message_problem(text)


@pytest.mark.parametrize("text", ["Call 112.", "We don’t: never (ever) – 5–10 % at A/B; “so”", "نحن نتحدث العربية.", "می‌خواهم"])
def test_plain_words_pass(text: str) -> None:
    assert message_problem(text) == ""


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0000ff", "#ffffff") == contrast("#ffffff", "#0000ff") == pytest.approx(8.59, abs=0.005)
