"""The gate's report on disk: `gate.html` for an auditor, `gate.json` for a program.

A report tells what lies in `build/site`, so the two must never part. It is written in full before the site is swapped; then
the old report goes, the new site comes, and the new report comes last. Whatever is killed in between leaves a report of what
stands there, or none; a build that fails leaves the old site and its report.

It names reviewers, so it lies beside the site and never in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from pipeline import __version__
from pipeline.gate import RULES
from pipeline.law.texts import TEXT_RULES
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError
from pipeline.model.report import Occasion, Part, Report, Rule, StyleProof, Terms
from pipeline.publish.clinic_regions import clinic_locales
from pipeline.publish.edition import Edition
from pipeline.publish.sources import Project
from pipeline.publish.store import write_if_changed
from pipeline.publish.style import is_pinned
from pipeline.reports.gate import gate_json
from pipeline.reports.gate_page import gate_page

REPORTS = "build/reports"
FRAME = ("index.html", "sitemap.xml", "style.css")
"""What surrounds the pages of a site."""

_FORMS: Mapping[str, Callable[[Report], str]] = {"gate.html": gate_page, "gate.json": gate_json}


def terms(
    project: Project,
    occasion: Occasion,
    formats: Sequence[str],
    as_of: date,
    folder: Path,
    named: str,
    style: StyleProof | None,
    clinic: Clinic | None = None,
) -> Terms:
    """The terms on which the pages in a folder were judged; `named` is what the report calls that folder.

    With a clinic they are its pages, and its locales are all that there are.
    """
    names = FRAME if clinic is None else sorted(path.name for path in folder.iterdir())
    frame = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names if (folder / name).is_file()}
    locales = (project.source, *project.locales) if clinic is None else clinic_locales(project, clinic)
    return Terms(
        occasion=occasion,
        folder=named,
        as_of=as_of,
        version=__version__,
        site=project.site if clinic is None else replace(project.site, title=clinic.name),
        source=project.source,
        locales=locales,
        articles=tuple(project.articles),
        formats=tuple(formats),
        rules=tuple(_rules()),
        gate=_sources(),
        frame=frame,
        style=style,
    )


@contextmanager
def proved_site(edition: Edition, as_of: date, report: Report) -> Iterator[None]:
    """Write the report of a site that waits in its staging folder; inside the context the site takes its place in `build/`.

    Where no site waits (pseudo-locales alone were built), nothing is written: what stands there was judged before. The report
    of a clinic's site lies in a folder of its own, `build/reports/clinics/<clinic>`.
    Raises PipelineError, or OSError inside the staging folder, before anything was touched.
    """
    project, site, formats = edition.project, edition.folder, edition.formats
    if not site.is_dir():
        yield
        return
    shown = tuple(verdict for verdict in report.verdicts if not verdict.locale.pseudo)
    style = None if "html" not in formats else StyleProof.PINNED if is_pinned(site) else StyleProof.NONE
    if style is StyleProof.NONE and any(verdict.pages for verdict in shown):
        style = StyleProof.BROWSER  # or no page would wait here
    judged_by = terms(project, Occasion.BUILD, formats, as_of, site, f"build/{edition.place}", style, edition.clinic)
    known = replace(report, verdicts=shown, terms=judged_by)
    waiting, place = site.with_name(f".reports-{site.name}"), report_place(edition)
    for name, write in _FORMS.items():
        write_if_changed(site.parent, f"{waiting.name}/{name}", _bytes(write(known)))
    withdraw_report(project, edition)
    yield
    for name in _FORMS:
        (waiting / name).rename(project.root / place / name)


def report_place(edition: Edition) -> str:
    """Where the report of an edition lies, relative to the project's root."""
    return REPORTS if edition.clinic is None else f"{REPORTS}/{edition.place}"


def withdraw_report(project: Project, edition: Edition) -> None:
    """Take away what a report says of a site that goes, or that another one replaces."""
    _withdraw(project.root / report_place(edition), report_place(edition))


def refuse_place(project: Project, folder: Path, judged: Path) -> None:
    """Refuse a folder in which no report of a look at the pages in `judged` may lie.

    Raises PipelineError for the folder of the build's own report, which tells of that build, and for a folder that is
    published: the report names reviewers.
    """
    place = folder.resolve()
    own = (project.root / REPORTS).resolve()
    if place == own or place.is_relative_to(own / "clinics"):
        raise PipelineError(str(folder), "the build's own report lies here", "name another folder")
    for site in (judged.resolve(), *((project.root / one).resolve() for one in ("build/site", "build/clinics"))):
        if place.is_relative_to(site):
            raise PipelineError(str(folder), "the report names reviewers: it must not lie in the site", "name another folder")


def write_report(folder: Path, report: Report) -> Sequence[Path]:
    """Write the report of a look into a folder, in the place of an older one; answers its files."""
    contents = {name: _bytes(write(report)) for name, write in _FORMS.items()}
    _withdraw(folder, str(folder))
    for name, content in contents.items():
        write_if_changed(folder, name, content)
    return [folder / name for name in contents]


def _withdraw(folder: Path, named: str) -> None:
    """Take an old report away, so that no half of it stands beside a half of the new one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _FORMS:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise PipelineError(named, f"this folder cannot be written: {error.strerror}", "free space or rights") from None


def _bytes(text: str) -> bytes:
    # Half a character, as a file's name may hold it, becomes an escape: of JSON's in JSON, and for a reader's eyes in HTML.
    return text.encode("utf-8", "backslashreplace")


def _rules() -> Iterator[Rule]:
    rules = ((Part.TEXTS, TEXT_RULES), *zip((Part.HTML, Part.TEXT_EDITION), RULES.values(), strict=True))
    for part, functions in rules:
        for function in functions:
            yield Rule(function.__name__.replace("_", "-"), part, " ".join((function.__doc__ or "").split()))


def _sources() -> Mapping[str, str]:
    """The files that make the gate, each with its SHA-256."""
    law = files("pipeline").joinpath("law")
    paths = ["gate.py", *sorted(f"law/{one.name}" for one in law.iterdir() if one.name.endswith(".py"))]
    return {f"pipeline/{path}": sha256(files("pipeline").joinpath(path).read_bytes()).hexdigest() for path in paths}
