"""Signatures in minisign's form (jedisct1.github.io/minisign): who vouches for a bundle's bytes, if one trusts the key."""

import base64
import binascii
from dataclasses import dataclass
from hashlib import blake2b

from pipeline.verify.ed25519 import is_signed
from pipeline.verify.problem import AGAIN, Problem

LARGEST = 10_000
"""Bytes of a signature or key file; real ones have some hundreds."""
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "
_KEY_HELP = "name the file minisign.pub, or its second line, as the maker of the bundle has published it elsewhere"


@dataclass(frozen=True)
class Key:
    """A public key."""

    number: bytes
    """The eight bytes that tell keys apart."""
    point: bytes

    @property
    def name(self) -> str:
        """As minisign prints it: a number, without zeros in front."""
        return f"{int.from_bytes(self.number, 'little'):X}"


@dataclass(frozen=True)
class Signed:
    """What a signature says."""

    comment: str = ""
    """The trusted comment; signed as well, so empty unless everything is right."""
    key: str = ""
    problems: "tuple[Problem, ...]" = ()


def read_key(text: str) -> "tuple[Key | None, tuple[Problem, ...]]":
    """The key of a text: the content of minisign.pub, or its second line alone."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    if len(lines) == 2 and lines[0].startswith(_UNTRUSTED):
        lines = lines[1:]
    raw = _raw(lines[0], 42) if len(lines) == 1 else None
    if raw is None or raw[:2] != b"Ed":
        return None, (Problem("", "this is no public key of minisign", _KEY_HELP),)
    return Key(raw[2:10], raw[10:]), ()


def judge_signature(content: bytes, signature: bytes, name: str, key: Key) -> Signed:
    """Whether a signature file, shown under this name, is that of the content by the key's owner; never raises."""
    try:
        lines = signature.decode("utf-8").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        lines = []
    if lines[-1:] == [""]:
        lines.pop()
    raw = _raw(lines[1], 74) if len(lines) == 4 else None
    over_all = _raw(lines[3], 64) if len(lines) == 4 else None
    marked = len(lines) == 4 and lines[0].startswith(_UNTRUSTED) and lines[2].startswith(_TRUSTED)
    if raw is None or over_all is None or not marked or raw[:2] not in (b"ED", b"Ed"):
        return Signed(problems=(Problem(name, "it is no signature of minisign"),))
    if raw[2:10] != key.number:
        other = Key(raw[2:10], b"").name
        remedy = "ask the maker which key is theirs; do not take it from where the bundle came from"
        return Signed(problems=(Problem(name, f"another key made it: {other}, not {key.name}", remedy),))
    message = blake2b(content).digest() if raw[:2] == b"ED" else content
    if not is_signed(key.point, message, raw[10:]):
        return Signed(
            problems=(Problem(name, "it is not the signature of these bytes: the bundle or the signature was changed", AGAIN),)
        )
    comment = lines[2][len(_TRUSTED) :]
    if not is_signed(key.point, raw[10:] + comment.encode(), over_all):
        return Signed(problems=(Problem(name, "its trusted comment was changed", AGAIN),))
    return Signed(comment, key.name)


def _raw(text: str, size: int) -> "bytes | None":
    """The bytes of a line in base64, if they are so many, and the line is the one way to write them."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        return None
    return raw if len(raw) == size and base64.b64encode(raw).decode() == text else None
