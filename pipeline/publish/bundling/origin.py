"""When and of what a bundle is made: SOURCE_DATE_EPOCH, or the git commit of the sources; never the clock."""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.model.errors import PipelineError
from pipeline.publish.clock import EPOCH, given, now

_SOURCES = ("source", "locales", "LICENSE")
"""All of a project that a bundle is made of."""
_READ = (".md", ".toml", ".po", ".css", ".png", "/LICENSE")
"""How the names of files end that a bundle is made of."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle's moment, and the commit that it is made of."""

    moment: datetime
    """In UTC, whole seconds."""
    commit: str = ""
    """Empty where the sources are no commit's: there is no git, or they were edited since."""
    today: date | None = None
    """The day on which it is made, where the moment is the commit's; None where the one who makes it chose the moment."""


def made(root: Path) -> Made:
    """The moment that SOURCE_DATE_EPOCH gives, else that of the commit whose sources lie there unchanged.

    Raises PipelineError where neither is to be had: a bundle with today's time could not be made again.
    """
    commit = _git(root, "log", "-1", "--format=%H %ct")
    edited = _edited(root)
    known, _, seconds = commit.strip().partition(" ") if commit and edited == [] else ("", "", "")
    moment = given()
    if moment is not None:
        return Made(moment, known)
    if known:
        return Made(datetime.fromtimestamp(int(seconds), UTC), known, now().date())
    if edited:
        raise PipelineError(
            "source", f"not committed: {', '.join(edited[:3])}", f"commit first, or set {EPOCH} (seconds since 1970)"
        )
    remedy = f"set {EPOCH} (seconds since 1970), or commit the project with git"
    raise PipelineError(EPOCH, "a bundle needs a time that is the same tomorrow, and there is no git commit here", remedy)


def _edited(root: Path) -> list[str] | None:
    """The sources that are not as the commit has them; None where there is no git."""
    told = _git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored", "--", *_SOURCES)
    if told is None:
        return None
    # What git ignores is no commit's either; but locks and compiled catalogs go into no bundle.
    return [line[3:] for line in told.split("\0") if line and (line[:2] != "!!" or line.endswith(_READ))]


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None where it is not there, or knows no commit here."""
    quiet = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "-c", "log.showSignature=false", "-C", str(root), *arguments]
    try:
        found = subprocess.run(command, capture_output=True, env=quiet, check=False)
    except OSError:
        return None
    return found.stdout.decode("utf-8", "replace") if found.returncode == 0 else None
