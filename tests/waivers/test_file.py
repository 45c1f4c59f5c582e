"""`waivers.toml`: what is written is read again, and what is no waiver is refused with its line and key."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.waivers import WaiverFile, read_waivers, write_waiver
from pipeline.model.catalog import Message
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
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
    assert read_waivers(text, PATH) == WaiverFile((*[WAIVER] * others, waiver))
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
        ('message = "Rest', 'message = "Rest"\nmessage = "Rest', "entry 2: not TOML"),
        ('message = "Rest', 'message = """Rest', "entry 2: not TOML"),
        ("[[waivers]]", "<<<<<<< ours\n[[waivers]]", "entry 1: not TOML"),
    ],
)
def test_a_wrong_entry_is_an_error_with_its_line_and_key_and_takes_nothing_from_others(old: str, new: str, says: str) -> None:
    good = write_waiver(WAIVER)
    assert old in good
    found = read_waivers(f"# kept\n{good}{good.replace(old, new)}{good}", PATH)
    [error] = found.errors
    assert says in error.problem
    assert error.place.path == PATH
    assert error.remedy
    # A mark of a merge spoils the entry that it stands behind; all others count.
    assert found.waivers == (WAIVER, WAIVER)
    assert [one.line for one in found.waivers][-1] == good.count("\n") * 2 + new.count("\n") - old.count("\n") + 3
    assert good.count("\n") + 2 <= (error.place.line or 0) <= good.count("\n") * 2 + 2


def test_every_wrong_entry_is_named_with_all_that_is_wrong_in_it() -> None:
    good = write_waiver(WAIVER)
    nobody = good.replace('"Sample Name"', '" "').replace('"A sample reason."', '"-"')
    undated = good.replace("[[waivers]]", "  [[ waivers ]]  # ours").replace("on = 2026-11-25", 'on = "2026"')
    found = read_waivers(nobody + good + undated + good.replace("reason", "raison"), PATH)
    lines = good.count("\n")
    assert found.waivers == (WAIVER,)
    assert [(str(error.place), error.problem) for error in found.errors] == [
        (f"{PATH}:2", "entry 1 (article): reason: says nothing; who: ' ' is nobody's name"),
        (f"{PATH}:{2 * lines + 2}", "entry 3 (article): on: must be a date"),
        (f"{PATH}:{3 * lines + 2}", "entry 4: reason: field required; raison: unexpected keyword argument"),
    ]


@given(st.lists(st.sampled_from(["good", "no TOML", "no reason", "no name"]), max_size=6))
def test_whatever_is_wrong_the_right_ones_count_and_each_wrong_one_is_told(kinds: list[str]) -> None:
    good = write_waiver(WAIVER)
    made = {
        "good": good,
        "no TOML": good.replace("who = ", "who "),
        "no reason": good.replace("A sample reason.", ""),
        "no name": good.replace("Sample Name", ""),
    }
    found = read_waivers("# a file\n" + "".join(made[kind] for kind in kinds), PATH)
    assert len(found.waivers) == kinds.count("good")
    assert [f"entry {number}" for number, kind in enumerate(kinds, 1) if kind != "good"] == [
        error.problem.partition(" (")[0].partition(":")[0] for error in found.errors
    ]
    lines = [error.place.line or 0 for error in found.errors]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    "text",
    [
        "waivers = 3\n",
        "waivers = []\n[[waivers]]\nrule = 1\n",
        'title = "x"\n',
        "[waivers]\nrule = 1\n",
        'title = "x"\n[[waivers]]\nrule =\n',
    ],
)
def test_a_file_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(PipelineError, match=r"\[\[waivers\]\]|not TOML: Cannot mutate"):
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


def test_a_finding_on_a_header_is_bound_to_the_lines_that_show_it() -> None:
    def of(header: str) -> Finding:
        return Finding(Severity.WARNING, "language-differs", "de", Place("x.po", 1), "it differs", header=header)

    subject = of("Language: fr").subject
    assert subject.key == (None, "")
    assert waiver_hash("de", subject) == waiver_hash("de", Message("", msgstr=("Language: fr",)))
    assert len({waiver_hash("de", of(header).subject) for header in ("", "Language: fr", "Language: it")}) == 3


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
