"""Which messages mean the same as an earlier form of theirs: both ways, over several steps, and never a protected one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipeline.l10n.merge import merge
from pipeline.l10n.revisions import edits, same_meaning
from pipeline.model.catalog import Catalog, Message, MessageKey, Previous
from pipeline.model.revision import Edit, Revision

NOBODY: frozenset[MessageKey] = frozenset()
FORMS = ["Rest well.", "Rest well!", "Do rest well.", "Please rest well."]


def revision(before: str, after: str, domain: str = "a", msgctxt: str | None = None) -> Revision:
    return Revision(domain, before, after, "Ana", date(2026, 11, 24), msgctxt)


def template(*texts: str, msgctxt: str | None = None) -> Catalog:
    return Catalog("a", messages=tuple(Message(text, msgctxt) for text in texts))


def test_an_edit_is_known_by_the_last_template_by_a_catalog_and_by_what_is_fuzzy() -> None:
    new, old = template("Rest well!", "Eat."), template("Rest well.", "Eat.")
    edit = Edit("a", (None, "Rest well."), (None, "Rest well!"))
    behind = Catalog("a", "hr", messages=(Message("Rest well.", msgstr=("x",)), Message("Eat.", msgstr=("y",))))
    suggested = Message("Rest well!", msgstr=("x",), fuzzy=True, previous=Previous("Rest well."))
    assert edits(new, old, (), NOBODY) == (edit,)
    assert edits(new, new, (behind,), NOBODY) == (edit,)
    assert edits(new, new, (Catalog("a", "hr", messages=(suggested, Message("Eat."))),), NOBODY) == (edit,)
    assert edits(new, new, (), NOBODY) == ()


def test_an_edit_that_nobody_may_vouch_for_says_why() -> None:
    new, old = template("Rest for 48 hours."), template("Rest for 24 hours.")
    (edit,) = edits(new, old, (), NOBODY)
    assert edit.objection == "the figure “24 hours” became “48 hours”"
    (edit,) = edits(template("Rest well!"), template("Rest well."), (), {(None, "Rest well!")})
    assert "it is protected" in edit.objection


def test_a_text_that_moved_into_another_context_is_no_edit() -> None:
    assert edits(template("Rest well!", msgctxt="b"), template("Rest well.", msgctxt="a"), (), NOBODY) == ()


@given(st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(FORMS)), max_size=6))
def test_meaning_the_same_holds_both_ways_and_over_several_steps(pairs: list[tuple[str, str]]) -> None:
    forms = same_meaning([revision(*pair) for pair in pairs], "a", NOBODY)
    for key, others in forms.items():
        assert key not in others
        assert len(set(others)) == len(others)
        for other in others:
            assert key in forms[other]
            assert {key, *others} == {other, *forms[other]}


def test_other_domains_contexts_and_protected_messages_have_no_other_form() -> None:
    assert same_meaning([revision("Rest well.", "Rest well!", domain="b")], "a", NOBODY) == {}
    in_context = same_meaning([revision("Rest well.", "Rest well!", msgctxt="c")], "a", NOBODY)
    assert in_context == {("c", "Rest well."): (("c", "Rest well!"),), ("c", "Rest well!"): (("c", "Rest well."),)}
    for protected in FORMS[:3]:
        chain = [revision(*FORMS[0:2]), revision(*FORMS[1:3])]
        assert same_meaning(chain, "a", {(None, protected)}) == {}


@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=8))
def test_over_any_history_of_typo_fixes_and_undoings_the_translation_stays_live(history: list[str]) -> None:
    catalog = Catalog("a", "hr", messages=(Message(FORMS[0], msgstr=("Odmarajte se.",)),))
    chain = [revision(before, after) for before, after in zip([FORMS[0], *history], history, strict=False) if before != after]
    forms = same_meaning(chain, "a", NOBODY)
    for text in history:
        catalog = merge(template(text), catalog, forms)
        assert catalog.messages == (Message(text, msgstr=("Odmarajte se.",)),)
