"""The pages that lie in a folder, judged anew by the sources as they are now: what the gate says of them today.

Pages can be edited after a build, by a person, a theme, a web server's own tools; catalogs and approvals change as well.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pipeline.gate import judge
from pipeline.l10n.demands import demands_of
from pipeline.l10n.elsewhere import said_elsewhere
from pipeline.l10n.recall import english_of
from pipeline.l10n.recall_lift import clinically_approved
from pipeline.l10n.review import subjects_of
from pipeline.l10n.translate import translate
from pipeline.model.catalog import Catalog
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.page import Demands, Page, Proof
from pipeline.model.report import Report, Verdict
from pipeline.publish.catalogs import DOMAINS_OF_ALL
from pipeline.publish.desks import Desk, open_desk, page_status, readable_catalogs
from pipeline.publish.recalls import Recalled, read_project_recalls, refuse_recalled
from pipeline.publish.sources import Project
from pipeline.publish.style import SHEET, refuse_style
from pipeline.publish.theme import theme_of
from pipeline.render.page import style_sheet

_SUFFIXES = {"html": ".html", "text": ".txt"}


def inspect_site(project: Project, folder: Path, as_of: date) -> Report:
    """What the gate says of each locale of a built site, page by page; a page that is missing or not known is a refusal."""
    published = [locale for locale in (project.source, *project.locales) if (folder / locale.name).is_dir()]
    recalls = read_project_recalls(project)
    desks = [open_desk(project, locale, published, as_of, recalls) for locale in published]
    for desk in desks:
        for slug in project.articles:
            desk.proofs.append(_inspect_page(project, folder, desk, slug))
            desk.findings += (*desk.proofs[-1].refusals, *_recalled(project, desk, slug, recalls))
        desk.findings += _strange_files(project, folder, desk.locale)
    style = _refuse_sheet(project, folder, desks)
    for desk in desks:
        desk.findings += [finding for finding in style if finding.locale == desk.locale.name]
    return Report(
        tuple(Verdict(desk.locale, desk.progress, len(desk.proofs), tuple(desk.findings), tuple(desk.proofs)) for desk in desks)
    )


def _refuse_sheet(project: Project, folder: Path, desks: Sequence[Desk]) -> tuple[Finding, ...]:
    """What is wrong with the style of the folder: it is not that of the project now, or a text is not seen with it."""
    if "html" not in project.site.formats:
        return ()
    sheet = folder / SHEET
    if not sheet.is_file() or sheet.read_bytes() != style_sheet(theme_of(project.root)).encode():
        problem = "this is not the project's style sheet"
        return tuple(_refusal(desk.locale, sheet, problem) for desk in desks)
    sound = [desk for desk in desks if not desk.refused]
    return refuse_style(folder, [(desk.locale, slug) for desk in sound for slug in project.articles])


def page_demands(project: Project, desk: Desk, slug: str) -> Demands:
    """What the gate demands of one page, by the sources and catalogs as they are now."""
    article = project.article(slug)
    catalogs = readable_catalogs(project, project.locales, slug)
    every = [catalogs, *(readable_catalogs(project, project.locales, domain) for domain in DOMAINS_OF_ALL)]
    said = said_elsewhere({locale: [of[locale] for of in every if locale in of] for locale in project.locales})
    catalog = catalogs.get(desk.locale, Catalog(slug))
    localized = article if desk.standards.own else translate(article, catalog)
    disclaimer = project.disclaimers[article.front.disclaimer]
    standards, elsewhere = desk.standards, said.get(desk.locale, {})
    texts = subjects_of(article, disclaimer, catalog, standards.disclaimers, desk.locale, project.source)
    status = page_status(project, standards, texts)
    return demands_of(article, localized, disclaimer, catalog, standards, texts, status, elsewhere)


def _recalled(project: Project, desk: Desk, slug: str, recalls: Recalled) -> tuple[Finding, ...]:
    locale = desk.locale
    catalog = Catalog(slug) if desk.standards.own else readable_catalogs(project, [locale], slug).get(locale, Catalog(slug))
    approved = clinically_approved(desk.standards.ledger, catalog, locale.name)
    return refuse_recalled(recalls, lambda: english_of(project.article(slug)), catalog, locale.name, approved)


def _inspect_page(project: Project, folder: Path, desk: Desk, slug: str) -> Proof:
    path = f"{desk.locale.name}/{slug}"
    contents = {}
    for form in project.site.formats:
        file = folder / f"{path}{_SUFFIXES[form]}"
        if not file.is_file():
            return Proof(path, refusals=(_refusal(desk.locale, file, "this page is missing"),))
        try:
            contents[form] = file.read_bytes().decode()
        except UnicodeDecodeError:
            return Proof(path, refusals=(_refusal(desk.locale, file, "this page is not UTF-8"),))
    page = Page(slug, desk.locale, contents.get("html"), contents.get("text"))
    return judge(page, page_demands(project, desk, slug))


def _strange_files(project: Project, folder: Path, locale: Locale) -> Iterator[Finding]:
    """What lies beside the pages and was never judged."""
    known = {f"{slug}{_SUFFIXES[form]}" for slug in project.articles for form in project.site.formats}
    for file in sorted((folder / locale.name).iterdir()):
        if file.name not in known:
            yield _refusal(locale, file, "this file is no page of the site")


def _refusal(locale: Locale, file: Path, problem: str) -> Finding:
    return Finding(Severity.REFUSAL, "file", locale.name, Place(str(file)), problem, "build again")
