"""The words that go with a bundle, in each of its languages."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from pipeline.l10n.strings import Strings, strings_of
from pipeline.model.catalog import Catalog
from pipeline.model.change import Changes
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.sources import Project
from pipeline.render.changes_page import render_changes
from pipeline.render.verify_text import render_verify, render_verify_all


def handover_strings(project: Project, locale: Locale) -> Strings:
    """The words of a locale; English where there is no catalog, or none that can be read: no page waits for these."""
    if project.base_of(locale) != project.source:
        with suppress(PipelineError):
            return strings_of(read_catalog(project, locale, "handover"))
    return strings_of(Catalog("handover"))


def verify_files(project: Project, locales: Sequence[Locale], name: str, payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """`VERIFY.txt` with all languages, and one for each; `payload` are the files in `data/`, by their paths in it."""
    pages = [path for path in sorted(payload, key=str.encode) if path.endswith((".html", ".txt"))]
    texts = []
    for locale in locales:
        own = [path for path in pages if path.startswith(f"{locale.name}/") or f"/{locale.name}/" in path]
        strings = handover_strings(project, locale)
        texts.append((locale, render_verify(locale, strings, name, len(payload), (own or pages)[0])))
    files = {f"VERIFY.{locale.tag}.txt": text for locale, text in texts}
    return {path: text.encode() for path, text in {"VERIFY.txt": render_verify_all(texts), **files}.items()}


def changes_html(project: Project, changes: Changes) -> str:
    """What changed as a page, each language's part in its own words."""
    locales = {project.source, *(one.locale for one in changes.locales)}
    strings = {locale.name: _strings_of_any(project, locale) for locale in locales}
    return render_changes(changes, project.source, strings)


def _strings_of_any(project: Project, locale: Locale) -> Strings:
    """Words for pages that may be of another project: of a language that this one has not, in English."""
    return handover_strings(project, locale if locale in (*project.locales, *project.layers) else project.source)
