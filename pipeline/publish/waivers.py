"""`locales/<locale>/waivers.toml`: where a person says that a rule is wrong. Read, and added to at its end."""

from collections.abc import Sequence

from pipeline.formats.waivers import read_waivers, write_waiver
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.model.waiver import Waiver
from pipeline.publish.lock import catalogs_lock
from pipeline.publish.sources import Project
from pipeline.publish.store import read_text, rewrite

_HEADING = """\
# Findings of `polyclinic check` that a person looked at and found wrong, with the reason. An edit of the text voids an entry.
# `polyclinic waive` adds to the end.
"""


def waivers_path(locale: Locale) -> str:
    """Where a locale's waivers lie, relative to the project's root."""
    return f"locales/{locale.name}/waivers.toml"


def read_project_waivers(project: Project, locale: Locale) -> tuple[Waiver, ...]:
    """The waivers of a locale; none where there is no file. Raises PipelineError for a file that cannot be read."""
    path = waivers_path(locale)
    return read_waivers(read_text(project.root, path), path) if (project.root / path).exists() else ()


def record_waivers(project: Project, locale: Locale, waivers: Sequence[Waiver]) -> str:
    """Add these waivers to the end of a locale's file, and return its path.

    Law: what stood there before is the beginning of what stands there afterwards, byte for byte. Raises PipelineError, and adds
    none, where the file cannot be read.
    """
    path = waivers_path(locale)

    def add(before: bytes | None) -> bytes:
        old = before or _HEADING.encode()
        # An editor may have left the last line open.
        after = old + (b"" if old.endswith(b"\n") else b"\n") + "".join(map(write_waiver, waivers)).encode()
        if read_waivers(_text(after, path), path) != (*read_waivers(_text(old, path), path), *waivers):
            raise PipelineError(path, "no entry can be added at its end", "write its entries as [[waivers]] tables")
        return after

    with catalogs_lock(project.root):
        rewrite(project.root, path, add)
    return path


def _text(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PipelineError(path, "this file is not UTF-8", "save it as UTF-8") from None
