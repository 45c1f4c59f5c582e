"""Commands of reviewers: approve texts one by one, and see how far that has come."""

import sys
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.cli.exit_status import FINDINGS, INTERRUPTED
from pipeline.cli.say import AS_OF, opened, say_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.model.approval import Approval, Decision
    from pipeline.model.locale import Locale
    from pipeline.model.review import Agenda, Question
    from pipeline.publish.sources import Project

    Judge = Callable[[Question, Decision, str], Approval]

_DAY = click.DateTime(["%Y-%m-%d"])
_ANSWERS = ("approve", "reject", "skip", "quit")


@click.command()
@click.argument("locale")
@click.option("--role", type=click.Choice(["linguistic", "clinical"]), required=True, help="What you vouch for.")
@click.option("--reviewer", required=True, metavar="NAME", help="You: a name, handle or registration number. It is public.")
@click.option("--domain", "domains", multiple=True, metavar="DOMAIN", help="Only an article, or `disclaimer`; may be repeated.")
@click.option("--protected", is_flag=True, help="Stop after the disclaimer and the protected texts.")
@click.option("--review-by", type=_DAY, metavar="DATE", help="When to look again. Default: in a year.")
@click.option("--note", default="", metavar="TEXT", help="A remark for those who read the ledger.")
@click.option("--sign-with", "key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your SSH key.")
@click.pass_obj
def approve(
    folder: Path,
    locale: str,
    role: str,
    reviewer: str,
    domains: tuple[str, ...],
    protected: bool,
    review_by: datetime | None,
    note: str,
    key: Path | None,
) -> None:
    """Approve or reject texts of a locale, one by one, as a reviewer.

    Each text that is not approved in your role is shown beside its English, with what changed since it was approved last: the
    disclaimer first, then what is protected, then the rest. You decide about each. At the end you see what will be written, and
    type the locale's name. Nothing is written before. Whoever translated a text last cannot approve it.

    Of a region in whose name a clinic goes out (de_AT) these are the texts that differ from its base's.

    \b
    Examples:
      polyclinic approve hr --role clinical --reviewer "Ana Kovač" --protected
      polyclinic approve en --role clinical --reviewer "Ana Kovač" --domain disclaimer
    """
    from pipeline.model.approval import Role
    from pipeline.publish.approvals import open_agenda, refuse_own_work
    from pipeline.publish.clinic_regions import find_locale
    from pipeline.publish.clock import day
    from pipeline.publish.signatures import try_key

    today = day()
    project, target = find_locale(opened(folder), locale)
    name = _named(reviewer)
    _refuse_unusable(project, domains, note, key)
    due = review_by.date() if review_by else _in_a_year(today)
    if due < today:
        raise click.UsageError(f"--review-by {due.isoformat()} lies before today, {today.isoformat()}")
    agenda = open_agenda(project, target, Role(role), domains, today, protected_only=protected)
    refuse_own_work(project, target, agenda, name)
    if key is not None and agenda.questions:
        try_key(project.root, name, today, target.name, key)
    _say_aside(agenda)

    def judged(question: "Question", verdict: "Decision", remark: str) -> "Approval":
        from pipeline.model.approval import Approval

        one = question.reviewable.subject
        texts = (one.domain, one.name, one.wordings, one.sha256)
        return Approval(*texts, Role(role), verdict, name, today, due, remark or note)

    try:
        _decide(project, target, agenda, judged, key)
    except click.Abort:
        click.echo("\ninterrupted: nothing was written", err=True)
        sys.exit(INTERRUPTED)


def _named(reviewer: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", reviewer).split())
    if not name or not name.isprintable():
        raise click.UsageError("--reviewer: nobody is named")
    return name


def _refuse_unusable(project: "Project", domains: "Sequence[str]", note: str, key: Path | None) -> None:
    from pipeline.model.approval import DISCLAIMER_DOMAIN
    from pipeline.model.project import Signatures

    known = (DISCLAIMER_DOMAIN, *project.articles)
    unknown = [domain for domain in domains if domain not in known]
    if unknown:
        raise click.UsageError(f"--domain {unknown[0]}: there are {', '.join(known)}")
    if not note.isprintable():
        raise click.UsageError("--note: write it on one line")
    if key is None and project.site.signatures is Signatures.REQUIRED:
        raise click.UsageError("this project counts only signed approvals: name your key with --sign-with")


def _in_a_year(today: date) -> date:
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)


