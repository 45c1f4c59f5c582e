"""One localized article and its surroundings → a finished page, and the index of all languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from pipeline.formats.article import number_references
from pipeline.formats.markdown.inline import plain_inline
from pipeline.l10n.handover_words import HOW_TO_TITLE
from pipeline.l10n.strings import Strings
from pipeline.l10n.words import IN_ENGLISH, IN_PREPARATION
from pipeline.model.article import Article, Kind
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.locale import Locale
from pipeline.model.page import Page
from pipeline.model.practice import Practice
from pipeline.render.body import FALLBACK_MARK, Layout, fill, render_segments
from pipeline.render.environment import html_template
from pipeline.render.text import render_text


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page must know of the site around it."""

    base_url: str
    source: Locale
    published: tuple[Locale, ...]
    """All locales that are published, the source locale first."""
    slugs: frozenset[str]
    """All articles that exist."""
    formats: tuple[str, ...]
    indexed: bool = True
    """Whether the pages have an address on the web, and search engines may list them."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One article's title in one locale, for the language chooser."""

    slug: str
    title: str
    fallback: bool


def style_sheet(theme: str = "") -> str:
    """The one style sheet of all pages; a project's theme stands after it, in its own bytes."""
    sheet = files("pipeline.render").joinpath("templates/style.css").read_bytes().decode("utf-8")
    return f"{sheet}\n{theme}" if theme else sheet


def fragment_sheet() -> str:
    """The style sheet of fragments: it touches nothing outside of them."""
    return files("pipeline.render").joinpath("templates/fragment.css").read_bytes().decode("utf-8")


def render_page(
    layout: Layout,
    article: Article,
    disclaimer: Disclaimer,
    locale: Locale,
    strings: Strings,
    around: Surroundings,
    status: tuple[str, ...],
    practice: Practice | None = None,
) -> Page:
    """The page of an article that is already translated, in the formats that the site publishes.

    `status` is what it says of its review, a sentence each (`l10n.review.review_status`), `practice` what a clinic adds.
    """
    html = text = None
    if "html" in around.formats:
        html = _render_html(layout, article, disclaimer, locale, strings, around, status, practice)
    if "text" in around.formats:
        address = _addresses(around, f"{around.base_url}/{locale.name}/")
        facts = tuple(_facts(article, locale, strings, status))
        text = render_text(article, disclaimer, locale, strings.gettext, address, facts, practice)
    return Page(article.slug, locale, html, text)


def _addresses(around: Surroundings, folder: str) -> Callable[[str], str | None]:
    """Where a source's link target leads on a page: other articles as pages, None for a planned one."""

    def address(target: str) -> str | None:
        file, mark, fragment = target.partition("#")
        if not file.endswith(".md"):
            return target
        slug = file.removesuffix(".md")
        return f"{folder}{slug}.html{mark}{fragment}" if slug in around.slugs else None

    return address


def _render_html(
    layout: Layout,
    article: Article,
    disclaimer: Disclaimer,
    locale: Locale,
    strings: Strings,
    around: Surroundings,
    status: tuple[str, ...],
    practice: Practice | None,
) -> str:
    citations = number_references(article.front)
    rendered = render_segments(article, citations, _addresses(around, ""), strings.gettext(IN_PREPARATION))
    title, description, role = (article.of_kind(kind)[0] for kind in (Kind.TITLE, Kind.DESCRIPTION, Kind.ROLE))

    def mark(segment: int) -> Markup:
        return Markup(FALLBACK_MARK) if segment in article.english else Markup("")

    return html_template("page.html").render(
        _=strings.gettext,
        ngettext=strings.ngettext,
        locale=locale,
        review_status=status,
        practice=practice,
        title=article.texts[title],
        title_mark=mark(title),
        description=article.texts[description],
        description_mark=mark(description),
        keywords=", ".join(article.texts[index] for index in article.of_kind(Kind.KEYWORD)),
        role=article.texts[role],
        role_mark=mark(role),
        author_name=article.front.author.name,
        published=article.front.published,
        reviewed=article.front.reviewed,
        next_review=article.front.next_review,
        fallback_count=len(article.fallbacks),
        disclaimer=disclaimer,
        contents=[
            (heading.id, mark(heading.segment), plain_inline(article.texts[heading.segment])) for heading in layout.headings
        ],
        body=Markup(fill(layout, article, rendered, strings.gettext)),
        references=article.front.references,
        text_href=f"{article.slug}.txt" if "text" in around.formats else "",
        **_head(article.slug, locale, around),
    )


def _head(slug: str, locale: Locale, around: Surroundings) -> dict[str, Any]:
    def url(other: Locale) -> str:
        return f"{around.base_url}/{other.name}/{slug}.html"

    # Tuples, because a template looks up the keys of dictionaries slowly, and this is on every page.
    alternates = [(other.tag, url(other)) for other in around.published]
    languages = [
        (other.tag, other.direction, other.own_name, f"../{other.name}/{slug}.html", other == locale)
        for other in around.published
    ]
    if around.source in around.published:
        alternates.append(("x-default", url(around.source)))
    return {
        "canonical": url(locale),
        "alternates": alternates,
        "languages": languages,
        "indexed": around.indexed,
    }


def _facts(article: Article, locale: Locale, strings: Strings, status: tuple[str, ...]) -> Iterable[str]:
    front, gettext = article.front, strings.gettext
    role = article.of_kind(Kind.ROLE)[0]
    label = (gettext(IN_ENGLISH),) if role in article.fallbacks else ()
    author = ", ".join(filter(None, (front.author.name, " ".join((*label, article.texts[role])))))
    yield f"{gettext('Author')}: {author}"
    yield f"{gettext('Published')}: {locale.format_date(front.published)}"
    yield f"{gettext('Last editorial review')}: {locale.format_date(front.reviewed)}"
    yield f"{gettext('Next review due')}: {locale.format_date(front.next_review)}"
    yield from status


def render_index(
    title: str,
    languages: Iterable[tuple[Locale, tuple[IndexEntry, ...]]],
    around: Surroundings,
    home: Locale | None = None,
) -> str:
    """The language chooser: each language in its own name, with its articles. Its title is in `home`, else in the source's."""
    return html_template("index.html").render(title=title, languages=list(languages), around=around, home=home or around.source)


def render_how_to(name: str, locale: Locale, source: Locale, handover: Strings, pages: Iterable[str]) -> str:
    """The page for whoever puts a clinic's pages on its website; `pages` are the addresses of some that could be framed.

    As long as its title has no translation, it is marked as English.
    """
    spoken = locale if (None, HOW_TO_TITLE) in handover.catalog.translated else source
    title = handover.gettext(HOW_TO_TITLE)
    return html_template("handover/how-to.html").render(_=handover.gettext, title=title, name=name, locale=spoken, pages=pages)


def render_sitemap(around: Surroundings) -> str:
    """The sitemap of all pages, each with its alternates (sitemaps.org protocol 0.9)."""
    return html_template("sitemap.xml").render(around=around, slugs=sorted(around.slugs))
