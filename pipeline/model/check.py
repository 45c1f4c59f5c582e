"""What a check of catalogs came to, and what its rules say of themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A rule, as people read of it."""

    id: str
    family: str
    severity: Severity
    help: str
    """Its docstring, without indents."""
    remedy: str
    domain: str | None = None
    """The one domain that it reads; without one it reads all."""
    waivable: bool = True
    """Whether a waiver may silence it."""

    @property
    def summary(self) -> str:
        """The rule in one sentence, on one line: the first paragraph of its docstring."""
        return " ".join(self.help.partition("\n\n")[0].split())


@dataclass(frozen=True, slots=True)
class CheckedCatalog:
    """A catalog that was checked."""

    locale: str
    path: str
    messages: int = 0
    """How many live translations it has."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks said of catalogs, in their order."""

    catalogs: tuple[CheckedCatalog, ...] = ()
    """Those without a finding too."""
    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    """What was found, and is silenced by a waiver."""
    errors: tuple[PipelineError, ...] = ()
    """Whatever could not be read: catalogs, and files of waivers."""

    @property
    def messages(self) -> int:
        """How many live translations were checked."""
        return sum(catalog.messages for catalog in self.catalogs)


def together(parts: Iterable[Checked]) -> Checked:
    """Several checks as one."""
    found = list(parts)
    return Checked(
        tuple(one for part in found for one in part.catalogs),
        tuple(one for part in found for one in part.findings),
        tuple(one for part in found for one in part.waived),
        tuple(one for part in found for one in part.errors),
    )
