"""Whoever edits a page and makes every hash anew is told by the gate over the pages; whoever edits the records too, is not."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.gate import STYLE_SHEET
from pipeline.law import document as law
from pipeline.verify import allowed
from pipeline.verify.bundle import Verdict, judge_bundle
from pipeline.verify.report import as_text
from tests.gate.pages import LOCALES, case, real
from tests.verify import bundles
from tests.verify.bundles import NAME, SLUG, edited, good_files, packed, tagged

HTML, TEXT, INDEX = f"data/hr/{SLUG}.html", f"data/hr/{SLUG}.txt", "data/index.html"
DEMANDS = case("hr").demands
DUTY = {one.name.split('"')[1]: one.text for one in DEMANDS.duties}
CAUTION = DEMANDS.protected[0].text
TITLE = DEMANDS.title.text
Change = Callable[[str], str]


def judged(content: bytes) -> Verdict:
    return judge_bundle(f"{NAME}.zip", content)


def said_of_pages(content: bytes) -> str:
    """What is said of the pages of a bundle in which nothing else is wrong."""
    verdict = judged(content)
    assert [one.question for one in verdict.answers if one.problems] == ["pages"], as_text(verdict)
    answer = verdict.answer("pages")
    assert answer is not None
    return " / ".join(map(str, answer.problems))


def swap(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


def around(block: str, before: str, after: str) -> Change:
    """Put something around the first element that begins so."""

    def change(text: str) -> str:
        start = text.index(block)
        tag = block[1:].split(" ")[0].split(">")[0]
        end = text.index(f"</{tag}>", start) + len(f"</{tag}>")
        return text[:start] + before + text[start:end] + after + text[end:]

    return change


def without(block: str) -> Change:
    def change(text: str) -> str:
        start = text.index(block)
        tag = block[1:].split(" ")[0].split(">")[0]
        return text[:start] + text[text.index(f"</{tag}>", start) + len(f"</{tag}>") :]

    return change


def moved_up(text: str) -> str:
    """The disclaimer before the article's other words."""
    start = text.index('<section id="disclaimer"')
    end = text.index("</section>", start) + len("</section>")
    block = text[start:end]
    return (text[:start] + text[end:]).replace("<h1>", f"{block}<h1>", 1)


