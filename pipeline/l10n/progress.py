"""How far a locale is: counts over the messages that its pages need."""

from collections.abc import Collection
from functools import lru_cache

from pipeline.model.article import Article
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.report import Progress


def progress_of(template: Catalog, catalog: Catalog, protected: Collection[MessageKey]) -> Progress:
    """The progress of a catalog against the template as the sources give it now, not as it was last merged."""
    live = catalog.live
    found = [(message, live.get(message.key)) for message in template.messages]
    done = [wanted for wanted, message in found if message is not None and message.translated]
    return Progress(
        messages=len(found),
        translated=len(done),
        fuzzy=sum(message is not None and message.fuzzy for _, message in found),
        words=sum(_words(wanted.msgid) for wanted, _ in found),
        words_translated=sum(_words(wanted.msgid) for wanted in done),
        protected=sum(wanted.key in protected for wanted, _ in found),
        protected_translated=sum(wanted.key in protected for wanted in done),
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> int:
    # The same messages are counted for one locale after the other.
    return len(text.split())


def protected_keys(article: Article) -> frozenset[MessageKey]:
    """The messages of an article without which no page is published."""
    return frozenset(segment.key for segment in article.segments if segment.protected and segment.translatable)
