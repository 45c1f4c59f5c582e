"""The real Poedit: open a catalog, change one message, save, quit. The diff is that message and header fields."""

import shutil
from pathlib import Path

import pytest

from pipeline.formats.po import read_po, write_po
from tests.conftest import ROOT, Run, require
from tests.editors.catalog_text import cut, fixed
from tests.editors.desktop import Desktop

pytestmark = pytest.mark.editor

SETTINGS = """\
enable_spellchecking=0
focus_to_text=1
sort_errors_first=0
sort_untrans_first=0
use_tm=0
"""
"""No dictionary is asked for, the cursor begins in the translation, the list keeps the file's order, no memory of
translations: what opens is the same each time. How Poedit writes is as it comes.
"""


@pytest.fixture
def poedit(desktop: Desktop) -> Desktop:
    """A desktop on which Poedit asks nothing when it starts."""
    require("poedit", shutil.which("poedit"))
    desktop.configure("poedit/config", SETTINGS)
    return desktop


def retranslate(desktop: Desktop, path: Path, msgid: str, text: str) -> None:
    """What a translator does in Poedit: go to a message, replace its translation, save, quit.

    The text is put in a second time before it is saved: of the first two chords a window still being drawn may lose one.
    """
    line = path.read_text("utf-8").split("\n").index(f'msgid "{msgid}"') + 1
    saved = f"{path.name} • {read_po(path.read_bytes(), path.name, path.stem).fields['Project-Id-Version']} - "
    desktop.copy(text)
    with desktop.running("poedit", f"--line={line}", str(path)) as program:
        desktop.until("the catalog is open", lambda: desktop.title().startswith(saved))
        desktop.press("ctrl+a ctrl+v", "the message is changed", lambda: "(modified)" in desktop.title())
        desktop.press("ctrl+a ctrl+v ctrl+s", "the catalog is saved", lambda: desktop.title().startswith(saved))
        desktop.press("ctrl+q", "Poedit has quit", lambda: program.poll() is not None)


@pytest.mark.parametrize(
    ("locale", "domain", "msgid", "text"),
    [
        ("hr", "dry-needling", "Patients often describe:", "Pacijenti često opisuju (24–48 sati):"),
        ("ar", "dry-needling", "Patients often describe:", "كثيرًا ما يصف المرضى (24–48 ساعة):"),
        ("ja", "dry-needling", "Patients often describe:", "患者さんがよく話すのは、次のような感覚です（24～48時間）。"),
        ("hr", "site", "On this page", "Na ovoj su stranici"),
    ],
    ids=["Latin", "right to left", "CJK", "with plurals"],
)
def test_the_diff_is_one_message_and_header_fields(
    poedit: Desktop, project: Path, run: Run, locale: str, domain: str, msgid: str, text: str
) -> None:
    path = project / f"locales/{locale}/LC_MESSAGES/{domain}.po"
    before = path.read_text("utf-8")
    old = next(
        message.msgstr[0] for message in read_po(path.read_bytes(), path.name, domain).messages if message.msgid == msgid
    )
    retranslate(poedit, path, msgid, text)
    after = path.read_text("utf-8")
    comments, fields, body = cut(before)
    entry = f'msgid "{msgid}"\nmsgstr "{{}}"\n'
    assert body.count(entry.format(old)) == 1
    assert cut(after)[2] == body.replace(entry.format(old), entry.format(text))
    assert (cut(after)[0], fixed(cut(after)[1])) == (comments, fixed(fields))
    assert write_po(read_po(after.encode(), path.name, domain)) == after.encode()
    assert run("update").exit_code == 0
    assert path.read_text("utf-8") == after


def test_what_poedit_leaves_beside_a_catalog_is_ignored_by_git(poedit: Desktop, project: Path) -> None:
    path = project / "locales/hr/LC_MESSAGES/site.po"
    before = set(path.parent.iterdir())
    retranslate(poedit, path, "On this page", "Na stranici")
    assert set(path.parent.iterdir()) - before == {path.with_suffix(".mo")}
    for ignored in (ROOT / ".gitignore", ROOT / "pipeline/publish/starter/.gitignore"):
        assert "*.mo" in ignored.read_text("utf-8").splitlines()


def test_an_edit_ends_the_fuzzy_mark_and_leaves_obsolete_entries_alone(poedit: Desktop, project: Path, run: Run) -> None:
    article = project / "source/articles/dry-needling.md"
    english = article.read_text("utf-8")
    gone = "They use shorter needles in sensitive areas."
    assert english.count("Patients often describe:") == english.count(f"- {gone}\n") == 1
    article.write_text(
        english.replace("Patients often describe:", "Many patients describe:").replace(f"- {gone}\n", ""), "utf-8"
    )
    assert run("update", "hr").exit_code == 0
    path = project / "locales/hr/LC_MESSAGES/dry-needling.po"
    before = cut(path.read_text("utf-8"))[2]
    catalog = read_po(path.read_bytes(), path.name, "dry-needling", "hr")
    (fuzzy,) = [message for message in catalog.messages if message.fuzzy and not message.obsolete]
    assert (fuzzy.msgid, fuzzy.previous and fuzzy.previous.msgid) == ("Many patients describe:", "Patients often describe:")
    assert gone in [message.msgid for message in catalog.messages if message.obsolete]

    retranslate(poedit, path, fuzzy.msgid, "Mnogi pacijenti opisuju:")
    after = cut(path.read_text("utf-8"))[2]
    marks = f'#, fuzzy\n#| msgid "Patients often describe:"\nmsgid "{fuzzy.msgid}"\nmsgstr "{fuzzy.msgstr[0]}"\n'
    assert before.count(marks) == 1
    assert after == before.replace(marks, f'msgid "{fuzzy.msgid}"\nmsgstr "Mnogi pacijenti opisuju:"\n')
