"""`source/clinics/<id>.toml` → a clinic. All that is wrong with a file is told at once, schema and sense together."""

from collections.abc import Callable, Collection
from dataclasses import replace

from pipeline.formats.clinic_rules import Around, problems_in
from pipeline.formats.settings import read_strictly
from pipeline.formats.telephone import e164
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError


def read_clinic(
    text: str,
    path: str,
    identifier: str,
    locales: Collection[str],
    logo_problem: Callable[[str], str] = lambda name: "",
) -> Clinic:
    """The clinic that a file describes; `locales` are those of the project, its source among them.

    `logo_problem` answers what is wrong with a logo of a name, or nothing. Its telephone is in E.164 then, however it was
    written. Raises one PipelineError that names every wrong key with the reason.
    """
    read = read_strictly(text, path, Clinic, {"id": identifier, "path": path})
    found = [*read.problems, *problems_in(read.table, Around(locales, logo_problem))]
    if not read.table.get("practitioners", True):
        found.append(("practitioners", "there is none: name who treats patients there"))
    if found or read.value is None:
        told = dict.fromkeys(f"{key}: {reason}" for key, reason in found)
        problem = "; ".join(told) if len(told) == 1 else "".join(f"\n  {line}" for line in told)
        head = "" if len(told) == 1 else f"{len(told)} keys are wrong:"
        raise PipelineError(path, f"{head}{problem}", "mend the keys named here; entries of lists are counted from 1")
    clinic: Clinic = read.value
    return replace(clinic, telephone=e164(clinic.telephone, clinic.country))
