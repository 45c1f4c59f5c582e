"""`verify.pyz` as a clinic runs it: one file, a folder without anything of ours, no network."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.publish.verifier import verifier_bytes
from pipeline.verify.__main__ import main
from tests.conftest import ROOT, require
from tests.verify.bundles import NAME, good, good_files, packed, tagged

Verify = Callable[..., "subprocess.CompletedProcess[bytes]"]
HOSTILE_NAME = "data/\x1b[2J\u202e.html"


@pytest.fixture
def verify(tmp_path: Path) -> Verify:
    """Run the program in a folder with a bundle; `-I -S` shuts out our packages, and the environment is empty."""
    (tmp_path / "verify.pyz").write_bytes(verifier_bytes())
    (tmp_path / f"{NAME}.zip").write_bytes(good())

    def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-I", "-S", "-W", "error", "verify.pyz", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)

    return run


def test_a_good_bundle_is_all_right(verify: Verify) -> None:
    found = verify(f"{NAME}.zip")
    assert (found.returncode, found.stderr) == (0, b"")
    lines = found.stdout.decode().splitlines()
    assert [line.split()[0] for line in lines[3:7]] == ["OK"] * 4
    assert lines[-1] == "All right."
    assert "This does not prove:" in lines


def test_one_changed_byte_is_wrong_and_says_where(verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(good().replace(b"<h1", b"<h2", 1))
    found = verify("x.zip")
    assert (found.returncode, found.stderr) == (1, b"")
    assert b"dry-needling.html: its bytes were changed" in found.stdout
    assert b"  -> " in found.stdout
    assert found.stdout.endswith(b"WRONG: do not publish this bundle.\n")


def test_json_says_the_same(verify: Verify, tmp_path: Path) -> None:
    assert json.loads(verify("--json", f"{NAME}.zip").stdout)["right"] is True
    (tmp_path / "x.zip").write_bytes(packed(tagged({**good_files(), "data/more.html": b"Hello"})))
    found = verify("x.zip", "--json")
    said = json.loads(found.stdout)
    assert (found.returncode, said["right"]) == (1, False)
    assert [one["result"] for one in said["answers"]] == ["OK", "OK", "WRONG", "OK", "NOT ASKED"]
    assert said["answers"][2]["problems"][0]["path"] == "data/more.html"
    assert said["does_not_prove"]


@pytest.mark.parametrize(
    "arguments",
    [[], ["no.zip"], ["."], [f"{NAME}.zip", "--public-key", "no"], [f"{NAME}.zip", "--signature", "no"], ["--no", "x"]],
)
def test_what_cannot_be_read_is_no_verdict(verify: Verify, arguments: list[str]) -> None:
    found = verify(*arguments)
    assert (found.returncode, found.stdout) == (2, b"")
    assert b"Traceback" not in found.stderr
    assert b"error: " in found.stderr


def test_a_name_cannot_speak_to_the_terminal(verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(packed({**good_files(), HOSTILE_NAME: b""}))
    for found in (verify("x.zip"), verify("x.zip", "--json")):
        assert found.returncode == 1
        assert b"\x1b" not in found.stdout
        assert "\u202e" not in found.stdout.decode()


def test_a_console_that_knows_few_letters_gets_them_spelt_out(tmp_path: Path) -> None:
    (tmp_path / "verify.pyz").write_bytes(verifier_bytes())
    (tmp_path / "ž.zip").write_bytes(packed({**good_files(), "data/žaba.html": b""}))
    command = [sys.executable, "verify.pyz", "ž.zip"]
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert found.returncode == 1
    assert found.stderr == b""


def test_the_signature_beside_a_bundle_is_found(verify: Verify, tmp_path: Path) -> None:
    require("minisign", shutil.which("minisign"))
    for command in (
        ["-G", "-W", "-p", "key.pub", "-s", "secret"],
        ["-S", "-s", "secret", "-m", f"{NAME}.zip", "-t", "Hi \x07"],
    ):
        subprocess.run(["minisign", *command], cwd=tmp_path, check=True, capture_output=True)
    key = (tmp_path / "key.pub").read_text("utf-8").split("\n")[1]
    for named in (key, "key.pub"):
        found = verify(f"{NAME}.zip", "--public-key", named)
        assert found.returncode == 0
        assert b"it says: Hi \\x07" in found.stdout
        assert b"- The owner of the key signed exactly these bytes." in found.stdout
    assert b"a signature lies there, but no --public-key was given" in verify(f"{NAME}.zip").stdout
    (tmp_path / f"{NAME}.zip").write_bytes(packed(tagged({**good_files(), "data/robots.txt": b"User-agent: *\n"})))
    assert verify(f"{NAME}.zip").returncode == 0
    assert verify(f"{NAME}.zip", "--public-key", key).returncode == 1


def test_it_is_the_same_twice_and_holds_this_room_alone() -> None:
    assert verifier_bytes() == verifier_bytes()
    names = zipfile.ZipFile(BytesIO(verifier_bytes())).namelist()
    modules = {f"pipeline/verify/{path.name}" for path in (ROOT / "pipeline/verify").glob("*.py")}
    assert set(names) == modules | {"pipeline/__init__.py", "__main__.py"}


def test_make_writes_it(tmp_path: Path) -> None:
    target = tmp_path / "verify.pyz"
    subprocess.run([sys.executable, "-m", "pipeline.publish.verifier", str(target)], cwd=ROOT, check=True)
    assert target.read_bytes() == verifier_bytes()


def test_the_room_needs_no_new_python_and_no_library() -> None:
    import ast

    for path in (ROOT / "pipeline/verify").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"), feature_version=(3, 9))
        for node in ast.walk(tree):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            foreign = [
                one
                for one in names
                if one.split(".")[0] not in sys.stdlib_module_names and not one.startswith("pipeline.verify")
            ]
            assert not foreign, path
            assert not {name.split(".")[0] for name in names} & {
                "socket",
                "urllib",
                "http",
                "ssl",
                "subprocess",
                "os",
                "shutil",
            }


def test_the_module_is_the_same_program(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.zip").write_bytes(good())
    assert main([str(tmp_path / f"{NAME}.zip")]) == 0
    assert "All right." in capsys.readouterr().out
