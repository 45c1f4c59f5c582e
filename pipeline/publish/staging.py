"""Where a build waits for its verdict: a folder that becomes one of `build/` whole, or goes."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock

from pipeline.model.errors import PipelineError


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one file of `build/`."""

    what: Literal["added", "changed", "removed"]
    path: str
    """From the project's root."""


@contextmanager
def staging_folder(root: Path) -> Iterator[Path]:
    """A folder in `build/` that is gone afterwards, whatever happens; one build at a time.

    Raises PipelineError when `build/` cannot be written, and for a disk that fills up meanwhile.
    """
    folder = root / "build"
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / ".lock"), tempfile.TemporaryDirectory(dir=folder, prefix=".staging-") as temporary:
            for left in folder.glob(".staging-*"):  # by a build that was killed
                if left.is_symlink() or not left.is_dir():  # by somebody else: where a link leads is none of ours
                    left.unlink()
                elif left != Path(temporary):
                    shutil.rmtree(left)
            yield Path(temporary)
    except OSError as error:
        named = Path(error.filename or folder)
        place = named.relative_to(root).as_posix() if named.is_relative_to(root) and named.parent == folder else "build"
        raise PipelineError(
            place, f"this folder cannot be written: {error.strerror or error}", "free space or rights"
        ) from None


def publish_folder(root: Path, staging: Path, folder: Path, place: str) -> None:
    """Put a folder inside the staging folder in its place in `build/`, by renames; what stood there goes."""
    withdraw_folder(root, staging, place)
    (root / "build" / place).parent.mkdir(parents=True, exist_ok=True)
    folder.rename(root / "build" / place)


def withdraw_folder(root: Path, staging: Path, place: str) -> None:
    """Take away what stands in a place in `build/`, if anything does; it is removed with the staging folder."""
    standing = root / "build" / place
    if os.path.lexists(standing):  # also a link that leads nowhere
        standing.rename(staging / f"old-{place.replace('/', '-')}")


def compared(root: Path, folder: Path, place: str) -> Iterator[Change]:
    """What `publish_folder` would change, file by file in the order of their names; it changes nothing."""
    wanted, found = _files(folder), _files(root / "build" / place)
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found or name not in wanted:
            yield Change("added" if name in wanted else "removed", f"build/{place}/{name}")
        elif found[name].is_symlink() or found[name].read_bytes() != wanted[name].read_bytes():
            yield Change("changed", f"build/{place}/{name}")


def _files(folder: Path) -> dict[str, Path]:
    """All that lies in a folder and is no folder, by its name from there; a folder that is not there is empty."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
