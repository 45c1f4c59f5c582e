"""A project's clinics on disk, and which of them may not go out on a day. Nothing of a clinic concerns the site's pages."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from pipeline.formats.clinics import read_clinic
from pipeline.formats.png import png_problem
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.publish.sources import SLUG, Project
from pipeline.publish.store import read_bytes, read_text

CLINICS = "source/clinics"
_RESERVED = frozenset({"site"})
"""Bundles are named after a clinic or after the site."""


def clinic_path(name: str) -> str:
    """Where a clinic's settings lie, relative to the project's root."""
    return f"{CLINICS}/{name}.toml"


def clinic_names(project: Project) -> tuple[str, ...]:
    """The names of the project's clinics, in their order; raises PipelineError for a file that cannot be one."""
    found = []
    for path in sorted((project.root / CLINICS).glob("*.toml")):
        place = path.relative_to(project.root).as_posix()
        problem = name_problem(project, path.stem)
        if problem:
            raise PipelineError(place, problem, "rename the file")
        found.append(path.stem)
    return tuple(found)


def name_problem(project: Project, name: str) -> str:
    """Why a clinic cannot have a name, or nothing."""
    if SLUG.fullmatch(name) is None:
        return f"{name!r} cannot be a clinic's name: use small letters, digits and hyphens"
    if name in _RESERVED:
        return f"{name!r} is the name of something else: choose another"
    if f"clinic-{name}" in project.articles:
        return f"its texts would be in the domain clinic-{name}, which is an article's"
    return ""


def read_clinics(project: Project) -> Mapping[str, Clinic]:
    """The clinics of a project by name, in their order; empty where there are none.

    Raises PipelineError for the first that is wrong, with all that is wrong with it.
    """
    return {name: open_clinic(project, name) for name in clinic_names(project)}


def open_clinic(project: Project, name: str) -> Clinic:
    """One clinic of a project; raises PipelineError that names every wrong key, or the clinics that there are."""
    if not (project.root / clinic_path(name)).exists():
        known = ", ".join(clinic_names(project)) or "none"
        raise PipelineError(clinic_path(name), f"there is no clinic {name!r}", f"there are: {known}; see `polyclinic clinic`")
    locales = [locale.name for locale in (project.source, *project.locales)]
    text = read_text(project.root, clinic_path(name))
    return read_clinic(text, clinic_path(name), name, locales, partial(_logo_problem, project))


def read_logo(project: Project, clinic: Clinic) -> bytes | None:
    """The clinic's logo, a PNG picture that was looked at; None where it has none."""
    if clinic.look is None or not clinic.look.logo:
        return None
    problem = _logo_problem(project, clinic.look.logo)
    if problem:  # it may have been replaced since its settings were read
        raise PipelineError(clinic.path, f"look.logo: {problem}", "mend it, or leave the key out")
    return read_bytes(project.root, f"{CLINICS}/{clinic.look.logo}")


def _logo_problem(project: Project, name: str) -> str:
    try:
        return png_problem(read_bytes(project.root, f"{CLINICS}/{name}"))
    except PipelineError as error:
        return f"{error.place}: {error.problem}"


def clinic_refusals(clinic: Clinic, as_of: date) -> tuple[Finding, ...]:
    """Why a clinic's pages may not go out on a day: its emergency number or its law note is older than its `review_by`.

    A page says what to dial and what the law is, with a practice's name above it; what nobody has looked at in time, it does
    not say. The last day itself is in time. None of these concerns a locale: they refuse the clinic in all.
    """
    found = []
    for rule, what, key, last in (
        ("clinic-emergency-review", "the emergency number", "emergency", clinic.emergency.review_by),
        ("clinic-law-review", "the law note", "law", clinic.law.review_by),
    ):
        if last < as_of:
            problem = f"{what} was to be looked at again by {last.isoformat()} ({key}.review_by), and it is {as_of.isoformat()}"
            found.append(_refusal(clinic, rule, problem, "compare it with its source, then give it a new review_by"))
    if clinic.law.dated > as_of:
        problem = f"the law note is dated {clinic.law.dated.isoformat()}, and it is {as_of.isoformat()}"
        found.append(_refusal(clinic, "clinic-law-dated", problem, "write the day on which somebody looked (law.dated)"))
    return tuple(found)


def _refusal(clinic: Clinic, rule: str, problem: str, remedy: str) -> Finding:
    return Finding(Severity.REFUSAL, rule, "", Place(clinic.path), problem, remedy)
