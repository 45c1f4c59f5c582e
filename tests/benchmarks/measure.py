"""One command in a process of its own, and what it took; two commands in turn."""

import contextlib
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

HERE = Path(__file__).resolve().parent
POLYCLINIC = Path(sys.executable).parent / "polyclinic"

# With it every run would compile the package anew, which no user's does.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    wall: float
    cpu: float
    """Seconds of user and system time."""
    memory: float
    """The most that was resident, in MB: of the largest process by the kernel's count, or of the command and its workers
    together as looked up on the way, whichever is more. Linux never says less than the parent had: it imports little."""
    output: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two commands in turn."""

    name: str
    ours: Cost
    theirs: Cost
    """Of each the median."""
    cpu: float
    wall: float
    """Ratios, ours by theirs: the medians over the pairs."""


def run(*command: str | Path) -> Cost:
    """Run a command; raises SystemExit with its words when it fails."""
    with TemporaryFile() as output, TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=errors, env=_ENVIRONMENT)
        together = _watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            words = (output.read()[-2000:] + errors.read()[-2000:]).decode("utf-8", "replace")
            sys.exit(f"{' '.join(map(str, command))} failed with {process.returncode}:\n{words}")
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return Cost(wall, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss / unit, together), output.read().decode())


def _watch(pid: int) -> float:
    """The most MB that a process and those below it held together, seen every 50 ms until it ends; 0 where nobody can tell."""
    most = 0.0
    if sys.platform == "linux":
        end = os.pidfd_open(pid)
        ended = select.poll()
        ended.register(end, select.POLLIN)
        while not ended.poll(50):
            most = max(most, sum(map(_held, _family(pid))))
        os.close(end)
    return most


def _family(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _held(pid: int) -> float:
    """A process's share of memory in MB; pages that several processes use count once among them."""
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss: +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) / 2**10 if found else 0
    return 0


def polyclinic(*arguments: str | Path) -> Cost:
    """Run the command under test."""
    return run(POLYCLINIC, *arguments)


def helper(script: str, *arguments: str | Path) -> Cost:
    """Run a script of this folder."""
    return run(sys.executable, HERE / script, *arguments)


def typical(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    wall, cpu, memory = (median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory"))
    return Cost(wall, cpu, memory, "")


def in_turn(name: str, rounds: int, ours: Callable[[], Cost], theirs: Callable[[], Cost]) -> Pairs:
    """Both commands, one after the other, that often."""
    pairs = []
    for number in range(rounds):
        print(f"measuring: {name}, {number + 1} of {rounds}", file=sys.stderr, flush=True)
        pairs.append((ours(), theirs()))
    our_costs, their_costs = zip(*pairs, strict=True)
    cpu, wall = (median(getattr(a, what) / getattr(b, what) for a, b in pairs) for what in ("cpu", "wall"))
    return Pairs(name, typical(our_costs), typical(their_costs), cpu, wall)
