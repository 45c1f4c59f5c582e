"""The gate on finished text editions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gate.attacks import EDITIONS
from tests.gate.pages import LOCALES, case


@pytest.mark.parametrize("name", EDITIONS)
def test_a_text_edition_in_name_only_is_refused(name: str) -> None:
    one = case("hr")
    attack, rule = EDITIONS[name]
    changed = attack(one.text, one.text.split("\n\n")[2])
    assert changed != one.text
    assert rule in one.rules(text=changed)


@pytest.mark.parametrize("name", LOCALES)
def test_a_text_edition_without_any_one_duty_is_refused(name: str) -> None:
    one = case(name)
    for duty in one.demands.duties:
        signs = [re.escape(sign) for sign in duty.text if not sign.isspace()]
        text = re.sub(r"\s*".join(signs), "", one.text, count=1)
        assert text != one.text
        assert "text-disclaimer" in one.rules(text=text)


@pytest.mark.parametrize("name", LOCALES)
def test_a_text_edition_without_its_cautions_is_refused(name: str) -> None:
    one = case(name)
    assert "text-protected" in one.rules(text=one.text[: len(one.text) // 2])


def test_the_title_of_the_disclaimer_may_be_wrapped() -> None:
    text = case("hr").text.replace("Medicinsko odricanje od", "Medicinsko odricanje\nod", 1)
    assert text != case("hr").text
    assert "text-disclaimer" not in case("hr").rules(text=text)


def test_the_disclaimer_may_be_the_last_that_it_says() -> None:
    text = case("hr").text.partition("\n\n***")[0] + "\n"
    assert "text-disclaimer" not in case("hr").rules(text=text)


def test_a_line_of_the_disclaimer_has_a_hundred_signs_at_most() -> None:
    text = case("ja").text
    first = text.split("\n\n")[2]
    signs = first.replace("\n", "")
    lines = {most: "\n".join(signs[at : at + most] for at in range(0, len(signs), most)) for most in (100, 101)}
    assert len(signs) > 101
    assert "text-disclaimer" not in case("ja").rules(text=text.replace(first, lines[100]))
    assert "text-disclaimer" in case("ja").rules(text=text.replace(first, lines[101]))


def test_a_mark_more_is_a_letter_more() -> None:
    assert "text-letters" in case("hr").rules(text=case("hr").text.replace("***", "\u0301***", 1))


def test_a_text_edition_of_another_locale_is_refused() -> None:
    assert {"text-disclaimer", "text-strange"} <= case("hr").rules(text=case("de").text)


@given(st.sampled_from(LOCALES), st.data())
def test_law_any_altered_character_of_the_disclaimer_is_refused(name: str, data: st.DataObject) -> None:
    one = case(name)
    start = one.text.index("\n\n") + 2
    end = one.text.index("\n\n***")
    at = data.draw(st.integers(start, end - 1))
    sign = data.draw(st.characters(codec="utf-8", exclude_characters=one.text[at]))
    if {sign, one.text[at]} <= {" ", "\n"}:
        return  # a line may end at another space
    assert one.rules(text=one.text[:at] + sign + one.text[at + 1 :])


@given(st.sampled_from(LOCALES), st.data())
def test_law_any_dropped_or_doubled_character_of_the_disclaimer_is_refused(name: str, data: st.DataObject) -> None:
    one = case(name)
    start, end = one.text.index("\n\n") + 2, one.text.index("\n\n***")
    at = data.draw(st.integers(start, end - 1).filter(lambda at: one.text[at] not in "-\n"))
    times = data.draw(st.sampled_from([0, 2]))
    assert one.rules(text=one.text[:at] + one.text[at] * times + one.text[at + 1 :])


@given(st.sampled_from(LOCALES), st.data())
def test_law_any_paragraph_added_anywhere_is_refused(name: str, data: st.DataObject) -> None:
    one = case(name)
    paragraphs = one.text.split("\n\n")
    at = data.draw(st.integers(0, len(paragraphs)))
    words = data.draw(st.lists(st.from_regex(r"[A-Z][a-z]{9}", fullmatch=True), min_size=1, max_size=5))
    paragraphs.insert(at, " ".join(words))
    assert one.rules(text="\n\n".join(paragraphs))
