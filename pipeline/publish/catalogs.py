"""Templates and catalogs on disk: extract, update, init. A translator's file is read, merged and written here alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.formats.lokalize import write_lokalize_project
from pipeline.formats.plurals import plural_forms
from pipeline.formats.po import read_po, write_po
from pipeline.formats.po_standing import stands
from pipeline.l10n.extract import clinic_protected, extract, extract_clinic, extract_disclaimers
from pipeline.l10n.merge import SameMeaning, merge
from pipeline.l10n.notes import localized_notes, terms_of, with_protected
from pipeline.l10n.progress import protected_keys
from pipeline.l10n.recall import Case, doubt, void
from pipeline.l10n.revisions import edits, same_meaning
from pipeline.l10n.words import SAFETY_KEYS
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.model.revision import Edit, Revision
from pipeline.publish.clinics import read_clinics
from pipeline.publish.clock import now
from pipeline.publish.lock import catalogs_lock
from pipeline.publish.processes import map_in_order
from pipeline.publish.recalls import Recalled, read_project_recalls
from pipeline.publish.regional import regional_catalog
from pipeline.publish.revisions import read_project_revisions
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes, rewrite, write_if_changed
from pipeline.render.strings import extract_handover, extract_strings

DOMAINS_OF_ALL = ("disclaimer", "site")
"""The domains that every page needs, beside its article's own."""


_CATALOGS_WORTH_PROCESSES = 200
"""Below so many catalogs, starting a second process takes longer than it saves."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What the sources say now about one domain."""

    template: Catalog
    protected: frozenset[MessageKey]
    """The messages without which no page is published; in a clinic's domain, no page of the clinic."""
    only: frozenset[str] | None = None
    """The locales that have catalogs of it; None: all."""

    def is_for(self, locale: Locale) -> bool:
        """Whether a locale has a catalog of it."""
        return self.only is None or locale.name in self.only


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one file."""

    path: str
    changed: bool
    error: PipelineError | None = None
    """Why it stands as it was: it cannot be read, or not be written."""


def template_path(domain: str) -> str:
    """Where a domain's template lies, relative to the project's root."""
    return f"locales/{domain}.pot"


def catalog_path(locale: str, domain: str) -> str:
    """Where a locale's catalog of a domain lies, relative to the project's root."""
    return f"locales/{locale}/LC_MESSAGES/{domain}.po"


def read_catalog(project: Project, locale: Locale, domain: str) -> Catalog:
    """A locale's catalog, a region's laid over its base; raises PipelineError with its place where one cannot be read."""
    base = project.base_of(locale).name
    path = catalog_path(base, domain)
    catalog = read_po(read_bytes(project.root, path, f"run `polyclinic init {base}`, then translate it"), path, domain, base)
    if locale not in project.layers:
        return catalog
    region = project.layers[locale][1]
    made = regional_catalog(project.root, catalog, region, catalog_path(region.name, domain))
    return replace(made, locale=locale.name)


def read_template(project: Project, domain: str) -> Catalog:
    """The template of a domain as it was last written; empty where it never was."""
    path = template_path(domain)
    if not (project.root / path).exists():
        return Catalog(domain, path=path)
    return read_po(read_bytes(project.root, path), path, domain)


def domains(project: Project) -> Iterator[Domain]:
    """All domains: the disclaimers, the site's own strings, what is said beside the pages, each article, each clinic."""
    first: dict[str, str] = {}
    found = []
    for slug in project.articles:
        article = project.article(slug)
        first.setdefault(article.front.disclaimer, slug)
        found.append(Domain(extract(article), protected_keys(article)))
    controlled = extract_disclaimers(project.disclaimers.values(), first)
    yield Domain(controlled, frozenset(message.key for message in controlled.messages))
    yield Domain(with_protected(extract_strings(), SAFETY_KEYS), SAFETY_KEYS)
    yield Domain(extract_handover(), frozenset())
    yield from found
    for clinic in read_clinics(project).values():
        yield Domain(extract_clinic(clinic), clinic_protected(clinic), frozenset(clinic.locales))


def extract_templates(project: Project) -> list[Written]:
    """Write `locales/<domain>.pot` for each domain; a template whose messages are the same keeps its date."""
    found = list(domains(project))
    with catalogs_lock(project.root):
        return [_write_template(project, domain.template)[1] for domain in found]


def update_catalogs(project: Project, locales: Iterable[Locale]) -> list[Written]:
    """Extract, then merge into every catalog of the locales, new ones included; a second run changes no byte.

    Nothing is written when a source cannot be read. A catalog that cannot be read stands as it is, with its error in the
    answer; the others are brought up to date.
    """
    found = {domain.template.domain: domain for domain in domains(project)}
    recalled = read_project_recalls(project)
    revisions = tuple(one for one in read_project_revisions(project) if void(one, recalled.get(one.domain, ())) is None)
    job = _Job(project, tuple(locales), found, revisions, recalled)
    several = len(found) * len(job.locales) >= _CATALOGS_WORTH_PROCESSES
    with catalogs_lock(project.root):
        parts = map_in_order(_update_domain, job, list(found), several=several)
        written = list(chain.from_iterable(parts))
        written += [_settle_lokalize(project, locale) for locale in job.locales]
    return written


