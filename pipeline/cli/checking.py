"""Commands of those who look after texts: check the catalogs, and waive a finding that is wrong."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from pipeline.cli.exit_status import FINDINGS, UNREADABLE
from pipeline.cli.say import chosen, opened, say_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.check import Checked, CheckRule
    from pipeline.model.finding import Finding

_FORMATS = ("text", "json", "sarif", "junit", "github")


@click.command()
@click.argument("targets", nargs=-1, metavar="[LOCALE|FILE]...")
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only this rule; may be repeated.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="For whom to print.")
@click.option("--list", "as_list", is_flag=True, help="List all rules, and check nothing.")
@click.option("--explain", metavar="RULE", help="Explain a rule, and check nothing.")
@click.pass_obj
def check(
    folder: Path, targets: tuple[str, ...], rules: tuple[str, ...], form: str, as_list: bool, explain: str | None
) -> None:
    """Check translations: figures, negations, opposites, markup, terms, characters.

    Every catalog in the locales' folders is checked, or single files, wherever they lie. A finding of severity error, and any
    finding on a protected message, refuses the locale in a build; the rest is advice. The exit status is 1 after any finding.

    If a finding is wrong, `polyclinic waive` says so for that exact text.

    \b
    Examples:
      polyclinic check
      polyclinic check hr de --rule figure-changed
      polyclinic check locales/fr/LC_MESSAGES/dry-needling.po
      polyclinic check --format sarif > check.sarif
      polyclinic check --explain unit-changed
    """
    from pipeline.publish.checking import known_rules
    from pipeline.reports.check import LIST_COLUMNS, explanation, list_rows

    known = known_rules()
    if as_list:
        say_table(LIST_COLUMNS, list_rows(known))
        return
    if explain is not None:
        click.echo(explanation(_rule(explain, known)))
        return
    asked = [_rule(name, known).id for name in rules] or None
    checked = _checked(folder, targets, asked)
    _say(checked, form, known)
    if checked.errors:
        sys.exit(UNREADABLE)
    if checked.findings:
        sys.exit(FINDINGS)


def _rule(name: str, known: "Sequence[CheckRule]") -> "CheckRule":
    from difflib import get_close_matches

    found = next((rule for rule in known if rule.id == name), None)
    if found is None:
        near = get_close_matches(name, [rule.id for rule in known], 3) or ["`polyclinic check --list` names them"]
        raise click.UsageError(
            f"no rule {name!r}: did you mean {', '.join(near)}?" if near[0][0] != "`" else f"no rule {name!r}: {near[0]}"
        )
    return found


def _checked(folder: Path, targets: "Sequence[str]", rules: "Sequence[str] | None") -> "Checked":
    from pipeline.model.check import together
    from pipeline.model.project import Glossary
    from pipeline.publish.checking import check_files, check_locales

    files = [Path(name) for name in targets if name.endswith((".po", ".pot")) or "/" in name]
    missing = next((path for path in files if not path.is_file()), None)
    if missing is not None:
        raise click.UsageError(f"{missing} is no file")
    names = [name for name in targets if Path(name) not in files]
    parts: list[Checked] = []
    # A single file needs no project: a translator may have nothing else.
    project = opened(folder) if names or not files or (folder / "source" / "site.toml").exists() else None
    if project is not None and (names or not files):
        parts += check_locales(project, chosen(project, names), rules).values()
    if files:
        root = project.root.resolve() if project is not None else Path.cwd()
        glossary = project.glossary if project is not None else Glossary()
        parts.append(check_files(root, [path.resolve() for path in files], glossary, rules))
    return together(parts)


def _say(checked: "Checked", form: str, known: "Sequence[CheckRule]") -> None:
    from pipeline import __version__
    from pipeline.reports.check import summary_line
    from pipeline.reports.check_ci import check_junit, github_lines
    from pipeline.reports.check_json import check_json, check_sarif

    for error in checked.errors:
        click.echo(f"error: {error}", err=True)
    match form:
        case "json":
            click.echo(check_json(checked))
        case "sarif":
            click.echo(check_sarif(checked, known, __version__))
        case "junit":
            click.echo(check_junit(checked))
        case "github":
            for line in github_lines(checked):
                click.echo(line)
        case _:
            for finding in checked.findings:
                _say_finding(finding)
            click.echo(summary_line(checked))


def _say_finding(finding: "Finding") -> None:
    from pipeline.reports.check import check_lines

    first, *rest = check_lines(finding)
    click.secho(first, fg="red" if finding.refuses else "yellow")
    for line in rest:
        click.echo(line)
    click.echo()


@click.command()
@click.argument("locale")
@click.argument("rule")
@click.argument("message")
@click.option("--reason", required=True, metavar="TEXT", help="Why the rule is wrong here, for those who read this later.")
@click.option("--by", "who", required=True, metavar="NAME", help="You: a name or handle. It is public.")
@click.pass_obj
def waive(folder: Path, locale: str, rule: str, message: str, reason: str, who: str) -> None:
    """Say that a finding of `polyclinic check` is wrong, for one rule and one exact text.

    MESSAGE is the English text, or the place that a finding names (path:line). The waiver goes to the locale's waivers.toml. An
    edit of the English or of the translation voids it, and a waiver that silences nothing is a finding itself. No waiver opens
    the gate: what the gate asks of a page, it asks all the same.

    \b
    Examples:
      polyclinic waive hr negation-differs "Needles are sterile." --reason "nesterilne is not said" --by "Ana Kovač"
      polyclinic waive hr negation-differs locales/hr/LC_MESSAGES/dry-needling.po:41 --reason "…" --by ana
    """
    from pipeline.model.waiver import says_something
    from pipeline.publish.checking import known_rules, waivers_of
    from pipeline.publish.clock import day
    from pipeline.publish.waivers import record_waivers

    project = opened(folder)
    [target] = chosen(project, [locale])
    if not says_something(reason):
        raise click.UsageError("--reason: it says nothing")
    if not who.strip() or not who.isprintable():
        raise click.UsageError("--by: nobody is named")
    waivers = waivers_of(project, target, _rule(rule, known_rules()).id, message, reason, " ".join(who.split()), day())
    if not waivers:
        raise click.UsageError(f"{rule} finds nothing in {locale} at {message[:80]!r}: see `polyclinic check {locale}`")
    click.echo(f"wrote {record_waivers(project, target, waivers)}")
