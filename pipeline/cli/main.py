"""The commands. Everything heavy is imported inside the command that needs it, so that help and version are instant.

Exit status: 0 fine; 1 findings or a refused locale; 2 usage or unreadable input; 130 interrupted.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from pipeline import __version__
from pipeline.model.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.model.locale import Locale
    from pipeline.model.report import Report
    from pipeline.publish.catalogs import Written
    from pipeline.publish.sources import Project

FINDINGS = 1
UNREADABLE = 2
INTERRUPTED = 130


class _Group(click.RichGroup):
    """The one place where an exception becomes an exit status."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except PipelineError as error:
            click.echo(f"error: {error}", err=True)
            context.exit(UNREADABLE)
        except KeyboardInterrupt:
            click.echo("interrupted: nothing was changed that was not finished", err=True)
            context.exit(INTERRUPTED)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--project",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="The project's folder (the one that holds source/). Default: the current one.",
)
@click.version_option(__version__, prog_name="polyclinic")
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Publish health articles in every language, and none without its medical disclaimer.

    \b
    Examples:
      polyclinic build                 all locales, into build/site
      polyclinic update                new English texts into all catalogs
      polyclinic -C ../clinic status   another project's catalogs
    """
    context.obj = folder


@main.command()
@click.pass_obj
def extract(folder: Path) -> None:
    """Write the templates: source/ to locales/*.pot.

    \b
    Example:
      polyclinic extract
    """
    from pipeline.publish.catalogs import extract_templates

    _say_written(extract_templates(_open(folder)))


@main.command()
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.pass_obj
def update(folder: Path, locales: tuple[str, ...]) -> None:
    """Extract, then merge into the catalogs of all locales, or of those named.

    Nothing that a translator wrote is lost: an edited message becomes fuzzy and keeps its old English, a removed one stays
    as an obsolete entry and comes back with its source. A second run changes nothing.

    \b
    Examples:
      polyclinic update
      polyclinic update hr pt_BR
    """
    from pipeline.publish.catalogs import update_catalogs

    project = _open(folder)
    _say_written(update_catalogs(project, _chosen(project, locales)))


@main.command()
@click.argument("locale")
@click.pass_obj
def init(folder: Path, locale: str) -> None:
    """Begin a new locale: its catalogs, and its name in the settings.

    \b
    Examples:
      polyclinic init it
      polyclinic init zh_Hant
    """
    from pipeline.publish.catalogs import update_catalogs
    from pipeline.publish.settle import add_locale

    hint = add_locale(folder, locale)
    if hint:
        click.echo(hint, err=True)
        sys.exit(FINDINGS)
    project = _open(folder)
    _say_written(update_catalogs(project, [project.locale(locale)]))


@main.command()
@click.option("--locale", "locales", multiple=True, metavar="LOCALE", help="Only this locale; may be repeated.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["html", "text"]),
    help="Only this format; may be repeated. Default: those of the settings.",
)
@click.pass_obj
def build(folder: Path, locales: tuple[str, ...], formats: tuple[str, ...]) -> None:
    """Render all pages into build/site, and refuse every locale without its complete medical disclaimer.

    What lies in build/site afterwards is what passed now. A refused locale has no page there, and the exit status is 1.

    \b
    Examples:
      polyclinic build
      polyclinic build --locale hr --locale ar --format html
    """
    from pipeline.publish.build import build as build_site
    from pipeline.reports.outcome import BUILD_COLUMNS, build_rows

    project = _open(folder)
    targets = [project.locale(name) for name in dict.fromkeys(locales)] or [project.source, *project.locales]
    with _progress(len(targets) * len(project.articles)) as on_page:
        report = build_site(project, targets, formats or project.site.formats, on_page)
    _say_findings(report)
    _say_table(BUILD_COLUMNS, build_rows(report))
    if report.refused:
        sys.exit(FINDINGS)


@main.command()
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(folder: Path, locales: tuple[str, ...], as_json: bool) -> None:
    """Show how far each locale is translated.

    \b
    Examples:
      polyclinic status
      polyclinic status hr --json
    """
    from pipeline.publish.status import status as look
    from pipeline.reports.outcome import STATUS_COLUMNS, status_json, status_rows

    project = _open(folder)
    report = look(project, _chosen(project, locales))
    if as_json:
        click.echo(status_json(report))
    else:
        _say_findings(report)
        _say_table(STATUS_COLUMNS, status_rows(report))
    if report.refused:
        sys.exit(FINDINGS)


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
def new(directory: Path) -> None:
    """Make a small project that builds at once, to put an article of one's own into.

    \b
    Example:
      polyclinic new my-articles
    """
    from pipeline.publish.scaffold import scaffold

    for path in scaffold(directory):
        click.echo(f"wrote {path}")
    click.echo(f"now: polyclinic -C {directory} build")


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.pass_obj
def serve(folder: Path, port: int) -> None:
    """Show build/site in a browser of this machine; stop with Ctrl-C.

    \b
    Example:
      polyclinic serve --port 8080
    """
    from pipeline.publish.serve import serve as serve_site

    serve_site(folder, port, lambda address: click.echo(f"serving {address}"))


def _open(folder: Path) -> "Project":
    from pipeline.publish.sources import open_project

    return open_project(folder)


def _chosen(project: "Project", names: "Iterable[str]") -> "Sequence[Locale]":
    chosen = [project.locale(name) for name in dict.fromkeys(names)] or list(project.locales)
    if project.source in chosen:
        raise click.UsageError(f"{project.source.name} is the source locale: it has no catalogs")
    return chosen


def _say_written(written: "Iterable[Written]") -> None:
    changed = [one.path for one in written if one.changed]
    for path in changed:
        click.echo(f"wrote {path}")
    if not changed:
        click.echo("nothing to change")


def _say_findings(report: "Report") -> None:
    for verdict in report.verdicts:
        for finding in verdict.findings:
            click.echo(f"{verdict.locale.name}: {finding}", err=True)


def _say_table(columns: "Sequence[str]", rows: "Sequence[Sequence[str]]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        style = "red" if row[-1].startswith("refused") else None
        table.add_row(*row, style=style)
    console = Console(width=None if sys.stdout.isatty() else 200)
    # Off a terminal nothing is cut: logs are read later, in wide windows.
    console.print(table)


class _progress:  # noqa: N801 - reads as the context that it is
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
