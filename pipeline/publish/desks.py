"""What one locale needs for all its pages, read before the first of them: its catalogs, its approvals, its standards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import MappingProxyType

from pipeline.l10n.demands import Standards
from pipeline.l10n.extract import extract_disclaimers
from pipeline.l10n.progress import progress_of
from pipeline.l10n.pseudo import pseudo_catalog
from pipeline.l10n.recall_lift import clinically_approved
from pipeline.l10n.review import page_review, review_status
from pipeline.l10n.strings import strings_of
from pipeline.l10n.words import SAFETY_KEYS
from pipeline.model.approval import Ledger
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.page import Proof
from pipeline.model.project import Policy
from pipeline.model.report import Progress
from pipeline.model.review import Reviewable
from pipeline.publish.approvals import approvals_path, read_ledger
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.recalls import Recalled, english_texts, refuse_recalled
from pipeline.publish.sources import Project
from pipeline.render.page import IndexEntry
from pipeline.render.strings import extract_strings


@dataclass
class Desk:
    """Where one locale's pages are made, and what was found on the way."""

    locale: Locale
    standards: Standards
    progress: Progress = field(default_factory=Progress)
    findings: list[Finding] = field(default_factory=list)
    entries: list[IndexEntry] = field(default_factory=list)
    """The pages of the index, one per article."""
    proofs: list[Proof] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether anything was found for which the locale is not published."""
        return any(finding.refuses for finding in self.findings)


def open_desk(
    project: Project, locale: Locale, published: Sequence[Locale], as_of: date, recalls: Recalled = MappingProxyType({})
) -> Desk:
    """The desk of a locale beside the others that are published; what cannot be read is a finding on it."""
    template = extract_disclaimers(project.disclaimers.values())
    strings, disclaimers = (
        strings_of(Catalog("site")),
        Catalog("disclaimer", path=catalog_path(project.base_of(locale).name, "disclaimer")),
    )
    ledger = Ledger(as_of, path=approvals_path(project.base_of(locale)))
    found: list[Finding] = []
    progress = Progress()
    try:
        if locale != project.source:
            strings = strings_of(catalog_of(project, locale, extract_strings()))
            disclaimers = catalog_of(project, locale, template)
            progress = progress_of(template, disclaimers, {message.key for message in template.messages})
            progress += progress_of(extract_strings(), strings.catalog, SAFETY_KEYS)
        ledger = read_ledger(project, locale, as_of)
        for catalog in (disclaimers, strings.catalog):
            approved = clinically_approved(ledger, catalog, locale.name, project.disclaimers.values())
            english = partial(english_texts, project, catalog.domain)
            found += refuse_recalled(recalls, english, catalog, locale.name, approved)
    except PipelineError as error:
        found.append(unreadable(locale, error))
    standards = Standards(
        locale=locale,
        source=project.source,
        disclaimers=disclaimers,
        strings=strings,
        site=extract_strings(),
        languages=tuple(one.own_name for one in published),
        slugs=frozenset(project.articles),
        names=_names(project, project.base_of(locale)),
        ledger=ledger,
        approvals_required=project.site.approvals is Policy.REQUIRED,
    )
    return Desk(locale, standards, progress, found)


def page_status(project: Project, standards: Standards, texts: Iterable[Reviewable]) -> tuple[str, ...]:
    """What a page that shows these texts says of its review."""
    review = page_review(standards.ledger, texts)
    return review_status(review, standards.locale, standards.own, project.site.machine_drafted, standards.strings)


def _names(project: Project, locale: Locale) -> frozenset[str]:
    """The glossary's words that are the same in a language: names, and what it has agreed to call as English does."""
    terms = (one for one in project.glossary.terms if one.do_not_translate or one.renderings.get(locale.name) == one.term)
    return frozenset(one.term.casefold() for one in terms)


def catalog_of(project: Project, locale: Locale, template: Catalog) -> Catalog:
    """A locale's catalog of a template's domain; that of a pseudo-locale is made on the spot, and lies nowhere."""
    return pseudo_catalog(template, locale) if locale.pseudo else read_catalog(project, locale, template.domain)


def readable_catalogs(project: Project, locales: Sequence[Locale], domain: str) -> dict[Locale, Catalog]:
    """The catalogs of a domain in these locales; one that cannot be read is missing, and is refused where it is built."""
    found = {}
    for locale in locales:
        try:
            found[locale] = read_catalog(project, locale, domain)
        except PipelineError:
            continue
    return found


def unreadable(locale: Locale, error: PipelineError) -> Finding:
    """The refusal of a locale of which something cannot be read."""
    return Finding(Severity.REFUSAL, "unreadable", locale.name, error.place, error.problem, error.remedy)
