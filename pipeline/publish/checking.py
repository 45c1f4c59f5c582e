"""The checks over the catalogs that lie on disk, locale by locale, with the waivers of each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipeline.checks import RULES_ON_REQUEST, check_across, check_catalog, in_order
from pipeline.checks.catalogue import described
from pipeline.checks.rule import Sheet
from pipeline.checks.waivers import WAIVER_UNUSED, waived, waiver_unused
from pipeline.l10n.extract import clinic_protected, extract_disclaimers
from pipeline.l10n.progress import protected_keys
from pipeline.l10n.words import SAFETY_KEYS
from pipeline.model.catalog import MessageKey
from pipeline.model.check import Checked, CheckedCatalog, CheckRule
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary
from pipeline.model.waiver import Waiver, waiver_hash
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.clinics import read_clinics
from pipeline.publish.dictionaries import Dictionary, dictionary_for
from pipeline.publish.processes import map_in_order
from pipeline.publish.recalls import HANDOVER_DOMAIN
from pipeline.publish.sources import Project
from pipeline.publish.waivers import read_project_waivers, waivers_path

Protected = Mapping[str, frozenset[MessageKey]]
"""Domain → the messages without which no page is published."""

_BYTES_WORTH_PROCESSES = 2_000_000
"""Below so many bytes of catalogs, starting a second process takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What the checks of all locales share; it goes to worker processes as it is."""

    project: Project
    locales: tuple[Locale, ...]
    protected: Protected
    rules: frozenset[str] | None
    own_alone: bool
    """Whether only the catalogs are read of which the site's pages are made."""
    found: Mapping[str, Mapping[str, Sequence[Finding]]] = field(default_factory=dict)
    """Domain → locale → what the rules on one catalog found."""


def check_locales(
    project: Project, locales: Sequence[Locale], rules: Collection[str] | None = None, *, own_alone: bool = False
) -> Mapping[Locale, Checked]:
    """What the checks find in every catalog below these locales' folders; with `rules`, these alone.

    With `own_alone`, only in the catalogs that a build of the site reads, so none of a clinic. A catalog or a file of
    waivers that cannot be read, and a locale without any catalog, is an error in what is returned; the others are checked.
    Raises PipelineError for a source that cannot be read.
    """
    chosen = None if rules is None else frozenset(rules)
    job = _Job(project, tuple(locales), protected_by_domain(project, clinics=not own_alone), chosen, own_alone)
    sizes = (path.stat().st_size for one in locales for path in _folder(project, one).rglob("*.po") if path.is_file())
    several = len(locales) > 1 and sum(sizes) > _BYTES_WORTH_PROCESSES
    # Domain by domain first: the English of a message is read once for all locales. Then what compares a locale's catalogs.
    domains = list(dict.fromkeys(domain for locale in locales for domain in _domains(job, locale)))
    found = dict(zip(domains, map_in_order(_check_domain, job, domains, several=several), strict=True))
    names = [locale.name for locale in locales]
    told = replace(job, found=found)
    return dict(zip(locales, map_in_order(_check_locale, told, names, several=several), strict=True))


def waivers_of(
    project: Project, locale: Locale, rule: str, message: str, reason: str, who: str, on: date
) -> tuple[Waiver, ...]:
    """Waivers for what a rule finds now at a message, named by its English or its place; none where it finds nothing there."""
    found = check_locales(project, [locale], [rule])[locale]
    root = f"{catalog_path(locale.name, '')}".removesuffix(".po")
    named = {
        (finding.place.path.removeprefix(root).removesuffix(".po"), finding.message)
        for finding in found.findings
        if finding.message is not None and message in (finding.message.msgid, str(finding.place))
    }
    return tuple(
        Waiver(domain, rule, one.msgid, waiver_hash(locale.name, one), reason, who, on, one.msgctxt)
        for domain, one in sorted(named, key=lambda two: two[1].line or 0)
    )


def known_rules() -> tuple[CheckRule, ...]:
    """All rules that a check may ask, as they describe themselves."""
    return described()


