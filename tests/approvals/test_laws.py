"""The laws of approvals: what a hash tells apart, what a ledger says on a day, what is written and read again."""

import re
import unicodedata
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.approvals import approval_payload, read_approvals, write_approval
from pipeline.l10n.review import in_order_of_weight, last_approved, page_review, same_person, subjects_of
from pipeline.model.approval import DISCLAIMER_DOMAIN, Approval, Decision, Ledger, Role, Standing, Subject, Wording
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.publish.approvals import reviewables
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.sources import open_project
from pipeline.reports.differences import Piece, differences, word_changes
from tests.approvals.sample import DAY, LATER, TEXT, WORDINGS, approval_of, approvals, subjects
from tests.conftest import ROOT

PATH = "locales/de/approvals.toml"
MESSAGE = Subject("de", "article", "Drink enough.", (Wording(None, "Drink enough.", "Trinken Sie genug."),))
CONTROLLED = Subject(
    "de",
    DISCLAIMER_DOMAIN,
    "general",
    (Wording("general.title", "Disclaimer", "Haftung"), Wording("general.a", "Ask first.", "Fragen Sie.")),
)


# Texts


@given(st.lists(approvals(), max_size=4))
def test_what_is_written_is_read_again(found: list[Approval]) -> None:
    assert read_approvals("".join(map(write_approval, found)), PATH, "de") == tuple(found)


@given(approvals())
def test_nothing_that_shows_nothing_stands_in_the_ledger(approval: Approval) -> None:
    hidden = [c for c in write_approval(approval) if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\n"]
    assert hidden == []


@given(approvals(), approvals())
def test_a_payload_is_of_one_approval_alone(one: Approval, other: Approval) -> None:
    bare, others = replace(one, signature=""), replace(other, signature="")
    assert (approval_payload(bare, "de") == approval_payload(others, "de")) == (bare == others)
    assert approval_payload(one, "de") == approval_payload(bare, "de")
    assert approval_payload(one, "de") != approval_payload(one, "de_AT")


def altered(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, (Role, Decision)):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, date):
        return value + timedelta(days=1)
    return (*value, Wording(None, "", "")) if isinstance(value, tuple) else f"{value}x"


def test_every_field_is_in_the_payload() -> None:
    approval = approval_of(CONTROLLED, note="a remark")
    before = approval_payload(approval, "de")
    names = [field.name for field in fields(Approval) if field.name != "signature"]
    assert len(names) == 10
    for name in names:
        assert approval_payload(replace(approval, **{name: altered(getattr(approval, name))}), "de") != before, name
    first = approval.texts[0]
    for field in fields(Wording):
        texts = (replace(first, **{field.name: "x"}), *approval.texts[1:])
        assert approval_payload(replace(approval, texts=texts), "de") != before, field.name
    empty = replace(approval, texts=(replace(first, msgctxt=""), *approval.texts[1:]))
    none = replace(approval, texts=(replace(first, msgctxt=None), *approval.texts[1:]))
    assert approval_payload(empty, "de") != approval_payload(none, "de")


ENTRY = write_approval(approval_of(MESSAGE)).lstrip()
SHA = MESSAGE.sha256

