"""How the gate reads figures, letters, lines and blocks: in memory, case by case, to the letter."""

import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from pipeline.law.document import asides, blocks_of, boxes_of, targets
from pipeline.law.edition import reads, strange_pieces
from pipeline.law.figures import figure_faults
from pipeline.law.letters import other_han, strange_signs, strange_words
from pipeline.law.page import page_strange
from pipeline.law.seen import Seen
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from tests.gate.attacks import EDITIONS, ENTRIES, PAGES
from tests.gate.pages import case
from tests.gate.test_right_texts import TEXTS

GOLDEN = Path(__file__).parent / "refusals.golden.txt"


ATTACKS = [
    *(f"page, {name}" for name in PAGES),
    *(f"text edition, {name}" for name in EDITIONS),
    *(f"duty, {name}" for name in ENTRIES),
]


def told_of(attack: str) -> str:
    """The first refusals of an attack, in their order, under its name."""
    one = case("hr")
    kind, name = attack.split(", ", 1)
    if kind == "page":
        found = one.refusals(html=PAGES[name][0](one.html), text=None)
    elif kind == "duty":
        found = one.with_entries('duty "no-replacement"', ENTRIES[name][0]).refusals()
    else:
        found = one.refusals(html=None, text=EDITIONS[name][0](one.text, one.text.split("\n\n")[2]))
    return "".join([f"{attack}:\n", *(f"  {line}\n" for line in dict.fromkeys("\n".join(map(str, found[:9])).split("\n")))])


@cache
def golden() -> dict[str, str]:
    """What each attack is told, by its name."""
    if os.environ.get("GOLDEN") == "rewrite":
        GOLDEN.write_text("".join(map(told_of, ATTACKS)), "utf-8")
    parts = re.findall(r"^\S.*:\n(?: .*\n)*", GOLDEN.read_text("utf-8"), re.MULTILINE)
    return {part.partition(":\n")[0]: part for part in parts}


def test_golden_tells_of_each_attack_and_of_no_other() -> None:
    assert list(golden()) == ATTACKS


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_each_attack_is_told(attack: str) -> None:
    assert told_of(attack) == golden()[attack]


@pytest.mark.parametrize("name", TEXTS)
def test_right_texts_have_no_fault(name: str) -> None:
    locale, english, text = TEXTS[name]
    named = Locale.named(locale, Place("x"))
    if "`" in text or "*" in text or "\\" in text:
        return  # markup is read before the gate sees a text
    assert [*strange_signs(text, english, named)] == []
    assert [*strange_words(text, english, named)] == []
    assert not other_han(text, named)
    assert figure_faults(english, text) == ()


@pytest.mark.parametrize(
    ("source", "text", "faults"),
    [
        ("Take 2.", "Take.", ["lacks 2"]),
        ("Take.", "Take 2 and 3.", ["adds 2, 3"]),
        ("From 24–48.", "From 48–24.", ["breaks 24–48"]),
        ("From 24-48.", "From 48 to 24.", ["breaks 24–48"]),
        ("From 24 – 48.", "From 24 to 48.", []),
        ("From 10,000–20,000.", "10.000–20.000", []),
        ("2026-11-23", "23. 11. 2026", []),
        ("0.5", "5.0", ["lacks 0.5", "adds 5.0"]),
        ("0.5", "0,5", []),
        ("0.5", "0٫5", []),
        ("0.5", "٠٫٥", []),
        ("1.2.3", "3.2.1", []),
        ("7,629", "7629", []),
        ("7,629", "7 629", []),
        ("7,629", "7\u00a0629", []),
        ("7,629", "7’629", []),
        ("1,00,000", "100000", []),
        ("1,024 and 2", "1024 2", []),
        ("12,345.5", "12.345,5", []),
        ("at 6:30 p.m.", "18.30", []),
        ("at 6:30 PM", "18:30", []),
        ("at 6 pm", "18:00", []),
        ("at 12 p.m.", "12", []),
        ("at 12:15 pm", "12:15", []),
        ("at 6:30 p.m.", "6:30", []),
        ("at 6:30 p.m.", "18 h 30", []),
        ("at 6:30 p.m.", "18時30分", []),
        ("at 6:30 p.m.", "19:30", ["lacks 6.30", "adds 19.30"]),
        ("at 6:30 a.m.", "18:30", ["lacks 6.30", "adds 18.30"]),
        ("at 10 a.m.", "10:00", []),
        ("twice in three", "2 3", []),
        ("twice", "3", ["adds 3"]),
        ("once and once", "1 1", []),
        ("once", "1 1", ["adds 1"]),
        ("twelve or eleven", "12 11", []),
        ("in May", "5", []),
        ("it may", "5", ["adds 5"]),
        ("in December", "12", []),
        ("H1N1", "H1N1", []),
        ("24–48–72", "24–48–72", []),
        ("0.5–1.5", "1,5–0,5", ["breaks 0.5–1.5"]),
        ("10:00–12:00", "12:00–10:00", ["breaks 10–12"]),
        ("at 12 p.m. and 6 p.m.", "12, 18", []),
    ],
)
def test_figures(source: str, text: str, faults: list[str]) -> None:
    assert list(figure_faults(source, text)) == faults


