"""A catalog laid over an English article: the same blocks, the locale's texts."""

from dataclasses import replace

from pipeline.model.article import Article
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.disclaimer import Disclaimer, DisclaimerParagraph


def translate(article: Article, catalog: Catalog) -> Article:
    """The article with every live translation in place; what has none keeps its English and is a fallback.

    Law: with a catalog that translates each msgid by itself, the result equals the article.
    """
    translated = catalog.translated
    texts = list(article.texts)
    fallbacks, never = set(), set()
    for index, segment in enumerate(article.segments):
        if not segment.translatable:
            never.add(index)
            continue
        message = translated.get(segment.key)
        if message is not None:
            texts[index] = message.msgstr[0]
        else:
            fallbacks.add(index)
    return replace(article, texts=tuple(texts), fallbacks=frozenset(fallbacks), english=frozenset(fallbacks | never))


def translate_disclaimer(disclaimer: Disclaimer, catalog: Catalog) -> Disclaimer:
    """The controlled text in the catalog's words.

    What has no live translation stays English here and is refused by the gate: no fallback exists for a disclaimer.
    """

    def text(key: MessageKey) -> str:
        message = catalog.translated.get(key)
        return message.msgstr[0] if message is not None else key[1]

    return replace(
        disclaimer,
        title=text(disclaimer.title_key),
        paragraphs=tuple(
            DisclaimerParagraph(tuple(replace(duty, text=text(disclaimer.key(duty))) for duty in paragraph.duties))
            for paragraph in disclaimer.paragraphs
        ),
    )
