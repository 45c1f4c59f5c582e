"""The pages that lie in a folder, judged anew by the sources as they are now: what the gate says of them today.

Pages can be edited after a build, by a person, a theme, a web server's own tools; catalogs and approvals change as well.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from pipeline.gate import STYLE_SHEET, judge
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

_SUFFIXES = {"html": ".html", "text": ".txt"}


def inspect_site(project: Project, folder: Path, as_of: date) -> Report:
    """What the gate says of each locale of a built site, page by page; a page that is missing or not known is a refusal."""
    published = [locale for locale in (project.source, *project.locales) if (folder / locale.name).is_dir()]
    recalls, verdicts = read_project_recalls(project), []
    for locale in published:
        desk = open_desk(project, locale, published, as_of, recalls)
        for slug in project.articles:
            desk.proofs.append(_inspect_page(project, folder, desk, slug))
            desk.findings += (*desk.proofs[-1].refusals, *_recalled(project, desk, slug, recalls))
        desk.findings += _strange_files(project, folder, locale)
        verdicts.append(Verdict(locale, desk.progress, len(desk.proofs), tuple(desk.findings), tuple(desk.proofs)))
    return Report(tuple(verdicts))


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
    sheet = folder / "style.css"
    if "html" in project.site.formats and (not sheet.is_file() or sha256(sheet.read_bytes()).hexdigest() != STYLE_SHEET):
        yield _refusal(locale, sheet, "this is not the style sheet that is known to hide nothing")


def _refusal(locale: Locale, file: Path, problem: str) -> Finding:
    return Finding(Severity.REFUSAL, "file", locale.name, Place(str(file)), problem, "build again")
