"""What a check or the gate found: a value, never an exception."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.errors import Place


class Severity(StrEnum):
    """How much a finding weighs."""

    REFUSAL = "refusal"
    """The gate's word: the locale is not published."""
    ERROR = "error"
    """The locale is not published until it is mended."""
    WARNING = "warning"
    """Advice to a person; the build goes on."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and what to do about it."""

    severity: Severity
    rule: str
    """The rule's id, in kebab case."""
    locale: str
    place: Place
    problem: str
    """One sentence without a full stop at its end."""
    remedy: str = ""
    """The next step, as an imperative."""

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem} [{self.rule}]"
        return f"{text}\n  → {self.remedy}" if self.remedy else text
