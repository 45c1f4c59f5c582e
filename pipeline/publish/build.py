"""The build: every article in every locale, each page past the gate, and only then on disk.

Articles are read one at a time and rendered into all locales, so memory does not grow with their number. Pages that the
gate let pass wait in a staging folder; the finished site replaces the old one by a rename. So what lies in `build/site` is
what passed now, and an interrupted build changes nothing.

Pseudo-locales go the same way, past the same gate, to a folder of their own: no page of the site knows of them.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.checks import check
from pipeline.gate import refusals
from pipeline.l10n.demands import demands_of
from pipeline.l10n.extract import extract, extract_disclaimers
from pipeline.l10n.progress import progress_of, protected_keys
from pipeline.l10n.pseudo import pseudo_catalog
from pipeline.l10n.strings import Strings, strings_of
from pipeline.l10n.translate import translate, translate_disclaimer
from pipeline.model.article import Article, Kind
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.report import Progress, Report, Verdict
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.edition import Edition, surroundings, write_frame, write_page
from pipeline.publish.processes import map_in_order
from pipeline.publish.sources import SITE, Project
from pipeline.publish.staging import publish_folder, staging_folder
from pipeline.render.body import Layout, lay_out
from pipeline.render.page import IndexEntry, Surroundings, render_page
from pipeline.render.strings import extract_strings

_PAGES_WORTH_PROCESSES = 200
"""Below so many pages, starting a second process takes longer than it saves."""


@dataclass
class _Desk:
    """What one locale needs for all its pages, and what was found on the way."""

    locale: Locale
    strings: Strings
    disclaimers: Catalog
    progress: Progress = field(default_factory=Progress)
    findings: list[Finding] = field(default_factory=list)
    entries: list[IndexEntry] = field(default_factory=list)
    """The pages of the index, one per article."""

    @property
    def refused(self) -> bool:
        return any(finding.severity is not Severity.WARNING for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one page."""

    findings: tuple[Finding, ...]
    progress: Progress = Progress()  # noqa: RUF009 - frozen
    entries: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """What all locales of one article share."""

    article: Article
    layout: Layout
    template: Catalog
    protected: frozenset[MessageKey]


@dataclass(frozen=True, slots=True)
class _Job:
    """What all pages of one build share; it goes to worker processes as it is."""

    edition: Edition
    desks: tuple[_Desk, ...]
    around: Surroundings


def _unreadable(locale: Locale, error: PipelineError) -> Finding:
    return Finding(Severity.REFUSAL, "unreadable", locale.name, error.place, error.problem, error.remedy)


def build(
    project: Project,
    locales: Sequence[Locale],
    formats: Sequence[str],
    on_page: Callable[[str], None] = lambda name: None,
) -> Report:
    """Build these locales in these formats: `build/site`, and `build/pseudo` for the pseudo-locales among them.

    What the gate refuses is not there afterwards; a folder of which no locale is wanted stays as it was. `on_page` hears the
    name of each page when it is done. Raises PipelineError for sources that cannot be read and for a folder that cannot be
    written; then what was there before stands as it was.
    """
    verdicts: list[Verdict] = []
    with staging_folder(project.root) as staging:
        editions = (
            (Edition(project, tuple(formats), staging / "site", True), [one for one in locales if not one.pseudo]),
            (Edition(project, tuple(formats), staging / "pseudo", False), [one for one in locales if one.pseudo]),
        )
        wanted = [(edition, chosen) for edition, chosen in editions if chosen]
        for edition, chosen in wanted:
            verdicts += _build_edition(edition, chosen, on_page)
        for edition, _ in wanted:
            publish_folder(project.root, edition.folder)
    return Report(tuple(verdicts))


def _build_edition(edition: Edition, locales: Sequence[Locale], on_page: Callable[[str], None]) -> Iterator[Verdict]:
    edition.folder.mkdir()
    desks = [_open_desk(edition.project, locale) for locale in locales]
    _build_pages(edition, desks, on_page)
    passed = [desk for desk in desks if not desk.refused]
    if len(passed) < len(desks):
        # A page names the other languages that it is published in: with one refused, all are rendered anew.
        shutil.rmtree(edition.folder)
        edition.folder.mkdir()
        passed = [_open_desk(edition.project, desk.locale) for desk in passed]
        _build_pages(edition, passed, lambda name: None)
    write_frame(edition, [(desk.locale, tuple(desk.entries)) for desk in passed])
    pages = {desk.locale: len(desk.entries) for desk in passed}
    for desk in desks:
        yield Verdict(desk.locale, desk.progress, pages.get(desk.locale, 0), tuple(dict.fromkeys(desk.findings)))


