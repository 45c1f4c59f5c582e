"""Catalogs to agencies and back: export as XLIFF, CSV or TMX; import of these, and of PO files based on older templates."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.formats.po import read_po, write_po
from pipeline.formats.spreadsheet import read_csv, write_csv
from pipeline.formats.tmx import read_tmx, write_tmx
from pipeline.formats.xliff import read_xliff, write_xliff
from pipeline.formats.xml_syntax import line_of, read_xml
from pipeline.l10n.receive import Received, receive
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.model.offer import Delivery, Offer, Prefer, Receipt, Standing
from pipeline.publish.catalogs import DOMAINS_OF_ALL, catalog_path, edit_catalog, read_catalog
from pipeline.publish.clinics import read_clinics
from pipeline.publish.lock import catalogs_lock
from pipeline.publish.recalls import HANDOVER_DOMAIN
from pipeline.publish.sources import Project

LARGEST = 64 * 1024 * 1024
"""More bytes than this are no delivery: an export of a hundred articles has a third of it."""

ONLY: Mapping[str, Callable[[Message], bool]] = {
    "untranslated": lambda message: not any(message.msgstr),
    "fuzzy": lambda message: message.fuzzy,
    "translated": lambda message: message.translated,
}
"""What `export --only` can ask for."""


def export_catalogs(
    project: Project, locale: Locale, form: str, domains: Collection[str] = (), only: Collection[str] = ()
) -> bytes:
    """The bytes of an exchange file (`xliff`, `csv` or `tmx`) for a locale's catalogs; equal catalogs give equal bytes."""
    known = _domains(project, locale)
    chosen = [_known(known, domain) for domain in dict.fromkeys(domains)] or known
    catalogs = [_narrowed(read_catalog(project, locale, domain), only) for domain in chosen]
    if form == "csv":
        return write_csv(catalogs, locale.tag)
    write = {"xliff": write_xliff, "tmx": write_tmx}[form]
    return write(catalogs, project.source.tag, locale.tag, project.site.title)


def _domains(project: Project, locale: Locale | None = None) -> list[str]:
    """The domains that have catalogs, in a locale or in any."""
    clinics = read_clinics(project).values()
    own = [one.domain for one in clinics if locale is None or locale.name in one.locales]
    return [*DOMAINS_OF_ALL, HANDOVER_DOMAIN, *project.articles, *own]


def _known(domains: Collection[str], domain: str, place: Place | None = None) -> str:
    if domain not in domains:
        problem = f"no domain {domain!r} in this project, or none in this locale"
        raise PipelineError(place or Place("DOMAIN"), problem, f"there are: {', '.join(domains)}")
    return domain


def _narrowed(catalog: Catalog, only: Collection[str]) -> Catalog:
    if not only:
        return catalog
    return replace(catalog, messages=tuple(m for m in catalog.messages if any(ONLY[state](m) for state in only)))


def would_edit(project: Project, locale: Locale, domain: str, change: Callable[[Catalog], Catalog]) -> bool:
    """Whether `edit_catalog` would write, without doing so: what `--dry-run` does in its place."""
    catalog = read_catalog(project, locale, domain)
    return change(catalog) != catalog


def import_file(
    project: Project,
    file: Path,
    locale: str | None = None,
    domain: str | None = None,
    prefer: Prefer = Prefer.CATALOG,
    edit: Callable[[Project, Locale, str, Callable[[Catalog], Catalog]], bool] = edit_catalog,
) -> Receipt:
    """Take a delivered file into the catalogs of its locale, and say what became of each translation.

    Raises PipelineError, with nothing changed, for a file that cannot be read or belongs to another project or locale.
    """
    if domain is not None:
        _known(_domains(project), domain)
    deliveries = _read(project, file, domain)
    if not deliveries:
        return Receipt()
    chosen, delivery = _chosen(project, deliveries, locale, str(file))
    title = project.site.title
    if delivery.project and delivery.project != title:
        problem = f"this file is of the project {delivery.project!r}, not of {title!r}"
        raise PipelineError(str(file), problem, "import it there, or export it anew from here")
    offers = _by_domain(_domains(project, chosen), delivery.offers, domain, str(file))
    received: dict[str, Received] = {}

    def take_in(catalog: Catalog) -> Catalog:
        received[catalog.domain] = receive(catalog, offers[catalog.domain], prefer, str(file))
        return _proven(received[catalog.domain].catalog)

    with catalogs_lock(project.root):
        for name in offers:  # all can be read, and written, before any is
            take_in(read_catalog(project, chosen, name))
        changed = [catalog_path(chosen.name, name) for name in offers if edit(project, chosen, name, take_in)]
    return Receipt(tuple(change for name in offers for change in received[name].changes), tuple(changed))


def _proven(catalog: Catalog) -> Catalog:
    """The catalog; raises PipelineError, before anything is written, for one that would not be read as it is."""
    content = write_po(catalog)
    if set(read_po(content, catalog.path, catalog.domain, catalog.locale).messages) != set(catalog.messages):
        problem = "with this file it would hold a text that a catalog cannot carry"
        raise PipelineError(catalog.path, problem, "look for odd line ends in the delivered texts")
    return catalog


