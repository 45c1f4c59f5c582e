"""Two editions of the same pages → what changed, and the same in lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.model.change import Change, Changes, LocaleChanges, PageChange, Passage, Turn, Weight
from pipeline.model.locale import Locale
from pipeline.reports.differences import word_changes

_ALIKE = 0.4
"""From this likeness on, by words, one passage became the other; below, one was taken out and another put in."""
_NEAR = 8
"""So many passages on, what a passage became is looked for."""
_WEIGHTS = {
    Weight.TEXT: "",
    Weight.PRACTICE: "the practice's own words",
    Weight.CAUTION: "A CAUTION",
    Weight.DISCLAIMER: "THE MEDICAL DISCLAIMER",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two editions."""

    name: str
    files: Mapping[str, str]
    """Path → SHA-256 of all files."""
    pages: Mapping[str, tuple[Passage, ...]]
    """Path → passages of those that are pages; of an article's editions one."""
    locales: Mapping[str, Locale]
    """Path → locale of these."""


def compare(old: Side, new: Side) -> Changes:
    """What changed from the old to the new edition. Law: nothing did where every file is the same, and only there."""
    turned = {
        path: Turn.REMOVED if path not in new.files else Turn.ADDED if path not in old.files else Turn.CHANGED
        for path in sorted(old.files.keys() | new.files.keys())
        if old.files.get(path) != new.files.get(path)
    }
    known = {**old.locales, **new.locales}
    pages: dict[Locale, list[PageChange]] = {}
    for path, turn in turned.items():
        if path in known:
            found = tuple(_changes(old.pages[path], new.pages[path])) if turn is Turn.CHANGED else ()
            pages.setdefault(known[path], []).append(PageChange(path, turn, found))
    # A page's other editions say what it says.
    named = {(_article(path), turn) for path, turn in turned.items() if path in known}
    others = tuple((turn, path) for path, turn in turned.items() if path not in known and (_article(path), turn) not in named)
    ordered = sorted(pages.items(), key=lambda one: one[0].name)
    return Changes(old.name, new.name, tuple(LocaleChanges(locale, tuple(found)) for locale, found in ordered), others)


def _article(path: str) -> str:
    return path.removesuffix(".html").removesuffix(".txt").removesuffix(".fragment")


def _changes(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Change]:
    # What a heading says is a passage itself: what stands under it is no other for that.
    old, new = ([(one.text, one.weight) for one in side] for side in (before, after))
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _replaced(before[from_old:to_old], after[from_new:to_new])


def _replaced(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Change]:
    """Passages that stood in one place, in order: each becomes the next that resembles it, or goes."""
    at = 0
    for old in before:
        match = next((number for number in range(at, min(len(after), at + _NEAR)) if _alike(old, after[number])), None)
        if match is None:
            yield _change(Turn.REMOVED, old, None)
            continue
        yield from (_change(Turn.ADDED, None, new) for new in after[at:match])
        yield _change(Turn.CHANGED, old, after[match])
        at = match + 1
    yield from (_change(Turn.ADDED, None, new) for new in after[at:])


def _alike(old: Passage, new: Passage) -> bool:
    same = sum(len(text) for kind, text in word_changes(old.text, new.text) if kind == "same")
    return 2 * same >= _ALIKE * (len(old.text) + len(new.text))


def _change(turn: Turn, before: Passage | None, after: Passage | None) -> Change:
    pieces = word_changes(before.text if before else "", after.text if after else "")
    return Change(turn, before, after, tuple((str(kind), text) for kind, text in pieces))


def changes_lines(changes: Changes) -> Iterator[str]:
    """What changed, for a terminal: per language and page each passage, before and after."""
    yield f"from {changes.old} to {changes.new}"
    if not changes.any:
        yield "nothing changed"
    for one in changes.locales:
        yield ""
        yield f"{one.locale.english_name} ({one.locale.name}): {_summary(one)}"
        for page in one.pages:
            yield f"  {page.path}: {page.turn}{'' if page.changes or page.turn is not Turn.CHANGED else ', but not its words'}"
            for change in page.changes:
                yield from (f"    {line}" for line in _change_lines(change))
    if changes.files:
        yield ""
        yield "other files:"
        yield from (f"  {path}: {turn}" for turn, path in changes.files)


def _summary(one: LocaleChanges) -> str:
    said = [f"{one.passages} passage{'' if one.passages == 1 else 's'} changed"]
    said += [f"{_WEIGHTS[weight]} IS TOUCHED" for weight in (Weight.DISCLAIMER, Weight.CAUTION) if one.touched(weight)]
    return ", ".join(said)


def _change_lines(change: Change) -> Iterator[str]:
    what = _WEIGHTS[change.weight]
    where = f' under "{_shown(change.heading)}"' if change.heading else ""
    yield f"{change.turn}{f', {what}' if what else ''}{where}"
    if change.before is not None:
        yield f"  - {_shown(change.before.text)}"
    if change.after is not None:
        yield f"  + {_shown(change.after.text)}"
    if change.before and change.after and change.before.weight is not change.after.weight:
        yield f"  it was {change.before.weight}, it is {change.after.weight}"


def _shown(text: str) -> str:
    """A page may come from anywhere: nothing in it moves a terminal's cursor."""
    return "".join(one if one.isprintable() or one in "\u200c\u200d" else f"<U+{ord(one):04X}>" for one in text)
