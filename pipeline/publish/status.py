"""How far every locale is, from its catalogs alone."""

from collections.abc import Iterable

from pipeline.l10n.progress import progress_of
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.report import Progress, Report, Verdict
from pipeline.publish.catalogs import domains, read_catalog
from pipeline.publish.sources import Project


def status(project: Project, locales: Iterable[Locale]) -> Report:
    """The progress of each locale; a catalog that cannot be read is a finding."""
    wanted = list(domains(project))
    verdicts = []
    for locale in locales:
        progress, findings = Progress(), []
        for domain in wanted:
            if not domain.is_for(locale):
                continue
            try:
                catalog = read_catalog(project, locale, domain.template.domain)
                progress += progress_of(domain.template, catalog, domain.protected)
            except PipelineError as error:
                problem = (error.place, error.problem, error.remedy)
                findings.append(Finding(Severity.ERROR, "unreadable", locale.name, *problem))
        verdicts.append(Verdict(locale, progress, 0, tuple(findings)))
    return Report(tuple(verdicts))
