"""What a theme may say, and what it is told when it says more."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.formats.theme import read_theme
from pipeline.formats.theme_values import COLOURS
from pipeline.model.errors import PipelineError
from pipeline.publish.theme import theme_of
from pipeline.render.page import style_sheet

PATH = "source/theme.css"
CLINIC = Path(__file__).parent / "clinic.css"

RULE = "this is no rule"
AT = "is not for a theme as it stands here"
SELECTOR = "a selector that is not allowed"
PROPERTY = "is not for a theme: leave it out"
VALUE = "has a value that is not allowed"
NESTED = "this is no declaration"
OPEN = "never closed"
UNSEEN = "a character that cannot be seen"

HOSTILE = [
    ("#disclaimer { display: none }", 1, PROPERTY),
    ("\n\n#disclaimer\n{\n  visibility: hidden;\n}", 5, PROPERTY),
    ("p { opacity: 0.01 }", 1, PROPERTY),
    ("p { position: fixed }", 1, PROPERTY),
    ("p { clip-path: inset(100%) }", 1, PROPERTY),
    ("p { -webkit-text-fill-color: transparent }", 1, PROPERTY),
    ("p { content: 'not true' }", 1, PROPERTY),
    ("p { all: initial }", 1, PROPERTY),
    ("p { max-height: 1em }", 1, PROPERTY),
    ("p { --unknown: red }", 1, PROPERTY),
    ("p { --INK: red }", 1, PROPERTY),
    ("p { DISPLAY: NONE }", 1, PROPERTY),
    ("p { color: transparent }", 1, VALUE),
    ("p { color: #ffffff01 }", 1, VALUE),
    ("p { color: rgba(0, 0, 0, 0.01) }", 1, VALUE),
    ("p { color: currentcolor }", 1, VALUE),
    ("p { color: CanvasText }", 1, VALUE),
    ("p { color: inherit }", 1, VALUE),
    ("p { color: var(--unknown, #fff) }", 1, VALUE),
    ("p { color: var(--ink, transparent) }", 1, VALUE),
    (":root { --ink: var(--ink) }", 1, VALUE),
    (":root { --ink: }", 1, VALUE),
    ("p { background: url(https://example.org/x.png) }", 1, VALUE),
    ("p { background: red linear-gradient(red, red) }", 1, VALUE),
    ("p { font-size: 0 }", 1, VALUE),
    ("p { font-size: 1px }", 1, VALUE),
    ("p { font-size: 0.1vw }", 1, VALUE),
    ("p { font-size: clamp(0rem, 1vw, 1rem) }", 1, VALUE),
    ("p { font-size: calc(1rem - 1rem) }", 1, VALUE),
    ("p { font-size: 1e9rem }", 1, VALUE),
    ("p { font-weight: 100 }", 1, VALUE),
    ("p { font-family: Wingdings }", 1, VALUE),
    ("p { font-family: 'Adobe Blank', sans-serif }", 1, VALUE),
    ("p { font-family: sans-serif, }", 1, VALUE),
    ("p { line-height: 0 }", 1, VALUE),
    ("p { letter-spacing: -1em }", 1, VALUE),
    ("p { margin: -100rem }", 1, VALUE),
    ("p { margin-top: -1px }", 1, VALUE),
    ("p { padding-inline: 50% }", 1, VALUE),
    ("p { padding: 100vw }", 1, VALUE),
    ("p { border: 1px 1px red }", 1, VALUE),
    ("body { max-inline-size: 0.1rem }", 1, VALUE),
    ("p { color: red !important }", 1, "!important after color"),
    ("p { color: red; ; display: none }", 1, PROPERTY),
    ("p::after { color: red }", 1, SELECTOR),
    ("p:before { color: red }", 1, SELECTOR),
    ("#disclaimer:target { color: red }", 1, SELECTOR),
    ("a:hover { color: red }", 1, SELECTOR),
    ("a:visited { color: red }", 1, SELECTOR),
    ("p:not(.x) { color: red }", 1, SELECTOR),
    (":is(p) { color: red }", 1, SELECTOR),
    (":root:has(p) { color: red }", 1, SELECTOR),
    ("[data-duty] { color: red }", 1, SELECTOR),
    ("* { color: red }", 1, SELECTOR),
    ("p + p { color: red }", 1, SELECTOR),
    ("p, { color: red }", 1, SELECTOR),
    ("{ color: red }", 1, SELECTOR),
    ("p/**/span { color: red }", 1, SELECTOR),
    (":lang(url(x)) { color: red }", 1, SELECTOR),
    ("\n@import 'https://example.org/x.css';", 2, AT),
    ("@import url(x.css);", 1, AT),
    ("@charset 'utf-7';", 1, AT),
    ("@font-face { font-family: x; src: url(x) }", 1, AT),
    ("@layer x { p { color: red } }", 1, AT),
    ("@layer x;", 1, AT),
    ("@keyframes x { to { opacity: 0 } }", 1, AT),
    ("@supports (color: red) { p { color: red } }", 1, AT),
    ("@property --ink { syntax: '*'; inherits: false }", 1, AT),
    ("@page { margin: 100cm }", 1, AT),
    ("@container (width > 1px) { p { color: red } }", 1, AT),
    ("@scope (p) { p { color: red } }", 1, AT),
    ("@namespace x 'y';", 1, AT),
    ("@media screen { p { color: red } }", 1, AT),
    ("@media print, screen { p { color: red } }", 1, AT),
    ("@media not print { p { color: red } }", 1, AT),
    ("@media (max-width: 700px) { p { color: red } }", 1, AT),
    ("@media (prefers-color-scheme: light) { p { color: red } }", 1, AT),
    ("@media (prefers-contrast: more) { p { color: red } }", 1, AT),
    ("@media print;", 1, AT),
    ("@media pr/**/int { p { color: red } }", 1, AT),
    ("@media print {\n p { display: none } }", 2, PROPERTY),
    ("@media print {\n @media (width: 1px) { p { color: red } } }", 2, "inside of @media"),
    ("p {\n span { display: none } }", 2, NESTED),
    ("p {\n &:hover { color: red } }", 2, NESTED),
    ("p { col/**/or: red }", 1, NESTED),
    ("p { \\64isplay: none }", 1, "a backslash"),
    ("p { color: red } /* \\ */", 1, "a backslash"),
    ("<!-- p { color: red } -->", 1, "a mark of an HTML comment"),
    ("p { color: red }\n\0", 2, UNSEEN),
    ("\ufeffp { color: red }", 1, UNSEEN),
    ("p { color: red }\n/* \u202e */", 2, UNSEEN),
    ("p { color: red\n", 1, OPEN),
    ("p { color: red }\n/* p { color: red }", 2, OPEN),
    ("p { color: red }\np { font-family: 'x", 2, OPEN),
    ("p { color: red }\n@media print { p { color: red }", 2, OPEN),
    ("p { color: red } }", 1, RULE),
    ("color: red", 1, RULE),
    ("<style>", 1, RULE),
]


@pytest.mark.parametrize(("theme", "line", "reason"), HOSTILE, ids=[repr(theme) for theme, _, _ in HOSTILE])
def test_what_could_hide_a_text_is_refused_with_its_line(theme: str, line: int, reason: str) -> None:
    with pytest.raises(PipelineError) as raised:
        read_theme(theme, PATH)
    told = str(raised.value).splitlines()
    (found, *_) = [one for one in told if reason in one]
    assert found.startswith(f"{PATH}:{line}: ")
    assert ": " in found.removeprefix(f"{PATH}:{line}: ")
    assert told[-1].startswith("  → ")


GOOD = [
    "",
    "/* nothing but a comment */",
    "p{}",
    "p { COLOR: RED; }",
    "p { border: 0; border-inline-start: 4px solid var(--line); margin: 0 1rem 2rem }",
    "p { font-family: system-ui, -apple-system, 'Segoe UI', Noto Sans Arabic, sans-serif; font-weight: 600 }",
    ":lang(zh-Hans), p > a, main p.x#y:lang(ar,fa) { line-height: 1.5; letter-spacing: normal }",
    "@media print { p { color: #000 } }\r\n@MEDIA (prefers-color-scheme:  dark) { }",
]


@pytest.mark.parametrize("theme", [*GOOD, CLINIC.read_text("utf-8")])
def test_a_look_is_allowed_and_kept_in_its_own_bytes(theme: str) -> None:
    assert read_theme(theme, PATH) == theme
    if theme:
        assert style_sheet(theme) == f"{style_sheet()}\n{theme}"


def test_all_faults_are_told_at_once_in_the_order_of_lines() -> None:
    theme = "p { display: none }\na:hover { opacity: 0 }\n@import 'x';\n"
    with pytest.raises(PipelineError) as raised:
        read_theme(theme, PATH)
    assert [line.split(": ")[0] for line in str(raised.value).splitlines()[:-1]] == [f"{PATH}:{line}" for line in (1, 2, 2, 3)]


def test_a_flood_of_faults_is_cut() -> None:
    with pytest.raises(PipelineError) as raised:
        read_theme("p { display: none }\n" * 1000, PATH)
    assert str(raised.value).splitlines()[-2] == "and 960 more"
    with pytest.raises(PipelineError, match="a theme of 100000 characters"):
        read_theme("{" * 100_000, PATH)


@pytest.mark.parametrize(
    "piece", ["{", "(", "[", "a{", "@media print{", "/*", '"', "url(", "}", "a ", "a>", ":lang(", "a{x:(", "\\"]
)
def test_deep_or_long_nonsense_is_refused_like_any_other(piece: str) -> None:
    with pytest.raises(PipelineError):
        read_theme(piece * (50_000 // len(piece)), PATH)


PIECES = [
    "p",
    " ",
    "{",
    "}",
    "color",
    ":",
    ";",
    "red",
    "(",
    ")",
    "/*",
    "*/",
    "'",
    '"',
    "@media print",
    "\n",
    "display",
    "none",
    ",",
    "!important",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("p{color:red}/*/p{display:none}/**/")
@example("p{color:red;'}p{display:none}'}")
def test_whatever_passes_declares_nothing_but_colour(theme: str) -> None:
    """Law: of these pieces no theme can be made that a reading without a parser finds to hide something."""
    try:
        read_theme(theme, PATH)
    except PipelineError:
        return
    bare = "".join(part.partition("*/")[2] if index else part for index, part in enumerate(theme.split("/*")))
    assert "display" not in bare
    assert "!important" not in bare
    assert bare.count("{") == bare.count("}")


def test_the_colours_of_a_theme_are_those_of_the_style_sheet() -> None:
    for name in COLOURS:
        assert f"  {name}: #" in style_sheet()


def test_the_theme_of_a_project(project: Path) -> None:
    assert theme_of(project) == ""
    path = project / PATH
    path.write_text("p { color: red }\n", "utf-8")
    assert theme_of(project) == "p { color: red }\n"
    path.write_text("\n\np { color: red; display: none }\n", "utf-8")
    with pytest.raises(PipelineError, match=r"^source/theme\.css:3: display is not for a theme"):
        theme_of(project)
    path.write_bytes(b"p { color: red }\n/* \xff */")
    with pytest.raises(PipelineError, match=r"^source/theme\.css:2: this file is not UTF-8"):
        theme_of(project)
    path.unlink()
    path.symlink_to(project / "nowhere.css")
    with pytest.raises(PipelineError, match=r"^source/theme\.css: this link leads to no file"):
        theme_of(project)
