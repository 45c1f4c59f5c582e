"""Opposites: swaps written by hand in each locale's article are found; what is right, and any other text, is left alone."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.opposites import lexicon_of, opposite_changed
from pipeline.checks.rule import Pair, Sheet
from pipeline.formats.po import read_po
from pipeline.model.catalog import Message
from pipeline.model.locale import Locale

ROOT = Path(__file__).parents[2]
SWAPS = json.loads((Path(__file__).parent / "opposite_swaps.json").read_text("utf-8"))
"""Passages of each article and their opposites: a fault wherever it is put, chosen from the texts, not from the lists."""


def pairs_of(locale: str) -> list[Pair]:
    """All translations of a locale's article."""
    path = ROOT / "locales" / locale / "LC_MESSAGES" / "dry-needling.po"
    return list(Sheet(read_po(path.read_bytes(), path.name, "dry-needling", locale), Locale(locale)).pairs)


def faults(locale: str) -> list[Pair]:
    """The article's translations with one swap in one place each."""
    return [
        Pair(pair.message, pair.form, pair.source, pair.text[: at.start()] + new + pair.text[at.end() :], pair.locale)
        for pair in pairs_of(locale)
        for old, new in SWAPS[locale]
        for at in re.finditer(re.escape(old), pair.text)
    ]


def pair(source: str, text: str, locale: str = "de") -> Pair:
    """A pair of two texts."""
    return Pair(Message(source, (text,)), 0, source, text, Locale(locale))


@pytest.mark.parametrize("locale", SWAPS)
def test_most_swapped_opposites_are_found(locale: str) -> None:
    injected = faults(locale)
    found = [bool(list(opposite_changed(fault))) for fault in injected]
    assert len(found) >= 15
    missed = [fault.text for fault, told in zip(injected, found, strict=True) if not told]
    assert sum(found) / len(found) >= 0.9, missed


@pytest.mark.parametrize("locale", SWAPS)
def test_right_translations_are_left_alone(locale: str) -> None:
    assert [problem.says for right in pairs_of(locale) for problem in opposite_changed(right)] == []


@given(st.text(), st.text(), st.sampled_from([*SWAPS, "", "xx", "zh_CN"]))
def test_no_text_makes_it_stumble(source: str, text: str, locale: str) -> None:
    for problem in opposite_changed(pair(f"left {source} before", f"rechts nach {text} 后", locale)):
        assert problem.source
        assert problem.text


@pytest.mark.parametrize("locale", ["en", *SWAPS])
def test_lists_name_the_sides_of_the_english(locale: str) -> None:
    lexicon, english = lexicon_of(locale), lexicon_of("en")
    assert lexicon is not None
    assert english is not None
    assert lexicon.groups <= english.groups


def test_unknown_languages_are_left_alone() -> None:
    assert lexicon_of("xx") is None
    assert lexicon_of("zh_Hant") is None
    assert lexicon_of("../de") is None
    assert lexicon_of("zh_CN") is not None
    assert list(opposite_changed(pair("left", "rechts", "xx"))) == []


def test_a_problem_shows_both_passages() -> None:
    (problem,) = opposite_changed(pair("Lift the left arm.", "Heben Sie den rechten Arm."))
    assert problem.says == "the source says “left”, the translation “rechten”"
    assert (problem.source, problem.text) == (((9, 13),), ((14, 21),))


def test_what_is_denied_may_say_either_side() -> None:
    assert list(opposite_changed(pair("It is not dangerous.", "Es ist sicher."))) == []
    assert list(opposite_changed(pair("It is safe.", "Es ist nicht gefährlich."))) == []
