"""Who may write below `locales/`, and who may record a revision."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from pipeline.model.errors import PipelineError
from pipeline.publish.store import sweep


@contextmanager
def catalogs_lock(root: Path) -> Iterator[None]:
    """The right to write catalogs and revisions: one process at a time; what a killed one left half written is swept."""
    folder = root / "locales"
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / ".lock")
        lock.acquire()
    except OSError as error:
        raise PipelineError("locales", f"this folder cannot be written: {error.strerror}", "free space or rights") from None
    try:
        sweep(folder)
        sweep(root / "source")
        yield
    finally:
        lock.release()
