"""What the rules say of themselves: their ids, families and help, for `polyclinic check --list` and the reports."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from pipeline.checks import RULES, RULES_ACROSS, RULES_ON_REQUEST
from pipeline.checks.waivers import REMEDY, WAIVER_UNUSED, waiver_unused
from pipeline.model.check import CheckRule
from pipeline.model.finding import Severity


@cache
def described() -> tuple[CheckRule, ...]:
    """All rules, family by family, in the order in which they are asked."""
    one_catalog = [
        _described(rule.id, rule.find, rule.severity, rule.remedy, rule.domain) for rule in (*RULES, *RULES_ON_REQUEST)
    ]
    across = [_described(rule.id, rule.find, rule.severity, rule.remedy, None) for rule in RULES_ACROSS]
    return (*one_catalog, *across, _described(WAIVER_UNUSED, waiver_unused, Severity.WARNING, REMEDY, None))


def _described(name: str, find: Callable[..., Any], severity: Severity, remedy: str, domain: str | None) -> CheckRule:
    return CheckRule(name, find.__module__.rpartition(".")[2], severity, inspect.getdoc(find) or "", remedy, domain)
