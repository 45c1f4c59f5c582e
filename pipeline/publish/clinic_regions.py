"""The locales of clinics: those of the project, or a region's in their place where a clinic's `[tags]` say so."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from pipeline.model.clinic import Clinic
from pipeline.model.errors import Place
from pipeline.model.locale import Locale, pseudo_name
from pipeline.publish.clinics import read_clinics
from pipeline.publish.sources import Project


def clinic_locales(project: Project, clinic: Clinic, chosen: Collection[Locale] | None = None) -> tuple[Locale, ...]:
    """The locales of a clinic's pages, in its order; only the chosen ones, if some are: a region's by its base's name too."""
    regions = {base: region for region, (base, _) in _layers(project, clinic).items()}
    found = ((base, regions.get(base, base)) for base in (_own(project, name) for name in clinic.locales))
    return tuple(locale for base, locale in found if chosen is None or base in chosen or locale in chosen)


def in_regions(project: Project, clinic: Clinic | None) -> Project:
    """The project as a clinic's pages are made of it: the regions of its tags stand in the place of their bases.

    Without tags it is the project as it is; so it is without a clinic.
    """
    layers = {} if clinic is None else _layers(project, clinic)
    if not layers:
        return project
    regions = {base: region for region, (base, _) in layers.items()}
    locales = tuple(regions.get(locale, locale) for locale in project.locales)
    return replace(project, source=regions.get(project.source, project.source), locales=locales, layers=layers)


def knowing_regions(project: Project, clinics: Iterable[Clinic]) -> Project:
    """The project with its own locales, which can read the catalogs of these clinics' regions as well."""
    layers = {region: found for clinic in clinics for region, found in _layers(project, clinic).items()}
    return replace(project, layers=layers) if layers else project


def known_locale(project: Project, clinics: Iterable[Clinic], name: str) -> Locale:
    """A locale of the settings, or of a region in whose name one of these clinics goes out; raises PipelineError for others."""
    regions = {locale.name: locale for clinic in clinics for locale in _layers(project, clinic)}
    return regions.get(name) or project.locale(name)


def find_locale(project: Project, name: str) -> tuple[Project, Locale]:
    """A locale of the settings, or of a region in whose name some clinic goes out, and the project that can read its catalogs.

    Clinics are read only where the settings have no such locale. Raises PipelineError for others.
    """
    if name in {locale.name for locale in (project.source, *project.locales)}:
        return project, project.locale(name)
    clinics = read_clinics(project).values()
    return knowing_regions(project, clinics), known_locale(project, clinics, name)


def known_target(project: Project, clinics: Iterable[Clinic], name: str) -> Locale:
    """What may be built of a project and of some of its clinics: such a locale, or a pseudo-locale; raises PipelineError."""
    return project.target(name) if pseudo_name(name) else known_locale(project, clinics, name)


def _layers(project: Project, clinic: Clinic) -> Mapping[Locale, tuple[Locale, Locale]]:
    """Region → its base, and itself; empty where the clinic has no tags."""
    found = {}
    for name, tag in clinic.tags.items():
        region = Locale.named(tag, Place(clinic.path))
        found[region] = (_own(project, name), region)
    return found


def _own(project: Project, name: str) -> Locale:
    """A locale of the settings, also where a region stands in its place."""
    return next((base for base, _ in project.layers.values() if base.name == name), None) or project.locale(name)
