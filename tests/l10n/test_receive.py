"""What comes back from an agency, message by message: what is taken, what is left out, and that nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.l10n.merge import merge
from pipeline.l10n.receive import Received, receive
from pipeline.model.catalog import Catalog, Message, Previous
from pipeline.model.offer import Fate, Offer, Prefer, Standing, fingerprint, message_id

HEAT = Message("Use **heat**, not ice.", msgstr=("Koristite **toplinu**, ne led.",))
BRUISE = Message("A bruise fades.", msgstr=("",))
CALL = Message("Call us.", msgctxt="button", msgstr=("Nazovite nas.",), fuzzy=True, previous=Previous("Phone us.", "button"))
HOURS = Message("%(num)s hour", msgid_plural="%(num)s hours", msgstr=("%(num)s sat", "%(num)s sata", "%(num)s sati"))
GONE = Message("Drink enough.", msgstr=("Pijte dovoljno.",), obsolete=True)
CATALOG = Catalog("a", "hr", messages=(HEAT, BRUISE, CALL, HOURS, GONE), path="a.po")


def offered(message: Message, standing: Standing = Standing.TRANSLATED, base: Message | None = None) -> Offer:
    return Offer(message, standing, "a", message_id("a", message.key), fingerprint(base) if base else None)


def taken(*offers: Offer, prefer: Prefer = Prefer.CATALOG, catalog: Catalog = CATALOG) -> Received:
    return receive(catalog, offers, prefer, "hr.xlf")


def fates(received: Received) -> list[Fate]:
    return [change.fate for change in received.changes]


def now(received: Received, message: Message) -> Message:
    return received.catalog.live[message.key]


def test_a_translation_for_an_empty_message_goes_live() -> None:
    new = replace(BRUISE, msgstr=("Modrica blijedi.",))
    received = taken(offered(new, base=BRUISE))
    assert fates(received) == [Fate.TAKEN]
    assert now(received, BRUISE) == new


@pytest.mark.parametrize("standing", [Standing.FUZZY, Standing.UNTRANSLATED, Standing.UNSAID])
def test_only_what_is_called_translated_goes_live(standing: Standing) -> None:
    received = taken(offered(replace(BRUISE, msgstr=("Modrica blijedi.",)), standing, BRUISE))
    assert fates(received) == [Fate.FUZZY]
    assert now(received, BRUISE).fuzzy


def test_a_corrected_translation_replaces_the_one_it_was_made_from() -> None:
    received = taken(offered(replace(HEAT, msgstr=("Grijte **toplinom**, ne ledom.",)), base=HEAT))
    assert fates(received) == [Fate.TAKEN]
    assert now(received, HEAT) == replace(HEAT, msgstr=("Grijte **toplinom**, ne ledom.",))


def test_a_fuzzy_one_that_was_confirmed_goes_live_and_forgets_the_old_english() -> None:
    received = taken(offered(CALL, base=CALL))
    assert fates(received) == [Fate.TAKEN]
    assert now(received, CALL) == replace(CALL, fuzzy=False, previous=None)


def test_a_live_one_that_the_agency_doubts_is_fuzzy() -> None:
    received = taken(offered(HEAT, Standing.FUZZY, base=HEAT))
    assert now(received, HEAT) == replace(HEAT, fuzzy=True)


def test_a_newer_translation_is_never_overwritten_unasked() -> None:
    exported = replace(HEAT, msgstr=("Stavite **toplo**.",))
    received = taken(offered(replace(HEAT, msgstr=("Nešto **treće**.",)), base=exported))
    assert fates(received) == [Fate.CONFLICT]
    assert received.catalog == CATALOG


def test_where_the_imported_one_is_preferred_the_old_one_stays_in_a_comment() -> None:
    exported = replace(HEAT, msgstr=("Stavite **toplo**.",))
    offer = offered(replace(HEAT, msgstr=("Nešto **treće**.",)), base=exported)
    received = taken(offer, prefer=Prefer.IMPORTED)
    assert fates(received) == [Fate.TAKEN]
    assert now(received, HEAT).msgstr == ("Nešto **treće**.",)
    assert now(received, HEAT).comments == ("before the import: Koristite **toplinu**, ne led.",)
    again = taken(offer, prefer=Prefer.IMPORTED, catalog=received.catalog)
    assert (fates(again), again.catalog) == ([Fate.SAME], received.catalog)


def test_what_the_agency_left_as_it_was_is_no_conflict_with_newer_work() -> None:
    exported = replace(HEAT, msgstr=("Stavite **toplo**.",))
    received = taken(offered(exported, base=exported), offered(replace(CALL, fuzzy=False), base=replace(CALL, fuzzy=False)))
    assert fates(received) == [Fate.SAME, Fate.SAME]
    assert received.catalog == CATALOG


@pytest.mark.parametrize("standing", list(Standing))
def test_an_empty_offer_empties_nothing(standing: Standing) -> None:
    offers = [offered(replace(m, msgstr=("",) * len(m.msgstr)), standing, m) for m in CATALOG.messages]
    received = taken(*offers)
    assert set(fates(received)) == {Fate.EMPTY}
    assert received.catalog == CATALOG


def test_an_empty_plural_form_empties_nothing() -> None:
    received = taken(offered(replace(HOURS, msgstr=("%(num)s sat", "", "%(num)s h")), base=HOURS))
    assert now(received, HOURS).msgstr == ("%(num)s sat", "%(num)s sata", "%(num)s h")


def test_damaged_markup_is_told_and_never_live() -> None:
    received = taken(offered(replace(HEAT, msgstr=("Koristite toplinu.",)), base=HEAT))
    (change,) = received.changes
    assert change.fate is Fate.DAMAGED
    assert change.reason == "the placeholder **…** of the source is missing"
    assert now(received, HEAT).fuzzy
    assert now(received, HEAT).comments == ("before the import: Koristite **toplinu**, ne led.",)


def test_a_plural_form_may_say_its_number_in_words() -> None:
    received = taken(offered(replace(HOURS, msgstr=("jedan sat", "%(num)s sata", "%(num)s sati")), base=HOURS))
    assert fates(received) == [Fate.TAKEN]


@pytest.mark.parametrize(
    "text", ["Modrica\r\nblijedi.", "\n    Modrica blijedi.\n  ", "Modrica\u2028blijedi.", "Modrica\x0b blijedi."]
)
def test_line_breaks_that_a_tool_put_in_are_spaces(text: str) -> None:
    received = taken(offered(replace(BRUISE, msgstr=(text,)), base=BRUISE))
    assert now(received, BRUISE).msgstr == ("Modrica blijedi.",)
    assert fates(received) == [Fate.TAKEN]


def test_a_control_character_is_told() -> None:
    received = taken(offered(replace(BRUISE, msgstr=("Modrica\x01 blijedi.",)), base=BRUISE))
    assert received.changes[0].reason == "a control character U+0001"
    assert now(received, BRUISE).fuzzy


def test_another_number_of_plural_forms_is_left_out() -> None:
    received = taken(offered(replace(HOURS, msgstr=("%(num)s sat", "%(num)s sati")), base=HOURS))
    assert (fates(received), received.catalog) == ([Fate.CONFLICT], CATALOG)


def test_a_source_that_was_changed_in_the_file_is_told() -> None:
    offer = offered(replace(BRUISE, msgstr=("Modrica blijedi.",)), base=BRUISE)
    spaced = replace(offer, message=replace(offer.message, msgid="A  bruise\nfades. "))
    assert fates(taken(spaced)) == [Fate.TAKEN]
    other = replace(offer, message=replace(offer.message, msgid="A bruise never fades."))
    assert fates(taken(other)) == [Fate.DAMAGED]
    assert now(taken(other), BRUISE).fuzzy


def test_without_a_base_a_live_translation_stays() -> None:
    received = taken(offered(replace(HEAT, msgstr=("Nešto **treće**.",))))
    assert (fates(received), received.catalog) == ([Fate.CONFLICT], CATALOG)
    assert fates(taken(offered(HEAT), offered(HEAT, Standing.FUZZY))) == [Fate.SAME, Fate.SAME]
    # A suggestion of ours gives way to an answer.
    answered = taken(offered(replace(CALL, msgstr=("Javite se.",))))
    assert now(answered, CALL) == replace(
        CALL, msgstr=("Javite se.",), fuzzy=False, previous=None, comments=("before the import: Nazovite nas.",)
    )


def test_the_translation_of_an_edited_english_is_a_suggestion_for_the_new_one() -> None:
    older = Message("A bruise fades soon.", msgstr=("Modrica brzo blijedi.",))
    received = taken(offered(older))
    assert fates(received) == [Fate.KEPT]
    bruise = now(received, BRUISE)
    assert (bruise.msgstr, bruise.fuzzy) == (older.msgstr, True)
    assert bruise.previous == Previous(older.msgid)
    assert replace(older, obsolete=True) in received.catalog.messages


@pytest.mark.parametrize("base", [None, replace(GONE, obsolete=False)])
def test_the_translation_of_a_text_that_is_gone_is_kept_and_improves_its_suggestion(base: Message | None) -> None:
    template = Catalog("a", messages=(Message("Drink enough water."),))
    updated = merge(template, replace(CATALOG, messages=(replace(GONE, obsolete=False),)))
    water = updated.live[None, "Drink enough water."]
    assert water.fuzzy
    better = replace(GONE, obsolete=False, msgstr=("Pijte dosta.",))
    received = taken(offered(better, base=base), catalog=updated)
    assert fates(received) == [Fate.KEPT]
    assert now(received, water) == replace(water, msgstr=("Pijte dosta.",))
    kept = replace(GONE, msgstr=("Pijte dosta.",), comments=("before the import: Pijte dovoljno.",))
    assert kept in received.catalog.messages


def test_a_suggestion_that_somebody_worked_on_stays() -> None:
    worked = Message("Drink enough water.", msgstr=("Pijte vode.",), fuzzy=True, previous=Previous(GONE.msgid))
    catalog = replace(CATALOG, messages=(worked, GONE))
    received = taken(offered(replace(GONE, obsolete=False, msgstr=("Pijte dosta.",))), catalog=catalog)
    assert now(received, worked) == worked


def test_a_memory_fills_what_is_empty_as_fuzzy_and_touches_nothing_else() -> None:
    def remembered(msgid: str, text: str) -> Offer:
        return Offer(Message(msgid, msgstr=(text,)), Standing.SUGGESTED)

    received = taken(
        remembered(BRUISE.msgid, "Modrica blijedi."), remembered(HEAT.msgid, "Nešto"), remembered("Unknown", "Nepoznato")
    )
    assert fates(received) == [Fate.FUZZY]
    assert received.catalog == replace(
        CATALOG, messages=(HEAT, replace(BRUISE, msgstr=("Modrica blijedi.",), fuzzy=True), CALL, HOURS, GONE)
    )


WORD = st.sampled_from(["", "heat", "ice", "**heat**", "not ice", "a bruise fades", "a bruise fades soon"])
STRING = st.lists(WORD, min_size=1, max_size=3).map(" ".join).map(str.strip)
ENTRY = st.builds(
    Message,
    msgid=STRING.filter(bool),
    msgstr=STRING.map(lambda text: (text,)),
    fuzzy=st.booleans(),
    obsolete=st.booleans(),
)
ENTRIES = st.lists(ENTRY, max_size=6, unique_by=lambda message: message.key)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    message = replace(draw(ENTRY), obsolete=False)
    base = draw(st.none() | st.builds(replace, st.just(message), msgstr=STRING.map(lambda text: (text,))))
    return offered(message, draw(st.sampled_from(Standing)), base)


@given(ENTRIES, st.lists(offers(), max_size=5), st.sampled_from(Prefer))
def test_every_text_is_in_the_result_or_told(entries: list[Message], delivered: list[Offer], prefer: Prefer) -> None:
    catalog = Catalog("a", "hr", messages=tuple(sorted(entries, key=lambda m: m.obsolete)))
    received = receive(catalog, delivered, prefer, "x")
    assert len(received.changes) == len(delivered)
    texts = {text for m in received.catalog.messages for text in m.msgstr} | {
        comment.removeprefix("before the import: ") for m in received.catalog.messages for comment in m.comments
    }
    for change in received.changes:
        if change.fate in (Fate.TAKEN, Fate.FUZZY, Fate.DAMAGED, Fate.KEPT):
            texts |= set(change.old)  # replaced knowingly, and told
    for message in catalog.messages:
        assert {text for text in message.msgstr if text.strip()} <= texts
    for offer, change in zip(delivered, received.changes, strict=True):
        if change.fate in (Fate.KEPT, Fate.TAKEN, Fate.FUZZY, Fate.DAMAGED):
            assert {text for text in offer.message.msgstr if text.strip()} <= texts


@given(ENTRIES, st.lists(offers(), max_size=5), st.sampled_from(Prefer))
def test_nothing_goes_live_that_was_not_offered_as_translated(
    entries: list[Message], delivered: list[Offer], prefer: Prefer
) -> None:
    catalog = Catalog("a", "hr", messages=tuple(sorted(entries, key=lambda m: m.obsolete)))
    received = receive(catalog, delivered, prefer, "x")
    firm = {(o.message.key, o.message.msgstr) for o in delivered if o.standing is Standing.TRANSLATED}
    before = {(m.key, m.msgstr) for m in catalog.translated.values()}
    assert {(m.key, m.msgstr) for m in received.catalog.translated.values()} <= firm | before


@given(ENTRIES, st.lists(offers(), max_size=5))
def test_taking_the_same_delivery_twice_changes_nothing(entries: list[Message], delivered: list[Offer]) -> None:
    catalog = Catalog("a", "hr", messages=tuple(sorted(entries, key=lambda m: m.obsolete)))
    once = receive(catalog, delivered[:1], Prefer.CATALOG, "x").catalog
    assert receive(once, delivered[:1], Prefer.CATALOG, "x").catalog == once


def test_a_draft_that_gives_way_is_kept_in_a_comment() -> None:
    catalog = Catalog("d", "hr", messages=(Message("one", msgstr=("my newer draft",), fuzzy=True),))
    offer = Offer(Message("one", msgstr=("agency",)), Standing.TRANSLATED, "d")
    (message,) = receive(catalog, [offer], Prefer.CATALOG, "f").catalog.messages
    assert (message.msgstr, message.fuzzy, message.comments) == (("agency",), False, ("before the import: my newer draft",))


def test_of_two_offers_for_one_message_neither_vanishes() -> None:
    catalog = Catalog("d", "hr", messages=(Message("one"),))
    offers = [
        Offer(Message("one", msgstr=("first",)), Standing.UNSAID, "d"),
        Offer(Message("one", msgstr=("second",)), Standing.TRANSLATED, "d"),
    ]
    (message,) = receive(catalog, offers, Prefer.CATALOG, "f").catalog.messages
    assert (message.msgstr, message.comments) == (("second",), ("before the import: first",))


def test_a_plural_form_in_doubt_stays_in_doubt_where_the_file_leaves_it_out() -> None:
    old = Message("%(num)s day", msgid_plural="%(num)s days", msgstr=("a %(num)s", "b %(num)s", "c %(num)s"), fuzzy=True)
    new = replace(old, msgstr=("x %(num)s", "", "z %(num)s"), fuzzy=False)
    offer = Offer(new, Standing.TRANSLATED, "d", base=fingerprint(old))
    (message,) = receive(Catalog("d", "hr", messages=(old,)), [offer], Prefer.CATALOG, "f").catalog.messages
    assert (message.msgstr, message.fuzzy) == (("x %(num)s", "b %(num)s", "z %(num)s"), True)
