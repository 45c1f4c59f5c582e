"""What was suggested against what the translator finally wrote, over histories of real catalogs.

A step of such a history is three files: the catalog as it was, the template that came next, and the catalog when the
translator had done the work.
"""

import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from peers import Merge
from rapidfuzz import fuzz

from pipeline.formats.po import read_po
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError

CLASSES = ("identical", ">= 90", ">= 70", ">= 30", "< 30: worse than nothing", "none")
"""How near a suggestion was to the final text (`rapidfuzz.fuzz.ratio`, 0 to 100); each message is in one class."""
_FILES = ("old.po", "new.pot", "final.po")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a history."""

    name: str
    old: Catalog
    new: Catalog
    final: Catalog


@dataclass(frozen=True, slots=True)
class Nearness:
    """Of all messages that were new in the template and translated in the end: how near the suggestions were."""

    classes: Counter[str] = field(default_factory=Counter)
    ratios: tuple[float, ...] = ()
    """Of those that got a suggestion."""
    live: int = 0
    """Those that were live at once (brought back from obsolete entries); they are in the classes, too."""

    def __add__(self, other: "Nearness") -> "Nearness":
        return Nearness(self.classes + other.classes, self.ratios + other.ratios, self.live + other.live)


def read_step(name: str, old: bytes, new: bytes, final: bytes) -> Step:
    """A step of the bytes of its three files; raises PipelineError for what cannot be read."""
    contents = zip(_FILES, (old, new, final), strict=True)
    before, template, after = (read_po(content, f"{name}: {file}", "replayed") for file, content in contents)
    return Step(name, before, _blank(template), after)


def _blank(catalog: Catalog) -> Catalog:
    """A template: also of a catalog that holds translations, which are no part of what is asked."""
    live = (message for message in catalog.messages if not message.obsolete)
    blank = (replace(m, msgstr=("",) * len(m.msgstr), fuzzy=False, previous=None, comments=()) for m in live)
    return replace(catalog, messages=tuple(blank))


def read_steps(paths: Sequence[Path]) -> Iterator[Step | PipelineError]:
    """The steps of triples of files, or of all folders below those named that hold `old.po`, `new.pot` and `final.po`.

    A step whose files cannot be read is given as the error. Raises PipelineError where there is no step at all.
    """
    folders = [folder.parent for path in paths if path.is_dir() for folder in sorted(path.rglob(_FILES[0]))]
    files = [path for path in paths if not path.is_dir()]
    if len(files) % 3 or not (files or folders):
        problem = f"{len(files)} files and {len(folders)} folders with {', '.join(_FILES)}"
        raise PipelineError("history", problem, "give OLD.po NEW.pot FINAL.po, again and again, or folders of triples")
    triples = [files[at : at + 3] for at in range(0, len(files), 3)]
    triples += [[folder / file for file in _FILES] for folder in folders]
    for triple in triples:
        try:
            yield read_step(triple[0].parent.as_posix(), *(_content(path) for path in triple))
        except PipelineError as error:
            yield error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PipelineError(path.as_posix(), f"this file cannot be read: {error.strerror}", "name another") from None


def steps_of_repository(root: Path, catalog: str, template: str) -> Iterator[Step | PipelineError]:
    """A step for each commit that changed the template, until the catalog as it stood before the next such commit.

    Both are paths within the repository. A step whose files cannot be read is given as the error. Raises PipelineError where
    there is no step at all.
    """
    commits = _git(root, "log", "--reverse", "--first-parent", "--format=%H", "--", template).decode().split()
    if not commits:
        raise PipelineError(template, "no commit changed this file", "name the template by its path within the repository")
    for commit, until in pairwise([*commits, ""]):
        name = commit[:10]
        versions = (f"{commit}^:{catalog}", f"{commit}:{template}", f"{until}^:{catalog}" if until else f"HEAD:{catalog}")
        try:
            yield read_step(name, *(_git(root, "show", version) for version in versions))
        except PipelineError as error:
            yield error


def _git(root: Path, *arguments: str) -> bytes:
    finished = subprocess.run(["git", "-C", str(root), *arguments], check=False, capture_output=True)
    if finished.returncode:
        words = finished.stderr.decode("utf-8", "replace").strip().splitlines() or ["no words"]
        raise PipelineError(root.as_posix(), f"git {arguments[0]}: {words[0]}", "name a repository and paths within it")
    return finished.stdout


def nearness(merge: Merge, step: Step) -> Nearness:
    """How near a merge's suggestions were to what was written in the end."""
    merged = merge(step.new, step.old)
    classes: Counter[str] = Counter()
    ratios: list[float] = []
    live = 0
    for key in worked_on(step):
        message, wanted = merged.live[key], _text(step.final.live[key])
        if not _text(message).strip():
            classes["none"] += 1
            continue
        ratio = fuzz.ratio(_text(message), wanted)
        ratios.append(ratio)
        live += message.translated
        classes[_class(ratio, _text(message) == wanted)] += 1
    return Nearness(classes, tuple(ratios), live)


def worked_on(step: Step) -> list[tuple[str | None, str]]:
    """The keys of the messages that are new in the template and translated in the end."""
    return [
        message.key
        for message in step.new.messages
        if message.key not in step.old.live and message.key in step.final.translated
    ]


def _class(ratio: float, identical: bool) -> str:
    if identical:
        return CLASSES[0]
    least = next((least for least in (90, 70, 30) if ratio >= least), None)
    return f">= {least}" if least else CLASSES[4]


def _text(message: Message) -> str:
    return "\n".join(message.msgstr)
