"""One catalog by itself, as the checks see it."""

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale


def checked(catalog: Catalog) -> list[Finding]:
    """What the checks find in a catalog."""
    return list(check([Sheet(catalog, Locale(catalog.locale or ""))]))
