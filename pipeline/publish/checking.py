"""The checks over the catalogs that lie on disk, locale by locale, with the waivers of each."""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import TypeVar

from pipeline.checks import RULES_ACROSS, RULES_ON_REQUEST, check_across, check_catalog, in_order
from pipeline.checks.catalogue import described
from pipeline.checks.consistency import coinciding, traces
from pipeline.checks.rule import Sheet
from pipeline.checks.waivers import WAIVER_UNUSED, waived, waiver_dated_ahead, waiver_unused
from pipeline.formats.po import read_po
from pipeline.l10n.extract import clinic_protected, extract_disclaimers
from pipeline.l10n.progress import protected_keys
from pipeline.l10n.words import SAFETY_KEYS
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.check import Checked, CheckedCatalog, CheckRule
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary
from pipeline.model.waiver import Waiver, waiver_hash
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.check_regions import stands_at
from pipeline.publish.checking_cache import Looked, keep, kept, key_of, prune
from pipeline.publish.clinics import read_clinics
from pipeline.publish.clock import day
from pipeline.publish.dictionaries import Dictionary, dictionary_for
from pipeline.publish.processes import map_in_order
from pipeline.publish.recalls import HANDOVER_DOMAIN
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes
from pipeline.publish.waivers import read_project_waivers, waivers_path

Result = TypeVar("Result")
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
    """Whether only the catalogs of the site's pages are read."""
    keeping: bool
    """Whether only those are looked at that changed since the last time."""
    found: Mapping[str, Mapping[str, Looked | PipelineError]] = field(default_factory=dict)
    """Domain → locale → what the rules on one catalog came to, or why it cannot be read."""


def check_locales(
    project: Project,
    locales: Sequence[Locale],
    rules: Collection[str] | None = None,
    *,
    own_alone: bool = False,
    keeping: bool = False,
) -> Mapping[Locale, Checked]:
    """What the checks find in every catalog below these locales' folders; with `rules`, these alone.

    With `own_alone`, only in the catalogs that a build of the site reads, so none of a clinic. With `keeping`, what was found
    in a catalog is kept for the next time (`checking_cache`); what is found is the same with and without. A catalog or a file
    of waivers that cannot be read, and a locale without any catalog, is an error in what is returned; the others are checked.
    Raises PipelineError for a source that cannot be read.
    """
    chosen = None if rules is None else frozenset(rules)
    protected = protected_by_domain(project, site_alone=own_alone)
    job = _Job(project, tuple(locales), protected, chosen, own_alone, keeping and rules is None)
    sizes = (path.stat().st_size for one in locales for path in _folder(project, one).rglob("*.po") if path.is_file())
    several = len(locales) > 1 and sum(sizes) > _BYTES_WORTH_PROCESSES
    # Domain by domain first: the English of a message is read once for all locales. Then what compares a locale's catalogs.
    domains = list(dict.fromkeys(domain for locale in locales for domain in _domains(job, locale)))
    # The first one here: processes that fork then have read what is known of the languages, and need not do so each.
    first = [_check_domain(job, domain) for domain in domains[:1]]
    others = map_in_order(_check_domain, job, domains[1:], several=several)
    found = dict(zip(domains, chain(first, others), strict=True))
    names = [locale.name for locale in locales]
    told = replace(job, found=found)
    if own_alone and chosen is None:
        prune(project.root, lambda locale, domain: (project.root / catalog_path(locale, domain)).exists())
    return dict(zip(locales, map_in_order(_check_locale, told, names, several=several), strict=True))


def waivers_of(
    project: Project, locale: Locale, rule: str, message: str, reason: str, who: str, on: date
) -> tuple[Waiver, ...]:
    """Waivers for what a rule finds now at a message, named by its English or its place; none where it finds nothing there.

    A header is named by its place, or by the empty text.
    """
    found = check_locales(project, [locale], [rule])[locale]
    root = f"{catalog_path(locale.name, '')}".removesuffix(".po")
    named = {
        (finding.place.path.removeprefix(root).removesuffix(".po"), finding.subject)
        for finding in found.findings
        if message == finding.subject.msgid or stands_at(project.root, finding, message)
    }
    return tuple(
        Waiver(domain, rule, one.msgid, waiver_hash(locale.name, one), reason, who, on, one.msgctxt)
        for domain, one in sorted(named, key=lambda two: two[1].line or 0)
    )


def known_rules() -> tuple[CheckRule, ...]:
    """All rules that a check may ask, as they describe themselves."""
    return described()


def protected_by_domain(project: Project, *, site_alone: bool = False) -> Protected:
    """The protected messages of every domain, or of those on the site's pages, as the sources say now; in a check's order."""
    duties = extract_disclaimers(project.disclaimers.values())
    return {
        **{slug: protected_keys(project.article(slug)) for slug in project.articles},
        "disclaimer": frozenset(message.key for message in duties.messages),
        "site": frozenset(SAFETY_KEYS),
        **({} if site_alone else _beside(project)),
    }


def _beside(project: Project) -> Protected:
    """The same of what stands on no page of the site."""
    return {HANDOVER_DOMAIN: frozenset(), **{one.domain: clinic_protected(one) for one in read_clinics(project).values()}}


def _without_collecting(work: Callable[[_Job, str], Result]) -> Callable[[_Job, str], Result]:
    """Texts are in no cycles, and many: looking for cycles among them takes a quarter of the time."""

    @wraps(work)
    def working(job: _Job, name: str) -> Result:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return work(job, name)
        finally:
            if collecting:
                gc.enable()

    return working


