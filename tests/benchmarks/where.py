"""Where a build's time goes: one `polyclinic build`, own time summed by module of the package and by library.

Run as `where.py FOLDER traced` (cProfile) or `where.py FOLDER sampled` (every few milliseconds of CPU time); prints JSON, a
list of [name, seconds], the dearest first. Tracing counts every call and so makes code of many small calls look dearer than
it is; samples do not. Functions written in C, or by `dataclass`, have no file: their time is their caller's.
"""

import contextlib
import cProfile
import io
import json
import pstats
import signal
import sys
import sysconfig
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType

import pipeline
from pipeline.cli.main import main

_PACKAGES = tuple({Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")})
_STANDARD = Path(sysconfig.get_path("stdlib")).resolve()
_PIPELINE = Path(pipeline.__file__).resolve().parent
_COMPILED = ("selectolax", "icu4py", "rapidfuzz", "pydantic_core")
"""Libraries in C whose functions name them."""
_NOBODY = ("~", "<string>", "<frozen codecs>")
"""Where cProfile and `dataclass` say that their functions are, and what opening a file calls first."""
_START = "start-up (imports)"
_INTERVAL = 0.004
"""Seconds of CPU time; Linux gives no finer ones."""

Shares = list[tuple[str, float]]


@cache
def owner(file: str, name: str) -> str:
    """The module of the package, or the library, that a function belongs to."""
    if name == "<module>" or file.startswith("<frozen importlib"):
        return _START
    path = Path(file)
    if path.is_relative_to(_PIPELINE):
        return f"pipeline/{path.relative_to(_PIPELINE).as_posix()}"
    for packages in _PACKAGES:
        if path.is_relative_to(packages):
            return path.relative_to(packages).parts[0].removesuffix(".py")
    if path.is_relative_to(_STANDARD):
        return f"python: {path.relative_to(_STANDARD).parts[0].removesuffix('.py')}"
    return f"python: {file.strip('<>').removeprefix('frozen ')}"


def traced(work: Callable[[], object]) -> Shares:
    """Own time by owner, as cProfile counts it."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    spent: dict[str, float] = defaultdict(float)
    table = pstats.Stats(profiler, stream=io.StringIO()).stats  # type: ignore[attr-defined]  # typeshed lacks it
    for (file, _, name), (_, _, own, _, callers) in table.items():
        library = next((library for library in _COMPILED if library in name), "")
        if file not in _NOBODY or library:
            spent[library if file in _NOBODY else owner(file, name)] += own
            continue
        for (calling_file, _, calling_name), (_, _, part, _) in callers.items():
            spent["python: built-in" if calling_file in _NOBODY else owner(calling_file, calling_name)] += part
    return sorted(spent.items(), key=lambda item: -item[1])


def sampled(work: Callable[[], object]) -> Shares:
    """CPU time by owner, shared out by which function runs whenever another interval of it is spent."""
    ticks: Counter[str] = Counter()

    def tick(number: int, frame: FrameType | None) -> None:
        while frame is not None and frame.f_code.co_filename in _NOBODY:
            frame = frame.f_back
        if frame is not None:
            ticks[owner(frame.f_code.co_filename, frame.f_code.co_name)] += 1

    began = time.process_time()
    signal.signal(signal.SIGPROF, tick)
    signal.setitimer(signal.ITIMER_PROF, _INTERVAL, _INTERVAL)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    each = (time.process_time() - began) / ticks.total()
    return [(name, count * each) for name, count in ticks.most_common()]


def run(root: Path, how: Callable[[Callable[[], object]], Shares]) -> None:
    """Watch one build and print the shares."""
    with contextlib.redirect_stdout(io.StringIO()):
        found = how(lambda: main(["-C", str(root), "build"], standalone_mode=False))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    run(Path(sys.argv[1]), {"traced": traced, "sampled": sampled}[sys.argv[2]])
