"""The one place of this room that opens files: a bundle, its signature, a key. It writes nothing."""

from pathlib import Path

from pipeline.verify import archive, signature
from pipeline.verify.bundle import Signature
from pipeline.verify.problem import printable
from pipeline.verify.signature import Key, read_key


class UnreadableError(Exception):
    """A file that cannot be read, or a key that is none."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(place, problem, remedy)
        self.place = printable(place)
        self.problem = printable(problem)
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}\n  -> {self.remedy}"


def read_bundle(path: Path) -> bytes:
    """A bundle's bytes; raises UnreadableError."""
    return _content(path, archive.LARGEST, "name a bundle: a ZIP file that `polyclinic bundle` has made")


def read_public_key(given: str) -> Key:
    """The key that a text is, or the key in the file that it names; raises UnreadableError."""
    key, problems = read_key(given)
    if key is None and _is_file(given):
        content = _content(Path(given), signature.LARGEST, "name the file minisign.pub")
        key, problems = read_key(content.decode("utf-8", "replace"))
    if key is None:
        raise UnreadableError("--public-key", problems[0].what, problems[0].remedy)
    return key


def read_signature(bundle: Path, given: "str | None") -> "Signature | None":
    """The signature that is named, or that lies beside the bundle under its name; raises UnreadableError."""
    path = Path(given) if given is not None else Path(f"{bundle}.minisig")
    if given is None and not _is_file(str(path)):
        return None
    return Signature(path.name, _content(path, signature.LARGEST, "name the .minisig file of the bundle"))


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _content(path: Path, largest: int, remedy: str) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableError(str(path), "there is no such file", remedy)
        if path.stat().st_size > largest:
            raise UnreadableError(str(path), f"it is larger than {largest:,} bytes", remedy)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableError(str(path), f"it cannot be read: {error}", remedy) from None
