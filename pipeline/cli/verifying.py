"""The command for whoever gets a bundle."""

import sys
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS


@click.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--against",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="SOURCE",
    help="Also make the bundle anew from this checkout of the sources, and compare byte for byte. The folder stays as it is.",
)
@click.option(
    "--previous",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="BUNDLE",
    help="With --against: the bundle that CHANGES.html compares this one with.",
)
@click.option("--public-key", metavar="KEY", help="The maker's minisign.pub, or the key itself, from a place that you trust.")
@click.option("--signature", metavar="FILE", help="The signature. Default: the bundle's name with .minisig behind it.")
@click.option("--json", "machine_readable", is_flag=True, help="Print one JSON object.")
def verify(
    bundle: Path,
    source: Path | None,
    previous: Path | None,
    public_key: str | None,
    signature: str | None,
    machine_readable: bool,
) -> None:
    """Say whether a bundle is what it claims to be: archive, bag, pages, records, signature; at the end what that proves.

    The archive is not trusted and never unpacked: paths that leave it, links, duplicates, hidden bytes, whatever two programs
    could read in two ways, is refused. Each page must carry its whole disclaimer and its cautions in the open. Works offline.

    Whoever has Python 3.9 and nothing else types `python verify.pyz BUNDLE`; `make verify.pyz` makes that file.

    \b
    Examples:
      polyclinic verify polyclinic-site-2026-11-25.zip
      polyclinic verify polyclinic-site-2026-11-25.zip --public-key minisign.pub --against ../sources
    """
    from dataclasses import replace

    from pipeline.model.errors import PipelineError
    from pipeline.verify.bundle import judge_bundle
    from pipeline.verify.desk import UnreadableError, read_bundle, read_public_key, read_signature
    from pipeline.verify.report import as_json, as_text

    try:
        key = read_public_key(public_key) if public_key is not None else None
        content = read_bundle(bundle)
        verdict = judge_bundle(bundle.name, content, key, read_signature(bundle, signature))
    except UnreadableError as error:
        raise PipelineError(error.place, error.problem, error.remedy) from None
    if source is not None:
        from pipeline.publish.bundling.opened import open_bundle
        from pipeline.publish.verifying import compare

        before = None if previous is None else open_bundle(previous)
        verdict = replace(verdict, answers=(*verdict.answers, compare(content, source, before)))
    click.echo(as_json(verdict) if machine_readable else as_text(verdict), nl=False)
    if not verdict.right:
        sys.exit(FINDINGS)
