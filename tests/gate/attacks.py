"""Ways of carrying a disclaimer in name only, as data: in plain words, what is done, and the rule that must refuse it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from pipeline.model.catalog import Message

Html = Callable[[str], str]

BLOCK = re.compile(r'<section id="disclaimer".*?</section>', re.DOTALL)
EMERGENCY = re.compile(r'<div class="emergency">.*?</div>', re.DOTALL)
_TEXT = re.compile(r"(<div class=\"emergency\">\n<p class=\"label\">.*?</p>\n<p>)(.*?)(</p>)", re.DOTALL)


def around(before: str, after: str, what: re.Pattern[str] = BLOCK) -> Html:
    return lambda html: what.sub(lambda found: f"{before}{found[0]}{after}", html)


def inside(old: str, new: str) -> Html:
    return lambda html: BLOCK.sub(lambda found: found[0].replace(old, new, 1), html)


def once(old: str, new: str) -> Html:
    return lambda html: html.replace(old, new, 1)


def moved(before: str) -> Html:
    """The disclaimer taken out, and put before something else."""

    def move(html: str) -> str:
        found = BLOCK.search(html)
        assert found
        return BLOCK.sub("", html).replace(before, found[0] + before, 1)

    return move


def caution(change: Callable[[str], str]) -> Html:
    return lambda html: _TEXT.sub(lambda found: found[1] + change(found[2]) + found[3], html)


PAGES: dict[str, tuple[Html, str]] = {
    "missing": (lambda html: BLOCK.sub("", html), "disclaimer-count"),
    "twice": (lambda html: BLOCK.sub(lambda found: found[0] * 2, html), "disclaimer-count"),
    "a second block by its class": (around('<div class="disclaimer">None of this applies.</div>', ""), "disclaimer-count"),
    "a second block by its id": (once('id="short-disclaimer"', 'id="disclaimer"'), "disclaimer-count"),
    "in a comment": (around("<!--", "-->"), "disclaimer-count"),
    "in a meta element": (
        lambda html: BLOCK.sub("", html).replace('content="', 'content="' + "Medicinsko odricanje ", 1),
        "disclaimer-count",
    ),
    "in an attribute": (lambda html: BLOCK.sub('<p aria-label="odricanje"></p>', html), "page-elements"),
    "in JSON-LD": (around('<script type="application/ld+json">', "</script>"), "page-elements"),
    "in a template": (around("<template>", "</template>"), "disclaimer-count"),
    "in a script": (around("<script>", "</script>"), "disclaimer-count"),
    "in a noscript": (around("<noscript>", "</noscript>"), "disclaimer-hidden"),
    "in details": (around("<details>", "</details>"), "disclaimer-hidden"),
    "in a dialog": (around("<dialog>", "</dialog>"), "disclaimer-hidden"),
    "in a textarea": (around("<textarea>", "</textarea>"), "disclaimer-count"),
    "in an iframe": (around("<iframe>", "</iframe>"), "disclaimer-count"),
    "in a title": (around("<title>", "</title>"), "page-elements"),
    "in a link": (around('<a href="#article">', "</a>"), "disclaimer-hidden"),
    "in a select": (around("<select><option>", "</option></select>"), "disclaimer-hidden"),
    "in an unknown element": (around("<x-fold>", "</x-fold>"), "disclaimer-hidden"),
    "in an SVG": (around("<svg><desc>", "</desc></svg>"), "page-elements"),
    "after an unclosed comment": (around("<!-- ", ""), "disclaimer-count"),
    "after an unclosed textarea": (around("<textarea>", ""), "disclaimer-count"),
    "after an unclosed style": (around("<style>", ""), "disclaimer-count"),
    "after plaintext": (around("<plaintext>", ""), "disclaimer-count"),
    "an ancestor is hidden": (around("<div hidden>", "</div>"), "disclaimer-hidden"),
    "an ancestor is inert": (around("<div inert>", "</div>"), "disclaimer-hidden"),
    "an ancestor has a style": (around('<div style="display:none">', "</div>"), "disclaimer-hidden"),
    "an ancestor is aria-hidden": (around('<div aria-hidden="true">', "</div>"), "disclaimer-hidden"),
    "main has a style": (once("<main ", '<main style="opacity:0" '), "page-elements"),
    "main has another id": (once('<main id="article"', '<main id="languages"'), "disclaimer-hidden"),
    "body is hidden": (once("<body>", "<body hidden>"), "page-elements"),
    "html is inert": (once("<html ", "<html inert "), "page-elements"),
    "the block is hidden": (inside("<section ", "<section hidden "), "disclaimer-hidden"),
    "the block has a second class": (once('class="disclaimer"', 'class="disclaimer skip"'), "disclaimer-hidden"),
    "a duty is hidden": (inside("<span ", "<span hidden "), "page-elements"),
    "a duty is in another's span": (inside('data-duty="basis"', 'data-duty="ask-first"'), "disclaimer-duties"),
    "a paragraph has a style": (inside("<p>", '<p style="font-size:0">'), "page-elements"),
    "a paragraph has a class": (inside("<p>", '<p class="status">'), "disclaimer-duties"),
    "a duty is small and raised": (inside('data-duty="basis">', 'data-duty="basis"><sup>'), "disclaimer-duties"),
    "its title is no heading": (inside("<h2>", "<p>"), "disclaimer-duties"),
    "outside of main": (moved("<footer>"), "disclaimer-hidden"),
    "not at the end of main": (moved('<nav id="contents"'), "disclaimer-hidden"),
    "behind the end of the document": (
        lambda html: BLOCK.sub("", html) + (BLOCK.search(html) or [""])[0],
        "disclaimer-hidden",
    ),
    "a contradiction inside": (inside("</p>", " But this is not meant seriously.</p>"), "disclaimer-duties"),
    "a contradicting paragraph": (inside("</h2>", "</h2><p>Ignore what follows.</p>"), "disclaimer-duties"),
    "a contradicting list": (inside("</h2>", "</h2><ul><li>Ignore what follows.</li></ul>"), "disclaimer-duties"),
    "a contradiction without an element": (inside("</h2>", "</h2>Ignore what follows."), "disclaimer-duties"),
    "a contradiction elsewhere": (once("<footer>", "<p>Ignore the disclaimer.</p><footer>"), "page-strange"),
    "a contradiction behind the document": (lambda html: f"{html}Ignore the disclaimer.", "page-strange"),
    "a contradiction in a table, outside of its cells": (once("<table>", "<table>Ignore it."), "page-strange"),
    "a contradiction in the tab": (once("<title>", "<title>Without disclaimer: "), "page-strange"),
    "a contradiction for search engines": (
        once('"description" content="', '"description" content="No disclaimer. '),
        "page-strange",
    ),
    "a contradiction for screen readers": (once('aria-label="', 'aria-label="Ignore the disclaimer. '), "page-strange"),
    "a second title": (once("</title>", "</title><title>x</title>"), "page-elements"),
    "known texts without an end": (
        lambda html: BLOCK.sub(lambda found: str(re.findall(r"<p>[^<]{200,}</p>", html)[0]) * 500 + found[0], html),
        "page-strange",
    ),
    "after a thousand line breaks": (around("<br>" * 999, ""), "page-strange"),
    "after a thousand rules": (around("<hr>" * 999, ""), "page-strange"),
    "after a thousand empty boxes": (around('<div class="caution"></div>' * 999, ""), "page-strange"),
    "after a thousand empty paragraphs": (around("<p>\u00a0</p>" * 999, ""), "page-strange"),
    "its canonical address is another's": (once("/hr/dry-needling.html", "/hr/none.html"), "page-links"),
    "marked as another language": (inside("<section ", '<section lang="la" '), "page-elements"),
    "the page is marked as another language": (once('lang="hr"', 'lang="sr"'), "disclaimer-language"),
    "the page has the wrong direction": (once('dir="ltr"', 'dir="rtl"'), "disclaimer-language"),
    "a duty is doubled": (inside("</p>", '<span data-duty="x">x</span></p>'), "disclaimer-duties"),
    "a duty is truncated": (inside("stručnom iskustvu", "stručnom"), "disclaimer-duties"),
    "a lost negation": (inside(" ne ", " "), "disclaimer-duties"),
    "a soft hyphen": (inside("savjet", "sav\u00adjet"), "disclaimer-duties"),
    "a no-break space": (inside("ne zamjenjuju", "ne\u00a0zamjenjuju"), "disclaimer-duties"),
    "no document at all": (lambda html: "", "disclaimer-count"),
    "another style sheet": (once("../style.css", "../theme.css"), "page-elements"),
    "a second style sheet": (once("</head>", '<link rel="stylesheet" href="x.css"></head>'), "page-elements"),
    "a style element": (once("</head>", "<style>section{display:none}</style></head>"), "page-elements"),
    "a style for old browsers": (once("</head>", "<!--[if IE]><style></style><![endif]--></head>"), "page-elements"),
    "a script": (once("</head>", "<script>document.body.remove()</script></head>"), "page-elements"),
    "a script in a link": (once('href="#article"', 'href="javascript:document.body.remove()"'), "page-links"),
    "a link elsewhere": (once('href="#disclaimer"', 'href="https://example.net/none"'), "page-links"),
    "a long link elsewhere": (once('href="#disclaimer"', f'href="https://example.net/{"x" * 99}"'), "page-links"),
    "a link to nowhere": (once('href="#disclaimer"', 'href="#none"'), "page-links"),
    "a base": (once("</head>", '<base href="https://example.net/"></head>'), "page-elements"),
    "a redirection": (once("</head>", '<meta http-equiv="refresh" content="0; url=/"></head>'), "page-elements"),
    "scripts are allowed": (once("default-src 'none'", "default-src *"), "page-elements"),
    "no policy": (lambda html: re.sub(r"<meta http-equiv.*>\n", "", html), "page-elements"),
    "no viewport": (lambda html: re.sub(r'<meta name="viewport".*>\n', "", html), "page-elements"),
    "a viewport that zooms out": (once("initial-scale=1", "initial-scale=0.01"), "page-elements"),
    "the charset comes too late": (
        once('<meta charset="utf-8">', f'<link rel="canonical" href="{"x" * 2000}">\n<meta charset="utf-8">'),
        "page-elements",
    ),
    "another charset": (once('charset="utf-8"', 'charset="utf-7"'), "page-elements"),
    "quirks": (once("<!DOCTYPE html>\n", ""), "page-elements"),
    "a byte-order mark": (lambda html: f"\ufeff{html}", "page-elements"),
    "a form feed": (inside("<h2>", "\x0c<h2>"), "page-elements"),
    "a class of the style sheet that hides": (once('<p class="status"', '<p class="skip"'), "page-elements"),
    "a class on an element that has none": (once("<li>", '<li class="x">'), "page-elements"),
    "a meta element in the body": (once("<header>", '<meta name="robots" content="noindex"><header>'), "page-elements"),
    "a link to a style in the body": (once("<header>", '<link rel="alternate" href="x.css"><header>'), "page-elements"),
    "the title in the body": (
        lambda html: re.sub(r"(<title>.*?</title>\n)(.*?<body>)", r"\2\1", html, flags=re.DOTALL),
        "page-elements",
    ),
    "a style sheet that is none": (once('rel="stylesheet"', 'rel="sheet"'), "page-elements"),
    "a link that is no selector": (once('<a href="#disclaimer">', '<a href="#a&quot;] [">'), "page-links"),
    "a caution without its label": (once('<p class="label">Oprez</p>', ""), "page-boxes"),
    "a caution with the label of a note": (once('<p class="label">Oprez</p>', '<p class="label">Napomena</p>'), "page-boxes"),
    "an emergency turned into a note": (once('<div class="emergency">', '<div class="note">'), "page-boxes"),
    "a caution turned into a paragraph": (once('<div class="caution">', "<div>"), "page-boxes"),
    "an empty box more": (once('<div class="caution">', '<div class="caution"></div><div class="caution">'), "page-boxes"),
    "two boxes exchanged": (
        lambda html: (
            html.replace('<div class="emergency">', "<X>", 1)
            .replace('<div class="caution">', '<div class="emergency">', 1)
            .replace("<X>", '<div class="caution">')
        ),
        "page-boxes",
    ),
    "no notice at the top": (
        lambda html: re.sub(r'<aside class="short-disclaimer".*?</aside>', "", html, flags=re.DOTALL),
        "disclaimer-announced",
    ),
    "a notice that leads elsewhere": (once('<a href="#disclaimer">', '<a href="#article">'), "disclaimer-announced"),
    "a notice under another title": (
        once('<h2 id="short-disclaimer">Medicinsko odricanje od odgovornosti', '<h2 id="short-disclaimer">Napomena'),
        "disclaimer-announced",
    ),
    "another element is marked as that notice": (
        once("<footer>", '<div class="short-disclaimer">Napomena</div><footer>'),
        "disclaimer-announced",
    ),
    "nothing said of its origin": (once('<p class="status">', '<p class="description">'), "page-review"),
    "a review that nobody made": (
        lambda html: re.sub(
            r'<p class="status">.*?</p>\n<p class="status">.*?</p>',
            '<p class="status">Klinički pregledano.</p>',
            html,
            flags=re.DOTALL,
        ),
        "page-review",
    ),
    "a class in capitals": (once('<p class="status"', '<p class="STATUS"'), "page-elements"),
    "a caution is missing": (lambda html: EMERGENCY.sub("", html), "protected-missing"),
    "a caution in details": (around("<details>", "</details>", EMERGENCY), "protected-missing"),
    "a caution in the navigation": (around("<nav>", "</nav>", EMERGENCY), "protected-missing"),
    "a caution in a box that no page has": (once('class="emergency"', 'class="facts"'), "protected-missing"),
    "a caution is marked as English": (around('<div lang="en" dir="ltr">', "</div>", EMERGENCY), "protected-missing"),
    "a caution is raised until nobody can read it": (
        caution(lambda text: '<sup class="citation">' * 9 + text + "</sup>" * 9),
        "protected-missing",
    ),
    "a caution in a column without room": (around("<blockquote>" * 40, "</blockquote>" * 40, EMERGENCY), "protected-missing"),
    "a caution without spaces": (caution(lambda text: text.replace(" ", "")), "protected-missing"),
    "a caution letter by letter": (caution(lambda text: re.sub(r"(?<![<\w/])(\w)(?=\w)", r"\1 ", text)), "protected-missing"),
    "a caution folded into another text": (caution(lambda text: f"{text} Or not."), "protected-missing"),
    "a heading that passes for the disclaimer's": (
        once('<h2 id="references">Literatura', '<h2 id="references">Medicinsko odricanje od odgovornosti'),
        "disclaimer-count",
    ),
    "a caution with another figure": (lambda html: html.replace("24 sata", "42 sata"), "protected-missing"),
}
"""On the Croatian page."""

EDITIONS: dict[str, tuple[Callable[[str, str], str], str]] = {
    "gone": (lambda text, first: text.replace(first, ""), "text-disclaimer"),
    "empty": (lambda text, first: "", "text-disclaimer"),
    "folded into another paragraph": (lambda text, first: text.replace(f"\n\n{first}", f"\nAnd: {first}"), "text-disclaimer"),
    "twice": (lambda text, first: text.replace(first, f"{first}\n\n{first}"), "text-disclaimer"),
    "again at the end": (lambda text, first: f"{text}\n{first}\n", "text-disclaimer"),
    "interrupted": (lambda text, first: text.replace(first, f"{first}\n\nThis does not hold."), "text-disclaimer"),
    "cut at a wrap": (lambda text, first: text.replace(first, first.rpartition("\n")[0]), "text-disclaimer"),
    "cut within a word": (lambda text, first: text.replace("preporuke", "prepo\nruke"), "text-disclaimer"),
    "without spaces": (lambda text, first: text.replace(first, first.replace(" ", "")), "text-disclaimer"),
    "a letter in each line": (lambda text, first: text.replace(first, "\n".join(first)), "text-disclaimer"),
    "in one long line": (lambda text, first: text.replace(first, first.replace("\n", " ")), "text-disclaimer"),
    "far to the right": (lambda text, first: text.replace(first, " " * 60 + first), "text-disclaimer"),
    "below the article": (lambda text, first: text.replace(f"{first}\n\n", "") + f"\n{first}\n", "text-disclaimer"),
    "its title has no line": (lambda text, first: re.sub(r"\n-+\n\n", "\n\n", text, count=1), "text-disclaimer"),
    "its title is another": (
        lambda text, first: text.replace("Medicinsko odricanje", "Medicinska napomena", 1),
        "text-disclaimer",
    ),
    "quoted": (lambda text, first: text.replace(first, "> " + first.replace("\n", "\n> ")), "text-disclaimer"),
    "after a form feed": (lambda text, first: text.replace(first, f"\x0c{first}"), "text-form"),
    "after a carriage return": (lambda text, first: text.replace(first, f"{first}\rNone of it holds."), "text-form"),
    "overwritten by backspaces": (lambda text, first: text.replace(first, first + "\x08" * 99), "text-form"),
    "in escape codes of a terminal": (lambda text, first: text.replace(first, f"\x1b[8m{first}\x1b[0m"), "text-form"),
    "after many blank lines": (lambda text, first: text.replace(first, "\n" * 90 + first), "text-form"),
    "after a tab": (lambda text, first: text.replace(first, f"\t{first}"), "text-form"),
    "before a wide gap": (lambda text, first: text.replace("***", " " * 500 + "***"), "text-form"),
    "after blank lines of code": (lambda text, first: text.replace("***", "    \n" * 60 + "***"), "text-form"),
    "after a byte-order mark": (lambda text, first: f"\ufeff{text}", "text-form"),
    "after blank lines at the top": (lambda text, first: f"\n{text}", "text-form"),
    "a contradiction as its title": (lambda text, first: re.sub(r"^.*\n=+", "None of it holds.\n===", text), "text-strange"),
    "a contradiction below it": (lambda text, first: text.replace("***", "None of it holds.\n\n***"), "text-strange"),
    "a contradiction at the end": (lambda text, first: f"{text}\nNone of it holds.\n", "text-strange"),
    "a contradiction in a list": (lambda text, first: text.replace("\n- ", "\n- None of it holds.\n- ", 1), "text-strange"),
    "a contradiction in a table": (
        lambda text, first: re.sub(r"\n(-+(?:  -+)+)\n", r"\n\1\nNone of it holds.\n", text),
        "text-strange",
    ),
    "an address that the article lacks": (lambda text, first: f"{text}\n[9] https://example.net/none\n", "text-strange"),
    "a caution is missing": (lambda text, first: re.sub(r"\n~+\n\n.*?\n\n", "\n\n", text, flags=re.DOTALL), "text-protected"),
    "a caution split in two": (lambda text, first: text.replace("24 sata", "24\n\nsata", 1), "text-strange"),
}
"""On the Croatian text edition and the first paragraph of its disclaimer."""


def accented(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(sign + "\u0301" * (sign in "aeiouy") for sign in text))


Change = Callable[[Message], Message | None]


def saying(change: Callable[[str], str]) -> Change:
    return lambda message: replace(message, msgstr=tuple(map(change, message.msgstr)))


def english(change: Callable[[str], str] = str) -> Change:
    return lambda message: replace(message, msgstr=(change(message.msgid),))


UNTRANSLATED, CHARACTERS, SCRIPT = "disclaimer-untranslated", "text-characters", "text-script"
ENTRIES: dict[str, tuple[Change, str]] = {
    "missing": (lambda message: None, UNTRANSLATED),
    "empty": (saying(lambda text: ""), UNTRANSLATED),
    "blank": (saying(lambda text: "   "), UNTRANSLATED),
    "no-break spaces only": (saying(lambda text: "\u00a0\u3000\u202f"), UNTRANSLATED),
    "zero-width characters only": (saying(lambda text: "\u200b\u2060\ufeff"), UNTRANSLATED),
    "fillers only": (saying(lambda text: "\u3164\u115f\uffa0."), CHARACTERS),
    "tatweel only": (saying(lambda text: "\u0640" * 99 + "."), SCRIPT),
    "a full stop only": (saying(lambda text: "."), UNTRANSLATED),
    "fuzzy": (lambda message: replace(message, fuzzy=True), UNTRANSLATED),
    "obsolete": (lambda message: replace(message, obsolete=True), UNTRANSLATED),
    "truncated": (saying(lambda text: text[: len(text) // 2]), UNTRANSLATED),
    "truncated to a word": (saying(lambda text: text.split()[0][:3] + "."), UNTRANSLATED),
    "the English": (english(), UNTRANSLATED),
    "the English in capitals": (english(str.upper), UNTRANSLATED),
    "the English with accents": (english(accented), UNTRANSLATED),
    "the English without spaces": (english(lambda text: text.replace(" ", "")), UNTRANSLATED),
    "the English with hyphens": (
        english(lambda text: "-".join(re.findall(r".{1,3}", text.replace(" ", "~"))).replace("~", " ")),
        UNTRANSLATED,
    ),
    "the English with a zero-width space": (english(lambda text: f"{text}\u200b"), CHARACTERS),
    "the English, half of it": (english(lambda text: f"Dakle: {text}"), UNTRANSLATED),
    "the English with some words replaced": (english(lambda text: re.sub(r"\b(and|the|of|are)\b", "je", text)), UNTRANSLATED),
    "Cyrillic letters": (saying(lambda text: text.translate(str.maketrans("aeop", "аеор"))), SCRIPT),
    "another script": (
        saying(lambda text: "Ова здравствена информација не замењује савет лекара и служи само информисању."),
        SCRIPT,
    ),
    "mojibake": (saying(lambda text: text.encode().decode("latin-1")), CHARACTERS),
    "a replacement character": (saying(lambda text: text.replace("e", "\ufffd", 1)), CHARACTERS),
    "a C1 control": (saying(lambda text: text.replace("e", "e\x85", 1)), CHARACTERS),
    "a NUL": (saying(lambda text: f"{text}\x00"), CHARACTERS),
    "a soft hyphen": (saying(lambda text: text.replace("e", "e\u00ad", 1)), CHARACTERS),
    "a word joiner": (saying(lambda text: text.replace("e", "e\u2060", 1)), CHARACTERS),
    "a right-to-left override": (saying(lambda text: f"\u202e{text}"), CHARACTERS),
    "an isolate": (saying(lambda text: f"\u2067{text}\u2069"), CHARACTERS),
    "a right-to-left mark": (saying(lambda text: text.replace(" ", " \u200f", 1)), CHARACTERS),
    "a variation selector": (saying(lambda text: text.replace("e", "e\ufe0f", 1)), CHARACTERS),
    "a grapheme joiner": (saying(lambda text: text.replace("e", "e\u034f", 1)), CHARACTERS),
    "tag characters": (saying(lambda text: f"{text}\U000e0041"), CHARACTERS),
    "not NFC": (saying(lambda text: unicodedata.normalize("NFD", text.replace("e", "é", 1))), CHARACTERS),
    "struck out": (saying(lambda text: "".join(f"{sign}\u0336" for sign in text[:-1]) + "."), CHARACTERS),
    "a sign of prohibition": (saying(lambda text: text[:-1] + "\u20e0."), CHARACTERS),
    "a pile of marks": (saying(lambda text: text.replace("e", "e" + "\u0316\u0317" * 9, 1)), CHARACTERS),
    "raised letters": (saying(lambda text: text.replace("e", "ᵉ", 1)), CHARACTERS),
    "small capitals": (saying(lambda text: text.replace("e", "ᴇ", 1)), CHARACTERS),
    "mathematical letters": (saying(lambda text: text.replace("e", "\U0001d41e", 1)), CHARACTERS),
    "full-width letters": (saying(lambda text: text.replace("e", "ｅ", 1)), CHARACTERS),
    "phonetic letters": (saying(lambda text: text.replace("i", "ɪ", 1)), CHARACTERS),
    "figures of another script": (saying(lambda text: f"{text[:-1]} ৪."), CHARACTERS),
    "a cross": (saying(lambda text: f"❌ {text}"), CHARACTERS),
    "markup": (saying(lambda text: f"**{text}"), CHARACTERS),
    "a placeholder that smuggles text": (saying(lambda text: f"{text[:-1]} %(site)s."), CHARACTERS),
    "another placeholder": (saying(lambda text: f"{text[:-1]} {{site}}."), CHARACTERS),
    "an address": (saying(lambda text: f"{text[:-1]} https://example.net."), CHARACTERS),
    "a bare domain": (saying(lambda text: f"{text[:-1]} example.net."), CHARACTERS),
    "a flood of spaces": (saying(lambda text: text.replace(" ", "\u00a0" * 999, 1)), CHARACTERS),
    "without spaces": (saying(lambda text: f"{text[:-1].replace(' ', '') * 2}."), CHARACTERS),
    "words tied together": (saying(lambda text: text.replace(" ", "‿")), CHARACTERS),
    "a flood of exclamation marks": (saying(lambda text: text + "!" * 99), CHARACTERS),
    "letters that are marks": (saying(lambda text: f"{text[:-1]}ǃ."), CHARACTERS),
    "a question": (saying(lambda text: f"{text[:-1]}?"), CHARACTERS),
    "doubt": (saying(lambda text: f"{text[:-1]} (?)."), CHARACTERS),
    "the title": (saying(lambda text: "Medicinsko odricanje od odgovornosti."), "text-of-another"),
    "a line break": (saying(lambda text: text.replace(" ", "\n", 1)), CHARACTERS),
    "a figure that the English lacks": (saying(lambda text: f"{text[:-1]} 9."), "text-figures"),
}
"""On each Croatian duty."""
