"""Quality rules: each is one small generator; its id is its name, its help is its docstring."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pipeline.checks import consistency, duties, figures, markup, meaning, opposites, terms, wording
from pipeline.checks.rule import Problem, Rule, RuleAcross, Sheet
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Mark

RULES: tuple[Rule, ...] = (
    *figures.RULES,
    *meaning.RULES,
    *opposites.RULES,
    *markup.RULES,
    *wording.RULES,
    *duties.RULES,
    *terms.RULES,
)
"""The rules on one catalog, family by family."""
RULES_ACROSS: tuple[RuleAcross, ...] = (*consistency.RULES_ACROSS,)
"""The rules on all catalogs of a locale."""


def check(sheets: Iterable[Sheet], chosen: Collection[str] | None = None) -> Iterator[Finding]:
    """What the rules find in the live translations of a locale's catalogs, catalog by catalog, in the order of its messages.

    With `chosen`, only the rules of these ids are asked.
    """
    rules = [rule for rule in RULES if chosen is None or rule.id in chosen]
    seen: list[Sheet] = []
    found: list[Finding] = []
    for sheet in sheets:
        seen.append(sheet)
        # What the rules prepare of a catalog's texts goes with the copy: memory holds one catalog's at a time.
        prepared = replace(sheet)
        for rule in rules:
            if rule.domain in (None, sheet.catalog.domain):
                found += (_finding(rule, problem, sheet) for problem in rule.find(prepared))
    by_path = {sheet.catalog.path: sheet for sheet in seen}
    for across in RULES_ACROSS:
        if chosen is not None and across.id not in chosen:
            continue
        found += (_finding(across, problem, by_path[problem.path]) for problem in across.find(seen))
    order = {path: number for number, path in enumerate(by_path)}
    return iter(sorted(found, key=lambda finding: (order[finding.place.path], finding.place.line or 0)))


def _finding(rule: Rule | RuleAcross, problem: Problem, sheet: Sheet) -> Finding:
    message = problem.message
    return Finding(
        rule.severity,
        rule.id,
        sheet.locale.name,
        Place(sheet.catalog.path, 1 if message is None else message.line),
        problem.says,
        rule.remedy,
        message,
        (*(Mark(None, *span) for span in problem.source), *(Mark(problem.form, *span) for span in problem.text)),
        message is not None and message.key in sheet.protected,
        problem.form,
    )
