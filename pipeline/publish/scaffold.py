"""A small project for somebody with an article of their own."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline.model.errors import PipelineError
from pipeline.publish.store import write_if_changed


def scaffold(folder: Path) -> list[str]:
    """Write the starter project into a new or empty folder; answers the paths of its files.

    Raises PipelineError for a folder that holds anything: nobody's file is overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PipelineError(str(folder), "this is there already, and not an empty folder", "name a new folder")
    written = []
    for path, source in _walk(files("pipeline.publish").joinpath("starter"), ""):
        write_if_changed(folder, path, source.read_bytes())
        written.append(str(folder / path))
    return written


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for child in sorted(folder.iterdir(), key=lambda one: one.name):
        if child.is_dir():
            yield from _walk(child, f"{prefix}{child.name}/")
        else:
            yield f"{prefix}{child.name}", child
