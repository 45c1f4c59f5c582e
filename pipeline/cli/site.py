"""Commands around the site: build it, look at it, begin one."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.cli.exit_status import FINDINGS
from pipeline.cli.say import AS_OF, chosen, opened, progress, say_findings, say_table

if TYPE_CHECKING:
    from pipeline.model.clinic import Clinic
    from pipeline.model.locale import Locale
    from pipeline.model.report import Report
    from pipeline.publish.sources import Project
    from pipeline.publish.staging import Change


@click.command()
@click.option("--locale", "locales", multiple=True, metavar="LOCALE", help="Only this locale; may be repeated.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["html", "text"]),
    help="Only this format; may be repeated. Default: those of the settings.",
)
@click.option("--clinic", "clinics", multiple=True, metavar="NAME", help="Only this clinic's site; may be repeated.")
@click.option("--no-clinics", is_flag=True, help="Only the project's own site; build/clinics stays as it is.")
@click.option("--check", is_flag=True, help="Replace nothing: say which files would change; exit status 1 if any would.")
@AS_OF
@click.pass_obj
def build(
    folder: Path,
    locales: tuple[str, ...],
    formats: tuple[str, ...],
    clinics: tuple[str, ...],
    no_clinics: bool,
    check: bool,
    as_of: datetime | None,
) -> None:
    """Render all pages into build/site, and refuse every locale without its complete medical disclaimer.

    What lies in build/site afterwards is what passed now. A refused locale has no page there, and the exit status is 1.
    build/reports/gate.html shows an auditor which rules held on each page, and gate.json a program.

    Each clinic of source/clinics gets a site of its own in build/clinics/NAME: the same pages with its contact, its country's
    emergency number and law, past the same gate. Of a refused clinic nothing lies there.

    The pseudo-locales qps-ploc (accents, two fifths longer) and qps-plocm (right to left) go to build/pseudo and are never
    published: they show what is not translatable, and what longer text breaks.

    \b
    Examples:
      polyclinic build
      polyclinic build --locale hr --locale ar --format html
      polyclinic build --clinic zagreb
      polyclinic build --locale qps-ploc --locale qps-plocm
      polyclinic build --check
    """
    from pipeline.publish.build import build as build_site
    from pipeline.publish.checking import known_rules
    from pipeline.publish.clinic_regions import known_target
    from pipeline.publish.clinics import open_clinic
    from pipeline.publish.clock import day
    from pipeline.publish.staging import Change
    from pipeline.reports.outcome import BUILD_COLUMNS, build_rows

    if clinics and no_clinics:
        raise click.UsageError("--clinic and --no-clinics contradict each other")
    project, refused = opened(folder), False
    houses = {name: open_clinic(project, name) for name in clinics}
    every = [project.source, *project.locales, *project.pseudo_locales]
    named = dict.fromkeys(known_target(project, houses.values(), name) for name in locales)
    # In the order of the settings, however they were named: the index is the same.
    targets = [one for one in every if one in named] + [one for one in named if one not in every] if named else every
    built_as, today = formats or project.site.formats, day(as_of.date() if as_of else None)
    changes: list[Change] = []
    on_change = changes.append if check else None
    if not clinics:
        with progress(len(targets) * len(project.articles)) as on_page:
            report = build_site(project, targets, built_as, today, on_page, on_change)
        say_findings(report, {rule.id for rule in known_rules()})
        say_table(BUILD_COLUMNS, build_rows(report))
        refused = report.refused
    if not no_clinics:
        refused |= _build_clinics(project, houses, targets, built_as, today, on_change)
    for change in changes:
        click.echo(f"would be {change.what}: {change.path}")
    if check and not changes:
        click.echo("nothing would change")
    if refused or changes:
        sys.exit(FINDINGS)


def _build_clinics(
    project: "Project",
    chosen: "Mapping[str, Clinic]",
    locales: "Sequence[Locale]",
    formats: "Sequence[str]",
    as_of: "date",
    on_change: "Callable[[Change], None] | None",
) -> bool:
    """Build the sites of the chosen clinics, or of all where none is, and say what came of it; whether anything was refused."""
    from pipeline.publish.clinic_sites import build_clinics, withdraw_others
    from pipeline.publish.clinics import read_clinics
    from pipeline.reports.outcome import CLINIC_COLUMNS, clinic_rows

    clinics = chosen or read_clinics(project)
    for name in () if chosen or on_change else withdraw_others(project, clinics):
        click.echo(f"removed build/clinics/{name}: there is no such clinic any more")
    with progress(len(clinics) * len(locales) * len(project.articles)) as on_page:
        reports = build_clinics(project, clinics, formats, as_of, locales, on_page, on_change)
    for name, report in reports.items():
        for finding in report.findings:
            click.echo(f"{name}: {finding}", err=True)
        for verdict in report.verdicts:
            for finding in verdict.refusals:
                click.echo(f"{name}, {verdict.locale.name}: {finding}", err=True)
    if reports:
        say_table(CLINIC_COLUMNS, clinic_rows(reports))
    return any(report.refused for report in reports.values())


@click.command()
@click.argument("site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[FOLDER]")
@click.option("--clinic", "clinics", multiple=True, metavar="NAME", help="Only this clinic's site; may be repeated.")
@click.option("--no-clinics", is_flag=True, help="Only the project's own site.")
@click.option(
    "--report",
    "reports",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Also write gate.html and gate.json into this folder, a clinic's into clinics/NAME in it; never the build's own.",
)
@AS_OF
@click.pass_obj
def gate(
    folder: Path,
    site: Path | None,
    clinics: tuple[str, ...],
    no_clinics: bool,
    reports: Path | None,
    as_of: datetime | None,
) -> None:
    """Judge the pages that lie in build/site and build/clinics, or in another folder, by the sources as they are now.

    A page that was edited after the build, is missing, or carries a text that has changed since is refused, with the rule that
    it breaks. So is a file that no build has put there. A locale of the settings, or a clinic, that is not there is named, and
    the exit status is 1. A FOLDER is judged as the project's site, with --clinic as that clinic's.

    The report that the build itself wrote lies in build/reports: gate.html for people, gate.json for programs.

    \b
    Examples:
      polyclinic gate
      polyclinic gate /var/www/health --report audit
      polyclinic gate /var/www/practice --clinic zagreb
    """
    from pipeline.publish.clinic_sites import strange_sites
    from pipeline.publish.clinics import open_clinic, read_clinics
    from pipeline.publish.clock import day
    from pipeline.publish.inspect import inspect_site
    from pipeline.publish.inspect_clinics import clinic_folder, inspect_clinics

    if clinics and no_clinics:
        raise click.UsageError("--clinic and --no-clinics contradict each other")
    if site is not None and len(clinics) > 1:
        raise click.UsageError("a folder is the site of one clinic: name one --clinic")
    project, today, sound = opened(folder), day(as_of.date() if as_of else None), True
    if not clinics:
        own = site or folder / "build" / "site"
        sound &= _say_judged(project, "", inspect_site(project, own, today), reports, own)
    every = site is None and not clinics and not no_clinics
    houses = read_clinics(project) if every else {name: open_clinic(project, name) for name in clinics}
    places = {name: (clinic, site or clinic_folder(project, name)) for name, clinic in houses.items()}
    there = {name: place for name, place in places.items() if place[1].is_dir()}
    for name, report in inspect_clinics(project, there, today).items():
        sound &= _say_judged(project, name, report, reports, places[name][1])
    for name in (name for name in places if name not in there):
        click.echo(f"{name}: warning: build/clinics/{name} is not there: it was refused, or not built", err=True)
    strange = strange_sites(project, houses) if every else ()
    for name in strange:
        click.echo(f"build/clinics/{name}: this project has no such clinic\n  → take it away, or build again", err=True)
    if not sound or len(there) < len(places) or strange:
        sys.exit(FINDINGS)


def _say_judged(project: "Project", clinic: str, report: "Report", reports: Path | None, judged: Path) -> bool:
    """Say what the gate found in a folder, and write its report if one is wanted; whether nothing is wrong with it."""
    from pipeline.publish.reports import refuse_place, write_report
    from pipeline.reports.outcome import GATE_COLUMNS, gate_rows

    place = reports / "clinics" / clinic if reports is not None and clinic else reports
    if place is not None:
        refuse_place(project, place, judged)
    say_findings(report)
    for locale in report.absent:
        named = f"{clinic}, {locale.name}" if clinic else locale.name
        click.echo(f"{named}: warning: no page of it lies here: it was refused, or not built", err=True)
    if clinic:
        click.echo(f"{clinic}:")
    say_table(GATE_COLUMNS, gate_rows(report))
    for path in write_report(place, report) if place is not None else ():
        click.echo(f"wrote {path}")
    return not report.refused and not report.absent


@click.command()
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

    project = opened(folder)
    report = look(project, chosen(project, locales))
    if as_json:
        click.echo(status_json(report))
    else:
        say_findings(report)
        say_table(STATUS_COLUMNS, status_rows(report))
    if report.refused:
        sys.exit(FINDINGS)


@click.command()
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


@click.command()
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
