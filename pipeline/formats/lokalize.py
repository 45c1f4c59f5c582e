"""The project file of the editor Lokalize, `index.lokalize`: KDE's settings format.

Lokalize looks for it beside the catalog and in two folders above. Without it, it wraps every string that a catalog holds
and writes a mailing list of KDE's into the header. Measured with Lokalize 22.12; settings: src/project/projectbase.kcfg.
"""

import re

from pipeline.model.locale import Locale


def write_lokalize_project(locale: Locale, title: str) -> bytes:
    """The bytes of a locale's project file; complete, since Lokalize adds what it misses from its user's own settings.

    `WordWrap=1` is how a project says "never wrap"; the header keeps its Language-Team.
    """
    name = re.sub(r"\W+", "-", title.lower()).strip("-") or "project"
    lines = (
        "[General]",
        f"LangCode={locale.name}",
        "LanguageSource=Project",
        "PoBaseDir=LC_MESSAGES",
        "PotBaseDir=..",
        f"ProjLangTeam={locale.english_name}",
        f"ProjectID={name}-{locale.name}",
        f"TargetLangCode={locale.name}",
        "",
        "[RegExps]",
        "WordWrap=1",
    )
    return "".join(f"{line}\n" for line in lines).encode()
