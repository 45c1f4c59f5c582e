"""Passages side by side: all of both texts, in order, and a sentence beside its translation where the counts differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.alignment import aligned, pieces, steady
from pipeline.checks.opposites import opposite_changed, time_turned
from pipeline.checks.plain import Text
from pipeline.checks.rule import Pair
from pipeline.model.catalog import Message
from pipeline.model.locale import Locale

SENTENCES = st.lists(st.sampled_from(["Rest.", "Take 5 ml; then wait.", "กินยา 5 มล. แล้วรอ", "不要动。", "x", " ", "[^a]"])).map(
    " ".join
)


def pair(source: str, text: str, locale: str) -> Pair:
    """A pair of two texts."""
    return Pair(Message(source, (text,)), 0, source, text, Locale(locale))


def beside(source: str, text: str, locale: str) -> list[tuple[str, str]]:
    """The passages of two texts, side by side."""
    found = (one.passage for one in aligned(pair(source, text, locale)))
    return [(source[a:b].strip(), text[c:d].strip()) for (a, b), (c, d) in found]


@given(SENTENCES)
def test_pieces_are_the_whole_text(text: str) -> None:
    found = pieces(Text(text))
    assert "".join(text[start:end] for start, end in found) == text


@given(SENTENCES, SENTENCES)
def test_passages_are_both_texts_in_their_order(source: str, text: str) -> None:
    found = [one.passage for one in aligned(pair(source, text, "th"))]
    if found:
        assert "".join(source[start:end] for (start, end), _ in found) == source
        assert "".join(text[start:end] for _, (start, end) in found) == text


def test_thai_ends_its_sentences_with_spaces() -> None:
    source = "You may wonder whether it hurts. Here is what to expect, from the first needle to the last."
    text = "ท่านอาจสงสัยว่าเจ็บหรือไม่ ต่อไปนี้คือสิ่งที่ท่านอาจพบ ตั้งแต่เข็มแรกจนถึงเข็มสุดท้าย"
    assert beside(source, text, "th") == [
        ("You may wonder whether it hurts.", "ท่านอาจสงสัยว่าเจ็บหรือไม่"),
        (
            "Here is what to expect, from the first needle to the last.",
            "ต่อไปนี้คือสิ่งที่ท่านอาจพบ ตั้งแต่เข็มแรกจนถึงเข็มสุดท้าย",
        ),
    ]


def test_two_sentences_may_stand_for_one() -> None:
    source = "The needle is thin, and it goes in slowly and gently. Tell us at once if it hurts."
    text = "Die Nadel ist dünn. Sie dringt langsam und sanft ein. Sagen Sie es sofort, wenn es weh tut."
    assert [english for english, _ in beside(source, text, "de")] == [source[:53], source[54:]]


def test_what_the_next_piece_may_explain_is_no_difference() -> None:
    source, text = "It hurts. Rest now and then.", "ก ข ค"
    passages = aligned(pair(source, text, "th"))
    found = steady(passages, lambda english, own: {"differs": own} if own == passages[0].passage[1] else {})
    assert bool(list(found)) is not bool(passages[0].near)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("48時間後に最も強くなり、その後薄れます。", False),
        ("48時間前に最も強くなり、その後薄れます。", True),
    ],
)
def test_the_word_nearest_to_a_time_counts(text: str, told: bool) -> None:
    assert bool(list(time_turned(pair("It is strongest 48 hours after the session, and then fades.", text, "ja")))) is told


def test_a_thai_word_is_no_part_of_a_syllable() -> None:
    # มาก, "much", stands in ตามมาก่อน, "came before", by its letters only; ลด, "decrease", in อัลโลดีเนีย.
    assert list(opposite_changed(pair("It increases allodynia.", "เพิ่มอัลโลดีเนีย", "th"))) == []
    assert list(opposite_changed(pair("the soreness after exercise", "อาการที่ตามมาก่อนออกกำลังกาย", "th")))
