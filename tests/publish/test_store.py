"""A file is the old one or the new one, with its mode and its link; what somebody else wrote meanwhile is never lost."""

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.errors import PipelineError
from pipeline.publish.store import read_bytes, rewrite, sweep, write_if_changed
from tests.conftest import ROOT


def upper(content: bytes | None) -> bytes:
    return (content or b"new").upper()


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hr.po"
    path.write_bytes(b"old")
    return path


def save_in_place(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def save_beside_and_rename(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".editor")
    beside.write_bytes(content)
    beside.replace(path)


@pytest.mark.parametrize("save", [save_in_place, save_beside_and_rename])
def test_what_was_saved_between_reading_and_writing_is_in_the_result(file: Path, save: object) -> None:
    assert callable(save)
    seen: list[bytes | None] = []

    def change(content: bytes | None) -> bytes:
        seen.append(content)
        if len(seen) == 1:
            save(file, b"saved meanwhile")
        return upper(content)

    assert rewrite(file.parent, file.name, change)
    assert seen == [b"old", b"saved meanwhile"]
    assert file.read_bytes() == b"SAVED MEANWHILE"
    assert os.listdir(file.parent) == [file.name]


def test_a_save_of_equal_length_in_the_same_instant_is_seen(file: Path) -> None:
    times = file.stat()
    seen: list[bytes | None] = []

    def change(content: bytes | None) -> bytes:
        seen.append(content)
        if len(seen) == 1:
            file.write_bytes(b"odd")
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        return upper(content)

    assert rewrite(file.parent, file.name, change)
    assert file.read_bytes() == b"ODD"


def test_a_file_that_changes_for_ever_is_a_clear_error_and_stays(file: Path) -> None:
    def change(content: bytes | None) -> bytes:
        file.write_bytes((content or b"") + b".")
        return upper(content)

    with pytest.raises(PipelineError, match="changes faster than it can be read") as raised:
        rewrite(file.parent, file.name, change)
    assert str(raised.value.place) == file.name
    assert raised.value.remedy
    assert file.read_bytes().startswith(b"old.")
    assert os.listdir(file.parent) == [file.name]


def test_a_file_that_was_deleted_meanwhile_is_made_from_nothing(file: Path) -> None:
    seen: list[bytes | None] = []

    def change(content: bytes | None) -> bytes:
        seen.append(content)
        file.unlink(missing_ok=True)
        return upper(content)

    assert rewrite(file.parent, file.name, change)
    assert seen == [b"old", None]
    assert file.read_bytes() == b"NEW"


def test_a_folder_that_was_deleted_meanwhile_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "hr/hr.po"
    path.parent.mkdir()
    path.write_bytes(b"old")

    def change(content: bytes | None) -> bytes:
        path.unlink(missing_ok=True)
        if path.parent.exists():
            path.parent.rmdir()
        return upper(content)

    assert rewrite(tmp_path, "hr/hr.po", change)
    assert path.read_bytes() == b"NEW"


def test_a_file_that_appeared_meanwhile_is_read_first(tmp_path: Path) -> None:
    seen: list[bytes | None] = []

    def change(content: bytes | None) -> bytes:
        seen.append(content)
        if content is None:
            (tmp_path / "hr.po").write_bytes(b"theirs")
        return upper(content)

    assert rewrite(tmp_path, "hr.po", change)
    assert seen == [None, b"theirs"]
    assert (tmp_path / "hr.po").read_bytes() == b"THEIRS"


def test_what_is_the_same_is_not_written(file: Path) -> None:
    before = file.stat()
    assert not write_if_changed(file.parent, file.name, b"old")
    assert file.stat() == before


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_the_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert rewrite(file.parent, file.name, upper)
    assert file.read_bytes() == b"OLD"
    assert mode_of(file) == mode


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        assert write_if_changed(tmp_path, "a/b.po", b"new")
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "a/b.po") == mode


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "hr.po"
    target.parent.mkdir()
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "locales" / "hr.po"
    link.parent.mkdir()
    link.symlink_to("../elsewhere/hr.po")
    assert rewrite(tmp_path, "locales/hr.po", upper)
    assert link.is_symlink()
    assert os.readlink(link) == "../elsewhere/hr.po"
    assert (target.read_bytes(), mode_of(target)) == (b"OLD", 0o640)
    assert [path.name for path in target.parent.iterdir()] == ["hr.po"]


