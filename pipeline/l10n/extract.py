"""Sources → templates: what translators are asked for, and what they are told about it."""

import re
from collections.abc import Iterable

from pipeline.model.article import Article, Segment
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.project import Glossary

_MOST_TRAILS = 3
"""A message that stands in more places than this names the first ones only, so that notes stay bounded."""


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
            notes=_notes(segments),
            references=(article.path,),
        )
        for (msgctxt, msgid), segments in places.items()
    )
    return Catalog(article.slug, messages=messages)


def extract_disclaimers(disclaimers: Iterable[Disclaimer]) -> Catalog:
    """The template of the `disclaimer` domain: a heading and one message per duty, for each disclaimer."""
    messages: list[Message] = []
    for disclaimer in disclaimers:
        heading = ("heading of the disclaimer", "protected: no page is published without it")
        messages.append(_controlled(disclaimer.title_key, heading, disclaimer.path))
        for duty in disclaimer.duties():
            notes = (f"disclaimer, duty “{duty.name}”", "protected: no page is published without it")
            messages.append(_controlled(disclaimer.key(duty), notes + ((duty.note,) if duty.note else ()), disclaimer.path))
    return Catalog("disclaimer", messages=tuple(messages))


def _controlled(key: MessageKey, notes: tuple[str, ...], path: str) -> Message:
    msgctxt, msgid = key
    return Message(msgid=msgid, msgctxt=msgctxt, notes=notes, references=(path,))


def _notes(segments: list[Segment]) -> tuple[str, ...]:
    lines = [_where(segment) for segment in segments[:_MOST_TRAILS]]
    if len(segments) > _MOST_TRAILS:
        lines.append(f"and {len(segments) - _MOST_TRAILS} more")
    if any(segment.protected for segment in segments):
        lines.append("protected: no page is published without it")
    lines += [f"note: {segment.note}" for segment in segments if segment.note]
    links = {f"[{label}] links to {target}" for segment in segments for label, target in segment.links.items()}
    return tuple(dict.fromkeys(lines)) + tuple(sorted(links))


def _where(segment: Segment) -> str:
    what = f"{segment.kind} {segment.position}".strip()
    return " › ".join((*segment.trail, what))


def glossary_notes(message: Message, glossary: Glossary, locale: str) -> tuple[str, ...]:
    """Lines that tell the translator which agreed terms the message contains, in the glossary's order."""
    hits = []
    for term in glossary.terms:
        rendering = term.term if term.do_not_translate else term.renderings.get(locale)
        if rendering and re.search(rf"\b{re.escape(term.term)}(?:e?s)?\b", message.msgid, re.IGNORECASE):
            hits.append(f"term: {term.term} = {rendering}")
    return tuple(hits)
