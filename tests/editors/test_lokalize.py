"""Lokalize: its project file, and, where it is installed, the real program. CI does without it: it brings half of KDE."""

import shutil
from configparser import ConfigParser
from pathlib import Path

import pytest

from pipeline.formats.po import read_po, write_po
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run
from tests.editors.catalog_text import cut, fixed
from tests.editors.desktop import Desktop

SETTINGS = """\
[Identity]
authorEmail=translator@example.org
authorLocalizedName=A Translator
authorName=A Translator
"""
"""Without a name Lokalize asks for one when it starts."""

TITLE = "Does dry needling hurt?"
"""The first message of its catalog, where Lokalize begins."""


@pytest.mark.parametrize("locale", open_project(ROOT).site.locales)
def test_every_locale_has_a_project_file_that_forbids_wrapping(locale: str) -> None:
    settings = ConfigParser()
    settings.read(ROOT / f"locales/{locale}/index.lokalize", "utf-8")
    (catalog,) = ROOT.glob(f"locales/{locale}/LC_MESSAGES/disclaimer.po")
    assert settings["RegExps"]["WordWrap"] == "1"
    assert settings["General"]["TargetLangCode"] == settings["General"]["LangCode"] == locale
    assert settings["General"]["ProjLangTeam"] == read_po(catalog.read_bytes(), "", "").fields["Language-Team"]


def test_init_writes_a_project_file_and_nobody_overwrites_it(run: Run, project: Path) -> None:
    assert "locales/it/index.lokalize" in run("init", "it").output
    path = project / "locales/it/index.lokalize"
    path.write_text("[General]\nProjectID=ours\n", "utf-8")
    assert run("update", "it").output.strip() == "nothing to change"
    assert path.read_text("utf-8") == "[General]\nProjectID=ours\n"


def test_the_old_english_that_lokalize_leaves_at_an_approved_message_goes_with_the_next_update(run: Run, project: Path) -> None:
    """Lokalize takes away `#, fuzzy` and keeps `#| msgid`; Poedit takes both."""
    article = project / "source/articles/dry-needling.md"
    article.write_text(article.read_text("utf-8").replace(TITLE, "Does dry needling ever hurt?"), "utf-8")
    assert run("update", "hr").exit_code == 0
    path = project / "locales/hr/LC_MESSAGES/dry-needling.po"
    marks = f'#, fuzzy\n#| msgid "{TITLE}"\n'
    fuzzy = path.read_text("utf-8")
    assert fuzzy.count(marks) == 1
    path.write_text(fuzzy.replace(marks, marks.removeprefix("#, fuzzy\n")), "utf-8")
    assert read_po(path.read_bytes(), path.name, path.stem).messages[0].translated
    assert run("update", "hr").exit_code == 0
    assert path.read_text("utf-8") == fuzzy.replace(marks, "")


@pytest.fixture
def lokalize(desktop: Desktop) -> Desktop:
    """A desktop on which Lokalize knows its translator."""
    if not shutil.which("lokalize"):
        pytest.skip("lokalize is not installed")
    desktop.configure("lokalizerc", SETTINGS)
    return desktop


def retranslate_first(desktop: Desktop, path: Path, text: str) -> None:
    """What a translator does in Lokalize: open a catalog, go to its tab, replace the first translation, save, quit.

    Lokalize opens with the tab of the whole project, so the keys walk on from tab to tab until the text is on disk.
    """
    desktop.copy(text)
    with desktop.running("lokalize", str(path)) as program:
        desktop.until("Lokalize is open", lambda: "Lokalize" in desktop.title())
        wanted = f'msgstr "{text}"\n'
        desktop.press("ctrl+Tab ctrl+a ctrl+v ctrl+s", "the catalog is saved", lambda: wanted in path.read_text("utf-8"))
        desktop.press("ctrl+q", "Lokalize has quit", lambda: program.poll() is not None)


@pytest.mark.editor
@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("hr", "Boli li suho iglanje (24–48)?"),
        ("ar", "هل الإبر الجافة مؤلمة (24–48)؟"),
        ("ja", "ドライニードリングは痛みますか（24～48）？"),
    ],
    ids=["Latin", "right to left", "CJK"],
)
def test_the_diff_is_one_message_and_header_fields(lokalize: Desktop, project: Path, locale: str, text: str) -> None:
    path = project / f"locales/{locale}/LC_MESSAGES/dry-needling.po"
    settings = path.parent.parent / "index.lokalize"
    before, settings_before, files = path.read_text("utf-8"), settings.read_bytes(), set(project.rglob("locales/**/*"))
    old = read_po(path.read_bytes(), path.name, path.stem).messages[0]
    retranslate_first(lokalize, path, text)
    after = path.read_text("utf-8")
    comments, fields, body = cut(before)
    assert old.msgid == TITLE
    assert cut(after)[2] == body.replace(f'msgstr "{old.msgstr[0]}"\n', f'msgstr "{text}"\n', 1)
    assert fixed(cut(after)[1]) == fixed(fields)
    credit = "# A Translator <translator@example.org>, "
    assert "\n".join(line for line in cut(after)[0].split("\n") if not line.startswith(credit)) == comments
    assert write_po(read_po(after.encode(), path.name, path.stem)) == after.encode()
    assert settings.read_bytes() == settings_before
    assert set(project.rglob("locales/**/*")) - files == {settings.with_name("main.lqa")}
    assert "*.lqa" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
