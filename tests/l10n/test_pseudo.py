"""The laws of pseudo-locales: what is kept, what grows, and that nothing is left as it was."""

import re
import string
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.markdown.inline import render_inline
from pipeline.l10n.pseudo import EXPANSION, pseudo, pseudo_catalog
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import PSEUDO_TAGS, Locale
from tests.checks.sheets import checked

LOCALES = [Locale(name) for name in PSEUDO_TAGS]
LINKS = {"1": "https://example.org/", "2": "#place"}
CITATIONS = {"boyce": 1, "a": 2}

PIECES = r"""
pain **not** *only* _rest_ a*b*c **(24–48** hours, 7.6%.[^boyce] 20,000 1st 5 mg 0.5 mg/l 38 °C % ( ) . ** * é
[the cautions][1] [one [more]][2] `code word` ``a`b`` ` `` \* \` &amp; &#8211; %(num)s %(name)s https://example.org/a?b=c
"""
WORDS = st.sampled_from([*PIECES.split(), "\u00a0"])
MARKED = st.lists(WORDS, min_size=1, max_size=14).map(" ".join) | st.lists(WORDS, min_size=1, max_size=8).map("".join)
# A msgid has neither space around it nor line breaks in it: they are folded.
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60)
# "[1](" is a link or none depending on whether anything at all follows: markdown-it's own whim.
TEXT = (MARKED | ANY).map(str.strip).filter(lambda text: text and not text.endswith(("](", "][")))


def elements(text: str) -> list[str]:
    return re.findall(r"<code>.*?</code>|<[^>]*>", render_inline(text, LINKS, CITATIONS), re.DOTALL)


@settings(max_examples=500)
@given(TEXT, st.sampled_from(LOCALES))
def test_markup_is_the_same_in_the_same_order(text: str, locale: Locale) -> None:
    assert elements(pseudo(text, locale)) == elements(text)


KEPT = re.compile(r"\d+(?:[.,–]\d+)*(?: ?(?:mg|°C)\b)?|%\(\w+\)s|\[\^\w+\]|&\#?\w+;|https?://[^\s)>`]+")


@given(MARKED, st.sampled_from(LOCALES))
def test_figures_units_placeholders_and_addresses_are_kept(text: str, locale: Locale) -> None:
    spaced = f" {text} "
    assert Counter(KEPT.findall(pseudo(spaced, locale))) == Counter(KEPT.findall(spaced))


@given(TEXT, st.sampled_from(LOCALES))
def test_it_is_longer_by_two_fifths_and_a_short_text_by_its_own_length(text: str, locale: Locale) -> None:
    made = len(pseudo(text, locale))
    assert made >= (1 + EXPANSION) * len(text)
    assert made >= 2 * min(len(text), 10)
    assert made <= (1 + EXPANSION) * len(text) + 20


@given(TEXT, st.sampled_from(LOCALES))
def test_it_is_never_the_english_and_hides_nothing(text: str, locale: Locale) -> None:
    made = pseudo(text, locale)
    assert made.casefold() != text.casefold()
    assert made[0] == "⟦"
    assert made[-1] == "⟧"
    assert not [c for c in made if unicodedata.category(c) in ("Cf", "Cc", "Mn") and c not in text]
    assert pseudo(text, locale) == made


@given(st.text(string.ascii_letters + " ", min_size=1, max_size=60), st.sampled_from(LOCALES))
def test_no_letter_stays_plain(text: str, locale: Locale) -> None:
    made = pseudo(text, locale)
    letters = [character for character in made if character.isalpha()]
    assert letters
    assert not [letter for letter in letters if letter in string.ascii_letters]
    assert {unicodedata.bidirectional(letter) for letter in letters} == {"L" if locale.direction == "ltr" else "AL"}


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.name)
def test_two_letters_never_look_the_same(locale: Locale) -> None:
    made = pseudo(string.ascii_lowercase, locale)
    assert len(set(made[2:28])) == 26
    assert unicodedata.is_normalized("NFC", made)


# What an author may write: brackets that are no link are refused in a source.
PHRASES = ["read [the cautions][1]", "[one [more]][2]", "rare.[^boyce]", "both.[^boyce][^a]", "https://example.org/a.", "`a b`"]
WRITTEN = st.lists(st.sampled_from([*PHRASES, "pain", "**not**", "24–48 hours"]), min_size=1, max_size=6).map(" ".join)


@given(st.lists(WRITTEN, min_size=1, max_size=4, unique=True), st.sampled_from(LOCALES))
def test_its_catalog_is_complete_and_breaks_no_rule(msgids: list[str], locale: Locale) -> None:
    messages = [Message(msgid, references=("source/a.md",)) for msgid in msgids]
    messages.append(Message("%(num)s passage", msgid_plural="%(num)s passages", msgstr=("", "")))
    catalog = pseudo_catalog(Catalog("a", messages=tuple(messages)), locale)
    assert set(catalog.translated) == {message.key for message in messages}
    assert [len(message.msgstr) for message in catalog.messages] == [len(message.msgstr) for message in messages]
    assert list(checked(catalog)) == []
    assert catalog.path == "source/a.md"


def test_examples() -> None:
    accented, mirrored = LOCALES
    assert pseudo("Note", accented) == "⟦\u00a0Ñôţé ļôřéḿ⟧"
    text = "Read **[all][1]** of 5 mg/l in 24–48 hours.[^boyce]"
    assert pseudo(text, accented).startswith("⟦\u00a0Řéáđ **[áļļ][1]** ôḟ 5 mg/l íñ 24–48 ĥôüřš.[^boyce] ļôřéḿ íṕšüḿ")
    assert pseudo(text, mirrored).startswith("⟦\u00a0رعاد **[الل][1]** وف 5 mg/l ين 24–48 هوحرس.[^boyce] لورعم")


def test_its_names_tags_and_dates() -> None:
    place = Place("x")
    accented, mirrored = (Locale.pseudo_named(name, place) for name in ("qps_ploc", "qps-plocm"))
    assert [(one.name, one.tag, one.direction) for one in (accented, mirrored)] == [
        ("qps-ploc", "en-XA", "ltr"),
        ("qps-plocm", "ar-XB", "rtl"),
    ]
    assert (mirrored.own_name, mirrored.english_name, mirrored.sentence_separator) == ("qps-plocm", "qps-plocm", " ")
    assert not Locale("ar").pseudo


@pytest.mark.parametrize("name", ["qps", "qps-ploca", "en-XA", "QPS-PLOC", "../qps-ploc", ""])
def test_there_are_no_others(name: str) -> None:
    with pytest.raises(PipelineError, match="is no pseudo-locale"):
        Locale.pseudo_named(name, Place("x"))
