"""Projects under git, and `polyclinic` as a process of its own, in whatever surroundings a test wants."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.publish.checking_cache import FOLDER
from pipeline.publish.scaffold import scaffold
from tests.conftest import ROOT

SPREAD = """
import sys
import pipeline.publish.build, pipeline.publish.checking
from pipeline.cli.main import main
pipeline.publish.build._PAGES_WORTH_PROCESSES = pipeline.publish.checking._BYTES_WORTH_PROCESSES = 0
main()
"""
"""The commands, with work spread over all cores however little it is."""

DAY = "1795608000"
"""2026-11-25, when everything in these projects is current."""

_GIT = {
    "GIT_AUTHOR_NAME": "Sample Author",
    "GIT_AUTHOR_EMAIL": "sample@example.org",
    "GIT_COMMITTER_NAME": "Sample Author",
    "GIT_COMMITTER_EMAIL": "sample@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *arguments: str, at: str = DAY) -> None:
    dated = {"GIT_AUTHOR_DATE": f"{at} +0200", "GIT_COMMITTER_DATE": f"{at} +0200"}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**os.environ, **_GIT, **dated})


def commit_all(folder: Path, at: str = DAY) -> None:
    """A repository whose one commit is always the same."""
    git(folder, "init", "-q", "-b", "main")
    (folder / ".git/info/exclude").write_text("build/\n.cache/\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Sample", at=at)


def real_project(folder: Path, findings_kept: Path | None = None) -> Path:
    """The real project under git; with the fixture of that name, what the checks find there is known already."""
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    if findings_kept is not None:
        shutil.copytree(findings_kept, folder / FOLDER)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    commit_all(folder)
    return folder


def small_project(folder: Path) -> Path:
    """What `polyclinic new` makes, under git with a licence: one article, in English, whose review is not due in our time."""
    scaffold(folder)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    article = folder / "source/articles/first-article.md"
    article.write_text(article.read_text("utf-8").replace("next_review = 2027-01-01", "next_review = 2999-01-01"), "utf-8")
    commit_all(folder)
    return folder


def polyclinic(
    folder: Path, *arguments: str, env: Mapping[str, str] = {}, program: str = "", umask: int = 0o022, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command there as of `DAY`, or of the commit for an empty SOURCE_DATE_EPOCH.

    `program` is Python in the place of the installed command.
    """
    surroundings = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "COLUMNS")}
    command = [sys.executable, *(("-c", program) if program else ("-m", "pipeline")), "-C", str(folder), *arguments]
    return subprocess.run(
        command,
        env={**surroundings, **_GIT, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": DAY, **env},
        umask=umask,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=300,
    )


def only_bundle(folder: Path) -> Path:
    """The one bundle that lies in a project."""
    (path,) = (folder / "build/bundles").glob("*.zip")
    return path


def members(bundle: Path) -> dict[str, bytes]:
    """The files of a bundle by their paths in the bag, as the standard library reads them."""
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
