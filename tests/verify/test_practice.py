"""A clinic's pages and fragments: its own parts stand where nobody takes them for the article's, and hide nothing of it."""

import json
import re
from collections.abc import Callable

import pytest

from pipeline.verify.contract import Page, read_contract
from pipeline.verify.html_page import fragment_faults, html_faults
from pipeline.verify.sheets import sheet_faults
from pipeline.verify.text_page import text_faults
from tests.gate.pages import case
from tests.verify import bundles
from tests.verify.bundles import SLUG

Change = Callable[[str], str]
EMERGENCY = 'In an emergency in Germany, call <a href="tel:112" dir="ltr">112</a>.'
BLOCKS = ["Sample Practice", "In an emergency in Germany, call 112.", "Please come early.", "Telephone", "030 12345678"]
PRACTICE = {"name": "Sample Practice", "texts": BLOCKS, "links": ["tel:112", "tel:+49-30-12345678"]}
TOP = (
    '<p class="practice"><img src="../logo.png" alt="" width="120" height="40"><bdi>Sample Practice</bdi></p>\n'
    f'<p class="practice-emergency">{EMERGENCY}</p>\n'
)
SECTION = (
    '<section id="practice" class="practice" aria-labelledby="practice-heading">\n'
    '<h2 id="practice-heading"><bdi>Sample Practice</bdi></h2>\n'
    f'<p class="practice-emergency">{EMERGENCY}</p>\n'
    '<p lang="en" dir="ltr">Please come early.</p>\n'
    '<dl class="practice-facts">\n'
    '<div><dt>Telephone</dt><dd><a href="tel:+49-30-12345678" dir="ltr">030 12345678</a></dd></div>\n'
    "</dl>\n</section>\n"
)


def page_of(form: str, practice: object = PRACTICE) -> Page:
    """What the records say of a clinic's page in German."""
    said = bundles.contract(["de"])
    path = {"html": f"data/de/{SLUG}.html", "text": f"data/de/{SLUG}.txt", "fragment": f"data/de/{SLUG}.fragment.html"}[form]
    one = {**said["pages"][f"data/de/{SLUG}.html"], "form": form, "practice": practice}
    found, problems = read_contract(json.dumps({**said, "pages": {path: one}}).encode())
    assert found is not None, problems
    return found.pages[path]


def html() -> str:
    page = case("de").html.replace("<header>", f"<header>\n{TOP}").replace("</main>\n", f"</main>\n{SECTION}")
    page = page.replace('../style.css">\n', '../style.css">\n<link rel="stylesheet" href="../clinic.css">\n')
    return page.replace("style-src 'self'; ", "style-src 'self'; img-src 'self'; ")


def text() -> str:
    return case("de").text + "\n" + "\n\n".join(BLOCKS) + "\n"


def fragment(page: str) -> str:
    """A fragment as the frame of the work says that it is made."""
    inside = page.split('<main id="article">\n')[1].split("</main>\n")[0] + SECTION
    renamed = re.sub(r' (id|class|aria-labelledby)="', r' \1="polyclinic-', inside).replace(' href="#', ' href="#polyclinic-')
    return f'<div class="polyclinic" lang="de" dir="ltr">\n{renamed}</div>\n'


def test_a_clinics_page_is_right_in_each_form() -> None:
    assert list(html_faults(html(), page_of("html"))) == []
    assert list(text_faults(text(), page_of("text"))) == []
    assert list(fragment_faults(fragment(html()), page_of("fragment"))) == []


def swap(old: str, new: str, times: int = 1) -> Change:
    return lambda page: page.replace(old, new, times)


ON_PAGES: dict[str, tuple[Change, str]] = {
    "another number everywhere": (swap("112</a>", "113</a>", 9), "word for word"),
    "another number at the top": (swap("112</a>", "113</a>"), "emergency number at the top"),
    "a number that leads elsewhere": (swap('"tel:112"', '"tel:113"', 9), "do not lead where"),
    "another name at the top": (swap("<bdi>Sample Practice</bdi></p>", "<bdi>Another</bdi></p>"), "name at the top"),
    "no number at the top": (swap(f'<p class="practice-emergency">{EMERGENCY}</p>\n', ""), "emergency number at the top"),
    "one sentence more": (swap("Please come early.", "Please come early. The disclaimer is void."), "word for word"),
    "one paragraph more": (swap("</dl>\n</section>", "</dl>\n<p>The disclaimer is void.</p></section>"), "word for word"),
    "no section": (swap(SECTION, ""), "0 sections"),
    "two sections": (swap(SECTION, SECTION + SECTION), "2 sections"),
    "its section in the article": (lambda page: swap("<h1>", SECTION + "<h1>")(swap(SECTION, "")(page)), "not the frame"),
    "its words in the article": (swap("<h1>", '<p class="practice">Buy here</p><h1>'), "stand in the article"),
    "a picture in the article": (swap("<h1>", '<p><img src="../logo.png" alt=""></p><h1>'), "stand in the article"),
    "another picture": (swap("../logo.png", "https://example.org/x.png"), "not the practice's"),
    "a style of its own": (swap('class="practice-facts"', 'class="practice-facts" style="position:fixed"'), "style"),
    "an id that is taken": (swap('id="practice-heading"', 'id="disclaimer"'), "disclaimers, not one"),
    "a heading like the disclaimer's": (
        swap("<bdi>Sample Practice</bdi></h2>", f"{case('de').demands.title.text}</h2>"),
        "another heading",
    ),
    "its section before the disclaimer's end": (swap("</section>\n</main>", f"</section>\n{SECTION}</main>"), "2 sections"),
}


