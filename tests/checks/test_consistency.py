"""Translations beside each other, within a catalog and across the catalogs of a locale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import check
from pipeline.checks.consistency import RULES_ACROSS
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

IDS = {rule.id for rule in RULES_ACROSS}
COPIED = [
    ("Come to your session in loose clothes.", "Drink some water after the treatment."),
    ("Stretch gently.", "Go to a hospital at once if you cannot breathe freely."),
    (
        "Contact your therapist if",
        "Your muscles may ache for a day or two, as after a workout. Contact the practice if it lasts.",
    ),
]
ALIKE = [
    ("Exercise", "Exercises"),
    ("Solution:", "**Solutions**"),
    ("Delete", "Remove"),
    ("Log in", "Sign in"),
    ("The muscle relaxes.", "the *muscle* relaxes"),
    ("The muscle relaxes after a session.", "After the session, muscles relax."),
    ("gender|unknown", "Unknown"),
    ("Show _Tool Bar", "Show the tool bar"),
]
TEXT = "Kommen Sie in lockerer Kleidung."


def sheet(domain: str, *pairs: tuple[str, str]) -> Sheet:
    messages = tuple(Message(msgid, None, None, (msgstr,), line=3 * number) for number, (msgid, msgstr) in enumerate(pairs, 1))
    path = f"locales/de/LC_MESSAGES/{domain}.po"
    return Sheet(Catalog(domain, "de", messages=messages, path=path), Locale("de"))


@pytest.mark.parametrize("sources", COPIED, ids=lambda sources: sources[0])
def test_a_copy_is_found_at_both_places_in_one_catalog_and_across(sources: tuple[str, str]) -> None:
    one, other = ((source, TEXT) for source in sources)
    within = [(str(found.place), found.rule) for found in check([sheet("a", one, other)], IDS)]
    assert within == [(f"locales/de/LC_MESSAGES/a.po:{line}", "translation-copied") for line in (3, 6)]
    across = [(str(found.place), found.rule) for found in check([sheet("a", one), sheet("b", other)], IDS)]
    assert across == [(f"locales/de/LC_MESSAGES/{domain}.po:3", "translation-copied") for domain in "ab"]


@pytest.mark.parametrize("sources", ALIKE, ids=lambda sources: sources[0])
def test_texts_that_say_the_same_may_share_a_translation(sources: tuple[str, str]) -> None:
    assert list(check([sheet("a", *((source, TEXT) for source in sources))], IDS)) == []


def test_a_text_with_two_translations_is_found_in_the_later_catalog() -> None:
    source = "Ask your doctor before you stop."
    first, second = sheet("a", (source, "Fragen Sie vorher Ihre Ärztin.")), sheet("b", (source, "Bitte ärztlich abklären."))
    assert [(finding.place.path, finding.rule) for finding in check([first, second], IDS)] == [
        ("locales/de/LC_MESSAGES/b.po", "source-translated-twice")
    ]
    assert list(check([first, sheet("b", (source, "**Fragen Sie** vorher Ihre Ärztin"))], IDS)) == []


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=6, unique_by=lambda pair: pair[0]))
def test_any_texts_are_compared(pairs: list[tuple[str, str]]) -> None:
    for finding in check([sheet("a", *pairs)], IDS):
        assert finding.message is not None


def test_many_texts_with_one_translation_take_linear_time() -> None:
    pairs = [(f"{' '.join(COPIED[number % 3])} {number}", TEXT) for number in range(3000)]
    assert len(list(check([sheet("a", *pairs)], IDS))) >= 3
