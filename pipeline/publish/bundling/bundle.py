"""The bundle: the site, built anew and past the gate in this run, with all that proves it, as a deterministic ZIP of a bag.

There is no bundle of pages that anything was found against, and none of pages that somebody built earlier.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pipeline.formats.archive import write_zip
from pipeline.formats.bag import DATA, write_bag
from pipeline.formats.provenance import Origin
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.report import Report
from pipeline.publish.build import build
from pipeline.publish.bundling.built_by import TOOL, runtime
from pipeline.publish.bundling.handover import changes_html, verify_files
from pipeline.publish.bundling.judged_site import JudgedSite, judged_site
from pipeline.publish.bundling.opened import OpenedBundle
from pipeline.publish.bundling.origin import Made
from pipeline.publish.bundling.records import record_files
from pipeline.publish.bundling.sides import side_of
from pipeline.publish.sources import Project
from pipeline.publish.store import write_if_changed
from pipeline.reports.changes import compare

BUNDLES = "build/bundles"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What came of it."""

    name: str
    """Also that of its one folder: `polyclinic-site-2026-11-25`."""
    report: Report
    """Of the build; what it refused is in no bundle."""
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
    clinics: Sequence[str],
    locales: Sequence[Locale],
    when: Made,
    previous: OpenedBundle | None = None,
    on_page: Callable[[str], None] = lambda name: None,
) -> Bundle:
    """Build these locales, or all where none is named, and bundle what the gate let pass; a single refusal refuses the bundle.

    With a previous bundle, CHANGES.html says what changed since, for the one who publishes it.
    Approvals, recalls and dated notes are seen as on the day of `when`. Raises PipelineError as a build does.
    """
    if clinics:
        raise PipelineError("source/clinics", f"no clinic {clinics[0]!r}", "there are none in this project")
    every = [project.source, *project.locales]
    wanted = [locale for locale in every if not locales or locale in locales]
    as_of = when.moment.date()
    name = "-".join(["polyclinic", "site", *(locale.name for locale in wanted if locales), as_of.isoformat()])
    report = build(project, wanted, project.site.formats, as_of, on_page)
    reasons = tuple(_overdue(project, as_of))
    if report.refused or reasons:
        return Bundle(name, report, reasons)
    sites = [judged_site(project, wanted, as_of, DATA)]
    return Bundle(name, report, content=_archive(project, name, wanted, sites, when, previous))


def _archive(
    project: Project,
    name: str,
    locales: Sequence[Locale],
    sites: Sequence[JudgedSite],
    when: Made,
    previous: OpenedBundle | None,
) -> bytes:
    asked = {"sites": [site.prefix for site in sites], "locales": [locale.name for locale in locales]}
    parameters = {**asked, "formats": list(project.site.formats)}
    if previous is not None:
        parameters |= {"previous": [previous.name, sha256(previous.archive).hexdigest()]}
    origin = Origin(when.commit, int(when.moment.timestamp()), parameters, TOOL, runtime())
    payload = {f"{site.prefix}{path}".removeprefix(DATA): content for site in sites for path, content in site.files.items()}
    described = {
        "Source-Organization": project.site.title,
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


def _overdue(project: Project, as_of: date) -> Iterator[Finding]:
    """Articles whose next editorial review was due before that day: they are not given out as current."""
    for slug, path in project.articles.items():
        due = project.article(slug).front.next_review
        if due < as_of:
            problem = f"the next review of this article was due on {due.isoformat()}"
            remedy = "review it, then set reviewed and next_review in its front matter"
            yield Finding(Severity.ERROR, "review-overdue", project.source.name, Place(path, 1), problem, remedy)


def write_bundle(project: Project, made: Bundle, folder: Path | None = None) -> Path:
    """Write a bundle that was not refused into a folder, or `build/bundles`, whole; answers its path."""
    place = folder or project.root / BUNDLES
    write_if_changed(place, f"{made.name}.zip", made.content)
    return place / f"{made.name}.zip"
