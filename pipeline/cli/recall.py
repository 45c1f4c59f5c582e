"""The command for a text that was unsafe: who still lives on it."""

import sys
from datetime import datetime
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS
from pipeline.cli.say import AS_OF, opened


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@AS_OF
@click.pass_obj
def recall(folder: Path, paths: tuple[Path, ...], as_json: bool, as_of: datetime | None) -> None:
    """Name every locale, page and bundle that was made from a text which source/recalls.toml recalls.

    Looked through are the catalogs, all that lies in build/, and each PATH: a folder, a page or a ZIP bundle. Nothing is
    changed. Exit status: 0 nothing carries a recalled text, 1 something does or cannot be looked into, 2 unreadable.

    \b
    Examples:
      polyclinic recall
      polyclinic recall ../given-out/leaflets.zip --json
    """
    from pipeline.publish.clock import day
    from pipeline.publish.recall_report import clinicians, report_recalls
    from pipeline.reports.recall import recall_json, recall_lines

    project = opened(folder)
    report = report_recalls(project, paths, clinicians(project, day(as_of.date() if as_of else None)))
    click.echo(recall_json(report) if as_json else "\n".join(recall_lines(report)))
    if report.found:
        sys.exit(FINDINGS)
