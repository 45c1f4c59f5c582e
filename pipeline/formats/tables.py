"""A TOML file that is a list: `[[approvals]]`, `[[waivers]]`, one entry below the other, and nothing else."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeVar

from pipeline.formats.settings import as_kind, load_toml
from pipeline.model.errors import PipelineError, Place

T = TypeVar("T")


def read_tables(text: str, path: str, name: str, kind: type[T]) -> tuple[tuple[Place, T], ...]:
    """The `[[name]]` tables of a file that holds nothing else, each with its place.

    Raises PipelineError that names the number of the table that is wrong; a place has its line where that is sure.
    """
    found, errors = read_tables_apart(text, path, name, kind)
    if errors:
        raise errors[0]
    return tuple((place, table) for _, place, table in found)


def read_tables_apart(
    text: str, path: str, name: str, kind: type[T]
) -> tuple[tuple[tuple[int, Place, T], ...], tuple[PipelineError, ...]]:
    """The `[[name]]` tables of a file that holds nothing else, each with its number and place; and what is wrong in others.

    No table hides another: what is no TOML is read table by table. Raises PipelineError for a file of something else.
    """
    heads = _heads(text, name)
    try:
        tables = _tables(load_toml(text, path), path, name)
    except PipelineError:
        if not heads:
            raise
        parts = _parts(text, path, name, heads)
        if not any(isinstance(part, PipelineError) for _, part in parts):
            raise
    else:
        sure = len(heads) == len(tables)
        parts = [(Place(path, heads[number]) if sure else Place(path), table) for number, table in enumerate(tables)]
    found, errors = [], []
    for number, (place, part) in enumerate(parts, start=1):
        try:
            if isinstance(part, PipelineError):
                raise part
            found.append((number, place, as_kind(part, kind, place, f"entry {number}: ")))
        except PipelineError as error:
            errors.append(error)
    return tuple(found), tuple(errors)


def _heads(text: str, name: str) -> list[int]:
    head = re.compile(rf"[ \t]*\[\[[ \t]*{re.escape(name)}[ \t]*\]\][ \t]*(?:#.*)?")
    return [number for number, line in enumerate(text.split("\n"), start=1) if head.fullmatch(line)]


def _tables(content: dict[str, Any], path: str, name: str) -> list[Any]:
    tables = content.pop(name, [])
    if content or not isinstance(tables, list):
        unknown = ", ".join(content) or name
        raise PipelineError(path, f"unknown keys: {unknown}", f"write all entries as [[{name}]] tables")
    return tables


def _parts(text: str, path: str, name: str, heads: Sequence[int]) -> list[tuple[Place, dict[str, Any] | PipelineError]]:
    """The tables of a file that is no TOML as a whole, each by itself; raises PipelineError for what stands before them."""
    lines = text.split("\n")
    _tables(load_toml("\n".join(lines[: heads[0] - 1]), path), path, name)
    parts: list[tuple[Place, dict[str, Any] | PipelineError]] = []
    for number, (line, end) in enumerate(pairwise((*heads, len(lines) + 1)), start=1):
        try:
            [table] = _tables(load_toml("\n".join(lines[line - 1 : end - 1]), path, line), path, name)
            parts.append((Place(path, line), table))
        except PipelineError as error:
            parts.append((Place(path, line), PipelineError(error.place, f"entry {number}: {error.problem}", error.remedy)))
    return parts
