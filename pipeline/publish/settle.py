"""A new locale's name in the settings, without touching anything else that a person wrote there."""

import re
from pathlib import Path

from pipeline.formats.settings import read_site
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.publish.sources import SITE
from pipeline.publish.store import read_text, write_if_changed

_LOCALES = re.compile(r"^(locales\s*=\s*\[)([^\]#]*?)(,?\s*)\]", re.MULTILINE)


def add_locale(root: Path, name: str) -> str:
    """Add a locale to `source/site.toml`; answers what to do by hand where the file is written in a way of its own."""
    text = read_text(root, SITE, "`polyclinic new DIR` makes a project")
    site = read_site(text, SITE)
    locale = Locale.named(name, Place("LOCALE"))
    if name == site.source_locale:
        raise PipelineError(SITE, f"{name} is the source locale", "its texts are the sources themselves")
    if name in site.locales:
        return ""
    changed = _LOCALES.sub(rf'\g<1>\g<2>{", " if site.locales else ""}"{locale.name}"\g<3>]', text, count=1)
    if changed == text or name not in read_site(changed, SITE).locales:
        return f'{SITE}: add "{name}" to locales, then run `polyclinic init {name}` again'
    write_if_changed(root, SITE, changed.encode())
    return ""
