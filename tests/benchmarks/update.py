"""What bringing catalogs up to date costs, beside msgmerge over the same files and beside only reading them.

    .venv/bin/python tests/benchmarks/update.py [--articles 100] [--locales 10] [--messages 10000 ...] [--rounds 3]

Project: `polyclinic update` after some segments of each article were edited (it parses, extracts, and merges every domain)
beside a shell loop of `msgmerge --previous --update --no-wrap`, which is given the new templates. Then the edits are undone,
and the translations that do not come back live are counted. Nothing new: an update after which no file may have changed,
beside a process that parses every source and reads every catalog. Large catalog: read, merge and write one file in a
process of our own beside msgmerge; after a few messages were edited, and after half of them drifted.

What stands beside each other was measured in turn, and a ratio is the median over the pairs. "CPU" is user and system time
of a command and all that it started; msgmerge uses several threads for large catalogs, so it is told beside time.
"""

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from measure import Cost, helper, polyclinic, run, typical
from peers import require_msgmerge
from tables import show

from pipeline.formats.po import read_po
from pipeline.model.catalog import Catalog

_LOOP = """
for catalog in "$1"/locales/*/LC_MESSAGES/*.po; do
  domain=${catalog##*/}
  msgmerge --quiet --previous --update --backup=none --no-wrap "$catalog" "$1/locales/${domain%.po}.pot" || exit
done
"""
_MANY = 2000
"""Drifted catalogs of more messages are measured once: msgmerge needs minutes."""


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


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the live translations of a project after old → new → old."""

    name: str
    translations: int
    demoted: int
    foreign: int
    """Those that come back fuzzy: with their own text, with another message's."""
    lost: int
    """Those that come back empty, or with a live text that was not theirs."""


