"""Laws of the body: the identity translation is the source, and blocks come out as markdown-it renders them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from wcwidth import wcswidth

from pipeline.formats.article import parse_article
from pipeline.l10n.translate import translate
from pipeline.model.article import Article
from pipeline.model.catalog import Catalog, Message
from pipeline.render import wrap as wrap_module
from pipeline.render.body import fill, lay_out, render_segments
from pipeline.render.wrap import _NARROW, width, wrap

FRONT = (
    '+++\ntitle = "T"\ndescription = "D"\ndisclaimer = "general"\npublished = 2026-01-01\nreviewed = 2026-01-01\n'
    'next_review = 2027-01-01\n[author]\nrole = "R"\n+++\n'
)

BLOCKS = [
    "A paragraph\nof two lines with **bold**, *emphasis* and `code`.",
    "- one\n- two\n- three",
    "- loose\n\n- list",
    "1. first\n2. second\n   - inner\n   - inner two",
    "3. third\n4. fourth",
    "> quoted\n> twice",
    "| a | b |\n| --- | --- |\n| c | d |",
    "```\ncode & <b>\n```",
    "    indented code",
    "* * *",
    "A [link](https://example.org/x?a=1&b=2) here.",
    "Hard\\\nbreak and &amp; entity.",
]


def body(article: Article) -> str:
    return fill(lay_out(article), article, render_segments(article, {}, lambda target: target, "soon"), lambda text: text)


def squeezed(html: str) -> str:
    html = re.sub(r' lang="en" dir="ltr"', "", html)
    return re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda found: found[0].strip(), html)).replace("<br />", "<br>")


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6))
def test_blocks_come_out_as_markdown_it_renders_them(blocks: list[str]) -> None:
    source = "\n\n<!-- its: translate=yes -->\n\n".join(blocks)
    ours = body(parse_article(FRONT + source, "a", "a.md"))
    peer = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    theirs = "".join(peer.render(block) for block in blocks)
    assert squeezed(ours) == squeezed(theirs)


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6))
def test_the_identity_translation_is_the_source(blocks: list[str]) -> None:
    article = parse_article(FRONT + "\n\n".join(blocks), "a", "a.md")
    identity = Catalog("a", messages=tuple({s.msgid: Message(s.msgid, msgstr=(s.msgid,)) for s in article.segments}.values()))
    assert translate(article, identity) == article


@given(st.text("ab ,.–24ชั่วโมง時間を　漢字のสวัสดี", max_size=60), st.integers(1, 30))
def test_wrapping_changes_nothing_but_the_breaks(text: str, columns: int) -> None:
    lines = wrap(text, "th", columns=columns).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("locale", ["en", "de", "ar"])
def test_a_long_word_stands_alone(locale: str) -> None:
    assert wrap("a verylongword b", locale, columns=5) == "a\nverylongword\nb"


@given(st.text())
def test_what_counts_as_narrow_is_narrow(text: str) -> None:
    assert width(text) == (len(text) if wcswidth(text) < 0 else wcswidth(text))


def test_every_narrow_character_is_one_column() -> None:
    assert [chr(code) for code in range(0x3000) if _NARROW.fullmatch(chr(code)) and wcswidth(chr(code)) != 1] == []


@given(st.text("ab–é ", max_size=60), st.integers(3, 30), st.sampled_from(["", "- ", "1. "]))
def test_counting_wraps_as_measuring_does(text: str, columns: int, first: str) -> None:
    text = text.strip(" ")
    slow = list(wrap_module._wrap_measured(text, "de", first, "  ", columns))
    fast = list(wrap_module._wrap_narrow(text, first, "  ", columns))
    assert slow == fast
