"""Catalogs on disk → the same catalogs in the one form that everybody writes: nothing but the form changes."""

from pathlib import Path

from pipeline.formats.po import read_po, write_po
from pipeline.model.errors import PipelineError
from pipeline.publish.store import read_bytes, rewrite


def catalog_files(root: Path) -> list[str]:
    """All catalogs and templates under `locales/`, by their paths in the project; raises PipelineError where there are none."""
    found = (path for suffix in ("po", "pot") for path in (root / "locales").rglob(f"*.{suffix}"))
    files = sorted(path.relative_to(root).as_posix() for path in found if path.is_file() and not path.name.startswith("."))
    if not files:
        raise PipelineError("locales", "there are no catalogs here", "name files, or the project's folder with -C")
    return files


def in_form(root: Path, path: str) -> bool:
    """Whether a catalog has the form already; raises PipelineError for one that cannot be read."""
    content = read_bytes(root, path)
    return _formatted(content, path) == content


def put_in_form(root: Path, path: str) -> bool:
    """Whether a catalog had to be written anew; it is replaced whole, and read again if somebody saved it meanwhile."""
    return rewrite(root, path, lambda content: _formatted(read_bytes(root, path) if content is None else content, path))


def _formatted(content: bytes, path: str) -> bytes:
    wanted = write_po(read_po(content, path, Path(path).stem))
    if content.strip() and not wanted:
        raise PipelineError(path, "there are comments alone in this file, and no entry", "restore its entries")
    return wanted
