"""What translators are told is bounded, in one order, and the same as long as the source is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.l10n.notes import PROTECTED, localized_notes, page_note, segment_notes, terms_of
from pipeline.model.article import Kind, Segment
from pipeline.model.catalog import Catalog, Message
from pipeline.model.project import Glossary, Term

HEAT = Term("heat", renderings={"hr": "toplina"})
ICE = Term("ice", renderings={"de": "Eis"})
NAME = Term("Hyperice", do_not_translate=True)


def noted(msgid: str, *notes: str, terms: tuple[Term, ...] = (HEAT, ICE, NAME), locale: str = "hr") -> tuple[str, ...]:
    template = Catalog("a", messages=(Message(msgid, notes=notes),))
    (message,) = localized_notes(template, terms_of(Glossary(terms)), locale, "https://example.org/preview").messages
    return message.notes


def test_the_notes_stand_in_one_order() -> None:
    segment = Segment(
        "Use **heat**, see [this][1].",
        Kind.ITEM,
        9,
        trail=("Aftercare", "What to do"),
        anchor="aftercare",
        position="3 of 5",
        note="a habit, not a proof",
        protected=True,
        links={"1": "other.md"},
    )
    assert noted(segment.msgid, *segment_notes([segment], "dry-needling")) == (
        "Aftercare › What to do › list item 3 of 5",
        PROTECTED,
        "note: a habit, not a proof",
        "[1] links to other.md",
        "term: heat = toplina",
        "preview: https://example.org/preview/hr/dry-needling.html#aftercare",
    )


@pytest.mark.parametrize(
    ("text", "locale", "terms"),
    [
        ("Use heat.", "hr", ("term: heat = toplina",)),
        ("HEAT helps", "hr", ("term: heat = toplina",)),
        ("Two heats", "hr", ("term: heat = toplina",)),
        ("Wheat", "hr", ()),
        ("A preheated room", "hr", ()),
        ("Ice", "hr", ()),  # no rendering was agreed in this language
        ("Ice", "de", ("term: ice = Eis",)),
        ("Hyperice", "de", ("term: Hyperice = Hyperice",)),
        ("Use heat, not ice: heat.", "de", ("term: ice = Eis",)),
    ],
)
def test_a_term_is_named_with_its_agreed_rendering(text: str, locale: str, terms: tuple[str, ...]) -> None:
    assert noted(text, locale=locale) == terms


SEGMENTS = st.lists(
    st.builds(
        Segment,
        st.just("text"),
        st.sampled_from(Kind),
        st.integers(1, 99),
        trail=st.lists(st.sampled_from("ABCDEFGHIJKL"), max_size=3).map(tuple),
        note=st.sampled_from(["", *map(str, range(30))]),
        protected=st.booleans(),
        links=st.dictionaries(st.sampled_from(list(map(str, range(20)))), st.just("other.md")),
    ),
    min_size=1,
    max_size=60,
)


@given(SEGMENTS)
def test_notes_are_bounded_and_told_once_however_often_a_text_stands(segments: list[Segment]) -> None:
    notes = segment_notes(segments, "a")
    assert len(notes) <= (3 + 1) + 1 + (8 + 1) + (8 + 1) + 1
    told = [note for note in notes if not note.startswith("and ")]
    assert len(told) == len(set(told))
    assert (PROTECTED in notes) == any(segment.protected for segment in segments)
    assert notes[-1] == page_note("a")
    assert segment_notes([*segments, *segments], "a") == notes


def test_what_is_left_out_is_counted() -> None:
    segments = [Segment("text", Kind.PARAGRAPH, line, trail=(f"Section {line}",)) for line in range(1, 101)]
    assert segment_notes(segments, "a") == (
        "Section 1 › paragraph",
        "Section 2 › paragraph",
        "Section 3 › paragraph",
        "and 97 more",
        "preview: a.html",
    )
    terms = tuple(Term(f"word{number}", renderings={"hr": "riječ"}) for number in range(50))
    many = noted(" ".join(term.term for term in terms), terms=terms)
    assert many == (*(f"term: word{number} = riječ" for number in range(8)), "and 42 more")
