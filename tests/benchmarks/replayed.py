"""A merge goes through an article's history, and what it gives the translator is held against the truth.

Every translation names its English text by a number in each of its sentences, so that whatever a merge suggests, whole, in
part or several put together, tells where it came from.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from histories import Document, Text, empty_catalog, template
from peers import Merge
from prose import sentences_of
from pseudo import pseudo

from pipeline.model.catalog import Catalog, Message

_NUMBER = re.compile(r"⟦(\d+)⟧")
_DONE = 0.8
"""The share of what needs work that the translator does between two revisions."""


class Outcome(StrEnum):
    """What became of one message of the new version."""

    RIGHT = "right"
    """A suggestion made of translations of texts that it came from, and of no other."""
    WRONG = "wrong"
    """A suggestion that is, or contains, another text's translation."""
    NONE = "none"
    """No suggestion, though there was a translation of a text that it came from."""
    NOISE = "noise"
    """A suggestion for a text that is new, or that was made from texts that nobody had translated."""
    EMPTY = "empty"
    """No suggestion for such a text: as it should be."""
    LIVE = "live"
    """Translated before, and live again with that translation."""
    DEMOTED = "demoted"
    """Translated before, and now only fuzzy."""
    FOREIGN = "foreign"
    """Translated before, and now fuzzy with another text's translation."""
    GONE = "gone"
    """Translated before, and now empty."""
    WRONGLY_LIVE = "wrongly live"
    """Live with a translation that nobody gave it: what must never be."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One message of a new version."""

    text: Text
    outcome: Outcome
    suggested: tuple[str, ...]
    """The English texts whose translations it was given."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What one merge did over one history."""

    judged: tuple[Judged, ...]
    """All messages of all new versions."""
    entered: int
    """Texts that the translator ever entered."""
    lost: int
    """Those of them that are nowhere in a later catalog."""


def replay(merge: Merge, documents: Sequence[Document], seed: int) -> Replay:
    """The outcomes of a history in which the translator does most of the work after each revision."""
    numbers = number_texts(documents)
    translator = _Translator(numbers, seed)
    catalog = translator.finish(merge(template(documents[0]), empty_catalog()))
    judged: list[Judged] = []
    lost: set[str] = set()
    for step, document in enumerate(documents[1:], start=1):
        catalog = merge(template(document), catalog)
        lost |= translator.entered - set(_texts_of(catalog))
        judged += judge(document, catalog, numbers, translator.known)
        catalog = translator.work(catalog, step)
    return Replay(tuple(judged), len(translator.entered), len(lost))


def undo(merge: Merge, old: Document, new: Document) -> Counter[Outcome]:
    """What became of each live translation of the old version after old → new → old, nobody working in between."""
    numbers = number_texts([old, new])
    translator = _Translator(numbers, 0)
    catalog = translator.finish(merge(template(old), empty_catalog()))
    back = merge(template(old), merge(template(new), catalog))
    return Counter(judged.outcome for judged in judge(old, back, numbers, translator.known))


def number_texts(documents: Sequence[Document]) -> dict[str, int]:
    """A number for each distinct text of a history."""
    texts = dict.fromkeys(text.msgid for document in documents for text in document)
    return {msgid: number for number, msgid in enumerate(texts)}


def translation(msgid: str, number: int) -> str:
    """A translation that says in each sentence whose it is."""
    return " ".join(f"⟦{number}⟧ {pseudo(sentence, 'hr')}" for sentence in sentences_of(msgid))


def named(message: Message) -> frozenset[int]:
    """The numbers of the texts whose translations a message's own is made of."""
    return frozenset(int(number) for text in message.msgstr for number in _NUMBER.findall(text))


def judge(document: Document, merged: Catalog, numbers: Mapping[str, int], known: frozenset[str]) -> Iterator[Judged]:
    """Every message of the new version, judged; `known` are the texts that have been translated."""
    texts = list(numbers)
    for text in _distinct(document):
        message = merged.live[None, text.msgid]
        sources = frozenset(numbers[msgid] for msgid in text.came_from if msgid in known)
        outcome = _outcome(message, numbers[text.msgid], sources, text.msgid in known)
        yield Judged(text, outcome, tuple(texts[number] for number in sorted(named(message))))


def _distinct(document: Document) -> Iterator[Text]:
    return iter({text.msgid: text for text in reversed(document)}.values())


def _outcome(message: Message, number: int, sources: frozenset[int], known: bool) -> Outcome:
    suggested = named(message)
    if message.translated:
        return Outcome.LIVE if known and suggested == {number} else Outcome.WRONGLY_LIVE
    if known:
        if not suggested:
            return Outcome.GONE
        return Outcome.DEMOTED if suggested == {number} else Outcome.FOREIGN
    if not sources:
        return Outcome.NOISE if suggested else Outcome.EMPTY
    if not suggested:
        return Outcome.NONE
    return Outcome.RIGHT if suggested <= sources else Outcome.WRONG


class _Translator:
    """Fills what is empty and rewrites what is fuzzy: of each text always the same share, whatever the merge was."""

    def __init__(self, numbers: Mapping[str, int], seed: int) -> None:
        self._numbers, self._seed = numbers, seed
        self.entered: set[str] = set()
        self._known: set[str] = set()

    @property
    def known(self) -> frozenset[str]:
        """The English texts that have been translated."""
        return frozenset(self._known)

    def finish(self, catalog: Catalog) -> Catalog:
        """The catalog with everything translated."""
        return replace(catalog, messages=tuple(map(self._translated, catalog.messages)))

    def work(self, catalog: Catalog, step: int) -> Catalog:
        """The catalog with most of what needs work translated."""
        return replace(
            catalog,
            messages=tuple(
                self._translated(message) if Random(f"{self._seed} {step} {message.msgid}").random() < _DONE else message
                for message in catalog.messages
            ),
        )

    def _translated(self, message: Message) -> Message:
        if message.obsolete or message.translated:
            return message
        text = translation(message.msgid, self._numbers[message.msgid])
        self.entered.add(text)
        self._known.add(message.msgid)
        return replace(message, msgstr=(text,), fuzzy=False, previous=None)


def _texts_of(catalog: Catalog) -> Iterator[str]:
    return (text for message in catalog.messages for text in message.msgstr)
