"""Prepared texts and phrases: what is blanked stays in its place, and what is found is what people wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.phrases import Phrases
from pipeline.checks.plain import NO_WORD, Text


@given(st.text(alphabet=st.characters() | st.sampled_from("[]()*_`<>%{}^~\\ à1")))
def test_a_plain_text_is_as_long_as_the_text(raw: str) -> None:
    text = Text(raw)
    assert len(text.plain) == len(text.letters) == len(raw)
    for word in text.words:
        assert raw[word.start : word.end].strip()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Rest **24**–48 hours, *not* more.", "rest hours not more"),
        ('see [the cautions][1] and [this](https://x.example/a_(b) "T").[^boyce]', "see the cautions and this"),
        ("run `rm 5` or ``a ` b`` for {name} and %(count)d, %s", "run or for and"),
        ("a <b title='x 5'>bold</b> at https://x.example/5.", "a bold at"),
        ("Don’t — l’eau; 5 mg", "don t l eau mg"),
        ("100 % sure, 5 %", "sure"),
        ("मांसपेशियों में", "मांसपेशियों में"),
        ("لَيْسَ", "ليس"),
    ],
)
def test_words_of_a_text(raw: str, words: str) -> None:
    assert " ".join(word.folded for word in Text(raw).words) == words


def test_code_is_no_space() -> None:
    assert Text("5 `x` g").plain == f"5 {NO_WORD * 3} g"


def found(phrases: Phrases[int], raw: str) -> list[tuple[int, str]]:
    return [(one.meaning, raw[one.start : one.end]) for one in phrases.find(Text(raw))]


def test_phrases_of_words() -> None:
    phrases = Phrases({"drei": 3, "drei Viertel": 75, "stund*": 60, "*tage": 7, "ne … que": 1, "d'une": 2})
    raw = "Drei Viertel der drei Stunden, Werktage; ne dit rien **que** l'un d’une, bedrei"
    assert found(phrases, raw) == [
        (75, "Drei Viertel"),
        (3, "drei"),
        (60, "Stunden"),
        (7, "Werktage"),
        (1, "ne dit rien **que"),
        (2, "d’une"),
    ]


def test_phrases_with_particles() -> None:
    assert found(Phrases({"يوم": 1}, proclitics=["و", "ال", "وال"]), "واليوم يوم") == [(1, "واليوم"), (1, "يوم")]


def test_phrases_of_letters() -> None:
    phrases = Phrases({"三": 3, "三十": 30, "十分": 0, "不…只": 1, "ａ": 5}, spaced=False)
    assert found(phrases, "三十と三、十分。不是只、A") == [(30, "三十"), (3, "三"), (0, "十分"), (1, "不是只"), (5, "A")]


def test_no_phrases_are_found_nowhere() -> None:
    assert found(Phrases({}), "a") == found(Phrases({}, spaced=False), "a") == []
