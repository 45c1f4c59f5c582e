"""The build: every article in every locale, each page past the gate, and only then on disk.

Articles are read one at a time and rendered into all locales, so memory does not grow with their number. Pages that the
gate let pass wait in a staging folder; the finished site replaces the old one by a rename. So what lies in `build/site` is
what passed now, and an interrupted build changes nothing.

Pseudo-locales go the same way, past the same gate, to a folder of their own: no page of the site knows of them.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from pipeline.gate import judge
from pipeline.l10n.demands import demands_of
from pipeline.l10n.elsewhere import said_elsewhere
from pipeline.l10n.extract import extract
from pipeline.l10n.progress import progress_of, protected_keys
from pipeline.l10n.recall import english_of
from pipeline.l10n.recall_lift import clinically_approved
from pipeline.l10n.review import subjects_of
from pipeline.l10n.translate import translate, translate_disclaimer
from pipeline.law.fragment import fragment_of
from pipeline.model.article import Article, Kind
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.check import Checked
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.page import Proof
from pipeline.model.report import Progress, Report, Verdict
from pipeline.publish.catalogs import DOMAINS_OF_ALL, catalog_path
from pipeline.publish.checking import check_locales
from pipeline.publish.desks import Desk, catalog_of, open_desk, page_status, readable_catalogs, unreadable
from pipeline.publish.edition import Edition, prove_folder, surroundings, write_frame, write_page
from pipeline.publish.overlays import lay_over
from pipeline.publish.processes import map_in_order
from pipeline.publish.recalls import Recalled, read_project_recalls, refuse_recalled
from pipeline.publish.reports import proved_site
from pipeline.publish.sources import SITE, Project
from pipeline.publish.staging import Change, compared, publish_folder, staging_folder
from pipeline.publish.style import refuse_style
from pipeline.publish.theme import theme_of
from pipeline.render.body import Layout, lay_out
from pipeline.render.page import IndexEntry, Surroundings, render_page, style_sheet

Check = Callable[[Project, Sequence[Locale]], Mapping[Locale, Checked]]
"""What answers what the checks find in the catalogs of locales."""

_PAGES_WORTH_PROCESSES = 200
"""Below so many pages, starting a second process takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one page."""

    findings: tuple[Finding, ...]
    progress: Progress = Progress()  # noqa: RUF009 - frozen
    entries: tuple[IndexEntry, ...] = ()
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """What all locales of one article share."""

    article: Article
    layout: Layout
    template: Catalog
    protected: frozenset[MessageKey]
    elsewhere: Mapping[Locale, Mapping[str, str]]
    """For each locale the texts in its catalogs that are another language's."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What all pages of one build share; it goes to worker processes as it is."""

    edition: Edition
    desks: tuple[Desk, ...]
    around: Surroundings
    common: Mapping[Locale, Sequence[Catalog]]
    """The catalogs of all locales that every page needs, also of those that are not built now."""
    recalls: Recalled


def build(
    project: Project,
    locales: Sequence[Locale],
    formats: Sequence[str],
    as_of: date,
    on_page: Callable[[str], None] = lambda name: None,
    on_change: Callable[[Change], None] | None = None,
) -> Report:
    """Build these locales in these formats: `build/site`, and `build/pseudo` for the pseudo-locales among them.

    What the gate refuses is not there afterwards; a folder of which no locale is wanted stays as it was. Approvals are seen as
    they stand on the day `as_of`. `on_page` hears the name of each page when it is done. With `on_change` nothing is replaced:
    it hears each file that a build would add, change or remove.

    Raises PipelineError for sources that cannot be read and for a folder that cannot be written; then what was there before
    stands as it was.
    """
    verdicts: list[Verdict] = []
    sheet = style_sheet(theme_of(project.root))
    with staging_folder(project.root) as staging:
        editions = (
            (Edition(project, tuple(formats), staging / "site", True, sheet), [one for one in locales if not one.pseudo]),
            (Edition(project, tuple(formats), staging / "pseudo", False, sheet), [one for one in locales if one.pseudo]),
        )
        wanted = [(edition, chosen) for edition, chosen in editions if chosen]
        for edition, chosen in wanted:
            verdicts += build_edition(edition, chosen, as_of, check_site, on_page)
        report = Report(tuple(verdicts))
        if on_change is not None:
            for edition, _ in wanted:
                for change in compared(project.root, edition.folder, edition.place):
                    on_change(change)
            return report
        with proved_site(editions[0][0], as_of, report):
            for edition, _ in wanted:
                publish_folder(project.root, staging, edition.folder, edition.place)
    return report


