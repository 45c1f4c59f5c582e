"""Two branches of one catalog: nobody's text is lost, nothing goes live by itself, different messages never meet."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.po import read_po, write_po
from pipeline.l10n.kept import keep, kept
from pipeline.l10n.reconcile import HEADER, Reconciled, reconcile
from pipeline.l10n.reconcile.three_way import merge_lines, weave
from pipeline.model.catalog import Catalog, Message, MessageKey, Previous

KEYS: list[MessageKey] = [(None, "one"), ("here", "one"), (None, "two"), (None, "three"), (None, "four")]
TEXT = st.sampled_from(["", "A", "B", "C", 'D "quoted"\nand more', "آ"])
PREVIOUS = st.builds(Previous, st.sampled_from([msgid for _, msgid in KEYS]))
COMMENTS = st.lists(st.sampled_from(["", "mine", "yours", 'other translation: "A" (by Ana)']), max_size=3, unique=True).map(
    tuple
)


@st.composite
def versions(draw: st.DrawFn, key: MessageKey) -> Message:
    plural = draw(st.sampled_from([None, None, None, "many", "lots"]))
    forms = 1 if plural is None else draw(st.sampled_from([2, 3]))
    fuzzy, obsolete = draw(st.booleans()), draw(st.booleans())
    return Message(
        key[1],
        key[0],
        plural,
        tuple(draw(TEXT) for _ in range(forms)),
        fuzzy,
        obsolete,
        draw(st.none() | PREVIOUS) if fuzzy else None,
        comments=draw(COMMENTS),
        notes=() if obsolete else draw(st.sampled_from([(), ("a note",), ("another",)])),
    )


def catalog(found: list[Message], day: int) -> Catalog:
    header = (
        f"POT-Creation-Date: 2026-11-{day:02} 10:00+0000\nPO-Revision-Date: 2026-11-{day:02} 10:00+0000\n"
        f"Last-Translator: Translator {day} <{day}@example.org>\nContent-Type: text/plain; charset=UTF-8\n"
    )
    made = Catalog("a", "hr", header, messages=tuple(sorted(found, key=lambda message: message.obsolete)))
    return read_po(write_po(made), "a.po", "a", "hr")  # as a reader finds it


@st.composite
def branches(draw: st.DrawFn) -> tuple[Catalog, Catalog, Catalog]:
    """Three versions: any change that one can think of, and many messages that did not change."""
    sides: list[list[Message]] = [[], [], []]
    for key in draw(st.permutations(KEYS)):
        base = draw(st.none() | versions(key))
        for side in sides:
            version = base if side is sides[0] or draw(st.booleans()) else draw(st.none() | versions(key))
            if version is not None:
                side.insert(draw(st.integers(0, len(side))) if side is not sides[0] else len(side), version)
    return catalog(sides[0], 1), catalog(sides[1], 2), catalog(sides[2], 3)


def by_key(catalog: Catalog) -> dict[MessageKey, Message]:
    return {message.key: message for message in catalog.messages}


def everything(catalog: Catalog) -> set[str]:
    """All texts, in translations and kept ones."""
    texts = {text for message in catalog.messages for text in message.msgstr}
    texts |= {text for message in catalog.messages for _, text in kept(message.comments)}
    return {text for text in texts if text.strip()}


@given(branches())
def test_a_side_that_did_nothing_changes_nothing(found: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = found
    assert reconcile(base, ours, base) == Reconciled(ours)
    assert reconcile(base, base, theirs) == Reconciled(theirs)
    assert reconcile(base, ours, ours) == Reconciled(ours)


@settings(max_examples=200)
@given(branches())
def test_every_text_that_a_side_entered_is_in_the_result(found: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = found
    result = everything(reconcile(base, ours, theirs).catalog)
    before = by_key(base)
    copies = {message.msgstr for message in base.messages}
    for side in (ours, theirs):
        for message in side.messages:
            old = before.get(message.key)
            if message.fuzzy and message.msgstr in copies:
                continue  # a suggestion, which follows the text that it was copied from
            if old is None or old.msgstr != message.msgstr:
                assert {text for text in message.msgstr if text.strip()} <= result


@given(branches())
def test_every_comment_that_a_side_added_is_in_the_result(found: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = found
    before, after = by_key(base), by_key(reconcile(base, ours, theirs).catalog)
    for side in (ours, theirs):
        for key, message in by_key(side).items():
            old = before[key].comments if key in before else ()
            added = {line for line in message.comments if line not in old and not kept([line])}
            # What is gone and has no text cannot stand in a PO file: gettext drops it.
            assert not added or (added <= set(after[key].comments) if key in after else not any(message.msgstr))


@settings(max_examples=200)
@given(branches())
def test_nothing_is_live_that_no_side_has_live(found: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = found
    vouched = {(m.key, m.msgid_plural, m.msgstr) for side in (ours, theirs) for m in side.messages if m.translated}
    live = reconcile(base, ours, theirs).catalog.translated.values()
    assert {(m.key, m.msgid_plural, m.msgstr) for m in live} <= vouched


@settings(max_examples=200)
@given(branches())
def test_what_is_finished_on_both_sides_in_different_words_is_fuzzy_and_said(found: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = found
    result = reconcile(base, ours, theirs)
    after, said = by_key(result.catalog), {dispute.key for dispute in result.disputes}
    for key in ours.translated.keys() & theirs.translated.keys():
        texts = [side[key].msgstr for side in (ours.translated, theirs.translated)]
        if texts[0] == texts[1] or (key in base.translated and base.translated[key].msgstr in texts):
            continue
        assert key in said
        assert after[key].fuzzy


@settings(max_examples=200)
@given(branches())
def test_swapping_the_sides_swaps_only_whose_text_stands_first(found: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = found
    one, other = reconcile(base, ours, theirs), reconcile(base, theirs, ours)
    assert everything(one.catalog) == everything(other.catalog)
    assert {dispute.key for dispute in one.disputes} == {dispute.key for dispute in other.disputes}
    first, second = by_key(one.catalog), by_key(other.catalog)
    assert first.keys() == second.keys()
    for key, message in first.items():
        twin = second[key]
        assert (message.obsolete, message.notes) == (twin.obsolete, twin.notes)
        if message.msgstr[0] and twin.msgstr[0]:  # without a first form there is no mark
            assert message.fuzzy == twin.fuzzy
    assert one.catalog.translated == {
        key: replace(message, comments=first[key].comments) for key, message in other.catalog.translated.items()
    }


@given(branches())
def test_what_is_merged_is_written_and_read_as_itself(found: tuple[Catalog, Catalog, Catalog]) -> None:
    merged = reconcile(*found).catalog
    assert read_po(write_po(merged), "a.po", "a", "hr") == merged


@settings(max_examples=200)
@given(branches())
def test_merging_again_piles_up_nothing(found: tuple[Catalog, Catalog, Catalog]) -> None:
    base, ours, theirs = found
    once = reconcile(base, ours, theirs).catalog
    again = reconcile(base, once, theirs).catalog
    for message in again.messages:
        texts = [pair for line in message.comments for pair in kept([line])]
        assert len(texts) == len(set(texts))
    # What both sides had left behind may be seen as doubted now; nothing else is new, and nothing goes.
    assert everything(once) <= everything(again) <= everything(once) | everything(base)


@given(branches(), st.data())
def test_edits_of_different_messages_never_meet(found: tuple[Catalog, Catalog, Catalog], data: st.DataObject) -> None:
    base, ours, theirs = found
    before, here, there = by_key(base), by_key(ours), by_key(theirs)
    # Each key is one side's own.
    mine = {key for key in KEYS if data.draw(st.booleans())}
    ours = catalog([m for k in KEYS if (m := (here if k in mine else before).get(k)) and not m.previous], 2)
    theirs = catalog([m for k in KEYS if (m := (before if k in mine else there).get(k)) and not m.previous], 3)
    base = catalog([m for k in KEYS if (m := before.get(k)) and not m.previous], 1)
    result = reconcile(base, ours, theirs)
    assert result.disputes == ()
    before, here, there = by_key(base), by_key(ours), by_key(theirs)
    for key, message in by_key(result.catalog).items():
        assert message in (here.get(key), there.get(key)) or message.obsolete
        if here.get(key) == before.get(key) and key in there:
            assert message == there[key]
        if there.get(key) == before.get(key) and key in here:
            assert message == here[key]


LINES = st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=4)


@given(LINES, LINES, LINES)
def test_lines_that_a_side_added_stay_and_lines_that_it_took_away_go(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    merged = merge_lines(base, ours, theirs)
    assert (set(ours) | set(theirs)) - set(base) <= set(merged)
    assert not set(base) - set(ours) - set(theirs) & set(merged)
    assert merge_lines(base, ours, base) == merge_lines(base, base, ours) == tuple(ours)


def test_a_new_item_stands_after_the_neighbour_that_it_has_on_its_side() -> None:
    assert weave("abcd", "abxcd", "abcyd") == tuple("abxcyd")
    assert weave("abcd", "abxcd", "abycd") == tuple("abxycd")
    assert weave("abcd", "dcba", "abycd") == tuple("dcbya")
    assert weave("ab", "ab", "yba") == tuple("yba")
    assert weave("", "ab", "cd") == tuple("abcd")


@given(st.lists(st.text(), min_size=1, max_size=3).map(tuple), st.text(st.characters(exclude_categories=("Cs",))))
def test_a_kept_text_is_one_line_that_can_be_read_again(msgstr: tuple[str, ...], name: str) -> None:
    once = keep(("a remark",), msgstr, name)
    assert {text for _, text in kept(once)} == {text for text in msgstr if text.strip()}
    assert keep(once, msgstr, "somebody else") == once
    assert all(len(line.splitlines()) == 1 for line in once)


# What people do, case by case.

K = (None, "Stop if it hurts.")


def side(day: int, *msgstr: str, **fields: object) -> Catalog:
    return catalog([replace(Message(K[1], msgstr=msgstr or ("",)), **fields)], day)  # type: ignore[arg-type]


def outcome(base: Catalog, ours: Catalog, theirs: Catalog) -> tuple[Message, list[str]]:
    result = reconcile(base, ours, theirs)
    (message,) = result.catalog.messages
    assert {dispute.key for dispute in result.disputes} <= {K}
    return message, [dispute.problem.rule for dispute in result.disputes]


THEIRS_KEPT = 'other translation: "{}" (by Translator 3 <3@example.org>)'


def test_the_same_message_translated_twice_keeps_both_texts_and_is_fuzzy() -> None:
    message, said = outcome(side(1), side(2, "Aufhören!"), side(3, "Bitte\naufhören."))
    assert (message.msgstr, message.fuzzy) == (("Aufhören!",), True)
    assert message.comments == (THEIRS_KEPT.format("Bitte\\naufhören."),)
    assert said == ["translated-twice"]


def test_a_choice_that_is_still_open_stays_open() -> None:
    open_choice = side(2, "Halt", fuzzy=True, comments=(THEIRS_KEPT.format("Stopp"),))
    message, said = outcome(side(1), open_choice, side(3, "Stopp"))
    assert (message, said) == (open_choice.messages[0], ["translated-twice"])
    chosen, said = outcome(open_choice, side(3, "Stopp"), replace(open_choice, header=side(4).header))
    assert (chosen, said) == (Message(K[1], msgstr=("Stopp",)), [])


def test_the_same_text_from_both_sides_is_one() -> None:
    assert outcome(side(1), side(2, "Halt"), side(3, "Halt")) == (Message(K[1], msgstr=("Halt",)), [])


def test_without_a_base_the_sides_are_compared() -> None:
    nothing = Catalog("a", "hr")
    message, said = outcome(nothing, side(2, "Halt"), side(3, "Stopp"))
    assert (message.msgstr, message.fuzzy, said) == (("Halt",), True, ["translated-twice"])
    assert outcome(nothing, side(2, "Halt"), side(3)) == (Message(K[1], msgstr=("Halt",)), [])


def test_confirming_on_one_side_confirms() -> None:
    message, said = outcome(
        side(1, "Halt", fuzzy=True), side(2, "Halt"), side(3, "Halt", fuzzy=True, comments=("sounds hard",))
    )
    assert (message.fuzzy, message.comments, said) == (False, ("sounds hard",), [])


def test_a_finished_translation_outranks_a_draft_whose_text_stays_in_a_comment() -> None:
    message, said = outcome(side(1), side(2, "Halt"), side(3, "Stopp", fuzzy=True))
    assert (message.msgstr, message.fuzzy, said) == (("Halt",), False, [])
    assert message.comments == (THEIRS_KEPT.format("Stopp"),)


def test_a_doubt_about_a_published_text_outranks_its_edit() -> None:
    message, said = outcome(side(1, "Halt"), side(2, "Halt!"), side(3, "Halt", fuzzy=True))
    assert (message.msgstr, message.fuzzy, said) == (("Halt!",), True, [])


def test_a_text_that_one_side_emptied_and_the_other_edited_waits_for_a_person() -> None:
    message, said = outcome(side(1, "Halt"), side(2, ""), side(3, "Halt!"))
    assert (message.msgstr, message.fuzzy, said) == (("Halt!",), True, ["translated-and-emptied"])


def test_what_one_side_removed_and_the_other_translated_is_kept_as_obsolete() -> None:
    gone = side(2, "Halt", obsolete=True)
    message, said = outcome(side(1, "Halt"), gone, side(3, "Halt!"))
    assert (message.msgstr, message.obsolete, message.fuzzy, said) == (("Halt!",), True, False, [])
    message, said = outcome(side(1), catalog([], 2), side(3, "Halt!", notes=("a note",)))
    assert message == Message(K[1], msgstr=("Halt!",), obsolete=True)
    assert reconcile(side(1, "Halt"), catalog([], 2), side(3, "Halt", notes=("a note",))).catalog.messages == ()


def test_a_message_that_an_update_brought_back_stays_alive() -> None:
    message, said = outcome(side(1, "Halt", obsolete=True), side(2, "Halt"), catalog([], 3))
    assert (message.translated, said) == (True, [])


def test_a_text_edited_while_obsolete_is_not_live_through_the_other_sides_update() -> None:
    message, said = outcome(side(1, "Halt", obsolete=True), side(2, "Stopp", obsolete=True), side(3, "Halt"))
    assert (message.msgstr, message.obsolete, message.fuzzy, said) == (("Stopp",), False, True, [])


def test_a_suggestion_follows_the_correction_of_its_source() -> None:
    old, new = "Rest for two days.", "Rest for three days."
    base = catalog([Message(old, msgstr=("Zwei Tahe Ruhe.",))], 1)
    updated = catalog(
        [
            Message(new, msgstr=("Zwei Tahe Ruhe.",), fuzzy=True, previous=Previous(old)),
            Message(old, msgstr=("Zwei Tahe Ruhe.",), obsolete=True),
        ],
        2,
    )
    corrected = catalog([Message(old, msgstr=("Zwei Tage Ruhe.",))], 3)
    for result in (reconcile(base, updated, corrected), reconcile(base, corrected, updated)):
        assert [(m.msgid, m.msgstr, m.fuzzy, m.obsolete) for m in result.catalog.messages] == [
            (new, ("Zwei Tage Ruhe.",), True, False),
            (old, ("Zwei Tage Ruhe.",), False, True),
        ]
        assert result.disputes == ()


def test_a_plural_that_came_meanwhile_keeps_the_singular_in_a_comment() -> None:
    plural = side(3, "", "", msgid_plural="Stop if they hurt.")
    message, said = outcome(side(1, "Halt"), side(2, "Halt!"), plural)
    assert (message.msgid_plural, message.msgstr, message.fuzzy) == ("Stop if they hurt.", ("", ""), False)
    assert message.comments == ('other translation: "Halt!" (by Translator 2 <2@example.org>)',)
    assert said == ["translated-twice"]


def test_a_translation_of_an_older_plural_is_fuzzy_and_names_it() -> None:
    ours = side(2, "a", "b", msgid_plural="old")
    theirs = side(3, "", "", msgid_plural="new")
    message, _ = outcome(side(1, "", "", msgid_plural="old"), ours, theirs)
    assert (message.msgid_plural, message.msgstr, message.fuzzy) == ("new", ("a", "b"), True)
    assert message.previous == Previous(K[1], None, "old")


def test_an_obsolete_twin_of_a_live_message_becomes_its_comment() -> None:
    twins = [Message(K[1], msgstr=("Halt",)), Message(K[1], msgstr=("Stopp",), obsolete=True)]
    result = reconcile(side(1), catalog(twins, 2), side(3))
    assert result.catalog.messages == (replace(twins[0], comments=('other translation: "Stopp" (by somebody)',)),)


def test_the_newer_template_decides_its_own_part() -> None:
    base, ours, theirs = side(1, "Halt", notes=("1",)), side(2, "Halt", notes=("2",)), side(3, "Halt", notes=("3",))
    assert outcome(base, ours, theirs)[0].notes == outcome(base, theirs, ours)[0].notes == ("3",)


def headers(**changed: str) -> Catalog:
    fields = {
        "Project-Id-Version": "P",
        "POT-Creation-Date": "2026-11-01 10:00+0000",
        "PO-Revision-Date": "2026-11-01 10:00+0000",
        "Last-Translator": "Bo",
        "Plural-Forms": "nplurals=1; plural=0;",
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    return Catalog("a", "hr", "".join(f"{name}: {value}\n" for name, value in fields.items()))


def test_dates_and_editors_of_headers_never_conflict() -> None:
    ours = headers(PO_Revision_Date="2026-11-24T12:00:00+02:00", Last_Translator="Ana", X_Generator="Poedit 3.2.2")
    theirs = headers(
        PO_Revision_Date="2026-11-24 11:00+0000",
        Last_Translator="Iva",
        X_Generator="Lokalize 22.12",
        POT_Creation_Date="2026-11-20 10:00+0000",
        Project_Id_Version="Q",
    )
    for result in (reconcile(headers(), ours, theirs), reconcile(headers(), theirs, ours)):
        assert result.disputes == ()
        assert result.catalog.fields == theirs.fields
    assert list(reconcile(headers(), ours, theirs).catalog.fields) == list(theirs.fields)


def test_a_header_field_that_both_sides_changed_differently_is_said() -> None:
    ours, theirs = headers(Plural_Forms="nplurals=2; plural=n!=1;"), headers(Plural_Forms="nplurals=3; plural=n%3;")
    result = reconcile(headers(), ours, theirs)
    assert result.catalog.fields["Plural-Forms"] == ours.fields["Plural-Forms"]
    assert [(dispute.key, dispute.problem.rule) for dispute in result.disputes] == [(HEADER, "header-changed-twice")]
    assert "Plural-Forms" in result.disputes[0].problem.problem


def test_odd_lines_of_a_header_survive() -> None:
    ours, theirs = headers(X_Generator="Poedit"), headers(Language_Team="Croatian")
    odd = replace(theirs, header=theirs.header + "an odd line\n")
    merged = reconcile(headers(), ours, odd).catalog
    assert merged.header == ours.header + "Language-Team: Croatian\nan odd line\n"


def test_an_emptied_file_takes_neither_header_nor_new_texts_away() -> None:
    ours, theirs = Catalog("a", "hr"), side(3, "Halt")
    merged = reconcile(side(1), ours, theirs).catalog
    assert merged.header == theirs.header
    assert merged.messages == (Message(K[1], msgstr=("Halt",), obsolete=True),)


def test_comments_above_the_header_are_merged_by_line() -> None:
    base = replace(headers(), comments=("Croatian translation.", "Draft."))
    ours = replace(base, comments=("Croatian translation.", "Draft.", "Ana, 2026."))
    theirs = replace(base, comments=("Croatian translation.", "Iva, 2026."), fuzzy=True)
    merged = reconcile(base, ours, theirs).catalog
    assert merged.comments == ("Croatian translation.", "Ana, 2026.", "Iva, 2026.")
    assert merged.fuzzy