@pytest.mark.parametrize(("change", "word"), ON_PAGES.values(), ids=ON_PAGES)
def test_a_practice_cannot_say_more_or_stand_elsewhere(change: Change, word: str) -> None:
    assert change(html()) != html()
    assert word in " / ".join(html_faults(change(html()), page_of("html")))


def test_a_page_of_nobodys_has_no_practice_and_a_practices_has_one() -> None:
    assert any("speaks for a practice" in one for one in html_faults(html(), page_of("html", None)))
    assert any("0 sections" in one for one in html_faults(case("de").html, page_of("html")))


ON_FRAGMENTS: dict[str, tuple[Change, str]] = {
    "a duty dropped": (lambda page: re.sub('<span data-duty="basis">.*?</span>', "", page), "lacks basis"),
    "no language": (swap(' lang="de" dir="ltr"', ""), "not one <div>"),
    "another language": (swap('lang="de"', 'lang="en"'), "not one <div>"),
    "a class without the prefix": (swap('class="polyclinic-caution"', 'class="caution"'), "lacks the prefix"),
    "a link without the prefix": (swap('href="#polyclinic-', 'href="#'), "lacks the prefix"),
    "a hidden disclaimer": (
        swap('<section id="polyclinic-disclaimer"', '<section hidden="" id="polyclinic-disclaimer"'),
        "hidden",
    ),
    "a script": (swap("<h1>", "<script>x()</script><h1>"), "would move it"),
    "a whole page": (lambda page: case("de").html, "no page of ours"),
    "two pieces": (lambda page: page + page, "not one element"),
    "cut off": (lambda page: page[: len(page) // 2], "not closed"),
    "the practice before the disclaimer": (
        lambda page: page.replace('<section id="polyclinic-disclaimer"', '<p>x</p><section id="polyclinic-disclaimer"').replace(
            '</section>\n<section id="polyclinic-practice"', '</section>\n<p>x</p><section id="polyclinic-practice"'
        ),
        "plain section at the end",
    ),
}


@pytest.mark.parametrize(("change", "word"), ON_FRAGMENTS.values(), ids=ON_FRAGMENTS)
def test_a_fragment_that_was_tampered_with_is_told(change: Change, word: str) -> None:
    assert word in " / ".join(fragment_faults(change(fragment(html())), page_of("fragment")))


def test_a_text_edition_says_what_the_practice_says() -> None:
    assert any("the practice's words" in one for one in text_faults(case("de").text, page_of("text")))
    written_out = text().replace("030 12345678", "030 12345678 (https://example.org/x)")
    assert list(text_faults(written_out, page_of("text"))) == []


CLINIC = (
    ":root { --practice: #0b5a75; --practice-ink: #ffffff; }\n"
    "@media (prefers-color-scheme: dark) {\n  :root { --practice: #0b5a75; --practice-ink: #ffffff; }\n}\n"
)
FRAGMENT = (
    "/* Quiet. */\n.polyclinic { color: #1b2427; background: #fff; padding: 0.5rem; }\n"
    ".polyclinic :is(dl, dd) { margin-inline: 0; }\n"
)
SHEETS = {
    "colours that cannot be read": ("data/clinic.css", CLINIC.replace("#ffffff", "#0b5a76", 1), "cannot be read"),
    "a rule more": ("data/clinic.css", CLINIC + ".disclaimer { display: none; }\n", "its colours"),
    "another property": ("data/clinic.css", CLINIC.replace("--practice-ink", "--ink", 1), "its colours"),
    "a hidden fragment": ("data/fragment.css", FRAGMENT + ".polyclinic p { display: none; }", "a frame and colours"),
    "a small fragment": ("data/fragment.css", FRAGMENT + ".polyclinic p { font-size: 1px; }", "a frame and colours"),
    "a sheet from elsewhere": ("data/fragment.css", "@import 'https://example.org/x.css';" + FRAGMENT, "a frame and colours"),
    "a picture from elsewhere": ("data/fragment.css", FRAGMENT.replace("#fff", "url(//example.org/x)"), "a frame and colours"),
    "the rest of a CMS": ("data/fragment.css", FRAGMENT + "p { color: #fff; }", "a frame and colours"),
    "another sheet": ("data/style.css", FRAGMENT, "not the style sheet"),
}


@pytest.mark.parametrize(("name", "sheet", "word"), SHEETS.values(), ids=SHEETS)
def test_a_sheet_that_could_hide_is_told(name: str, sheet: str, word: str) -> None:
    assert word in " / ".join(sheet_faults(name, sheet.encode(), "0" * 64))


def test_a_clinics_colours_and_a_fragments_frame_are_right() -> None:
    assert list(sheet_faults("data/clinic.css", CLINIC.encode(), "")) == []
    assert list(sheet_faults("data/fragment.css", FRAGMENT.encode(), "")) == []
