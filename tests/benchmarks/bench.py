"""Speed and memory of the pipeline beside a yardstick, on projects made for it.

    .venv/bin/python tests/benchmarks/bench.py [--articles 10 100] [--locales 10] [--json FILE]

Every step is a process of its own; what stands beside each other was measured in turn. Up to 100 articles each figure is the
median of three rounds, above of one. "CPU" is user and system time: the clock also counts what others do on this machine.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from measure import Cost, helper, polyclinic, run, typical
from tables import show

_SHARE = 0.05
_TOP = 12


@dataclass(frozen=True, slots=True)
class Size:
    """What one size of project took."""

    articles: int
    pages: int
    bare_pages: int
    steps: dict[str, Cost]
    """By name: build, html (the same without text editions), bare, extract, same (update, nothing new), edited."""
    ratio: float
    """CPU per page of the build over that of the bare loop: the median over the rounds."""
    html_ratio: float

    def wall_ratio(self, step: str) -> float:
        """Time per page of a step over that of the bare loop, which has one process: what a person waits for."""
        return (self.steps[step].wall / self.pages) / (self.steps["bare"].wall / self.bare_pages)


def measure_size(folder: Path, articles: int, locales: int) -> Size:
    """Make a project in the folder and measure every step on it."""
    root, copy = folder / f"{articles}", folder / f"{articles}-edited"
    helper("sample.py", "new", root, str(articles), str(locales))
    pages, bare_pages = articles * (locales + 1), articles * locales
    costs: dict[str, list[Cost]] = {name: [] for name in ("build", "html", "bare", "extract", "same", "edited")}
    for _ in range(3 if articles <= 100 else 1):
        _note(f"{articles} articles x {locales} locales")
        for template in (root / "locales").glob("*.pot"):
            template.unlink()
        costs["extract"].append(polyclinic("-C", root, "extract"))
        costs["same"].append(polyclinic("-C", root, "update"))
        costs["build"].append(polyclinic("-C", root, "build"))
        costs["bare"].append(helper("bare_loop.py", root))
        costs["html"].append(polyclinic("-C", root, "build", "--format", "html"))
        for part in ("source", "locales"):
            shutil.copytree(root / part, copy / part)
        helper("sample.py", "edit", copy, str(_SHARE))
        costs["edited"].append(polyclinic("-C", copy, "update"))
        shutil.rmtree(copy)

    def ratio(name: str) -> float:
        pairs = zip(costs[name], costs["bare"], strict=True)
        return median((cost.cpu / pages) / (yardstick.cpu / bare_pages) for cost, yardstick in pairs)

    return Size(
        articles, pages, bare_pages, {name: typical(found) for name, found in costs.items()}, ratio("build"), ratio("html")
    )


def measure_start() -> dict[str, Cost]:
    """`polyclinic --version`, `import click`, and Python alone, in turn."""
    commands: dict[str, Callable[[], Cost]] = {
        "polyclinic --version": lambda: polyclinic("--version"),
        'python -c "import click"': lambda: run(sys.executable, "-c", "import click"),
        'python -c ""': lambda: run(sys.executable, "-c", ""),
    }
    rounds = [{name: command() for name, command in commands.items()} for _ in range(9)]
    return {name: typical([costs[name] for costs in rounds]) for name in commands}


def measure_shares(folder: Path, locales: int) -> list[tuple[str, float, float, float]]:
    """Owner, share of the samples, share of the traced time, traced seconds; of one build of ten articles."""
    root = folder / "profiled"
    helper("sample.py", "new", root, "10", str(locales))
    polyclinic("-C", root, "build")
    samples, traces = (dict(json.loads(helper("where.py", root, how).output)) for how in ("sampled", "traced"))
    sampled, traced = sum(samples.values()), sum(traces.values())
    rows = [
        (name, samples.get(name, 0) / sampled, traces.get(name, 0) / traced, traces.get(name, 0))
        for name in samples.keys() | traces.keys()
    ]
    return sorted(rows, key=lambda row: (-row[1], -row[2]))


def size_rows(sizes: Sequence[Size]) -> list[list[str]]:
    """The table of all sizes: a row per figure, ratios first."""

    def row(name: str, figure: Callable[[Size], float], form: str, growth: bool = True) -> list[str]:
        values = [figure(size) for size in sizes]
        grown = [f"x {after / before:.2f}" if growth else "" for before, after in pairwise(values)]
        return [name, *(format(value, form) for value in values), *grown]

    return [
        ["", *(f"{size.articles} articles" for size in sizes), *(f"{a.articles} → {b.articles}" for a, b in pairwise(sizes))],
        row("build / bare loop, CPU per page", lambda size: size.ratio, ".1f", growth=False),
        row("the same, HTML only", lambda size: size.html_ratio, ".1f", growth=False),
        row("build / bare loop, time per page", lambda size: size.wall_ratio("build"), ".1f", growth=False),
        row("the same, HTML only", lambda size: size.wall_ratio("html"), ".1f", growth=False),
        row("build: pages per second", lambda size: size.pages / size.steps["build"].wall, ".1f"),
        row("build: CPU ms per page", lambda size: 1000 * size.steps["build"].cpu / size.pages, ".2f"),
        row("build, HTML only: CPU ms per page", lambda size: 1000 * size.steps["html"].cpu / size.pages, ".2f"),
        row("bare loop: CPU ms per page", lambda size: 1000 * size.steps["bare"].cpu / size.bare_pages, ".2f"),
        row("build: peak memory with workers, MB", lambda size: size.steps["build"].memory, ".1f"),
        row("pages", lambda size: size.pages, ".0f"),
        row("build: CPU s", lambda size: size.steps["build"].cpu, ".2f"),
        row("build: s", lambda size: size.steps["build"].wall, ".2f"),
        row("extract: CPU s", lambda size: size.steps["extract"].cpu, ".2f"),
        row("extract: s", lambda size: size.steps["extract"].wall, ".2f"),
        row("update, nothing new: CPU s", lambda size: size.steps["same"].cpu, ".2f"),
        row("update, nothing new: s", lambda size: size.steps["same"].wall, ".2f"),
        row(f"update, {_SHARE:.0%} changed: CPU s", lambda size: size.steps["edited"].cpu, ".2f"),
        row(f"update, {_SHARE:.0%} changed: s", lambda size: size.steps["edited"].wall, ".2f"),
        row("update: peak memory, MB", lambda size: size.steps["edited"].memory, ".1f"),
    ]


def further_rows(sizes: Sequence[Size]) -> list[list[str]]:
    """What each further page costs, without what every start costs: the differences between the sizes."""
    rows = [["each further page", "ratio", "build", "HTML only", "bare loop", "memory"]]
    for small, large in pairwise(sizes):
        pages, bare_pages = large.pages - small.pages, large.bare_pages - small.bare_pages
        build = 1000 * (large.steps["build"].cpu - small.steps["build"].cpu) / pages
        html = 1000 * (large.steps["html"].cpu - small.steps["html"].cpu) / pages
        bare = 1000 * (large.steps["bare"].cpu - small.steps["bare"].cpu) / bare_pages
        memory = 1024 * (large.steps["build"].memory - small.steps["build"].memory) / pages
        name = f"{small.articles} → {large.articles}"
        rows.append([name, f"{build / bare:.1f}", f"{build:.2f} ms", f"{html:.2f} ms", f"{bare:.2f} ms", f"{memory:.1f} kB"])
    return rows


def start_rows(start: dict[str, Cost]) -> list[list[str]]:
    """Start-up, beside click alone."""
    click = start['python -c "import click"'].cpu
    rows = [["start-up", "/ click", "CPU ms", "ms"]]
    for name, cost in start.items():
        figures = f"{cost.cpu / click:.2f}", f"{1000 * cost.cpu:.0f}", f"{1000 * cost.wall:.0f}"
        rows.append([name, *figures])
    return rows


def share_rows(shares: Sequence[tuple[str, float, float, float]]) -> list[list[str]]:
    """Where the time goes: the dearest owners."""
    rows = [["where a build of 10 articles spends its time", "sampled", "traced", "traced s"]]
    for name, sampled, traced, seconds in shares[:_TOP]:
        rows.append([name, f"{sampled:.1%}", f"{traced:.1%}", f"{seconds:.2f}"])
    return rows


def _note(text: str) -> None:
    print(f"measuring: {text}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[10, 100], metavar="N", help="default: 10 100")
    parser.add_argument("--locales", type=int, default=10, metavar="L", choices=range(1, 11), help="1 to 10; default: 10")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures to this file")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="polyclinic-bench-") as name:
        folder = Path(name)
        _note("start-up")
        start = measure_start()
        sizes = [measure_size(folder, articles, options.locales) for articles in sorted(set(options.articles))]
        _note("where the time goes")
        shares = measure_shares(folder, options.locales)
    show(size_rows(sizes))
    if len(sizes) > 1:
        show(further_rows(sizes))
    show(start_rows(start))
    show(share_rows(shares))
    if options.json:
        figures = {
            "locales": options.locales,
            "sizes": [asdict(size) for size in sizes],
            "start": {name: asdict(cost) for name, cost in start.items()},
            "shares": shares,
        }
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
