"""A ZIP that nobody trusts, read from its bytes: never unpacked to disk, and no byte of it unaccounted for.

A bundle has one plain form: members stored one behind the other from the first byte on, sorted, each described twice with the
same words, then the central directory, then the end record, then nothing. Whatever deviates is refused, so two programs that
unpack it cannot see two things: no compression (no bombs), no overlaps, no gaps, no extra fields, no comments, no ZIP64.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.verify.member_names import collisions, name_fault
from pipeline.verify.problem import Problem

LARGEST = 1_000_000_000
"""Bytes of a bundle; ours have some millions."""
_LARGEST_FILE = 100_000_000
_MOST_FILES = 20_000
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4sBB5H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_MARK, _ENTRY_MARK, _LOCAL_MARK, _LOCATOR_MARK = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04", b"PK\x06\x07"
_UNIX = 3
_UTF8 = 0x800
_ENCRYPTED = 0x2041
_MODES = (0o644, 0o100644)
_NEWEST = 20
"""The version of ZIP that reads stored members."""
_KINDS = {
    0o120000: "a link",
    0o040000: "a folder",
    0o060000: "a device",
    0o020000: "a device",
    0o010000: "a pipe",
    0o140000: "a socket",
}
_NESTED_NAME = re.compile(
    r"\.(zip|zipx|jar|tar|tgz|gz|bz2|xz|zst|7z|rar|cab|iso|epub|docx|xlsx|pyz|whl|apk|exe|dll|msi)$", re.IGNORECASE
)
_NESTED_START = re.compile(
    rb"PK(\x03\x04|\x05\x06|\x01\x02)|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a|\x28\xb5\x2f\xfd|MSCF\0|MZ[\x80-\xff]|\x7fELF|.{257}ustar",
    re.DOTALL,
)


@dataclass(frozen=True)
class Archive:
    """What a ZIP holds, and what is wrong with it."""

    files: "dict[str, bytes]" = field(default_factory=dict)
    """Each member's name and bytes, in the order of the archive; only those that could be read in full."""
    problems: "tuple[Problem, ...]" = ()
    """Empty where each byte of the archive is accounted for."""


@dataclass(frozen=True)
class _Entry:
    """A member as the central directory has it."""

    name: str
    made_by: int
    system: int
    needed: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    extra: int
    comment: int
    disk: int
    internal: int
    external: int
    offset: int
    raw: bytes
    """The name's bytes."""


def read_archive(content: bytes) -> Archive:
    """The members of a bundle, and everything about it that is not the plain form; never raises.

    Law: if it has no problems, all bytes of the files were covered by a CRC-32, and all bytes of the archive were looked at.
    """
    problem, count, start = _read_end(content)
    if problem is not None:
        return Archive(problems=(problem,))
    entries, problems = _read_directory(content, count, start)
    problems += collisions(entry.name for entry in entries)
    raws = [entry.raw for entry in entries]
    if raws != sorted(raws):
        problems.append(Problem("", "its members are not sorted by their names"))
    if len({(entry.date, entry.time) for entry in entries}) > 1:
        problems.append(Problem("", "its members do not bear one time"))
    files: dict[str, bytes] = {}
    position = 0
    for entry in entries:
        problems += _entry_problems(entry)
        found, position, faults = _read_member(content, entry, position, start)
        problems += faults
        if found is None:
            return Archive(files, tuple(problems))
        files[entry.name] = found
    if not problems and position != start:
        problems.append(Problem("", f"{start - position} bytes between its members and its directory belong to nothing"))
    return Archive(files, tuple(problems))


def _read_end(content: bytes) -> "tuple[Problem | None, int, int]":
    """What is wrong with the end record, or the number of members and where their directory begins."""
    at = len(content) - _END.size
    if len(content) > LARGEST:
        return Problem("", f"it is larger than any bundle ({LARGEST:,} bytes)"), 0, 0
    if at < 0 or content[at : at + 4] != _END_MARK:
        found = content.rfind(_END_MARK)
        if found < 0:
            return Problem("", "it is no ZIP archive, or was cut off: it has no end record"), 0, 0
        return Problem("", f"{at - found} bytes stand after its end record, or a comment does"), 0, 0
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(content, at)
    if content[max(0, at - 20) : max(0, at - 16)] == _LOCATOR_MARK or count == 0xFFFF or 0xFFFFFFFF in (size, start):
        return Problem("", "it is in the form ZIP64, which no bundle needs"), 0, 0
    if disk or first_disk or here != count or comment:
        return Problem("", "its end record speaks of several volumes, or of a comment"), 0, 0
    if start + size != at:
        return Problem("", "its end record does not lead to its directory: something stands before, between or after"), 0, 0
    if not 0 < count <= _MOST_FILES or count * _ENTRY.size > size:
        return Problem("", f"it says that it has {count} members; a bundle has 1 to {_MOST_FILES}"), 0, 0
    return None, count, start


