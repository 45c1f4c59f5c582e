"""The checks over the catalogs that lie on disk, locale by locale, with the waivers of each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.checks import RULES_ON_REQUEST, check
from pipeline.checks.catalogue import described
from pipeline.checks.rule import Sheet
from pipeline.checks.waivers import waived, waiver_unused
from pipeline.formats.po import read_po
from pipeline.l10n.extract import extract_disclaimers
from pipeline.l10n.progress import protected_keys
from pipeline.l10n.words import SAFETY_KEYS
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.check import Checked, CheckedCatalog, CheckRule
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary
from pipeline.model.waiver import Waiver, waiver_hash
from pipeline.publish.catalogs import catalog_path
from pipeline.publish.dictionaries import Dictionary, dictionary_for
from pipeline.publish.processes import map_in_order
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes
from pipeline.publish.waivers import read_project_waivers, waivers_path

Protected = Mapping[str, frozenset[MessageKey]]
"""Domain → the messages without which no page is published."""

_BYTES_WORTH_PROCESSES = 2_000_000
"""Below so many bytes of catalogs, starting a second process takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What the checks of all locales share; it goes to worker processes as it is."""

    project: Project
    protected: Protected
    rules: frozenset[str] | None


def check_locales(
    project: Project, locales: Sequence[Locale], rules: Collection[str] | None = None
) -> Mapping[Locale, Checked]:
    """What the checks find in every catalog that lies in these locales' folders; with `rules`, these alone.

    A catalog that cannot be read is an error in what is returned, and the others are checked. Raises PipelineError for a source
    that cannot be read.
    """
    chosen = None if rules is None else frozenset(rules)
    job = _Job(project, protected_by_domain(project), chosen)
    sizes = (path.stat().st_size for one in locales for path in _folder(project, one).glob("*.po") if path.is_file())
    several = len(locales) > 1 and sum(sizes) > _BYTES_WORTH_PROCESSES
    names = [locale.name for locale in locales]
    return dict(zip(locales, map_in_order(_check_locale, job, names, several=several), strict=True))


def check_files(root: Path, files: Sequence[Path], glossary: Glossary, rules: Collection[str] | None = None) -> Checked:
    """What the checks find in single catalogs, each by itself; its locale is what its header says, or the folder it lies in."""
    catalogs: list[CheckedCatalog] = []
    findings: list[Finding] = []
    errors: list[PipelineError] = []
    for path in files:
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        try:
            catalog = read_po(read_bytes(root, name), name, path.stem, "")
            locale = Locale.named(_language(catalog, path), Place(name, 1))
            spelling = _dictionary(root, locale, rules)
        except PipelineError as error:
            errors.append(error)
            continue
        catalog = replace(catalog, locale=locale.name)
        catalogs.append(CheckedCatalog(locale.name, name, len(catalog.translated)))
        findings += check([Sheet(catalog, locale, glossary, frozenset(), spelling.words, spelling.knows)], rules)
    return Checked(tuple(catalogs), tuple(findings), errors=tuple(errors))


def waivers_of(
    project: Project, locale: Locale, rule: str, message: str, reason: str, who: str, on: date
) -> tuple[Waiver, ...]:
    """Waivers for what a rule finds now at a message, named by its English or its place; none where it finds nothing there."""
    found = check_locales(project, [locale], [rule])[locale]
    named = {
        (Path(finding.place.path).stem, finding.message)
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


def protected_by_domain(project: Project) -> Protected:
    """The protected messages of every domain, as the sources say now; the domains are in the order of a check."""
    duties = extract_disclaimers(project.disclaimers.values())
    return {
        **{slug: protected_keys(project.article(slug)) for slug in project.articles},
        "disclaimer": frozenset(message.key for message in duties.messages),
        "site": frozenset(SAFETY_KEYS),
    }


def _check_locale(job: _Job, name: str) -> Checked:
    project, locale = job.project, job.project.locale(name)
    catalogs, sheets, errors = [], [], []
    waivers: tuple[Waiver, ...] = ()
    try:
        waivers = read_project_waivers(project, locale)
    except PipelineError as error:
        errors.append(error)
    spelling = Dictionary()
    try:
        spelling = _dictionary(project.root, locale, job.rules)
    except PipelineError as error:
        errors.append(error)
    for domain in _domains(job, locale):
        path = catalog_path(name, domain)
        try:
            catalog = read_po(read_bytes(project.root, path, f"run `polyclinic init {name}`"), path, domain, name)
        except PipelineError as error:
            errors.append(error)
            continue
        catalogs.append(CheckedCatalog(name, path, len(catalog.translated)))
        protected = job.protected.get(domain, frozenset())
        sheets.append(Sheet(catalog, locale, project.glossary, protected, spelling.words, spelling.knows))
    found = list(check(sheets, job.rules))
    silenced = waived(found, waivers, {sheet.catalog.path: sheet.catalog.domain for sheet in sheets})
    left = [finding for finding in found if finding not in silenced]
    if job.rules is None and not errors:
        # Only a check of the whole locale with all rules can tell which waivers nobody needs any more.
        ids = frozenset(rule.id for rule in described())
        left += waiver_unused(waivers, frozenset(silenced.values()), sheets, ids, name, waivers_path(locale))
    return Checked(tuple(catalogs), tuple(left), tuple(silenced), tuple(errors))


def _dictionary(root: Path, locale: Locale, rules: Collection[str] | None) -> Dictionary:
    """The dictionary of a locale, if a rule was named that asks one."""
    asked = rules is not None and any(rule.id in rules for rule in RULES_ON_REQUEST)
    return dictionary_for(root, locale) if asked else Dictionary()


def _domains(job: _Job, locale: Locale) -> Iterator[str]:
    """The project's own domains, then whatever else lies in the locale's folder."""
    yield from job.protected
    others = (path.stem for path in _folder(job.project, locale).glob("*.po") if path.is_file())
    yield from sorted(set(others) - set(job.protected))


def _folder(project: Project, locale: Locale) -> Path:
    return (project.root / catalog_path(locale.name, "x")).parent


def _language(catalog: Catalog, path: Path) -> str:
    """The locale of a catalog that lies anywhere."""
    named = catalog.fields.get("Language", "").replace("-", "_").partition("@")[0].partition(".")[0]
    in_folder = path.resolve().parent.parent.name if path.resolve().parent.name == "LC_MESSAGES" else ""
    return named or in_folder or path.stem
