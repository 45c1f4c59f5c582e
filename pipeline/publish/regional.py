"""The catalogs of a region (`locales/de_AT/`), which hold only what differs from their base (`locales/de/`)."""

from pathlib import Path

from pipeline.formats.po import read_po
from pipeline.l10n.regional import regional, without_base
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.publish.store import read_bytes


def regional_catalog(root: Path, base: Catalog, region: Locale, path: str) -> Catalog:
    """A base locale's catalog with what the region's file at this path says otherwise; the base's where there is no file.

    Raises PipelineError where the file cannot be read, and for an override of a message that the base does not have: its
    English was edited, and who wrote it must look again. A fuzzy override is none.
    """
    if not (root / path).exists():
        return regional(base, Catalog(base.domain, region.name))
    own = read_po(read_bytes(root, path), path, base.domain, region.name)
    lost = without_base(base, own)
    if lost:
        place = Place(path, lost[0].line)
        problem = f"{base.path} has no such message: “{lost[0].msgid}”"
        more = f"; nor {len(lost) - 1} more of this file" if len(lost) > 1 else ""
        raise PipelineError(place, f"{problem}{more}", "give it the text that the base has now, or remove it")
    return regional(base, own)
