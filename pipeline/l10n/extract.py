"""Sources → templates: what translators are asked for, and what they are told about it."""

from collections.abc import Iterable, Mapping

from pipeline.l10n.notes import PROTECTED, page_note, segment_notes
from pipeline.model.article import Article, Segment
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.clinic import Clinic
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.locale import Locale


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


def extract_clinic(clinic: Clinic) -> Catalog:
    """The template of a clinic's domain: what it says to its patients, its practitioners' professions, its law note."""
    where = f"of the clinic “{clinic.name}” in {Locale('en').territory_name(clinic.country)}"
    protected = clinic_protected(clinic)
    notes: dict[str, list[str]] = {}
    for number, text in enumerate(clinic.addenda.after_article, start=1):
        notes.setdefault(text, []).append(f"words {where}, paragraph {number} after the article")
    for number, text in enumerate(clinic.addenda.before_contact, start=1):
        notes.setdefault(text, []).append(f"words {where}, paragraph {number} before its contact")
    for one in clinic.practitioners:
        notes.setdefault(one.profession, []).append(f"profession of {one.name}, {where}")
    notes.setdefault(clinic.law.text, []).append(f"law note {where}; the law stays that of the country in every language")
    messages = (
        Message(
            msgid=text,
            notes=(*notes[text], *((PROTECTED,) if (None, text) in protected else ()), "shown on each page of this clinic"),
            references=(clinic.path,),
        )
        for text in dict.fromkeys(clinic.texts())
    )
    return Catalog(clinic.domain, messages=tuple(messages))


def clinic_protected(clinic: Clinic) -> frozenset[MessageKey]:
    """The messages of a clinic without which none of its pages is published: its law note and its own words."""
    addenda = clinic.addenda
    return frozenset((None, text) for text in (clinic.law.text, *addenda.after_article, *addenda.before_contact))
