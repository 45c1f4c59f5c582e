"""The laws of what goes to agencies and comes back: placeholders, XLIFF, CSV, TMX."""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.inline_codes import native_codes, numbers_of, read_inline, write_groups, write_native
from pipeline.formats.markdown.placeholders import Code, codes, damage, join, split
from pipeline.formats.spreadsheet import read_csv, write_csv
from pipeline.formats.tmx import read_tmx, write_tmx
from pipeline.formats.xliff import read_xliff, write_xliff
from pipeline.formats.xml_syntax import read_xml, restored, safe
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError
from pipeline.model.offer import Delivery, Offer, Standing, fingerprint, message_id
from tests.conftest import require

MARKUP = [
    "**",
    "*",
    "_",
    "__",
    "***",
    "`",
    "``",
    "[",
    "][1]",
    "][",
    "]",
    "[^id]",
    "%(num)s",
    "\\*",
    "\\\\",
    "&nbsp;",
    "&#65;",
    "…",
]
ODD = [
    "\x00",
    "\x0b",
    "\r",
    "\r\n",
    "\ufffe",
    "\uffff",
    "\x85",
    "\u2028",
    "\ufeff",
    "\u200f",
    "😀",
    "\\u0001",
    "]]>",
    "<x/>",
    "'",
    "=1",
]
TEXT = st.lists(
    st.sampled_from(MARKUP + ODD + [" ", "\n", "\t", "a", "b c", '"', "<", "&"]) | st.text(max_size=6), max_size=14
).map("".join)
FILLED = TEXT.filter(lambda text: text.strip() != "")


@st.composite
def messages(draw: st.DrawFn) -> Message:
    plural = draw(st.none() | FILLED)
    forms = 1 if plural is None else draw(st.integers(1, 6))
    return Message(
        msgid=draw(FILLED),
        msgctxt=draw(st.none() | FILLED),
        msgid_plural=plural,
        msgstr=tuple(draw(TEXT) for _ in range(forms)),
        fuzzy=draw(st.booleans()),
        comments=tuple(draw(st.lists(st.text("abc ", min_size=1, max_size=9).map(str.strip), max_size=2))),
        notes=tuple(draw(st.lists(FILLED, max_size=2))),
        references=("source/a.md",),
    )


CATALOG = st.lists(messages(), max_size=4, unique_by=lambda message: message.key).map(
    lambda found: Catalog("test", "hr", "Plural-Forms: nplurals=3; plural=n%3;\n", messages=tuple(found))
)


def texts_of(deliveries: tuple[Delivery, ...]) -> list[tuple[object, ...]]:
    return [offer_texts(offer) for delivery in deliveries for offer in delivery.offers]


def offer_texts(offer: Offer) -> tuple[object, ...]:
    message = offer.message
    return offer.id, offer.base, offer.damage, message.key, message.msgid_plural, message.msgstr


def exported(catalog: Catalog) -> list[tuple[object, ...]]:
    return [(message_id("test", m.key), fingerprint(m), (), m.key, m.msgid_plural, m.msgstr) for m in catalog.messages]


@given(TEXT)
def test_the_pieces_of_any_text_are_the_text(text: str) -> None:
    assert join(split(text)) == text


@given(TEXT)
def test_a_text_has_all_of_its_own_markup(text: str) -> None:
    assert damage(text, text) == ()


@given(TEXT)
def test_anything_can_stand_in_an_attribute(text: str) -> None:
    assert restored(safe(text)) == text


@given(TEXT, TEXT)
def test_inline_elements_give_any_text_back(source: str, text: str) -> None:
    numbers = numbers_of(source)
    for write in (write_groups, write_native):
        element = read_xml(f"<seg>{write(text, numbers)}</seg>".encode(), "x")
        assert read_inline(element, native_codes(source)) == (text, ())


@given(TEXT)
def test_a_tool_that_drops_what_codes_stand_for_loses_nothing(text: str) -> None:
    element = read_xml(f"<seg>{write_groups(text, numbers_of(text))}</seg>".encode(), "x")
    for child in list(element.iter())[1:]:
        for name in ("equiv-text", "ctype"):
            child.attrib.pop(name)
    assert read_inline(element, native_codes(text)) == (text, ())