def _read(project: Project, file: Path, domain: str | None) -> tuple[Delivery, ...]:
    path = str(file)
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise PipelineError(path, f"this file cannot be read: {error.strerror}", "name another") from None
    if size > LARGEST:
        raise PipelineError(path, f"this file has {size >> 20} MiB", f"send at most {LARGEST >> 20} MiB, a domain at a time")
    match file.suffix.lower():
        case ".po" | ".pot":
            return (_read_delivered_po(project, content, file, domain),)
        case ".csv" | ".tsv" | ".txt":
            return read_csv(content, path)
        case suffix if suffix.endswith((".tmx", ".xml", "xlf", "xliff")):
            return _read_xml(project, content, path)
        case suffix:
            raise PipelineError(
                path, f"files of the kind {suffix or 'without ending'!r} are not read", "send .xlf, .csv, .tmx or .po"
            )


def _read_xml(project: Project, content: bytes, path: str) -> tuple[Delivery, ...]:
    root = read_xml(content, path)
    if root.tag == "tmx":
        return read_tmx(root, path, project.source.tag)
    if root.tag == "xliff":
        return read_xliff(root, path)
    raise PipelineError(Place(path, line_of(root)), f"<{root.tag}> is neither XLIFF nor TMX", "send .xlf, .csv, .tmx or .po")


def _read_delivered_po(project: Project, content: bytes, file: Path, domain: str | None) -> Delivery:
    """A PO file as offers: of the catalog's own template or an older one. It names its locale in the header."""
    path = str(file)
    catalog = read_po(content, path, domain or file.stem)
    named = domain or catalog.fields.get("X-Domain", "") or file.stem
    domains = _domains(project)
    if named not in domains:
        problem = f"no domain {named!r} in this project"
        raise PipelineError(path, problem, f"say it with --domain; there are: {', '.join(domains)}")

    def standing(message: Message) -> Standing:
        if message.obsolete:
            return Standing.SUGGESTED
        return Standing.FUZZY if message.fuzzy else Standing.TRANSLATED

    offers = tuple(Offer(replace(m, obsolete=False), standing(m), named) for m in catalog.messages)
    return Delivery(offers, catalog.fields.get("Language", ""))


def _chosen(project: Project, deliveries: Iterable[Delivery], locale: str | None, path: str) -> tuple[Locale, Delivery]:
    """The locale that a file is for and what it holds for it; one that the file contradicts is refused."""
    found = list(deliveries)
    if locale is not None:
        wanted = project.locale(locale)
        fitting = [one for one in found if not one.target or _alike(one.target, wanted)]
        if not fitting:
            named = ", ".join(sorted({one.target for one in found})) or "no language at all"
            raise PipelineError(path, f"this file is for {named}, not for {locale}", "name the locale that it is for")
    else:
        fitting = found
        wanted = _named(project, found, path)
    if wanted == project.source:
        raise PipelineError(path, f"{wanted.name} is the source locale: it has no catalogs", "name another")
    one = fitting[0]
    if one.source and not _alike(one.source, project.source):
        raise PipelineError(path, f"this file translates from {one.source}", f"the source locale is {project.source.tag}")
    return wanted, replace(one, offers=tuple(offer for each in fitting for offer in each.offers))


def _named(project: Project, deliveries: list[Delivery], path: str) -> Locale:
    names = {one.target for one in deliveries}
    if names - {""} != names or not names:
        raise PipelineError(path, "this file does not say which locale it is for", "say it with --locale")
    found = {locale for name in names for locale in _locales_named(project, name)}
    if len(names) > 1 or len(found) != 1:
        listed = ", ".join(sorted(names))
        known = ", ".join(locale.name for locale in project.locales)
        raise PipelineError(path, f"this file is for {listed}", f"the project's locales are {known}; see --locale")
    return found.pop()


def _locales_named(project: Project, name: str) -> list[Locale]:
    exact = [locale for locale in project.locales if _tag(name) == locale.tag.lower()]
    return exact or [locale for locale in project.locales if _alike(name, locale)]


def _alike(name: str, locale: Locale) -> bool:
    """Whether a language's name in a file can mean a locale: the same, or one names a region that the other leaves out."""
    named, own = f"{_tag(name)}-", f"{locale.tag.lower()}-"
    return named.startswith(own) or own.startswith(named)


def _tag(name: str) -> str:
    return name.strip().replace("_", "-").lower()


def _by_domain(known: Collection[str], offers: Iterable[Offer], domain: str | None, path: str) -> dict[str, list[Offer]]:
    """The offers for each domain of those known.

    A memory's are for every one; rows that name none are for the one of the command line.
    """
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        place = Place(path, offer.message.line)
        if offer.standing is Standing.SUGGESTED and offer.domain is None:
            names = [domain] if domain else list(known)
        elif offer.domain or domain:
            names = [offer.domain or str(domain)]
        else:
            raise PipelineError(place, "this translation names no domain", "say it with --domain")
        for name in names:
            if domain in (None, name):
                named = offer if offer.domain or offer.standing is Standing.SUGGESTED else replace(offer, domain=name)
                found.setdefault(_known(known, name, place), []).append(named)
    return found
