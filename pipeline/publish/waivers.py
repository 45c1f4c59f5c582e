"""`locales/<locale>/waivers.toml`: where a person says that a rule is wrong. Read, and added to at its end."""

from collections.abc import Sequence

from pipeline.formats.waivers import WaiverFile, read_waivers, write_waiver
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


def read_project_waivers(project: Project, locale: Locale) -> WaiverFile:
    """The waivers of a locale, none where there is no file; what cannot be read, an entry or all, is among its errors."""
    path = waivers_path(locale)
    if not (project.root / path).exists():
        return WaiverFile()
    try:
        return read_waivers(read_text(project.root, path), path)
    except PipelineError as error:
        return WaiverFile(errors=(error,))


def record_waivers(project: Project, locale: Locale, waivers: Sequence[Waiver]) -> str:
    """Add these waivers to the end of a locale's file, and return its path.

    Law: what stood there before is the beginning of what stands there afterwards, byte for byte. Raises PipelineError, and adds
    none, where the file or an entry of it cannot be read.
    """
    path = waivers_path(locale)

    def add(before: bytes | None) -> bytes:
        old = before or _HEADING.encode()
        # An editor may have left the last line open.
        after = old + (b"" if old.endswith(b"\n") else b"\n") + "".join(map(write_waiver, waivers)).encode()
        there = read_waivers(_text(old, path), path)
        if there.errors:
            raise there.errors[0]
        if read_waivers(_text(after, path), path) != WaiverFile((*there.waivers, *waivers)):
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
