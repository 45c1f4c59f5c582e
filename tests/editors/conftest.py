"""What tests of editors share: a desktop for each test."""

import shutil
from collections.abc import Iterator

import pytest

from tests.conftest import require
from tests.editors.desktop import Desktop, open_desktop


@pytest.fixture
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A desktop without windows."""
    for program in ("Xvfb", "xdotool", "xclip", "dbus-run-session"):
        require(program, shutil.which(program))
    with open_desktop(tmp_path_factory.mktemp("desktop") / "home") as opened:
        yield opened
