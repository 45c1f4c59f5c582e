"""Pages and sheets that hide what must be seen, each in real Chromium; and honest ones, in which nothing is found."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.formats.theme import read_theme
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.publish.browser import Prover, browser_missing, open_prover, prove_visible, views_of
from pipeline.render.page import style_sheet

pytestmark = pytest.mark.browser

EN = Locale.named("en", Place("source/site.toml"))
CLINIC = (Path(__file__).parent / "clinic.css").read_text("utf-8")
ARTICLE = """+++
title = "A sample"
description = "A sample for tests."
disclaimer = "patients"
published = 2026-01-01
reviewed = 2026-01-01
next_review = 2027-01-01

[author]
role = "Nobody"

[[references]]
id = "nobody"
authors = "Nobody"
title = "No paper"
journal = "J"
issue = "2026;1"
+++

## First

::: caution
A caution with a [link](#second) and a citation.[^nobody]

> Said *so*.
:::

::: protected
1. One is `code`.

| a | b |
| --- | --- |
| c | d |
:::

## Second
"""


@pytest.fixture(scope="module")
def prover(chromium: str) -> Iterator[Prover]:
    assert chromium
    with open_prover() as opened:
        yield opened


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project's site: its page takes little time."""
    root = tmp_path_factory.mktemp("small") / "project"
    assert CliRunner().invoke(main, ["new", str(root)]).exit_code == 0
    (root / "source/articles/first-article.md").write_text(ARTICLE, "utf-8")
    result = CliRunner().invoke(main, ["-C", str(root), "build"])
    assert result.exit_code == 0, result.output
    return root / "build/site"


Prove = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def prove(built: Path, prover: Prover, tmp_path: Path) -> Prove:
    """Judge the small page with this CSS after the style sheet, and with texts of its HTML replaced."""

    def judge(css: str, *replaced: tuple[str, str]) -> tuple[Finding, ...]:
        shutil.copytree(built, tmp_path / "site")
        (tmp_path / "site/style.css").write_text(style_sheet(css), "utf-8")
        page = tmp_path / "site/en/first-article.html"
        for before, after in replaced:
            assert before in page.read_text("utf-8")
            page.write_text(page.read_text("utf-8").replace(before, after), "utf-8")
        return prove_visible(prover, tmp_path / "site", [(EN, "first-article")])

    return judge


DUTY = '[data-duty="ask-first"]'

WAYS_TO_HIDE = {
    "display": ("#disclaimer { display: none }", "display is none"),
    "display of a duty": (f"{DUTY} {{ display: none }}", "display is none"),
    "contents": ("#disclaimer p { display: contents }", "display is contents"),
    "visibility": (f"{DUTY} {{ visibility: hidden }}", "visibility is hidden"),
    "collapse": ("main { visibility: collapse }", "visibility is collapse"),
    "opacity": ("#disclaimer { opacity: 0 }", "opacity is 0"),
    "opacity far above": ("body { opacity: 0.01 }", "opacity is 0.01 on <body>"),
    "no size": (f"{DUTY} {{ font-size: 0 }}", "the letters are 0 pixels high"),
    "tiny": (f"{DUTY} {{ font-size: 1px }}", "the letters are 1 pixels high"),
    "zoom": ("#disclaimer { zoom: 0.1 }", "zoom is 0.1"),
    "thin": (f"{DUTY} {{ font-weight: 100 }}", "too thin"),
    "white on white": ("#disclaimer { color: #fff; background: #fff }", "contrast is 1.00"),
    "near contrast": ("#disclaimer { color: #7a7a7a; background: #fff }", "contrast is 4.29"),
    "transparent": (f"{DUTY} {{ color: transparent }}", "contrast is 1.00"),
    "alpha": (f"{DUTY} {{ color: rgb(0 0 0 / 0.2) }}", "contrast is"),
    "another colour space": ("#disclaimer { color: oklch(0.98 0 0); background: #fff }", "contrast is 1."),
    "fill": (f"{DUTY} {{ -webkit-text-fill-color: transparent }}", "the letters are filled with"),
    "clip-path": ("#disclaimer { clip-path: inset(0 0 100% 0) }", "clip-path is"),
    "clip": ("#disclaimer { position: absolute; clip: rect(0 0 0 0) }", "clip is"),
    "mask": ("#disclaimer { mask-image: linear-gradient(transparent, transparent) }", "mask-image is"),
    "scale": ("#disclaimer { transform: scale(0) }", "transform is"),
    "translate": ("#disclaimer { translate: -9999px }", "translate is"),
    "rotate": ("#disclaimer { rotate: y 90deg }", "rotate is"),
    "off the page": ("#disclaimer { position: absolute; left: -9999px }", "position is absolute"),
    "relative": ("#disclaimer { position: relative; top: -9999px }", "position is relative"),
    "indent": ("#disclaimer p { text-indent: -9999px }", "text-indent is -9999px"),
    "margin": ("#disclaimer p { margin-inline-start: -9999px }", "margin is"),
    "outside by padding": ("#disclaimer p { padding-inline-start: 150vw }", "a line lies outside of the page"),
    "letter-spacing": (f"{DUTY} {{ letter-spacing: -1em }}", "letter-spacing is"),
    "word-spacing": (f"{DUTY} {{ word-spacing: -1em }}", "word-spacing is"),
    "line-height": ("#disclaimer p { line-height: 0 }", "the lines are 0px apart"),
    "no height": ("#disclaimer { height: 0; overflow: hidden }", "overflow-y is hidden"),
    "some height": ("#disclaimer { max-height: 1em; overflow: clip }", "max-height is"),
    "no height, all of it over the footer": ("#disclaimer { height: 1em }", "smaller than what it holds"),
    "scrolled away": ("#disclaimer { max-height: 2em; overflow-y: auto }", "overflow-y is auto"),
    "line-clamp": (
        "#disclaimer p { display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden }",
        "-webkit-line-clamp is 1",
    ),
    "content-visibility": ("#disclaimer { content-visibility: hidden }", "content-visibility is hidden"),
    "covered": ("footer { position: fixed; inset: 0; background: var(--ground) }", "position is fixed"),
    "covered by its neighbour": ("footer { margin-top: -40rem; background: #000; padding: 30rem }", "margin is -640px"),
    "covered by an outline": ("footer { outline: 50rem solid var(--ground) }", "outline-style is solid"),
    "covered by a shadow": ("footer { box-shadow: 0 -20rem 0 20rem var(--ink) }", "box-shadow is"),
    "covered by its own shadow": ("#disclaimer p { box-shadow: inset 0 0 0 50rem var(--ink) }", "box-shadow is"),
    "blend": ("#disclaimer { mix-blend-mode: lighten }", "mix-blend-mode is lighten"),
    "filter": ("#disclaimer { filter: contrast(0.1) }", "filter is contrast(0.1)"),
    "filter far above": ("html { filter: opacity(0.1) }", "filter is opacity(0.1)"),
    "backdrop": ("#disclaimer { backdrop-filter: blur(9px) }", "backdrop-filter is"),
    "picture behind": ("#disclaimer { background-image: linear-gradient(#1b2427, #1b2427) }", "background-image is"),
    "picture clipped to the text": (f"{DUTY} {{ background: linear-gradient(#fff, #fff) text }}", "background-image is"),
    "columns": ("#disclaimer { columns: 2; height: 3rem }", "column-count is 2"),
    "float": ("#disclaimer { float: left; width: 1px }", "float is left"),
    "one letter on a line": ("#disclaimer p { width: 1px; overflow-wrap: anywhere }", "one letter on a line"),
    "order": ("main { display: flex; flex-direction: column } #disclaimer { order: -1 }", "display is flex"),
    "upside down": ("#disclaimer p { writing-mode: vertical-rl }", "writing-mode is"),
    "backwards": (f"{DUTY} {{ unicode-bidi: bidi-override; direction: rtl }}", "direction is rtl"),
    "other letters": (f"{DUTY} {{ text-transform: uppercase }}", "text-transform is uppercase"),
    "dots for letters": (f"{DUTY} {{ -webkit-text-security: disc }}", "-webkit-text-security is disc"),
    "font of symbols": (f"{DUTY} {{ font-family: Wingdings }}", 'the font "Wingdings"'),
    "struck out": ("#disclaimer p { text-decoration: line-through }", "text-decoration is line-through"),
    "blurred": (f"{DUTY} {{ color: var(--raised); text-shadow: 0 0 9px #000 }}", "text-shadow is"),
    "contradicted": ('#disclaimer::after { content: "None of this is true." }', '::after of <section id="disclaimer"> adds'),
    "contradicted elsewhere": ('h1::before { content: "Forget the disclaimer: " }', "::before of <h1> adds"),
    "contradicted by a marker": ('li::marker { content: "not " }', "::marker of <li> adds"),
    "contradicted by a list": ('ol { list-style-type: "never " }', "list-style-type is"),
    "first letter": ("#disclaimer p::first-letter { font-size: 0 }", "::first-letter of <p>"),
    "first line": ("#disclaimer p::first-line { color: transparent }", "::first-line of <p>"),
    "animated": ("@keyframes x { to { color: #fff } } p { animation: x 9s infinite }", "animation-name is x"),
    "in transition": ("p { transition: color 9s }", "transition-duration is 9s"),
    "not to be reached": ("#disclaimer { pointer-events: none }", "pointer-events is none"),
    "a caution": (".caution { display: none }", "display is none"),
    "what is protected": (".protected li { color: #fff; background: #fff }", "contrast is 1.00"),
    "the way to the disclaimer": (".short-disclaimer a { color: var(--raised) }", "contrast is 1.00"),
    "that nobody reviewed it": (".status { display: none }", "display is none"),
    "table cells": (".protected td { font-size: 2px }", "the letters are 2 pixels high"),
    "pushed away": ("#disclaimer { margin-top: 9000px }", "pixels without a text"),
    "behind an empty wall": ("section:has(+ #disclaimer), h2#second { padding-bottom: 9000px }", "pixels without a text"),
    "for readers who want contrast": (
        "@media (prefers-contrast: more) { #disclaimer { display: none } }",
        "asks for prefers-contrast",
    ),
    "on a low window": ("@media screen and (max-height: 400px) { #disclaimer { display: none } }", "asks for max-height"),
    "in browsers that can": ("@supports (color: red) { #disclaimer { opacity: 1 } }", "says @supports"),
    "from elsewhere": ("@import 'other.css';", "says @import"),
    "off the paper": ("@page { margin: 100cm }", "changes the margins of paper"),
    "the skip link": ("body > a.skip { inset: 0; background: #fff }", "the skip link lies on the page"),
}


@pytest.fixture
def few_views(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hides everywhere is sought in four views; which view finds what is tested below."""
    few = tuple(view for view in views_of(style_sheet()) if view.name in ("320 px", "1280 px", "dark, 1280 px", "print, A5"))
    assert len(few) == 4
    monkeypatch.setattr("pipeline.publish.browser.views_of", lambda sheet: few)


@pytest.mark.usefixtures("few_views")
@pytest.mark.parametrize(("css", "cause"), WAYS_TO_HIDE.values(), ids=WAYS_TO_HIDE.keys())
def test_what_is_hidden_is_found(prove: Prove, css: str, cause: str) -> None:
    found = prove(css)
    assert [one for one in found if cause in one.problem], "\n".join(map(str, found)) or "nothing was found"
    assert {(one.severity, one.rule, one.locale, str(one.place)) for one in found} == {
        (Severity.REFUSAL, "style-hidden", "en", "en/first-article.html")
    }


GONE = "#disclaimer { color: #fff; background: #fff }"
IN_ONE_VIEW = {
    "320 only": (f"@media (max-width: 330px) {{ {GONE} }}", {"320 px", "329 px", "330 px"}),
    "1280 only": (f"@media (min-width: 1250px) and (max-width: 1300px) {{ {GONE} }}", {"1280 px"}),
    "700 only": (f"@media (min-width: 690px) and (max-width: 710px) {{ {GONE} }}", {"690 px", "710 px"}),
    "700 only, in another notation": (f"@media (43em <= width <= 44.4em) {{ {GONE} }}", {"688 px", "710 px"}),
    "dark only": (f"@media (prefers-color-scheme: dark) {{ {GONE} }}", {"dark, 320 px", "dark, 1280 px"}),
    "dark and narrow only": (
        f"@media (prefers-color-scheme: dark) and (max-width: 400px) {{ {GONE} }}",
        {"dark, 320 px"},
    ),
    "forced colours only": (
        "@media (forced-colors: active) { #disclaimer { forced-color-adjust: none; color: #000; background: #000 } }",
        {"forced colours, 320 px", "dark forced colours, 1280 px"},
    ),
    "filled in forced colours only": (
        "@media (forced-colors: active) { #disclaimer p { -webkit-text-fill-color: transparent } }",
        {"forced colours, 320 px", "dark forced colours, 1280 px"},
    ),
    "print only": (f"@media print {{ {GONE} }}", {"print, A4", "print, A5"}),
    "covered by the header in print only": (
        "@media print { header { position: fixed; inset: 0; background: #fff } }",
        {"print, A4", "print, A5"},
    ),
    "white on black in print only": (
        "@media print { #disclaimer { color: #fff; background: #000 } }",
        {"print, A4", "print, A5"},
    ),
    "after the link to it": ("#disclaimer:target { display: none }", {"after the link to the disclaimer"}),
}


@pytest.mark.parametrize(("css", "views"), IN_ONE_VIEW.values(), ids=IN_ONE_VIEW.keys())
def test_what_is_hidden_in_one_view_is_found_there_and_nowhere_else(prove: Prove, css: str, views: set[str]) -> None:
    found = prove(css)
    assert found
    named = {view.name for view in views_of(style_sheet(css)) if any(view.name in one.problem for one in found)}
    assert views <= named
    assert not [one for one in found if "in every view" in one.problem]


DAMAGED = {
    "no disclaimer": (('id="disclaimer"', 'id="other"'), "it is not on the page"),
    "an empty duty": (("This page does not replace medical advice.", "\u200b"), "it has no text"),
    "no style sheet": (('href="../style.css"', 'href="../other.css"'), "its style sheet did not load"),
    "backwards": (('<span data-duty="ask-first">', '<bdo dir="rtl" data-duty="ask-first">'), "is not an element that is known"),
    "two style sheets": (("</head>", '<link rel="stylesheet" href="../x.css"></head>'), "another style sheet than the one"),
    "a style for screens": (('href="../style.css"', 'href="../style.css" media="screen"'), "another style sheet than the one"),
    "hidden": (('id="disclaimer"', 'id="disclaimer" hidden'), "display is none"),
    "inert": (('id="disclaimer"', 'id="disclaimer" inert'), "interactivity is inert"),
    "in a closed drawer": (('<section id="disclaimer"', '<details><section id="disclaimer"'), "<details> is not an element"),
    "in a closed balloon": (('<div class="caution">', '<div class="caution" popover>'), "display is none"),
}


@pytest.mark.usefixtures("few_views")
@pytest.mark.parametrize(("replaced", "cause"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_page_is_found(prove: Prove, replaced: tuple[str, str], cause: str) -> None:
    found = prove("", replaced)
    assert [one for one in found if cause in one.problem], "\n".join(map(str, found)) or "nothing was found"


def test_a_picture_is_believed_more_than_the_style(prover: Prover, prove: Prove, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the judgement of styles wrong, what is painted would still tell."""
    shown = prover.tab.evaluate

    def blind(script: str, *told: object) -> object:
        found = shown(script, *told)
        return {**found, "faults": []} if isinstance(found, dict) else found

    monkeypatch.setattr(prover.tab, "evaluate", blind)
    found = prove("#disclaimer { mix-blend-mode: lighten; color: #fff }")
    assert any(one.problem.startswith('duty "ask-first" may not be seen: a line shows no letters') for one in found)


READ_WELL = {
    "white on white": (":root { --ink: #fff; --raised: #fff }", "contrast is 1.00"),
    "white on white where the sheet is not asked": ("strong, em, blockquote p { color: #fff }", "contrast is 1."),
    "no column left": ("body, main, section, p, div, li, ol { padding: 3rem }", "one letter on a line"),
    "duties over each other": ("span { padding: 3rem; background: #fff; color: #000 }", "covered by <span>"),
    "white letters on paper": (
        ":root { --ink: #fff; --ground: #000; --raised: #000; --caution-ground: #000 }",
        "in these views: print, A4, print, A5",
    ),
}


@pytest.mark.parametrize(("theme", "cause"), READ_WELL.values(), ids=READ_WELL.keys())
def test_a_theme_that_reads_well_can_still_hide_and_is_found(prove: Prove, theme: str, cause: str) -> None:
    found = prove(read_theme(theme, "source/theme.css"))
    assert [one for one in found if cause in one.problem], "\n".join(map(str, found)) or "nothing was found"
    assert all("source/theme.css" in one.remedy for one in found)


@pytest.mark.parametrize("theme", ["", CLINIC], ids=["none", "clinic"])
def test_an_honest_page_has_no_finding(prove: Prove, theme: str) -> None:
    assert prove(read_theme(theme, "source/theme.css")) == ()


TAKING_NAMES = (
    ('<div class="protected">', '<div class="protected skip" id="contents">'),
    ('<div class="caution">', '<div class="caution skip" id="languages">'),
)


@pytest.mark.usefixtures("few_views")
def test_what_takes_the_name_of_a_thing_that_is_not_printed_is_printed(prove: Prove, prover: Prover) -> None:
    # The real ones must go: an id stands once.
    assert prove("", ('id="contents"', 'id="x"'), ('id="languages"', 'id="y"'), *TAKING_NAMES) == ()


def test_what_leads_through_a_site_is_not_printed(prove: Prove, prover: Prover) -> None:
    assert prove("") == ()
    prover.tab.emulate_media(media="print")
    told = "[...document.querySelectorAll('body *')].map(one => [one.localName, getComputedStyle(one).display])"
    assert [tag for tag, display in prover.tab.evaluate(told) if display == "none"] == ["a", "nav", "nav", "footer"]


def test_a_page_that_is_not_there_is_told(built: Path, prover: Prover) -> None:
    with pytest.raises(PipelineError, match=r"en/nowhere\.html: Chromium cannot show it"):
        prove_visible(prover, built, [(EN, "nowhere")])


def test_without_a_browser_it_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "there is no Chromium" in browser_missing()
    with pytest.raises(PipelineError, match="there is no Chromium"), open_prover():
        pass
