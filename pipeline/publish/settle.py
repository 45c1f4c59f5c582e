"""A new locale's name in the settings, without touching anything else that a person wrote there."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.formats.settings import read_site
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale, pseudo_name
from pipeline.model.project import Site
from pipeline.publish.sources import SITE
from pipeline.publish.store import read_text, write_if_changed

_LIST = r"^({key}\s*=\s*\[)([^\]#]*?)(,?\s*)\]"
_LOCALES_LINE = re.compile(r"^locales\s*=\s*\[[^\]]*\].*$", re.MULTILINE)


def add_locale(root: Path, name: str) -> str:
    """Add a locale to `source/site.toml`; answers what to do by hand where the file is written in a way of its own."""
    text = read_text(root, SITE, "`polyclinic new DIR` makes a project")
    site = read_site(text, SITE)
    name = pseudo_name(name) or Locale.named(name, Place("LOCALE")).name
    if name == site.source_locale:
        raise PipelineError(SITE, f"{name} is the source locale", "its texts are the sources themselves")
    key = "pseudo_locales" if pseudo_name(name) else "locales"
    there: tuple[str, ...] = getattr(site, key)
    if name in map(_proper, there):
        return ""
    changed = _listed(text, key, name, first=not there)
    wanted: dict[str, Any] = {key: (*there, name)}
    if _site_of(changed) != replace(site, **wanted):
        return f'{SITE}: add "{name}" to {key}, then run `polyclinic init {name}` again'
    write_if_changed(root, SITE, changed.encode())
    return ""


def _proper(name: str) -> str:
    return pseudo_name(name) or name


def _listed(text: str, key: str, name: str, *, first: bool) -> str:
    """The settings with a name at the end of a list; a list that is not there yet comes after that of the locales."""
    comma = "" if first else ", "
    changed, found = re.subn(_LIST.format(key=key), rf'\g<1>\g<2>{comma}"{name}"\g<3>]', text, count=1, flags=re.MULTILINE)
    return changed if found else _LOCALES_LINE.sub(rf'\g<0>\n{key} = ["{name}"]', text, count=1)


def _site_of(text: str) -> Site | None:
    """What changed settings say; None where the change has spoilt them."""
    try:
        return read_site(text, SITE)
    except PipelineError:
        return None
