"""What became of figures, negations and words of obligation, said in plain words; and never in quadratic time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.l10n.changes import meaning_changes

SAID = [
    ("Do not rest. Use heat.", "Do rest. Do not use heat.", "a negation stands before “use”, no more before “rest”"),
    ("Use heat, not ice.", "Use ice, not heat.", "a negation stands before “heat”, no more before “ice”"),
    ("It isnʼt safe.", "It is safe.", "the word “not” was removed"),
    ("Use non-sterile needles.", "Use sterile needles.", "the word “non” was removed"),
    ("It is required.", "It is optional.", "the word “required” became “optional”"),
    ("Your left leg.", "Your right leg.", "the word “left” became “right”"),
    ("Rest every day.", "Rest every week.", "the figure “every day” became “every week”"),
    ("A type I reaction.", "A type II reaction.", "the figure “type I” became “type II”"),
    # Figures and their units.
    ("Rest for 24 hours.", "Rest for 48 hours.", "the figure “24 hours” became “48 hours”"),
    ("Rest for 24 hours.", "Rest for 24 days.", "the figure “24 hours” became “24 days”"),
    ("It eases within 24–48 hours.", "It eases within 24–72 hours.", "the figure “48 hours” became “72 hours”"),
    ("It eases within 24–48 hours.", "It eases within 48 hours.", "the figure “24” was removed"),
    ("Ranges of 2–3 or 3–2.", "Ranges of 3–2 or 2–3.", "the figures “3”, “2”, “2”, “3” stand in another order"),
    ("About 7.6% had it.", "About 76% had it.", "the figure “7.6%” became “76%”"),
    ("About 7.6% had it.", "About 6.7% had it.", "the figure “7.6%” became “6.7%”"),
    ("Some 20,000 treatments.", "Some 2,000 treatments.", "the figure “20,000” became “2,000”"),
    ("Take .5 mg.", "Take .8 mg.", "the figure “.5 mg” became “.8 mg”"),
    ("Take .5 mg.", "Take 5 mg.", "the figure “.5 mg” became “5 mg”"),
    ("Take 5 mg.", "Take 5 µg.", "the figure “5 mg” became “5 µg”"),
    ("Take 5 ml.", "Take 5 l.", "the figure “5 ml” became “5 l”"),
    ("Keep it at −18 °C.", "Keep it at 18 °C.", "the figure “−18 °C” became “18 °C”"),
    ("A pH < 7.", "A pH > 7.", "the figure “< 7” became “> 7”"),
    ("If ≥38 °C.", "If ≤38 °C.", "the figure “≥38 °C” became “≤38 °C”"),
    ("Take ½ tablet.", "Take ¼ tablet.", "the figure “½ tablet” became “¼ tablet”"),
    ("Needling at C5–C6.", "Needling at C4–C6.", "the figure “C5” became “C4”"),
    ("Vitamin B12 helps.", "Vitamin B6 helps.", "the figure “B12” became “B6”"),
    ("Wait 24 h.", "Wait 24 min.", "the figure “24 h” became “24 min”"),
    ("Wait 24h.", "Wait 24d.", "the figure “24h” became “24d”"),
    ("Take 2 tablets.", "Take 2 drops.", "the figure “2 tablets” became “2 drops”"),
    ("The first 3 sessions.", "The 1st 3 sessions.", "the figure “1st” was added"),
    ("Twice a day.", "Once a day.", "the figure “Twice” became “Once”"),
    ("It has five steps.", "It has six steps.", "the figure “five” became “six”"),
    ("Half an hour.", "Quarter of an hour.", "the figure “Half” became “Quarter”"),
    ("After fourteen days.", "After sixteen days.", "the figure “fourteen days” became “sixteen days”"),
    ("Several minutes.", "Several hours.", "the figure “Several minutes” became “Several hours”"),
    ("Within a few hours.", "Within a few days.", "the figure “few hours” became “few days”"),
    # Negations.
    ("Use heat, not ice.", "Use heat, ice.", "the word “not” was removed"),
    ("You can rest.", "You cannot rest.", "the word “not” was added"),
    ("You do rest.", "You don't rest.", "the word “not” was added"),
    ("You do rest.", "You don’t rest.", "the word “not” was added"),
    ("It always helps.", "It never helps.", "the word “always” became “never”"),
    ("With pain.", "Without pain.", "the word “without” was added"),
    ("There is a risk.", "There is no risk.", "the word “no” was added"),
    # Obligation and degree.
    ("You may stretch.", "You must stretch.", "the word “may” became “must”"),
    ("Experienced hands only.", "Experienced hands.", "the word “only” was removed"),
    ("Rest unless it hurts.", "Rest if it hurts.", "the word “unless” became “if”"),
    ("Drink before the session.", "Drink after the session.", "the word “before” became “after”"),
    ("You must ask and may rest.", "You may ask and must rest.", "the words “may”, “must” stand in another order"),
    ("At least a day.", "At most a day.", "the word “at least” became “at most”"),
    ("For people over 65.", "For people under 65.", "the word “over” became “under”"),
]


@pytest.mark.parametrize(("old", "new", "said"), SAID)
def test_a_change_that_can_hurt_is_said(old: str, new: str, said: str) -> None:
    assert said in meaning_changes(old, new)


SAME = [
    ("Rest for 24 hours.", "Do rest for 24 hours."),
    ("A 24-hour rest.", "A rest of 24 hours."),
    ("Rest for 24 hours.", "Rest for 24\u00a0hours."),
    ("Do not rest.", "Don't rest."),
    ("You cannot rest.", "You can't rest."),
    ("You can’t rest.", "You can't rest."),
    ("You **may** rest.", "You *may* rest."),
    ("You may rest.[^brady]", "You may rest.[^boyce2]"),
    ("Read [this][1] first.", "Read [this][2] first."),
    ("He may **not** rest.", "He may not rest."),
    ("Do not stretsh it.", "Do not stretch it."),
    ("They dont hurt.", "They don't hurt."),
    ("Stretch gently.", "Stretch softly."),
    ("Mayor Noonan knots the mustard.", "Mayor Noonan nots the custard."),
    ("Five steps.", "five steps."),
    ("The patients' rest", "The patient's rest"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_a_change_of_form_is_not_said(old: str, new: str) -> None:
    assert meaning_changes(old, new) == meaning_changes(new, old) == ()


WORDS = st.sampled_from(
    ["24", "48 hours", "24-hour", "½", "-5 °C", "B12", "not", "n't", "may", "must", "x", "[^a1]", "[b][1]", "*", "."]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_equal_texts_yield_nothing_and_both_ways_agree_whether_anything_changed(one: str, other: str) -> None:
    assert meaning_changes(one, one) == ()
    assert bool(meaning_changes(one, other)) == bool(meaning_changes(other, one))


@given(TEXTS, TEXTS)
def test_a_note_is_short_whatever_changed(one: str, other: str) -> None:
    assert len(meaning_changes(one * 20, other * 20)) <= 2 * (6 + 1)


HOSTILE = {
    "digits": "1",
    "figures": "1 ",
    "figures in turn": "1 2 3 1 ",
    "separators": "1,1.",
    "open citations": "[^",
    "open labels": "][",
    "words": "may not ",
    "apostrophes": "n'",
    "comparisons": "< ",
    "signs": "-",
    "letters": "a",
    "letters and digits": "a1",
    "number words": "one-",
    "spaces": "\u00a0",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_of_100_kilobytes_is_read_to_its_end(name: str) -> None:
    # Quadratic reading of any of these takes minutes and more.
    text = HOSTILE[name] * (100_000 // len(HOSTILE[name]))
    assert meaning_changes(text, f"{text} 9 kg") != ()
    turned = meaning_changes(text, f"7 kg never {text[: len(text) // 2]} 8 mg {text[len(text) // 2 :][::-1]}")
    assert turned != ()
    assert sum(map(len, turned)) < 5_000
