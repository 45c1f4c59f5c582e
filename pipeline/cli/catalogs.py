"""Commands of authors and translators: templates and catalogs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.cli.exit_status import FINDINGS, UNREADABLE
from pipeline.cli.say import chosen, opened, say_written
from pipeline.model.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.revision import Edit
    from pipeline.publish.sources import Project

_ASK = "\0"
"""What `--meaning-unchanged` stands for without a text; no text contains it."""


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
@click.option(
    "--meaning-unchanged",
    "unchanged",
    multiple=True,
    is_flag=False,
    flag_value=_ASK,
    metavar="[MSGID]...",
    help="The English text of this message, or its beginning, changed its form and not its meaning: translations stay. "
    "Without a text: ask about each.",
)
@click.option("--by", metavar="NAME", help="Who says so. Default: git's user.name.")
@click.pass_obj
def update(folder: Path, locales: tuple[str, ...], unchanged: tuple[str, ...], by: str | None) -> None:
    """Extract, then merge into the catalogs of all locales, or of those named.

    Nothing that a translator wrote is lost: an edited message becomes fuzzy and keeps its old English, a removed one stays
    as an obsolete entry and comes back with its source. A second run changes nothing.

    A typo that you mended in the English need not bother twelve translators: with --meaning-unchanged their texts stay
    live, and source/revisions.toml says who decided so. Not for protected messages, nor where a figure, a negation or a
    word such as "may" changed.

    \b
    Examples:
      polyclinic update
      polyclinic update hr pt_BR
      polyclinic update --meaning-unchanged "Drink enough water."
      polyclinic update --meaning-unchanged
    """
    from pipeline.publish.catalogs import update_catalogs

    project = opened(folder)
    texts: list[str] = []
    if unchanged:
        known = {locale.name for locale in (project.source, *project.locales)}
        texts = [text for text in (*unchanged, *locales) if text != _ASK and text not in known]
        locales = tuple(name for name in (*unchanged, *locales) if name in known)
    wanted = chosen(project, locales)
    if unchanged:
        _vouch(project, texts, by)
    say_written(update_catalogs(project, wanted))


def _vouch(project: "Project", texts: "Sequence[str]", by: str | None) -> None:
    """Record that these edits, or those that a person at the terminal chooses, change no meaning."""
    from pipeline.publish.catalogs import edits_since_update
    from pipeline.publish.revisions import author, chosen_edits, record_revisions

    name = (by or "").strip() or author(project)
    if not name or not name.isprintable():
        raise click.UsageError("nobody says so: name yourself with --by")
    found = edits_since_update(project)
    record_revisions(project, chosen_edits(found, texts) if texts else _asked(found), name)


def _asked(found: "Sequence[Edit]") -> "Iterator[Edit]":
    if not found:
        click.echo("no message was edited since the last update")
    for edit in found:
        click.echo(f"\n{edit.domain}\n  - {edit.before[1]}\n  + {edit.after[1]}")
        if edit.objection:
            click.echo(f"  goes to the translators: {edit.objection}")
        elif click.confirm("  Is its meaning unchanged?", default=False):
            yield edit


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

    from pipeline.publish.form import catalog_files, in_form, put_in_form
    from pipeline.publish.lock import catalogs_lock

    root = Path() if files else folder
    paths = files or catalog_files(root)
    changed = unreadable = False
    with nullcontext() if files or check else catalogs_lock(root):
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