SPAN = '<span data-duty="no-replacement">'
DISCLAIMER = '<section id="disclaimer"'
ON_HTML: dict[str, tuple[Change, str]] = {
    "a duty dropped": (without(SPAN), "lacks no-replacement"),
    "a duty emptied": (swap(DUTY["no-replacement"], ""), "lacks no-replacement"),
    "a word of a duty changed": (swap(DUTY["basis"], DUTY["basis"].replace("licenciranog ", "")), "lacks basis"),
    "a duty that says more": (swap(DUTY["no-replacement"], DUTY["no-replacement"] + " Uglavnom."), "lacks no-replacement"),
    "a character that shows nothing": (swap(DUTY["basis"], DUTY["basis"].replace(" ", "\u200b ", 1)), "lacks basis"),
    "a word between the duties": (swap(SPAN, "Ipak: " + SPAN), "not, word for word"),
    "a paragraph after the duties": (swap("</section>\n</main>", "<p>Ipak ne.</p></section>\n</main>"), "not, word for word"),
    "no disclaimer": (without(DISCLAIMER), "0 disclaimers"),
    "two disclaimers": (around(DISCLAIMER, "", '<section class="disclaimer"><h2>x</h2></section>'), "2 disclaimers"),
    "in a box": (around(DISCLAIMER, '<div class="note">', "</div>"), "plain section at the end"),
    "at the top": (moved_up, "plain section at the end"),
    "text after it": (swap("</section>\n</main>", "</section>\nTo nije točno.</main>"), "plain section at the end"),
    "hidden by the attribute": (swap(DISCLAIMER, DISCLAIMER + " hidden"), "no page of ours writes"),
    "hidden by its value": (swap(DISCLAIMER, DISCLAIMER + ' hidden=""'), "hidden"),
    "hidden by a style": (swap(DISCLAIMER, DISCLAIMER + ' style="display:none"'), "style"),
    "hidden by a class": (swap('id="disclaimer" class="disclaimer"', 'id="disclaimer" class="skip"'), "skip"),
    "hidden by aria": (swap(DISCLAIMER, DISCLAIMER + ' aria-hidden="true"'), "aria-hidden"),
    "in a comment": (around(DISCLAIMER, "<!--", "-->"), "no page of ours writes"),
    "in a template": (around(DISCLAIMER, "<template>", "</template>"), "would move it"),
    "in details": (around(DISCLAIMER, "<details>", "</details>"), "would move it"),
    "in a link": (around(DISCLAIMER, '<a href="#x">', "</a>"), "would move it"),
    "in another tag's attribute": (around(DISCLAIMER, "<p class='", "'>"), "no page of ours writes"),
    "a script": (swap("</head>", "<script>document.body.innerHTML=''</script></head>"), "would move it"),
    "a style element": (swap("</head>", "<style>.disclaimer{display:none}</style></head>"), "<style> is not known"),
    "a script's attribute": (swap("<h1>", '<h1 onclick="x()">'), "onclick"),
    "a link to a script": (swap('href="#disclaimer"', 'href="javascript:x()"'), "a link leads to"),
    "a link to data": (swap('href="#disclaimer"', 'href="data:text/html,x"'), "a link leads to"),
    "a form": (swap("<h1>", '<form action="https://example.org"></form><h1>'), "would move it"),
    "a frame": (swap("<h1>", '<iframe src="https://example.org"></iframe><h1>'), "would move it"),
    "a picture": (swap("<h1>", '<img src="x.png" alt=""><h1>'), "<img> is not known"),
    "no policy": (swap("Content-Security-Policy", "X-Policy"), "lacks the Content-Security-Policy"),
    "a weaker policy": (swap("default-src 'none'", "default-src *"), "lacks the Content-Security-Policy"),
    "a refresh": (swap("<title>", '<meta http-equiv="refresh" content="0;url=https://example.org"><title>'), "<meta>"),
    "a base": (swap("<title>", '<base href="https://example.org"><title>'), "would move it"),
    "another sheet": (swap("../style.css", "https://example.org/style.css"), "style sheet alone"),
    "one sheet more": (swap("</head>", '<link rel="stylesheet" href="../more.css"></head>'), "style sheet alone"),
    "no sheet": (swap('<link rel="stylesheet" href="../style.css">', ""), "style sheet alone"),
    "another language": (swap('<html lang="hr"', '<html lang="en"'), "not marked as hr"),
    "another direction": (swap('dir="ltr"', 'dir="rtl"'), "not marked as hr"),
    "another start": (swap("<!DOCTYPE html>\n", ""), "does not begin as HTML5"),
    "a control character": (swap("<h1>", "<h1>\x08"), "control character"),
    "cut off": (lambda text: text[: len(text) // 2], "not closed"),
    "a paragraph left open": (swap("</p>", ""), "would move it"),
    "text beside cells": (swap("<tr>", "<tr>To nije točno."), "where no text can"),
    "no notice": (without("<aside"), "not one notice"),
    "a notice that leads elsewhere": (swap('href="#disclaimer"', 'href="#article"'), "not one notice"),
    "a heading like the disclaimer's": (swap("</h1>", f"</h1><h2>{TITLE}</h2>"), "another heading"),
    "a caution dropped": (swap(CAUTION, ""), "protected text is not there"),
    "a caution changed": (swap(CAUTION, CAUTION.replace(" ne ", " ").replace("a", "e", 1)), "protected text is not there"),
    "a caution in the contents": (
        lambda text: text.replace(CAUTION, "", 1).replace("<ol>\n<li>", f"<ol>\n<li>{CAUTION}</li><li>", 1),
        "protected text is not there",
    ),
    "a caution in small figures": (swap(CAUTION, f'<sup class="citation">{CAUTION}</sup>'), "protected text is not there"),
    "a caution in another language": (
        swap(CAUTION, f'<span lang="en">{CAUTION}</span>'),
        "protected text is not there",
    ),
    "words of a practice": (swap("</main>", '</main><section id="practice"><p>x</p></section>'), "speaks for a practice"),
}
"""Each way to tamper with a page of HTML, and what is said of it."""
ON_TEXT: dict[str, tuple[Change, str]] = {
    "a paragraph dropped": (lambda text: "\n\n".join(text.split("\n\n")[:2] + text.split("\n\n")[3:]), "not, word for word"),
    "a word dropped": (swap(" ne ", " "), "not, word for word"),
    "the disclaimer at the end": (
        lambda text: "\n\n".join([text.split("\n\n")[0], *text.split("\n\n")[4:], *text.split("\n\n")[1:4]]),
        "right below",
    ),
    "twice": (lambda text: text[:-1] + "\n\n" + text.split("\n\n")[2] + "\n", "twice"),
    "far to the right": (lambda text: text.replace("\n\n", "\n\n" + " " * 80, 2), "gaps"),
    "far below": (lambda text: text.replace("\n\n", "\n" * 60, 1), "gaps"),
    "moved by a terminal": (swap("\n\n", "\n\n\x1b[8m"), "control characters"),
    "cut off": (lambda text: text[: len(text) // 2], "cut off"),
    "a caution dropped": (
        lambda text: "\n\n".join(one for one in text.split("\n\n") if CAUTION.split()[-1] not in one),
        "protected text is not there",
    ),
}


@pytest.mark.parametrize(("change", "word"), ON_HTML.values(), ids=ON_HTML)
def test_a_page_that_was_tampered_with_is_told(change: Change, word: str) -> None:
    said = said_of_pages(edited(HTML, change))
    assert word in said
    assert HTML in said


@pytest.mark.parametrize(("change", "word"), ON_TEXT.values(), ids=ON_TEXT)
def test_a_text_edition_that_was_tampered_with_is_told(change: Change, word: str) -> None:
    assert word in said_of_pages(edited(TEXT, change))


@pytest.mark.parametrize("name", LOCALES)
def test_no_duty_can_be_dropped_from_any_page(name: str) -> None:
    """The law of the gate, here too: in each language, format and duty."""
    from pipeline.verify.contract import read_contract
    from pipeline.verify.html_page import html_faults
    from pipeline.verify.text_page import text_faults

    pages = bundles.contract([name])
    found, problems = read_contract(json.dumps(pages).encode())
    assert found is not None, problems
    page, text = (found.pages[f"data/{name}/{SLUG}.{suffix}"] for suffix in ("html", "txt"))
    assert list(html_faults(case(name).html, page)) == []
    assert list(text_faults(case(name).text, text)) == []
    for duty in page.disclaimer.duties:
        assert any(duty.name in one for one in html_faults(without(f'<span data-duty="{duty.name}">')(case(name).html), page))
        lines = case(name).text.split("\n\n")
        shorter = [one for one in lines if "".join(duty.text.split()) not in "".join(one.split())]
        assert any(duty.name in one for one in text_faults("\n\n".join(shorter), text))


def recorded(change: Callable[[Any], object]) -> bytes:
    """The good bundle with other records, and everything rehashed."""
    said = bundles.contract()
    change(said)
    return packed(tagged({**good_files(), **bundles.records(said)}))


def drop_duty(said: Any) -> None:
    for locale in said["locales"].values():
        locale["disclaimers"]["general"]["paragraphs"][0].pop()


RECORDS: dict[str, tuple[Callable[[Any], object], str]] = {
    "another format": (lambda said: said.update(format=2), "newer verify.pyz"),
    "no pages": (lambda said: said.update(pages={}), "no page"),
    "a page forgotten": (lambda said: said["pages"].pop(HTML), "somebody added it"),
    "a page that is not there": (lambda said: said["pages"].update({"data/hr/x.html": said["pages"][HTML]}), "not there"),
    "a page made a frame": (lambda said: said["pages"].pop(HTML) and said["frame"].append(HTML), "no index and no how-to"),
    "a page that nobody knows": (lambda said: said["pages"].pop(TEXT) and said["frame"].append(TEXT), "no index and no how-to"),
    "a text made a page": (lambda said: said["pages"][HTML].update(form="text"), "another form"),
    "a duty dropped everywhere": (drop_duty, "lacks no-replacement"),
    "a duty dropped in one language": (
        lambda said: said["locales"]["hr"]["disclaimers"]["general"]["paragraphs"][0].pop(),
        "in hr lacks no-replacement",
    ),
    "one text for two duties": (
        lambda said: said["locales"]["hr"]["disclaimers"]["general"]["paragraphs"][0][0].update(text=DUTY["no-replacement"]),
        "two duties say the same",
    ),
    "an empty disclaimer": (lambda said: said["locales"]["hr"]["disclaimers"]["general"].update(paragraphs=[]), "or none"),
    "a disclaimer that nobody has": (lambda said: said["pages"][HTML].update(disclaimer="none"), "does not have"),
    "another sheet": (lambda said: said.update(style="0" * 64), "not the style sheet"),
    "a list for a text": (lambda said: said["pages"][HTML].update(protected="x"), "not of its form"),
}


@pytest.mark.parametrize(("change", "word"), RECORDS.values(), ids=RECORDS)
def test_records_that_demand_less_are_told(change: Callable[[Any], object], word: str) -> None:
    assert word in said_of_pages(recorded(change))


ODD = {
    "not JSON": b"{",
    "not UTF-8": b"\xff",
    "too deep": b"[" * 100_000,
    "a key twice": b'{"format": 1, "format": 1}',
    "no number": b'{"format": NaN}',
    "a lone surrogate": b'{"format": 1, "style": "\\ud800", "locales": {}, "pages": {}, "frame": []}',
    "a long number": b'{"format": ' + b"9" * 5000 + b"}",
    "a list": b"[]",
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_records_that_cannot_be_read_are_told(content: bytes) -> None:
    assert "records/pages.json" in said_of_pages(packed(tagged({**good_files(), "records/pages.json": content})))


ADDED = {
    "data/more.html": (b"<p>Hello</p>", "somebody added it"),
    "data/hr/more.txt": (b"Hello\n", "somebody added it"),
    "data/hr/more.HTM": (b"<p>Hello</p>", "somebody added it"),
    "data/hr/more.fragment.html": (b"<p>Hello</p>", "somebody added it"),
    "data/more.js": (b"x()", "might run it"),
    "data/more.php": (b"<?php", "might run it"),
    "data/more.svg": (b"<svg/>", "might run it"),
    "data/hr/style.css": (b".disclaimer{display:none}", "not the style sheet"),
    "data/hr/more.css": (b".disclaimer{display:none}", "might run it"),
    "data/clinic.css": (b".disclaimer{display:none}", "colours"),
    "data/logo.png": (b"<script>", "no picture"),
    "data/.htaccess": (b"php_value auto_append_file x.php\n", "no bundle has this line"),
    "data/x/.htaccess": (b"RewriteRule .* https://example.org/\n", "no bundle has this line"),
    "data/_headers": (b"/*\n  Content-Security-Policy: default-src *\n", "no bundle has this line"),
    "data/nginx.conf": (b"return 301 https://example.org/;\n", "no bundle has this line"),
    "data/other.conf": (b"charset utf-8;\n", "might run it"),
    "data/robots.txt": (b"Take this pill.\n", "no bundle has this line"),
    "data/hr/sitemap.xml": (b'<?xml-stylesheet href="x.xsl"?>\n', "no bundle has this line"),
    "data/hr/robots.txt": (b"\xff", "not in UTF-8"),
}
SERVERS = {
    "data/.htaccess": (
        "# For Apache.\nDirectoryIndex index.html\nAddCharset utf-8 .html .txt .css .xml\n<IfModule mod_headers.c>\n"
        f'Header always set Content-Security-Policy "{allowed.POLICY}"\nHeader always set X-Content-Type-Options "nosniff"\n'
        '<IfModule mod_setenvif.c>\nSetEnvIf Request_URI "/pt_BR/[^/]+$" POLYCLINIC_LANGUAGE=pt-BR\n'
        'Header always set Content-Language "%{POLYCLINIC_LANGUAGE}e" env=POLYCLINIC_LANGUAGE\n</IfModule>\n</IfModule>\n'
    ),
    "data/nginx.conf": (
        f'# For nginx.\ncharset utf-8;\nadd_header Content-Security-Policy "{allowed.CLINIC_POLICY}" always;\n'
        'location ~ /pt_BR/[^/]+$ {\nadd_header Content-Language "pt-BR" always;\n}\n'
    ),
    "data/_headers": (
        f"/*\n  Content-Security-Policy: {allowed.POLICY}\n/pt_BR/*\n  Content-Language: pt-BR\n"
        "/*.txt\n  Content-Type: text/plain; charset=utf-8\n"
    ),
    "data/robots.txt": "User-agent: *\nAllow: /\nSitemap: https://example.org/sitemap.xml\n",
}


def test_files_for_servers_may_say_what_ours_say() -> None:
    files = {name: text.encode() for name, text in SERVERS.items()}
    assert judged(packed(tagged({**good_files(), **files}))).right


@pytest.mark.parametrize(("name", "content", "word"), [(name, *told) for name, told in ADDED.items()], ids=ADDED)
def test_a_file_that_was_added_is_told(name: str, content: bytes, word: str) -> None:
    assert word in said_of_pages(packed(tagged({**good_files(), name: content})))


def test_a_style_sheet_that_hides_is_told() -> None:
    assert "not the style sheet" in said_of_pages(edited("data/style.css", lambda text: text + ".disclaimer{display:none}"))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (swap("<h1>", "<script></script><h1>"), "would move it"),
        (swap("</ul>", "</ul><p>Take this pill.</p>"), "no index says"),
        (swap("<li ", "<li>Take this pill.</li><li "), "no index says"),
        (swap("</main>", '<div class="caution">x</div></main>'), "parts of an article"),
        (swap('href="hr/', 'href="javascript:hr/'), "a link leads to"),
        (swap("default-src 'none'", "default-src *"), "Content-Security-Policy"),
        (lambda text: re.sub("<meta http-equiv=[^>]*>", "", text), "Content-Security-Policy"),
    ],
)
def test_the_index_runs_nothing(change: Change, word: str) -> None:
    assert word in said_of_pages(edited(INDEX, change))


def test_a_report_that_runs_is_told() -> None:
    verdict = judged(packed(tagged({**good_files(), "records/gate.html": b"<script>x()</script>"})))
    assert [one.question for one in verdict.answers if one.problems] == ["records"]


def test_a_provenance_of_other_files_is_told() -> None:
    files, other = good_files(), tagged({**good_files(), "data/index.html": b""})
    files["records/provenance.intoto.json"] = other["records/provenance.intoto.json"]
    tags = {name: content for name, content in files.items() if not name.startswith("data/")}
    files["tagmanifest-sha256.txt"] = bundles.manifest({name: tags[name] for name in tags if name != "tagmanifest-sha256.txt"})
    verdict = judged(packed(files))
    assert [one.question for one in verdict.answers if one.problems] == ["records"]


def test_what_is_changed_everywhere_alike_is_found_by_no_list_and_the_program_says_so() -> None:
    """An unknown disclaimer loses a duty in pages and records: only a signature or the sources could tell."""
    said = bundles.contract(["hr"], ["html"])
    disclaimers = said["locales"]["hr"]["disclaimers"]
    disclaimers["short"] = disclaimers.pop("general")
    disclaimers["short"]["paragraphs"][0].pop()
    said["pages"][HTML]["disclaimer"] = "short"
    files = {name: content for name, content in good_files().items() if not name.endswith((".html", ".txt"))}
    files |= {name: good_files()[name] for name in (INDEX, "VERIFY.txt")}
    files[HTML] = without(SPAN)(good_files()[HTML].decode()).encode()
    verdict = judged(packed(tagged({**files, **bundles.records(said)})))
    text = as_text(verdict)
    assert verdict.right, text
    assert "does not know which duties these disclaimers need: short" in text
    assert "even take a duty from both" in text


def test_the_lists_are_the_gates_own() -> None:
    assert {tag: names for tag, names in law._ALLOWED.items() if tag} == allowed.ATTRIBUTES
    assert allowed.CLASSES == law._CLASSES
    assert allowed.POLICY == law._POLICY
    assert allowed.STYLE_SHEET == STYLE_SHEET


def test_the_duties_that_are_known_are_those_of_the_sources() -> None:
    for identifier, disclaimer in real().disclaimers.items():
        names = tuple(duty.name for paragraph in disclaimer.paragraphs for duty in paragraph.duties)
        assert allowed.NEEDED_DUTIES[identifier] == names