@dataclass(frozen=True, slots=True)
class _Job:
    """What all domains of one update share; it goes to worker processes as it is."""

    project: Project
    locales: tuple[Locale, ...]
    domains: Mapping[str, Domain]
    revisions: tuple[Revision, ...]
    """Those that carry translations."""
    recalled: Recalled


def _update_domain(job: _Job, name: str) -> list[Written]:
    """One template and its catalogs in all locales; the English is looked at once."""
    project, domain = job.project, job.domains[name]
    template, result = _write_template(project, domain.template)
    forms = same_meaning(job.revisions, name, domain.protected)
    terms_in = terms_of(project.glossary)
    written = [result]
    for locale in filter(domain.is_for, job.locales):
        localized = localized_notes(template, terms_in, locale.name, project.site.preview)
        written.append(_merge_catalog(project, localized, locale, forms, job.recalled.get(name, ())))
    return written


def edits_since_update(project: Project) -> tuple[Edit, ...]:
    """The messages whose English was edited since the last update, or whose translations are fuzzy since an earlier one."""
    found: list[Edit] = []
    recalled = read_project_recalls(project)
    for domain in domains(project):
        name = domain.template.domain
        paths = [(locale, catalog_path(locale.name, name)) for locale in filter(domain.is_for, project.locales)]
        catalogs = (read_catalog(project, locale, name) for locale, path in paths if (project.root / path).exists())
        old = read_template(project, name)
        found += edits(domain.template, old, catalogs, domain.protected, recalled.get(name, ()))
    return tuple(found)


def _merge_catalog(
    project: Project, template: Catalog, locale: Locale, forms: SameMeaning, recalled: Sequence[Case]
) -> Written:
    path = catalog_path(locale.name, template.domain)
    doubtful = tuple(case for case in recalled if case.tied)

    def bring_up(before: bytes | None) -> bytes:
        if before is not None and not doubtful and stands(before, template):
            return before
        old = new = _new_catalog(project, template, locale)
        if before is not None:
            old = read_po(before, path, template.domain, locale.name).with_missing_fields(new.fields)
        return write_po(merge(template, doubt(template, old, doubtful), forms))

    try:
        return Written(path, rewrite(project.root, path, bring_up))
    except PipelineError as error:
        return Written(path, changed=False, error=error)


def edit_catalog(project: Project, locale: Locale, domain: str, change: Callable[[Catalog], Catalog]) -> bool:
    """Whether `change` made anything new of a locale's catalog; it may be asked again where the file changed meanwhile.

    The caller holds `catalogs_lock`.
    """
    path = catalog_path(locale.name, domain)

    def edit(before: bytes | None) -> bytes:
        if before is None:
            raise PipelineError(path, "this file is missing", f"run `polyclinic init {locale.name}` first")
        catalog = read_po(before, path, domain, locale.name)
        changed = change(catalog)
        return before if changed == catalog else write_po(changed)

    return rewrite(project.root, path, edit)


def _new_catalog(project: Project, template: Catalog, locale: Locale) -> Catalog:
    fields = {
        "Project-Id-Version": f"{project.site.title}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": template.fields["POT-Creation-Date"],
        "PO-Revision-Date": template.fields["POT-Creation-Date"],
        "Last-Translator": "",
        "Language-Team": locale.english_name,
        "Language": locale.name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(locale.name),
    }
    origin = "Drafted by machine translation; awaits" if project.site.machine_drafted else "Awaits"
    title = f"{locale.english_name} translation of {template.domain}."
    return Catalog(template.domain, locale.name, _header(fields), (title, f"{origin} review by a native clinician."))


def _header(fields: dict[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _settle_lokalize(project: Project, locale: Locale) -> Written:
    """Write the locale's project file of Lokalize where there is none; one that is there is its translators' own."""
    path = f"locales/{locale.name}/index.lokalize"
    if (project.root / path).exists():
        return Written(path, False)
    return Written(path, write_if_changed(project.root, path, write_lokalize_project(locale, project.site.title)))


def _write_template(project: Project, template: Catalog) -> tuple[Catalog, Written]:
    try:
        old = read_template(project, template.domain)
    except PipelineError:  # nobody writes into a template: it is made anew
        old = Catalog(template.domain)
    date = f"{now():%Y-%m-%d %H:%M}+0000"
    if [m.key for m in old.messages] == [m.key for m in template.messages]:
        date = old.fields.get("POT-Creation-Date", date)
    fields = {
        "Project-Id-Version": project.site.title,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if any(message.msgid_plural for message in template.messages):
        fields["Plural-Forms"] = "nplurals=INTEGER; plural=EXPRESSION;"
    path = template_path(template.domain)
    dated = replace(template, header=_header(fields), path=path)
    return dated, Written(path, write_if_changed(project.root, path, write_po(dated)))
