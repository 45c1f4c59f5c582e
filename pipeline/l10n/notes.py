"""What a translator is told about a message, in `#.` lines that every update writes anew.

In this order: where it stands and what it is, whether it is protected, the author's notes, its links, the agreed terms in it,
where to see it. Bounded, and the same as long as the source is: no line numbers, no dates.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace

from pipeline.model.article import Segment
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.project import Glossary, Term
from pipeline.model.term_search import term_finder

PROTECTED = "protected: no page is published without it"

_PREVIEW = "preview: "
_MOST_PLACES = 3
"""A message that stands in more places than this names the first ones only."""
_MOST_LINES = 8
"""The same for the author's notes, for links and for terms."""


def segment_notes(segments: Sequence[Segment], slug: str) -> tuple[str, ...]:
    """The notes of a message that stands in these places of an article."""
    places = _bounded((standing_place(segment) for segment in segments), _MOST_PLACES)
    protected = (PROTECTED,) if any(segment.protected for segment in segments) else ()
    notes = _bounded((f"note: {segment.note}" for segment in segments if segment.note), _MOST_LINES)
    links = {f"[{label}] links to {target}" for segment in segments for label, target in segment.links.items()}
    return (*places, *protected, *notes, *_bounded(sorted(links), _MOST_LINES), page_note(slug, segments[0].anchor))


def with_protected(template: Catalog, keys: Set[MessageKey]) -> Catalog:
    """The template with the note of protection at these messages, after the line that says what they are."""
    return replace(
        template,
        messages=tuple(
            replace(message, notes=(*message.notes[:1], PROTECTED, *message.notes[1:])) if message.key in keys else message
            for message in template.messages
        ),
    )


def page_note(slug: str, anchor: str = "") -> str:
    """The note that says on which page a message is seen; `localized_notes` makes an address of it."""
    return f"{_PREVIEW}{slug}.html{'#' if anchor else ''}{anchor}"


def standing_place(segment: Segment) -> str:
    """Where a segment stands and what it is, in words: the headings above it, its kind, its place among its siblings."""
    what = f"{segment.kind} {segment.position}".strip()
    return " › ".join((*segment.trail, what))


def _bounded(lines: Iterable[str], most: int) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(lines))
    return found if len(found) <= most else (*found[:most], f"and {len(found) - most} more")


def terms_of(glossary: Glossary) -> Callable[[str], tuple[Term, ...]]:
    """A function from a text to the terms that it contains, in the glossary's order."""
    by_name = {term.term: term for term in glossary.terms}
    find = term_finder(tuple(by_name))
    return lambda text: tuple(by_name[name] for name, _ in find(text))


def localized_notes(template: Catalog, terms_in: Callable[[str], tuple[Term, ...]], locale: str, preview: str) -> Catalog:
    """The template with what its notes say in one locale: the agreed terms, and where its own page is seen.

    `preview` is the folder or address below which a page lies as `<locale>/<slug>.html`.
    """

    address = f"{_PREVIEW}{preview}/{locale}/"

    def localize(msgid: str, notes: tuple[str, ...]) -> tuple[str, ...]:
        terms = terms_in(msgid)
        agreed = _bounded((line for term in terms if (line := _agreed(term, locale))), _MOST_LINES) if terms else ()
        if not notes or not notes[-1].startswith(_PREVIEW):
            return (*notes, *agreed)
        return (*notes[:-1], *agreed, address + notes[-1][len(_PREVIEW) :])

    # Made outright: `replace` asks each field for its value, and there is a message for every text and locale.
    messages = tuple(
        Message(
            message.msgid,
            message.msgctxt,
            message.msgid_plural,
            message.msgstr,
            flags=message.flags,
            notes=localize(message.msgid, message.notes),
            references=message.references,
        )
        for message in template.messages
    )
    return replace(template, messages=messages)


def _agreed(term: Term, locale: str) -> str:
    rendering = term.term if term.do_not_translate else term.renderings.get(locale)
    return f"term: {term.term} = {rendering}" if rendering else ""
