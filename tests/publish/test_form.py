"""`polyclinic fmt`: nothing but the form changes, and nothing that cannot be read is touched."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main
from pipeline.model.catalog import Catalog
from pipeline.publish import form
from tests.conftest import ROOT, Run

CATALOGS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "locales").rglob("*.po*"))
HR = "locales/hr/LC_MESSAGES/dry-needling.po"
BROKEN = 'msgid "a\nmsgstr "b"\n'


def fmt(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_the_catalogs_of_this_project_have_the_form(run: Run) -> None:
    result = run("fmt", "--check")
    assert (result.exit_code, result.output) == (0, "nothing to change\n")


@pytest.mark.gettext
@pytest.mark.usefixtures("gettext")
@pytest.mark.parametrize("width", [40, 79])
def test_what_an_editor_wrapped_is_brought_back(run: Run, project: Path, width: int) -> None:
    before = contents(project)
    for path in CATALOGS:
        subprocess.run(["msgcat", f"--width={width}", "-o", path, path], cwd=project, check=True, capture_output=True)
    wrapped = contents(project)
    assert wrapped != before
    checked = run("fmt", "--check")
    assert checked.exit_code == 1
    assert f"would change {HR}" in checked.output
    assert contents(project) == wrapped
    written = run("fmt")
    assert written.exit_code == 0
    assert f"wrote {HR}" in written.output
    assert contents(project) == before
    assert run("fmt").output == "nothing to change\n"


def test_files_may_lie_anywhere_and_keep_their_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    clean = (ROOT / HR).read_bytes()
    for name, content in {"crlf.po": clean.replace(b"\n", b"\r\n"), "bom.po": b"\xef\xbb\xbf" + clean}.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o640)
    result = fmt("crlf.po", str(tmp_path / "bom.po"))
    assert (result.exit_code, result.output) == (0, f"wrote crlf.po\nwrote {tmp_path / 'bom.po'}\n")
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {clean}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o640}


def test_a_file_of_latin_1_becomes_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "old.po"
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={}\\n"\n\nmsgid "a"\nmsgstr "ä"\n'
    file.write_bytes(text.format("ISO-8859-1").encode("latin-1"))
    assert fmt(str(file)).exit_code == 0
    assert file.read_text("utf-8") == text.format("UTF-8")


@pytest.mark.parametrize("check", [[], ["--check"]])
def test_what_cannot_be_read_is_left_and_the_others_are_done(tmp_path: Path, check: list[str]) -> None:
    broken, wrapped, missing = (tmp_path / name for name in ("broken.po", "wrapped.po", "missing.po"))
    broken.write_text(BROKEN)
    wrapped.write_text('msgid ""\n"a"\nmsgstr "b"\n')
    result = fmt(*check, str(broken), str(missing), str(tmp_path), str(wrapped))
    assert result.exit_code == 2
    assert f"error: {broken}:1: a string that is not closed" in result.stderr
    assert f"error: {missing}: this file is missing" in result.stderr
    assert f"error: {tmp_path}: this file cannot be read" in result.stderr
    assert broken.read_text() == BROKEN
    assert ("would change" if check else "wrote") + f" {wrapped}" in result.stdout
    assert wrapped.read_text() == ('msgid ""\n"a"\nmsgstr "b"\n' if check else 'msgid "a"\nmsgstr "b"\n')
    assert not missing.exists()


def test_comments_without_an_entry_are_not_wiped_out(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_text("# to be done\n")
    result = fmt(str(file))
    assert result.exit_code == 2
    assert "no entry" in result.stderr
    assert file.read_text() == "# to be done\n"


def test_a_folder_without_catalogs_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "fmt"])
    assert result.exit_code == 2
    assert "there are no catalogs here" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_catalog_saved_meanwhile_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.po"
    file.write_text('msgid ""\n"a"\nmsgstr "old"\n')
    write = form.write_po

    def interrupted(catalog: Catalog) -> bytes:
        if "old" in file.read_text():
            file.write_text('msgid ""\n"a"\nmsgstr "new"\n')
        return write(catalog)

    monkeypatch.setattr(form, "write_po", interrupted)
    assert form.put_in_form(tmp_path, "a.po")
    assert file.read_text() == 'msgid "a"\nmsgstr "new"\n'


def test_no_file_is_left_beside_a_catalog(project: Path, run: Run) -> None:
    before = [path.name for path in (project / "locales").rglob("*") if path.name != ".lock"]
    (project / HR).write_bytes((project / HR).read_bytes().replace(b"\n", b"\r\n"))
    assert run("fmt").exit_code == 0
    assert sorted(path.name for path in (project / "locales").rglob("*")) == sorted([*before, ".lock"])
