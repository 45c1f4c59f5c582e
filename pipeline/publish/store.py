"""Files that are whole or not there: reading with clear errors, atomic writing.

What is written goes into a file beside the target, to the disk, and then by a rename into its place: whoever reads, and
whatever is killed, finds the old file or the new one.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from errno import EACCES, EISDIR
from pathlib import Path

from pipeline.model.errors import PipelineError, Place

_TEMPORARY = ".tmp"
_TRIES = 20
"""So often a file may change under our hands before we give up."""


def read_bytes(root: Path, path: str, remedy: str = "") -> bytes:
    """The content of a project's file; raises PipelineError when it cannot be read, with `remedy` where none is there."""
    try:
        _refuse_endless(root / path, path)
        return (root / path).read_bytes()
    except FileNotFoundError:
        if (root / path).is_symlink():
            raise PipelineError(path, "this link leads to no file", "mend the link, or take it away") from None
        raise PipelineError(path, "this file is missing", remedy) from None
    except OSError as error:
        steps = {EISDIR: "put a file in its place, or take the folder away", EACCES: "give yourself the right to read it"}
        step = steps.get(error.errno or 0, remedy)
        raise PipelineError(path, f"this file cannot be read: {error.strerror}", step) from None


def _refuse_endless(target: Path, path: str) -> None:
    # Asked before it is opened: a device may have no end, and a pipe waits for somebody.
    if not target.is_file() and target.exists() and not target.is_dir():
        raise PipelineError(path, "this is a device or a pipe, not a file", "put a file in its place, or take it away")


def read_text(root: Path, path: str, remedy: str = "") -> str:
    """The text of a project's UTF-8 file, with LF line ends."""
    content = read_bytes(root, path, remedy)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PipelineError(Place(path, line), "this file is not UTF-8", "save it as UTF-8") from None


def write_if_changed(root: Path, path: str, content: bytes) -> bool:
    """Whether the file had to be written; it is replaced whole, its mode kept."""
    return rewrite(root, path, lambda before: content)


def rewrite(root: Path, path: str, change: Callable[[bytes | None], bytes]) -> bool:
    """Whether `change` made anything new of the file's content (None where there is no file yet).

    Law: what somebody else wrote meanwhile is never replaced unseen; `change` is then asked again, with the new content.
    """
    target = Path(os.path.realpath(root / path))  # where it is a link, the link stays
    for _ in range(_TRIES):
        before = _content(target, path)
        after = change(before)
        if after == before:
            return False
        if _replace(target, path, before, after):
            return True
    raise PipelineError(path, "this file changes faster than it can be read", "end the program that writes it, then run again")


def _content(target: Path, path: str) -> bytes | None:
    try:
        _refuse_endless(target, path)
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PipelineError(path, f"this file cannot be read: {error.strerror}", "mend its rights, or move it away") from None


def _replace(target: Path, path: str, before: bytes | None, after: bytes) -> bool:
    """Whether the file still held `before` when all was ready, and so was replaced."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if before is not None else 0o666 & ~_umask()
        prefix = f".{target.name}."
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=prefix, suffix=_TEMPORARY, delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(file.name, mode)
                if _content(target, path) != before:
                    temporary.unlink()
                    return False
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except FileNotFoundError:  # the file or its folder was taken away meanwhile
        return False
    except OSError as error:
        raise PipelineError(path, f"this file cannot be written: {error.strerror}", "free space or rights") from None
    return True


def sweep(folder: Path) -> None:
    """Remove what a killed process left half written below a folder; the caller holds the lock of those who write there."""
    for left in folder.rglob(f".*.{'?' * 8}{_TEMPORARY}"):  # as `tempfile` names them
        # What cannot be removed hinders nobody; whoever writes there next says what is wrong with the folder.
        with suppress(OSError):
            left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
