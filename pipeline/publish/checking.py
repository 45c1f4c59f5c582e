"""The checks over the catalogs that lie on disk, locale by locale."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.l10n.extract import extract_disclaimers
from pipeline.l10n.progress import protected_keys
from pipeline.l10n.words import SAFETY_KEYS
from pipeline.model.catalog import MessageKey
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.sources import Project

Protected = Mapping[str, frozenset[MessageKey]]
"""Domain → the messages without which no page is published."""


def check_locales(project: Project, locales: Sequence[Locale]) -> Mapping[Locale, tuple[Finding, ...]]:
    """What the checks find in all catalogs of each locale.

    A catalog that cannot be read is passed over here: whoever builds the locale refuses it.
    """
    protected = protected_by_domain(project)
    return {locale: tuple(check(_sheets(project, locale, protected))) for locale in locales}


def protected_by_domain(project: Project) -> Protected:
    """The protected messages of every domain, as the sources say now; the domains are in the order of a check."""
    duties = extract_disclaimers(project.disclaimers.values())
    return {
        **{slug: protected_keys(project.article(slug)) for slug in project.articles},
        "disclaimer": frozenset(message.key for message in duties.messages),
        "site": frozenset(SAFETY_KEYS),
    }


def _sheets(project: Project, locale: Locale, protected: Protected) -> Iterator[Sheet]:
    for domain, keys in protected.items():
        try:
            catalog = read_catalog(project, locale, domain)
        except PipelineError:
            continue
        yield Sheet(catalog, locale, project.glossary, keys)
