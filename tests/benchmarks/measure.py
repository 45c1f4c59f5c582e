"""One command in a process of its own, and what it took."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
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
    """The most that was resident, in MB. Linux never says less than the parent had, so the parent imports little."""
    output: str


def run(*command: str | Path) -> Cost:
    """Run a command; raises SystemExit with its words when it fails."""
    with TemporaryFile() as output, TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=errors, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            words = (output.read()[-2000:] + errors.read()[-2000:]).decode("utf-8", "replace")
            sys.exit(f"{' '.join(map(str, command))} failed with {process.returncode}:\n{words}")
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, output.read().decode())


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