@_without_collecting
def _check_domain(job: _Job, domain: str) -> dict[str, Looked | PipelineError]:
    """What the rules on one catalog come to in a domain's catalogs, by locale."""
    found: dict[str, Looked | PipelineError] = {}
    for locale in job.locales:
        path = job.project.root / catalog_path(locale.name, domain)
        if path.exists() or path.is_symlink():
            try:
                found[locale.name] = _look(job, locale, domain)
            except PipelineError as error:
                found[locale.name] = error
    return found


def _look(job: _Job, locale: Locale, domain: str) -> Looked:
    if not job.keeping or locale in job.project.layers:  # the texts of a region are those of two files
        return _look_anew(job, _sheet(job, locale, domain))
    root = job.project.root
    path = catalog_path(locale.name, domain)
    content = read_bytes(root, path)
    protected = sorted(job.protected.get(domain, frozenset()), key=lambda key: (key[0] or "", key[1]))
    key = key_of(content, locale.name, domain, _glossary(job, domain), protected)
    looked = kept(root, locale.name, domain, key)
    if looked is None:
        looked = _look_anew(job, _sheet_of(job, read_po(content, path, domain, locale.name), locale))
        keep(root, locale.name, domain, key, looked)
    return looked


def _look_anew(job: _Job, sheet: Sheet) -> Looked:
    asked = _asked(job)
    across = asked is None or any(rule.id in asked for rule in RULES_ACROSS)
    found = tuple(check_catalog(sheet, asked))
    return Looked(len(sheet.catalog.translated), found, tuple(traces(sheet)) if across else ())


def _asked(job: _Job) -> frozenset[str] | None:
    """The rules to be asked: all, too, where somebody wants to know which waivers are unused."""
    return None if job.rules is None or WAIVER_UNUSED in job.rules else job.rules


def _sheet(job: _Job, locale: Locale, domain: str) -> Sheet:
    return _sheet_of(job, read_catalog(job.project, locale, domain), locale)


def _sheet_of(job: _Job, catalog: Catalog, locale: Locale) -> Sheet:
    domain = catalog.domain
    spelling = Dictionary()
    with suppress(PipelineError):  # said once for the locale
        spelling = _dictionary(job.project.root, locale, job.rules)
    protected = job.protected.get(domain, frozenset())
    return Sheet(catalog, locale, _glossary(job, domain), protected, spelling.words, spelling.knows)


def _glossary(job: _Job, domain: str) -> Glossary:
    # The glossary is about the project's own texts: a strange catalog that lies here calls a session what it likes.
    return job.project.glossary if domain in job.protected else Glossary()


@_without_collecting
def _check_locale(job: _Job, name: str) -> Checked:
    project, locale = job.project, job.project.locale(name)
    told = read_project_waivers(project, locale)
    errors: list[PipelineError] = []
    try:
        _dictionary(project.root, locale, job.rules)
    except PipelineError as error:
        errors.append(error)
    looked: dict[str, Looked] = {}
    for domain in _domains(job, locale):
        found = job.found.get(domain, {}).get(name)
        if isinstance(found, Looked):
            looked[domain] = found
        elif found is not None:
            errors.append(found)
    if not looked and not errors and not job.own_alone:
        errors.append(PipelineError(f"locales/{name}", "no catalog lies here", f"run `polyclinic init {name}`"))
    paths = {domain: catalog_path(name, domain) for domain in looked}
    # What compares catalogs needs their texts only where some coincide.
    alike = _sheets(job, locale, coinciding({domain: one.traces for domain, one in looked.items()}), errors)
    alone = [finding for one in looked.values() for finding in one.findings]
    said = in_order([*alone, *check_across(alike, _asked(job))], paths.values())
    silenced = waived(said, told.waivers, {path: domain for domain, path in paths.items()})
    left = [finding for finding in said if finding not in silenced]
    left += waiver_dated_ahead(told.waivers, day(), name, waivers_path(locale))
    # What stands in a catalog that cannot be read may be what a waiver is for.
    if _asked(job) is None and not errors:
        left += _unused(job, locale, told.waivers, frozenset(silenced.values()), left)
    asked = [finding for finding in left if job.rules is None or finding.rule in job.rules]
    catalogs = (CheckedCatalog(name, paths[domain], one.messages) for domain, one in looked.items())
    return Checked(tuple(catalogs), tuple(asked), tuple(silenced), (*told.errors, *errors))


def _unused(
    job: _Job, locale: Locale, waivers: Sequence[Waiver], used: Collection[Waiver], left: Collection[Finding]
) -> Iterator[Finding]:
    """The waivers that nobody needs any more, as only a check of a whole locale with all rules can tell."""
    unasked = {rule.id for rule in RULES_ON_REQUEST}
    known = [one for one in waivers if one.rule not in unasked and (not job.own_alone or one.domain in job.protected)]
    sheets = _sheets(job, locale, {one.domain for one in known}, [])
    ids = frozenset(rule.id for rule in described())
    return waiver_unused(known, used, left, sheets, ids, locale.name, waivers_path(locale))


def _sheets(job: _Job, locale: Locale, domains: Collection[str], errors: list[PipelineError]) -> list[Sheet]:
    """The catalogs of these domains, read once more; what can't be read any more is added to the errors."""
    sheets = []
    for domain in _domains(job, locale):
        if domain in domains and isinstance(job.found.get(domain, {}).get(locale.name), Looked):
            try:
                sheets.append(_sheet(job, locale, domain))
            except PipelineError as error:
                errors.append(error)
    return sheets


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
