"""Sources → templates: what translators are asked for, and what they are told about it."""

from collections.abc import Iterable, Mapping

from pipeline.l10n.notes import PROTECTED, page_note, segment_notes
from pipeline.model.article import Article, Segment
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.disclaimer import Disclaimer


def extract(article: Article) -> Catalog:
    """The template of an article's domain: one message per distinct text, in the order of first appearance."""
    places: dict[MessageKey, list[Segment]] = {}
    for segment in article.segments:
        if segment.translatable:
            places.setdefault(segment.key, []).append(segment)
    messages = tuple(
        Message(
            msgid=msgid,
            msgctxt=msgctxt,
            notes=segment_notes(segments, article.slug),
            references=(article.path,),
        )
        for (msgctxt, msgid), segments in places.items()
    )
    return Catalog(article.slug, messages=messages)


def extract_disclaimers(disclaimers: Iterable[Disclaimer], pages: Mapping[str, str] | None = None) -> Catalog:
    """The template of the `disclaimer` domain: a heading and one message per duty, for each disclaimer.

    `pages` names for each disclaimer the slug of an article that shows it.
    """
    messages: list[Message] = []
    for disclaimer in disclaimers:
        slug = (pages or {}).get(disclaimer.id)
        page = (page_note(slug, "disclaimer"),) if slug else ()
        messages.append(_controlled(disclaimer.title_key, ("heading of the disclaimer", PROTECTED, *page), disclaimer.path))
        for duty in disclaimer.duties():
            note = (f"note: {duty.note}",) if duty.note else ()
            notes = (f"disclaimer, duty “{duty.name}”", PROTECTED, *note, *page)
            messages.append(_controlled(disclaimer.key(duty), notes, disclaimer.path))
    return Catalog("disclaimer", messages=tuple(messages))


def _controlled(key: MessageKey, notes: tuple[str, ...], path: str) -> Message:
    msgctxt, msgid = key
    return Message(msgid=msgid, msgctxt=msgctxt, notes=notes, references=(path,))
