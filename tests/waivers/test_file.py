"""`waivers.toml`: what is written is read again, and what is no waiver is refused with its line and key."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.waivers import read_waivers, write_waiver
from pipeline.model.catalog import Message
from pipeline.model.errors import PipelineError
from pipeline.model.waiver import Waiver, waiver_hash

PATH = "locales/de/waivers.toml"
MESSAGE = Message("Rest for 24 hours.", msgstr=("Ruhen Sie 24 Stunden.",))
WAIVER = Waiver(
    "article",
    "figure-changed",
    MESSAGE.msgid,
    waiver_hash("de", MESSAGE),
    "A sample reason.",
    "Sample Name",
    date(2026, 11, 25),
)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(TEXTS, TEXTS, st.none() | TEXTS, st.integers(0, 3))
def test_what_is_written_is_read_again(message: str, reason: str, msgctxt: str | None, others: int) -> None:
    waiver = Waiver("a", "some-rule", message, "0" * 64, f"x{reason}", "Sample", date(2026, 1, 2), msgctxt)
    text = write_waiver(WAIVER) * others + write_waiver(waiver)
    assert read_waivers(text, PATH) == (*[WAIVER] * others, waiver)
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('reason = "A sample reason."', 'reason = " "', "entry 2 (article): reason: says nothing"),
        ('reason = "A sample reason."', 'reason = "…?!"', "entry 2 (article): reason: says nothing"),
        ('reason = "A sample reason."\n', "", "entry 2: reason: field required"),
        ('who = "Sample Name"', 'who = ""', "entry 2 (article): who: '' is nobody's name"),
        ("on = 2026-11-25", 'on = "2026-11-25"', "entry 2 (article): on: must be a date"),
        ("on = 2026-11-25", "on = 2026-11-25T10:00:00", "entry 2 (article): on: must be a date"),
        ('sha256 = "', 'sha256 = "0', "entry 2 (article): sha256: is no SHA-256"),
        ('rule = "figure-changed"', "rule = 3", "entry 2: rule: input should be a valid string"),
        ('domain = "article"', 'domain = "article"\nlocale = "de"', "entry 2: locale: unexpected keyword"),
        ('message = "Rest', 'message = "Rest"\nmessage = "Rest', "not TOML"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line_and_key(old: str, new: str, says: str) -> None:
    good = write_waiver(WAIVER)
    assert old in good
    with pytest.raises(PipelineError) as refused:
        read_waivers(f"# kept\n{good}{good.replace(old, new)}", PATH)
    assert says in refused.value.problem
    assert refused.value.place.path == PATH
    assert (refused.value.place.line or 0) >= good.count("\n") + 3
    assert refused.value.remedy


@pytest.mark.parametrize("text", ["waivers = 3\n", 'title = "x"\n', "[waivers]\nrule = 1\n"])
def test_a_file_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(PipelineError, match=r"\[\[waivers\]\]"):
        read_waivers(text, PATH)


# What it is bound to


@given(
    st.lists(st.text(alphabet="ab\u0301 ", max_size=4), min_size=3, max_size=3),
    st.lists(st.text(alphabet="ab ", max_size=4), min_size=3, max_size=3),
)
def test_no_edit_of_a_text_keeps_the_hash(one: list[str], other: list[str]) -> None:
    first, second = (Message(a, msgstr=(b,), msgctxt=c) for a, b, c in (one, other))
    same = [normalize("NFC", text) for text in one[:2]] + one[2:] == [normalize("NFC", text) for text in other[:2]] + other[2:]
    assert (waiver_hash("de", first) == waiver_hash("de", second)) == same
    assert waiver_hash("de", first) != waiver_hash("fr", first)


def test_the_forms_of_a_plural_are_bound_one_by_one() -> None:
    plural = Message("a", msgid_plural="b", msgstr=("c", "d"))
    hashes = {
        waiver_hash("de", one)
        for one in (
            plural,
            Message("a", msgid_plural="b", msgstr=("cd", "")),
            Message("a", msgid_plural="b", msgstr=("c", "x")),
            Message("a", msgid_plural="x", msgstr=("c", "d")),
            Message("a", msgstr=("c",)),
        )
    }
    assert len(hashes) == 5


def test_a_waiver_silences_its_rule_at_its_message_and_nothing_else() -> None:
    assert WAIVER.silences("de", "article", "figure-changed", MESSAGE)
    for locale, domain, rule, message in (
        ("fr", "article", "figure-changed", MESSAGE),
        ("de", "site", "figure-changed", MESSAGE),
        ("de", "article", "unit-changed", MESSAGE),
        ("de", "article", "figure-changed", Message(MESSAGE.msgid, "context", msgstr=MESSAGE.msgstr)),
        ("de", "article", "figure-changed", Message(MESSAGE.msgid, msgstr=("Ruhen Sie 24 Stunden",))),
        ("de", "article", "figure-changed", Message("Rest for 24 hours", msgstr=MESSAGE.msgstr)),
    ):
        assert not WAIVER.silences(locale, domain, rule, message)
