"""What is said of format strings is what GNU gettext's own check says: each case goes through the real `msgfmt --check`."""

import re
import subprocess
from itertools import product
from pathlib import Path
from random import Random

import pytest

from pipeline.checks.placeholders import RULES
from pipeline.checks.rule import Sheet
from pipeline.formats.po import read_po
from pipeline.formats.po_writer import write_po
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

FLAGGED = [rule for rule in RULES if rule.id in ("format-broken", "newline-changed")]
# `!r`, `{}` and a changed width it does not take, or takes for another value; Python does take them, and so does the rule.
PIECES = {
    "c-format": ["%d", "%i", "%u", "%s", "%5.2f", "%%", "%1$s", "%2$d", "%ld", "%c", "% d", "%*d", "%", "%y"],
    "python-format": ["%(a)s", "%(b)d", "%(a)d", "%s", "%d", "%%", "%(c)r", "%x", "%.1f", "%", "%(a)"],
    "python-brace-format": ["{a}", "{b}", "{a.x}", "{{", "}}", "{0}", "{"],
    "javascript-format": ["%s", "%d", "%%", "%1$s", "%2$s", "%", "%f"],
    "perl-brace-format": ["{a}", "{b}", "{", "}", "{a b}"],
    "qt-format": ["%1", "%2", "%3", "%"],
}
# Of forms that few numbers take it asks less in the one format, and all in the other; the rule treats all formats alike.
SINGULAR = ("python-brace-format", "qt-format")
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "ja": "nplurals=1; plural=0;",
    "ar": ("nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"),
}


def text(random: Random, pieces: list[str]) -> str:
    words = [random.choice(pieces) for _ in range(random.randint(0, 3))]
    return "\n" * (random.random() < 0.05) + "x ".join(["Rest", *words, "."]) + "\n" * (random.random() < 0.1)


def variant(random: Random, pieces: list[str], source: str) -> str:
    return source.replace("Rest", "Ruhe") if random.random() < 0.4 else text(random, pieces)


def refused_lines(content: bytes, path: Path) -> set[int]:
    path.write_bytes(content)
    run = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", path.name],
        cwd=path.parent,
        capture_output=True,
        text=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
    return {int(line) for line in re.findall(r"^[^:\n]+:(\d+): ", run.stderr, re.MULTILINE)}


def entry_of(line: int, starts: list[int]) -> int:
    """The entry that a line belongs to: msgfmt names the line of a `msgstr`, a finding that of the entry."""
    return max(start for start in starts if start <= line)


@pytest.mark.parametrize(("flag", "locale"), [*product(PIECES, PLURALS)])
def test_a_broken_format_string_is_what_msgfmt_refuses(flag: str, locale: str, tmp_path: Path) -> None:
    random = Random(f"{flag} {locale}")
    forms = int(PLURALS[locale][9])
    messages = []
    for number in range(150):
        source = text(random, PIECES[flag])
        plural = variant(random, PIECES[flag], source) if number % 3 == 0 and flag not in SINGULAR else None
        if plural is not None:
            plural = plural.strip("\n") + "\n" * source.endswith("\n")
            source = source.lstrip("\n")
        texts = tuple(variant(random, PIECES[flag], plural or source) for _ in range(forms if plural else 1))
        messages.append(Message(source, f"case {number}", plural, texts, flags=(flag,)))
    header = f"Language: {locale}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: {PLURALS[locale]}\n"
    content = write_po(Catalog("case", locale, header, messages=tuple(messages)))
    catalog = read_po(content, "case.po", "case", locale)
    starts = [message.line for message in catalog.messages if message.line is not None]
    found = {
        problem.message.line for rule in FLAGGED for problem in rule.find(Sheet(catalog, Locale(locale))) if problem.message
    }
    refused = {entry_of(line, starts) for line in refused_lines(content, tmp_path / "case.po") if line >= starts[0]}
    assert len(refused) > 20
    lines = content.decode().split("\n")
    differ = {line: lines[line - 1 : line + 8] for line in found ^ refused}
    assert differ == {}, (len(differ), "only msgfmt" if refused - found else "only the rule")
