"""The checks over single catalogs, wherever they lie: a translator may have one file and nothing else."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.checks.waivers import waived
from pipeline.formats.po import read_po
from pipeline.model.catalog import Catalog
from pipeline.model.check import Checked, CheckedCatalog, together
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary
from pipeline.publish.checking import protected_by_domain
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes
from pipeline.publish.waivers import read_project_waivers

_PLACE = re.compile(r"(?:^|/)locales?/([^/]+)/LC_MESSAGES/(.+)\.pot?$")
_UNKNOWN = Locale("")
"""A language that nobody named: rules on a language are silent, the others work."""


def check_files(project: Project | None, files: Sequence[Path], rules: Collection[str] | None = None) -> Checked:
    """What the checks find in catalogs by themselves.

    A file in the project's own place has the glossary, the protected messages and the waivers of its domain. Its locale is that
    of the folder it lies in (`locales/<locale>/LC_MESSAGES`), else that of its header, else its own name. A file that cannot be
    read is an error in what is returned.
    """
    return together(_check_file(project, path, rules) for path in files)


def _check_file(project: Project | None, file: Path, rules: Collection[str] | None) -> Checked:
    root, name = _named(project, file)
    place = _PLACE.search(file.resolve().as_posix())
    domain = place[2] if place else file.stem
    try:
        catalog = read_po(read_bytes(root, name), name, domain, "")
    except PipelineError as error:
        return Checked(errors=(error,))
    locale = _locale(catalog, place[1] if place else "", file.stem)
    sheet = Sheet(replace(catalog, locale=locale.name), locale)
    counted = (CheckedCatalog(locale.name, name, len(catalog.translated)),)
    if project is None or locale not in project.locales or name != f"locales/{locale.name}/LC_MESSAGES/{domain}.po":
        return Checked(counted, tuple(check([sheet], rules)))
    protected = protected_by_domain(project)
    glossary = project.glossary if domain in protected else Glossary()
    sheet = replace(sheet, glossary=glossary, protected=protected.get(domain, frozenset()))
    found = list(check([sheet], rules))
    told = read_project_waivers(project, locale)
    silenced = waived(found, told.waivers, {name: domain})
    return Checked(counted, tuple(finding for finding in found if finding not in silenced), tuple(silenced), told.errors)


def _named(project: Project | None, file: Path) -> tuple[Path, str]:
    """A file's folder and its path in it: in the project from its root, elsewhere as it was typed."""
    if project is not None and file.resolve().is_relative_to(project.root.resolve()):
        return project.root, file.resolve().relative_to(project.root.resolve()).as_posix()
    return Path(), file.as_posix()


def _locale(catalog: Catalog, folder: str, stem: str) -> Locale:
    for said in (folder, catalog.fields.get("Language", ""), stem):
        try:
            return Locale.named(_as_gettext_writes(said), Place(catalog.path, 1))
        except PipelineError:
            continue
    return _UNKNOWN


def _as_gettext_writes(name: str) -> str:
    """`pt-br`, `de_DE.UTF-8` and `sr@latin` as names of locales."""
    language, *rest = re.split(r"[-_]", re.split(r"[.@]", name.strip())[0])
    cased = (part.title() if len(part) == 4 else part.upper() for part in rest)
    return "_".join((language.lower(), *cased))
