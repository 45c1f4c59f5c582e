"""Which translations stem from an unsafe text, by what a catalog holds: each rule, and the laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.l10n.merge import merge
from pipeline.l10n.recall import Case, cases, recalled
from pipeline.model.catalog import Catalog, Message, Previous
from pipeline.model.errors import Place
from pipeline.model.finding import Severity
from pipeline.model.recall import Recall

UNSAFE, RIGHT, OTHER = "Use heat afterwards, as long as you like.", "Use ice afterwards, not longer than that.", "Rest well."
PLACE = Place("source/recalls.toml", 1)


def case(unsafe: str = UNSAFE, msgctxt: str | None = None, corrected: str | None = None) -> tuple[Case, ...]:
    recall = Recall("a", unsafe, "then", "It burns.", "Sample Author", date(2026, 11, 25), msgctxt, corrected)
    return cases([(PLACE, recall)], ())["a"]


def english(*texts: str | tuple[str | None, str]) -> dict[tuple[str | None, str], Place]:
    keys = [text if isinstance(text, tuple) else (None, text) for text in texts]
    return {key: Place("source/articles/a.md", line) for line, key in enumerate(keys, start=10)}


def catalog(*messages: Message) -> Catalog:
    return Catalog("a", "hr", messages=messages, path="hr/a.po")


def live(msgid: str, text: str, msgctxt: str | None = None) -> Message:
    return Message(msgid, msgctxt, msgstr=(text,))


def obsolete(msgid: str, text: str) -> Message:
    return Message(msgid, msgstr=(text,), obsolete=True)


def fuzzy(msgid: str, text: str, before: str | None) -> Message:
    return Message(msgid, msgstr=(text,), fuzzy=True, previous=None if before is None else Previous(before))


NOW = english(RIGHT, OTHER)
GRIJTE = "Grijte se koliko želite, i to odmah."

REFUSED = {
    "the old message is still live": catalog(live(UNSAFE, GRIJTE)),
    "fuzzy from the unsafe text": catalog(fuzzy(RIGHT, GRIJTE, UNSAFE)),
    "fuzzy from it, though reworded": catalog(fuzzy(RIGHT, "Pola novo", UNSAFE)),
    "fuzzy, the previous text written otherwise": catalog(
        fuzzy(RIGHT, GRIJTE, UNSAFE.replace(" ", "\n ").replace("heat", "**heat**"))
    ),
    "fuzzy without a previous text, with the old words": catalog(fuzzy(RIGHT, GRIJTE, None), obsolete(UNSAFE, GRIJTE)),
    "fuzzy from a joined paragraph": catalog(fuzzy(RIGHT, f"{GRIJTE} Mirujte.", f"{UNSAFE} {OTHER}")),
    "live with the old words": catalog(live(RIGHT, GRIJTE), obsolete(UNSAFE, GRIJTE)),
    "live with the old words, spaced and marked up otherwise": catalog(
        live(RIGHT, "Grijte  se **koliko**\u00ad želite, i to odmah."), obsolete(UNSAFE, GRIJTE)
    ),
    "live with the old words in another composition": catalog(
        live(RIGHT, GRIJTE.replace("ž", "z\u030c")), obsolete(UNSAFE, GRIJTE)
    ),
    "live with the old words and more": catalog(live(RIGHT, f"{GRIJTE} Ne predugo."), obsolete(UNSAFE, GRIJTE)),
    "live in another message of the article": catalog(live(OTHER, GRIJTE), obsolete(UNSAFE, GRIJTE)),
    "live with words that a branch's merge kept": catalog(
        live(RIGHT, "Grijte!"),
        Message(UNSAFE, msgstr=(GRIJTE,), obsolete=True, comments=('other translation: "Grijte!" (by somebody)',)),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_stems_from_the_unsafe_text_is_refused_at_its_line(name: str) -> None:
    (finding,) = recalled(case(), NOW, REFUSED[name], "hr")
    assert (finding.severity, finding.rule, finding.locale, finding.place.path) == (
        Severity.REFUSAL,
        "recalled",
        "hr",
        "hr/a.po",
    )
    assert "source/recalls.toml:1 recalls: It burns." in finding.problem
    assert finding.remedy


CLEAN = {
    "it never translated it": catalog(live(OTHER, "Mirujte.")),
    "it translated it anew": catalog(live(RIGHT, "Hladite."), obsolete(UNSAFE, GRIJTE)),
    "its translator emptied it": catalog(Message(RIGHT), obsolete(UNSAFE, GRIJTE)),
    "the old message is empty": catalog(Message(UNSAFE)),
    "the old message holds a suggestion that nobody confirmed": catalog(fuzzy(UNSAFE, "Mirujte.", OTHER)),
    "another message is fuzzy": catalog(fuzzy(OTHER, "Mirujte.", "Rest."), obsolete(UNSAFE, GRIJTE)),
    "a short text stands within another": catalog(live(RIGHT, "Ne grijte."), obsolete(UNSAFE, "grijte")),
    "what is gone from the article has the words": catalog(live("Gone.", GRIJTE), obsolete(UNSAFE, GRIJTE)),
}


@pytest.mark.parametrize("name", CLEAN)
def test_what_does_not_stem_from_it_is_not_refused(name: str) -> None:
    assert recalled(case(), NOW, CLEAN[name], "hr") == ()


def test_a_warning_that_was_added_to_the_text_may_be_added_to_its_translation() -> None:
    longer = f"{UNSAFE} Never when you are pregnant."
    added = catalog(live(longer, f"{GRIJTE} Nikad u trudnoći."), obsolete(UNSAFE, GRIJTE))
    assert recalled(case(), english(longer), added, "hr") == ()
    alone = catalog(live(longer, GRIJTE), obsolete(UNSAFE, GRIJTE))
    assert len(recalled(case(), english(longer), alone, "hr")) == 1


def test_a_later_edit_of_the_corrected_text_is_an_ordinary_one() -> None:
    longer = f"{UNSAFE} Never when you are pregnant."
    known = catalog(fuzzy("Later text.", f"{GRIJTE} Ne!", longer), obsolete(longer, f"{GRIJTE} Ne!"), obsolete(UNSAFE, GRIJTE))
    assert recalled(case(), english("Later text."), known, "hr") == ()
    without = catalog(fuzzy("Later text.", f"{GRIJTE} Ne!", longer))
    assert recalled(case(corrected=longer), english("Later text."), without, "hr") == ()
    assert len(recalled(case(), english("Later text."), without, "hr")) == 1


def test_the_source_is_named_first_and_for_every_locale() -> None:
    for found in (catalog(live(UNSAFE, GRIJTE)), catalog(), Catalog("a")):
        (finding,) = recalled(case(), english(OTHER, UNSAFE), found, "hr")
        assert finding.place == Place("source/articles/a.md", 11)
        assert "the English source still has the text" in finding.problem
    marked = english(UNSAFE.replace("heat", "*heat*").replace(" ", "\u00a0"))
    assert len(recalled(case(), marked, Catalog("a"), "en")) == 1


def test_without_a_context_every_context_is_recalled_with_one_only_that() -> None:
    both = english(("b", UNSAFE), ("c", UNSAFE))
    assert len(recalled(case(), both, Catalog("a"), "en")) == 2
    assert len(recalled(case(msgctxt="b"), both, Catalog("a"), "en")) == 1
    now = english(("b", RIGHT), ("c", UNSAFE))
    right_elsewhere = catalog(
        live(RIGHT, "Hladite.", "b"), live(UNSAFE, GRIJTE, "c"), Message(UNSAFE, "b", msgstr=(GRIJTE,), obsolete=True)
    )
    assert recalled(case(msgctxt="b"), now, right_elsewhere, "hr") == ()


def test_a_clinicians_approval_lifts_a_live_translation_and_nothing_else() -> None:
    def approved(message: Message) -> bool:
        return message.key == (None, RIGHT)

    assert recalled(case(), NOW, REFUSED["live with the old words"], "hr", approved) == ()
    for name in ("fuzzy from the unsafe text", "the old message is still live", "live in another message of the article"):
        assert len(recalled(case(), NOW, REFUSED[name], "hr", approved)) == 1
    assert len(recalled(case(), english(UNSAFE), catalog(live(UNSAFE, GRIJTE)), "hr", lambda message: True)) == 1


def test_each_plural_form_is_looked_at() -> None:
    one = Message(UNSAFE, msgid_plural="Heats.", msgstr=("Grijanje i grijanje", "Grijanja"), obsolete=True)
    new = Message(RIGHT, msgid_plural="Ices.", msgstr=("Led", "Grijanja"))
    assert len(recalled(case(), NOW, catalog(one, new), "hr")) == 1
    assert recalled(case(), NOW, catalog(one, Message(RIGHT, msgid_plural="Ices.", msgstr=("Led", "Ledovi"))), "hr") == ()


TEXTS = st.text("abč đ.*[]\u00ad治疗", max_size=12)
MSGIDS = st.sampled_from([RIGHT, OTHER, "Relax.", "Drink water."]) | TEXTS
TRACELESS = st.builds(
    Message,
    MSGIDS,
    st.none() | st.just("b"),
    msgstr=st.tuples(TEXTS),
    fuzzy=st.booleans(),
    obsolete=st.booleans(),
    previous=st.none() | st.builds(Previous, MSGIDS),
)


@given(st.lists(TRACELESS, max_size=6), st.lists(MSGIDS, max_size=4))
def test_a_catalog_without_a_trace_of_the_text_is_never_refused(messages: list[Message], now: list[str]) -> None:
    assert recalled(case(), english(*now), catalog(*messages), "hr") == ()


TRANSLATIONS = st.sampled_from([GRIJTE, "Mirujte.", "Hladite.", f"{GRIJTE} Mirujte."])


@given(
    st.lists(st.builds(live, st.sampled_from([UNSAFE, OTHER, "Relax."]), TRANSLATIONS), unique_by=lambda one: one.key),
    st.permutations([RIGHT, OTHER, "Relax."]),
)
def test_emptying_what_is_refused_after_an_update_ends_every_refusal(messages: list[Message], now: list[str]) -> None:
    template = Catalog("a", messages=tuple(Message(text) for text in now))
    updated = merge(template, catalog(*messages))
    lines = {message.line for message in updated.messages}
    assert lines == {None} or not messages
    named = {message.key for message in updated.messages if recalled(case(), english(*now), catalog(*updated.messages), "hr")}
    emptied = tuple(
        Message(one.msgid, one.msgctxt) if one.key in named and not one.obsolete else one for one in updated.messages
    )
    assert recalled(case(), english(*now), catalog(*emptied), "hr") == ()
    # An update after that brings nothing back.
    assert recalled(case(), english(*now), merge(template, catalog(*emptied)), "hr") == ()
