"""An edition: pages that lie together in a folder of `build/` and know of each other, and what surrounds them there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.model.page import Page, Proof
from pipeline.publish.sources import Project
from pipeline.render.page import IndexEntry, Surroundings, render_index, render_sitemap


@dataclass(frozen=True, slots=True)
class Edition:
    """The site, or the pseudo-locales."""

    project: Project
    formats: tuple[str, ...]
    folder: Path
    """Where it waits for its verdict; the name is that of its folder in `build/`."""
    public: bool
    """Whether it is published: the pages have an address, and a sitemap lists them."""
    sheet: str
    """The style sheet of all its pages."""


def surroundings(edition: Edition, locales: Sequence[Locale]) -> Surroundings:
    """What each page of these locales must know of the others."""
    project = edition.project
    return Surroundings(
        # Pages that nobody publishes have no address but the one from page to page.
        project.site.base_url.rstrip("/") if edition.public else "..",
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
    for suffix, content in (("html", page.html), ("txt", page.text)):
        if content is not None:
            (folder / f"{page.slug}.{suffix}").write_text(content, "utf-8", newline="\n")


def frame_files(edition: Edition, languages: Sequence[tuple[Locale, tuple[IndexEntry, ...]]]) -> Mapping[str, str]:
    """What surrounds the pages: the style sheet, the index of all languages, and for the public the sitemap."""
    if "html" not in edition.formats:
        return {}
    around = surroundings(edition, [locale for locale, _ in languages])
    files = {"style.css": edition.sheet, "index.html": render_index(edition.project.site.title, languages, around)}
    return files | ({"sitemap.xml": render_sitemap(around)} if edition.public else {})


def write_frame(edition: Edition, languages: Sequence[tuple[Locale, tuple[IndexEntry, ...]]]) -> Mapping[str, str]:
    """Write what surrounds the pages; answers the names, each with the SHA-256 of its bytes."""
    files = frame_files(edition, languages)
    for name, content in files.items():
        (edition.folder / name).write_text(content, "utf-8", newline="\n")
    return {name: sha256(content.encode()).hexdigest() for name, content in files.items()}


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
        raise PipelineError(f"build/{edition.folder.name}", problem, "build again; nothing was published")
