"""What the checks read as markup is what a parser that passes the CommonMark examples makes of it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.checks.inline import blanked, inline_of

PARSER = MarkdownIt("commonmark").enable("strikethrough")
NAMES = {
    "em_open": "em",
    "strong_open": "strong",
    "s_open": "del",
    "code_inline": "code",
    "link_open": "link",
    "image": "image",
}
PIECES = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "](x)",
    "![",
    "<b>",
    "</b>",
    "<x:y>",
    "\\",
    " ",
    "a",
    "1",
    "。",
    "強",
    "…",
]


def parsed(raw: str) -> Counter[str]:
    """The kinds of markup that the parser finds; an autolink is a link to it."""
    found: Counter[str] = Counter()
    for token in PARSER.parseInline(raw)[0].children or ():
        if token.markup == "autolink":
            found["address"] += token.type == "link_open"
        elif token.type == "html_inline":
            found["tag"] += 1
        elif token.type in NAMES:
            found[NAMES[token.type]] += 1
    return +found


def kinds(raw: str) -> Counter[str]:
    return Counter(sign.kind for sign in inline_of(raw).signs)


@settings(max_examples=4000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_markup_is_what_a_parser_finds(raw: str) -> None:
    # References need definitions, which the parser has not; images hold their emphasis in a tree of their own.
    # Runs of three and more tildes it reads in its own way; GFM knows none.
    if "][" not in raw and "![" not in raw and "~~~" not in raw:
        assert kinds(raw) == parsed(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("**強調。**これ", {}),
        ("**強調**。これ", {"strong": 1}),
        ("** bold **", {}),
        ("***both***", {"em": 1, "strong": 1}),
        ("snake_case_name", {}),
        ("_em_ and __strong__ and ~~gone~~", {"em": 1, "strong": 1, "del": 1}),
        ("`a*b*` ``c ` d``", {"code": 2}),
        ("[*x*][1] and [^boyce]", {"em": 1, "reference": 1, "citation": 1}),
        ("*[x*](y)", {"link": 1}),
        (r"\*x\* \[y](z) \`a`b`", {"code": 1}),
        ('![alt](a_(b).png "T")', {"image": 1}),
        ("<https://a.example> <me@a.example>", {"address": 2}),
        ("a < b > c <b title='>'>", {"tag": 1}),
    ],
)
def test_markup_of(raw: str, expected: dict[str, int]) -> None:
    assert kinds(raw) == expected


@given(st.text(alphabet=st.characters() | st.sampled_from("[]()*_`<>!^~\\ a\"'")))
def test_spans_lie_in_the_text(raw: str) -> None:
    markup = inline_of(raw)
    for start, end in (*((sign.start, sign.end) for sign in markup.signs), *markup.loose):
        assert 0 <= start < end <= len(raw)
    assert len(blanked(raw, markup.signs, frozenset({"code", "tag"}))) == len(raw)


def test_what_makes_nothing_is_named() -> None:
    raw = "**a* [b `c ~~d"
    assert [raw[start:end] for start, end in inline_of(raw).loose] == ["*", "[", "`", "~~"]
