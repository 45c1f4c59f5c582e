"""Which old translation each changed message is given: the pipeline's merge beside `msgmerge --previous`.

    .venv/bin/python tests/benchmarks/replay.py generated [--articles 20] [--prose FILE.md ...] [--examples 5]
    .venv/bin/python tests/benchmarks/replay.py sources OLD.md NEW.md
    .venv/bin/python tests/benchmarks/replay.py history OLD.po NEW.pot FINAL.po ...
    .venv/bin/python tests/benchmarks/replay.py history FOLDER ...
    .venv/bin/python tests/benchmarks/replay.py git REPOSITORY PATH/IN/IT/fr.po PATH/IN/IT/template.pot

`generated` revises articles made of real sentences, always in the same way, and knows from which earlier text each new one
came. It prints, by kind of edit: suggestions that are right (made of translations of texts that the message came from, and
of no other) and wrong, messages with none although there was one, and noise (a suggestion for a text that is new). Then what
became of translations that had been there before: of a text that came back, of all after old → new → old.

`sources` shows for two versions of one article which old text's translation each changed message is given.

`history` needs real files: the catalog as it was, the template that came next, and the catalog when the translator had done
the work; or folders, each with `old.po`, `new.pot` and `final.po`, at any depth. `git` takes them from a repository that
holds both catalog and template: one step for each commit that changed the template. Both print, for the messages that are
new in the template and translated in the end, how near the suggestion was to the final text (`rapidfuzz.fuzz.ratio`).

All need GNU msgmerge. `--json FILE`, before the mode, also writes the figures there.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import mean, median

import generated
from peers import MERGES, require_msgmerge
from prose import read_prose
from public_history import CLASSES, Nearness, Step, nearness, read_steps, steps_of_repository
from replayed import named, translation
from tables import show

from pipeline.formats.article import parse_article
from pipeline.l10n.extract import extract
from pipeline.model.errors import PipelineError

_ARTICLE = Path(__file__).resolve().parents[2] / "source/articles/dry-needling.md"
_HEADER = "Language: hr\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"


def replay_generated(options: argparse.Namespace) -> object:
    """Print the tables of generated histories; the figures."""
    prose = read_prose([(str(path), _read(path)) for path in options.prose])
    scores = generated.score(prose, options.articles, options.revisions, options.shares)
    for rows in (generated.total_rows, generated.kind_rows, generated.before_rows, generated.loss_rows):
        show(rows(scores))
    for line in generated.examples(scores, options.examples):
        print(line)
    return generated.figures(scores)


def replay_sources(old: Path, new: Path) -> object:
    """Print for each message that the new source changed whose translation either merge suggests."""
    before, after = (replace(extract(parse_article(_read(path), "replayed", str(path))), header=_HEADER) for path in (old, new))
    texts = [message.msgid for message in before.messages]
    filled = (replace(message, msgstr=(translation(message.msgid, n),)) for n, message in enumerate(before.messages))
    catalog = replace(before, locale="hr", messages=tuple(filled))
    merged = {name: merge(after, catalog) for name, merge in MERGES.items()}
    changed = [message for message in after.messages if message.key not in before.live]
    chosen = [{name: sorted(named(result.live[message.key])) for name, result in merged.items()} for message in changed]
    for message, choice in zip(changed, chosen, strict=True):
        print(f"new       {message.msgid}")
        for name, numbers in choice.items():
            print(f"{name:<9} {' + '.join(texts[number] for number in numbers) or '-'}")
        print()
    same = sum(choice["ours"] == choice["msgmerge"] for choice in chosen)
    counts = {name: sum(bool(choice[name]) for choice in chosen) for name in MERGES}
    show([["changed messages", "same choice", *MERGES], [f"{len(changed)}", f"{same}", *map(str, counts.values())]])
    return {"changed": len(changed), "same": same, "suggested": counts}


def replay_steps(steps: Iterable[Step | PipelineError]) -> object:
    """Print how near the suggestions of both merges came to what was written in the end; the figures."""
    totals = dict.fromkeys(MERGES, Nearness())
    count = 0
    for step in steps:
        try:
            if isinstance(step, PipelineError):
                raise step
            totals = {name: totals[name] + nearness(merge, step) for name, merge in MERGES.items()}
        except PipelineError as error:
            print(f"left out: {error}", file=sys.stderr)
        else:
            count += 1
    if not count:
        sys.exit("no step could be replayed")
    messages = totals["ours"].classes.total()
    rows = [[f"{messages} messages, {count} steps", *MERGES, "ours / msgmerge"]]
    for name, figure in _nearness_figures(totals).items():
        ours, theirs = figure.values()
        rows.append([name, f"{ours:g}", f"{theirs:g}", f"{ours / theirs:.2f}" if theirs else "-"])
    show(rows)
    return {"steps": count, "messages": messages, **_nearness_figures(totals)}


def _nearness_figures(totals: Mapping[str, Nearness]) -> dict[str, dict[str, float]]:
    """By figure, then by merge."""
    found: dict[str, dict[str, float]] = {}
    for name in CLASSES:
        found[f"suggestion {name}"] = {merge: total.classes[name] for merge, total in totals.items()}
    found["of these live at once"] = {merge: total.live for merge, total in totals.items()}
    for name, middle in (("median", median), ("mean", mean)):
        ratios = {merge: round(middle(total.ratios), 1) if total.ratios else 0 for merge, total in totals.items()}
        found[f"{name} of the suggestions"] = ratios
        with_none = {m: round(middle((*t.ratios, *[0] * t.classes["none"]) or (0,)), 1) for m, t in totals.items()}
        found[f"{name} of all, none as 0"] = with_none
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(path.as_posix(), f"this file cannot be read: {error}", "give a source in UTF-8") from None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    modes = parser.add_subparsers(dest="mode", required=True)
    mode = modes.add_parser("generated", help="histories that are generated, with known truth")
    mode.add_argument("--articles", type=int, default=20, metavar="N", help="for each share; default: 20")
    mode.add_argument("--revisions", type=int, default=6, metavar="N", help="default: 6")
    mode.add_argument("--shares", type=float, nargs="+", default=[0.05, 0.2, 0.5], metavar="S", help="default: 0.05 0.2 0.5")
    mode.add_argument("--prose", type=Path, nargs="+", default=[_ARTICLE], metavar="FILE", help="sources of sentences")
    mode.add_argument("--examples", type=int, default=0, metavar="N", help="also show N mistakes of ours of each kind")
    mode = modes.add_parser("sources", help="two versions of an article")
    mode.add_argument("old", type=Path)
    mode.add_argument("new", type=Path)
    mode = modes.add_parser("history", help="real catalogs: OLD.po NEW.pot FINAL.po, or folders of such triples")
    mode.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    mode = modes.add_parser("git", help="real catalogs of a git repository")
    mode.add_argument("repository", type=Path)
    mode.add_argument("catalog", help="path of the catalog in the repository")
    mode.add_argument("template", help="path of its template in the repository")
    return parser.parse_args()


def main() -> None:
    """Replay and print."""
    options = _arguments()
    require_msgmerge()
    try:
        match options.mode:
            case "generated":
                figures = replay_generated(options)
            case "sources":
                figures = replay_sources(options.old, options.new)
            case "history":
                figures = replay_steps(read_steps(options.paths))
            case _:
                figures = replay_steps(steps_of_repository(options.repository, options.catalog, options.template))
    except PipelineError as error:
        sys.exit(str(error))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