@pytest.mark.parametrize(
    ("paragraph", "text", "whole"),
    [
        ("one two", "one two", True),
        ("one\ntwo", "one two", True),
        ("one two", "one two three", False),
        ("one two three", "one two", False),
        ("one\ntwo", "onetwo", False),
        ("one\n\ntwo", "one two", False),
        ("one\n two", "one two", False),
        ("one  two", "one two", False),
        ("", "one", False),
        ("", "", False),
        ("医師の\n助言", "医師の助言", True),
        ("医師の\n助 言", "医師の助言", False),
        ("ABC\n助言", "ABC助言", True),
        ("助言\nABC", "助言ABC", True),
        ("แพทย์\nไทย", "แพทย์ไทย", True),
    ],
)
def test_lines_of_a_paragraph(paragraph: str, text: str, whole: bool) -> None:
    assert reads(paragraph, text) is whole


KNOWN = frozenset({"Onetwo", "Three", "Four[1]five", "Label", "a.b", "Nine:ten"})


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("One two\n", []),
        ("One\ntwo\n", []),
        ("One two\n-------\n\nThree\n~~~~~\n\nThree\n=====\n\nThree\n.....\n", []),
        ("- One\n  two\n- Three\n", []),
        ("1. One two\n12. Three\n", []),
        ("  - One two\n    - Three\n", []),
        ("[1] One two\n[2] https://x.example\n[3] https://y.example/hr/a.html#b\n", []),
        ("https://x.example\n", []),
        ("https://x.example/b\n", ["https://x.example/b"]),
        ("https://y.example/hr/c.html\n", ["https://y.example/hr/c.html"]),
        ("[3] https://y.example/hra.html#b\n", ["[3] https://y.example/hra.html#b"]),
        ("Four[1] five [7]\n", []),
        ("Label: One two\nLabel: Three\n", []),
        ("Label: Six\n", ["Label: Six"]),
        ("Six: Three\n", ["Six: Three"]),
        ("***\n\n* * *\n", []),
        ("One two Three\n", ["One two Three"]),
        ("One two\nSix\nThree\n", ["Six"]),
        ("One  Three\n---  -----\ntwo  hree\n\nTwo  Six\n", ["Two  Six"]),
        ("One  Three\n---  -----\ntwo  hree\n\ntwo  Three\n", []),
        ("One  Three\n---  -----\ntwo  hree\n\nThree\n-----\n\ntwo\n", ["two"]),
        ("two\n", ["two"]),
        ("X\n", ["X"]),
        ("Label: Nine: ten\n", []),
        ("One  Three\n---  -----\nX  hree\nXX  hree\n", ["X  hree", "XX  hree"]),
        ("- - One two\n", ["- - One two"]),
    ],
)
def test_pieces_of_a_text_edition(text: str, strange: list[str]) -> None:
    assert [*strange_pieces(text, KNOWN, {"https://x.example", "a.html#b", "#c"})] == strange


def page(body: str) -> str:
    return f"<html><body><main>{body}</main></body></html>"


class Everything:
    """Each text is asked about."""

    def __contains__(self, text: object) -> bool:
        return True