@given(CATALOG)
def test_xliff_gives_every_message_back(catalog: Catalog) -> None:
    content = write_xliff([catalog], "en", "hr", "A project")
    assert content == write_xliff([catalog], "en", "hr", "A project")
    deliveries = read_xliff(read_xml(content, "x.xlf"), "x.xlf")
    assert texts_of(deliveries) == exported(catalog)


@given(CATALOG)
def test_a_sheet_gives_every_message_back(catalog: Catalog) -> None:
    content = write_csv([catalog], "hr")
    assert content == write_csv([catalog], "hr")
    assert texts_of(read_csv(content, "x.csv")) == exported(catalog)
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


@given(CATALOG)
def test_a_memory_gives_every_live_translation_back(catalog: Catalog) -> None:
    content = write_tmx([catalog], "en", "hr", "A project")
    deliveries = read_tmx(read_xml(content, "x.tmx"), "x.tmx", "en")
    found = [(o.message.msgctxt, o.message.msgid, o.message.msgstr[0]) for d in deliveries for o in d.offers]
    assert found == list(live_strings(catalog))
    assert {o.standing for d in deliveries for o in d.offers} <= {Standing.SUGGESTED}


def live_strings(catalog: Catalog) -> Iterator[tuple[str | None, str, str]]:
    for message in catalog.messages:
        for form, text in enumerate(message.msgstr):
            if text and not message.fuzzy:
                yield message.msgctxt, message.msgid_plural if form and message.msgid_plural else message.msgid, text


FOREIGN = """<xliff version="1.2"><file source-language="en" target-language="hr" category="a"><body>
<trans-unit id="1"><source><bpt id="1">**</bpt>Stop<ept id="1">**</ept> now<ph id="2">[^a]</ph></source>
 <seg-source><mrk mtype="seg" mid="0">x</mrk></seg-source>
 <target state="final"><mrk mtype="seg" mid="0"><g id="1">Stanite</g></mrk>
 <mrk mtype="seg">sad<x id="2"/></mrk></target>
 <note from="Ana">Sad ili odmah?</note><note from="developer">ours</note>
 <alt-trans><source>other</source><target state="final">drugo</target></alt-trans></trans-unit>
<trans-unit id="2" approved="yes"><source>Heat</source><target>Toplina</target></trans-unit>
<trans-unit id="3" approved="no"><source>Ice</source><target state="translated">Led</target></trans-unit>
<trans-unit id="4"><source>Cold</source><target>Hladno</target></trans-unit>
<trans-unit id="5"><source>Warm</source><target state="needs-review-translation">Toplo<x id="9"/></target></trans-unit>
<trans-unit id="6"><source>Hot</source></trans-unit>
<trans-unit id="7"><source>Rest<bx id="1"/></source><target state="new">Rest</target></trans-unit>
</body></file></xliff>"""


def test_xliff_is_read_as_other_tools_write_it() -> None:
    (delivery,) = read_xliff(read_xml(FOREIGN.encode(), "x.xlf"), "x.xlf")
    first, *others = delivery.offers
    assert first.message.msgid == "**Stop** now[^a]"
    assert first.message.msgstr == ("**Stanite**\n sad[^a]",)
    assert first.message.comments == ("Sad ili odmah?",)
    assert (first.standing, first.base, first.damage) == (Standing.TRANSLATED, None, ())
    assert [offer.standing for offer in others] == [
        Standing.TRANSLATED,
        Standing.FUZZY,
        Standing.UNSAID,
        Standing.FUZZY,
        Standing.UNSAID,
        Standing.UNTRANSLATED,
    ]
    assert others[3].damage == ("an element <x> that stands for no markup of the source",)
    assert (others[3].message.msgstr, others[4].message.msgstr) == (("Toplo",), ("",))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sheet_is_read_as_spreadsheets_save_it(separator: str, charset: str, end: str) -> None:
    lines = ("target", "source", "own column"), ("Bol; i, još\tnešto", "Pain", "x"), ("", "", "")
    page = io.StringIO()
    csv.writer(page, delimiter=separator, lineterminator=end).writerows(lines)
    (delivery,) = read_csv(page.getvalue().encode(charset), "x.csv")
    (offer,) = delivery.offers
    assert (offer.message.msgid, offer.message.msgstr, offer.message.line) == ("Pain", ("Bol; i, još\tnešto",), 2)
    assert (offer.standing, offer.id, offer.base, offer.domain) == (Standing.UNSAID, "", None, None)


