"""A bundle that lies somewhere, read into memory and held to its own manifests; nothing of it is ever unpacked."""

import json
import struct
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from pipeline.formats.archive import refuse_names
from pipeline.formats.bag import DATA, read_manifest
from pipeline.model.errors import PipelineError

_MOST_MEMBERS = 50_000
_LARGEST = 1_000_000_000
"""Bytes of all files together, and of the archive."""
_MANIFESTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
_REMEDY = "get the bundle again from whoever gave it out; `polyclinic verify` says more"
# What the standard library raises for damaged or hostile archives, be it in a header or in packed bytes.
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(EOFError, ValueError, RuntimeError, OverflowError, LookupError),
)


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A whole bundle: every file is in a manifest, and has its hash."""

    name: str
    files: Mapping[str, bytes]
    """By their paths in the bag."""
    archive: bytes
    """The very bytes of the ZIP."""

    @property
    def epoch(self) -> int:
        """Its moment, in seconds since 1970; raises PipelineError where it names none."""
        try:
            envelope = json.loads(self.files["records/provenance.intoto.json"])
            said = json.loads(b64decode(envelope["payload"]))
            return int(said["predicate"]["buildDefinition"]["internalParameters"]["SOURCE_DATE_EPOCH"])
        except (KeyError, TypeError, ValueError):
            raise PipelineError(self.name, "its provenance names no time", _REMEDY) from None


def open_bundle(path: Path) -> OpenedBundle:
    """The bundle in a file; raises PipelineError where it cannot be read, or is not, byte for byte, what its manifests say."""
    try:
        if path.stat().st_size > _LARGEST:
            raise PipelineError(str(path), "this is larger than any bundle", _REMEDY)
        archive = path.read_bytes()
    except OSError as error:
        raise PipelineError(str(path), f"this file cannot be read: {error.strerror}", "name a bundle") from None
    try:
        members = dict(_members(archive))
    except _BROKEN as error:
        raise PipelineError(str(path), f"this is no whole bundle: {str(error)!a}", _REMEDY) from None
    tops = {name.partition("/")[0] for name in members}
    if len(tops) != 1 or not all("/" in name for name in members):
        raise PipelineError(str(path), "this is no bundle: it does not hold one folder", _REMEDY)
    name = tops.pop()
    files = {member.partition("/")[2]: content for member, content in members.items()}
    refuse_names(files)
    _refuse_unlisted(path, files)
    return OpenedBundle(name, files, archive)


def _members(archive: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(archive)) as packed:
        members = packed.infolist()
        if len(members) > _MOST_MEMBERS or len({member.filename for member in members}) != len(members):
            raise ValueError("too many files, or two of one name")
        left = _LARGEST
        for member in members:
            if member.compress_type != zipfile.ZIP_STORED or member.file_size > left:
                raise ValueError("a file is compressed, or larger than any")
            content = packed.read(member)
            left -= len(content)
            yield member.filename, content


def _refuse_unlisted(path: Path, files: Mapping[str, bytes]) -> None:
    listed: dict[str, str] = {}
    for manifest, of_payload in zip(_MANIFESTS, (True, False), strict=True):
        if manifest not in files:
            raise PipelineError(str(path), f"this is no bundle: it has no {manifest}", _REMEDY)
        found = read_manifest(files[manifest], manifest)
        listed |= {name: digest for name, digest in found.items() if name.startswith(DATA) is of_payload}
    there = {name: sha256(content).hexdigest() for name, content in files.items() if name != _MANIFESTS[1]}
    odd = sorted(name for name in there.keys() | listed.keys() if there.get(name) != listed.get(name))
    if odd:
        raise PipelineError(str(path), f"not what the manifests say: {', '.join(map(ascii, odd[:5]))}", _REMEDY)
