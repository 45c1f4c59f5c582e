"""The bundle: the site, built anew and past the gate in this run, with all that proves it, as a deterministic ZIP of a bag.

There is no bundle of pages that anything was found against, none of pages that somebody built earlier, and none that
`polyclinic verify` would refuse.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

from pipeline.formats.archive import write_zip
from pipeline.formats.bag import DATA, write_bag
from pipeline.formats.provenance import Origin
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.model.locale import Locale
from pipeline.model.report import Report
from pipeline.publish.build import build
from pipeline.publish.bundling.accepted import unacceptable, unaccepted
from pipeline.publish.bundling.built_by import TOOL, runtime
from pipeline.publish.bundling.handover import changes_html, verify_files
from pipeline.publish.bundling.judged_site import JudgedSite, judged_site
from pipeline.publish.bundling.opened import OpenedBundle
from pipeline.publish.bundling.origin import Made
from pipeline.publish.bundling.records import record_files
from pipeline.publish.bundling.sides import side_of
from pipeline.publish.bundling.today import overdue, refused_on
from pipeline.publish.clinic_regions import clinic_locales, knowing_regions
from pipeline.publish.clinic_sites import build_clinics
from pipeline.publish.sources import SITE as SETTINGS
from pipeline.publish.sources import Project
from pipeline.publish.store import write_if_changed
from pipeline.reports.changes import compare

BUNDLES = "build/bundles"
SITE = "site"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What came of it."""

    name: str
    """Also that of its one folder: `polyclinic-site-2026-11-25`."""
    reports: Mapping[str, Report]
    """Of the builds of the site and of clinics, by name; what one refused is in no bundle."""
    reasons: tuple[Finding, ...] = ()
    """What else stands against it."""
    content: bytes = b""
    """The archive; empty where it is refused."""

    @property
    def refused(self) -> bool:
        """Whether there is no bundle."""
        return not self.content


def bundle(
    project: Project,
    clinics: Mapping[str, Clinic],
    locales: Sequence[Locale],
    when: Made,
    previous: OpenedBundle | None = None,
    on_page: Callable[[str], None] = lambda name: None,
) -> Bundle:
    """Build these locales, or all where none is named, and bundle what the gate let pass; a single refusal refuses the bundle.

    With a clinic it is of the clinic's pages alone, with several of theirs and of the site's. With a previous bundle,
    CHANGES.html says what changed since, for the one who publishes it.
    Approvals, recalls and dated notes are seen as on the day of `when`, and must hold today too where that is the commit's.
    Raises PipelineError as a build does.
    """
    as_of, formats = when.moment.date(), project.site.formats
    wanted = _wanted(project, clinics, locales)
    named = [locale.name for locale in dict.fromkeys(chain.from_iterable(wanted.values())) if locales]
    name = "-".join(["polyclinic", *(clinics or [SITE]), *named, as_of.isoformat()])
    reports = {SITE: build(project, wanted[SITE], formats, as_of, on_page)} if SITE in wanted else {}
    reports |= build_clinics(project, clinics, formats, as_of, locales or None, on_page)
    reasons = (*overdue(project, as_of), *unacceptable(project))
    if reasons or any(report.refused for report in reports.values()):
        return Bundle(name, reports, reasons)
    places = {one: DATA if len(wanted) == 1 else f"{DATA}site/" if one == SITE else f"{DATA}clinics/{one}/" for one in wanted}
    sites = [judged_site(project, clinics.get(one), wanted[one], as_of, places[one]) for one in wanted]
    if when.today is not None and when.today > as_of:
        reasons = tuple(refused_on(project, clinics, sites, when.today))
    content = b"" if reasons else _archive(project, name, sites, when, previous)
    reasons = reasons or tuple(unaccepted(project, name, content))
    return Bundle(name, reports, reasons, b"" if reasons else content)


def count_pages(project: Project, clinics: Mapping[str, Clinic], locales: Sequence[Locale]) -> int:
    """How many pages such a bundle has, each in all its editions."""
    return len(project.articles) * sum(map(len, _wanted(project, clinics, locales).values()))


def _wanted(project: Project, clinics: Mapping[str, Clinic], locales: Sequence[Locale]) -> Mapping[str, Sequence[Locale]]:
    """The locales of each site of the bundle, in its own order; the site's own name is `SITE`, which no clinic has.

    Raises PipelineError for a clinic without any of the locales that were asked for.
    """
    found: dict[str, Sequence[Locale]] = {}
    if len(clinics) != 1:
        found[SITE] = [locale for locale in (project.source, *project.locales) if not locales or locale in locales]
        if not found[SITE]:
            known = ", ".join(locale.name for locale in project.locales)
            raise PipelineError(
                SETTINGS, "the site, which a bundle of several clinics holds, has none of these locales", f"it has {known}"
            )
    for name, clinic in clinics.items():
        found[name] = clinic_locales(project, clinic, locales or None)
        if not found[name]:
            raise PipelineError(clinic.path, "it has none of these locales", f"it has {', '.join(clinic.locales)}")
    return found


def _archive(project: Project, name: str, sites: Sequence[JudgedSite], when: Made, previous: OpenedBundle | None) -> bytes:
    project = knowing_regions(project, [site.clinic for site in sites if site.clinic is not None])
    locales = tuple(dict.fromkeys(page.locale for site in sites for page in site.pages))
    asked = {"sites": [site.prefix for site in sites], "locales": [locale.name for locale in locales]}
    parameters = {**asked, "formats": list(project.site.formats)}
    if previous is not None:
        parameters |= {"previous": [previous.name, sha256(previous.archive).hexdigest()]}
    origin = Origin(when.commit, int(when.moment.timestamp()), parameters, TOOL, runtime())
    payload = {f"{site.prefix}{path}".removeprefix(DATA): content for site in sites for path, content in site.files.items()}
    clinic = sites[0].clinic
    organisation = clinic.legal_name if clinic is not None else project.site.title
    described = {
        "Source-Organization": organisation,
        "Bagging-Date": when.moment.date().isoformat(),
        "Bag-Software-Agent": f"{TOOL.name} {TOOL.version}",
        "External-Identifier": name,
        **({"Polyclinic-Source-Commit": when.commit} if when.commit else {}),
    }
    tags = record_files(project, locales, sites, origin, when) | verify_files(project, locales, name, payload)
    if previous is not None:
        now = {**{f"{DATA}{path}": content for path, content in payload.items()}, **tags}
        changes = compare(side_of(previous.name, previous.files), side_of(name, now))
        tags["CHANGES.html"] = changes_html(project, changes).encode()
    bag = write_bag(payload, tags, described)
    return write_zip({f"{name}/{path}": content for path, content in bag.items()}, when.moment)


def place_of(project: Project, made: Bundle, folder: Path | None = None) -> Path:
    """Where a bundle's file lies: in a folder, or in `build/bundles`."""
    return (folder or project.root / BUNDLES) / f"{made.name}.zip"


def write_bundle(project: Project, made: Bundle, folder: Path | None = None) -> Path:
    """Write a bundle that was not refused into its place, whole; answers that."""
    place = place_of(project, made, folder)
    write_if_changed(place.parent, place.name, made.content)
    return place
