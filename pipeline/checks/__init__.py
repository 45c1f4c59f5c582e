"""Quality rules: each is one small generator; its id is its name, its help is its docstring."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.checks import (
    catalog,
    characters,
    clock,
    completeness,
    conditions,
    consistency,
    duties,
    figures,
    frequency,
    languages,
    leftovers,
    limits,
    markup,
    meaning,
    obligation,
    opposites,
    scripts,
    shares,
    spaces,
    spelling,
    terms,
    typography,
    unit_lost,
    wording,
)
from pipeline.checks.rule import Problem, Rule, RuleAcross, Sheet
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Mark

RULES: tuple[Rule, ...] = (
    *catalog.RULES,
    *figures.RULES,
    *frequency.RULES,
    *unit_lost.RULES,
    *clock.RULES,
    *limits.RULES,
    *meaning.RULES,
    *obligation.RULES,
    *shares.RULES,
    *conditions.RULES,
    *opposites.RULES,
    *markup.RULES,
    *wording.RULES,
    *duties.RULES,
    *terms.RULES,
    *characters.RULES,
    *scripts.RULES,
    *languages.RULES,
    *completeness.RULES,
    *leftovers.RULES,
    *typography.RULES,
    *spaces.RULES,
)
"""The rules on one catalog, family by family."""
RULES_ON_REQUEST: tuple[Rule, ...] = spelling.SPELLING_RULES
"""Rules that run only where somebody names them: they need what not every machine has."""
RULES_ACROSS: tuple[RuleAcross, ...] = consistency.RULES_ACROSS
"""The rules on all catalogs of a locale."""


def check(sheets: Iterable[Sheet], chosen: Collection[str] | None = None) -> Iterator[Finding]:
    """What the rules find in the live translations of a locale's catalogs, catalog by catalog, in the order of its messages.

    With `chosen`, only the rules of these ids are asked.
    """
    seen: list[Sheet] = []
    found: list[Finding] = []
    for sheet in sheets:
        seen.append(sheet)
        # What the rules prepare of a catalog's texts goes with the copy: memory holds one catalog's at a time.
        found += check_catalog(replace(sheet), chosen)
    return iter(in_order([*found, *check_across(seen, chosen)], [sheet.catalog.path for sheet in seen]))


def check_catalog(sheet: Sheet, chosen: Collection[str] | None = None) -> list[Finding]:
    """What the rules on one catalog find in it, rule by rule."""
    rules = RULES if chosen is None else [rule for rule in (*RULES, *RULES_ON_REQUEST) if rule.id in chosen]
    asked = [rule for rule in rules if rule.domain in (None, sheet.catalog.domain)]
    return [_finding(rule, problem, sheet) for rule in asked for problem in rule.find(sheet)]


def check_across(sheets: Sequence[Sheet], chosen: Collection[str] | None = None) -> list[Finding]:
    """What the rules that compare a locale's catalogs find in them, rule by rule."""
    by_path = {sheet.catalog.path: sheet for sheet in sheets}
    rules = [rule for rule in RULES_ACROSS if chosen is None or rule.id in chosen]
    return [_finding(rule, problem, by_path[problem.path]) for rule in rules for problem in rule.find(sheets)]


def in_order(findings: Iterable[Finding], paths: Iterable[str]) -> list[Finding]:
    """Findings as a reader wants them: catalog by catalog, line by line; at one line as found. A region's are last."""
    order = {path: number for number, path in enumerate(paths)}

    def standing(finding: Finding) -> tuple[int, str, int]:
        path = finding.place.path
        return order.get(path, len(order)), path, finding.place.line or 0

    return sorted(findings, key=standing)


def _finding(rule: Rule | RuleAcross, problem: Problem, sheet: Sheet) -> Finding:
    message = problem.message
    return Finding(
        rule.severity,
        rule.id,
        sheet.locale.name,
        Place(sheet.catalog.path, 1) if message is None else sheet.catalog.place(message),
        problem.says,
        rule.remedy,
        message,
        (*(Mark(None, *span) for span in problem.source), *(Mark(problem.form, *span) for span in problem.text)),
        # What runs only on request refuses nothing: a build never asks it.
        message is not None and message.key in sheet.protected and rule not in RULES_ON_REQUEST,
        problem.form,
        problem.header,
    )
