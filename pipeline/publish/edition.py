"""An edition: pages that lie together in a folder of `build/` and know of each other, and what surrounds them there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.locale import Locale
from pipeline.model.page import Page
from pipeline.publish.sources import Project
from pipeline.render.page import IndexEntry, Surroundings, render_index, render_sitemap, style_sheet


@dataclass(frozen=True, slots=True)
class Edition:
    """The site, or the pseudo-locales."""

    project: Project
    formats: tuple[str, ...]
    folder: Path
    """Where it waits for its verdict; the name is that of its folder in `build/`."""
    public: bool
    """Whether it is published: the pages have an address, and a sitemap lists them."""


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
        project.site.machine_drafted,
        edition.public,
    )


def write_page(edition: Edition, page: Page) -> None:
    """Write a page that the gate let pass."""
    folder = edition.folder / page.locale.name
    folder.mkdir(exist_ok=True)
    for suffix, content in (("html", page.html), ("txt", page.text)):
        if content is not None:
            (folder / f"{page.slug}.{suffix}").write_text(content, "utf-8", newline="\n")


def write_frame(edition: Edition, languages: Sequence[tuple[Locale, tuple[IndexEntry, ...]]]) -> None:
    """Write what surrounds the pages: the style sheet, the index of all languages, and for the public the sitemap."""
    if "html" not in edition.formats:
        return
    around = surroundings(edition, [locale for locale, _ in languages])
    files = {"style.css": style_sheet(), "index.html": render_index(edition.project.site.title, languages, around)}
    if edition.public:
        files["sitemap.xml"] = render_sitemap(around)
    for name, content in files.items():
        (edition.folder / name).write_text(content, "utf-8", newline="\n")
