"""The real catalogs in the hands of GNU gettext's own programs: they find nothing to say, and count what we count."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.formats.po import read_po
from pipeline.model.catalog import Catalog, Message, MessageKey
from tests.conftest import ROOT, Run

pytestmark = [pytest.mark.gettext, pytest.mark.usefixtures("gettext")]

FILES = sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po"))
IDS = [f"{path.parts[-3]}/{path.stem}" for path in FILES]
TEMPLATES = sorted(ROOT.glob("locales/*.pot"))

POEDIT_ADDS = (
    "Project-Id-Version",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
)
"""The header fields that Poedit 3.2 writes into a catalog that lacks them."""

STATES = {
    ("--translated", "--no-fuzzy", "--no-obsolete"): lambda message: message.translated,
    ("--untranslated", "--no-obsolete"): lambda message: not (message.translated or message.fuzzy or message.obsolete),
    ("--only-fuzzy", "--no-obsolete"): lambda message: message.fuzzy and not message.obsolete,
    ("--only-obsolete",): lambda message: message.obsolete,
}
"""What `msgattrib` picks, and when we say that a message is such."""


def output(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def catalog_of(content: bytes) -> Catalog:
    return read_po(content, "output", "output") if content else Catalog("output")


def texts(messages: Iterable[Message]) -> dict[MessageKey, tuple[str, ...]]:
    return {message.key: message.msgstr for message in messages}


def without_notes(content: bytes) -> list[bytes]:
    return [line for line in content.split(b"\n") if not line.startswith(b"#.")]


@pytest.mark.parametrize("path", [*FILES, *TEMPLATES], ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_msgcat_would_write_the_same_bytes(path: Path) -> None:
    assert output("msgcat", "--no-wrap", str(path)) == path.read_bytes()


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_msgfmt_accepts_the_catalog(path: Path) -> None:
    checked = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_msgmerge_with_its_template_changes_nothing_but_the_notes_on_terms(path: Path) -> None:
    template = ROOT / f"locales/{path.stem}.pot"
    merged = output("msgmerge", "--quiet", "--no-wrap", "--previous", str(path), str(template))
    assert without_notes(merged) == without_notes(path.read_bytes())


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_compiled_catalog_holds_every_translation(path: Path, tmp_path: Path) -> None:
    compiled = str(tmp_path / "catalog.mo")
    output("msgfmt", "-o", compiled, str(path))
    unfolded = catalog_of(output("msgunfmt", "--no-wrap", compiled))
    assert texts(unfolded.messages) == texts(m for m in catalog_of(path.read_bytes()).messages if m.translated)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_msgattrib_counts_what_we_count(path: Path) -> None:
    ours = catalog_of(path.read_bytes()).messages
    picked = catalog_of(output("msgattrib", "--no-wrap", *next(iter(STATES)), str(path)))
    assert texts(picked.messages) == texts(message for message in ours if message.translated)


def test_msgattrib_counts_what_we_count_after_an_article_has_changed(run: Run, project: Path) -> None:
    article = project / "source/articles/dry-needling.md"
    english = article.read_text("utf-8")
    for old, new in {
        "Patients often describe:": "Many patients describe:",
        "- They use shorter needles in sensitive areas.\n": "",
        "Therapists can adjust the treatment:": "Quite another paragraph.\n\nTherapists can adjust the treatment:",
    }.items():
        assert english.count(old) == 1
        english = english.replace(old, new)
    article.write_text(english, "utf-8")
    assert run("update", "hr").exit_code == 0
    path = project / "locales/hr/LC_MESSAGES/dry-needling.po"
    ours = catalog_of(path.read_bytes()).messages
    for options, is_such in STATES.items():
        theirs = texts(catalog_of(output("msgattrib", "--no-wrap", *options, str(path))).messages)
        assert theirs, options
        assert theirs == texts(message for message in ours if is_such(message)), options


@pytest.mark.parametrize("path", [*FILES, *TEMPLATES], ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_nothing_makes_poedit_wrap_the_file_or_add_a_header(path: Path) -> None:
    """Poedit wraps a whole catalog again where a context or a plural form has a line break."""
    catalog = catalog_of(path.read_bytes())
    assert set(POEDIT_ADDS) <= set(catalog.fields)
    for message in catalog.messages:
        plural = (message.msgid, message.msgid_plural, *message.msgstr) if message.msgid_plural is not None else ()
        assert not [text for text in (message.msgctxt, *plural) if text and "\n" in text], message.msgid


def test_what_an_editor_has_wrapped_an_update_unwraps(run: Run, project: Path) -> None:
    originals = {path: path.read_bytes() for path in project.glob("locales/*/LC_MESSAGES/*.po")}
    for path, original in originals.items():
        path.write_bytes(output("msgcat", "--width=79", str(path)))
        assert path.read_bytes() != original
    assert run("update").exit_code == 0
    assert {path: path.read_bytes() for path in originals} == originals
