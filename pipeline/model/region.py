"""Where in a file a finding shows, for editors and code hosts that mark passages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a file, in lines and in characters as Python counts them, both from 1."""

    line: int
    column: int
    end_line: int
    end_column: int
    """Behind the last character."""
