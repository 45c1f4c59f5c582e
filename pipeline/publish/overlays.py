"""A clinic laid over a locale's desk: its texts in that language, and what must not be said there."""

from dataclasses import replace

from pipeline.formats.png import png_size
from pipeline.formats.telephone import international, telephone_uri
from pipeline.l10n.contradiction import contradictions
from pipeline.l10n.extract import clinic_protected
from pipeline.l10n.overlay import Telephone, practice_of, practice_protected, practice_texts, practice_warnings
from pipeline.model.catalog import Catalog
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError
from pipeline.model.page import Demand
from pipeline.model.practice import Logo
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.desks import Desk, unreadable
from pipeline.publish.edition import Edition
from pipeline.publish.sources import Project

_WIDEST, _HIGHEST = 240, 64
"""In which a logo is shown, in CSS pixels."""


def lay_over(project: Project, edition: Edition, clinic: Clinic, desk: Desk) -> None:
    """Hold a desk's pages to what a clinic adds to them; what is wrong with its texts is a finding on the desk."""
    locale, standards = desk.locale, desk.standards
    catalog = Catalog(clinic.domain, path=catalog_path(project.base_of(locale).name, clinic.domain))
    if not standards.own:
        try:
            catalog = read_catalog(project, locale, clinic.domain)
        except PipelineError as error:
            desk.findings.append(unreadable(locale, error))
    telephone = Telephone(international(clinic.telephone), telephone_uri(clinic.telephone))
    logo = shown_logo(edition.logo)
    held: tuple[Demand, ...] = ()
    if not standards.own:
        held = (*practice_warnings(clinic, standards.strings), *practice_protected(clinic, catalog, clinic_protected(clinic)))
    desk.standards = replace(
        standards,
        practice=practice_of(clinic, telephone, standards.strings, catalog, locale, project.source, logo),
        practice_protected=held,
        practice_texts=tuple(practice_texts(clinic, catalog, standards.strings, standards.site)),
    )
    desk.findings += contradictions(clinic, catalog, locale, project.disclaimers.values(), standards.disclaimers)


def shown_logo(content: bytes) -> Logo | None:
    """A logo in the size in which pages show it: as it is, or smaller in its proportions."""
    if not content:
        return None
    width, height = png_size(content)
    scale = min(1, _WIDEST / width, _HIGHEST / height)
    return Logo(max(1, round(width * scale)), max(1, round(height * scale)))
