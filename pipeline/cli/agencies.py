"""Commands around translation agencies: what they get, and what they send back."""

import sys
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS
from pipeline.cli.say import chosen, opened


@click.command()
@click.argument("locale")
@click.option("--format", "form", type=click.Choice(["xliff", "csv", "tmx"]), required=True, help="The kind of file.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Default: standard output.")
@click.option("--domain", "domains", multiple=True, metavar="DOMAIN", help="Only this domain; may be repeated.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["untranslated", "fuzzy", "translated"]),
    help="Only messages of this state; may be repeated.",
)
@click.pass_obj
def export(folder: Path, locale: str, form: str, output: Path | None, domains: tuple[str, ...], only: tuple[str, ...]) -> None:
    """Write a locale's catalogs as a file for translation agencies.

    XLIFF 1.2 for translation tools, CSV for spreadsheets, TMX for the live translations as a translation memory.

    \b
    Examples:
      polyclinic export hr --format xliff --output hr.xlf
      polyclinic export hr --format csv --only untranslated --only fuzzy --output hr.csv
    """
    from pipeline.publish.agencies import export_catalogs
    from pipeline.publish.store import write_if_changed

    project = opened(folder)
    (wanted,) = chosen(project, [locale])
    content = export_catalogs(project, wanted, form, domains, only)
    if output is None:
        click.echo(content, nl=False)
        return
    changed = write_if_changed(output.parent, output.name, content)
    click.echo(f"wrote {output}" if changed else "nothing to change")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--locale", metavar="LOCALE", help="The locale that the file is for. Default: what the file says.")
@click.option("--domain", metavar="DOMAIN", help="Only this domain; for a PO file: its domain. Default: all, or its name.")
@click.option(
    "--prefer",
    type=click.Choice(["catalog", "imported"]),
    default="catalog",
    show_default=True,
    help="Whose text stays where both sides changed it; the catalog's own then moves to a comment.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def take_in(folder: Path, file: Path, locale: str | None, domain: str | None, prefer: str, dry_run: bool) -> None:
    """Take translations in from a file: XLIFF, CSV, TMX, or PO, also of an older template.

    A translation that changed here since the export is never overwritten unasked. Only what the file calls translated goes
    live, and only with all its markup. Exit status: 0 all in, 1 conflicts or damaged placeholders, 2 unreadable.

    \b
    Examples:
      polyclinic import hr.xlf --dry-run
      polyclinic import dry-needling.po --locale hr
    """
    from pipeline.model.offer import Prefer
    from pipeline.publish.agencies import import_file, would_edit
    from pipeline.publish.catalogs import edit_catalog
    from pipeline.reports.receipt import receipt_lines

    receipt = import_file(opened(folder), file, locale, domain, Prefer(prefer), would_edit if dry_run else edit_catalog)
    for line in receipt_lines(receipt):
        click.echo(line)
    for path in receipt.written:
        click.echo(f"would write {path}" if dry_run else f"wrote {path}")
    if receipt.open_questions:
        sys.exit(FINDINGS)
