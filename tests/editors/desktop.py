"""A desktop that is nobody's: an X display, a home and a session bus, for an editor that a test drives as a hand would.

Nothing is read from or written to the home of whoever runs the tests.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

DEADLINE = 60
"""Seconds after which a condition counts as never fulfilled; a start of Poedit takes one or two."""
PATIENCE = 2
"""Seconds after which keys that have had no effect are pressed once more."""


@dataclass(frozen=True)
class Desktop:
    """An X display and the home of its user."""

    display: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """All that a program here gets to know; no proxy, no address of another bus, no wish of the real user."""
        return {
            "DISPLAY": self.display,
            "GDK_BACKEND": "x11",
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            "PATH": os.environ["PATH"],
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(self.home),
        }

    def configure(self, path: str, text: str) -> None:
        """Write a file of settings below ~/.config."""
        file = self.home / ".config" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program with a session bus of its own; it and all that it started are gone afterwards."""
        with (self.home / "output.log").open("ab") as log:
            program = subprocess.Popen(
                ["dbus-run-session", "--", *command],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield program
        finally:
            end_group(program)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard: to type letters that no keyboard has is a race with the program's map of the keys."""
        subprocess.run(
            ["xclip", "-selection", "clipboard"],
            input=text.encode(),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )

    def title(self) -> str:
        """The title of the window that has the focus, or nothing."""
        return self._xdotool("getwindowfocus", "getwindowname").strip()

    def press(self, keys: str, what: str, condition: Callable[[], bool]) -> None:
        """Press chords ("ctrl+a ctrl+v") until a condition holds, as a hand would: a window that is still being drawn
        loses keys. So they must do the same when pressed twice.
        """
        last = 0.0

        def pressed() -> bool:
            nonlocal last
            if time.monotonic() > last + PATIENCE:
                self._xdotool("key", "--clearmodifiers", *keys.split())
                last = time.monotonic()
            return condition()

        self.until(what, pressed)

    def until(self, what: str, condition: Callable[[], bool]) -> None:
        """Return as soon as a condition holds; after the deadline fail with what did not happen and a picture of the screen."""
        end = time.monotonic() + DEADLINE
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"after {DEADLINE} s still not: {what}; the window is {self.title()!r}; {self._picture()}")
            time.sleep(0.05)

    def _picture(self) -> str:
        """Where a picture of the screen lies now."""
        if not shutil.which("import"):
            return "with ImageMagick there would be a picture of the screen"
        path = self.home.parent / "screen.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=False)
        return f"see {path}"

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout


def end_group(program: subprocess.Popen[bytes]) -> None:
    """End a program and its children, all of the session that it was started in."""
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


@contextmanager
def open_desktop(home: Path) -> Iterator[Desktop]:
    """A desktop whose display number is free on this machine; it ends with its block."""
    home.mkdir(mode=0o700)
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(writes)
    try:
        with os.fdopen(reads) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield Desktop(f":{number}", home)
    finally:
        server.terminate()
        server.wait()
