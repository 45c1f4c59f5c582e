"""What a translator's catalog holds, looked at from a new template: what is still wanted, and what is free to be suggested."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from pipeline.l10n.kept import by_key
from pipeline.l10n.similar import Similar, index
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.locale import sentence_separator

_PAIRS = 1_000_000
"""Up to so many comparisons all texts are compared: it takes less than making the index, and misses none."""


@dataclass(frozen=True)
class Holdings:
    """What a catalog holds, looked at from a new template."""

    catalog: Catalog
    wanted: frozenset[MessageKey]
    """The messages that the template has."""

    @cached_property
    def by_key(self) -> Mapping[MessageKey, Message]:
        """All entries, live and obsolete."""
        return by_key(self.catalog)

    @cached_property
    def gone(self) -> tuple[Message, ...]:
        """The texts that the template has no place for any more."""
        return tuple(message for message in self.by_key.values() if message.key not in self.wanted and message.has_text)

    @cached_property
    def by_context(self) -> Mapping[str | None, Message]:
        """For each context the text that had it last: what was in use until now stands first."""
        return {message.msgctxt: message for message in reversed(self.gone) if may_be_suggested(message)}

    @cached_property
    def in_use(self) -> tuple[Message, ...]:
        """The confirmed texts of messages that the template still has; never those that are suggestions themselves."""
        return tuple(message for message in self.catalog.messages if message.key in self.wanted and message.firm)

    @cached_property
    def _indexes(self) -> tuple[tuple[tuple[Message, ...], Similar], ...]:
        pools = tuple(filter(may_be_suggested, self.gone)), self.in_use
        return tuple((pool, index(tuple(message.msgid for message in pool))) for pool in pools)

    @cached_property
    def _questions(self) -> Iterator[int]:
        return count(1)

    def likest(self, wanted: Message, least: float) -> Message | None:
        """The text whose English is most like the wanted one, from `least` percent on; of equals one that is gone."""
        found: Message | None = None
        asked = next(self._questions)
        for pool, similar in self._indexes:
            ask = similar.best if asked * len(pool) <= _PAIRS else similar.best_of_likely
            best = ask(wanted.msgid, least)
            if best is not None and same_shape(pool[best[0]], wanted):
                found, least = pool[best[0]], min(100.0, best[1] + 0.01)
        return found

    @cached_property
    def plurals(self) -> int:
        """How many plural forms the catalog's language has."""
        return self.catalog.plural_count

    @cached_property
    def separator(self) -> str:
        """What stands between two sentences of the catalog's language."""
        return sentence_separator(self.catalog.locale or "")


def may_be_suggested(message: Message) -> bool:
    """Whether another message may get its text."""
    # Without a first form gettext does not call a message fuzzy, and nothing else may hold a suggestion.
    return bool(message.msgstr[0].strip())


def same_shape(one: Message, other: Message) -> bool:
    """Whether both have plural forms, or neither."""
    return (one.msgid_plural is None) == (other.msgid_plural is None)
