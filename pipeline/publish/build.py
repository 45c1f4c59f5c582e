"""The build: every article in every locale, each page past the gate, and only then on disk.

Articles are read one at a time and rendered into all locales, so memory does not grow with their number. Pages that the
gate let pass wait in a staging folder; the finished site replaces the old one by a rename. So what lies in `build/site` is
what passed now, and an interrupted build changes nothing.
"""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from pipeline.checks import check
from pipeline.gate import refusals
from pipeline.l10n.demands import demands_of
from pipeline.l10n.extract import extract, extract_disclaimers
from pipeline.l10n.progress import progress_of, protected_keys
from pipeline.l10n.strings import Strings, strings_of
from pipeline.l10n.translate import translate, translate_disclaimer
from pipeline.model.article import Article, Kind
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.page import Page
from pipeline.model.report import Progress, Report, Verdict
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.sources import SITE, Project
from pipeline.render.body import Layout, lay_out
from pipeline.render.page import (
    IndexEntry,
    Surroundings,
    render_index,
    render_page,
    render_sitemap,
    style_sheet,
)
from pipeline.render.strings import extract_strings


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

    def refuse(self, error: PipelineError) -> None:
        self.findings.append(
            Finding(Severity.REFUSAL, "unreadable", self.locale.name, error.place, error.problem, error.remedy)
        )

    @property
    def refused(self) -> bool:
        return any(finding.severity is not Severity.WARNING for finding in self.findings)


def build(
    project: Project,
    locales: Sequence[Locale],
    formats: Sequence[str],
    on_page: Callable[[str], None] = lambda name: None,
) -> Report:
    """Build the site for these locales and formats; what the gate refuses is not there afterwards.

    `on_page` hears the name of each page when it is done. Raises PipelineError for sources that cannot be read and for a
    folder that cannot be written; then the site that was there before stands as it was.
    """
    with _staging(project.root) as staging:
        desks = [_open_desk(project, locale) for locale in locales]
        _build_pages(project, desks, formats, staging, on_page)
        passed = [desk for desk in desks if not desk.refused]
        if len(passed) < len(desks):
            # A page names the other languages that it is published in: with one refused, all are rendered anew.
            shutil.rmtree(staging)
            staging.mkdir()
            again = [_open_desk(project, desk.locale) for desk in passed]
            _build_pages(project, again, formats, staging, lambda name: None)
            passed = again
        _write_frame(project, passed, formats, staging)
        _swap(project.root, staging)
    pages = {desk.locale: len(desk.entries) for desk in passed}
    return Report(
        tuple(
            Verdict(desk.locale, desk.progress, pages.get(desk.locale, 0), tuple(dict.fromkeys(desk.findings)))
            for desk in desks
        )
    )


def _open_desk(project: Project, locale: Locale) -> _Desk:
    desk = _Desk(locale, strings_of(Catalog("site")), Catalog("disclaimer"))
    if locale == project.source:
        return desk
    try:
        desk.strings = strings_of(read_catalog(project, locale, "site"))
        desk.disclaimers = read_catalog(project, locale, "disclaimer")
    except PipelineError as error:
        desk.refuse(error)
        return desk
    template = extract_disclaimers(project.disclaimers.values())
    desk.progress = progress_of(template, desk.disclaimers, {message.key for message in template.messages})
    desk.progress += progress_of(extract_strings(), desk.strings.catalog, ())
    if desk.disclaimers.fuzzy:
        place = Place(desk.disclaimers.path, 1)
        desk.findings.append(
            Finding(Severity.REFUSAL, "fuzzy-header", locale.name, place, "the header is fuzzy", "remove the fuzzy mark")
        )
    return desk


def _surroundings(project: Project, desks: Collection[_Desk], formats: Sequence[str]) -> Surroundings:
    return Surroundings(
        project.site.base_url.rstrip("/"),
        project.source,
        tuple(desk.locale for desk in desks),
        frozenset(project.articles),
        tuple(formats),
        project.site.machine_drafted,
    )


def _build_pages(
    project: Project,
    desks: Sequence[_Desk],
    formats: Sequence[str],
    staging: Path,
    on_page: Callable[[str], None],
) -> None:
    around = _surroundings(project, desks, formats)
    for slug in project.articles:
        article = project.article(slug)
        layout = lay_out(article)
        template = extract(article)
        for desk in desks:
            _build_page(project, desk, article, layout, template, around, staging)
            on_page(f"{desk.locale.name}/{slug}")


def _build_page(
    project: Project,
    desk: _Desk,
    article: Article,
    layout: Layout,
    template: Catalog,
    around: Surroundings,
    staging: Path,
) -> None:
    source_locale = desk.locale == project.source
    catalog = Catalog(article.slug)
    disclaimer = project.disclaimers[article.front.disclaimer]
    if not source_locale:
        try:
            catalog = read_catalog(project, desk.locale, article.slug)
        except PipelineError as error:
            desk.refuse(error)
            return
        progress = progress_of(template, catalog, protected_keys(article))
        desk.progress += progress
        desk.findings += check(catalog)
        desk.findings += _refuse_unfinished(project, desk.locale, article.slug, progress)
    demands = demands_of(article, disclaimer, catalog, desk.disclaimers, desk.locale, project.source)
    localized = article if source_locale else translate(article, catalog)
    page = render_page(
        layout,
        localized,
        disclaimer if source_locale else translate_disclaimer(disclaimer, desk.disclaimers),
        desk.locale,
        desk.strings,
        around,
    )
    found = refusals(page, demands)
    desk.findings += found
    if not found:
        _write_page(staging, page)
    title = localized.of_kind(Kind.TITLE)[0]
    desk.entries.append(IndexEntry(article.slug, localized.texts[title], title in localized.fallbacks))


def _refuse_unfinished(project: Project, locale: Locale, slug: str, progress: Progress) -> Iterator[Finding]:
    least = project.site.minimum_translated
    if progress.share < least:
        problem = f"{progress.translated} of {progress.messages} messages are translated, less than {least:.0%}"
        place = Place(catalog_path(locale.name, slug))
        yield Finding(Severity.REFUSAL, "minimum-translated", locale.name, place, problem, f"translate more; see {SITE}")


def _write_page(staging: Path, page: Page) -> None:
    folder = staging / page.locale.name
    folder.mkdir(exist_ok=True)
    for suffix, content in (("html", page.html), ("txt", page.text)):
        if content is not None:
            (folder / f"{page.slug}.{suffix}").write_text(content, "utf-8", newline="\n")


def _write_frame(project: Project, passed: Collection[_Desk], formats: Sequence[str], staging: Path) -> None:
    if "html" not in formats:
        return
    around = _surroundings(project, passed, formats)
    languages = [(desk.locale, tuple(desk.entries)) for desk in passed]
    files = {
        "style.css": style_sheet(),
        "index.html": render_index(project.site.title, languages, project.source),
        "sitemap.xml": render_sitemap(around),
    }
    for name, content in files.items():
        (staging / name).write_text(content, "utf-8", newline="\n")


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    """A folder beside the site that is gone afterwards, whatever happens; one build at a time."""
    folder = root / "build"
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / ".lock"), tempfile.TemporaryDirectory(dir=folder, prefix=".staging-") as temporary:
            staging = Path(temporary) / "site"
            staging.mkdir()
            yield staging
    except OSError as error:
        raise PipelineError("build", f"this folder cannot be written: {error.strerror}", "free space or rights") from None


def _swap(root: Path, staging: Path) -> None:
    site = root / "build" / "site"
    if site.exists():
        site.rename(staging.parent / "old")  # removed with the staging folder
    staging.rename(site)