def _say_aside(agenda: "Agenda") -> None:
    from pipeline.reports.approvals import subject_name

    for one in agenda.not_ready:
        click.echo(f"{one.place}: not ready, without a live translation: {subject_name(one.subject.domain, one.subject.name)}")
    for one in agenda.rejected:
        click.echo(f"{one.place}: rejected, until it is edited: {subject_name(one.subject.domain, one.subject.name)}")


def _decide(project: "Project", locale: "Locale", agenda: "Agenda", judged: "Judge", key: Path | None) -> None:
    """Ask about each text, then for the locale's name, then write."""
    from pipeline.publish.approvals import approvals_path, record_approvals
    from pipeline.publish.signatures import sign
    from pipeline.reports.approvals import subject_name

    if not agenda.questions:
        click.echo("nothing to look at")
        return
    decided = _asked(project, locale, agenda.questions, judged)
    if not decided:
        click.echo("nothing was decided, nothing was written")
        return
    path = approvals_path(locale)
    click.echo(f"\nThis will stand in {path}, by the word of {decided[0].reviewer} ({decided[0].role}):")
    for one in decided:
        until = f", until {one.review_by.isoformat()}" if one.verdict == "approved" else ""
        click.echo(f"  {one.verdict}{until}: {subject_name(one.domain, one.message)}{f' ({one.note})' if one.note else ''}")
    # A slip of the hand must not cost an hour's work: it is asked again, and Ctrl-C ends it.
    while (typed := click.prompt(f"Type {locale.name} to write this, Ctrl-C to drop it", prompt_suffix=": ")) != locale.name:
        click.echo(f"{typed!r} is not {locale.name}: nothing is written yet")
    record_approvals(project, locale, decided if key is None else sign(decided, locale.name, key))
    click.echo(f"wrote {path}")


def _asked(project: "Project", locale: "Locale", questions: "Sequence[Question]", judged: "Judge") -> "list[Approval]":
    from rich.console import Console

    from pipeline.cli.side_by_side import show
    from pipeline.model.approval import Decision

    console = Console(highlight=False)
    decided: list[Approval] = []
    for number, question in enumerate(questions, start=1):
        subject = question.reviewable.subject
        mark = ", protected" if subject.protected else ""
        show(console, question, locale, project.source, f"{number} of {len(questions)}: {subject.domain}{mark}")
        answer = _answer()
        if answer == "quit":
            break
        if answer == "approve":
            decided.append(judged(question, Decision.APPROVED, ""))
        elif answer == "reject":
            decided.append(judged(question, Decision.REJECTED, _reason()))
    return decided


def _answer() -> str:
    """One of the answers, in full or by its first letters; there is no default."""
    while True:
        typed = click.prompt(f"{', '.join(_ANSWERS[:-1])} or {_ANSWERS[-1]}", prompt_suffix="? ").strip().casefold()
        found = next((answer for answer in _ANSWERS if typed and answer.startswith(typed)), None)
        if found is not None:
            return found


def _reason() -> str:
    while True:
        reason: str = click.prompt("What is wrong with it", prompt_suffix="? ").strip()
        if reason and reason.isprintable():
            return reason


@click.command()
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@AS_OF
@click.pass_obj
def approvals(folder: Path, locales: tuple[str, ...], as_json: bool, as_of: datetime | None) -> None:
    """Show which texts reviewers approved, per locale and role, and what is missing.

    An approval has lapsed when its text was edited, and expired when its day of review has passed. Void are entries whose exact
    text is no longer in use. Exit status: 1 where a text was rejected, or where the project requires approvals and a protected
    text has none.

    \b
    Examples:
      polyclinic approvals
      polyclinic approvals hr en --json
      polyclinic approvals --as-of 2027-11-25
    """
    from pipeline.publish.approvals import reviews
    from pipeline.publish.clinic_regions import find_locale
    from pipeline.publish.clock import day
    from pipeline.reports.approvals import APPROVALS_COLUMNS, approvals_json, approvals_lines, approvals_rows, fails

    project, wanted = opened(folder), []
    for name in dict.fromkeys(locales):
        project, locale = find_locale(project, name)
        wanted.append(locale)
    wanted = wanted or [project.source, *project.locales]
    found = reviews(project, wanted, day(as_of.date() if as_of else None))
    if as_json:
        click.echo(approvals_json(found, project.site.approvals))
    else:
        say_table(APPROVALS_COLUMNS, approvals_rows(found))
        for line in approvals_lines(found):
            click.echo(line)
    if fails(found, project.site.approvals):
        sys.exit(FINDINGS)
