"""Commands of clinics: a new one's settings by questions, and what all of them need."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.cli.exit_status import FINDINGS, INTERRUPTED, UNREADABLE
from pipeline.cli.say import opened, say_table

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.model.finding import Finding
    from pipeline.publish.clinic_drafts import Draft


@click.group()
def clinic() -> None:
    """Describe the clinics that publish the pages under their own name, and see what is past its date.

    A clinic is source/clinics/NAME.toml. It adds its contact, its country's emergency number and law, and words of its own to
    the articles' pages; it takes nothing away.

    \b
    Examples:
      polyclinic clinic new zagreb
      polyclinic clinic list
    """


@clinic.command()
@click.argument("name")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="The answer to a question, so that it is not asked; see the keys above.",
)
@click.pass_obj
def new(folder: Path, name: str, given: tuple[str, ...]) -> None:
    """Write a new clinic's settings by asking for them.

    Each answer is checked at once. Nothing is written before the last one, and never over a file that is there. Keys for
    --set are those of the file: name, legal_name, country, locales, telephone, email, booking, address.street,
    address.postcode, address.city, emergency.number, emergency.review_by, law.text, law.source, law.url, law.dated,
    law.review_by, practitioners.name, practitioners.profession, practitioners.registration, practitioners.register.

    \b
    Examples:
      polyclinic clinic new zagreb
      polyclinic clinic new zagreb --set country=HR --set emergency.number=112
    """
    from pipeline.publish.clinic_drafts import open_draft

    draft = open_draft(opened(folder), name)
    try:
        _take(draft, given)
        _ask(draft)
    except click.Abort:
        click.echo("\ninterrupted: nothing was written", err=True)
        sys.exit(INTERRUPTED)
    click.echo(f"wrote {draft.write()}")
    click.echo("add its hours, colours and words there; then `polyclinic update` makes its catalogs")


def _take(draft: "Draft", given: Sequence[str]) -> None:
    for one in given:
        key, equals, answer = one.partition("=")
        if not equals or key not in draft.questions:
            raise click.UsageError(f"--set {one}: write KEY=VALUE; keys are {', '.join(draft.questions)}")
        if key in draft.answers:
            raise click.UsageError(f"--set {key}: it stands there twice")
        draft.answers[key] = answer.strip()
    for key, answer in list(draft.answers.items()):
        problem = draft.problem(key, answer)
        if problem:
            raise click.UsageError(f"--set {key}: {problem}")


def _ask(draft: "Draft") -> None:
    """Ask until every question is answered; an answer that no longer fits the others is asked for again."""
    while (key := draft.next_key()) is not None:
        question = draft.questions[key]
        suggested = draft.suggested.get(key, "" if question.may_be_empty else None)
        answer = click.prompt(question.asks, default=suggested, show_default=bool(suggested), type=str).strip()
        problem = draft.problem(key, answer)
        if problem:
            click.echo(f"  {problem}", err=True)
            continue
        draft.answers[key] = answer
        for other, reason in draft.take_back():
            click.echo(f"  {other}: {reason}", err=True)


@clinic.command("list")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="What is past its date on this day. Default: SOURCE_DATE_EPOCH, or today.",
)
@click.pass_obj
def list_all(folder: Path, as_of: "datetime | None") -> None:
    """List the clinics: countries, locales, and what keeps a clinic's pages from going out.

    Exit status 1 where a clinic's emergency number or law note is past its date, 2 where its settings are wrong.

    \b
    Examples:
      polyclinic clinic list
      polyclinic clinic list --as-of 2027-12-31
    """
    from pipeline.model.errors import PipelineError
    from pipeline.publish.clinics import clinic_names, clinic_refusals, open_clinic
    from pipeline.publish.clock import day

    project = opened(folder)
    today = day(as_of.date() if as_of else None)
    rows: list[tuple[str, ...]] = []
    findings: list[Finding] = []
    errors: list[PipelineError] = []
    for name in clinic_names(project):
        try:
            one = open_clinic(project, name)
        except PipelineError as error:
            errors.append(error)
            rows.append((name, "", "", "refused: its settings are wrong"))
            continue
        found = clinic_refusals(one, today)
        findings += found
        what = f"refused: {', '.join(finding.rule for finding in found)}" if found else "in time"
        rows.append((name, one.country, " ".join(one.locales), f"{what}, fictional sample" if one.sample else what))
    for told in (*findings, *errors):
        click.echo(f"error: {told}" if told in errors else str(told), err=True)
    if not rows:
        click.echo("no clinics: see `polyclinic clinic new`")
        return
    say_table(("clinic", "country", "locales", "release"), rows)
    if errors:
        sys.exit(UNREADABLE)
    if findings:
        sys.exit(FINDINGS)