@dataclass(frozen=True, slots=True)
class MergeAlone:
    """What the function `merge` took within our process, and how many suggestions the two made in the end."""

    name: str
    cpu: float
    ours: int
    theirs: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured."""

    pairs: tuple[Pairs, ...] = ()
    merges: tuple[MergeAlone, ...] = ()
    undone: tuple[Undone, ...] = ()
    touched: int = 0
    """Files that an update with nothing new wrote."""


def in_turn(name: str, rounds: int, ours: Callable[[], Cost], theirs: Callable[[], Cost]) -> Pairs:
    """Both commands, one after the other, that often."""
    pairs = []
    for number in range(rounds):
        print(f"measuring: {name}, {number + 1} of {rounds}", file=sys.stderr, flush=True)
        pairs.append((ours(), theirs()))
    our_costs, their_costs = zip(*pairs, strict=True)
    cpu, wall = (median(getattr(a, what) / getattr(b, what) for a, b in pairs) for what in ("cpu", "wall"))
    return Pairs(name, typical(our_costs), typical(their_costs), cpu, wall)


def measure_project(folder: Path, articles: int, locales: int, share: float, rounds: int) -> Figures:
    """A project with nothing new, then with that share of its segments edited, then with these edits undone."""
    old, new = folder / "old", folder / "new"
    helper("sample.py", "new", old, str(articles), str(locales))
    polyclinic("-C", old, "update")
    before = _written(old)
    size = f"{articles} articles x {locales} locales"
    same = in_turn(
        f"{size}, nothing new / only reading",
        rounds,
        lambda: polyclinic("-C", old, "update"),
        lambda: helper("read_all.py", old),
    )
    touched = len(set(_written(old).items()) ^ set(before.items()))
    shutil.copytree(old, new)
    helper("sample.py", "edit", new, str(share))
    polyclinic("-C", new, "extract")
    trees = {name: folder / name for name in ("ours", "msgmerge")}

    def ours() -> Cost:
        _begin(trees["ours"], old)
        shutil.copytree(new / "source", trees["ours"] / "source", dirs_exist_ok=True)
        return polyclinic("-C", trees["ours"], "update")

    def theirs() -> Cost:
        _begin(trees["msgmerge"], old)
        _copy_templates(new, trees["msgmerge"])
        return run("sh", "-c", _LOOP, "sh", trees["msgmerge"])

    edited = in_turn(f"{size}, {share:.0%} edited / msgmerge loop", rounds, ours, theirs)
    shutil.copytree(old / "source", trees["ours"] / "source", dirs_exist_ok=True)
    polyclinic("-C", trees["ours"], "update")
    _copy_templates(old, trees["msgmerge"])
    run("sh", "-c", _LOOP, "sh", trees["msgmerge"])
    return Figures((edited, same), undone=tuple(compare(name, old, tree) for name, tree in trees.items()), touched=touched)


def _begin(tree: Path, old: Path) -> None:
    """Make a tree anew."""
    shutil.rmtree(tree, ignore_errors=True)
    for part in ("source", "locales"):
        shutil.copytree(old / part, tree / part)


def _copy_templates(root: Path, tree: Path) -> None:
    for template in (root / "locales").glob("*.pot"):
        shutil.copy(template, tree / "locales")


def _written(root: Path) -> dict[str, int]:
    """When each template and catalog was last written, by path."""
    return {path.as_posix(): path.stat().st_mtime_ns for path in (root / "locales").rglob("*.po*")}


def compare(name: str, old: Path, back: Path) -> Undone:
    """What became of the live translations of the old tree in the one whose edits were undone."""
    fates: Counter[str] = Counter()
    for path in sorted((old / "locales").rglob("*.po")):
        after = read(back / path.relative_to(old)).live
        for key, message in read(path).translated.items():
            now = after.get(key)
            if now is None or not any(now.msgstr) or (now.translated and now.msgstr != message.msgstr):
                fates["lost"] += 1
            elif now.msgstr != message.msgstr:
                fates["foreign"] += 1
            else:
                fates["live" if now.translated else "demoted"] += 1
    return Undone(name, fates.total(), fates["demoted"], fates["foreign"], fates["lost"])


def read(path: Path) -> Catalog:
    """The catalog in a file."""
    return read_po(path.read_bytes(), path.as_posix(), path.stem)


def measure_catalog(folder: Path, messages: int, share: float, drift: float, rounds: int) -> Figures:
    """One large catalog of which that share was edited, then one of which so much drifted."""
    helper("large_catalog.py", folder, str(messages), str(share), str(drift))
    edited = _merge_file(folder, "edited", f"{messages:,} messages, {share:.0%} edited", rounds)
    drifted = _merge_file(folder, "drifted", f"{messages:,} messages, {drift:.0%} drifted", 1 if messages > _MANY else rounds)
    return Figures((edited[0], drifted[0]), (edited[1], drifted[1]))


def _merge_file(folder: Path, kind: str, name: str, rounds: int) -> tuple[Pairs, MergeAlone]:
    old, new = folder / "old.po", folder / f"{kind}.pot"
    our_file, their_file = folder / f"{kind}-ours.po", folder / f"{kind}-msgmerge.po"
    alone: list[float] = []

    def ours() -> Cost:
        cost = helper("merge_file.py", old, new, our_file)
        alone.append(json.loads(cost.output)["merge"])
        return cost

    def theirs() -> Cost:
        return run("msgmerge", "--quiet", "--previous", "--no-wrap", "-o", their_file, old, new)

    pairs = in_turn(f"{name} / msgmerge", rounds, ours, theirs)
    suggestions = (sum(message.fuzzy for message in read(path).live.values()) for path in (our_file, their_file))
    return pairs, MergeAlone(name, median(alone), *suggestions)


def pair_rows(pairs: Sequence[Pairs]) -> list[list[str]]:
    """The table of what was measured in turn, ratios first."""
    rows = [["ours / the other", "CPU", "time", "ours: CPU s", "s", "the other: CPU s", "s"]]
    for pair in pairs:
        figures = (pair.ours.cpu, pair.ours.wall, pair.theirs.cpu, pair.theirs.wall)
        rows.append([pair.name, f"{pair.cpu:.2f}", f"{pair.wall:.2f}", *(f"{figure:.2f}" for figure in figures)])
    return rows


def undone_rows(undone: Sequence[Undone]) -> list[list[str]]:
    """The table of what an undone edit left behind."""
    rows = [["after old → new → old", "translations", "demoted", "another's text", "lost"]]
    rows += [[u.name, f"{u.translations}", f"{u.demoted}", f"{u.foreign}", f"{u.lost}"] for u in undone]
    return rows


def merge_rows(merges: Sequence[MergeAlone]) -> list[list[str]]:
    """The table of what the merge alone took."""
    rows = [["merge alone", "CPU s", "suggestions: ours", "msgmerge"]]
    return rows + [[merge.name, f"{merge.cpu:.2f}", f"{merge.ours}", f"{merge.theirs}"] for merge in merges]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=100, metavar="N", help="default: 100")
    parser.add_argument("--locales", type=int, default=10, metavar="L", choices=range(1, 11), help="1 to 10; default: 10")
    parser.add_argument("--messages", type=int, nargs="*", default=[10000], metavar="N", help="default: 10000")
    parser.add_argument("--share", type=float, default=0.05, metavar="S", help="how much is edited; default: 0.05")
    parser.add_argument("--drift", type=float, default=0.5, metavar="S", help="how much of a catalog drifts; default: 0.5")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="default: 3")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures to this file")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    options = _arguments()
    require_msgmerge()
    with TemporaryDirectory(prefix="polyclinic-bench-") as name:
        folder = Path(name)
        project = measure_project(folder, options.articles, options.locales, options.share, options.rounds)
        catalogs = [
            measure_catalog(folder / f"{messages}", messages, options.share, options.drift, options.rounds)
            for messages in options.messages
        ]
    figures = Figures(
        project.pairs + tuple(pair for catalog in catalogs for pair in catalog.pairs),
        tuple(merge for catalog in catalogs for merge in catalog.merges),
        project.undone,
        project.touched,
    )
    show(pair_rows(figures.pairs))
    if figures.merges:
        show(merge_rows(figures.merges))
    show(undone_rows(figures.undone))
    print(f"files that an update with nothing new wrote: {figures.touched}")
    if options.json:
        options.json.write_text(json.dumps(asdict(figures), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
