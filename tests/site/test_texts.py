"""The text editions of the real site: columns, breaks, completeness."""

import re
from pathlib import Path

import pytest

from pipeline.publish.sources import open_project
from pipeline.render.wrap import COLUMNS, width, wrap
from tests.conftest import ROOT

LOCALES = ["en", *open_project(ROOT).site.locales]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_line_is_wider_than_the_page(site: Path, locale: str) -> None:
    for line in (site / locale / "dry-needling.txt").read_text("utf-8").splitlines():
        assert width(line) <= COLUMNS or "http" in line
        assert line == line.rstrip()


@pytest.mark.parametrize("locale", LOCALES)
def test_markup_does_not_show(site: Path, locale: str) -> None:
    text = (site / locale / "dry-needling.txt").read_text("utf-8").replace("\n***\n", "")
    html = re.sub(r"<[^>]*>", "", (site / locale / "dry-needling.html").read_text("utf-8"))
    for sign in ("*", "](", "[^", "]["):
        assert sign not in text
        assert sign not in html


@pytest.mark.parametrize("locale", LOCALES)
def test_all_five_references_are_listed(site: Path, locale: str) -> None:
    text = (site / locale / "dry-needling.txt").read_text("utf-8")
    for number, name in enumerate(("Brady", "Boyce", "Chys", "Fernández-de-las-Peñas", "Zhou"), start=1):
        assert f"\n[{number}] {name}" in text


def test_japanese_does_not_begin_a_line_with_a_stop(site: Path) -> None:
    lines = (site / "ja/dry-needling.txt").read_text("utf-8").splitlines()
    assert not [line for line in lines if line.lstrip(" ")[:1] in set("、。）」ー・っゃゅょ")]


def test_thai_breaks_between_words() -> None:
    text = "อาการปวดมักจะดีขึ้นภายในสองวัน"
    lines = wrap(text, "th", columns=12).split("\n")
    assert "".join(lines) == text
    assert len(lines) > 1
    # No line begins with a vowel or tone mark that belongs to the letter before it.
    assert not [line for line in lines if "\u0e30" <= line[0] <= "\u0e3a" or "\u0e47" <= line[0] <= "\u0e4e"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [("ja", "施術後の痛みは24～48時間で治まります。"), ("en", "within 24–48 hours"), ("th", "ภายใน 24–48 ชั่วโมง")],
)
@pytest.mark.parametrize("columns", range(4, 30))
def test_no_line_ends_inside_a_range(locale: str, text: str, columns: int) -> None:
    assert re.search(r"24[–～]48", wrap(text, locale, columns=columns))
