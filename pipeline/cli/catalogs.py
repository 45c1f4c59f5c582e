"""Commands of authors and translators: templates and catalogs."""

import sys
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS
from pipeline.cli.say import chosen, opened, say_written


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

    A pseudo-locale, qps-ploc or qps-plocm, gets no catalogs, because there is nothing to translate: every build renders it
    beside the site from then on.

    \b
    Examples:
      polyclinic init it
      polyclinic init zh_Hant
      polyclinic init qps-ploc
    """
    from pipeline.publish.catalogs import update_catalogs
    from pipeline.publish.settle import add_locale

    hint = add_locale(folder, locale)
    if hint:
        click.echo(hint, err=True)
        sys.exit(FINDINGS)
    project = opened(folder)
    target = project.target(locale)
    if target.pseudo:
        click.echo(f"{target.name} has no catalogs: `polyclinic build` renders it into build/pseudo, never into the site")
    else:
        say_written(update_catalogs(project, [target]))
