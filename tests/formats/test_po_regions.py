"""A passage of a translation is found in the file that holds it, however the file is wrapped."""

import re
import subprocess
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.po import read_po, write_po
from pipeline.formats.po_regions import entry_lines, region_of
from pipeline.model.catalog import Catalog, Message
from pipeline.model.region import Region
from tests.conftest import ROOT

HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
TEXTS = st.text(alphabet=st.sampled_from('ab "\\\n\tñ字٢'), min_size=1, max_size=30).filter(str.strip)


def passage(lines: Sequence[str], region: Region) -> str:
    """What stands in a region, without the quotes between its lines."""
    text = "\n".join(lines[region.line - 1 : region.end_line])
    behind = len(lines[region.end_line - 1]) - region.end_column + 1
    raw = text[region.column - 1 : len(text) - behind]
    signs = {"n": "\n", "t": "\t"}
    return re.sub(r'"\n"', "", re.sub(r"\\(.)", lambda sign: signs.get(sign[1], sign[1]), raw) if '"\n"' not in raw else raw)


@given(TEXTS, TEXTS, st.data())
def test_a_passage_of_any_form_is_found_where_it_stands(one: str, other: str, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([0, 1]))
    text = (one, other)[form]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    catalog = Catalog("x", "de", HEADER, messages=(Message("a", "c", "b", (one, other)), Message("z", msgstr=("y",))))
    content = write_po(catalog)
    lines = content.decode().split("\n")
    [message, last] = read_po(content, "x.po", "x", "de").messages
    region = region_of(lines, message.line or 0, form, text, start, end)
    assert region is not None
    if region.line == region.end_line:
        assert passage(lines, region) == text[start:end]
    assert lines[region.line - 1].rindex('"') > region.column - 1
    numbers = entry_lines(lines, message.line or 0)
    assert region.line in numbers
    assert region.end_line in numbers
    assert (last.line or 0) not in numbers


@pytest.mark.gettext
@pytest.mark.usefixtures("gettext")
@pytest.mark.parametrize("locale", ["de", "ar", "ja"])
def test_every_word_is_found_in_a_file_that_gettext_wrapped(locale: str) -> None:
    path = ROOT / f"locales/{locale}/LC_MESSAGES/dry-needling.po"
    wrapped = subprocess.run(["msgcat", "--width=30", str(path)], check=True, capture_output=True).stdout
    lines = wrapped.decode().split("\n")
    several = 0
    for message in read_po(wrapped, "x.po", "x", locale).translated.values():
        text = message.msgstr[0]
        whole = region_of(lines, message.line or 0, 0, text, 0, len(text))
        assert whole is not None
        several += whole.end_line > whole.line
        for found in re.finditer(r"[^\s\"\\]+", text):
            region = region_of(lines, message.line or 0, 0, text, *found.span())
            assert region is not None
            assert passage(lines, region) == found[0]
    assert several


def test_a_file_that_was_edited_since_has_no_region() -> None:
    lines = ['msgid "a"', 'msgstr "b"']
    assert region_of(lines, 1, 0, "b", 0, 1) == Region(2, 9, 2, 10)
    assert region_of(lines, 1, 0, "b", 1, 1) == Region(2, 10, 2, 10)
    assert region_of(lines, 1, 0, "c", 0, 1) is None
    assert region_of(lines, 1, 1, "b", 0, 1) is None
    assert region_of(lines, 7, 0, "b", 0, 1) is None
    assert region_of(lines, 1, 0, "b", 0, 2) is None


def test_entries_may_stand_without_a_line_between() -> None:
    lines = ['msgid "a"', 'msgstr ""', '"b"', 'msgctxt "c"', 'msgid "a"', 'msgstr "d"', "# a remark"]
    assert entry_lines(lines, 1) == range(1, 4)
    assert entry_lines(lines, 4) == range(4, 7)