def protected_by_domain(project: Project, *, clinics: bool = True) -> Protected:
    """The protected messages of every domain, as the sources say now, clinics or not; they are in the order of a check."""
    duties = extract_disclaimers(project.disclaimers.values())
    return {
        **{slug: protected_keys(project.article(slug)) for slug in project.articles},
        "disclaimer": frozenset(message.key for message in duties.messages),
        "site": frozenset(SAFETY_KEYS),
        HANDOVER_DOMAIN: frozenset(),
        **{one.domain: clinic_protected(one) for one in (read_clinics(project).values() if clinics else ())},
    }


def _check_domain(job: _Job, domain: str) -> dict[str, Sequence[Finding]]:
    """What the rules on one catalog find in a domain's catalogs, by locale; what cannot be read is told locale by locale."""
    found: dict[str, Sequence[Finding]] = {}
    for locale in job.locales:
        with suppress(PipelineError):
            if domain in _domains(job, locale):
                found[locale.name] = check_catalog(_sheet(job, locale, domain), _asked(job))
    return found


def _asked(job: _Job) -> frozenset[str] | None:
    """The rules to be asked: all, too, where somebody wants to know which waivers are unused."""
    return None if job.rules is None or WAIVER_UNUSED in job.rules else job.rules


def _sheet(job: _Job, locale: Locale, domain: str) -> Sheet:
    catalog = read_catalog(job.project, locale, domain)
    spelling = Dictionary()
    with suppress(PipelineError):  # said once for the locale
        spelling = _dictionary(job.project.root, locale, job.rules)
    protected = job.protected.get(domain, frozenset())
    # The glossary is about the project's own texts: a strange catalog that lies here calls a session what it likes.
    glossary = job.project.glossary if domain in job.protected else Glossary()
    return Sheet(catalog, locale, glossary, protected, spelling.words, spelling.knows)


def _check_locale(job: _Job, name: str) -> Checked:
    project, locale = job.project, job.project.locale(name)
    catalogs, sheets, errors = [], [], []
    waivers: tuple[Waiver, ...] = ()
    try:
        waivers = read_project_waivers(project, locale)
    except PipelineError as error:
        errors.append(error)
    try:
        _dictionary(project.root, locale, job.rules)
    except PipelineError as error:
        errors.append(error)
    for domain in _domains(job, locale):
        try:
            sheet = _sheet(job, locale, domain)
        except PipelineError as error:
            errors.append(error)
            continue
        catalogs.append(CheckedCatalog(name, sheet.catalog.path, len(sheet.catalog.translated)))
        sheets.append(sheet)
    if not sheets and not errors and not job.own_alone:
        errors.append(PipelineError(f"locales/{name}", "no catalog lies here", f"run `polyclinic init {name}`"))
    every = _asked(job) is None
    alone = [finding for domain in job.found.values() for finding in domain.get(name, ())]
    found = in_order([*alone, *check_across(sheets, _asked(job))], sheets)
    silenced = waived(found, waivers, {sheet.catalog.path: sheet.catalog.domain for sheet in sheets})
    left = [finding for finding in found if finding not in silenced]
    if every and not errors:
        # Only a check of a whole locale with all rules can tell which waivers nobody needs any more.
        known = [one for one in waivers if not job.own_alone or one.domain in job.protected]
        ids = frozenset(rule.id for rule in described())
        left += waiver_unused(known, frozenset(silenced.values()), sheets, ids, name, waivers_path(locale))
    asked = [finding for finding in left if job.rules is None or finding.rule in job.rules]
    return Checked(tuple(catalogs), tuple(asked), tuple(silenced), tuple(errors))


def _dictionary(root: Path, locale: Locale, rules: Collection[str] | None) -> Dictionary:
    """The dictionary of a locale, if a rule was named that asks one."""
    asked = rules is not None and any(rule.id in rules for rule in RULES_ON_REQUEST)
    return dictionary_for(root, locale) if asked else Dictionary()


def _domains(job: _Job, locale: Locale) -> Iterator[str]:
    """The project's own domains that have a catalog, then whatever else lies below the locale's folder."""
    folder = _folder(job.project, locale)
    there: set[str] = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.po")}
    yield from (domain for domain in job.protected if domain in there)
    if not job.own_alone:
        yield from sorted(there - set(job.protected))


def _folder(project: Project, locale: Locale) -> Path:
    return (project.root / catalog_path(locale.name, "x")).parent
