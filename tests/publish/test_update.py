"""`polyclinic update` over the real project: killed at any moment, beside others and a translator, and with broken input."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.formats.po import read_po, write_po
from pipeline.publish import catalogs as catalogs_on_disk
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run

ARTICLE = "source/articles/dry-needling.md"
HR = "locales/hr/LC_MESSAGES/dry-needling.po"
DATED = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000"}
TIMED_KILLS = 12
COUNTED_KILLS = 12

Contents = dict[str, bytes]

KILLED = """
import os, signal, sys
left = int(sys.argv.pop(1))
counted = ("open", "os.rename", "os.chmod", "os.remove")

def count(event, arguments):
    global left
    if event in counted and "/locales/" in str(arguments[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
from pipeline.cli.main import main
try:
    main()
finally:
    print("left", left)
"""
"""An update that kills itself when it opens, renames, removes or changes the mode of the so many-th file of `locales/`."""


def edit(project: Path, old: str, new: str, path: str = ARTICLE) -> None:
    text = (project / path).read_text("utf-8")
    assert text.count(old) >= 1, old
    (project / path).write_text(text.replace(old, new), "utf-8")


def contents(project: Path) -> Contents:
    """All files of the translators and what an update could have left there, by path; without the lock."""
    found = (path for path in (project / "locales").rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in found}


def whole(files: Contents) -> Contents:
    return {path: content for path, content in files.items() if not path.endswith(".tmp")}


def reset(project: Path, files: Contents) -> None:
    shutil.rmtree(project / "locales")
    for path, content in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content)


def start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "-C", str(project), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=DATED,
    )


def start_counting(project: Path, kill_at: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", KILLED, str(kill_at), "-C", str(project), "update"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=DATED,
    )


@pytest.fixture
def edited(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real project after edits that touch every catalog of the article, and one more text of it that is new."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATED["SOURCE_DATE_EPOCH"])
    edit(project, "Stretch gently.", "Stretch very gently.")
    edit(project, "discomfort is brief", "discomfort is short")
    edit(project, "## Common questions {#questions}", "## Common questions {#questions}\n\nA paragraph that is new.")
    edit(project, "responses to treatment", "answers to treatment", "source/disclaimers/general.toml")
    return project


def old_or_new(found: Contents, old: Contents, new: Contents) -> None:
    """Every file is byte for byte as it was, or as an undisturbed update leaves it; none is gone and none is foreign."""
    assert found.keys() == old.keys()
    for path, content in found.items():
        assert content in (old[path], new[path]), f"{path} is neither the old file nor the new one"


def test_an_update_that_is_killed_leaves_old_files_or_new_ones_and_the_next_one_finishes(edited: Path, run: Run) -> None:
    old = contents(edited)
    started = time.monotonic()
    undisturbed = start_counting(edited, 0)
    said, _ = undisturbed.communicate(timeout=120)
    took = time.monotonic() - started
    assert undisturbed.returncode == 0
    new = contents(edited)
    changed = {path for path in old if old[path] != new[path]}
    assert {path.split("/")[1] for path in changed} >= {locale.name for locale in open_project(edited).locales}
    assert len(changed) == 26  # two domains: a template and twelve catalogs each
    steps = -int(said.rsplit(maxsplit=1)[-1])
    assert steps > 5 * len(changed)

    killed = half_way = left_behind = 0
    for number in range(TIMED_KILLS + COUNTED_KILLS):
        reset(edited, old)
        if number < TIMED_KILLS:
            process = start(edited, "update")
            try:
                process.wait(timeout=took * (number + 0.5) / TIMED_KILLS)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        else:
            process = start_counting(edited, 1 + steps * (number - TIMED_KILLS) // COUNTED_KILLS)
        process.communicate(timeout=120)
        killed += process.returncode == -signal.SIGKILL
        found = contents(edited)
        old_or_new(whole(found), old, new)
        half_way += whole(found) not in (old, new)
        left_behind += len(found) - len(whole(found))
        finished = run("update")
        assert finished.exit_code == 0, finished.output
        assert contents(edited) == new
    assert killed >= COUNTED_KILLS
    assert half_way
    assert left_behind, "no kill hit a file that was being written: the test does not show what it says"


@pytest.mark.parametrize("left", [b"", b'msgid ""\nmsgstr ""\n', b"\xff"])
def test_a_half_written_file_is_never_taken_for_a_catalog(project: Path, run: Run, left: bytes) -> None:
    before = contents(project)
    for folder in ("locales", "locales/hr/LC_MESSAGES"):
        (project / folder / ".dry-needling.po.ab12cd_4.tmp").write_bytes(left)
    assert run("fmt", "--check").exit_code == 0
    assert run("build", "--locale", "hr").exit_code == 0
    assert run("status", "hr").exit_code == 0
    assert run("update").output == "nothing to change\n"
    assert contents(project) == before


def finish(processes: Sequence[subprocess.Popen[str]]) -> list[str]:
    """What they print; all of them end well."""
    printed = []
    for process in processes:
        out, errors = process.communicate(timeout=240)
        assert process.returncode == 0, out + errors
        printed.append(out)
    return printed


def test_three_updates_at_once_all_finish_and_write_each_file_once(edited: Path, run: Run) -> None:
    old = contents(edited)
    assert run("update").exit_code == 0
    new = contents(edited)
    reset(edited, old)
    printed = finish([start(edited, "update") for _ in range(3)])
    assert contents(edited) == new
    lines = [line for out in printed for line in out.splitlines() if line.startswith("wrote ")]
    assert sorted(lines) == sorted(f"wrote {path}" for path in new if new[path] != old[path])
    assert run("update").output == "nothing to change\n"


def test_updates_beside_an_import_and_fmt_lose_nothing(edited: Path, run: Run) -> None:
    # What the translator sends: a text of a message that the update does not touch.
    sent = edited.parent / "sent.po"
    sent.write_bytes((edited / HR).read_bytes())
    edit(edited.parent, 'msgstr "tup pritisak"', 'msgstr "tupi pritisak"', "sent.po")
    wrapped = edited / "locales/de/LC_MESSAGES/dry-needling.po"
    wrapped.write_bytes(wrapped.read_bytes().replace(b"\n", b"\r\n"))
    arrived = ("import", str(sent), "--locale", "hr", "--domain", "dry-needling", "--prefer", "imported")
    finish([start(edited, *words) for words in (("update",), arrived, ("fmt",), ("update",))])
    assert run("update").output == "nothing to change\n"
    found = contents(edited)
    assert 'msgstr "tupi pritisak"' in found[HR].decode()
    assert b"\r" not in found["locales/de/LC_MESSAGES/dry-needling.po"]
    for locale in open_project(edited).locales:
        text = found[f"locales/{locale.name}/LC_MESSAGES/dry-needling.po"].decode()
        assert '#, fuzzy\n#| msgid "Stretch gently."\nmsgid "Stretch very gently."\n' in text
        assert text.count("#~ msgid") == 2


def saved_in_place(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def saved_by_rename(path: Path, content: bytes) -> None:
    beside = path.with_name("editor")
    beside.write_bytes(content)
    beside.replace(path)


@pytest.mark.parametrize("save", [saved_in_place, saved_by_rename])
def test_what_a_translator_saves_while_update_merges_is_in_the_result(
    edited: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path, bytes], None]
) -> None:
    project = open_project(edited)
    path = edited / HR
    saved = 0

    def write(catalog: object) -> bytes:
        # The last step before the replacement: the catalog was read and merged.
        nonlocal saved
        merged: bytes = write_po(catalog)  # type: ignore[arg-type]
        if b"Language: hr\\n" in merged and b"dull pressure" in merged and not saved:
            saved += 1
            save(path, path.read_bytes().replace(b"tup pritisak", b"saved meanwhile"))
        return merged

    monkeypatch.setattr(catalogs_on_disk, "write_po", write)
    written = catalogs_on_disk.update_catalogs(project, project.locales)
    assert saved == 1
    assert not [one for one in written if one.error]
    text = path.read_text("utf-8")
    assert 'msgid "dull pressure"\nmsgstr "saved meanwhile"\n' in text
    assert '#| msgid "Stretch gently."\n' in text


def test_a_catalog_that_changes_for_ever_is_named_and_the_others_are_done(
    edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = open_project(edited)
    path = edited / HR

    def write(catalog: object) -> bytes:
        merged: bytes = write_po(catalog)  # type: ignore[arg-type]
        if b"Language: hr\\n" in merged and b"dull pressure" in merged:
            path.write_bytes(b"# again\n" + path.read_bytes())
        return merged

    monkeypatch.setattr(catalogs_on_disk, "write_po", write)
    written = catalogs_on_disk.update_catalogs(project, project.locales)
    (error,) = [one.error for one in written if one.error]
    assert str(error).startswith(f"{HR}: this file changes faster than it can be read")
    assert path.read_text("utf-8").startswith("# again\n")
    assert b"Stretch very gently." in (edited / "locales/de/LC_MESSAGES/dry-needling.po").read_bytes()


def test_an_unreadable_catalog_is_named_and_all_others_are_brought_up_to_date(edited: Path, run: Run) -> None:
    old = contents(edited)
    assert run("update").exit_code == 0
    new = contents(edited)
    reset(edited, old)
    edit(edited, 'msgid "dull pressure"', 'msgid "dull pressure', HR)
    broken = (edited / HR).read_bytes()
    line = broken[: broken.index(b'msgid "dull pressure')].count(b"\n") + 1
    result = run("update")
    assert result.exit_code == 2
    assert f"error: {HR}:{line}: a string that is not closed" in result.stderr
    assert contents(edited) == new | {HR: broken}
    (edited / HR).write_bytes(old[HR])
    assert run("update").exit_code == 0
    assert contents(edited) == new


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("source/articles/zz-last.md", b"+++\ntitle = 1\n+++\n"),
        ("source/articles/zz-last.md", b"+++\n\xff"),
        ("source/articles/zz-last.md", None),
        ("source/disclaimers/general.toml", b"title ="),
        ("source/glossary.toml", b"[[terms]]\n"),
        ("source/revisions.toml", b"[[revisions]\n"),
        ("source/revisions.toml", b"[[revisions]]\ndomain = 1\n"),
        ("source/site.toml", b"\xff"),
    ],
)
def test_where_a_source_is_broken_nothing_at_all_is_written(edited: Path, run: Run, path: str, content: bytes | None) -> None:
    if content is None:
        (edited / path).mkdir()
    else:
        (edited / path).write_bytes(content)
    before = contents(edited)
    result = run("update")
    assert result.exit_code == 2
    assert f"error: {path}" in result.stderr
    assert isinstance(result.exception, SystemExit)
    assert contents(edited) == before


def test_where_there_is_no_room_files_stay_whole_and_the_next_update_finishes(edited: Path, run: Run) -> None:
    old = contents(edited)
    assert run("update").exit_code == 0
    new = contents(edited)
    reset(edited, old)
    room = 60_000  # the disclaimers fit, most catalogs of the article do not
    result = subprocess.run(
        [sys.executable, "-B", "-m", "pipeline", "-C", str(edited), "update"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=DATED,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert result.returncode == 2
    assert "this file cannot be written: File too large" in result.stderr
    assert "Traceback" not in result.stderr
    found = contents(edited)
    old_or_new(found, old, new)
    assert found not in (old, new)
    assert run("update").exit_code == 0
    assert contents(edited) == new


def test_the_catalogs_of_an_update_are_read_as_they_were_written(edited: Path, run: Run) -> None:
    assert run("update").exit_code == 0
    for path, content in contents(edited).items():
        if path.endswith((".po", ".pot")):
            assert write_po(read_po(content, path, Path(path).stem)) == content
