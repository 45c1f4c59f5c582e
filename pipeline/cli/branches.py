"""The command that git calls when two branches changed one catalog."""

import sys
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS


@click.command("merge-driver")
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("path", required=False)
@click.pass_obj
def merge_driver(folder: Path, base: str, ours: str, theirs: str, path: str | None) -> None:
    """Merge two branches of one catalog, message by message; git calls it (%O %A %B %P).

    The answer is written into OURS. Translators of different messages never meet. A message that was translated twice becomes
    fuzzy, with both texts kept: then the exit status is 1, and git waits for a person. An unreadable file leaves OURS as it
    was: the exit status is 2.

    \b
    Examples:
      git config merge.polyclinic.driver '.venv/bin/polyclinic merge-driver %O %A %B %P'
      polyclinic merge-driver base.po ours.po theirs.po
    """
    from pipeline.publish.branches import merge_files

    findings = merge_files(folder, base, ours, theirs, path or ours)
    for finding in findings:
        click.echo(str(finding), err=True)
    if findings:
        sys.exit(FINDINGS)
