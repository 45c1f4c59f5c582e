"""ZIP archives as an attacker makes them: by their bytes, each with a word of what `verify` must say."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.verify.bundles import NAME, good, good_files, member, packed, zipped

DATA = b"<p>Hello</p>\n"


def one(name: str | bytes, content: bytes = DATA, **changed: int) -> tuple[bytes, bytes]:
    """A member by its bytes: its header with content, and its entry, at the offset 0; `changed` are fields of both."""
    raw = name.encode() if isinstance(name, str) else name
    flags = 0 if raw.isascii() else 0x800
    fields = {"needed": 20, "flags": flags, "method": 0, "time": 0x5000, "date": 0x5D79, "crc": zlib.crc32(content)}
    fields |= {"packed": len(content), "size": len(content), "mode": 0o100644, "system": 3, "attributes": 0}
    fields |= changed
    common = struct.pack(
        "<5H3L", *(fields[key] for key in ("needed", "flags", "method", "time", "date", "crc", "packed", "size"))
    )
    header = b"PK\x03\x04" + common + struct.pack("<2H", len(raw), 0) + raw + content
    external = fields["mode"] << 16 | fields["attributes"]
    entry = b"PK\x01\x02" + bytes([20, fields["system"]]) + common
    return header, entry + struct.pack("<5H2L", len(raw), 0, 0, 0, 0, external, 0) + raw


def joined(*members: tuple[bytes, bytes]) -> bytes:
    """An archive of these members, in this order."""
    headers, entries = b"", b""
    for header, entry in members:
        entries += entry[:42] + struct.pack("<L", len(headers)) + entry[46:]
        headers += header
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(entries), len(headers), 0)
    return headers + entries + end


def named(name: str | bytes) -> bytes:
    """A bundle with one file more, of this name, in its right place."""
    files = {f"{NAME}/{path}": content for path, content in good_files().items()}
    raw = name.encode() if isinstance(name, str) else name
    members = {path.encode(): content for path, content in files.items()} | {raw: DATA}
    return joined(*(one(path, members[path]) for path in sorted(members)))


def with_member(**changed: int) -> bytes:
    return joined(one("a/x.html", **changed))


def again(**how: object) -> bytes:
    """The good files in a ZIP as other programs make it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression=int(str(how.get("method", 0)))) as archive:
        for name, content in sorted(good_files().items()):
            info = member(f"{NAME}/{name}")
            info.compress_type = int(str(how.get("method", 0)))
            archive.writestr(info, content)
        if "comment" in how:
            archive.comment = b"hello"
    return stream.getvalue()


