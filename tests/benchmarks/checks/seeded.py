"""How many seeded faults the checks catch, family by family and locale by locale, beside translate-toolkit's `pofilter`.

Each fault stands alone in its message, in a catalog that is otherwise right; many messages of one catalog are damaged at once,
one kind of fault at a time. Caught is a message of which something is said that is not said of the right catalog. `pofilter`
runs as a separate program, on the same files, with the language named. Run: `python tests/benchmarks/checks/seeded.py`.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from faults import FAMILIES, Make, Right
from obligations import turned

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.formats.po import read_po, write_po
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.locale import Locale
from pipeline.publish.checking import protected_by_domain
from pipeline.publish.sources import Project, open_project

ROOT = Path(__file__).parents[3]
_COPIES = 5
"""One message in so many becomes another's copy; the steps to those others are no multiples of it."""
_MOST_VARIANTS = 3
"""How many texts one fault may make of one message."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A catalog in which some messages have one fault each."""

    family: str
    fault: str
    number: int
    right: Catalog
    catalog: Catalog
    keys: frozenset[MessageKey]
    """The damaged messages."""

    @property
    def name(self) -> str:
        return f"{self.right.locale}/{self.right.domain}.{self.fault}.{self.number}.po"


def main(arguments: Sequence[str]) -> None:
    """Damage, check, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locale", action="append", default=[])
    parser.add_argument("--family", action="append", default=[], choices=FAMILIES)
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="show so many missed faults of each kind and locale")
    parser.add_argument("--without-pofilter", action="store_true")
    chosen = parser.parse_args(arguments)
    project = open_project(ROOT)
    locales = [locale for locale in project.locales if not chosen.locale or locale.name in chosen.locale]
    families = {name: faults for name, faults in FAMILIES.items() if not chosen.family or name in chosen.family}
    damaged = list(_damaged(project, locales, families))
    ours = _caught_by_checks(project, damaged)
    theirs = {} if chosen.without_pofilter or not shutil.which("pofilter") else _caught_by_pofilter(damaged)
    _say(damaged, ours, theirs, chosen.missed)


def _damaged(project: Project, locales: Sequence[Locale], families: Mapping[str, Sequence[Make]]) -> Iterator[Damaged]:
    rights = {
        (locale.name, domain): _read(locale.name, domain)
        for locale in project.locales
        for domain in (*project.articles, "disclaimer", "site")
    }
    for locale in locales:
        if "obligation" in families:
            for fault, right, damaged, keys in turned(locale.name):
                yield Damaged("obligation", fault, 0, right, damaged, keys)
        for domain in (*project.articles, "disclaimer", "site"):
            catalog = rights[locale.name, domain]
            for family, faults in families.items():
                for fault in faults:
                    name = getattr(fault, "__name__", "")
                    yield from _by_fault(catalog, locale, family, fault, name if name != "insert" else _name_of(fault), rights)


def _name_of(fault: Make) -> str:
    import faults

    return next(name for name, value in vars(faults).items() if value is fault)


def _by_fault(
    catalog: Catalog,
    locale: Locale,
    family: str,
    fault: Make,
    name: str,
    rights: Mapping[tuple[str, str], Catalog],
) -> Iterator[Damaged]:
    variants: list[dict[MessageKey, str]] = [{} for _ in range(2 * _MOST_VARIANTS)]
    messages = [message for message in catalog.translated.values() if message.msgid_plural is None]
    for number, message in enumerate(messages):
        if name == "another_message" and number % _COPIES:
            continue  # what is copied must still stand where it belongs
        foreign = [
            other.translated[message.key].msgstr[0]
            for (name_of_other, domain), other in rights.items()
            if domain == catalog.domain and name_of_other != locale.name and message.key in other.translated
        ]
        # A careless hand takes what lies near: the next messages, and some languages or other.
        near = [messages[(number + step) % len(messages)].msgstr[0] for step in (1, 7)]
        far = [foreign[(number + step) % len(foreign)] for step in (0, 5)] if foreign else []
        right = Right(message, locale, message.msgstr[0], near, far)
        made = list(dict.fromkeys(text for text in fault(right) if text != right.text and text.strip()))
        # A text taken from another message leaves that message as it was: what lies an odd step away is damaged another time.
        half = _MOST_VARIANTS * (number % 2) if name == "another_message" else 0
        for variant, text in zip(variants[half : half + _MOST_VARIANTS], made, strict=False):
            variant[message.key] = text
    for number, texts in enumerate(variants):
        if texts:
            changed = tuple(
                replace(message, msgstr=(texts[message.key],)) if not message.obsolete and message.key in texts else message
                for message in catalog.messages
            )
            yield Damaged(family, name, number, catalog, replace(catalog, messages=changed), frozenset(texts))


def _read(locale: str, domain: str) -> Catalog:
    path = ROOT / "locales" / locale / "LC_MESSAGES" / f"{domain}.po"
    return read_po(path.read_bytes(), f"locales/{locale}/LC_MESSAGES/{domain}.po", domain, locale)


Caught = Mapping[str, frozenset[MessageKey]]
"""Damaged file → the messages of which something was said."""


def _caught_by_checks(project: Project, damaged: Sequence[Damaged]) -> Caught:
    protected = protected_by_domain(project)

    def said(catalog: Catalog) -> set[tuple[MessageKey, str]]:
        sheet = Sheet(catalog, Locale(catalog.locale or ""), project.glossary, protected.get(catalog.domain, frozenset()))
        return {(one.message.key, one.rule) for one in check([sheet]) if one.message is not None}

    before = {id(one.right): said(one.right) for one in damaged}
    flagged = sum(len({key for key, _ in one}) for one in before.values())
    right = {id(one.right): len(one.right.translated) for one in damaged}
    print(f"the checks say something of {flagged} of {sum(right.values())} right messages")
    return {one.name: frozenset(key for key, _ in said(one.catalog) - before[id(one.right)]) & one.keys for one in damaged}


def _caught_by_pofilter(damaged: Sequence[Damaged]) -> Caught:
    with tempfile.TemporaryDirectory() as folder:
        texts, found = Path(folder) / "in", Path(folder) / "out"
        rights = {one.right.path: one.right for one in damaged}
        for name, catalog in (
            *((one.name, one.catalog) for one in damaged),
            *((right_name(one), one) for one in rights.values()),
        ):
            path = texts / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(write_po(_bare(catalog)))
        found.mkdir()
        for locale in {one.right.locale for one in damaged}:
            command = [
                "pofilter",
                "--progress=none",
                "--language",
                str(locale),
                str(texts / str(locale)),
                str(found / str(locale)),
            ]
            subprocess.run(command, check=True, capture_output=True)
        before = {path: _said_by_pofilter(found / right_name(right)) for path, right in rights.items()}
        flagged = sum(len({key for key, _ in said}) for said in before.values())
        print(f"pofilter says something of {flagged} of {sum(len(one.translated) for one in rights.values())} right messages\n")
        return {
            one.name: frozenset(key for key, _ in _said_by_pofilter(found / one.name) - before[one.right.path]) & one.keys
            for one in damaged
        }


def right_name(catalog: Catalog) -> str:
    """Where the undamaged catalog lies among the files for pofilter."""
    return f"{catalog.locale}/{catalog.domain}.right.po"


def _bare(catalog: Catalog) -> Catalog:
    return replace(catalog, messages=tuple(replace(one, comments=(), notes=()) for one in catalog.messages if not one.obsolete))


def _said_by_pofilter(path: Path) -> set[tuple[MessageKey, str]]:
    if not path.exists():
        return set()
    catalog = read_po(path.read_bytes(), path.name, "x", "")
    return {
        (message.key, test)
        for message in catalog.messages
        for comment in message.comments
        for test in re.findall(r"\(pofilter\) (\w+):", comment)
    }


def _say(damaged: Sequence[Damaged], ours: Caught, theirs: Caught, missed: int) -> None:
    tried: Counter[tuple[str, str, str]] = Counter()
    by_us: Counter[tuple[str, str, str]] = Counter()
    by_them: Counter[tuple[str, str, str]] = Counter()
    for one in damaged:
        label = (one.family, one.fault, str(one.right.locale))
        tried[label] += len(one.keys)
        by_us[label] += len(ours[one.name])
        by_them[label] += len(theirs.get(one.name, ()))
    locales = sorted({locale for *_, locale in tried})
    for family in dict.fromkeys(one.family for one in damaged):
        for fault in dict.fromkeys(one.fault for one in damaged if one.family == family):
            shares = [_share(by_us[family, fault, name], tried[family, fault, name]) for name in locales]
            _line(fault, tried, by_us, by_them, lambda label, fault=fault: label[1] == fault, " ".join(shares))
        _line(
            family.upper(),
            tried,
            by_us,
            by_them,
            lambda label, family=family: label[0] == family,
            " ".join(f"{name[:4]:>4}" for name in locales),
        )
        print()
    for name in locales:
        _line(name, tried, by_us, by_them, lambda label, name=name: label[2] == name, "")
    _line("ALL", tried, by_us, by_them, lambda label: True, "")
    kinds = dict.fromkeys(one.fault for one in damaged)
    for name, caught in (("checks", by_us), ("pofilter", by_them)):
        means = [_mean(caught, tried, kind) for kind in kinds]
        print(f"{name}: {100 * sum(means) / len(means):.1f} % if each kind of fault counts alike")
    if missed:
        _show_missed(damaged, ours, missed)


def _line(name, tried, by_us, by_them, wanted, rest) -> None:  # type: ignore[no-untyped-def]
    counts = [sum(number for label, number in counter.items() if wanted(label)) for counter in (tried, by_us, by_them)]
    print(f"{name:24}{counts[0]:7}{_share(counts[1], counts[0]):>7}{_share(counts[2], counts[0]):>7}   {rest}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:4.0f}" if whole and part in (0, whole) else f"{100 * part / whole:4.1f}" if whole else "   ."


def _mean(caught: Mapping[tuple[str, str, str], int], tried: Mapping[tuple[str, str, str], int], kind: str) -> float:
    labels = [label for label in tried if label[1] == kind]
    return sum(caught[label] for label in labels) / sum(tried[label] for label in labels)


def _show_missed(damaged: Sequence[Damaged], ours: Caught, most: int) -> None:
    shown: Counter[tuple[str, str | None]] = Counter()
    by_kind: dict[tuple[str, str | None], list[tuple[str, str, str]]] = defaultdict(list)
    for one in damaged:
        for key in one.keys - ours[one.name]:
            label = (one.fault, one.right.locale)
            by_kind[label].append((key[1], one.right.translated[key].msgstr[0], one.catalog.live[key].msgstr[0]))
    for label, found in by_kind.items():
        for english, right, wrong in found[:most]:
            shown[label] += 1
            print(f"\n{label[0]} {label[1]} ({len(found)} missed)\n  {english}\n  {right}\n  {wrong}")


if __name__ == "__main__":
    main(sys.argv[1:])
