"""Files that are whole or not there: reading with clear errors, atomic writing."""

import os
import tempfile
from pathlib import Path

from pipeline.model.errors import PipelineError, Place


def read_bytes(root: Path, path: str, remedy: str = "") -> bytes:
    """The content of a project's file; raises PipelineError when it cannot be read."""
    try:
        return (root / path).read_bytes()
    except FileNotFoundError:
        raise PipelineError(path, "this file is missing", remedy) from None
    except OSError as error:
        raise PipelineError(path, f"this file cannot be read: {error.strerror}", remedy) from None


def read_text(root: Path, path: str, remedy: str = "") -> str:
    """The text of a project's UTF-8 file, with LF line ends."""
    content = read_bytes(root, path, remedy)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PipelineError(Place(path, line), "this file is not UTF-8", "save it as UTF-8") from None


def write_if_changed(root: Path, path: str, content: bytes) -> bool:
    """Whether the file had to be written; it is replaced whole (temporary file beside it, fsync, rename), its mode kept."""
    target = root / path
    try:
        if target.is_file() and target.read_bytes() == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(file.name, mode)
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise PipelineError(path, f"this file cannot be written: {error.strerror}", "free space or rights") from None
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
