"""The same commit gives the same bytes, whatever surrounds the one who makes the bundle."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.bundles.sample import SPREAD, git, members, only_bundle, polyclinic, real_project, small_project

HERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
THERE = {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "COLUMNS": "40"}


def differing(one: Path, other: Path) -> list[str]:
    """What a person needs to know when two bundles are not the same: which of their files are not."""
    before, after = members(one), members(other)
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def test_surroundings_leave_no_trace(tmp_path: Path, findings_kept: Path) -> None:
    # Here the checks were done before, there they are not.
    here = real_project(tmp_path / "here", findings_kept)
    there = tmp_path / "ein anderer Ort, ünïcode"
    git(tmp_path, "clone", "-q", str(here), str(there))
    # Files of another age, in a folder that was filled in another order.
    for name in ("source", "locales"):
        shutil.move(there / name, tmp_path / name)
        shutil.copytree(tmp_path / name, there / name)
        for path in (there / name).rglob("*.po"):
            os.utime(path, (1_000_000_000, 1_000_000_000))
    assert polyclinic(there, "build", "--locale", "hr").returncode == 0  # something lay there before
    one = polyclinic(here, "bundle", env=HERE, umask=0o077)
    other = polyclinic(there, "bundle", env={**THERE, "HOME": str(tmp_path)}, umask=0o000, program=SPREAD)
    assert (one.returncode, other.returncode) == (0, 0), one.stderr + other.stderr
    assert only_bundle(here).name == only_bundle(there).name == "polyclinic-site-2026-11-25.zip"
    assert differing(only_bundle(here), only_bundle(there)) == []
    assert sha256(only_bundle(here).read_bytes()).digest() == sha256(only_bundle(there).read_bytes()).digest()


def test_nothing_of_the_machine_stands_in_it(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a-place-to-be-found")
    assert polyclinic(project, "bundle", env={"USER": "a-user-to-be-found", "HOSTNAME": "a-host-to-be-found"}).returncode == 0
    content = only_bundle(project).read_bytes()
    for word in (b"a-place-to-be-found", b"a-user-to-be-found", b"a-host-to-be-found", str(tmp_path).encode()):
        assert word not in content


def test_the_time_is_that_of_the_commit_or_what_one_sets(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    assert polyclinic(project, "bundle", env={"SOURCE_DATE_EPOCH": ""}).returncode == 0
    assert b"Bagging-Date: 2026-11-25\n" in members(only_bundle(project))["bag-info.txt"]
    only_bundle(project).unlink()
    assert polyclinic(project, "bundle", env={"SOURCE_DATE_EPOCH": "1790000000"}).returncode == 0
    found = members(only_bundle(project))["bag-info.txt"]
    assert b"Bagging-Date: 2026-09-21\n" in found
    assert b"Polyclinic-Source-Commit: " in found


@pytest.mark.parametrize("case", ["edited", "untracked", "ignored", "no git"])
def test_without_a_time_that_stays_there_is_no_bundle(tmp_path: Path, case: str) -> None:
    project = small_project(tmp_path / "project")
    article = project / "source/articles/first-article.md"
    match case:
        case "edited":
            article.write_text(f"{article.read_text('utf-8')}\nOne more sentence.\n", "utf-8")
        case "untracked":
            shutil.copy(article, article.with_name("another.md"))
        case "ignored":
            (project / ".git/info/exclude").write_text("build/\nanother.md\n")
            shutil.copy(article, article.with_name("another.md"))
        case "no git":
            shutil.rmtree(project / ".git")
    # Git must not find a repository of somebody else above it.
    refused = polyclinic(project, "bundle", env={"GIT_CEILING_DIRECTORIES": str(tmp_path), "SOURCE_DATE_EPOCH": ""})
    assert refused.returncode == 2
    assert "SOURCE_DATE_EPOCH" in refused.stderr
    assert not (project / "build/bundles").exists()
    given = polyclinic(project, "bundle", env={"GIT_CEILING_DIRECTORIES": str(tmp_path), "SOURCE_DATE_EPOCH": "1795608000"})
    assert given.returncode == 0
    assert b"Source-Commit" not in members(only_bundle(project))["bag-info.txt"]