def told(html: str) -> list[tuple[str, bool]]:
    return [(block.text, block.seen) for block in blocks_of(html, Everything())]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>a</p>", [("a", True)]),
        ("<p>a  b\n c</p>", [("a b c", True)]),
        ("<p>a\u00a0b</p>", [("a\u00a0b", True)]),
        ("<p> \u00a0X </p>", [("\u00a0X", True)]),
        ("<p lang='en'>a</p>", [("a", False)]),
        ("<p dir='ltr'>a</p>", [("a", False)]),
        ("<p class='skip'>a</p>", [("a", False)]),
        ("<div class='caution'><p>a</p></div>", [("a", True)]),
        ("<div class='caution emergency'><p>a</p></div>", [("a", False)]),
        ("<p><span>a</span></p>", [("a", False)]),
        ("<p>a<sup class='citation'><a href='#x'>[12]</a></sup></p>", [("a[12]", True)]),
        ("<p>a<sup>b</sup></p>", [("ab", False)]),
        ("<sup><p>a</p></sup>", [("a", False)]),
        ("<blockquote>" * 11 + "<p>a</p>" + "</blockquote>" * 11, [("a", True)]),
        ("<blockquote>" * 12 + "<p>a</p>" + "</blockquote>" * 12, [("a", False)]),
        ("<ul><li>a<p>b</p></li></ul>", [("b", True), ("a", True)]),
        ("<table><tbody><tr><td class='align-right'>a</td><th>b</th></tr></tbody></table>", [("b", True), ("a", True)]),
        ("<h1>a</h1>", [("a", False)]),
        ("<h2>a</h2>", [("a", True)]),
        ("<pre>a</pre>", [("a", False)]),
        ("<section><p>a</p></section>", [("a", False)]),
    ],
)
def test_blocks(html: str, found: list[tuple[str, bool]]) -> None:
    assert told(page(html)) == [*found, ("", False)]


@pytest.mark.parametrize(
    ("html", "box"),
    [
        ("<p>a</p>", ""),
        ("<div><p>a</p></div>", ""),
        ("<div class='caution'><ul><li>a</li></ul></div>", "caution"),
        ("<div class='note'><div class='emergency'><p>a</p></div></div>", "emergency"),
        ("<div class='emergency'><div><p>a</p></div></div>", "emergency"),
    ],
)
def test_the_box_of_a_block(html: str, box: str) -> None:
    assert [block.box for block in blocks_of(page(html), Everything()) if block.text == "a"] == [box]


@pytest.mark.parametrize(
    ("html", "flood"), [("aaaa aaaa aaaa x x x", 0), ("aaaa aaaa aaaa x x x x", 1), ("x " * 8, 0), ("x " * 9, 1)]
)
def test_all_texts_three_times_are_no_flood_yet(html: str, flood: int) -> None:
    one = case("hr").demanding(known=frozenset({"aaaa", "x", ""}))
    paragraphs = "".join(f"<p>{text}</p>" for text in html.split())
    assert len([*page_strange(Seen(replace(one.page, html=page(paragraphs)), one.demands))]) == flood


def test_boxes_with_their_labels() -> None:
    label = "<p class='label'>A</p>"
    html = f"<div>{label}</div><div class='note'><p>b</p></div><div class='caution'></div><dl><div>{label}</div></dl>"
    assert boxes_of(LexborHTMLParser(page(html))) == [("", "A"), ("note", ""), ("caution", "")]


def test_what_stands_outside_of_blocks_comes_last() -> None:
    assert told(page("x<p>a</p>y")) == [("a", True), ("xy", False)]
    assert told("<html><body><p>a</p></body></html>") == [("a", False), ("", False)]
    assert told("") == [("", False)]
    assert told("<frameset></frameset>") == [("", False)], "a document without a body"


def test_asides_and_targets() -> None:
    head = '<title> a </title><meta name="description" content="b"><meta name="keywords" content="c"><meta name="description">'
    html = f'<html><head>{head}</head><body><nav aria-label="d"><a href="e">x</a><a>y</a></nav></body></html>'
    assert asides(html) == ["b", "c", "", "d", "a"]
    assert targets(html) == ["e", ""]


