"""The rules on characters, scripts, languages, completeness, typography and spaces: laws, and texts of every locale."""

import json
import unicodedata
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import characters, check, completeness, languages, scripts, spaces, typography
from pipeline.checks.languages import language
from pipeline.checks.rule import Sheet
from pipeline.checks.signs import HIDDEN, kind, language_of, scripts_of
from pipeline.formats.po import read_po
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale
from pipeline.publish.sources import open_project
from tests.conftest import ROOT

RULES = (
    *characters.RULES,
    *scripts.RULES,
    *languages.RULES,
    *completeness.RULES,
    *typography.RULES,
    *spaces.RULES,
)
LOCALES = open_project(ROOT).site.locales
LISTED = sorted(file.name.removesuffix(".json") for file in files("pipeline.checks.lexicon").joinpath("languages").iterdir())
SIGNS = "aiоабعربहि日本ไทย ,.:;?!。、？！।؟«»“”„()[]*_`\"'1l0O\u200b\u202e\u00ad\ufffd\u0301\u00a0\n"


def said(locale: str, source: str, *texts: str) -> set[str]:
    """The ids of what the family says of a translation."""
    sheet = Sheet(Catalog("case", locale, messages=(Message(source, msgstr=texts),)), Locale(locale))
    return {rule.id for rule in RULES for _ in rule.find(sheet)}


def live(locale: str) -> list[Message]:
    path = ROOT / f"locales/{locale}/LC_MESSAGES/dry-needling.po"
    return list(read_po(path.read_bytes(), path.name, "dry-needling", locale).translated.values())


@given(st.text(st.characters() | st.sampled_from(SIGNS)), st.text(st.characters() | st.sampled_from(SIGNS)), st.data())
def test_no_text_is_too_odd(source: str, text: str, data: st.DataObject) -> None:
    locale = data.draw(st.sampled_from([*LOCALES, "", "xx", "sr", "zh_TW", "ko", "km", "qps-ploc", "pt-BR"]))
    sheet = Sheet(Catalog("case", locale, messages=(Message(source, msgstr=(text,)),)), Locale(locale))
    for rule in RULES:
        for problem in rule.find(sheet):
            assert all(0 <= start < end <= len(text) for start, end in problem.text), rule.id
            assert all(0 <= start < end <= len(source) for start, end in problem.source), rule.id


@given(st.text(st.characters() | st.sampled_from(SIGNS)))
def test_an_english_text_that_is_its_source_is_right(text: str) -> None:
    about_a_pair = {"quotes-odd", "bracket-unbalanced", "space-doubled"}
    assert said("en", text, text) <= about_a_pair | {"space-before-sign"}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "sign", [*"\u202a\u202d\u202e\u2066\u200b\u2060\ufeff\u00ad\ufffd\x85\ue000\u034f\u3164", "\U000e0041", "\ufdd0"]
)
def test_a_sign_inside_a_word_is_told(locale: str, sign: str) -> None:
    for message in live(locale)[::5]:
        text = message.msgstr[0]
        places = [at for at in range(1, len(text)) if text[at - 1].isalpha() and text[at].isalpha()]
        if places:
            at = places[len(places) // 2]
            assert said(locale, message.msgid, text[:at] + sign + text[at:]) & {
                "broken-character",
                "direction-control",
                "hidden-character",
            }, text


@pytest.mark.parametrize("locale", LOCALES)
def test_decomposed_letters_are_told(locale: str) -> None:
    tried = 0
    for message in live(locale):
        loose = unicodedata.normalize("NFD", message.msgstr[0])
        if unicodedata.normalize("NFC", loose) != loose:
            tried += 1
            assert "not-composed" in said(locale, message.msgid, loose)
    assert tried or locale in ("hi", "th", "zh_Hans")


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_wrong_charset_makes_of_a_text_is_told(locale: str) -> None:
    for message in live(locale):
        broken = message.msgstr[0].encode().decode("cp1252", "replace")
        if broken != message.msgstr[0]:
            assert said(locale, message.msgid, broken) & {"mojibake", "broken-character"}, broken


def test_a_protected_message_without_a_translation_is_told() -> None:
    lost = Message("Rest.", "a")
    draft = Message("Rest.", "b", msgstr=("Ruhe.",), fuzzy=True)
    right = Message("Rest.", "c", msgstr=("Ruhe.",))
    catalog = Catalog("case", "de", messages=(lost, draft, right, replace(lost, msgctxt="d")))
    keys = frozenset(message.key for message in (lost, draft, right))
    found = list(check([Sheet(catalog, Locale("de"), protected=keys)]))
    assert [(finding.rule, finding.message) for finding in found] == [("untranslated", lost), ("untranslated", draft)]


@pytest.mark.parametrize("locale", ["de", "uk", "ar", "hi", "ja", "th", "zh_Hans"])
def test_names_and_code_stay_as_they_are(locale: str) -> None:
    for text in ("Linux", "`cargo build` 1.2", "NSAID (CRP)", "https://polyclinic.example/a", "{name}", "%(count)d %s", "PDF"):
        assert said(locale, text, text) == set(), text


@pytest.mark.parametrize(
    ("name", "expected"),
    [("pt_BR", "pt"), ("zh_CN", "zh_Hans"), ("zh_TW", "zh_Hant"), ("zh_Hans_SG", "zh_Hans"), ("de", "de"), ("", "")],
)
def test_the_language_of_a_locale(name: str, expected: str) -> None:
    assert language_of(name) == expected


def test_scripts_of_a_locale_that_nobody_knows() -> None:
    assert scripts_of("xx") == scripts_of("") == scripts_of("qps-plocm") == frozenset()
    assert scripts_of("ja") == {"Hani", "Hira", "Kana"}


def test_kinds_of_signs() -> None:
    assert [kind(sign) for sign in "aаα日。\u200b"] == ["Latn", "Cyrl", "Grek", "Hani", "", HIDDEN]


@pytest.mark.parametrize("name", LISTED)
def test_a_listed_language_is_told_by_its_own_words(name: str) -> None:
    known = language(name)
    assert known is not None
    assert len(known.words) >= 25
    listed = json.loads(files("pipeline.checks.lexicon").joinpath("languages", f"{name}.json").read_text("utf-8"))
    assert len(set(listed["words"])) == len(listed["words"])
    if known.letters:
        assert {sign for word in known.words for sign in word if sign.isalpha()} <= known.letters
