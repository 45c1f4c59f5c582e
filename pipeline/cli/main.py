"""The commands. Everything heavy is imported inside the command that needs it, so that help and version are instant.

Exit status: 0 fine; 1 findings or a refused locale; 2 usage or unreadable input; 130 interrupted.
"""

from pathlib import Path

import rich_click as click

from pipeline import __version__
from pipeline.cli import (
    agencies,
    approvals,
    branches,
    bundles,
    catalogs,
    checking,
    clinics,
    published,
    recall,
    site,
    verifying,
)
from pipeline.cli.exit_status import INTERRUPTED, UNREADABLE
from pipeline.model.errors import PipelineError


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


for command in (
    catalogs.extract,
    catalogs.update,
    catalogs.init,
    catalogs.fmt,
    branches.merge_driver,
    agencies.export,
    agencies.take_in,
    checking.check,
    checking.waive,
    approvals.approve,
    approvals.approvals,
    recall.recall,
    clinics.clinic,
    site.build,
    bundles.bundle,
    bundles.sign,
    bundles.diff,
    verifying.verify,
    site.gate,
    published.check_url,
    site.status,
    site.new,
    site.serve,
):
    main.add_command(command)
