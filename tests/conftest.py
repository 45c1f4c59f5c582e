"""What tests share: the real project, a copy to break, a built site, and outside programs or a reason to skip.

What takes long is done once for a session, and only read: a test that writes has a copy.
"""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from pipeline.cli.main import main
from pipeline.publish.checking import check_locales
from pipeline.publish.checking_cache import FOLDER
from pipeline.publish.sources import open_project

ROOT = Path(__file__).parent.parent
VNU = ROOT / ".cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar"

Run = Callable[..., Result]

# Times belong in benchmarks. CI tries the same examples each time, so that it never fails by chance; people try new ones.
settings.register_profile("people", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("POLYCLINIC_CI") else "people")


def require(name: str, found: object) -> None:
    """Skip with a reason where an outside program is missing; in CI that is a failure."""
    if found:
        return
    if os.environ.get("POLYCLINIC_CI"):
        pytest.fail(f"{name} is missing, and CI must have it")
    pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    require("chromium", path)
    return str(path)


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The command of the Nu HTML checker."""
    require("java", shutil.which("java"))
    require("the Nu HTML checker (npm)", VNU.exists())
    return ["java", "-jar", str(VNU)]


@pytest.fixture(scope="session")
def gettext() -> None:
    """GNU gettext's programs."""
    require("gettext", shutil.which("msgcat"))


@pytest.fixture(scope="session")
def findings_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the checks find in the real project's catalogs, as builds keep it: they look at what a test changed."""
    root = tmp_path_factory.mktemp("checked")
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, root / name)
    opened = open_project(root)
    check_locales(opened, opened.locales, keeping=True)
    return root / FOLDER


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let the programs that a test starts hear Ctrl-C, also where the whole run began in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def project(tmp_path: Path, findings_kept: Path) -> Path:
    """A copy of the real project, to be changed at will."""
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(findings_kept, tmp_path / FOLDER)
    return tmp_path


@pytest.fixture
def run(project: Path) -> Run:
    """Call `polyclinic` on the copy."""

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["-C", str(project), *arguments])

    return call


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project, built; the folder that holds its pages."""
    root = tmp_path_factory.mktemp("real")
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, root / name)
    result = CliRunner().invoke(main, ["-C", str(root), "build"])
    assert result.exit_code == 0, result.output
    return root / "build" / "site"


@pytest.fixture
def built(project: Path, site: Path) -> Path:
    """The folder of the copy's pages, as its build makes them: `site` in the place where it stands, to be changed at will."""
    shutil.copytree(site.parent, project / "build")
    return project / "build" / "site"


def message_count(project: Path, locale: str) -> int:
    """How many live messages the catalogs of a locale hold, counted in their text."""
    folder = project / "locales" / locale / "LC_MESSAGES"
    # The header is the first of each file.
    return sum(f"\n{path.read_text('utf-8')}".count("\nmsgid ") - 1 for path in folder.glob("*.po"))
