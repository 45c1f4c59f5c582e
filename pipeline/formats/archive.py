"""Files → a ZIP archive, the same bytes for the same files, wherever and whenever it is made.

Nothing is compressed: zlib's output differs between its versions, and whoever unpacks it needs no trust in a decompressor.
"""

import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO

from pipeline.model.errors import PipelineError

_MODE = 0o100644
"""A regular file that everybody may read."""
_UNIX = 3
_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first moment that a ZIP archive can name (APPNOTE 4.4.6: MS-DOS time, in steps of two seconds)."""
_LAST = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)


def write_zip(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """An archive of these files, stored, in the order of their names' UTF-8 bytes, each dated with the moment in UTC.

    Law: equal files and moments give equal bytes, whatever the order of the mapping, the machine or the user's settings.
    A moment that ZIP cannot name becomes the nearest that it can. Raises PipelineError for names that some system would
    unpack to another place, or onto one another.
    """
    refuse_names(files)
    when = min(max(moment.astimezone(UTC), _FIRST), _LAST)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files, key=str.encode):
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def refuse_names(names: Iterable[str]) -> None:
    """Raise PipelineError for names that are no plain relative paths, or that are one name where case or NFC counts not."""
    seen: dict[str, str] = {}
    for name in names:
        problem = next(_faults(name), "")
        twin = seen.setdefault(unicodedata.normalize("NFC", name.casefold()), name)
        if not problem and twin != name:
            problem = f"on many systems this is the same name as {twin!r}"
        if problem:
            raise PipelineError(ascii(name), problem, "give the file another name")
    for key, name in seen.items():
        above = key
        while "/" in above:
            above = above.rpartition("/")[0]
            if above in seen:
                raise PipelineError(ascii(name), f"{seen[above]!r} is a file, not a folder", "give one of them another name")


def _faults(name: str) -> Iterator[str]:
    if not name.isprintable() or any("\ud800" <= letter <= "\udfff" for letter in name):
        yield "a character of this name cannot be seen"
    if "\\" in name or ":" in name:
        yield "backslashes and colons mean something else on other systems"
    if any(part in ("", ".", "..") for part in name.split("/")):
        yield "this name leads elsewhere"