def _open_desk(project: Project, locale: Locale) -> _Desk:
    desk = _Desk(locale, strings_of(Catalog("site")), Catalog("disclaimer"))
    if locale == project.source:
        return desk
    template = extract_disclaimers(project.disclaimers.values())
    try:
        desk.strings = strings_of(_catalog(project, locale, extract_strings()))
        desk.disclaimers = _catalog(project, locale, template)
    except PipelineError as error:
        desk.findings.append(_unreadable(locale, error))
        return desk
    desk.progress = progress_of(template, desk.disclaimers, {message.key for message in template.messages})
    desk.progress += progress_of(extract_strings(), desk.strings.catalog, ())
    if desk.disclaimers.fuzzy:
        place = Place(desk.disclaimers.path, 1)
        desk.findings.append(
            Finding(Severity.REFUSAL, "fuzzy-header", locale.name, place, "the header is fuzzy", "remove the fuzzy mark")
        )
    return desk


def _catalog(project: Project, locale: Locale, template: Catalog) -> Catalog:
    """A locale's catalog of a template's domain; that of a pseudo-locale is made on the spot, and lies nowhere."""
    return pseudo_catalog(template, locale) if locale.pseudo else read_catalog(project, locale, template.domain)


def _build_pages(edition: Edition, desks: Sequence[_Desk], on_page: Callable[[str], None]) -> None:
    """Build every article in every locale; each desk hears what became of its pages, in the order of the articles."""
    job = _Job(edition, tuple(desks), surroundings(edition, [desk.locale for desk in desks]))
    slugs = list(edition.project.articles)
    several = len(slugs) * len(desks) >= _PAGES_WORTH_PROCESSES
    for slug, outcomes in zip(slugs, map_in_order(_build_article, job, slugs, several=several), strict=True):
        for desk, outcome in zip(desks, outcomes, strict=True):
            desk.progress += outcome.progress
            desk.findings += outcome.findings
            desk.entries += outcome.entries
            on_page(f"{desk.locale.name}/{slug}")


def _build_article(job: _Job, slug: str) -> list[_Outcome]:
    """One article in all locales; it is read and laid out once."""
    article = job.edition.project.article(slug)
    source = _Source(article, lay_out(article), extract(article), protected_keys(article))
    return [_build_page(job, desk, source) for desk in job.desks]


def _build_page(job: _Job, desk: _Desk, source: _Source) -> _Outcome:
    project, article = job.edition.project, source.article
    own = desk.locale == project.source
    catalog = Catalog(article.slug)
    findings: list[Finding] = []
    progress = Progress()
    disclaimer = project.disclaimers[article.front.disclaimer]
    localized, duties = article, disclaimer
    if not own:
        try:
            catalog = _catalog(project, desk.locale, source.template)
        except PipelineError as error:
            return _Outcome((_unreadable(desk.locale, error),))
        progress = progress_of(source.template, catalog, source.protected)
        findings += check(catalog)
        findings += _refuse_unfinished(project, desk.locale, article.slug, progress)
        localized, duties = translate(article, catalog), translate_disclaimer(disclaimer, desk.disclaimers)
    page = render_page(source.layout, localized, duties, desk.locale, desk.strings, job.around)
    demands = demands_of(article, disclaimer, catalog, desk.disclaimers, desk.locale, project.source)
    refused = refusals(page, demands)
    if not refused:
        write_page(job.edition, page)
    title = localized.of_kind(Kind.TITLE)[0]
    entry = IndexEntry(article.slug, localized.texts[title], title in localized.fallbacks)
    return _Outcome((*findings, *refused), progress, (entry,))


def _refuse_unfinished(project: Project, locale: Locale, slug: str, progress: Progress) -> Iterator[Finding]:
    least = project.site.minimum_translated
    if progress.share < least:
        problem = f"{progress.translated} of {progress.messages} messages are translated, less than {least:.0%}"
        place = Place(catalog_path(locale.name, slug))
        yield Finding(Severity.REFUSAL, "minimum-translated", locale.name, place, problem, f"translate more; see {SITE}")
