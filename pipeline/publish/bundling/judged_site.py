"""A built site as a bundle takes it: its files, read once, each the very bytes that the gate judged, judged once more."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pipeline.gate import judge
from pipeline.law.texts import disclaimer_subject
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.model.page import Demands, Page, Proof
from pipeline.publish.desks import open_desk
from pipeline.publish.inspect import demands_of_pages, standing_edition
from pipeline.publish.overlays import lay_over
from pipeline.publish.recalls import read_project_recalls
from pipeline.publish.reports import report_place
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes
from pipeline.reports.pages_record import HeldPage

_FORMS = {".html": "html", ".txt": "text", ".fragment.html": "fragment"}
_AGAIN = "let nothing else build or edit meanwhile, then bundle again"


@dataclass(frozen=True, slots=True)
class JudgedSite:
    """A folder of pages for one audience: the site, or a clinic's."""

    prefix: str
    """Where it lies in the bag: `data/`; of several `data/site/`, `data/clinics/<clinic>/`."""
    clinic: Clinic | None
    """In whose name; None for the project's own site."""
    report: str
    """The folder of its gate's report, relative to the project's root."""
    files: Mapping[str, bytes]
    """By their paths inside it."""
    pages: tuple[HeldPage, ...]

    @property
    def frame(self) -> Iterator[str]:
        """The paths in the bag of what surrounds the pages."""
        known = {path for page in self.pages for path, _ in page.files}
        return (path for path in (f"{self.prefix}{name}" for name in self.files) if path not in known)

    @property
    def style(self) -> str | None:
        """The SHA-256 of its style sheet."""
        sheet = self.files.get("style.css")
        return None if sheet is None else sha256(sheet).hexdigest()


def judged_site(project: Project, clinic: Clinic | None, locales: Sequence[Locale], as_of: date, prefix: str) -> JudgedSite:
    """The site that a build of these locales has just put into `build/site`, or `build/clinics/<clinic>`.

    Raises PipelineError where it is not, byte for byte, what that build's gate let pass, or where the gate would not let it
    pass by the sources as they are now: somebody built or edited meanwhile.
    """
    edition = standing_edition(project, clinic, _folder(project, clinic))
    report = report_place(edition)
    files = dict(_files(project.root, edition.folder))
    known = _known(project.root, report)
    odd = sorted(name for name in known.keys() | files.keys() if known.get(name) != _sum(files.get(name)))
    if odd:
        raise PipelineError(f"build/{edition.place}", f"this is not what the gate judged: {', '.join(odd[:5])}", _AGAIN)
    pages = tuple(_held(f"build/{edition.place}", prefix, *one) for one in judge_again(project, clinic, locales, as_of, files))
    return JudgedSite(prefix, clinic, report, files, pages)


def _folder(project: Project, clinic: Clinic | None) -> Path:
    return project.root / "build" / ("site" if clinic is None else f"clinics/{clinic.id}")


def judge_again(
    project: Project, clinic: Clinic | None, locales: Sequence[Locale], as_of: date, files: Mapping[str, bytes]
) -> Iterator[tuple[Page, Demands, Proof]]:
    """Each page of these files, what is demanded of it by the sources as they are, and what the gate says as of a day."""
    edition = standing_edition(project, clinic, _folder(project, clinic))
    project = edition.project
    recalls = read_project_recalls(project)
    desks = [open_desk(project, locale, locales, as_of, recalls) for locale in locales]
    if clinic is not None:
        for desk in desks:
            lay_over(project, edition, clinic, desk)
    for slug, desk, demands in demands_of_pages(project, desks):
        path = f"{desk.locale.name}/{slug}"
        there = {suffix: files[path + suffix].decode() for suffix in _FORMS if path + suffix in files}
        page = Page(slug, desk.locale, there.get(".html"), there.get(".txt"), there.get(".fragment.html"))
        yield page, demands, judge(page, demands)


def _held(folder: str, prefix: str, page: Page, demands: Demands, proof: Proof) -> HeldPage:
    if proof.refusals or not proof.files:
        said = str(proof.refusals[0]) if proof.refusals else "it is not there"
        raise PipelineError(f"{folder}/{proof.page}", f"its texts were edited since it was built: {said}", _AGAIN)
    named = [(f"{prefix}{path}", _FORMS[path.removeprefix(proof.page)]) for path in proof.files]
    return HeldPage(page.locale, demands, disclaimer_subject(page.locale, demands).sha256, named)


def _files(root: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            if path.is_symlink():
                raise PipelineError(path.relative_to(root).as_posix(), "this is a link, not a file", _AGAIN)
            yield path.relative_to(folder).as_posix(), read_bytes(root, path.relative_to(root).as_posix(), _AGAIN)


def _known(root: Path, place: str) -> Mapping[str, str]:
    """What the build's own report says of the folder: each file's SHA-256."""
    report = json.loads(read_bytes(root, f"{place}/gate.json", _AGAIN))
    passed = (one for one in report["locales"] if one["result"] == "passed")
    pages = {name: digest for one in passed for page in one["pages"] for name, digest in page["files"].items()}
    return {**report["frame"], **pages}


def _sum(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()
