"""The laws of the formats, over generated input."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats import po
from pipeline.formats.article import parse_article
from pipeline.formats.markdown import inline
from pipeline.formats.markdown.blocks import fold, parse_blocks
from pipeline.formats.markdown.inline import inline_runs, plain_inline, render_inline
from pipeline.formats.po import read_po, write_po
from pipeline.formats.po_lexer import lex
from pipeline.model.catalog import Catalog, Message, Previous
from pipeline.model.errors import PipelineError

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"\\'), max_size=40)
LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")) | st.just(" "), max_size=20).map(str.strip)
FILLED = TEXT.filter(lambda text: text.strip() != "")

PREVIOUS = st.builds(Previous, msgid=FILLED, msgctxt=st.none() | LINE)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    plural = draw(st.none() | FILLED)
    forms = 1 if plural is None else 3
    fuzzy = draw(st.booleans())
    obsolete = draw(st.booleans())
    msgstr = (draw(FILLED if fuzzy or obsolete else TEXT), *(draw(TEXT) for _ in range(forms - 1)))
    comments = st.lists(LINE.filter(lambda line: not line.endswith("\\")), max_size=2)
    return Message(
        msgid=draw(FILLED),
        msgctxt=draw(st.none() | LINE),
        msgid_plural=plural,
        msgstr=msgstr,
        fuzzy=fuzzy,
        obsolete=obsolete,
        previous=draw(st.none() | PREVIOUS) if fuzzy else None,
        comments=tuple(draw(comments)),
    )


CATALOGS = st.lists(messages(), max_size=6, unique_by=lambda message: message.key).map(
    lambda found: Catalog(
        "test",
        "hr",
        "Content-Type: text/plain; charset=UTF-8\n",
        ("Made for a test.",),
        messages=tuple(sorted(found, key=lambda message: message.obsolete)),
    )
)


@given(CATALOGS)
def test_what_is_written_is_read_again(catalog: Catalog) -> None:
    assert read_po(write_po(catalog), "test.po", "test", "hr") == catalog


@given(CATALOGS)
def test_writing_is_stable(catalog: Catalog) -> None:
    once = write_po(catalog)
    assert write_po(read_po(once, "test.po", "test", "hr")) == once


@given(st.binary(max_size=300) | TEXT.map(str.encode))
def test_any_bytes_are_a_catalog_or_a_clear_error(content: bytes) -> None:
    try:
        catalog = read_po(content, "x.po", "x")
    except PipelineError as error:
        assert error.place.path == "x.po"
        assert error.problem
    else:
        assert read_po(write_po(catalog), "x.po", "x") == catalog


PLAIN = st.text(
    st.sampled_from(string.ascii_letters + " .,;:!?<>\"'()-–—#+=~|{}/%$@éя字ع\u00a0") | st.characters(), max_size=60
)
MARKED = st.lists(
    st.sampled_from(
        [
            "*",
            "**",
            "***",
            "_",
            "[^a]",
            "[^b]",
            "[1]",
            "`",
            " ",
            " ",
            "a",
            "b c",
            ".",
            "(",
            ")",
            ":",
            "字",
            "–",
            "\\",
            "&amp;",
            "\u00a0",
            "9",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=1000)
@given(PLAIN | MARKED)
def test_the_fast_paths_are_what_markdown_it_says(text: str) -> None:
    slow = inline._parse(text, (("1", "https://example.org/"),), (("a", 3),))
    assert render_inline(text, {"1": "https://example.org/"}, {"a": 3}) == slow.html
    runs = inline_runs(text, {"1": "https://example.org/"}, {"a": 3})
    assert "".join(run.text for run in runs) == "".join(run.text for run in slow.runs)
    assert [run.citation for run in runs if run.citation] == [run.citation for run in slow.runs if run.citation]


@pytest.mark.parametrize("text", ["**Depth.** Deep.[^a]", "a *b* c", "(**only** now)", "x **if a b c**."])
def test_common_emphasis_takes_the_fast_path(text: str) -> None:
    assert inline._scan(text, {"a": 1}) is not None


WORDS = st.lists(st.sampled_from(["pain", "**not**", "24–48", "*only*", "hours", "`code`", "[^a]"]), min_size=1, max_size=12)


@given(WORDS, st.randoms())
def test_wrapping_a_source_anew_moves_no_msgid(words: list[str], random: object) -> None:
    joined = " ".join(words)
    wrapped = "".join(word + random.choice(["\n", " "]) for word in words)  # type: ignore[attr-defined]
    one, _ = parse_blocks(joined, "a.md", 1, {"a": 1})
    other, _ = parse_blocks(wrapped, "a.md", 1, {"a": 1})
    assert [segment.msgid for segment in one] == [segment.msgid for segment in other] == [joined]


@given(WORDS)
def test_folding_twice_is_folding_once(words: list[str]) -> None:
    text = "\n".join(words)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=80))
def test_no_text_of_a_translator_adds_an_element_that_runs_or_loads(text: str) -> None:
    html = render_inline(text, {"1": "https://example.org/"})
    for opening in ("<script", "<img", "<iframe", "<style", "<object", "<div"):
        assert opening not in html.lower()


@pytest.mark.parametrize(
    "hostile",
    [
        "[x](https://evil.example)",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "<https://evil.example>",
        "<b onclick=x>y</b>",
        "[x][2]",
        "https://evil.example",
    ],
)
def test_no_address_enters_a_page_through_a_catalog(hostile: str) -> None:
    html = render_inline(hostile, {"1": "https://example.org/"})
    assert "<a " not in html
    assert "<img" not in html
    assert "<b" not in html


def test_plain_text_is_what_a_reader_sees() -> None:
    text = r"**Stop** \*now\* and read [this][1] &amp; that.[^a]"
    assert plain_inline(text, {"1": "#x"}, {"a": 3}) == "Stop *now* and read this & that.[3]"


@given(st.text(max_size=200))
def test_any_body_is_an_article_or_a_clear_error(body: str) -> None:
    front = (
        '+++\ntitle = "T"\ndescription = "D"\ndisclaimer = "general"\npublished = 2026-01-01\nreviewed = 2026-01-01\n'
        'next_review = 2027-01-01\n[author]\nrole = "R"\n+++\n'
    )
    try:
        article = parse_article(front + body, "a", "a.md")
    except PipelineError as error:
        assert error.place.path == "a.md"
    else:
        assert article.texts == tuple(segment.msgid for segment in article.segments)
        assert not article.fallbacks


@given(CATALOGS)
def test_the_fast_reading_is_the_slow_one(catalog: Catalog) -> None:
    text = write_po(catalog).decode()
    fast, rest = po._read_plain(text)
    slow = {message.line: message for message in po._read_lexed(list(lex(text, "test.po")), "test.po")}
    assert all(slow[message.line] == message for message in fast)
    assert len(fast) + sum(len(list(lex(stretch, "test.po", start=line))) for line, stretch in rest) == len(slow)
