"""Pages that were made, wherever they lie: folders, single files and ZIP bundles, read with care and never unpacked.

A bundle may come from anywhere. What cannot be looked into is named, because nobody can say that it is clean.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipeline.model.errors import PipelineError

_LARGEST_PAGE = 4_000_000
"""Bytes; a page of this project has under 100,000."""
_LARGEST_BUNDLE = 1_000_000_000
"""Bytes of all its pages, unpacked."""
_MOST_MEMBERS = 50_000
_HIGHEST_RATIO = 200
"""Unpacked to packed, from a million bytes on; HTML comes to 4 or 5, DEFLATE's limit is 1032."""
_CHUNK = 1 << 16

_HTML = frozenset({".html", ".htm", ".xhtml"})
_TEXT = frozenset({".txt", ".md"})
_ZIP = frozenset({".zip", ".epub"})
_CLOSED = frozenset({".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".jar", ".pdf", ".docx", ".odt", ".mobi"})


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page as it was found, or why it could not be."""

    path: str
    """The file; for a page of a bundle the bundle's path, "/" and the page's name in it."""
    text: str = ""
    html: bool = False
    problem: str = ""
    """Why it cannot be looked into; empty where it can."""


class _TooMuchError(Exception):
    """A bundle is larger than any bundle of pages."""


def found_pages(root: Path, path: Path) -> Iterator[FoundPage]:
    """All pages in a folder, a file or a bundle, in the order of their names; paths below `root` are relative to it.

    Raises PipelineError for a path that is not there. Links to folders are not followed.
    """
    shown = _shown(root, path)
    if path.is_dir():
        for file in _files(path):
            yield from _read_file(file, _shown(root, file), named=False)
    elif path.exists():
        yield from _read_file(path, shown, named=True)
    else:
        raise PipelineError(shown, "this is not there", "name a folder, a page or a ZIP bundle")


def _shown(root: Path, path: Path) -> str:
    try:
        # Not resolved: a link is named as itself.
        shown = Path(os.path.abspath(path)).relative_to(os.path.abspath(root)).as_posix()
    except ValueError:
        shown = path.as_posix()
    return printable(shown)


def printable(name: str) -> str:
    """A file's name as it can be shown and written, whatever its bytes are."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def _files(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise PipelineError(str(error.filename), f"this folder cannot be read: {error.strerror}", "mend its rights") from None

    for where, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in sorted(names) if not name.startswith("."))


def _read_file(path: Path, shown: str, *, named: bool) -> Iterator[FoundPage]:
    """The pages of a file; of one that was not named itself only if its suffix says that it may hold any."""
    suffix = path.suffix.lower()
    if suffix not in _HTML | _TEXT | _ZIP | _CLOSED and not named:
        return
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield FoundPage(shown, problem="it is a device or a pipe, not a file")
        elif suffix in _HTML | _TEXT:
            with path.open("rb") as file:
                yield _page(shown, suffix, file.read(_LARGEST_PAGE + 1))
        elif suffix in _ZIP or (suffix not in _CLOSED and zipfile.is_zipfile(path)):
            with path.open("rb") as file:
                yield from _read_bundle(file, shown)
        else:
            yield FoundPage(shown, problem="only HTML, text and ZIP files can be looked into")
    except OSError as error:
        yield FoundPage(shown, problem=f"it cannot be read: {error.strerror or error}")


def _page(shown: str, suffix: str, content: bytes) -> FoundPage:
    if len(content) > _LARGEST_PAGE:
        return FoundPage(shown, problem="it is larger than any page")
    codec = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return FoundPage(shown, content.decode(codec), suffix in _HTML)
    except UnicodeDecodeError:
        return FoundPage(shown, problem="it is not UTF-8")


def _read_bundle(file: BinaryIO, shown: str) -> Iterator[FoundPage]:
    try:
        with zipfile.ZipFile(file) as bundle:
            members = bundle.infolist()
            if len(members) > _MOST_MEMBERS:
                raise _TooMuchError
            left = _LARGEST_BUNDLE
            for member in members:
                page, size = _read_member(bundle, member, f"{shown}/{printable(member.filename)}", left)
                left -= size
                if page is not None:
                    yield page
    except _TooMuchError:
        yield FoundPage(shown, problem="it is larger than any bundle of pages: a ZIP bomb?")
    except _BROKEN as error:
        yield FoundPage(shown, problem=f"it is no whole ZIP file: {printable(str(error)) or type(error).__name__}")


# What the standard library raises for damaged or hostile archives, be it in a header or in packed bytes.
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
    LookupError,
)


def _read_member(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, left: int) -> tuple[FoundPage | None, int]:
    """A member as a page, None where it is none, and how many bytes were unpacked for it."""
    suffix = PurePosixPath(member.filename).suffix.lower()
    if member.is_dir():
        return None, 0
    problem = _member_problem(member, suffix)
    if problem:
        return FoundPage(shown, problem=problem), 0
    if suffix not in _HTML | _TEXT:
        return None, 0
    if member.file_size > min(_LARGEST_PAGE, left):
        raise _TooMuchError
    try:
        content = _unpack(bundle, member, left)
    except _BROKEN as error:
        return FoundPage(shown, problem=f"it cannot be unpacked: {printable(str(error)) or type(error).__name__}"), 0
    return _page(shown, suffix, content), len(content)


def _member_problem(member: zipfile.ZipInfo, suffix: str) -> str:
    # The name as it stands in the file: zipfile cuts it at a zero byte.
    name = member.orig_filename
    if name.startswith(("/", "\\")) or name[1:2] == ":" or "\0" in name or ".." in name.replace("\\", "/").split("/"):
        return "its name leads out of the bundle"
    if member.flag_bits & 0x1:
        return "it is encrypted"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link, not a page"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in a way that ZIP files of pages are not"
    if suffix in _ZIP | _CLOSED:
        return "it lies packed within a bundle: unpack it, and name it by itself"
    if member.file_size > 1_000_000 and member.file_size > _HIGHEST_RATIO * max(member.compress_size, 1):
        return "it unpacks to far more than a page does: a ZIP bomb?"
    return ""


def _unpack(bundle: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    # Sizes in headers may lie: what counts is what comes out.
    pieces: list[bytes] = []
    size = 0
    with bundle.open(member) as packed:
        while piece := packed.read(_CHUNK):
            size += len(piece)
            if size > min(_LARGEST_PAGE, left):
                raise _TooMuchError
            pieces.append(piece)
    return b"".join(pieces)