def build_edition(
    edition: Edition, locales: Sequence[Locale], as_of: date, check: Check, on_page: Callable[[str], None]
) -> Iterator[Verdict]:
    """Build an edition into its folder, in as many of these locales as are not refused; a verdict on each of them.

    `check` answers what the checks find in the catalogs of locales; it is asked of what is published.
    """
    built = _build_pages(edition, locales, as_of, on_page)
    if edition.public:
        _check(edition.project, built, check)
    judged = {desk.locale: desk for desk in built}
    frame = _write_frame(edition, built)
    # A page names the other languages that it is published in: with one refused, all others are rendered anew.
    while any(desk.refused for desk in built):
        shutil.rmtree(edition.folder)
        built = _build_pages(edition, [desk.locale for desk in built if not desk.refused], as_of, lambda name: None)
        judged |= {desk.locale: desk for desk in built}
        frame = _write_frame(edition, built)
    prove_folder(edition, [proof for desk in built for proof in desk.proofs], frame)
    published = {desk.locale for desk in built}
    for desk in judged.values():
        pages = len(desk.entries) if desk.locale in published else 0
        findings, proofs = tuple(dict.fromkeys(desk.findings)), tuple(desk.proofs)
        yield Verdict(desk.locale, desk.progress, pages, findings, proofs, desk.standards.ledger)


def check_site(project: Project, locales: Sequence[Locale]) -> Mapping[Locale, Checked]:
    """What the checks find in the catalogs of which the site's pages are made."""
    return check_locales(project, locales, own_alone=True, keeping=True)


def _check(project: Project, desks: Sequence[Desk], check: Check) -> None:
    """Ask the checks about every locale that is a translation; each desk hears what they found.

    A catalog that cannot be read, the desk knows already; of waivers it hears here.
    """
    translations = [desk for desk in desks if not desk.standards.own]
    found = check(project, [desk.locale for desk in translations])
    for desk in translations:
        # What has no translation the gate says itself, and says what it is.
        desk.findings += (finding for finding in found[desk.locale].findings if finding.rule != "untranslated")
        known = {finding.place.path for finding in desk.findings}
        errors = (error for error in found[desk.locale].errors if error.place.path not in known)
        desk.findings += (unreadable(desk.locale, error) for error in errors)


def _write_frame(edition: Edition, desks: Sequence[Desk]) -> Mapping[str, str]:
    """Write what surrounds the pages; where no locale is refused, each hears whether its pages are seen in this style."""
    frame = write_frame(edition, [(desk.locale, tuple(desk.entries)) for desk in desks])
    if edition.public and "html" in edition.formats and not any(desk.refused for desk in desks):
        pages = [(desk.locale, slug) for desk in desks for slug in edition.project.articles]
        found = refuse_style(edition.folder, pages)
        for desk in desks:
            desk.findings += [finding for finding in found if finding.locale == desk.locale.name]
    return frame


