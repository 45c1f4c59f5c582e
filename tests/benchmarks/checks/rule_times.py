"""What each rule takes, in one process: microseconds of CPU per message, what several rules share told apart from them."""

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from pipeline.checks import RULES
from pipeline.checks.consistency import traces
from pipeline.checks.plain import Text
from pipeline.checks.rule import Sheet
from pipeline.formats.po import read_po
from pipeline.model.locale import Locale
from pipeline.publish.sources import open_project

_SHARED = ("plain", "folded", "spans")
"""What most rules ask of a text; who asks first pays, so it is made before the rules run."""


def rule_times(root: Path) -> Iterator[tuple[str, float]]:
    """Steps and rules with their µs per message over all catalogs of a project, the dearest first; the sum at the end.

    What only some rules share is paid by the first that asks: quantities by `figure-changed`.
    """
    glossary = open_project(root).glossary
    taken: Counter[str] = Counter()
    messages = 0
    gc.disable()
    # As a check goes: a domain in all its locales, then the next.
    for path in sorted(root.glob("locales/*/LC_MESSAGES/*.po"), key=lambda path: path.name):
        began = process_time()
        catalog = read_po(path.read_bytes(), path.name, path.stem, path.parts[-3])
        sheet = Sheet(catalog, Locale(path.parts[-3]), glossary)
        taken["(reading)"] += process_time() - began
        messages += len(catalog.translated)
        began = process_time()
        for pair in sheet.pairs:
            _prepare(pair.english)
            _prepare(pair.translation)
        taken["(texts)"] += process_time() - began
        for rule in RULES:
            if rule.domain in (None, catalog.domain):
                began = process_time()
                list(rule.find(sheet))
                taken[rule.id] += process_time() - began
        began = process_time()
        list(traces(sheet))
        taken["(traces)"] += process_time() - began
    gc.enable()
    for name, seconds in taken.most_common():
        yield name, 1_000_000 * seconds / messages
    yield "(all)", 1_000_000 * taken.total() / messages


def _prepare(text: Text) -> None:
    for name in _SHARED:
        getattr(text, name)
