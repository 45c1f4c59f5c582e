"""`source/recalls.toml`: an entry that recalls nothing is an error with its line, never a recall in name only."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.markdown.letters import letters, page_letters, seen
from pipeline.formats.recalls import read_recalls
from pipeline.model.errors import PipelineError, Place
from tests.conftest import Run
from tests.recall.stories import ENTRY, HEAT, RECALLS, catalog

GOOD = ENTRY.format(domain="dry-needling", unsafe=HEAT)


def test_an_entry_is_read_with_its_line_and_what_may_be_left_out() -> None:
    found = read_recalls(
        "# ours\n" + GOOD + "\n" + GOOD.replace("heat", "frost") + 'msgctxt = "c"\ncorrected = "Rest."\n', RECALLS
    )
    assert [place for place, _ in found] == [Place(RECALLS, 2), Place(RECALLS, 10)]
    first, second = (recall for _, recall in found)
    assert (first.domain, first.unsafe, first.msgctxt, first.corrected) == ("dry-needling", HEAT, None, None)
    assert (second.msgctxt, second.corrected) == ("c", "Rest.")
    assert read_recalls("", RECALLS) == ()


def line(number: int, old: str, new: str) -> str:
    assert old in GOOD
    return GOOD + "\n" + GOOD.replace(HEAT, "Something else.").replace(old if old != HEAT else "Something else.", new)


BROKEN = {
    "an empty text": (line(2, HEAT, ""), ":9: entry 2 (dry-needling) says nothing in unsafe"),
    "spaces alone": (line(2, HEAT, " \\t\\n\u00a0"), ":9: entry 2 (dry-needling) says nothing in unsafe"),
    "what shows nothing": (line(2, HEAT, "\u200b\u2060"), ":9: entry 2 (dry-needling) recalls a text that shows nothing"),
    "no reason": (
        line(2, "Sample reason: warmth may make a bruise worse.", " "),
        ":9: entry 2 (dry-needling) says nothing in reason",
    ),
    "nobody": (line(2, "Sample Author", ""), ":9: entry 2 (dry-needling) says nothing in by"),
    "no revision": (line(2, "sample revision", ""), ":9: entry 2 (dry-needling) says nothing in until"),
    "a duplicate": (GOOD + GOOD, ":8: entry 2 (dry-needling) recalls what entry 1 recalls"),
    "a duplicate, written otherwise": (GOOD + GOOD.replace("Use heat", "Use  **heat**"), "recalls what entry 1 recalls"),
    "corrected to itself": (GOOD + f'corrected = " {HEAT}"\n', ":1: entry 1 (dry-needling) has a corrected text that reads as"),
    "corrected to nothing": (GOOD + 'corrected = ""\n', ":1: entry 1 (dry-needling) has a corrected text that shows nothing"),
    "an unknown key": (GOOD + "severity = 1\n", "recalls.0.severity: unexpected keyword"),
    "an unknown table": (GOOD + "[[recall]]\n", "recall: unexpected keyword"),
    "a missing key": (GOOD.replace('by = "Sample Author"\n', ""), "recalls.0.by: "),
    "no date": (GOOD.replace("2026-11-25", '"soon"'), "recalls.0.on: "),
    "no TOML": (GOOD + "on =\n", ":8: not TOML"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_entry_that_recalls_nothing_is_an_error(name: str) -> None:
    text, problem = BROKEN[name]
    with pytest.raises(PipelineError) as caught:
        read_recalls(text, RECALLS)
    assert problem in str(caught.value)
    assert str(caught.value).startswith(RECALLS)


@pytest.mark.parametrize("domain", ["dry-needeling", "index", "../dry-needling", "dry-needling.pot", "locales"])
@pytest.mark.parametrize("command", ["recall", "update"])
def test_a_domain_that_is_none_is_an_error_for_whoever_reads_it(project: Path, run: Run, domain: str, command: str) -> None:
    (project / RECALLS).write_text(ENTRY.format(domain=domain, unsafe=HEAT), "utf-8")
    result = run(command)
    assert result.exit_code == 2
    assert f"error: {RECALLS}:1: entry 1 names no domain of this project: {domain!r}" in result.stderr
    assert "there are: disclaimer, dry-needling, handover, site" in result.stderr


def test_an_article_that_was_taken_away_can_be_recalled_and_is_found_where_it_was_given_out(project: Path, run: Run) -> None:
    wrong = catalog(project, "hr").live[None, HEAT].msgstr[0]
    source = project / "source/articles/dry-needling.md"
    source.rename(source.with_name("other.md"))
    (project / RECALLS).write_text(GOOD, "utf-8")
    assert run("recall").exit_code == 0
    page = project / "old.txt"
    page.write_text(f"- {wrong}\n", "utf-8")
    result = run("recall", str(page))
    assert result.exit_code == 1
    assert "old.txt: it carries a translation (hr) of the text" in result.stdout


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Use **heat** now.", "Use heat now."),
        ("Use\n  heat now.", "Use heat now."),
        ("See [the page][1] now.", "See [the page](https://example.org/a) now."),
        ("It helps.[^chys] Rest.", "It helps. Rest."),
        ("Soin\u0301.", "Soi\u0144."),
        ("He\u00adat.\u200b", "Heat."),
        ("a\\*b &amp; c", "a*b & c"),
        ("One.\\\nTwo.", "One. Two."),
    ],
)
def test_texts_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert seen(one) == seen(other)
    assert letters(one) == letters(other)


def test_texts_that_read_otherwise_are_not() -> None:
    assert seen("no where") != seen("nowhere")
    assert seen("Take 5 mg.") != seen("Take −5 mg.")
    assert seen("Do not use heat.") != seen("Do use heat.")


@given(st.text(max_size=60))
def test_a_page_shows_of_a_plain_text_the_letters_that_are_compared(text: str) -> None:
    plain = text.translate(dict.fromkeys(map(ord, "\\`*_[]&<>!\r\x00")))
    assert letters(plain) == page_letters(plain)
    assert letters(seen(plain)) == letters(plain)
