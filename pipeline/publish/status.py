"""How far every locale is, from its catalogs alone."""

from collections.abc import Iterable

from pipeline.l10n.extract import extract, extract_disclaimers
from pipeline.l10n.progress import progress_of, protected_keys
from pipeline.model.catalog import MessageKey
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.report import Progress, Report, Verdict
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.sources import Project
from pipeline.render.strings import extract_strings


def status(project: Project, locales: Iterable[Locale]) -> Report:
    """The progress of each locale; a catalog that cannot be read is a finding."""
    disclaimers = extract_disclaimers(project.disclaimers.values())
    wanted = [(disclaimers, frozenset(message.key for message in disclaimers.messages))]
    none: frozenset[MessageKey] = frozenset()
    wanted.append((extract_strings(), none))
    for slug in project.articles:
        article = project.article(slug)
        wanted.append((extract(article), protected_keys(article)))
    verdicts = []
    for locale in locales:
        progress, findings = Progress(), []
        for template, protected in wanted:
            try:
                progress += progress_of(template, read_catalog(project, locale, template.domain), protected)
            except PipelineError as error:
                problem = (error.place, error.problem, error.remedy)
                findings.append(Finding(Severity.ERROR, "unreadable", locale.name, *problem))
        verdicts.append(Verdict(locale, progress, 0, tuple(findings)))
    return Report(tuple(verdicts))
