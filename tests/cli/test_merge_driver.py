"""The merge driver under the real git: branches, rebases and cherry-picks of catalogs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.formats.po import read_po
from pipeline.model.catalog import Catalog
from tests.conftest import ROOT, Run

HEADER = """\
# Croatian translation.
msgid ""
msgstr ""
"POT-Creation-Date: 2026-11-{day:02} 10:00+0000\\n"
"PO-Revision-Date: 2026-11-{day:02} 10:00+0000\\n"
"Last-Translator: {translator}\\n"
"Language: hr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
WORDS = ("rest", "heat", "cold", "walk")
PATH = "locales/hr/it's mine.po"


def po(day: int = 1, translator: str = "Bo <bo@example.org>", **texts: str) -> str:
    """A catalog of four messages that stand line by line."""
    entries = (f'\n#. a note\n#: a.md\nmsgid "{word}"\nmsgstr "{texts.get(word, "")}"\n' for word in WORDS)
    return HEADER.format(day=day, translator=translator) + "".join(entries)


class Clone:
    """A repository whose catalogs merge through the driver, with a branch `other` from its first commit on."""

    def __init__(self, root: Path, base: str | None = None, path: str = PATH) -> None:
        self.root, self.path = root, path
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Test")
        self.git("config", "user.email", "test@example.org")
        self.git("config", "merge.polyclinic.driver", f'"{sys.executable}" -m pipeline merge-driver %O %A %B %P')
        (root / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
        if base is not None:
            self.write(base)
        self.commit("base")
        self.git("branch", "other")

    def git(self, *arguments: str, status: int = 0) -> str:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def write(self, text: str) -> None:
        file = self.root / self.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def commit(self, message: str, text: str | None = None, branch: str | None = None) -> None:
        if branch:
            self.git("switch", "-q", branch)
        if text is not None:
            self.write(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    @property
    def content(self) -> bytes:
        return (self.root / self.path).read_bytes()

    @property
    def catalog(self) -> Catalog:
        return read_po(self.content, self.path, "a")

    @property
    def texts(self) -> dict[str, str]:
        return {message.msgid: message.msgstr[0] for message in self.catalog.messages}


def is_what_msgcat_prints(file: Path) -> bool:
    done = subprocess.run(["msgcat", "--no-wrap", file], capture_output=True, check=True)
    return done.stdout == file.read_bytes()


@pytest.mark.gettext
def test_translators_of_neighbouring_messages_never_see_a_conflict(tmp_path: Path, gettext: None) -> None:
    clone = Clone(tmp_path, po())
    clone.commit("theirs", po(3, "Iva <iva@example.org>", heat="toplina"), "other")
    clone.commit("ours", po(2, "Ana <ana@example.org>", rest="odmor", cold="hladnoća"), "main")
    clone.git("merge", "-q", "--no-edit", "other")
    assert clone.texts == {"rest": "odmor", "heat": "toplina", "cold": "hladnoća", "walk": ""}
    assert clone.catalog.fields["Last-Translator"] == "Iva <iva@example.org>"
    assert clone.content.decode() == po(3, "Iva <iva@example.org>", rest="odmor", heat="toplina", cold="hladnoća")
    assert is_what_msgcat_prints(clone.root / clone.path)
    assert clone.git("status", "--porcelain") == ""


@pytest.mark.gettext
def test_a_message_translated_twice_keeps_both_texts_and_git_waits(tmp_path: Path, gettext: None) -> None:
    clone = Clone(tmp_path, po())
    clone.commit("theirs", po(3, "Iva <iva@example.org>", heat="vrućina", walk="hod"), "other")
    clone.commit("ours", po(2, "Ana <ana@example.org>", heat="toplina"), "main")
    said = clone.git("merge", "-q", "--no-edit", "other", status=1)
    assert f"{clone.path}:20: translated twice" in said
    assert "[translated-twice]" in said
    assert clone.git("status", "--porcelain").startswith("UU ")
    lines = clone.content.decode().splitlines()
    assert lines[15:21] == [
        '# other translation: "vrućina" (by Iva <iva@example.org>)',
        "#. a note",
        "#: a.md",
        "#, fuzzy",
        'msgid "heat"',
        'msgstr "toplina"',
    ]
    assert clone.texts["walk"] == "hod"
    assert b"<<<<<<<" not in clone.content
    assert is_what_msgcat_prints(clone.root / clone.path)


def test_updates_from_two_templates_merge(tmp_path: Path) -> None:
    entry = '\n#: a.md\nmsgid "{}"\nmsgstr "{}"\n'
    clone = Clone(tmp_path, po(1, rest="odmor", cold="led"))
    ours = po(2, rest="odmor", cold="led").replace('\n#. a note\n#: a.md\nmsgid "heat"', '\n#. new note\n#: a.md\nmsgid "heat"')
    gone = '\n#~ msgid "cold"\n#~ msgstr "led"\n'
    theirs = po(3, rest="odmor").replace('\n#. a note\n#: a.md\nmsgid "cold"\nmsgstr ""\n', entry.format("ice", "")) + gone
    clone.commit("theirs", theirs, "other")
    clone.commit("ours", ours.replace("led", "hladno") + entry.format("sleep", "san"), "main")
    clone.git("merge", "-q", "--no-edit", "other")
    catalog = clone.catalog
    live = [message.msgid for message in catalog.messages if not message.obsolete]
    assert live == ["rest", "heat", "ice", "walk", "sleep"]
    assert [(message.msgid, message.msgstr[0]) for message in catalog.messages if message.obsolete] == [("cold", "hladno")]
    assert catalog.live[None, "heat"].notes == ("new note",)
    assert catalog.fields["POT-Creation-Date"] == "2026-11-03 10:00+0000"


def test_templates_merge_too(tmp_path: Path) -> None:
    clone = Clone(tmp_path, po(1), path="locales/a.pot")
    clone.commit("theirs", po(3) + '\n#: a.md\nmsgid "sleep"\nmsgstr ""\n', "other")
    clone.commit("ours", po(2) + '\n#: a.md\nmsgid "drink"\nmsgstr ""\n', "main")
    clone.git("merge", "-q", "--no-edit", "other")
    assert list(clone.texts) == [*WORDS, "drink", "sleep"]


def test_a_rebase_replays_translations(tmp_path: Path) -> None:
    clone = Clone(tmp_path, po())
    clone.commit("upstream", po(3, rest="odmor"), "main")
    clone.commit("one", po(2, heat="toplina"), "other")
    clone.commit("two", po(4, heat="toplina", cold="led"))
    clone.git("rebase", "-q", "main")
    assert clone.texts == {"rest": "odmor", "heat": "toplina", "cold": "led", "walk": ""}
    assert clone.git("log", "--format=%s", "main..").split() == ["two", "one"]


def test_a_cherry_pick_takes_one_translation(tmp_path: Path) -> None:
    clone = Clone(tmp_path, po())
    clone.commit("one", po(2, heat="toplina"), "other")
    clone.commit("two", po(3, heat="toplina", cold="led"))
    clone.commit("ours", po(2, rest="odmor"), "main")
    clone.git("cherry-pick", "other")
    assert clone.texts == {"rest": "odmor", "heat": "", "cold": "led", "walk": ""}


def test_two_branches_that_both_began_a_locale_merge_without_a_base(tmp_path: Path) -> None:
    clone = Clone(tmp_path)
    clone.commit("theirs", po(3, heat="toplina", cold="led"), "other")
    clone.commit("ours", po(2, rest="odmor", cold="led"), "main")
    clone.git("merge", "-q", "--no-edit", "other")
    assert clone.texts == {"rest": "odmor", "heat": "toplina", "cold": "led", "walk": ""}


def test_branches_that_merged_each_other_merge_again(tmp_path: Path) -> None:
    clone = Clone(tmp_path, po())
    clone.commit("theirs", po(3, heat="toplina"), "other")
    clone.git("tag", "theirs")
    clone.commit("ours", po(2, rest="odmor"), "main")
    clone.git("tag", "ours")
    clone.git("merge", "-q", "--no-edit", "theirs")
    clone.commit("more of ours", po(4, rest="odmor", heat="toplina", cold="led"))
    clone.git("switch", "-q", "other")
    clone.git("merge", "-q", "--no-edit", "ours")
    clone.commit("more of theirs", po(5, rest="odmor", heat="toplina", walk="hod"))
    clone.git("merge", "-q", "--no-edit", "main")
    assert clone.texts == {"rest": "odmor", "heat": "toplina", "cold": "led", "walk": "hod"}


def test_a_file_that_cannot_be_read_stays_as_it_was(tmp_path: Path) -> None:
    clone = Clone(tmp_path, po())
    broken = po(3, heat="toplina").replace('"cold"', '"cold')
    clone.commit("theirs", broken, "other")
    clone.commit("ours", po(2, rest="odmor"), "main")
    before = clone.content
    said = clone.git("merge", "-q", "--no-edit", "other", status=1)
    assert f"error: {clone.path}:23: in theirs: a string that is not closed" in said
    assert f"git show :3:{clone.path}" in said
    assert clone.git("status", "--porcelain").startswith("UU ")
    assert clone.content == before


def test_a_duty_that_was_translated_twice_goes_live_nowhere(run: Run, project: Path) -> None:
    file = project / "locales/hr/LC_MESSAGES/disclaimer.po"
    base = file.read_text("utf-8")
    (duty,) = [
        message for message in read_po(base.encode(), "x.po", "x").messages if message.msgctxt == "general.no-replacement"
    ]
    for name, text in (("base", base), ("theirs", base.replace(duty.msgstr[0], "Ne zamjenjuju liječnički savjet, nikada."))):
        (project / name).write_text(text, "utf-8")
    file.write_text(base.replace(duty.msgstr[0], "Nikad ne zamjenjuju liječnički savjet."), "utf-8")
    merged = run("merge-driver", "base", str(file.relative_to(project)), "theirs")
    assert merged.exit_code == 1
    assert "locales/hr/LC_MESSAGES/disclaimer.po:" in merged.stderr
    built = run("build", "--locale", "hr", "--format", "text")
    assert built.exit_code == 1
    assert 'duty "no-replacement" is fuzzy' in built.stderr
    assert not (project / "build/site/hr").exists()


@pytest.mark.parametrize(
    ("broken", "line", "problem"),
    [
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\n', 1, "in ours: a conflict marker"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "in ours: a duplicate entry"),
        ('msgid "a"\n', 2, "in ours: the file ends after msgid"),
    ],
)
def test_unreadable_input_has_a_place_and_status_2(tmp_path: Path, broken: str, line: int, problem: str) -> None:
    for name, text in (("base", po()), ("ours", broken), ("theirs", po(heat="toplina"))):
        (tmp_path / name).write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "merge-driver", "base", "ours", "theirs", "a/b.po"])
    assert result.exit_code == 2
    assert f"a/b.po:{line}: {problem}" in result.stderr
    assert (tmp_path / "ours").read_text("utf-8") == broken
    assert {file.name for file in tmp_path.iterdir()} == {"base", "ours", "theirs"}


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "merge-driver", "base.po", "ours.po", "theirs.po"])
    assert result.exit_code == 2
    assert "base.po: this file is missing" in result.stderr


def test_the_driver_starts_light(tmp_path: Path) -> None:
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text(po(), "utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pipeline", "-C", str(tmp_path), "merge-driver", "base", "ours", "theirs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "polib" in modules
    assert not modules & {
        "babel",
        "jinja2",
        "markdown_it",
        "pydantic",
        "rapidfuzz",
        "selectolax",
        "icu4py",
        "wcwidth",
        "filelock",
    }
