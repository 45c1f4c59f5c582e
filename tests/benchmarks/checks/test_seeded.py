"""The benchmarks of the checks run, and what they report is sane: at small sizes, and no time is asserted."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, message_count, require

HERE = Path(__file__).parent


def bench(script: str, *arguments: str) -> str:
    """What a benchmark prints."""
    finished = subprocess.run([sys.executable, str(HERE / script), *arguments], check=False, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_markup_faults_are_seeded_and_caught_and_right_messages_left_alone() -> None:
    require("translate-toolkit (pofilter)", shutil.which("pofilter"))
    said = bench("seeded.py", "--locale", "hr", "--family", "markup")
    assert re.search(r"^the checks say something of 0 of \d+ right messages$", said, re.MULTILINE)
    assert re.search(r"^citation_dropped +7 +100 ", said, re.MULTILINE)


def test_orders_and_permissions_that_turned_are_caught_and_right_ones_left_alone() -> None:
    said = bench("seeded.py", "--family", "obligation", "--without-pofilter")
    assert "the checks say something of 0 of 144 right messages" in said
    caught = re.search(r"^OBLIGATION +168 +(\d+)", said, re.MULTILINE)
    assert caught is not None
    assert int(caught[1]) >= 90


def test_findings_are_counted_on_the_projects_own_catalogs() -> None:
    locales = (folder.name for folder in (ROOT / "locales").iterdir() if folder.is_dir())
    assert f"per 100 of {sum(message_count(ROOT, name) for name in locales)} live messages" in bench("alarms.py")