def _read_directory(content: bytes, count: int, start: int) -> "tuple[list[_Entry], list[Problem]]":
    """The entries of the central directory, as many as can be read."""
    entries: list[_Entry] = []
    problems: list[Problem] = []
    position, end = start, len(content) - _END.size
    for number in range(1, count + 1):
        if position + _ENTRY.size > end or content[position : position + 4] != _ENTRY_MARK:
            return entries, [*problems, Problem("", f"entry {number} of its directory is damaged")]
        _, *first, name_size, extra, comment, disk, internal, external, offset = _ENTRY.unpack_from(content, position)
        raw = content[position + _ENTRY.size : position + _ENTRY.size + name_size]
        position += _ENTRY.size + name_size + extra + comment
        name, utf8 = _decoded(raw), bool(first[3] & _UTF8)
        if name is None:
            return entries, [*problems, Problem(ascii(raw), "its name is not in UTF-8")]
        if utf8 == name.isascii():
            problems.append(Problem(name, "its name is not marked as UTF-8 exactly where it must be"))
        entries.append(_Entry(*(name, *first, extra, comment, disk, internal, external, offset, raw)))
    if position != end:
        problems.append(Problem("", f"{abs(end - position)} bytes in or after its directory belong to nothing"))
    return entries, problems


def _decoded(raw: bytes) -> "str | None":
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _entry_problems(entry: _Entry) -> "Iterator[Problem]":
    """What the directory says of a member that no bundle says."""
    mode = entry.external >> 16
    kind = _KINDS.get(mode & 0o170000)
    faults = (
        (bool(entry.flags & _ENCRYPTED), "it is encrypted"),
        (bool(entry.flags & ~(_UTF8 | _ENCRYPTED)), f"its flags are {entry.flags:#06x}"),
        (entry.method != 0, f"it is compressed (method {entry.method}); a bundle's members are stored as they are"),
        (entry.packed != entry.size, "it has two sizes"),
        (entry.size > _LARGEST_FILE, "it is larger than any file of a bundle"),
        (bool(entry.extra or entry.comment), "it carries extra fields or a comment"),
        (bool(entry.disk or entry.internal), "it lies on another volume, or has attributes"),
        (entry.system != _UNIX or max(entry.made_by, entry.needed) > _NEWEST, "it was made by a program that makes no bundles"),
        (kind is not None, f"it is {kind}, not a file"),
        (kind is None and (mode not in _MODES or bool(entry.external & 0xFFFF)), f"its mode is {mode:o}, not 644"),
        (not _is_time(entry.date, entry.time), "its time is none"),
    )
    wrong_name = name_fault(entry.name)
    yield from (Problem(entry.name, said) for fault, said in (*faults, (bool(wrong_name), wrong_name)) if fault)


def _is_time(date: int, time: int) -> bool:
    month, day = date >> 5 & 15, date & 31
    return 1 <= month <= 12 and day >= 1 and time >> 11 < 24 and (time >> 5 & 63) < 60 and (time & 31) < 30


def _read_member(content: bytes, entry: _Entry, position: int, end: int) -> "tuple[bytes | None, int, list[Problem]]":
    """A member's bytes, where they end, and what is wrong with them; None for bytes where no next member can be sought."""
    if entry.offset != position:
        way = "overlaps the one before" if entry.offset < position else "does not follow the one before"
        return None, position, [Problem(entry.name, f"it {way}: something is hidden in the archive")]
    if position + _LOCAL.size > end or content[position : position + 4] != _LOCAL_MARK:
        return None, position, [Problem(entry.name, "its own header is damaged")]
    _, *header, name_size, extra = _LOCAL.unpack_from(content, position)
    name_at = position + _LOCAL.size
    start = name_at + name_size + extra
    described = [entry.needed, entry.flags, entry.method, entry.time, entry.date, entry.crc, entry.packed, entry.size]
    if header != described or extra or content[name_at : name_at + name_size] != entry.raw:
        return None, position, [Problem(entry.name, "its own header and the directory say different things of it")]
    if start + entry.size > end:
        return None, position, [Problem(entry.name, "it was cut off")]
    found = content[start : start + entry.size]
    faults = []
    if zlib.crc32(found) != entry.crc:
        faults.append(Problem(entry.name, "its bytes were changed: the CRC-32 is not theirs"))
    if _NESTED_NAME.search(entry.name) or _NESTED_START.match(found):
        faults.append(Problem(entry.name, "it is an archive or a program in the archive; a bundle holds none"))
    return found, start + entry.size, faults
