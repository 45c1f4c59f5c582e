"""What the gate must hold a page to: the duties and the protected texts, each with its catalog entry."""

from pipeline.formats.article import number_references
from pipeline.formats.markdown.inline import plain_inline
from pipeline.model.article import Article
from pipeline.model.catalog import Catalog, Message
from pipeline.model.disclaimer import Disclaimer, Duty
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.page import Demand, Demands


def demands_of(
    article: Article, disclaimer: Disclaimer, catalog: Catalog, disclaimers: Catalog, locale: Locale, source: Locale
) -> Demands:
    """The demands on the page of an English article in a locale; the catalogs are empty for the source locale."""
    own = locale == source

    def duty_demand(duty: Duty) -> Demand:
        message = disclaimers.live.get(disclaimer.key(duty))
        text = message.msgstr[0] if message is not None else duty.text
        return Demand(f'duty "{duty.name}"', _place(message, disclaimers, disclaimer.path), duty.text, text, message)

    return Demands(
        tuple(tuple(duty_demand(duty) for duty in paragraph.duties) for paragraph in disclaimer.paragraphs),
        locale.sentence_separator,
        tuple(_protected(article, catalog)),
        own,
    )


def _protected(article: Article, catalog: Catalog) -> list[Demand]:
    citations = number_references(article.front)
    demands = []
    for segment in article.segments:
        if not segment.protected or not segment.translatable:
            continue
        message = catalog.live.get(segment.key)
        text = message.msgstr[0] if message is not None else segment.msgid
        shown = plain_inline(text, segment.links, citations)
        place = _place(message, catalog, article.path, segment.line)
        demands.append(Demand("a protected text", place, segment.msgid, shown, message))
    return demands


def _place(message: Message | None, catalog: Catalog, source: str, line: int | None = None) -> Place:
    if message is not None:
        return Place(catalog.path, message.line)
    return Place(catalog.path) if catalog.path else Place(source, line)
