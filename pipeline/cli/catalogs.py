"""Commands of authors and translators: templates and catalogs."""

import sys
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS, UNREADABLE
from pipeline.cli.say import chosen, opened, say_written
from pipeline.model.errors import PipelineError


@click.command()
@click.pass_obj
def extract(folder: Path) -> None:
    """Write the templates: source/ to locales/*.pot.

    \b
    Example:
      polyclinic extract
    """
    from pipeline.publish.catalogs import extract_templates

    say_written(extract_templates(opened(folder)))


@click.command()
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

    project = opened(folder)
    say_written(update_catalogs(project, chosen(project, locales)))


@click.command()
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
    project = opened(folder)
    say_written(update_catalogs(project, [project.locale(locale)]))


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing, but name the files that would change; exit status 1 if there are any."
)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.pass_obj
def fmt(folder: Path, check: bool, files: tuple[str, ...]) -> None:
    """Put catalogs into the form of `msgcat --no-wrap`: all of the project, or the files named.

    Nothing but the form changes: lines that an editor wrapped, line ends, a charset other than UTF-8. Files need not belong to
    a project. One that cannot be read is named with its line and left as it is; the others are done.

    \b
    Examples:
      polyclinic fmt
      polyclinic fmt --check
      polyclinic fmt ../other/de.po
    """
    from contextlib import nullcontext

    from pipeline.publish.form import catalog_files, in_form, locked, put_in_form

    root = Path() if files else folder
    paths = files or catalog_files(root)
    changed = unreadable = False
    with nullcontext() if files or check else locked(root):
        for path in paths:
            try:
                differs = not in_form(root, path) if check else put_in_form(root, path)
            except PipelineError as error:
                click.echo(f"error: {error}", err=True)
                unreadable = True
            else:
                changed |= differs
                if differs:
                    click.echo(f"would change {path}" if check else f"wrote {path}")
    if unreadable:
        sys.exit(UNREADABLE)
    if not changed:
        click.echo("nothing to change")
    elif check:
        sys.exit(FINDINGS)
