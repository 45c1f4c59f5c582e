"""What a bundle tells beside the pages: `records/`, and the licence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.formats.bom import write_bom
from pipeline.formats.provenance import Origin, write_provenance
from pipeline.model.check import Checked, together
from pipeline.model.locale import Locale
from pipeline.publish.approvals import approvals_path
from pipeline.publish.bundling.judged_site import JudgedSite
from pipeline.publish.bundling.origin import Made
from pipeline.publish.checking import check_locales
from pipeline.publish.sources import Project
from pipeline.publish.status import status
from pipeline.publish.store import read_bytes, read_text
from pipeline.publish.waivers import waivers_path
from pipeline.reports.check_json import check_json
from pipeline.reports.outcome import status_json
from pipeline.reports.pages_record import pages_json

LICENCE = "LICENSE"


def record_files(
    project: Project, locales: Sequence[Locale], sites: Sequence[JudgedSite], origin: Origin, when: Made
) -> dict[str, bytes]:
    """The files of `records/` and the licence, by their paths in the bag."""
    payload = {f"{site.prefix}{name}": content for site in sites for name, content in site.files.items()}
    bases = dict.fromkeys(map(project.base_of, locales))
    translated = [locale for locale in bases if locale != project.source]
    pages = [page for site in sites for page in site.pages]
    style = next((site.style for site in sites if site.style is not None), None)
    found = _of_these(sites, together(check_locales(project, translated, own_alone=True, keeping=True).values()))
    return {
        "records/pages.json": pages_json(pages, [path for site in sites for path in site.frame], style),
        "records/findings.json": _lines(check_json(found)),
        "records/status.json": _lines(status_json(status(project, translated))),
        "records/bom.cdx.json": write_bom(origin.tool, origin.parts, when.moment),
        "records/provenance.intoto.json": write_provenance(payload, origin),
        **dict(_reports(project, sites)),
        **dict(_ledgers(project, tuple(dict.fromkeys((*bases, *locales))))),
    }


def _reports(project: Project, sites: Sequence[JudgedSite]) -> Iterator[tuple[str, bytes]]:
    """What the gate said of each site; of several, those of clinics have folders of their own."""
    for site in sites:
        folder = f"clinics/{site.clinic.id}/" if site.clinic is not None and len(sites) > 1 else ""
        for name in ("gate.json", "gate.html"):
            yield f"records/{folder}{name}", read_bytes(project.root, f"{site.report}/{name}")


def _of_these(sites: Sequence[JudgedSite], found: Checked) -> Checked:
    """What was found, less what concerns the words of other clinics."""
    ours = {site.clinic.domain for site in sites if site.clinic is not None}

    def concerns(path: str) -> bool:
        domain = PurePosixPath(path).stem
        return not domain.startswith("clinic-") or domain in ours

    return replace(
        found,
        catalogs=tuple(one for one in found.catalogs if concerns(one.path)),
        findings=tuple(one for one in found.findings if concerns(one.place.path)),
        waived=tuple(one for one in found.waived if concerns(one.place.path)),
    )


def _ledgers(project: Project, locales: Sequence[Locale]) -> Iterator[tuple[str, bytes]]:
    """What people said of these locales, to the letter, and the licence; only what is there."""
    places = [
        (f"records/{kind}/{locale.name}.toml", where(locale))
        for locale in locales
        for kind, where in (("approvals", approvals_path), ("waivers", waivers_path))
    ]
    for name, path in (*places, (LICENCE, LICENCE)):
        if (project.root / path).is_file():
            # As text: a clone of some systems has other line ends.
            yield name, read_text(project.root, path).encode()


def _lines(text: str) -> bytes:
    return (text.rstrip("\n") + "\n").encode("utf-8", "backslashreplace")
