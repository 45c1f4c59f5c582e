"""What came of an import, as lines for a person."""

from collections import Counter
from collections.abc import Iterator

from pipeline.model.offer import Change, Fate, Receipt

_WIDTH = 60
"""How much of a text a line shows."""
_SILENT = frozenset({Fate.SAME, Fate.EMPTY, Fate.UNNEEDED})


def receipt_lines(receipt: Receipt) -> Iterator[str]:
    """A line for each translation that changed or was left out, with its place, old and new; then the counts."""
    yield from (_line(change) for change in receipt.changes if change.fate not in _SILENT)
    counts = Counter(change.fate for change in receipt.changes)
    yield (
        ", ".join(f"{counts[fate]} {fate.split(',')[0].split(':')[0]}" for fate in Fate if counts[fate]) or "nothing to take in"
    )


def _line(change: Change) -> str:
    texts = "; ".join(_difference(old, new) for old, new in _pairs(change) if old != new)
    line = f"{change.place}: {change.fate}: {texts or _cut(change.msgid, 0)}"
    return f"{line} ({change.reason})" if change.reason else line


def _pairs(change: Change) -> list[tuple[str, str]]:
    olds = change.old or ("",) * len(change.new)
    return list(zip(olds, change.new, strict=False))


def _difference(old: str, new: str) -> str:
    """Old and new from shortly before the first place where they differ."""
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, same - _WIDTH // 3)
    return f"{_cut(old, start)} → {_cut(new, start)}"


def _cut(text: str, start: int) -> str:
    shown = " ".join(text[start : start + _WIDTH].split())
    return f"“{'…' if start else ''}{shown}{'…' if start + _WIDTH < len(text) else ''}”"
