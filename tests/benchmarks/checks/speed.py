"""What checking costs, beside translate-toolkit's `pofilter` on the same files: all rules of both, in programs of their own.

    .venv/bin/python tests/benchmarks/checks/speed.py [--articles 100] [--locales 10] [--rounds 3] [--rules]

The catalogs are this project's own article, a hundred messages of it, in as many copies as asked for; each message of a copy
ends with a word of that copy, so that no text occurs twice. `pofilter` runs once per locale, with the language named. Ratios
are ours by theirs; CPU is user and system time of a command and all that it started. With `--rules` nothing is compared: it
lists what reading, preparing and each rule take.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from measure import POLYCLINIC, Cost, in_turn, run
from rule_times import rule_times
from tables import show

from pipeline.formats.po import read_po, write_po
from pipeline.model.catalog import Catalog, Message

ROOT = Path(__file__).parents[3]
_MESSAGES = 100
_OURS = '"$1" -C "$2" check $(ls -d "$2"/locales/*/ | xargs -n 1 basename) --format json >/dev/null; test $? -le 1'
_THEIRS = """
for locale in "$1"/locales/*/; do
  locale=$(basename "$locale")
  mkdir -p "$2/$locale"
  pofilter --progress=none --nofuzzy --language "$locale" "$1/locales/$locale/LC_MESSAGES" "$2/$locale" >/dev/null 2>&1 || exit
done
"""


def main(arguments: Sequence[str]) -> None:
    """Make the project, check it with both in turn, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--locales", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rules", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.rules:
        with TemporaryDirectory() as folder:
            root = Path(folder) / "project"
            make_project(root, chosen.articles, chosen.locales)
            show([["", "µs CPU a message"], *([name, f"{taken:.2f}"] for name, taken in rule_times(root))])
        return
    if not shutil.which("pofilter"):
        sys.exit("pofilter is missing: install translate-toolkit")
    with TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        messages = make_project(root, chosen.articles, chosen.locales)

        def theirs() -> Cost:
            out = Path(folder) / "out"
            shutil.rmtree(out, ignore_errors=True)
            return run("sh", "-c", _THEIRS, "sh", root, out)

        pairs = in_turn("check", chosen.rounds, lambda: run("sh", "-c", _OURS, "sh", POLYCLINIC, root), theirs)
    print(f"{messages} messages in {chosen.articles * chosen.locales} catalogs, {chosen.rounds} rounds")
    show(
        [
            ["", "time", "CPU", "ms CPU a message", "memory, MB"],
            ["checks", "", "", f"{1000 * pairs.ours.cpu / messages:.3f}", f"{pairs.ours.memory:.0f}"],
            ["pofilter", "", "", f"{1000 * pairs.theirs.cpu / messages:.3f}", f"{pairs.theirs.memory:.0f}"],
            ["ratio", f"{pairs.wall:.2f}", f"{pairs.cpu:.2f}", "", ""],
        ]
    )


def make_project(root: Path, articles: int, locales: int) -> int:
    """A project with that many copies of the article in that many locales; how many messages its catalogs hold."""
    shutil.copytree(ROOT / "source", root / "source")
    article = root / "source/articles/dry-needling.md"
    text = article.read_bytes()
    article.unlink()
    messages = 0
    for number in range(articles):
        (article.parent / f"copy-{number}.md").write_bytes(text)
    for path in sorted(ROOT.glob("locales/*/LC_MESSAGES/dry-needling.po"))[:locales]:
        locale = path.parts[-3]
        catalog = read_po(path.read_bytes(), path.name, "dry-needling", locale)
        folder = root / "locales" / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        for domain in ("disclaimer", "site"):
            shutil.copy(path.with_name(f"{domain}.po"), folder)
        for number in range(articles):
            copy = _copy(catalog, number)
            messages += len(copy.messages)
            (folder / f"copy-{number}.po").write_bytes(write_po(copy))
    return messages


def _copy(catalog: Catalog, number: int) -> Catalog:
    word = f"Copy{''.join(chr(ord('a') + int(digit)) for digit in str(number))}"
    live = [message for message in catalog.messages if message.translated][:_MESSAGES]
    return replace(catalog, messages=tuple(_marked(message, word) for message in live))


def _marked(message: Message, word: str) -> Message:
    texts = tuple(f"{text} {word}" for text in message.msgstr)
    return replace(message, msgid=f"{message.msgid} {word}", msgstr=texts)


if __name__ == "__main__":
    main(sys.argv[1:])
