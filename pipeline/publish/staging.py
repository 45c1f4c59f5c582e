"""Where a build waits for its verdict: a folder that becomes one of `build/` whole, or goes."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from pipeline.model.errors import PipelineError


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
