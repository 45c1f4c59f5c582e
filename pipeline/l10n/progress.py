"""How far a locale is: counts over the messages that its pages need."""

from collections.abc import Collection
from functools import lru_cache

from pipeline.model.article import Article
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.report import Progress


def progress_of(template: Catalog, catalog: Catalog, protected: Collection[MessageKey]) -> Progress:
    """The progress of a catalog against the template as the sources give it now, not as it was last merged."""
    live, translated = catalog.live, catalog.translated
    done = [wanted for wanted in template.messages if wanted.key in translated]
    return Progress(
        messages=len(template.messages),
        translated=len(done),
        fuzzy=sum(wanted.key in live and live[wanted.key].fuzzy for wanted in template.messages),
        words=sum(_words(wanted.msgid) for wanted in template.messages),
        words_translated=sum(_words(wanted.msgid) for wanted in done),
        protected=sum(wanted.key in protected for wanted in template.messages),
        protected_translated=sum(wanted.key in protected for wanted in done),
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> int:
    # The same messages are counted for one locale after the other.
    return len(text.split())


def protected_keys(article: Article) -> frozenset[MessageKey]:
    """The messages of an article without which no page is published."""
    return frozenset(segment.key for segment in article.segments if segment.protected and segment.translatable)
