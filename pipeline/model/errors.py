"""The one exception of the house: input that cannot be read. Bad *content* is a `Finding` instead."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as people and editors write it: `path:line`."""

    path: str
    """The file, relative to the project's root, with forward slashes."""
    line: int | None = None
    """Counted from 1; None where a line means nothing (a missing file, a folder)."""

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


class PipelineError(Exception):
    """Unreadable input: it names the place, what is wrong there, and the next step."""

    def __init__(self, place: Place | str, problem: str, remedy: str = "") -> None:
        super().__init__(place, problem, remedy)
        self.place = Place(place) if isinstance(place, str) else place
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem}"
        return f"{text}\n  → {self.remedy}" if self.remedy else text
