"""What several commands do alike: open a project, and say what came of the work."""

import sys
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.cli.exit_status import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from pipeline.model.locale import Locale
    from pipeline.model.report import Report
    from pipeline.publish.catalogs import Written
    from pipeline.publish.sources import Project

AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Approvals as they stand on this day. Default: SOURCE_DATE_EPOCH, or today.",
)


def opened(folder: "Path") -> "Project":
    """The project in a folder."""
    from pipeline.publish.sources import open_project

    return open_project(folder)


def chosen(project: "Project", names: "Iterable[str]") -> "Sequence[Locale]":
    """The locales of these names, or all; raises UsageError for the source locale, which has no catalogs."""
    found = [project.locale(name) for name in dict.fromkeys(names)] or list(project.locales)
    if project.source in found:
        raise click.UsageError(f"{project.source.name} is the source locale: it has no catalogs")
    return found


def say_written(written: "Iterable[Written]") -> None:
    """Print the files that changed, and those that could not be read or written; exit status 2 where there are any."""
    found = list(written)
    changed = [one.path for one in found if one.changed]
    for path in changed:
        click.echo(f"wrote {path}")
    errors = [one.error for one in found if one.error is not None]
    for error in errors:
        click.echo(f"error: {error}", err=True)
    if errors:
        sys.exit(UNREADABLE)
    if not changed:
        click.echo("nothing to change")


def say_findings(report: "Report", advice: "Collection[str]" = ()) -> None:
    """Print every finding with its place, on standard error.

    Those of the rules in `advice` that refuse nothing are only counted: a build with many must still show what it refuses.
    """
    for verdict in report.verdicts:
        advised = [finding for finding in verdict.findings if finding.rule in advice and not finding.refuses]
        for finding in verdict.findings:
            if finding not in advised:
                click.echo(f"{verdict.locale.name}: {finding}", err=True)
        if advised:
            name, number = verdict.locale.name, len(advised)
            word = "warning" if number == 1 else "warnings"
            click.echo(f"{name}: {number} {word} of the checks, which refuse nothing: see `polyclinic check {name}`", err=True)
    for finding in report.findings:
        click.echo(str(finding), err=True)


def say_table(columns: "Sequence[str]", rows: "Sequence[Sequence[str]]") -> None:
    """Print a table; rows whose last cell begins with "refused" stand out."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        style = "red" if row[-1].startswith("refused") else None
        table.add_row(*row, style=style)
    console = Console(width=None if sys.stdout.isatty() else 200)
    # Off a terminal nothing is cut: logs are read later, in wide windows.
    console.print(table)


class progress:  # noqa: N801 - reads as the context that it is
    """A bar on a terminal, nothing but the pages' names elsewhere."""

    def __init__(self, total: int) -> None:
        self.total = total

    def __enter__(self) -> "Callable[[str], None]":
        if not sys.stderr.isatty():
            self.bar = None
            return lambda name: click.echo(f"built {name}")
        from rich.console import Console
        from rich.progress import Progress

        # Refreshed by each page, not by a thread: a build that stays alone in its process may fork.
        self.bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
        self.bar.start()
        task = self.bar.add_task("pages", total=self.total)
        bar = self.bar
        return lambda name: bar.update(task, advance=1, description=name, refresh=True)

    def __exit__(self, *exception: object) -> None:
        if self.bar is not None:
            self.bar.stop()
