"""Commands around bundles: make one, sign it, see what changed since the last."""

import sys
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS
from pipeline.cli.say import opened, progress, say_findings, say_table


@click.command()
@click.option("--clinic", "clinics", multiple=True, metavar="CLINIC", help="This clinic's pages; may be repeated.")
@click.option("--locale", "locales", multiple=True, metavar="LOCALE", help="Only this locale; may be repeated.")
@click.option(
    "--previous",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The bundle that was given out before: CHANGES.html says what changed since.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write it into this folder. Default: build/bundles.",
)
@click.pass_obj
def bundle(
    folder: Path, clinics: tuple[str, ...], locales: tuple[str, ...], previous: Path | None, output: Path | None
) -> None:
    """Build anew, and pack the pages with all that proves them into one ZIP file in build/bundles.

    The ZIP is a BagIt bag: what is to be uploaded lies in data/, VERIFY.txt tells anybody how to check it, records/ holds the
    gate's report, findings, approvals, what built it. The same commit gives the same bytes, on any machine. Its time is that of
    SOURCE_DATE_EPOCH, or else of the git commit.

    Nothing is bundled, and the exit status is 1, where a locale is refused or an article's review is overdue.

    \b
    Examples:
      polyclinic bundle
      polyclinic bundle --locale hr --locale de
      polyclinic bundle --clinic sample-berlin
      polyclinic bundle --previous given-out/polyclinic-site-2026-11-25.zip
    """
    from pipeline.publish.bundling.bundle import bundle as make
    from pipeline.publish.bundling.bundle import count_pages, place_of, write_bundle
    from pipeline.publish.bundling.opened import open_bundle
    from pipeline.publish.bundling.origin import made
    from pipeline.publish.checking import known_rules
    from pipeline.publish.clinic_regions import known_locale
    from pipeline.publish.clinics import open_clinic
    from pipeline.reports.outcome import BUILD_COLUMNS, build_rows

    project = opened(folder)
    houses = {name: open_clinic(project, name) for name in dict.fromkeys(clinics)}
    named = [known_locale(project, houses.values(), name) for name in dict.fromkeys(locales)]
    when, before = made(project.root), None if previous is None else open_bundle(previous)
    with progress(count_pages(project, houses, named)) as on_page:
        found = make(project, houses, named, when, before, on_page)
    advice = {rule.id for rule in known_rules()}
    for report in found.reports.values():
        say_findings(report, advice)
    for reason in found.reasons:
        click.echo(str(reason), err=True)
    for name, report in found.reports.items():
        click.echo(f"{name}:")
        say_table(BUILD_COLUMNS, build_rows(report))
    if found.refused:
        click.echo("no bundle: what stands above must be mended first", err=True)
        if place_of(project, found, output).exists():
            click.echo(f"{place_of(project, found, output)} is of an earlier run", err=True)
        sys.exit(FINDINGS)
    click.echo(f"wrote {write_bundle(project, found, output)}")


@click.command()
@click.argument("bundle", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--secret-key",
    "key",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your minisign secret key (`minisign -G` makes one).",
)
def sign(bundle: Path, key: Path) -> None:
    """Sign a bundle with your minisign key: BUNDLE.minisig, which `minisign -V` and `polyclinic verify` check.

    What `polyclinic verify` refuses is not signed: it says what is wrong, and the exit status is 1. If the key has a password,
    it is asked for. No key is ever made or kept here. Needs `pip install 'polyclinic[signing]'`.

    \b
    Example:
      polyclinic sign build/bundles/polyclinic-site-2026-11-25.zip --secret-key ~/.minisign/minisign.key
    """
    from pipeline.publish.bundling.signing import sign_bundle
    from pipeline.verify.report import as_text

    def ask() -> str:
        return str(click.prompt("Password of the key", hide_input=True))

    signed = sign_bundle(bundle, key, ask)
    if signed.place is None:
        click.echo(as_text(signed.verdict), nl=False, err=True)
        click.echo("not signed: what stands above must be mended first", err=True)
        sys.exit(FINDINGS)
    click.echo(f"wrote {signed.place}")


@click.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Also write it as a page.")
@click.pass_obj
def diff(folder: Path, old: Path, new: Path, html: Path | None) -> None:
    """Say what changed between two bundles or two folders of pages, passage by passage, and whether a caution is touched.

    OLD and NEW are bundles (ZIP), unpacked bundles, or folders such as build/site. Exit status: 1 where anything differs.

    \b
    Examples:
      polyclinic diff polyclinic-site-2026-10-01.zip polyclinic-site-2026-11-25.zip
      polyclinic diff given-out/site build/site --html changes.html
    """
    from pipeline.publish.bundling.sides import read_side
    from pipeline.reports.changes import changes_lines, compare

    changes = compare(read_side(old), read_side(new))
    for line in changes_lines(changes):
        click.echo(line.encode("utf-8", "backslashreplace"))
    if html is not None:
        from pipeline.publish.bundling.handover import changes_html
        from pipeline.publish.store import write_if_changed

        write_if_changed(html.parent, html.name, changes_html(opened(folder), changes).encode("utf-8", "backslashreplace"))
    if changes.any:
        sys.exit(FINDINGS)