def test_a_folder_in_the_place_of_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "hr.po").mkdir()
    with pytest.raises(PipelineError, match=r"hr\.po: this file cannot be read: Is a directory"):
        rewrite(tmp_path, "hr.po", upper)


def test_what_nobody_gave_us_the_right_to_read_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "hr.po").write_bytes(b"theirs")
    # Root may read everything, so a file's mode shows nothing here.
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(PipelineError, match=r"(?s)cannot be read: Permission denied.*give yourself the right to read it"):
        read_bytes(tmp_path, "hr.po", "run `polyclinic init hr`")


def test_a_file_in_the_place_of_a_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "hr").write_bytes(b"theirs")
    with pytest.raises(PipelineError, match=r"hr/hr\.po: this file cannot be "):
        rewrite(tmp_path, "hr/hr.po", upper)
    assert (tmp_path / "hr").read_bytes() == b"theirs"


AS_ANOTHER = """
import os, sys
from pathlib import Path
from pipeline.model.errors import PipelineError
from pipeline.publish.store import write_if_changed
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    write_if_changed(Path(sys.argv[1]), "hr.po", b"new")
except PipelineError as error:
    print(error)
"""


def test_a_folder_without_the_right_to_write_is_a_clear_error(tmp_path: Path) -> None:
    # Root may write anywhere, so it becomes nobody, who must reach the folder.
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "hr.po").write_bytes(b"old")
    (folder / "hr.po").chmod(0o644)
    folder.chmod(0o555)
    opened = {parent: mode_of(parent) for parent in tmp_path.parents if parent.stat().st_uid == os.getuid()}
    try:
        for parent in (tmp_path, *opened):
            if not mode_of(parent) & 0o001:
                parent.chmod(mode_of(parent) | 0o001)
        result = subprocess.run(
            [sys.executable, "-c", AS_ANOTHER, folder], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
    finally:
        for parent, mode in opened.items():
            if mode_of(parent) != mode:
                parent.chmod(mode)
        folder.chmod(0o755)
    assert result.stdout == "hr.po: this file cannot be written: Permission denied\n  → free space or rights\n", result.stderr
    assert (folder / "hr.po").read_bytes() == b"old"
    assert os.listdir(folder) == ["hr.po"]


WRITE = """
import sys
from pathlib import Path
from pipeline.model.errors import PipelineError
from pipeline.publish.store import write_if_changed
try:
    write_if_changed(Path(sys.argv[1]), "hr.po", b"x" * 100_000)
except PipelineError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [0, 1, 50_000, 99_999])
def test_where_there_is_no_room_the_file_stays_whole(file: Path, room: int) -> None:
    result = subprocess.run(
        [sys.executable, "-B", "-c", WRITE, file.parent],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert result.stdout == "hr.po: this file cannot be written: File too large\n  → free space or rights\n", result.stderr
    assert file.read_bytes() == b"old"
    assert os.listdir(file.parent) == ["hr.po"]


def test_an_error_in_the_change_leaves_everything_as_it_was(file: Path) -> None:
    def change(content: bytes | None) -> bytes:
        raise PipelineError("hr.po", "unreadable")

    with pytest.raises(PipelineError, match="unreadable"):
        rewrite(file.parent, file.name, change)
    assert file.read_bytes() == b"old"
    assert os.listdir(file.parent) == ["hr.po"]


def test_only_what_we_left_half_written_is_swept(tmp_path: Path) -> None:
    kept = ["hr.po", "notes.tmp", ".hidden", "hr.po.tmp", ".cache.tmp/theirs", ".hr.po.deadbeef.tmp/theirs", ".mine.tmp"]
    for name in (*kept, ".hr.po.k3j2_8bx.tmp", "LC_MESSAGES/.hr.po.a_b1c2d3.tmp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    sweep(tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == sorted(kept)
