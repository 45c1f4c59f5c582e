"""Files → a BagIt bag (RFC 8493, version 1.0) with SHA-256 manifests; what a library of tools can check long after us."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

DATA = "data/"
"""Where the payload lies."""
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


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