def _build_pages(edition: Edition, locales: Sequence[Locale], as_of: date, on_page: Callable[[str], None]) -> list[Desk]:
    """Build every article in every locale; each desk hears what became of its pages, in the order of the articles."""
    edition.folder.mkdir()
    project = edition.project
    recalls = read_project_recalls(project)
    desks = [open_desk(project, locale, locales, as_of, recalls) for locale in locales]
    if edition.clinic is not None:
        for desk in desks:
            lay_over(project, edition, edition.clinic, desk)
    every = [readable_catalogs(project, project.locales, domain) for domain in DOMAINS_OF_ALL]
    common = {locale: [of[locale] for of in every if locale in of] for locale in project.locales}
    job = _Job(edition, tuple(desks), surroundings(edition, locales), common, recalls)
    slugs = list(project.articles)
    several = len(slugs) * len(desks) >= _PAGES_WORTH_PROCESSES
    for slug, outcomes in zip(slugs, map_in_order(_build_article, job, slugs, several=several), strict=True):
        for desk, outcome in zip(desks, outcomes, strict=True):
            desk.progress += outcome.progress
            desk.findings += outcome.findings
            desk.entries += outcome.entries
            desk.proofs += outcome.proofs
            on_page(f"{desk.locale.name}/{slug}")
    return desks


def _build_article(job: _Job, slug: str) -> list[_Outcome]:
    """One article in all locales; it is read and laid out once."""
    project = job.edition.project
    article = project.article(slug)
    template = extract(article)
    catalogs = readable_catalogs(project, project.locales, slug)
    said = {locale: [*job.common[locale], catalog] for locale, catalog in catalogs.items()}
    protected = protected_keys(article)
    source = _Source(article, lay_out(article), template, protected, said_elsewhere(said, slug, protected))
    return [_build_page(job, desk, source, catalogs.get(desk.locale)) for desk in job.desks]


def _build_page(job: _Job, desk: Desk, source: _Source, read: Catalog | None) -> _Outcome:
    project, article, standards = job.edition.project, source.article, desk.standards
    catalog = Catalog(article.slug)
    findings: list[Finding] = []
    progress = Progress()
    disclaimer = project.disclaimers[article.front.disclaimer]
    localized, duties = article, disclaimer
    if not standards.own:
        try:
            catalog = read or catalog_of(project, desk.locale, source.template)
        except PipelineError as error:
            return _Outcome((unreadable(desk.locale, error),))
        progress = progress_of(source.template, catalog, source.protected)
        findings += _refuse_unfinished(project, desk.locale, article.slug, progress)
        localized, duties = translate(article, catalog), translate_disclaimer(disclaimer, standards.disclaimers)
    texts = subjects_of(article, disclaimer, catalog, standards.disclaimers, desk.locale, project.source)
    status = page_status(project, standards, texts)
    practice = standards.practice
    page = render_page(source.layout, localized, duties, desk.locale, standards.strings, job.around, status, practice)
    if practice is not None and page.html is not None:
        page = replace(page, fragment=fragment_of(page.html))
    elsewhere = source.elsewhere.get(desk.locale, {})
    proof = judge(page, demands_of(article, localized, disclaimer, catalog, standards, texts, status, elsewhere))
    if not proof.refusals:
        write_page(job.edition, page)
    title = localized.of_kind(Kind.TITLE)[0]
    entry = IndexEntry(article.slug, localized.texts[title], title in localized.fallbacks)
    approved = clinically_approved(standards.ledger, catalog, desk.locale.name)
    findings += refuse_recalled(job.recalls, partial(english_of, article), catalog, desk.locale.name, approved)
    return _Outcome((*findings, *proof.refusals), progress, (entry,), (proof,))


def _refuse_unfinished(project: Project, locale: Locale, slug: str, progress: Progress) -> Iterator[Finding]:
    least = project.site.minimum_translated
    if progress.share < least:
        problem = f"{progress.translated} of {progress.messages} messages are translated, less than {least:.0%}"
        place = Place(catalog_path(project.base_of(locale).name, slug))
        yield Finding(Severity.REFUSAL, "minimum-translated", locale.name, place, problem, f"translate more; see {SITE}")
