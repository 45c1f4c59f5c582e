"""What the gate must hold a page to: the texts that it must carry, and all that it may show beside them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.formats.article import number_references
from pipeline.formats.markdown.inline import inline_runs, plain_inline
from pipeline.l10n.strings import Strings
from pipeline.l10n.words import (
    CONTAINER_LABELS,
    DISCLAIMER_ABOVE,
    IN_ENGLISH,
    IN_PREPARATION,
    LINKS,
    PRACTICE_WORDS,
    REVIEW_WORDS,
    SAFETY_KEYS,
)
from pipeline.model.approval import DISCLAIMER_DOMAIN, Ledger, Wording
from pipeline.model.article import Article, Kind, Segment
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.page import Demand, Demands, letters
from pipeline.model.practice import Practice
from pipeline.model.review import Reviewable

_PLACEHOLDER = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True)
class Standards:
    """What all pages of one locale are held to."""

    locale: Locale
    source: Locale
    disclaimers: Catalog
    """Empty for the source locale."""
    strings: Strings
    site: Catalog
    """The template of the site's own strings."""
    languages: tuple[str, ...] = ()
    """How the languages that are published call themselves."""
    slugs: frozenset[str] = frozenset()
    """All articles that exist."""
    names: frozenset[str] = frozenset()
    """Words of the glossary that are the same in the locale's language, in small letters."""
    practice: Practice | None = None
    """What a clinic adds to its pages."""
    practice_protected: tuple[Demand, ...] = ()
    """Its texts without which they are not published."""
    practice_texts: tuple[Demand, ...] = ()
    """Those of its texts that are translated."""
    ledger: Ledger = field(kw_only=True)
    approvals_required: bool = field(kw_only=True)

    @property
    def own(self) -> bool:
        """Whether nothing is translated."""
        return self.locale == self.source


def demands_of(
    article: Article,
    localized: Article,
    disclaimer: Disclaimer,
    catalog: Catalog,
    standards: Standards,
    reviewables: Iterable[Reviewable],
    status: tuple[str, ...],
    elsewhere: Mapping[str, str],
) -> Demands:
    """The demands on the page of an English article in a locale; the catalog is empty for the source locale.

    `reviewables` and `status` are what `l10n/review.py` says of the page, `elsewhere` the texts that are another language's.
    """
    controlled = _Origin(standards.disclaimers, disclaimer.path, standards.own)
    title = controlled.demand("the title of the disclaimer", disclaimer.title_key)
    paragraphs = tuple(
        tuple(controlled.demand(f'duty "{duty.name}"', disclaimer.key(duty)) for duty in paragraph.duties)
        for paragraph in disclaimer.paragraphs
    )
    shown = [
        _as_shown(article, segment, text, standards) for segment, text in zip(article.segments, localized.texts, strict=True)
    ]
    separator = standards.locale.sentence_separator
    said = [separator.join(demand.text for demand in paragraph) for paragraph in paragraphs]
    known = (
        *shown,
        title.text,
        *said,
        *status,
        *_surroundings(article, localized, standards),
    )
    return Demands(
        source=standards.source,
        identifier=disclaimer.id,
        title=title,
        disclaimer=paragraphs,
        protected=tuple(_protected(article, catalog, standards)),
        boxes=tuple(
            (block.content, standards.strings.gettext(CONTAINER_LABELS.get(block.content, "")))
            for block in article.blocks
            if block.type == "container_open"
        ),
        words=tuple(_words(standards)),
        catalogs=() if standards.own else (catalog, standards.disclaimers, standards.strings.catalog),
        elsewhere=elsewhere,
        known=frozenset(map(letters, known)),
        status=status,
        edition=tuple(_edition(article, localized, standards, shown, (title.text, *said, *status))),
        addresses=frozenset(_as_address(target) for segment in article.segments for target in segment.links.values()),
        names=standards.names,
        subjects=tuple(one.subject for one in reviewables if one.ready and one.subject.domain != DISCLAIMER_DOMAIN),
        ledger=standards.ledger,
        approvals_required=standards.approvals_required,
        practice=standards.practice,
        practice_protected=standards.practice_protected,
        practice_texts=standards.practice_texts,
    )


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where texts come from, and where they are mended."""

    catalog: Catalog
    source: str
    own: bool

    def demand(self, name: str, key: MessageKey, segment: Segment | None = None) -> Demand:
        message = self.catalog.live.get(key)
        translation = key[1] if message is None else message.msgstr[0]
        place = self.place(message, segment)
        return Demand(name, place, key[1], translation, Wording(*key, translation), message)

    def place(self, message: Message | None, segment: Segment | None) -> Place:
        if message is not None:
            return self.catalog.place(message)
        return Place(self.source, segment.line if segment else None) if self.own else Place(self.catalog.path)


def _protected(article: Article, catalog: Catalog, standards: Standards) -> Iterator[Demand]:
    origin = _Origin(catalog, article.path, standards.own)
    boxes = _boxes(article)
    for index, segment in enumerate(article.segments):
        if segment.protected and segment.translatable:
            demand = origin.demand("a protected text", segment.key, segment)
            source, text = (_as_shown(article, segment, text, standards) for text in (demand.source, demand.text))
            yield replace(demand, source=source, text=text, box=boxes.get(index, ""))


def _boxes(article: Article) -> Mapping[int, str]:
    """For each segment that stands in a box, which box that is; the innermost."""
    found: dict[int, str] = {}
    around: list[str] = []
    for block in article.blocks:
        if block.type == "container_open":
            around.append(block.content)
        elif block.type == "container_block_close":
            around.pop()
        elif block.segment is not None and around:
            found[block.segment] = around[-1]
    return found


def _words(standards: Standards) -> Iterator[Demand]:
    """The site's own words; a placeholder of the English is no text, one that it lacks stays, and the gate sees its signs."""
    origin = _Origin(standards.strings.catalog, "", standards.own)
    for message in standards.site.messages:
        if message.key in SAFETY_KEYS and not standards.own:
            demand = origin.demand(f"“{message.msgid}”", message.key)
            held = _PLACEHOLDER.findall(message.msgid)
            source, text = demand.source, demand.text
            for placeholder in held if sorted(held) == sorted(_PLACEHOLDER.findall(text)) else ():
                source, text = source.replace(placeholder, "0"), text.replace(placeholder, "0")
            yield replace(demand, source=source, text=text)


