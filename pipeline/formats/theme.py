"""A project's theme: CSS that may change the look of the pages, and nothing that could hide a text on them.

An allow-list of rules, selectors, properties and values (`theme_values`), read by tinycss2's parser, which follows the
same specification as browsers do (CSS Syntax Level 3). What is left for a theme to do wrong, such as white on white, only
a browser can tell: see `publish/browser.py`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import tinycss2

from pipeline.formats.theme_values import declaration_fault
from pipeline.model.errors import PipelineError, Place

MEDIA = ("print", "(prefers-color-scheme: dark)", "(forced-colors: active)")
"""The only conditions that a theme may state; each of them is proved."""

_MOST_CHARACTERS = 50_000
_MOST_FAULTS = 40
_END = "\n@end-of-theme;"
_SIMPLE = r"(?:[.#][A-Za-z_][A-Za-z0-9_-]*|:root|:lang\([A-Za-z][A-Za-z0-9-]*(?:, ?[A-Za-z][A-Za-z0-9-]*)*\))"
_COMPOUND = rf"(?:[a-z][a-z0-9]*{_SIMPLE}*|{_SIMPLE}+)"
_SELECTOR = re.compile(rf"{_COMPOUND}(?: (?:> ?)?{_COMPOUND}|> ?{_COMPOUND})*")

_Fault = tuple[int, str]
"""A line, and "what is wrong: next step"."""


def read_theme(text: str, path: str) -> str:
    """The theme, character for character as it was given, when all that it says is allowed.

    Raises PipelineError that names the first forty faults, each with its line and the next step. Takes time in proportion
    to the length.
    """
    if len(text) > _MOST_CHARACTERS:
        problem = f"a theme of {len(text)} characters"
        raise PipelineError(path, problem, f"shorten it to {_MOST_CHARACTERS}: colours, fonts and borders need fewer")
    faults = sorted({*_odd_characters(text), *_unclosed(text), *_rule_faults(_rules(text), outermost=True)})
    if not faults:
        return text
    (first, problem), *others = faults
    told = [problem, *(f"{Place(path, line)}: {problem}" for line, problem in others[: _MOST_FAULTS - 1])]
    if len(faults) > _MOST_FAULTS:
        told.append(f"and {len(faults) - _MOST_FAULTS} more")
    raise PipelineError(Place(path, first), "\n".join(told), "mend these lines; README, “A theme”, lists what is allowed")


def _rules(text: str) -> list[Any]:
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _odd_characters(text: str) -> Iterator[_Fault]:
    """Faults that need no parser: what readers of the file would not see, or read otherwise than a browser does."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\\" in line:
            yield number, "a backslash, which can spell a forbidden word: write the characters themselves"
        if "<!--" in line or "-->" in line:
            yield number, "a mark of an HTML comment: comments are /* like this */"
        if not line.removesuffix("\r").replace("\t", " ").isprintable():
            yield number, "a character that cannot be seen: delete it"


def _unclosed(text: str) -> Iterator[_Fault]:
    """What still is open at the end swallows a rule that is put there."""
    tokens = tinycss2.parse_component_value_list(text + _END)
    if [token.type for token in tokens[-2:]] != ["at-keyword", "literal"]:
        yield tokens[-1].source_line, "what begins here is never closed: add the closing sign"


def _rule_faults(nodes: Sequence[Any], *, outermost: bool) -> Iterator[_Fault]:
    for node in nodes:
        line = node.source_line
        if node.type == "qualified-rule":
            yield from _selector_faults(node)
            yield from _declaration_faults(node)
        elif node.type == "at-rule" and outermost:
            if node.lower_at_keyword != "media" or node.content is None or _media(node.prelude) not in MEDIA:
                conditions = ", ".join(f"@media {one}" for one in MEDIA)
                yield line, f"@{_short(node.at_keyword)} is not for a theme as it stands here: allowed are {conditions}"
            else:
                content = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                yield from _rule_faults(content, outermost=False)
        elif node.type == "at-rule":
            yield line, f"@{_short(node.at_keyword)} inside of @media: write it outside, or leave it out"
        else:
            yield line, "this is no rule: write selector { property: value; }"


def _media(prelude: Sequence[Any]) -> str:
    inner = [token for token in prelude if token.type != "() block"]
    blocks = [token.content for token in prelude if token.type == "() block"]
    if not _flat(inner) or not all(map(_flat, blocks)):
        return ""
    return " ".join(tinycss2.serialize(prelude).split()).lower()


def _selector_faults(rule: Any) -> Iterator[_Fault]:
    parts: list[list[Any]] = [[]]
    for token in rule.prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    if not all(map(_selector, parts)):
        yield rule.source_line, "a selector that is not allowed: use elements, .classes, #ids, :lang(…) and :root, no other"


def _selector(tokens: Sequence[Any]) -> bool:
    functions = [token.arguments for token in tokens if token.type == "function"]
    if not _flat([token for token in tokens if token.type != "function"]) or not all(map(_flat, functions)):
        return False
    return _SELECTOR.fullmatch(" ".join(tinycss2.serialize(tokens).split())) is not None


def _flat(tokens: Sequence[Any]) -> bool:
    """Whether all are simple words and signs: only these are safe to write out, and no comment is among them."""
    return all(token.type in ("ident", "hash", "literal", "whitespace") for token in tokens)


def _declaration_faults(rule: Any) -> Iterator[_Fault]:
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        line = node.source_line
        if node.type != "declaration":
            yield line, "this is no declaration: write property: value; rules inside of rules are not allowed"
            continue
        name = node.name if node.name.startswith("--") else node.lower_name
        tokens = [token for token in node.value if token.type not in ("whitespace", "comment")]
        fault = declaration_fault(name, tokens)
        if fault:
            yield line, _short(fault, 400)
        if node.important:
            yield line, f"!important after {_short(name)}: leave it out, a theme stands last already"


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
