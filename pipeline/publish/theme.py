"""A project's theme, if it has one."""

from pathlib import Path

from pipeline.formats.theme import read_theme
from pipeline.publish.store import read_text

THEME = "source/theme.css"


def theme_of(root: Path) -> str:
    """The theme of the project in a folder, checked; empty where there is none. Raises PipelineError as `read_theme` does."""
    path = root / THEME
    # A link to nowhere is a theme that somebody wants, and no reason to publish without.
    return read_theme(read_text(root, THEME), THEME) if path.is_symlink() or path.exists() else ""
