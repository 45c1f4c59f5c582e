"""What builds a bundle: polyclinic and the distributions that it runs with, as they are installed."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipeline import __version__
from pipeline.formats.bom import Distribution
from pipeline.model.errors import PipelineError

TOOL = Distribution("polyclinic", __version__)


def runtime() -> tuple[Distribution, ...]:
    """All distributions that polyclinic needs in order to run, and those that these need, by name.

    What else is installed beside them is none of the bundle's, nor is the interpreter: what a page says does not depend on
    it. Raises PipelineError where polyclinic is not installed.
    """
    found: dict[str, Distribution] = {}
    waiting = list(_needed(TOOL.name, frozenset()))
    asked = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        one = distribution(name)
        found[name] = Distribution(name, one.version)
        new = set(_needed(name, extras)) - asked
        asked |= new
        waiting += new
    return tuple(found[name] for name in sorted(found))


def _needed(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What a distribution requires here, each with the extras that are asked of it."""
    try:
        requires = distribution(name).requires or ()
    except PackageNotFoundError:
        raise PipelineError(
            "polyclinic", f"{name} is not installed", "install polyclinic with pip: its list is recorded"
        ) from None
    for requirement in map(Requirement, requires):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *sorted(extras))):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)
