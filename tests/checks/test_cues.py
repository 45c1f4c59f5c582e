"""The lists of cues: each entry does what its list says, in the spellings that people use."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import RULES
from pipeline.checks.cues import cues_of, listed
from pipeline.model.catalog import Catalog, Message
from tests.checks.sheets import checked

LISTED = listed()
FILLED = str.maketrans({"*": "", "…": "x"})


@pytest.mark.parametrize("language", sorted(LISTED))
def test_each_entry_is_found_and_no_other_list_hides_it(language: str) -> None:
    cues = cues_of(language)
    assert cues is not None
    assert cues.spaced is LISTED[language]["spaced"]
    for cue in LISTED[language]["negation"]:
        assert cues.negations(cue.translate(FILLED)), cue
    for cue in LISTED[language]["only"]:
        assert cues.restrictions(cue.translate(FILLED)), cue
    for cue in LISTED[language]["unlike"]:
        assert cues.negations(cue) + cues.restrictions(cue) == [], cue


@pytest.mark.parametrize(
    ("locale", "text", "found"),
    [
        ("en", "You DON’T need it", True),
        ("en", "a notable knot", False),
        ("de", "Keinesfalls!", True),
        ("de", "einzigartig", False),
        ("ar", "لَيْسَ", True),
        ("ar", "وتقليل الألم خلال العلاج", False),
        ("fr", "Il n'y a pas de risque", True),
        ("fr", "avant que vous ne commenciez", False),
        ("hi", "यह ग़ैर-ज़रूरी", True),
        ("hr", "Nemojte početi", True),
        ("hr", "neki nekoliko nego", False),
        ("pl", "ŻADNEJ porady", True),
        ("pt_BR", "NÃO", True),
        ("th", "อย่างยิ่ง", False),
        ("zh_Hans", "各不相同", False),
    ],
)
def test_negations_in_real_spellings(locale: str, text: str, found: bool) -> None:
    cues = cues_of(locale)
    assert cues is not None
    assert bool(cues.negations(text)) is found


def test_ne_que_restricts_and_a_denial_between_them_denies() -> None:
    cues = cues_of("fr")
    assert cues is not None
    only, denial = "Elles n’ont qu’un but éducatif.", "Elles ne remplacent pas ce que dit un médecin."
    assert (cues.negations(only), cues.restrictions(only)) == ([], ["n ont qu"])
    assert (cues.negations(denial), cues.restrictions(denial)) == (["pas"], [])


def test_a_variety_has_the_list_of_its_language_and_an_unknown_one_has_none() -> None:
    assert cues_of("pt_BR") == cues_of("pt_PT") == cues_of("pt")
    assert cues_of("zh_Hans_SG") == cues_of("zh_Hans")
    assert cues_of("zh_Hant") is None
    assert cues_of("") is None


LOST = Catalog("disclaimer", "de", messages=(Message("They do not.", "general.x", msgstr=("Sie tun es.",)),))


@pytest.mark.parametrize("locale", ["sw", "qps-ploc", None])
def test_without_a_list_nothing_is_said(locale: str | None) -> None:
    assert [finding.rule for finding in checked(LOST)] == ["negation-changed"]
    assert checked(replace(LOST, locale=locale)) == []


def test_an_article_is_read_by_the_rules_that_count() -> None:
    assert [finding.rule for finding in checked(replace(LOST, domain="dry-needling"))] == ["negation-differs"]


@given(st.text(), st.text(), st.sampled_from(sorted(LISTED)))
def test_no_article_is_too_odd(msgid: str, msgstr: str, locale: str) -> None:
    catalog = Catalog("dry-needling", locale, messages=(Message(msgid, "x", msgstr=(msgstr,)),))
    assert {finding.rule for finding in checked(catalog)}.isdisjoint({"negation-changed", "only-changed"})


@given(st.text(), st.text(), st.sampled_from(sorted(LISTED)))
def test_no_text_is_too_odd(msgid: str, msgstr: str, locale: str) -> None:
    catalog = Catalog("disclaimer", locale, messages=(Message(msgid, "general.x", msgstr=(msgstr,)),))
    assert {finding.rule for finding in checked(catalog)} <= {rule.id for rule in RULES}
