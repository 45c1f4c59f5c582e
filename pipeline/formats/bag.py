"""Files → a BagIt bag (RFC 8493, version 1.0) with SHA-256 manifests; what a library of tools can check long after us."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from pipeline.model.errors import PipelineError, Place

DATA = "data/"
"""Where the payload lies."""
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = re.compile(r"([0-9A-Fa-f]{64})[ \t]+\*?(\S.*)")


def write_bag(payload: Mapping[str, bytes], tags: Mapping[str, bytes], described: Mapping[str, str]) -> dict[str, bytes]:
    """All files of a bag: the payload below `data/`, the tag files as they are named, and what makes it a bag.

    `described` is what bag-info.txt says, label by label, in this order; the payload's sum of bytes and files follows.
    """
    data = {f"{DATA}{name}": content for name, content in payload.items()}
    info = {**described, "Payload-Oxum": oxum(payload.values())}
    around = {
        **tags,
        "bagit.txt": _DECLARATION,
        "bag-info.txt": "".join(f"{label}: {_one_line(text)}\n" for label, text in info.items()).encode(),
        "manifest-sha256.txt": write_manifest(data),
    }
    return {**data, **around, "tagmanifest-sha256.txt": write_manifest(around)}


def oxum(contents: Iterable[bytes]) -> str:
    """The sum of a payload: its bytes, a full stop, its files."""
    sizes = [len(content) for content in contents]
    return f"{sum(sizes)}.{len(sizes)}"


def write_manifest(files: Mapping[str, bytes]) -> bytes:
    """A line for each file, by its name's UTF-8 bytes: SHA-256, two spaces, the name; `sha256sum -c` reads it."""
    ordered = sorted(files, key=str.encode)
    return "".join(f"{sha256(files[name]).hexdigest()}  {_encoded(name)}\n" for name in ordered).encode()


def _encoded(name: str) -> str:
    # RFC 8493, 2.1.3: these three characters are percent-encoded, and only these.
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read_manifest(content: bytes, path: str) -> dict[str, str]:
    """Each file of a manifest with its SHA-256; raises PipelineError for a line that is none, and for a file that stands twice.

    Law: it is what `write_manifest` wrote.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(content.decode("utf-8", "replace").split("\n")[:-1], start=1):
        match = _LINE.fullmatch(line)
        if match is None or _decoded(match[2]) in found:
            raise PipelineError(Place(path, number), "this is no line of a manifest, or the second for its file", "")
        found[_decoded(match[2])] = match[1].lower()
    return found


def _decoded(name: str) -> str:
    return re.sub("%(0[AaDd]|25)", lambda code: chr(int(code[1], 16)), name)
