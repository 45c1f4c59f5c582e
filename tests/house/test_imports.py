"""The import table of ARCHITECTURE.md is the law: who may import whom, and which library has which door."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIPELINE = ROOT / "pipeline"
MODULES = sorted(PIPELINE.rglob("*.py"))


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading of ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def words(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


ALLOWED = {next(iter(words(row[0]))): words(row[-1]) for row in table("Rooms")}
DOORS = {library: words(row[1]) for row in table("One library, one door") for library in words(row[0])}


def name_of(path: Path) -> str:
    parts = path.relative_to(PIPELINE).with_suffix("").parts
    return "/".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield node.lineno, node.module or ""


def inside(name: str, places: set[str]) -> bool:
    return any(name == place or name.startswith(f"{place}/") for place in places)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_what_the_table_allows(path: Path) -> None:
    name = name_of(path)
    room = name.split("/")[0]
    if room in ("", "__main__"):
        return
    for line, module in imports(path):
        if module.startswith("pipeline."):
            target = module.removeprefix("pipeline.").replace(".", "/")
            assert inside(target, ALLOWED[room] | {room}), f"{path}:{line}: {room} may not import {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_imported_through_its_door_only(path: Path) -> None:
    name = name_of(path)
    for line, module in imports(path):
        doors = DOORS.get(module.split(".")[0])
        if doors is not None:
            assert inside(name, doors), f"{path}:{line}: {module} is for {sorted(doors)} only"


def test_every_room_is_in_the_table() -> None:
    rooms = {path.name.removesuffix(".py") for path in PIPELINE.iterdir() if not path.name.startswith("__")}
    assert rooms == set(ALLOWED)


def test_every_dependency_has_a_door() -> None:
    names = {"markdown-it-py": "markdown_it", "rich-click": "rich_click", "weblate-language-data": "weblate_language_data"}
    names["phonenumberslite"] = "phonenumbers"
    declared = re.findall(r'^    "([a-z0-9-]+)>=', (ROOT / "pyproject.toml").read_text("utf-8").split("[project.opt")[0], re.M)
    used = {names.get(name, name.replace("-", "_")) for name in declared}
    assert used - {"click"} <= set(DOORS)


def test_the_gate_knows_no_switch() -> None:
    """The gate imports neither the settings, the environment nor the cook."""
    files = [PIPELINE / "gate.py", *(PIPELINE / "law").glob("*.py")]
    modules = {module for path in files for _, module in imports(path)}
    data = {f"pipeline.model.{name}" for name in ("approval", "errors", "finding", "locale", "page", "practice")}
    pure = {"re", "collections", "collections.abc", "dataclasses", "functools", "hashlib", "itertools", "unicodedata"}
    assert modules <= pure | data | {f"pipeline.law.{path.stem}" for path in files} | {"selectolax.lexbor", "regex", "ftfy"}
