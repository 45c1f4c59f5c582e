"""What the gate must hold a page to: the texts that it must carry, and all that it may show beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.formats.article import number_references
from pipeline.formats.markdown.inline import inline_runs, plain_inline
from pipeline.l10n.progress import protected_keys
from pipeline.l10n.strings import Strings
from pipeline.model.approval import Ledger, PageReview, Subject, Wording
from pipeline.model.article import Article, Kind, Segment
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.page import Demand, Demands, letters


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
    words: frozenset[MessageKey] = frozenset()
    """Those of them that speak of the disclaimer, of dangers or of reviews."""
    languages: tuple[str, ...] = ()
    """How the languages that are published call themselves."""
    slugs: frozenset[str] = frozenset()
    """All articles that exist."""
    names: frozenset[str] = frozenset()
    """Words of the glossary that are the same in the locale's language, in small letters."""
    preparing: str = "in preparation"
    """The string that stands behind a link to any other."""
    fallback: str = "Not translated yet, in English:"
    """The string that stands before an English text in a text edition."""
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
    review: PageReview,
    elsewhere: Mapping[str, str],
) -> Demands:
    """The demands on the page of an English article in a locale; the catalog is empty for the source locale.

    `elsewhere` are the texts that are another language's (`l10n/elsewhere.py`).
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
    known = (
        *shown,
        title.text,
        *(separator.join(demand.text for demand in paragraph) for paragraph in paragraphs),
        *_surroundings(article, localized, standards, review),
    )
    return Demands(
        source=standards.source,
        identifier=disclaimer.id,
        title=title,
        disclaimer=paragraphs,
        protected=tuple(_protected(article, catalog, standards)),
        words=tuple(_words(standards)),
        catalogs=() if standards.own else (catalog, standards.disclaimers, standards.strings.catalog),
        elsewhere=elsewhere,
        known=frozenset(map(letters, known)),
        addresses=frozenset(_as_address(target) for segment in article.segments for target in segment.links.values()),
        names=standards.names,
        subjects=tuple(_subjects(article, catalog, standards)),
        ledger=standards.ledger,
        approvals_required=standards.approvals_required,
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
            return Place(self.catalog.path, message.line)
        return Place(self.source, segment.line if segment else None) if self.own else Place(self.catalog.path)


def _protected(article: Article, catalog: Catalog, standards: Standards) -> Iterator[Demand]:
    origin = _Origin(catalog, article.path, standards.own)
    for segment in article.segments:
        if segment.protected and segment.translatable:
            demand = origin.demand("a protected text", segment.key, segment)
            source, text = (_as_shown(article, segment, text, standards) for text in (demand.source, demand.text))
            yield Demand(demand.name, demand.place, source, text, demand.wording, demand.message)


def _words(standards: Standards) -> Iterator[Demand]:
    origin = _Origin(standards.strings.catalog, "", standards.own)
    for message in standards.site.messages:
        if message.key in standards.words and not standards.own:
            yield origin.demand(f"“{message.msgid}”", message.key)


def _subjects(article: Article, catalog: Catalog, standards: Standards) -> Iterator[Subject]:
    protected = protected_keys(article)
    for key in dict.fromkeys(segment.key for segment in article.segments if segment.translatable):
        message = catalog.translated.get(key)
        if message is not None or standards.own:
            wording = Wording(*key, key[1] if message is None else message.msgstr[0])
            yield Subject(standards.locale.name, article.slug, key[1], (wording,), key in protected)


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
            pieces.append(f" ({standards.strings.gettext(standards.preparing)})")
    return "".join(pieces)


def _as_address(target: str) -> str:
    file, mark, fragment = target.partition("#")
    return f"{file.removesuffix('.md')}.html{mark}{fragment}" if file.endswith(".md") else target


def _planned(target: str | None, standards: Standards) -> bool:
    file = (target or "").partition("#")[0]
    return file.endswith(".md") and file.removesuffix(".md") not in standards.slugs


def _surroundings(article: Article, localized: Article, standards: Standards, review: PageReview) -> Iterator[str]:
    """What stands on a page around the article's own texts: the site's strings, facts, references, code."""
    front, locale, strings = article.front, standards.locale, standards.strings
    yield from standards.languages
    reviews = [one for one in (review.linguistic, review.clinical) if one is not None]
    for message in standards.site.messages:
        if message.msgid_plural:
            yield strings.ngettext(message.msgid, message.msgid_plural, len(localized.fallbacks))
        elif "%(date)s" in message.msgid:
            for one in reviews:
                dates = {"date": locale.format_date(one.on), "due": locale.format_date(one.due)}
                yield strings.gettext(message.msgid) % dates
        else:
            yield strings.gettext(message.msgid)
    yield from map(locale.format_date, (front.published, front.reviewed, front.next_review))
    yield from (f"{front.author.name}, {localized.texts[index]}" for index in article.of_kind(Kind.ROLE))
    yield ", ".join(localized.texts[index] for index in article.of_kind(Kind.KEYWORD))
    label = strings.gettext(standards.fallback)
    for index in localized.fallbacks:
        shown = _as_shown(article, article.segments[index], localized.texts[index], standards)
        yield from (f"{label} {shown}", f"{front.author.name}, {label} {shown}")
    yield from (f"{one.authors}. {one.title}. {one.journal} {one.issue}." for one in front.references)
    yield from (block.content for block in article.blocks if block.type in ("fence", "code_block"))
