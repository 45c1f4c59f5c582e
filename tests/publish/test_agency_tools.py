"""Other people's programs on the other side: they read our XLIFF as it is meant."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run, require

HR = "locales/hr/LC_MESSAGES/dry-needling.po"


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.gettext
@pytest.mark.usefixtures("gettext")
def test_translate_toolkit_counts_what_the_catalogs_count(run: Run, project: Path) -> None:
    """xliff2po keeps no placeholder and joins plural forms by id, so states and numbers are what can be compared."""
    require("xliff2po (translate-toolkit)", shutil.which("xliff2po"))
    replaced(project / HR, '#: source/articles/dry-needling.md\nmsgid "pain"', '#, fuzzy\nmsgid "pain"')
    replaced(project / HR, 'msgstr "okidačke točke"', 'msgstr ""')
    file, theirs = project / "hr.xlf", project / "theirs.po"
    assert run("export", "hr", "--format", "xliff", "--domain", "dry-needling", "--output", str(file)).exit_code == 0
    subprocess.run(["xliff2po", "--progress=none", str(file), str(theirs)], check=True, capture_output=True)
    assert counts(theirs) == counts(project / HR)
    assert min(counts(theirs)) == 1


def counts(file: Path) -> tuple[int, ...]:
    seen = subprocess.run(
        ["msgfmt", "--statistics", "-o", "/dev/null", str(file)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    return tuple(int(number) for number in re.findall(r"\d+", seen.stderr))