def _as_shown(article: Article, segment: Segment, text: str, standards: Standards) -> str:
    """What a reader sees of a segment: a link to a page that does not exist yet says so."""
    citations = number_references(article.front)
    if not segment.links:
        return plain_inline(text, None, citations)
    runs = inline_runs(text, segment.links, citations)
    pieces = []
    for run, following in zip(runs, (*runs[1:], None), strict=True):
        pieces.append(run.text)
        if _planned(run.target, standards) and (following is None or following.target != run.target):
            pieces.append(f" ({standards.strings.gettext(IN_PREPARATION)})")
    return "".join(pieces)


def _as_address(target: str) -> str:
    file, mark, fragment = target.partition("#")
    return f"{file.removesuffix('.md')}.html{mark}{fragment}" if file.endswith(".md") else target


def _planned(target: str | None, standards: Standards) -> bool:
    file = (target or "").partition("#")[0]
    return file.endswith(".md") and file.removesuffix(".md") not in standards.slugs


def _surroundings(article: Article, localized: Article, standards: Standards) -> Iterator[str]:
    """What stands on a page around the article's own texts: the site's strings, facts, references, code."""
    front, strings = article.front, standards.strings
    yield from standards.languages
    for message in standards.site.messages:
        if message.msgid_plural:
            yield strings.ngettext(message.msgid, message.msgid_plural, len(localized.fallbacks))
        elif message.msgid not in REVIEW_WORDS | PRACTICE_WORDS:
            yield strings.gettext(message.msgid)
    yield from _dates(article, standards)
    yield from (f"{front.author.name}, {localized.texts[index]}" for index in article.of_kind(Kind.ROLE))
    yield ", ".join(localized.texts[index] for index in article.of_kind(Kind.KEYWORD))
    label = strings.gettext(IN_ENGLISH)
    for index in localized.fallbacks:
        shown = _as_shown(article, article.segments[index], localized.texts[index], standards)
        yield from (f"{label} {shown}", f"{front.author.name}, {label} {shown}")
    yield from _verbatim(article)


def _edition(
    article: Article, localized: Article, standards: Standards, shown: Sequence[str], said: Sequence[str]
) -> Iterator[str]:
    """All that the text edition says, in any order, each as often as it stands there.

    `said` is what it says of disclaimer and review.
    """
    gettext = standards.strings.gettext
    yield from said
    yield from map(gettext, ("Author", "Published", "Last editorial review", "Next review due", DISCLAIMER_ABOVE))
    yield from (article.front.author.name, *_dates(article, standards), *_verbatim(article))
    for index, (segment, text) in enumerate(zip(article.segments, shown, strict=True)):
        if segment.kind is not Kind.KEYWORD:
            yield f"{gettext(IN_ENGLISH)} {text}" if index in localized.fallbacks else text
    yield from (gettext(CONTAINER_LABELS[block.content]) for block in article.blocks if block.content in CONTAINER_LABELS)
    links = [target for segment in article.segments for target in segment.links.values()]
    if any(not target.startswith("#") and not _planned(target, standards) for target in links):
        yield gettext(LINKS)
    if article.front.references:
        yield gettext("References")


def _dates(article: Article, standards: Standards) -> Iterator[str]:
    front = article.front
    yield from map(standards.locale.format_date, (front.published, front.reviewed, front.next_review))


def _verbatim(article: Article) -> Iterator[str]:
    """What is never translated: references and code."""
    yield from (f"{one.authors}. {one.title}. {one.journal} {one.issue}." for one in article.front.references)
    yield from (block.content for block in article.blocks if block.type in ("fence", "code_block"))
