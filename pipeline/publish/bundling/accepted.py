"""A bundle goes out only if `polyclinic verify` accepts it: whoever gets it is told not to publish it otherwise."""

from collections.abc import Iterator

from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.publish.bundling.records import LICENCE
from pipeline.publish.sources import Project
from pipeline.verify.allowed import NEEDED_DUTIES
from pipeline.verify.bundle import judge_bundle

_RULE = "verify"


def unacceptable(project: Project) -> Iterator[Finding]:
    """What `verify` would refuse in every bundle of a project, told by what its author can mend."""
    if not (project.root / LICENCE).is_file():
        problem = "this project has no licence, and whoever gets a bundle must know what it may do with the pages"
        yield _finding(project, Place(LICENCE), problem, "write one into this file")
    for identifier, needed in NEEDED_DUTIES.items():
        disclaimer = project.disclaimers.get(identifier)
        missing = [] if disclaimer is None else sorted(set(needed) - {duty.name for duty in disclaimer.duties()})
        if disclaimer is not None and missing:
            problem = f"`polyclinic verify` knows a disclaimer of this name, and this one lacks its duties {', '.join(missing)}"
            yield _finding(project, Place(disclaimer.path), problem, "give the file, and so the disclaimer, another name")


def unaccepted(project: Project, name: str, content: bytes) -> Iterator[Finding]:
    """What `verify` says against a finished bundle."""
    for answer in judge_bundle(f"{name}.zip", content).answers:
        for one in answer.problems:
            problem = f"`polyclinic verify` would refuse this bundle: {one.what}"
            yield _finding(project, Place(one.path or name), problem, "mend it in the sources; if it is not there, report it")


def _finding(project: Project, place: Place, problem: str, remedy: str) -> Finding:
    return Finding(Severity.ERROR, _RULE, project.source.name, place, problem, remedy)
