"""Pages wherever they lie, and what hostile bundles do to whoever looks into them: nothing."""

import io
import json
import os
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.page_text import html_pieces, text_pieces
from pipeline.model.errors import PipelineError
from pipeline.publish import bundles
from pipeline.publish.bundles import FoundPage, found_pages
from tests.conftest import Run
from tests.recall.stories import HEAT, ICE, edit, recall

PAGE = f"<!DOCTYPE html><html lang='en'><body><main><ul><li>{HEAT}</li></ul></main></body></html>"
LETTERS = HEAT.replace(" ", "")


@pytest.fixture
def corrected(project: Path, run: Run) -> Path:
    """The real project, in which nothing is refused and no page was built."""
    edit(project, HEAT, ICE)
    recall(project)
    for path in (project / "locales").rglob("dry-needling.po"):
        path.unlink()
    return project


def bundle(path: Path, *members: tuple[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_every_folder_below_build_every_named_path_and_every_bundle_is_looked_through(corrected: Path, run: Run) -> None:
    pages = ["build/site/en/a.html", "build/pseudo/en-XA/b.htm", "build/other/deep/er/c.txt", "elsewhere/d.HTML"]
    for name in pages:
        (corrected / name).parent.mkdir(parents=True, exist_ok=True)
        (corrected / name).write_text(PAGE if not name.endswith("txt") else HEAT.replace(" ", "\n  "), "utf-8")
    (corrected / "build/.staging-x").mkdir()
    (corrected / "build/.staging-x/e.html").write_text(PAGE, "utf-8")
    (corrected / "build/site/style.css").write_text(HEAT, "utf-8")
    bundle(corrected / "build/leaflets.zip", ("en/f.html", PAGE), ("en/clean.html", PAGE.replace("heat", "ice")))
    bundle(corrected / "odd name", ("g.txt", HEAT))
    result = run("recall", str(corrected / "elsewhere"), str(corrected / "odd name"))
    assert result.exit_code == 1
    found = {line.split(": it carries")[0] for line in result.stdout.splitlines() if ": it carries the text that" in line}
    assert found == {*pages, "build/leaflets.zip/en/f.html", "odd name/g.txt"}
    rows = json.loads(run("recall", "--json").stdout)["carriers"]
    assert {row["path"] for row in rows} == {*pages[:3], "build/leaflets.zip/en/f.html"}
    assert {(row["rule"], row["severity"], row["locale"]) for row in rows} == {("recalled-page", "refusal", "en")}


def test_a_path_that_is_not_there_is_an_error(corrected: Path, run: Run) -> None:
    result = run("recall", str(corrected / "nothing.zip"))
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "error: nothing.zip: this is not there")


HTML = {
    "in the open": f"<p>{HEAT}</p>",
    "with markup and entities": "<p>Use <b>h</b>eat&nbsp;or gentle<br>stret&shy;ching <a>afterwards</a><sup>[3]</sup>.</p>",
    "in a description": f'<meta name="description" content="{HEAT}">',
    "in a title": f"<title>{HEAT}</title>",
    "in JSON-LD": '<script type="a/b">{"a": [{"b": "Use heat or gentle stretching \\u0061fterwards."}]}</script>',
    "hidden": f"<div hidden><p>{HEAT}</p></div>",
    "in a template": f"<template><p>{HEAT}</p></template>",
    "in noscript": f"<noscript><p>{HEAT}</p></noscript>",
    "in a comment": f"<!-- {HEAT} -->",
    "in a text field": f"<textarea>{HEAT}</textarea>",
    "in an attribute": f'<p aria-label="{HEAT}"></p>',
    "within a longer paragraph": f"<p>Before. {HEAT} After.</p>",
    "spread over boxes": "<p>Use heat or gentle</p><p>stretching afterwards.</p>",
    "behind the end": f"</body></html><p>{HEAT}",
}


@pytest.mark.parametrize("name", HTML)
def test_a_text_is_found_wherever_a_page_holds_it(name: str) -> None:
    assert any(LETTERS in piece for piece in html_pieces(HTML[name]))


def test_items_of_a_text_edition_are_pieces() -> None:
    text = f"Tips\n----\n\n- Drink.\n- Use heat or gentle\n  stretching afterwards.\n2. Rest\n\fNew page {HEAT}"
    assert {LETTERS, "Drink.", "Rest"} <= set(text_pieces(text))


@given(st.text() | st.text("<>/apli!-&;[]{}\" '"))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert all(piece == "".join(piece.split()) for piece in (*html_pieces(text), *text_pieces(text)))


@pytest.mark.parametrize(
    "tag", ["<div>", "<b>", "<p><b>", "<template>", "<!--", "<", "<a title='>'>", "<svg><g>", "<textarea>"]
)
def test_a_page_that_is_made_to_keep_a_parser_busy_is_read_all_the_same(tag: str) -> None:
    pieces = html_pieces(f"<p>Use <i>heat</i> or gentle stretching afterwards&period;</p>{tag * 400_000}")
    assert LETTERS in pieces[-1]


def test_deep_json_is_passed_over() -> None:
    assert html_pieces(f"<script>{'[' * 100_000}</script><p>a</p>")[-1].endswith("a")


def lying(content: bytes, *, size: int) -> bytes:
    """A stored bundle whose headers say another size of their member."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.html", content)
        data = bytearray(file.getvalue())
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", size)
    return bytes(data)


def encrypted() -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.html", PAGE)
        data = bytearray(file.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def packed(*members: tuple[str | zipfile.ZipInfo, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", method) as archive:
            for name, content in members:
                archive.writestr(name, content)
        return file.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("a.html")
    info.external_attr = 0o120777 << 16
    return info


WHOLE = packed(("a.html", PAGE))
HOSTILE = {
    "no ZIP at all": (b"<html>", "it is no whole ZIP file"),
    "empty": (b"", "it is no whole ZIP file"),
    "cut off": (WHOLE[:-30], "it is no whole ZIP file"),
    "cut off at its beginning": (WHOLE[40:], "it"),
    "packed bytes that are damaged": (WHOLE[:50] + b"\xff\xff\xff\xff" + WHOLE[54:], "it cannot be unpacked"),
    "encrypted": (encrypted(), "it is encrypted"),
    "nested": (packed(("b.zip", WHOLE)), "it lies packed within a bundle"),
    "an absolute name": (packed(("/etc/a.html", PAGE)), "its name leads out of the bundle"),
    "a name that climbs": (packed(("x/../../a.html", PAGE)), "its name leads out of the bundle"),
    "a name that climbs elsewhere": (packed(("..\\a.html", PAGE)), "its name leads out of the bundle"),
    "a drive": (packed(("C:a.html", PAGE)), "its name leads out of the bundle"),
    "a link": (packed((link(), "/etc/passwd")), "it is a link, not a page"),
    "a bomb": (packed(("a.html", b"0" * 5_000_000)), "it unpacks to far more than a page does"),
    "a huge page": (packed(("a.html", random.Random(4).randbytes(200_000) * 90)), "it"),
    "a page that says it is smaller": (lying(b"0" * 5_000_000, size=10), "it cannot be unpacked"),
    "a page that says it is huge": (lying(PAGE.encode(), size=4_000_000_000), "it"),
    "another packing": (packed(("a.html", PAGE), method=zipfile.ZIP_LZMA), "it is packed in a way"),
    "no UTF-8": (packed(("a.html", b"\xff\xfa")), "it is not UTF-8"),
    "a name of control characters": (packed(("\x1b[31m.html", b"\xff\xfa")), "it is not UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bundle_that_cannot_be_looked_into_is_named_and_does_no_harm(corrected: Path, run: Run, name: str) -> None:
    content, problem = HOSTILE[name]
    (corrected / "b.zip").write_bytes(content)
    before = sorted(os.listdir(corrected))
    result = run("recall", str(corrected / "b.zip"))
    assert result.exit_code == 1, result.output
    (line,) = (line for line in result.stdout.splitlines() if "[unreadable]" in line)
    assert line.startswith("b.zip")
    assert f"nobody can say what is in it: {problem}" in line
    assert line.isprintable()
    assert sorted(os.listdir(corrected)) == before


def test_what_stands_beside_a_page_that_cannot_be_read_is_looked_into_all_the_same(tmp_path: Path) -> None:
    path = bundle(tmp_path / "b.zip", ("bad.html", b"\xff\xfa"), ("folder/", b""), ("style.css", b"\xff"), ("good.html", PAGE))
    found = list(found_pages(tmp_path, path))
    assert [(page.path, bool(page.problem)) for page in found] == [("b.zip/bad.html", True), ("b.zip/good.html", False)]
    assert found[1] == FoundPage("b.zip/good.html", PAGE, html=True)


def test_a_bundle_is_measured_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bundle(tmp_path / "b.zip", *((f"{number}.txt", b"a" * 600) for number in range(4)))
    monkeypatch.setattr(bundles, "_LARGEST_BUNDLE", 2_000)
    *pages, last = found_pages(tmp_path, path)
    assert [page.problem for page in pages] == ["", "", ""]
    assert "larger than any bundle" in last.problem
    monkeypatch.setattr(bundles, "_MOST_MEMBERS", 3)
    assert ["larger than any bundle" in page.problem for page in found_pages(tmp_path, path)] == [True]


def test_other_archives_devices_and_unreadable_files_are_named_too(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(b"x")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    os.mkfifo(tmp_path / "c.html")
    (tmp_path / "d.html").symlink_to(tmp_path / "gone")
    (tmp_path / "e.html").write_bytes("\ufeffa".encode("utf-16-le"))
    (tmp_path / "f.css").write_bytes(b"\xff")
    found = {page.path: page for page in found_pages(tmp_path, tmp_path)}
    assert set(found) == {"a.tar.gz", "b.pdf", "c.html", "d.html", "e.html"}
    assert [name for name, page in found.items() if not page.problem] == ["e.html"]
    assert found["e.html"].text.lstrip("\ufeff") == "a"
    (named,) = found_pages(tmp_path, tmp_path / "f.css")
    assert "only HTML, text and ZIP files" in named.problem
    with pytest.raises(PipelineError):
        list(found_pages(tmp_path, tmp_path / "nothing"))


@given(data=st.data())
def test_no_damaged_bundle_is_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = bytearray(packed(("a.html", PAGE), ("b/c.txt", HEAT), ("d.zip", b"x")))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    path = tmp_path_factory.mktemp("damaged") / "b.zip"
    path.write_bytes(content[:cut] if data.draw(st.booleans()) else content)
    for page in found_pages(path.parent, path):
        assert page.path.startswith("b.zip")
        assert page.path.isprintable()
