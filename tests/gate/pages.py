"""Pages of the real project in memory, with what the gate demands of them; and the same with an edited catalog."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.gate import refusals
from pipeline.l10n.review import subjects_of
from pipeline.l10n.translate import translate, translate_disclaimer
from pipeline.model.catalog import Catalog, Message
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.model.page import Demand, Demands, Page
from pipeline.model.practice import Practice
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.desks import Desk, open_desk, page_status
from pipeline.publish.edition import Edition, surroundings
from pipeline.publish.inspect import page_demands
from pipeline.publish.sources import Project, open_project
from pipeline.render.body import lay_out
from pipeline.render.page import render_page, style_sheet

ROOT = Path(__file__).parents[2]
SLUG = "dry-needling"
DAY = date(2026, 11, 25)


@cache
def real() -> Project:
    return open_project(ROOT)


LOCALES = ["en", *real().site.locales]


@dataclass(frozen=True)
class Case:
    """A page beside what is demanded of it."""

    page: Page
    demands: Demands

    @property
    def html(self) -> str:
        assert self.page.html
        return self.page.html

    @property
    def text(self) -> str:
        assert self.page.text
        return self.page.text

    def refusals(self, **changed: str | None) -> tuple[Finding, ...]:
        page = replace(self.page, **changed)  # type: ignore[arg-type]
        return refusals(page, self.demands)

    def rules(self, **changed: str | None) -> set[str]:
        return {finding.rule for finding in self.refusals(**changed)}

    def demanding(self, **changed: object) -> "Case":
        return replace(self, demands=replace(self.demands, **changed))  # type: ignore[arg-type]

    def saying(self, name: str, text: str) -> "Case":
        """The same with another translation of the texts of this name: `duty "basis"`, the title's, or `a protected text`."""
        return self.with_entries(name, lambda message: replace(message, msgstr=(text,)))

    def with_entries(self, name: str, change: Callable[[Message], Message | None]) -> "Case":
        """The same with changed catalog entries; a page would show what they say."""

        def changed(demand: Demand) -> Demand:
            if demand.name != name:
                return demand
            message = change(demand.message or Message(demand.wording.source, demand.wording.msgctxt))
            text = demand.source if message is None else message.msgstr[0]
            wording = replace(demand.wording, translation=text)
            return replace(demand, message=message, text=text, wording=wording)

        return self.demanding(
            title=changed(self.demands.title),
            disclaimer=tuple(tuple(map(changed, paragraph)) for paragraph in self.demands.disclaimer),
            protected=tuple(map(changed, self.demands.protected)),
            words=tuple(map(changed, self.demands.words)),
        )


def rendered(project: Project, desk: Desk, slug: str, practice: Practice | None = None) -> Page:
    """A page as a build makes it."""
    article = localized = project.article(slug)
    disclaimer = duties = project.disclaimers[article.front.disclaimer]
    standards, catalog = desk.standards, Catalog(slug)
    edition = Edition(project, project.site.formats, Path("site"), True, style_sheet())
    if not standards.own:
        catalog = read_catalog(project, desk.locale, slug)
        localized = translate(article, catalog)
        duties = translate_disclaimer(disclaimer, standards.disclaimers)
    texts = subjects_of(article, disclaimer, catalog, standards.disclaimers, desk.locale, project.source)
    status, around = page_status(project, standards, texts), surroundings(edition, everybody(project))
    return render_page(lay_out(article), localized, duties, desk.locale, standards.strings, around, status, practice)


def everybody(project: Project) -> tuple[Locale, ...]:
    return (project.source, *project.locales)


@cache
def case(name: str) -> Case:
    """The real page of a locale."""
    desk = open_desk(real(), real().locale(name), everybody(real()), DAY)
    return Case(rendered(real(), desk, SLUG), page_demands(real(), desk, SLUG))