def test_excels_own_first_line_is_no_row() -> None:
    (delivery,) = read_csv(b"sep=;\r\nsource;target\r\nPain;Bol\r\n", "x.csv")
    assert delivery.offers[0].message.line == 3


def test_codes_say_what_they_are() -> None:
    pieces = split("**Soon:** read [*our* page][1].[^zhou] `x` %(num)s \\* 5 * 3 a_b_c")
    assert [(code.kind, code.sign) for code in codes(pieces)] == [
        ("bold", "**…**"),
        ("link", "[…][1]"),
        ("italic", "*…*"),
        ("citation", "[^zhou]"),
        ("code", "`x`"),
        ("variable", "%(num)s"),
        ("escape", "\\*"),
    ]
    assert isinstance(pieces[0], Code)
    assert pieces[0].inner == ("Soon:",)


@pytest.mark.parametrize(
    ("source", "text", "problem"),
    [
        ("**Stop** now", "Odmah stanite", "**…** of the source is missing"),
        ("rare.[^a]", "rijetko.[^a][^a]", "[^a] that the source lacks"),
        ("read [this][1]", "][1]čitaj[", "[…][1] of the source is missing"),
        ("read [this][1]", "čitaj [ovo][2]", "[…][2] that the source lacks"),
        ("**a *b* c**", "*b* **a", "**…** of the source is missing"),
    ],
)
def test_lost_doubled_and_torn_markup_is_told(source: str, text: str, problem: str) -> None:
    assert problem in " ".join(damage(source, text))


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<x>&b;</x>'
FILE = b'<!DOCTYPE x [\n<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<x>&a;</x>'


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"<x>\n<y></x>", 2, "not well-formed XML: mismatched tag"),
        (b"", 1, "not well-formed XML: no element found"),
        (BOMB, 1, "a document type with declarations of its own"),
        (FILE, 1, "a document type with declarations of its own"),
        (b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx>\n&nbsp;</tmx>', 3, "an unknown entity &nbsp;"),
        (b"<x>\n" + b"<y>" * 100 + b"</y>" * 100 + b"</x>", 2, "elements lie more than 64 deep"),
        (b'<?xml version="1.0" encoding="klingon"?><x/>', 1, "unknown encoding"),
        (b"<x>\x01</x>", 1, "not well-formed XML"),
        (b"<x>\n\xff</x>", 2, "not well-formed XML"),
    ],
)
def test_bad_xml_is_a_clear_error(content: bytes, line: int, problem: str) -> None:
    with pytest.raises(PipelineError) as caught:
        read_xml(content, "x.xlf")
    assert problem in caught.value.problem
    assert (caught.value.place.path, caught.value.place.line) == ("x.xlf", line)


def test_a_document_type_that_declares_nothing_is_read() -> None:
    assert read_xml(b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx/>', "x").tag == "tmx"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_document_a_sheet_or_a_clear_error(content: bytes) -> None:
    for read in (read_xml, read_csv):
        try:
            read(content, "x")
        except PipelineError as error:
            assert error.place.path == "x"
            assert error.remedy


@settings(max_examples=20)
@given(CATALOG)
def test_another_parser_finds_the_xml_well_formed(catalog: Catalog) -> None:
    require("xmllint", shutil.which("xmllint"))
    for content in (write_xliff([catalog], "en", "hr", "<&\x00>"), write_tmx([catalog], "en", "hr", "x")):
        seen = subprocess.run(["xmllint", "--noout", "-"], input=content, capture_output=True, check=False)
        assert seen.returncode == 0, seen.stderr