WRONG = {
    "unknown key": (ENTRY.replace("role =", 'rank = "x"\nrole ='), "rank"),
    "unknown key of a text": (f'{ENTRY}msgid = "x"\n', "msgid"),
    "unknown key of the file": (f"version = 1\n{ENTRY}", "version"),
    "no table": ('approvals = "none"\n', "approvals"),
    "not TOML": (ENTRY.replace('"article"', "article"), "not TOML"),
    "missing key": (re.sub(r"reviewer.*\n", "", ENTRY), "reviewer"),
    "number for a text": (ENTRY.replace('"article"', "7"), "domain"),
    "unknown role": (ENTRY.replace('"clinical"', '"legal"'), "role"),
    "unknown verdict": (ENTRY.replace('"approved"', '"perhaps"'), "verdict"),
    "date in quotes": (ENTRY.replace("on = 2026-11-25", 'on = "2026-11-25"'), "dates"),
    "number for a date": (ENTRY.replace("on = 2026-11-25", "on = 20261125"), "dates"),
    "time for a date": (ENTRY.replace("on = 2026-11-25", "on = 2026-11-25T00:00:00Z"), "dates"),
    "no such day": (ENTRY.replace("on = 2026-11-25", "on = 2026-02-30"), "TOML"),
    "due before it was made": (ENTRY.replace("review_by = 2027", "review_by = 2025"), "review_by"),
    "nobody": (ENTRY.replace('"Sample Reviewer"', '" "'), "nobody"),
    "an invisible name": (ENTRY.replace('"Sample Reviewer"', '"\\u200b"'), "nobody"),
    "another translation": (ENTRY.replace("Trinken Sie genug.", "Trinken Sie genug!"), "sha256"),
    "another hash": (ENTRY.replace(SHA, "0" * 64), "sha256"),
    "another source": (ENTRY.replace('source = "Drink enough.', 'source = "Drink enough!'), "message"),
    "another message": (ENTRY.replace('message = "Drink enough.', 'message = "Drink nothing.'), "message"),
    "no texts": (ENTRY.split("\n[[approvals.texts]]")[0], "texts"),
    "two texts": (f'{ENTRY}\n[[approvals.texts]]\nsource = "a"\ntranslation = "b"\n', "texts"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_entry_is_named_with_its_number_and_the_reason(case: str) -> None:
    text, reason = WRONG[case]
    with pytest.raises(PipelineError) as caught:
        read_approvals(f"{text}", PATH, "de")
    assert caught.value.place.path == PATH
    assert reason in caught.value.problem
    assert caught.value.remedy
    if text.startswith("[[") and "TOML" not in reason:
        with pytest.raises(PipelineError) as caught:
            read_approvals(f"{ENTRY}\n{text}", PATH, "de")
        assert "entry 2" in caught.value.problem
        assert caught.value.place.line == ENTRY.count("\n") + 2


def test_an_entry_of_one_locale_is_none_of_another() -> None:
    assert read_approvals(ENTRY, PATH, "de")
    with pytest.raises(PipelineError, match="sha256"):
        read_approvals(ENTRY, PATH, "de_AT")


# Hashes


@given(subjects(), st.data())
def test_a_hash_changes_with_everything_but_the_form_of_accents(subject: Subject, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(subject.wordings) - 1))
    wording = subject.wordings[number]
    name = data.draw(st.sampled_from(["source", "translation", "msgctxt"]))
    new = replace(wording, **{name: data.draw(TEXT)})
    other = replace(subject, wordings=(*subject.wordings[:number], new, *subject.wordings[number + 1 :]))

    def seen(one: Wording) -> tuple[object, ...]:
        return one.msgctxt, unicodedata.normalize("NFC", one.source), unicodedata.normalize("NFC", one.translation)

    assert (other.sha256 == subject.sha256) == (seen(new) == seen(wording))
    assert replace(subject, locale="hr").sha256 != subject.sha256


@given(subjects())
def test_both_forms_of_accents_have_one_hash(subject: Subject) -> None:
    for form in ("NFC", "NFD"):
        wordings = tuple(
            replace(
                one,
                source=unicodedata.normalize(form, one.source),  # type: ignore[arg-type]
                translation=unicodedata.normalize(form, one.translation),  # type: ignore[arg-type]
            )
            for one in subject.wordings
        )
        assert replace(subject, wordings=wordings).sha256 == subject.sha256


@given(st.text("ab:,0123456789-", max_size=8), st.text("ab:,0123456789-", max_size=8), st.data())
def test_no_shifted_border_makes_the_same_hash(one: str, other: str, data: st.DataObject) -> None:
    whole = one + other
    cut = data.draw(st.integers(0, len(whole)))
    shifted = Subject("de", "d", "n", (Wording(None, whole[:cut], whole[cut:]),))
    subject = Subject("de", "d", "n", (Wording(None, one, other),))
    assert (shifted.sha256 == subject.sha256) == (cut == len(one))
    in_context = Subject("de", "d", "n", (Wording(one, other, ""),))
    assert in_context.sha256 not in (subject.sha256, Subject("de", "d", "n", (Wording(None, one, other),)).sha256)


@given(st.lists(WORDINGS, min_size=2, max_size=4))
def test_the_order_and_the_number_of_duties_are_in_the_hash(wordings: list[Wording]) -> None:
    whole = Subject("de", DISCLAIMER_DOMAIN, "general", tuple(wordings))
    assert replace(whole, wordings=whole.wordings[1:]).sha256 != whole.sha256
    turned = replace(whole, wordings=whole.wordings[::-1])
    parts = [Subject("de", "x", "", (one,)).sha256 for one in wordings]
    assert (turned.sha256 == whole.sha256) == (parts == parts[::-1])
    # A disclaimer of one text is not that text as a message.
    assert replace(whole, wordings=whole.wordings[:1]).sha256 != parts[0]


def test_the_readme_tells_how_to_recompute_a_hash() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    recipe = text.split("```python\n", 1)[1].split("```", 1)[0]
    assert recipe.count("\n") <= 16
    names: dict[str, Any] = {}
    exec(compile(recipe, "README.md", "exec"), names)  # noqa: S102 - it is our own
    (wording,) = MESSAGE.wordings
    assert names["message"]("de", None, wording.source, wording.translation) == MESSAGE.sha256
    hashes = [names["message"]("de", one.msgctxt, one.source, one.translation) for one in CONTROLLED.wordings]
    assert names["disclaimer"](hashes) == CONTROLLED.sha256


# The ledger


@given(subjects(), st.sampled_from(Role))
def test_an_edit_of_one_letter_lapses(subject: Subject, role: Role) -> None:
    ledger = Ledger(DAY, (approval_of(subject, role),))
    assert ledger.standing(subject, role) is Standing.APPROVED
    first = subject.wordings[0]
    edited = replace(subject, wordings=(replace(first, translation=first.translation + "x"), *subject.wordings[1:]))
    assert ledger.standing(edited, role) is Standing.LAPSED
    other = next(one for one in Role if one is not role)
    assert ledger.standing(subject, other) is Standing.MISSING


def test_an_approval_counts_from_its_day_to_its_day_of_review() -> None:
    found = (approval_of(MESSAGE),)
    days = {DAY - timedelta(days=1): Standing.MISSING, DAY: Standing.APPROVED, LATER: Standing.APPROVED}
    days[LATER + timedelta(days=1)] = Standing.EXPIRED
    assert {day: Ledger(day, found).standing(MESSAGE, Role.CLINICAL) for day in days} == days


@given(st.permutations([Decision.APPROVED, Decision.APPROVED, Decision.REJECTED]), st.sampled_from(Role))
def test_a_rejection_outranks_whatever_order_and_role(verdicts: list[Decision], role: Role) -> None:
    found = tuple(approval_of(MESSAGE, Role.CLINICAL if number else role, one) for number, one in enumerate(verdicts))
    ledger = Ledger(DAY, found)
    assert {ledger.standing(MESSAGE, one) for one in Role} == {Standing.REJECTED}
    assert not ledger.approved([MESSAGE], Role.CLINICAL)
    assert last_approved(ledger, MESSAGE, Role.LINGUISTIC) is None or role is Role.LINGUISTIC


def test_what_changed_is_compared_with_the_latest_wording_of_the_name_or_with_the_likest() -> None:
    def worded(source: str, translation: str) -> Subject:
        return Subject("de", "article", source, (Wording(None, source, translation),))

    old, new = worded("Drink enough.", "Trinken Sie."), worded("Drink enough.", "Trinken Sie viel.")
    elsewhere = worded("Call a clinician today.", "Rufen Sie heute an.")
    found = (
        approval_of(old, on=DAY - timedelta(days=2)),
        approval_of(new, on=DAY - timedelta(days=1)),
        approval_of(worded("Drink enough.", "Morgen."), on=DAY + timedelta(days=1)),
        approval_of(worded("Drink enough.", "Nie."), verdict=Decision.REJECTED),
        approval_of(worded("Drink enough.", "Sprache."), Role.LINGUISTIC),
        approval_of(elsewhere),
    )
    ledger = Ledger(DAY, found)
    asked = worded("Drink enough.", "Trinken Sie genug.")
    assert last_approved(ledger, asked, Role.CLINICAL) == found[1]
    assert last_approved(ledger, worded("Drink enough water.", "?"), Role.CLINICAL) == found[1]
    assert last_approved(ledger, worded("Call a clinician.", "?"), Role.CLINICAL) == found[5]
    assert last_approved(ledger, worded("Something else entirely", "?"), Role.CLINICAL) is None
    (difference,) = differences(found[1], asked)
    assert difference.source == ()
    assert difference.translation == ((Piece.SAME, "Trinken Sie "), (Piece.REMOVED, "viel."), (Piece.ADDED, "genug."))


@given(TEXT, TEXT)
def test_the_pieces_of_a_change_make_both_texts(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(text for piece, text in pieces if piece is not Piece.ADDED) == old
    assert "".join(text for piece, text in pieces if piece is not Piece.REMOVED) == new


def test_words_without_spaces_are_compared_by_characters() -> None:
    assert (Piece.REMOVED, "毎") in word_changes("毎日飲む。", "日飲む。")
    assert [text for piece, text in word_changes("ที่นี่", "ที่นั่น") if piece is Piece.REMOVED] == ["นี่"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Kovač", "Ana Kovač <ana@example.org>"),
        ("ana  kovač", "ANA KOVAČ"),
        ("ana@example.org", "Ana Kovač <Ana@Example.org>"),
        (unicodedata.normalize("NFD", "Ana Kovač"), "Ana Kovač"),
        ("Dr A. K. (ana@example.org)", "Ana Kovač <ana@example.org>"),
        ("machine translation", "Machine Translation"),
        ("Kovač, Ana", "Ana Kovač"),
        ("machine-translation", "machine translation"),
        ("STRASSE", "straße"),
    ],
)
def test_one_person_is_known_by_name_or_address(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ana Kovač", ""), ("Ana Kovač", "Ana Kovač-Horvat"), ("", ""), ("a@b.org", "b@b.org")]
)
def test_two_people_are_two(one: str, other: str) -> None:
    assert not same_person(one, other)


# Subjects


def test_the_subjects_of_a_page_are_its_disclaimer_and_each_message_once_in_order() -> None:
    project = open_project(ROOT)
    article = project.article("dry-needling")
    disclaimer = project.disclaimers[article.front.disclaimer]
    german = Locale("de")
    catalog, controlled = read_catalog(project, german, "dry-needling"), read_catalog(project, german, "disclaimer")
    found = subjects_of(article, disclaimer, catalog, controlled, german, project.source)
    assert found[0].subject.domain == DISCLAIMER_DOMAIN
    assert [one.key for one in found[0].subject.wordings] == [
        disclaimer.title_key,
        *(disclaimer.key(duty) for duty in disclaimer.duties()),
    ]
    keys = [one.subject.wordings[0].key for one in found[1:]]
    assert keys == list(dict.fromkeys(segment.key for segment in article.segments if segment.translatable))
    protected = {segment.key for segment in article.segments if segment.protected}
    assert {one.subject.wordings[0].key for one in found[1:] if one.subject.protected} == protected
    assert all(one.ready and one.place.line for one in found)
    ranked = in_order_of_weight(found, protected_only=True)
    assert ranked[0] == found[0]
    assert len(ranked) == 1 + len(protected)


def test_in_the_source_locale_a_text_is_its_own_translation() -> None:
    project = open_project(ROOT)
    found = reviewables(project, project.source)
    assert all(one.ready for one in found)
    assert all(wording.source == wording.translation for one in found for wording in one.subject.wordings)
    assert found[1].place.path == "source/articles/dry-needling.md"


def test_what_is_fuzzy_or_missing_is_not_ready_and_no_page_was_reviewed_then() -> None:
    project = open_project(ROOT)
    german, article = Locale("de"), project.article("dry-needling")
    disclaimer = project.disclaimers["general"]
    catalog, controlled = read_catalog(project, german, "dry-needling"), read_catalog(project, german, "disclaimer")

    def found(catalog: Catalog, controlled: Catalog) -> Any:
        return subjects_of(article, disclaimer, catalog, controlled, german, project.source)

    ready = found(catalog, controlled)
    ledger = Ledger(DAY, tuple(approval_of(one.subject, role) for one in ready for role in Role))
    assert page_review(ledger, ready).clinical is not None
    fuzzy = replace(catalog, messages=(replace(catalog.messages[0], fuzzy=True), *catalog.messages[1:]))
    doubted = found(fuzzy, controlled)
    assert [one.ready for one in doubted].count(False) == 1
    assert page_review(ledger, doubted) == page_review(Ledger(DAY), ready)
    (one,) = (one for one in doubted if not one.ready)
    assert one.standing(ledger, Role.CLINICAL) is Standing.LAPSED
    missing = found(Catalog("dry-needling"), replace(controlled, messages=controlled.messages[1:]))
    assert not any(one.ready for one in missing)


def test_a_page_was_reviewed_when_the_first_of_its_texts_was_and_until_the_first_is_due() -> None:
    project = open_project(ROOT)
    found = reviewables(project, project.source)
    early, soon = DAY - timedelta(days=30), LATER - timedelta(days=30)
    entries = [approval_of(one.subject) for one in found]
    entries[3] = approval_of(found[3].subject, on=early)
    entries[5] = approval_of(found[5].subject, review_by=soon)
    review = page_review(Ledger(DAY, tuple(entries)), found)
    assert review.linguistic is None
    assert review.clinical is not None
    assert (review.clinical.on, review.clinical.due, review.clinical.expired) == (early, soon, False)
    later = page_review(Ledger(soon + timedelta(days=1), tuple(entries)), found)
    assert later.clinical is not None
    assert later.clinical.expired
    assert page_review(Ledger(DAY, tuple(entries[1:])), found).clinical is None
    refused = (*entries, approval_of(found[4].subject, Role.LINGUISTIC, Decision.REJECTED))
    assert page_review(Ledger(DAY, refused), found).clinical is None
    assert page_review(Ledger(DAY), ()).clinical is None