@pytest.mark.parametrize(
    ("locale", "source", "text", "odd"),
    [
        ("uk", "Take β-blockers", "β-блокатори", []),
        ("uk", "Take a pill", "візьміть a", ["a"]),
        ("uk", "Take MRI", "МРТ MRI", []),
        ("uk", "Take MRI", "MRIта", ["MRI"]),
        ("uk", "Take Botox", "таblet", ["blet", "blet"]),
        ("uk", "Take it", "mg та mL", []),
        ("ar", "Take MRI", "الـMRI", []),
        ("ar", "Take it", "\u0640\u0640", ["\u0640\u0640"]),
        ("ja", "MRI", "MRI", []),
        ("ja", "Mri", "Mri", ["Mri"]),
        ("ja", "You need an MRI.", "MRI検査", []),
        ("ja", "112", "112", []),
        ("de", "Take μg", "μg", []),
        ("de", "Take it", "μg", ["μ", "μ"]),
        ("de", "Take it", "nimm α", ["α"]),
        ("de", "Take it", "\u0640", ["\u0640", "\u0640"]),
        ("ja", "Take it", "Xが", ["X"]),
        ("uk", "Use it in it", "in та", []),
        ("uk", "Vitamin K", "вітамін k", ["k"]),
        ("uk", "Give IV", "iv та", []),
        ("uk", "Take β", "візьміть Β", ["Β"]),
    ],
)
def test_words_of_another_script(locale: str, source: str, text: str, odd: list[str]) -> None:
    assert [*strange_words(text, source, Locale.named(locale, Place("x")))] == odd


@pytest.mark.parametrize(
    ("locale", "text", "other"),
    [
        ("zh_Hans", "这些健康信息不能取代医生的建议", False),
        ("zh_Hans", "這些健康資訊不能取代醫師的建議", True),
        ("zh_Hant", "這些健康資訊不能取代醫師的建議", False),
        ("zh_Hant", "这些健康信息不能取代医生的建议", True),
        ("zh_TW", "这些健康信息不能取代医生的建议", True),
        ("zh", "医", False),
        ("zh_Hans", "這些健康信息不能取代", False),
        ("zh_Hans", "這些健康信息不能取", True),
        ("ja", "医" * 19, False),
        ("ja", "医" * 20, True),
        ("ja", "医" * 20 + "の", False),
        ("ja", "医" * 20 + "ア", False),
        ("ko", "醫學的" * 9, False),
        ("hr", "医" * 20, False),
        ("zh_Hans", "", False),
    ],
)
def test_the_other_way_of_writing_chinese(locale: str, text: str, other: bool) -> None:
    assert other_han(text, Locale.named(locale, Place("x"))) is other


@pytest.mark.parametrize(
    ("locale", "source", "text", "odd"),
    [
        ("hr", "a", "á\u0301\u0301\u0301\u0301", ["\u0301"]),
        ("hr", "a", "x\u0301\u0301\u0301", []),
        ("ar", "a", "لَّ", []),
        ("ar", "a", "ش\u200cش", []),
        ("hr", "a", "a\u200cb", ["\u200c"]),
        ("hr", "⚠️", "⚠️", []),
        ("hr", "⚠", "⚠️", ["\ufe0f"]),
        ("hr", "50%", "50 %", []),
        ("hr", "fifty percent", "50 %", []),
        ("hr", "fifty percent", "50\u00a0%, %50", []),
        ("hr", "fifty", "50%(x)s", ["%"]),
        ("hr", "fifty", "%x", ["%"]),
        ("hr", "a", "5 € № 1 ° ± × ~", []),
        ("hr", "a", "1.º 2.ª", []),
        ("hr", "a", "\u0336", ["\u0336"]),
        ("hr", "a", "\u0489", ["\u0489"]),
        ("hr", "a", "\u0670", ["\u0670"]),
        ("ja", "a", "２４（あ）ー々", []),
        ("ja", "a", "ｱ", ["ｱ"]),
        ("hr", "a", "２", ["２"]),
        ("hr", "a\nb", "a\nb", []),
        ("hr", "a", "a\nb", ["\n"]),
        ("hr", "½", "½", []),
        ("hr", "a", "½", ["½"]),
        ("th", "a", "น้ำ๒\u200b", []),
        ("ko", "a", "\u3164", ["\u3164"]),
    ],
)
def test_signs(locale: str, source: str, text: str, odd: list[str]) -> None:
    assert [*strange_signs(text, source, Locale.named(locale, Place("x")))] == odd
