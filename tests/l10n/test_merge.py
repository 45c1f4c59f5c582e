"""Merging never loses a text, never makes an edited message live, and an undone edit restores what was."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.l10n.merge import merge
from pipeline.model.catalog import Catalog, Message, Previous

WORDS = ["needle", "muscle", "pain", "not", "hours", "24–48", "twitch", "may", "before", "therapist", "soreness", "heat"]


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


def texts_of(catalog: Catalog) -> set[str]:
    return {text for message in catalog.messages for text in message.msgstr if text}


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


@pytest.mark.parametrize("text", ["", "   "])
def test_a_blank_translation_is_not_suggested(text: str) -> None:
    old = Catalog("a", "hr", messages=(Message("Rest for 24 hours.", msgstr=(text,)),))
    assert not merge(template(["Rest for 48 hours."]), old).messages[0].fuzzy


def test_a_translator_s_comment_on_an_empty_entry_stays() -> None:
    old = Catalog("a", "hr", messages=(Message("Rest.", comments=("ask the author",)),))
    assert merge(template(["Rest."]), old).messages[0].comments == ("ask the author",)
