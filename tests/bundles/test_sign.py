"""`polyclinic sign`, with keys of the stock `minisign`, which then verifies."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.bundles.sample import members, only_bundle, polyclinic, small_project
from tests.conftest import require
from tests.verify.bundles import packed, tagged


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require("minisign", shutil.which("minisign"))
    folder = small_project(tmp_path_factory.mktemp("signed") / "project")
    assert polyclinic(folder, "bundle").returncode == 0
    return only_bundle(folder)


def make_key(folder: Path, password: str) -> None:
    """A key pair of this test alone."""
    bare = [] if password else ["-W"]
    command = ["minisign", "-G", *bare, "-p", "sample.pub", "-s", "sample.key"]
    subprocess.run(command, cwd=folder, input=f"{password}\n{password}\n", text=True, check=True, capture_output=True)


def checked(bundle: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["minisign", "-V", "-H", "-m", str(bundle), "-p", str(folder / "sample.pub")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("password", ["", "a sample's password"])
def test_stock_minisign_verifies_what_was_signed(bundled: Path, tmp_path: Path, password: str) -> None:
    make_key(tmp_path, password)
    bundle = Path(shutil.copy(bundled, tmp_path / bundled.name))
    done = polyclinic(tmp_path, "sign", str(bundle), "--secret-key", str(tmp_path / "sample.key"), given=f"{password}\n")
    assert done.returncode == 0, done.stderr
    signature = (tmp_path / f"{bundle.name}.minisig").read_bytes()
    found = checked(bundle, tmp_path)
    assert found.returncode == 0
    assert f"timestamp:1795608000\tfile:{bundled.name}" in found.stdout
    # There is no clock in it: signing twice is signing once.
    assert polyclinic(tmp_path, "sign", str(bundle), "--secret-key", str(tmp_path / "sample.key"), given=f"{password}\n")
    assert (tmp_path / f"{bundle.name}.minisig").read_bytes() == signature
    bundle.write_bytes(bundle.read_bytes() + b"\0")
    assert checked(bundle, tmp_path).returncode == 1


def test_a_wrong_password_and_what_is_no_key_sign_nothing(bundled: Path, tmp_path: Path) -> None:
    make_key(tmp_path, "right")
    for key, given in ((tmp_path / "sample.key", "wrong"), (tmp_path / "sample.pub", ""), (tmp_path / "none", "")):
        done = polyclinic(tmp_path, "sign", str(bundled), "--secret-key", str(key), given=f"{given}\n")
        assert done.returncode == 2
        assert key.name in done.stderr
        assert "Traceback" not in done.stderr
    assert not bundled.with_name(f"{bundled.name}.minisig").exists()


def less_a_duty(bundle: Path) -> bytes:
    """The bundle with a page that lacks a paragraph of its disclaimer, all its manifests made anew."""
    files = members(bundle)
    page = next(name for name in files if name.startswith("data/en/") and name.endswith(".html"))
    before, start, disclaimer = files[page].partition(b'<section id="disclaimer"')
    shorter = re.sub(rb"<p>.*?</p>\n?", b"", disclaimer, count=1, flags=re.DOTALL)
    assert shorter != disclaimer
    return packed(tagged({**files, page: before + start + shorter}), f"{bundle.stem}/")


def compressed(bundle: Path) -> bytes:
    """The same files, zipped by whoever unpacked them."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members(bundle).items():
            archive.writestr(f"{bundle.stem}/{name}", content)
    return stream.getvalue()


DAMAGES: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "cut": (lambda bundle: bundle.read_bytes()[: bundle.stat().st_size // 2], "cut off"),
    "changed": (
        lambda bundle: bundle.read_bytes().replace(b"Bag-Software-Agent", b"Bag-Softwore-Agent"),
        "its bytes were changed",
    ),
    "no archive": (lambda _: b"PK", "no ZIP archive"),
    "compressed": (compressed, "it is compressed"),
    "less a duty": (less_a_duty, "WRONG     pages"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_verify_refuses_is_not_signed(bundled: Path, tmp_path: Path, damage: str) -> None:
    make_key(tmp_path, "")
    spoil, said = DAMAGES[damage]
    bundle = tmp_path / bundled.name
    bundle.write_bytes(spoil(bundled))
    done = polyclinic(tmp_path, "sign", str(bundle), "--secret-key", str(tmp_path / "sample.key"))
    assert done.returncode == 1
    assert said in done.stderr
    assert "not signed" in done.stderr
    assert not bundle.with_name(f"{bundle.name}.minisig").exists()
    verified = polyclinic(tmp_path, "verify", str(bundle))
    assert verified.returncode == 1
    assert verified.stdout in done.stderr
