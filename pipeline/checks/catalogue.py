"""What the rules say of themselves: their ids, families and help, for `polyclinic check --list` and the reports."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline.checks import RULES, RULES_ACROSS, RULES_ON_REQUEST
from pipeline.checks.waivers import (
    REMEDY,
    REMEDY_OF_DATE,
    WAIVER_DATED_AHEAD,
    WAIVER_UNUSED,
    waiver_dated_ahead,
    waiver_unused,
)
from pipeline.model.check import CheckRule
from pipeline.model.finding import Severity


@cache
def described() -> tuple[CheckRule, ...]:
    """All rules, family by family, in the order in which they are asked."""
    one_catalog = [
        _described(rule.id, rule.find, rule.severity, rule.remedy, rule.domain, rule.waivable)
        for rule in (*RULES, *RULES_ON_REQUEST)
    ]
    across = [_described(rule.id, rule.find, rule.severity, rule.remedy) for rule in RULES_ACROSS]
    on_waivers = (
        _described(WAIVER_UNUSED, waiver_unused, Severity.WARNING, REMEDY, waivable=False),
        _described(WAIVER_DATED_AHEAD, waiver_dated_ahead, Severity.WARNING, REMEDY_OF_DATE, waivable=False),
    )
    return (*one_catalog, *across, *on_waivers)


def _described(
    name: str, find: Callable[..., Any], severity: Severity, remedy: str, domain: str | None = None, waivable: bool = True
) -> CheckRule:
    return CheckRule(name, find.__module__.rpartition(".")[2], severity, inspect.getdoc(find) or "", remedy, domain, waivable)
