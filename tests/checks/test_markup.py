"""Markup, links and placeholders: what is copied is never blamed, what is broken always is, in every locale of this project."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import catalog, markup
from pipeline.checks.rule import Sheet
from pipeline.formats.po import read_po
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale
from tests.conftest import ROOT

LOCALES = sorted(path.name for path in (ROOT / "locales").iterdir() if path.is_dir())
RULES = (*markup.RULES, *catalog.RULES)
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
SIGNS = "[]()*_`<>%{}^~\\$&|#.:/@!-+0123\n\t dsa1äل字\"'"
FLAGS = st.sampled_from(
    [(), ("c-format",), ("python-format",), ("python-brace-format",), ("javascript-format",), ("qt-format",)]
)
TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from(SIGNS), min_size=1)


def said(source: str, text: str, locale: str = "de", flags: tuple[str, ...] = (), plural: str | None = None) -> list[str]:
    """The rules of both families that say something of a translation."""
    message = Message(source, None, plural, (text,) if plural is None else (text, text), flags=flags)
    sheet = Sheet(Catalog("case", locale, HEADER, messages=(message,)), Locale(locale))
    return [rule.id for rule in RULES for _ in rule.find(sheet)]


@given(TEXTS, TEXTS, FLAGS, st.none() | TEXTS)
def test_no_text_stops_a_rule(source: str, text: str, flags: tuple[str, ...], plural: str | None) -> None:
    assert isinstance(said(source, text, "de", flags, plural), list)


@given(TEXTS, FLAGS)
def test_a_copy_is_right(source: str, flags: tuple[str, ...]) -> None:
    assert said(source, source, flags=flags) == []


@given(TEXTS)
def test_a_passage_lies_in_its_text(text: str) -> None:
    message = Message("**a** [b][1] `c` {d} https://e.example <b>f</b>", None, None, (text,))
    sheet = Sheet(Catalog("case", "de", HEADER, messages=(message,)), Locale("de"))
    for problem in (problem for rule in RULES for problem in rule.find(sheet)):
        assert all(0 <= start < end <= len(message.msgid) for start, end in problem.source)
        assert all(0 <= start < end <= len(text) for start, end in problem.text)


HOSTILE = [
    "*",
    "**a",
    "_a ",
    "~~",
    "`",
    "\\`",
    "[",
    "]",
    "![",
    "](",
    "](a",
    '](a "',
    "[a](",
    "[^",
    "<",
    "<a ",
    "<a b=",
    '<a b="',
    "<!--",
    "<?",
    "<a@",
    "<a:",
    "%",
    "%(",
    "%(a",
    "{",
    "{{",
    "{a",
    "{a:{",
    "${",
    "%{",
    "<ph ",
    "https://",
    "www.",
    "a@",
    "a.",
    "1. ",
    "\n",
    "*a_",
    "a*b_c~~",
    "\u0001",
    "<<<<<<<\n",
    "%1$",
    "'",
    "https://a.a/",
    "a@a.",
    "}",
    "{a}",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    for flags in ((), ("c-format",), ("python-format",), ("python-brace-format",)):
        assert isinstance(said("a", text, "de", flags) + said(text, "a", "de", flags), list)


def faults(text: str) -> Iterator[str]:
    """The text with one fault in its markup, in many ways."""
    for marker in re.finditer(r"\*+", text):
        yield text[: marker.start()] + text[marker.end() :]
        yield text[: marker.start()] + "*" * (3 - len(marker[0])) + text[marker.end() :]
        yield (
            text[: marker.start()] + marker[0] + " " + text[marker.end() :]
            if opening(text, marker)
            else (text[: marker.start()] + " " + marker[0] + text[marker.end() :])
        )
    for pair in re.finditer(r"(\*+)([^*]+)\1", text):
        yield text[: pair.start()] + pair[2] + text[pair.end() :]
    for link in re.finditer(r"\[([^\]^]*)\]\[([0-9]+)\]", text):
        yield from (text[: link.start()] + new + text[link.end() :] for new in (link[1], f"[{link[1]}][9]", f"[{link[1]}]", "",
            f"[{link[1]}[{link[2]}]", f"[][{link[2]}]", f"[{link[1]}](https://e.example)"))  # fmt: skip
    for citation in re.finditer(r"\[\^[a-z]+\]", text):
        yield text[: citation.start()] + text[citation.end() :]
        yield text[: citation.start()] + "[^other]" + text[citation.end() :]
        yield text[: citation.end()] + citation[0] + text[citation.end() :]
    for placeholder in re.finditer(r"%\(\w+\)s|\{\w+\}", text):
        yield text[: placeholder.start()] + text[placeholder.end() :]
        yield text[: placeholder.start()] + placeholder[0].replace("(", "(x").replace("{", "{x") + text[placeholder.end() :]
    middle = len(text) // 2
    while middle and text[middle - 1] in "*_[]()":
        middle -= 1
    for added in (
        "`",
        " https://e.example ",
        "<b>",
        "<script>",
        "[^new]",
        "{new}",
        "%(new)s",
        " e@e.example ",
        "[",
        "<br>",
        "www.e.example",
    ):
        yield text[:middle] + added + text[middle:]
    yield f"**{text[:1]}**{text[1:]}" if text[:1].isalpha() else f"**a** {text}"
    yield f"# {text}"
    yield f"- {text}"


def opening(text: str, marker: re.Match[str]) -> bool:
    return text[: marker.start()].count(marker[0]) % 2 == 0


@pytest.mark.parametrize("locale", LOCALES)
def test_broken_markup_is_noticed(locale: str) -> None:
    tried, missed = 0, []
    for path in (ROOT / f"locales/{locale}/LC_MESSAGES").glob("*.po"):
        read = read_po(path.read_bytes(), path.name, path.stem, locale)
        for message in read.translated.values():
            for number, text in enumerate(message.msgstr):
                for fault in faults(text):
                    if fault == text:
                        continue
                    forms = (*message.msgstr[:number], fault, *message.msgstr[number + 1 :])
                    sheet = Sheet(replace(read, messages=(replace(message, msgstr=forms),)), Locale(locale))
                    tried += 1
                    if not any(True for rule in RULES for _ in rule.find(sheet)):
                        missed.append((message.line, fault))
    assert tried > 2000
    assert len(missed) < tried / 100, missed[:20]
