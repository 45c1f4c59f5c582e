"""What bringing catalogs up to date costs, beside msgmerge over the same files and beside only reading them.

    .venv/bin/python tests/benchmarks/update.py [--articles 100] [--locales 10] [--messages 2500 10000]

Project: `polyclinic update` after some segments of each article were edited (it parses, extracts, and merges every domain)
beside a shell loop of `msgmerge --previous --update --no-wrap`, which is given the new templates. Then the edits are undone,
and the translations that do not come back live are counted. Nothing new: an update after which no file may have changed,
beside a process that parses every source and reads every catalog. Large catalog: read, merge and write one file in a
process of our own beside msgmerge; after a few messages were edited, and after half of them drifted (`--patience 10000`
lets msgmerge try that, too, with the largest).

What stands beside each other was measured in turn, and a ratio is the median over the pairs. "CPU" is user and system time
of a command and all that it started; msgmerge uses several threads for large catalogs, so it is told beside time.
"""

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from measure import Cost, Pairs, helper, in_turn, polyclinic, run
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
    theirs: int | None
    """None where it was not asked."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured."""

    pairs: tuple[Pairs, ...] = ()
    merges: tuple[MergeAlone, ...] = ()
    undone: tuple[Undone, ...] = ()
    touched: int = 0
    """Files that an update with nothing new wrote."""


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


def measure_catalog(folder: Path, options: argparse.Namespace, messages: int) -> Figures:
    """One large catalog of which some messages were edited, then one of which many drifted."""
    helper("large_catalog.py", folder, str(messages), str(options.share), str(options.drift))
    edited = _merge_file(folder, "edited", f"{messages:,} messages, {options.share:.0%} edited", options.rounds)
    name = f"{messages:,} messages, {options.drift:.0%} drifted"
    if messages > options.patience:
        return Figures(edited.pairs, (*edited.merges, _merge_alone(folder, "drifted", name, options.rounds)))
    drifted = _merge_file(folder, "drifted", name, options.rounds)
    return Figures(edited.pairs + drifted.pairs, edited.merges + drifted.merges)


def _merge_file(folder: Path, kind: str, name: str, rounds: int) -> Figures:
    """Read, merge and write beside msgmerge."""
    theirs = folder / f"{kind}-msgmerge.po"
    inputs = folder / "old.po", folder / f"{kind}.pot"
    alone: list[float] = []

    def merge_file() -> Cost:
        cost = helper("merge_file.py", *inputs, folder / f"{kind}-ours.po")
        alone.append(json.loads(cost.output)["merge"])
        return cost

    def msgmerge() -> Cost:
        return run("msgmerge", "--quiet", "--previous", "--no-wrap", "-o", theirs, *inputs)

    pairs = in_turn(f"{name} / msgmerge", rounds, merge_file, msgmerge)
    merge = MergeAlone(name, median(alone), _suggestions(folder / f"{kind}-ours.po"), _suggestions(theirs))
    return Figures((pairs,), (merge,))


def _merge_alone(folder: Path, kind: str, name: str, rounds: int) -> MergeAlone:
    """Read, merge and write, where msgmerge would need too long."""
    merged = folder / f"{kind}-ours.po"
    costs = [helper("merge_file.py", folder / "old.po", folder / f"{kind}.pot", merged) for _ in range(rounds)]
    return MergeAlone(name, median(json.loads(cost.output)["merge"] for cost in costs), _suggestions(merged), None)


def _suggestions(path: Path) -> int:
    return sum(message.fuzzy for message in read(path).live.values())


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
    return rows + [[merge.name, f"{merge.cpu:.2f}", f"{merge.ours}", f"{merge.theirs or '-'}"] for merge in merges]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=100, metavar="N", help="default: 100")
    parser.add_argument("--locales", type=int, default=10, metavar="L", choices=range(1, 11), help="1 to 10; default: 10")
    parser.add_argument("--messages", type=int, nargs="*", default=[2500, 10000], metavar="N", help="default: 2500 10000")
    parser.add_argument("--share", type=float, default=0.05, metavar="S", help="how much is edited; default: 0.05")
    parser.add_argument("--drift", type=float, default=0.5, metavar="S", help="how much of a catalog drifts; default: 0.5")
    patience = "the most messages of a drifted catalog that msgmerge is given: 10000 take it minutes; default: 2500"
    parser.add_argument("--patience", type=int, default=2500, metavar="N", help=patience)
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
        catalogs = [measure_catalog(folder / f"{messages}", options, messages) for messages in options.messages]
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
