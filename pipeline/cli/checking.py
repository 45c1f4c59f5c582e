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
    from pipeline.model.waiver import Waiver
    from pipeline.publish.sources import Project

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
    _say(checked, form, known, folder)
    if checked.errors:
        sys.exit(UNREADABLE)
    if checked.findings:
        sys.exit(FINDINGS)


def _rule(name: str, known: "Sequence[CheckRule]") -> "CheckRule":
    found = next((rule for rule in known if rule.id == name), None)
    if found is None:
        raise click.UsageError(
            f"no rule {name!r}: {_nearest(name, [rule.id for rule in known], 'see `polyclinic check --list`')}"
        )
    return found


def _nearest(name: str, known: "Sequence[str]", otherwise: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 3) or [one for one in known if name and one.startswith(name)][:3]
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def _checked(folder: Path, targets: "Sequence[str]", rules: "Sequence[str] | None") -> "Checked":
    from pipeline.model.check import together
    from pipeline.publish.checking import check_locales
    from pipeline.publish.checking_files import check_files

    # A single file needs no project: a translator may have nothing else.
    here = (folder / "source" / "site.toml").exists()
    project = opened(folder) if here or not targets or not all(map(_names_a_file, targets)) else None
    names = [locale.name for locale in project.locales] if project is not None else []
    files, locales = [], []
    for target in dict.fromkeys(targets):
        if target in names or not _names_a_file(target):
            locales.append(target)
        else:
            files.append(_file(folder, target))
    parts: list[Checked] = []
    if project is not None and (locales or not targets):
        _refuse_unknown(project, locales)
        parts += check_locales(project, chosen(project, locales), rules).values()
    return together([*parts, check_files(project, files, rules)])


def _file(folder: Path, target: str) -> Path:
    """The file of a name, seen from here or, as `-C` has it, from the project."""
    places = (Path(target), folder / target)
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        there = next((place for place in places if place.exists() or place.is_symlink()), None)
        if there is None:
            raise click.UsageError(f"{target}: there is no such file")
        what = "a folder: name a locale, or catalogs" if there.is_dir() else "no file, or a link that leads to none"
        raise click.UsageError(f"{target} is {what}")
    return found


def _names_a_file(target: str) -> bool:
    return target.endswith((".po", ".pot")) or "/" in target or "\\" in target or Path(target).is_file()


def _refuse_unknown(project: "Project", names: "Sequence[str]") -> None:
    from pipeline.model.locale import pseudo_name

    known = [locale.name for locale in project.locales]
    for name in names:
        if name not in known and name != project.source.name and not pseudo_name(name):
            near = [one for one in known if _plainly(one) == _plainly(name)]
            near = near or [one for one in known if _plainly(name).startswith(_plainly(one))]
            meant = f"did you mean {near[0]}?" if near else _nearest(name, known, "it is not in the settings.")
            raise click.UsageError(f"no locale {name!r}: {meant} There are {', '.join(known)}")


def _plainly(locale: str) -> str:
    """A locale as people may type it: `PT-br`."""
    return locale.replace("-", "_").casefold()


def _say(checked: "Checked", form: str, known: "Sequence[CheckRule]", folder: Path) -> None:
    from pipeline import __version__
    from pipeline.publish.check_regions import regions
    from pipeline.publish.clock import now
    from pipeline.reports.check import summary_line
    from pipeline.reports.check_ci import check_junit, github_lines
    from pipeline.reports.check_json import check_json, check_sarif

    for error in checked.errors:
        click.echo(f"error: {error}", err=True)
    match form:
        case "json":
            _say_bytes(check_json(checked))
        case "sarif":
            _say_bytes(check_sarif(checked, known, __version__, regions(folder, checked.findings)))
        case "junit":
            _say_bytes(check_junit(checked, now()))
        case "github":
            _say_bytes("\n".join(github_lines(checked, regions(folder, checked.findings))))
        case _:
            _say_findings(checked.findings)
            click.echo(summary_line(checked))


def _say_bytes(text: str) -> None:
    # Programs read UTF-8, whatever the terminal's encoding is.
    if text:
        click.echo(text.encode("utf-8", "backslashreplace"))


def _say_findings(findings: "Sequence[Finding]") -> None:
    """Print findings for people, in colour on a terminal that wants it."""
    from rich.console import Console
    from rich.text import Text

    from pipeline.reports.check import Ink, finding_lines, finding_text

    console = Console(highlight=False)
    if not console.is_terminal:
        for finding in findings:
            click.echo(finding_text(finding))
        return
    inks = {
        Ink.PLACE: "bold",
        Ink.ERROR: "bold red",
        Ink.WARNING: "bold yellow",
        Ink.MARK: "bold red",
        Ink.FRAME: "dim",
        Ink.PLAIN: "",
    }
    columns = max(40, console.width - 14)
    for finding in findings:
        for line in finding_lines(finding, columns):
            console.print(Text.assemble(*((piece, inks[ink]) for piece, ink in line)), soft_wrap=True)
        console.print()


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
    edit of the English or of the translation voids it, and a waiver that silences nothing is a finding itself. A finding on a
    catalog's header is waived by its place; the waiver holds for those lines of the header that the rule looked at. No waiver
    opens the gate: what the gate asks of a page, it asks all the same.

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
    asked = _rule(rule, known_rules())
    if not asked.waivable:
        raise click.UsageError(f"{rule} cannot be waived: {asked.remedy}")
    waivers = waivers_of(project, target, asked.id, message, reason, " ".join(who.split()), day())
    _refuse_unsure(waivers, locale, rule, message)
    click.echo(f"wrote {record_waivers(project, target, waivers)}")


def _refuse_unsure(waivers: "Sequence[Waiver]", locale: str, rule: str, message: str) -> None:
    """A waiver is for one text that a person has looked at."""
    if not waivers:
        raise click.UsageError(f"{rule} finds nothing in {locale} at {message[:80]!r}: see `polyclinic check {locale}`")
    if len(waivers) > 1:
        where = ", ".join(f"{one.domain}{f' ({one.msgctxt})' if one.msgctxt else ''}" for one in waivers)
        problem = f"{rule} finds something at {len(waivers)} messages with this text: in {where}"
        raise click.UsageError(f"{problem}; name one as `polyclinic check {locale}` does, path:line")
