"""An edition: pages that lie together in a folder of `build/` and know of each other, and what surrounds them there."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.l10n.strings import Strings, strings_of
from pipeline.model.catalog import Catalog
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.model.page import Page, Proof
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.recalls import HANDOVER_DOMAIN
from pipeline.publish.sources import Project
from pipeline.render.clinic_sheet import clinic_sheet
from pipeline.render.page import IndexEntry, Surroundings, fragment_sheet, render_how_to, render_index, render_sitemap
from pipeline.render.server_files import server_files

LOGO = "logo.png"
COLOURS = "clinic.css"

Languages = Sequence[tuple[Locale, tuple[IndexEntry, ...]]]
"""The locales that are published, each with its pages."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site, the pseudo-locales, or the site of a clinic."""

    project: Project
    formats: tuple[str, ...]
    folder: Path
    """Where it waits for its verdict."""
    public: bool
    """Whether it is published: the pages have an address, and a sitemap lists them."""
    sheet: str
    """The style sheet of all its pages."""
    clinic: Clinic | None = None
    """In whose name it is published; nobody's but the project's where there is none."""
    logo: bytes = b""
    """The clinic's picture, a PNG file; empty where it has none."""

    @property
    def place(self) -> str:
        """Its folder in `build/`."""
        return self.folder.name if self.clinic is None else f"clinics/{self.clinic.id}"

    @property
    def base_url(self) -> str:
        """Where it will lie. Pages that nobody publishes have no address but the one from page to page."""
        own = self.clinic.base_url if self.clinic is not None else ""
        return (own or self.project.site.base_url).rstrip("/") if self.public else ".."


def surroundings(edition: Edition, locales: Sequence[Locale]) -> Surroundings:
    """What each page of these locales must know of the others."""
    project = edition.project
    return Surroundings(
        edition.base_url,
        project.source,
        tuple(locales),
        frozenset(project.articles),
        edition.formats,
        edition.public,
    )


def write_page(edition: Edition, page: Page) -> None:
    """Write a page that the gate let pass."""
    folder = edition.folder / page.locale.name
    folder.mkdir(exist_ok=True)
    for suffix, content in (("html", page.html), ("txt", page.text), ("fragment.html", page.fragment)):
        if content is not None:
            (folder / f"{page.slug}.{suffix}").write_text(content, "utf-8", newline="\n")


def frame_files(edition: Edition, languages: Languages) -> Mapping[str, bytes]:
    """What surrounds the pages: the style sheet, the index of all languages, for the public the sitemap; a clinic's files."""
    if "html" not in edition.formats:
        return {}
    clinic, around = edition.clinic, surroundings(edition, [locale for locale, _ in languages])
    title, home = edition.project.site.title, None
    if clinic is not None:
        title = clinic.name
        home = around.published[0] if around.published and edition.project.source not in around.published else None
    files = {"style.css": edition.sheet, "index.html": render_index(title, languages, around, home)}
    files |= {"sitemap.xml": render_sitemap(around)} if edition.public else {}
    if clinic is not None:
        files |= _clinic_files(edition, clinic, languages)
    pictures = {LOGO: edition.logo} if edition.logo else {}
    return {name: content.encode() for name, content in files.items()} | pictures


def _clinic_files(edition: Edition, clinic: Clinic, languages: Languages) -> Mapping[str, str]:
    locales = [locale for locale, _ in languages]
    files = {"fragment.css": fragment_sheet(), **server_files(edition.base_url, locales, picture=bool(edition.logo))}
    if clinic.look is not None:
        files[COLOURS] = clinic_sheet(clinic.look)
    for locale, entries in languages:
        pages = [f"{edition.base_url}/{locale.name}/{entry.slug}.html" for entry in entries]
        words = _handover(edition.project, locale)
        files[f"how-to.{locale.tag}.html"] = render_how_to(clinic.name, locale, edition.project.source, words, pages[:1])
    return files


def _handover(project: Project, locale: Locale) -> Strings:
    """The words for who puts pages on a website; in English where there are none, for no page waits for them."""
    with suppress(PipelineError):
        if locale != project.source:
            return strings_of(read_catalog(project, locale, HANDOVER_DOMAIN))
    return strings_of(Catalog(HANDOVER_DOMAIN))


def write_frame(edition: Edition, languages: Languages) -> Mapping[str, str]:
    """Write what surrounds the pages; answers the names, each with the SHA-256 of its bytes."""
    files = frame_files(edition, languages)
    for name, content in files.items():
        (edition.folder / name).write_bytes(content)
    return {name: sha256(content).hexdigest() for name, content in files.items()}


def prove_folder(edition: Edition, proofs: Sequence[Proof], frame: Mapping[str, str]) -> None:
    """Prove that the folder holds, byte for byte, the pages that the gate let pass and their frame, and nothing else.

    Raises PipelineError for a file that is missing, changed or not known: what is published is what was judged.
    """
    known = {name: digest for proof in proofs for name, digest in proof.files.items() if not proof.refusals}
    known |= frame
    found = {
        path.relative_to(edition.folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in edition.folder.rglob("*")
        if not path.is_dir()
    }
    odd = sorted(name for name in known.keys() | found.keys() if known.get(name) != found.get(name))
    if odd:
        problem = f"these files are not what the gate judged: {', '.join(odd[:5])}"
        raise PipelineError(f"build/{edition.place}", problem, "build again; nothing was published")
