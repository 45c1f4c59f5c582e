"""Where a build's time goes: cProfile over one `polyclinic build`, own time summed by module and by library.

Run as `where.py FOLDER`; prints JSON, a list of [name, seconds], the dearest first. Functions written in C have no file:
their time is given to whoever called them, and to "start-up" where an import did.
"""

import contextlib
import cProfile
import io
import json
import pstats
import sys
import sysconfig
import time
from collections import Counter
from pathlib import Path

from pipeline.cli.main import main

_PACKAGES = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
_STANDARD = Path(sysconfig.get_path("stdlib")).resolve()
_ROOT = Path(__file__).resolve().parents[2]
_COMPILED = {"selectolax": "selectolax", "icu4py": "icu4py", "rapidfuzz": "rapidfuzz", "pydantic_core": "pydantic_core"}

_Function = tuple[str, int, str]


def owner(function: _Function) -> str:
    """The module of the package, or the library, that a function with a file belongs to."""
    file, _, name = function
    for mark, library in _COMPILED.items():
        if file == "~" and mark in name:
            return library
    if name == "<module>" or file.startswith("<frozen importlib"):
        return "start-up (imports)"
    path = Path(file)
    if path.is_relative_to(_ROOT / "pipeline"):
        return f"pipeline/{path.relative_to(_ROOT / 'pipeline').as_posix()}"
    for packages in _PACKAGES:
        if path.is_relative_to(packages):
            return path.relative_to(packages).parts[0].removesuffix(".py")
    if path.is_relative_to(_STANDARD):
        return f"python: {path.relative_to(_STANDARD).parts[0].removesuffix('.py')}"
    return "python: generated code"


def shares(profiler: cProfile.Profile) -> list[tuple[str, float]]:
    """Own time by owner."""
    spent: Counter[str] = Counter()
    # The types that come with Python do not know the one attribute that this needs.
    table = pstats.Stats(profiler, stream=io.StringIO()).stats  # type: ignore[attr-defined]
    for function, (_, _, own, _, callers) in table.items():
        if function[0] != "~" or any(mark in function[2] for mark in _COMPILED):
            spent[owner(function)] += own
            continue
        for caller, (_, _, part, _) in callers.items():
            spent["python: built-in" if caller[0] == "~" else owner(caller)] += part
    return spent.most_common()


def run(root: Path) -> None:
    """Profile one build and print the shares."""
    # CPU time, not the clock: others share this machine, and the disk.
    profiler = cProfile.Profile(time.process_time)
    with contextlib.redirect_stdout(io.StringIO()):
        profiler.enable()
        main(["-C", str(root), "build"], standalone_mode=False)
        profiler.disable()
    sys.stdout.write(json.dumps(shares(profiler)))


if __name__ == "__main__":
    run(Path(sys.argv[1]))
