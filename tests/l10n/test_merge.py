"""Merging never loses a text, never makes an edited message live, and an undone edit restores what was."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.po import read_po, write_po
from pipeline.l10n.kept import kept
from pipeline.l10n.merge import merge
from pipeline.model.catalog import Catalog, Message, Previous

WORDS = ["needle", "muscle", "pain", "not", "hours", "24–48", "twitch", "may", "before", "therapist", "soreness", "heat"]


HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=0;\n"


def sentence(seed: random.Random) -> str:
    return " ".join(seed.choices(WORDS, k=seed.randint(3, 9)))


def template(texts: list[str]) -> Catalog:
    return Catalog("a", messages=tuple(Message(text) for text in dict.fromkeys(texts)))


def translate_all(catalog: Catalog, mark: str) -> Catalog:
    """What a diligent translator does: fill what is empty, confirm or mend what is fuzzy."""
    done = tuple(
        message
        if message.obsolete or message.translated
        else replace(message, msgstr=(f"{mark}:{message.msgid}",), fuzzy=False, previous=None)
        for message in catalog.messages
    )
    return replace(catalog, messages=done)


def translate_some(catalog: Catalog, seed: random.Random, mark: str) -> Catalog:
    """What translators do between two updates: fill, confirm, mend, half-mend, comment, or nothing."""
    done = []
    for message in catalog.messages:
        act = seed.choice(["fill", "confirm", "mend", "half-mend", "comment", "nothing", "nothing"])
        text = f"{mark}:{message.msgid}"
        if message.obsolete or act == "nothing":
            done.append(message)
        elif act == "comment":
            done.append(replace(message, comments=(*message.comments, f"{mark}?")))
        elif act == "half-mend":
            done.append(replace(message, msgstr=(text,), fuzzy=True))
        elif act == "confirm" and message.msgstr[0]:
            done.append(replace(message, fuzzy=False, previous=None))
        else:
            done.append(replace(message, msgstr=(text,), fuzzy=False, previous=None))
    return replace(catalog, messages=tuple(done))


def texts_of(catalog: Catalog) -> set[str]:
    """All texts of a catalog, in translations or kept in comments."""
    texts = {text for message in catalog.messages for text in message.msgstr}
    texts |= {text for message in catalog.messages for _, text in kept(message.comments)}
    return texts - {""}


def edit(texts: list[str], seed: random.Random) -> list[str]:
    """One edit of a source: insert, delete, change a word, move, split or join."""
    changed = list(texts)
    at = seed.randrange(len(changed))
    match seed.choice(["insert", "delete", "change", "move", "split", "join"]):
        case "insert":
            changed.insert(at, sentence(seed))
        case "delete" if len(changed) > 1:
            del changed[at]
        case "move":
            changed.insert(seed.randrange(len(changed)), changed.pop(at))
        case "split" if " " in changed[at]:
            words = changed[at].split()
            changed[at : at + 1] = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
        case "join" if at + 1 < len(changed):
            changed[at : at + 2] = [f"{changed[at]} {changed[at + 1]}"]
        case _:
            words = changed[at].split()
            words[seed.randrange(len(words))] = seed.choice(WORDS)
            changed[at] = " ".join(words)
    return changed


@given(st.integers(0, 10**9))
def test_no_text_is_lost_over_a_long_history(number: int) -> None:
    seed = random.Random(number)
    texts = [sentence(seed) for _ in range(6)]
    catalog = Catalog("a", "hr")
    entered: set[str] = set()
    for step in range(12):
        catalog = merge(template(texts), catalog)
        assert entered <= texts_of(catalog)
        if seed.random() < 0.7:
            catalog = translate_all(catalog, f"t{step}")
            entered = texts_of(catalog) | entered
        texts = edit(texts, seed)


def saved(catalog: Catalog) -> Catalog:
    """The catalog as it is found on disk again."""
    return read_po(write_po(catalog), "a.po", "a", "hr")


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_no_text_is_lost_whatever_authors_and_translators_do(number: int) -> None:
    seed = random.Random(number)
    texts = [sentence(seed) for _ in range(seed.randint(3, 8))]
    past = [texts]
    catalog = Catalog("a", "hr", HEADER)
    entered: set[str] = set()
    for step in range(14):
        before = catalog
        catalog = saved(merge(template(texts), catalog))
        assert entered <= texts_of(catalog)
        assert saved(merge(template(texts), catalog)) == catalog
        assert len({message.key for message in catalog.messages}) == len(catalog.messages), "GNU gettext takes no twins"
        assert [message.msgid for message in catalog.messages if not message.obsolete] == list(dict.fromkeys(texts))
        confirmed = {(message.key, message.msgstr) for message in before.messages if message.firm}
        assert {(m.key, m.msgstr) for m in catalog.messages if m.translated} <= confirmed
        worked = saved(translate_some(catalog, seed, f"t{step}"))
        touched = {
            new.msgstr[0]
            for old, new in zip(catalog.messages, worked.messages, strict=True)
            if (old.msgstr, old.fuzzy) != (new.msgstr, new.fuzzy)
        }
        # What a translator overwrites is the translator's own affair; what stands after that must stay.
        entered = (entered | touched) & texts_of(worked)
        catalog = worked
        for _ in range(seed.randint(0, 4)):
            texts = edit(texts, seed)
        if seed.random() < 0.2:
            texts = seed.choice(past)
        past.append(texts)


@given(st.integers(0, 10**9))
def test_merging_twice_changes_nothing(number: int) -> None:
    seed = random.Random(number)
    texts = [sentence(seed) for _ in range(5)]
    catalog = translate_all(merge(template(texts), Catalog("a", "hr")), "t")
    for _ in range(4):
        texts = edit(texts, seed)
        once = merge(template(texts), catalog)
        assert merge(template(texts), once) == once
        catalog = once


@given(st.integers(0, 10**9))
def test_undoing_edits_restores_every_live_translation(number: int) -> None:
    seed = random.Random(number)
    texts = [sentence(seed) for _ in range(6)]
    before = translate_all(merge(template(texts), Catalog("a", "hr")), "t")
    changed = texts
    catalog = before
    for _ in range(seed.randint(1, 5)):
        changed = edit(changed, seed)
        catalog = merge(template(changed), catalog)
    after = merge(template(texts), catalog)
    assert {key: m.msgstr for key, m in after.live.items() if m.translated} == {
        key: m.msgstr for key, m in before.live.items() if m.translated
    }


@given(st.integers(0, 10**9))
def test_an_edited_message_is_never_live(number: int) -> None:
    seed = random.Random(number)
    texts = [sentence(seed) for _ in range(6)]
    before = translate_all(merge(template(texts), Catalog("a", "hr")), "t")
    after = merge(template(edit(texts, seed)), before)
    for key, message in after.live.items():
        if key not in before.live:
            assert not message.translated


def test_an_edit_becomes_fuzzy_and_names_its_old_english() -> None:
    old = Catalog("a", "hr", messages=(Message("Rest for 24 hours.", msgstr=("Odmor 24 sata.",), comments=("mine",)),))
    merged = merge(template(["Rest for 48 hours."]), old)
    live, kept = merged.messages
    assert (live.msgid, live.msgstr, live.fuzzy) == ("Rest for 48 hours.", ("Odmor 24 sata.",), True)
    assert live.previous == Previous("Rest for 24 hours.")
    assert live.comments == ("mine",)
    assert kept.obsolete
    assert kept.msgstr == ("Odmor 24 sata.",)


def test_a_duty_is_matched_by_its_name_however_much_its_text_changed() -> None:
    old = Catalog("disclaimer", "hr", messages=(Message("Not advice.", "general.no-replacement", msgstr=("Nije savjet.",)),))
    new = Catalog("disclaimer", messages=(Message("Ask a doctor about everything you read.", "general.no-replacement"),))
    assert merge(new, old).messages[0].msgstr == ("Nije savjet.",)
    assert merge(new, old).messages[0].fuzzy


def test_a_duty_is_suggested_what_it_said_last() -> None:
    key = "general.no-replacement"
    catalog = Catalog("disclaimer", "hr", HEADER)
    for english, text in (("Not advice.", "1"), ("They replace nobody.", "2")):
        catalog = merge(Catalog("disclaimer", messages=(Message(english, key),)), catalog)
        first = replace(catalog.messages[0], msgstr=(text,), fuzzy=False, previous=None)
        catalog = replace(catalog, messages=(first, *catalog.messages[1:]))
    (message, *_) = merge(Catalog("disclaimer", messages=(Message("Ask a doctor.", key),)), catalog).messages
    assert (message.msgstr, message.previous) == (("2",), Previous("They replace nobody.", key))


@pytest.mark.parametrize("text", ["", "   "])
def test_a_blank_translation_is_not_suggested(text: str) -> None:
    old = Catalog("a", "hr", messages=(Message("Rest for 24 hours.", msgstr=(text,)),))
    assert not merge(template(["Rest for 48 hours."]), old).messages[0].fuzzy


def test_a_translator_s_comment_on_an_empty_entry_stays() -> None:
    old = Catalog("a", "hr", messages=(Message("Rest.", comments=("ask the author",)),))
    assert merge(template(["Rest."]), old).messages[0].comments == ("ask the author",)


def merged(new: list[str], old: dict[str, str], locale: str = "hr") -> dict[str, Message]:
    """The live messages after these texts met a catalog that was translated in full."""
    catalog = Catalog("a", locale, messages=tuple(Message(msgid, msgstr=(text,)) for msgid, text in old.items()))
    return {message.msgid: message for message in merge(template(new), catalog).live.values()}


WARM, REST, CALL = "Keep the muscle warm for a day.", "Rest when it hurts.", "Call us if the pain stays."


def test_between_two_neighbours_the_edited_one_is_found_though_little_of_it_is_left() -> None:
    edited = "Leave out sports and keep the treated muscle warm."
    live = merged([REST, edited, CALL], {REST: "a", WARM: "b", CALL: "c"})
    assert (live[edited].msgstr, live[edited].fuzzy, live[edited].previous) == (("b",), True, Previous(WARM))


def test_a_text_that_replaced_another_is_given_nothing() -> None:
    other = "Parking is behind the house, next to the river."
    assert merged([REST, other, CALL], {REST: "a", WARM: "b", CALL: "c"})[other].msgstr == ("",)


def test_a_split_paragraph_keeps_its_translation_at_each_part() -> None:
    whole = f"{WARM} {REST}"
    live = merged([CALL, WARM, REST], {CALL: "c", whole: "toplo i mirno"})
    for part in (WARM, REST):
        assert (live[part].msgstr, live[part].fuzzy, live[part].previous) == (("toplo i mirno",), True, Previous(whole))
        assert live[part].notes[0] == "English changed: this was part of a longer text: keep only its part"


@pytest.mark.parametrize(("locale", "text"), [("hr", "toplo. mirno."), ("ja", "toplo.mirno."), ("zh_Hans", "toplo.mirno.")])
def test_joined_paragraphs_are_suggested_joined(locale: str, text: str) -> None:
    whole = f"{WARM} {REST}"
    live = merged([CALL, whole], {CALL: "c", WARM: "toplo.", REST: "mirno."}, locale)
    assert (live[whole].msgstr, live[whole].fuzzy, live[whole].previous) == ((text,), True, Previous(whole))


def test_a_joined_paragraph_that_is_split_again_is_live_as_before_and_nothing_is_left_over() -> None:
    before = Catalog("a", "hr", messages=(Message(WARM, msgstr=("toplo.",)), Message(REST, msgstr=("mirno.",))))
    joined = merge(template([f"{WARM} {REST}"]), before)
    assert merge(template([WARM, REST]), joined) == before


def test_a_near_twin_of_a_text_in_use_gets_its_translation_as_a_suggestion() -> None:
    twin = "Keep the muscle warm for a week."
    live = merged([WARM, REST, CALL, twin], {WARM: "a", REST: "b", CALL: "c"})
    assert (live[WARM].msgstr, live[WARM].fuzzy) == (("a",), False)
    assert (live[twin].msgstr, live[twin].fuzzy, live[twin].previous) == (("a",), True, Previous(WARM))
    assert "English changed: the word “a day”" not in live[twin].notes


def test_a_fuzzy_entry_says_what_became_of_figures_and_of_not() -> None:
    new = "Do stretch for 48 hours."
    live = merged([new], {"Do not stretch for 24 hours.": "Ne istežite se 24 sata."})
    assert live[new].notes == (
        "English changed: the figure “24 hours” became “48 hours”",
        "English changed: the word “not” was removed",
    )
    confirmed = replace(live[new], fuzzy=False, previous=None)
    after = merge(template([new]), Catalog("a", "hr", messages=(confirmed,)))
    assert after.messages[0].notes == ()


def site_strings(*messages: Message) -> Catalog:
    return Catalog("site", "hr", HEADER, messages=messages)


SINGLE = Message("%(num)s passage")
COUNTABLE = Message("%(num)s passage", msgid_plural="%(num)s passages", msgstr=("", ""))
OTHERWISE = replace(COUNTABLE, msgid_plural="%(num)s parts")


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        (replace(SINGLE, msgstr=("odlomak",)), COUNTABLE, ("odlomak", "odlomak", "odlomak")),
        (replace(COUNTABLE, msgstr=("odlomak", "odlomka", "odlomaka")), SINGLE, ("odlomaka",)),
        (replace(COUNTABLE, msgstr=("odlomak", "odlomka", "odlomaka")), OTHERWISE, ("odlomak", "odlomka", "odlomaka")),
        (replace(COUNTABLE, msgstr=("odlomak", "", "")), SINGLE, ("odlomak",)),
    ],
)
def test_a_plural_that_comes_goes_or_changes_loses_no_form_and_is_undone(
    first: Message, then: Message, shown: tuple[str, ...]
) -> None:
    old = site_strings(first)
    changed = merge(site_strings(then), old)
    (message,) = changed.messages
    assert (message.msgstr, message.fuzzy) == (shown, True)
    assert texts_of(changed) >= texts_of(old)
    assert saved(merge(site_strings(then), saved(changed))) == saved(changed)
    if first.firm:
        assert merge(site_strings(first), saved(changed)) == old
    # What a translator did to the suggestion meanwhile is not confirmed by undoing.
    touched = site_strings(replace(message, msgstr=("x", *message.msgstr[1:])))
    assert merge(site_strings(first), touched).messages[0].fuzzy


def test_countable_texts_are_not_joined() -> None:
    one, other = (replace(COUNTABLE, msgid=text, msgstr=("a", "b", "c")) for text in (WARM, REST))
    whole = replace(COUNTABLE, msgid=f"{WARM} {REST}")
    message = merge(site_strings(whole), site_strings(one, other)).messages[0]
    assert (message.msgstr, message.fuzzy) == (("a", "b", "c"), True)


def test_a_suggestion_without_its_first_form_is_none() -> None:
    old = site_strings(replace(COUNTABLE, msgid=WARM, msgstr=("", "b", "c")))
    edited = replace(COUNTABLE, msgid=WARM.replace("day", "week"))
    merged_once = merge(site_strings(edited), old)
    assert merged_once.messages[0].msgstr == ("", "", "")
    assert saved(merged_once) == saved(merge(site_strings(edited), saved(merged_once)))


def test_a_new_countable_text_has_as_many_forms_as_its_language() -> None:
    countable = Catalog("site", messages=(Message("%(num)s passage", msgid_plural="%(num)s passages", msgstr=("", "")),))
    assert merge(countable, Catalog("site", "hr", HEADER)).messages[0].msgstr == ("", "", "")


def test_of_a_live_and_an_obsolete_entry_with_one_key_both_texts_stay() -> None:
    twins = (Message(REST, msgstr=("live",)), Message(REST, msgstr=("gone",), obsolete=True))
    (message,) = merge(template([REST]), Catalog("a", "hr", messages=twins)).messages
    assert (message.msgstr, message.fuzzy) == (("live",), False)
    assert kept(message.comments) == {(0, "gone")}


def test_a_remark_at_an_untranslated_message_goes_with_it_when_its_english_is_edited() -> None:
    asked = Message(WARM, comments=("which muscle?",))
    edited = WARM.replace("day", "week")
    (message,) = merge(template([edited]), Catalog("a", "hr", messages=(asked,))).messages
    assert (message.msgstr, message.comments) == (("",), ("which muscle?",))


def test_a_whole_chapter_that_is_rewritten_is_merged_soon() -> None:
    seed = random.Random(3)
    old = {" ".join(seed.choices(WORDS, k=9)) + f" {number}": f"t{number}" for number in range(400)}
    new = [f"{number} " + " ".join(seed.choices(WORDS, k=9)) for number in range(400)]
    live = merged(new, old)
    assert len(live) == 400
    assert not [message for message in live.values() if message.translated]


def test_looking_for_a_joined_text_takes_no_more_than_its_places() -> None:
    live = tuple(Message(" ".join("A" * count), msgstr=(" ".join("a" * count),)) for count in range(1, 9))
    gone = Message("gone", msgstr=(" ".join("a" * 60) + " z",), fuzzy=True, obsolete=True, previous=Previous("A " * 60 + "Z"))
    kept_on = merge(template([message.msgid for message in live]), Catalog("a", "hr", HEADER, messages=(*live, gone)))
    assert kept_on.messages[-1] == gone