def extra() -> bytes:
    """A member with an extra field: other names for it, other owners."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = member("a/x.html")
        info.extra = struct.pack("<HH4s", 0x7075, 4, b"evil")
        archive.writestr(info, DATA)
    return stream.getvalue()


def zip64() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, archive.open(member("a/x.html"), "w", force_zip64=True) as writer:
        writer.write(DATA)
    return stream.getvalue()


def zip64_end() -> bytes:
    """The records of ZIP64 before the end record, which some programs prefer to it."""
    body, end = good()[:-22], good()[-22:]
    *_, size, start, _ = struct.unpack("<4s4H2LH", end)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, start)
    return body + record + struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body), 1) + end


def overlap() -> bytes:
    """Two entries of one member: unpacked, twice its size (the way of the zip bombs without nesting)."""
    header, entry = one("a/x.html", b"0" * 1000)
    second = one("a/y.html", b"0" * 1000)[1]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entry + second), len(header), 0)
    return header + entry + second + end


def gap() -> bytes:
    """Bytes between two members that no entry knows."""
    (header, entry), (other, second) = one("a/x.html"), one("a/y.html")
    at = len(header) + 4
    second = second[:42] + struct.pack("<L", at) + second[46:]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entry + second), at + len(other), 0)
    return header + b"evil" + other + entry + second + end


def hidden_member() -> bytes:
    """A member that the directory does not list, after the last."""
    (header, entry), (other, _) = one("a/x.html"), one("a/y.html")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(header + other), 0)
    return header + other + entry + end


def disagreeing(**changed: int) -> bytes:
    """A member whose own header says something else than the directory."""
    return joined((one("a/x.html", **changed)[0], one("a/x.html")[1]))


def renamed_in_header() -> bytes:
    return joined((one("a/y.html")[0], one("a/x.html")[1]))


def many() -> bytes:
    return zipped({f"a/{number}": b"" for number in range(20_001)})


def changed_byte() -> bytes:
    """A byte of a page changed, nothing else."""
    at = good().index(b"<h1")
    return good()[:at] + b"\x00" + good()[at + 1 :]


def says_more() -> bytes:
    """An end record that says 65,000 members."""
    return good()[:-14] + struct.pack("<2H", 65_000, 65_000)[:2] + good()[-12:]


def two_times() -> bytes:
    return joined(one("a/x.html"), one("a/y.html", time=0x5001))


BY_NAME = {
    "../evil.html": "climbs",
    f"{NAME}/../../evil.html": "climbs",
    f"{NAME}/data/..": "climbs",
    "/etc/passwd": "absolute",
    "//server/share/x": "absolute",
    "\\\\server\\share\\x": "backslash",
    "..\\evil.html": "backslash",
    f"{NAME}/data\\x.html": "backslash",
    "C:/evil.html": "drive",
    "c:evil.html": "drive",
    f"{NAME}/x.html:stream": "Windows forbids",
    f"{NAME}/data/./x.html": "empty parts",
    f"{NAME}//x.html": "empty parts",
    f"{NAME}/data/": "folder",
    f"{NAME}/data/x\0.html": "control characters",
    f"{NAME}/data/x\n.html": "control characters",
    f"{NAME}/data/x\x1b[2J.html": "control characters",
    f"{NAME}/data/x\u202elmth.txt": "show nothing",
    f"{NAME}/data/x\u200b.html": "show nothing",
    f"{NAME}/data/a\u0308.html": "NFC",
    f"{NAME}/data/con.html": "device",
    f"{NAME}/aux/x.html": "device",
    f"{NAME}/data/COM1": "device",
    f"{NAME}/data/LPT¹.txt": "device",
    f"{NAME}/data/x.html.": "space or point",
    f"{NAME}/data/x.html ": "space or point",
    f"{NAME}/data/x?.html": "Windows forbids",
    f"{NAME}/data/{'x' * 250}.html": "too long",
    f"{NAME}/data/INDEX.html": "same file as",
    f"{NAME}/data/ındex.html".replace("ı", "\uff49"): "same file as",
    f"{NAME}/Data/other.html": "is the same as",
    f"{NAME}/data/index.html/x": "a file and a folder",
    f"{NAME}/data/more.zip": "an archive or a program",
    f"{NAME}/data/setup.exe": "an archive or a program",
    b"\xff\xfe/x.html": "not in UTF-8",
    b"": "has no name",
}
"""Each name of a file that is added, and what is said of it."""

Made = Callable[[], bytes]
BY_BYTES: dict[str, tuple[Made, str]] = {
    "nothing": (lambda: b"", "no ZIP archive"),
    "text": (lambda: b"Hello " * 100, "no ZIP archive"),
    "an end alone": (lambda: b"PK\x05\x06" + bytes(18), "0 members"),
    "cut in the middle": (lambda: good()[: len(good()) // 2], "no ZIP archive"),
    "cut by a byte": (lambda: good()[:-1], "after its end record"),
    "its beginning cut": (lambda: good()[1:], "does not lead to its directory"),
    "before": (lambda: b"#!/bin/sh\nevil\n" + good(), "does not lead to its directory"),
    "after": (lambda: good() + b"evil", "4 bytes stand after"),
    "a second archive after": (lambda: good() + with_member(), "does not lead to its directory"),
    "an archive comment": (lambda: again(comment=True), "comment"),
    "between": (gap, "does not follow"),
    "hidden member": (hidden_member, "belong to nothing"),
    "overlap": (overlap, "overlaps"),
    "deflated": (lambda: again(method=zipfile.ZIP_DEFLATED), "compressed (method 8)"),
    "bzip2": (lambda: again(method=zipfile.ZIP_BZIP2), "compressed (method 12)"),
    "lzma": (lambda: again(method=zipfile.ZIP_LZMA), "compressed (method 14)"),
    "encrypted": (lambda: with_member(flags=1), "encrypted"),
    "strongly encrypted": (lambda: with_member(flags=0x41), "encrypted"),
    "sizes after the data": (lambda: with_member(flags=8), "its flags are 0x0008"),
    "a link": (lambda: with_member(mode=0o120777), "a link"),
    "a device": (lambda: with_member(mode=0o020644), "a device"),
    "a pipe": (lambda: with_member(mode=0o010644), "a pipe"),
    "a socket": (lambda: with_member(mode=0o140644), "a socket"),
    "a folder's mode": (lambda: with_member(mode=0o040755), "a folder"),
    "setuid": (lambda: with_member(mode=0o104755), "mode is 104755"),
    "a program's mode": (lambda: with_member(mode=0o100755), "mode is 100755"),
    "DOS attributes": (lambda: with_member(attributes=0x10), "not 644"),
    "made on DOS": (lambda: with_member(system=0), "makes no bundles"),
    "needs ZIP64": (lambda: with_member(needed=45), "makes no bundles"),
    "ZIP64 member": (zip64, "different things"),
    "ZIP64 end": (zip64_end, "ZIP64"),
    "an extra field": (extra, "extra fields"),
    "two sizes": (lambda: with_member(packed=5), "two sizes"),
    "a huge size": (lambda: with_member(packed=2**32 - 1, size=2**32 - 1), "cut off"),
    "wrong CRC": (lambda: with_member(crc=1), "CRC-32"),
    "a byte of a page": (changed_byte, "CRC-32"),
    "no time": (lambda: with_member(date=0), "time is none"),
    "two times": (two_times, "do not bear one time"),
    "headers: method": (lambda: disagreeing(method=8), "different things"),
    "headers: flags": (lambda: disagreeing(flags=1), "different things"),
    "headers: size": (lambda: disagreeing(size=3), "different things"),
    "headers: packed": (lambda: disagreeing(packed=3), "different things"),
    "headers: CRC": (lambda: disagreeing(crc=3), "different things"),
    "headers: name": (renamed_in_header, "different things"),
    "UTF-8 unmarked": (lambda: joined(one("a/é.html", flags=0)), "marked as UTF-8"),
    "ASCII marked": (lambda: with_member(flags=0x800), "marked as UTF-8"),
    "twice": (lambda: joined(one("a/x.html"), one("a/x.html", b"other")), "stands there twice"),
    "unsorted": (lambda: joined(one("a/y.html"), one("a/x.html")), "not sorted"),
    "too many": (many, "20001 members"),
    "says more members": (says_more, "several volumes"),
    "a ZIP in disguise": (lambda: joined(one("a/x.html", with_member())), "an archive or a program"),
    "a tar in disguise": (lambda: joined(one("a/x.html", bytes(257) + b"ustar")), "an archive or a program"),
    "gzip in disguise": (lambda: joined(one("a/x.html", b"\x1f\x8b\x08")), "an archive or a program"),
    "two folders": (lambda: zipped({"a/x": b"", "b/x": b""}), "one folder"),
    "no folder": (lambda: packed(good_files(), folder=""), "one folder"),
}
"""Each kind of archive, and what is said of it."""


def every() -> Iterator[tuple[str, Made, str]]:
    """Name, maker and word of all of them."""
    for name, word in BY_NAME.items():
        yield f"name {ascii(name)[:60]}", lambda name=name: named(name), word  # type: ignore[misc]
    yield from ((name, make, word) for name, (make, word) in BY_BYTES.items())
