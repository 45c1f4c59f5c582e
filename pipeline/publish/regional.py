"""The catalogs of a region (`locales/de_AT/`), which hold only what differs from their base (`locales/de/`)."""

from pipeline.formats.po import read_po
from pipeline.l10n.regional import regional, without_base
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes


def regional_catalog(project: Project, base: Locale, region: Locale, domain: str) -> Catalog:
    """The base locale's catalog of a domain with what the region says otherwise; the base's where the region has no file.

    Raises PipelineError where the base's is missing or one of the two cannot be read, and for an override of a message that
    the base does not have: its English was edited, and who wrote it must look again. A fuzzy override is none.
    """
    catalog = read_catalog(project, base, domain)
    path = catalog_path(region.name, domain)
    if not (project.root / path).exists():
        return regional(catalog, Catalog(domain, region.name))
    own = read_po(read_bytes(project.root, path), path, domain, region.name)
    lost = without_base(catalog, own)
    if lost:
        place = Place(path, lost[0].line)
        problem = f"{catalog.path} has no such message: “{lost[0].msgid}”"
        more = f"; nor {len(lost) - 1} more of this file" if len(lost) > 1 else ""
        raise PipelineError(place, f"{problem}{more}", "give it the text that the base has now, or remove it")
    return regional(catalog, own)
