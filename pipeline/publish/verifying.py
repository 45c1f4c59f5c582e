"""A bundle held against sources: built once more from them, at its own time, and compared byte for byte."""

import json
import shutil
import tempfile
from base64 import b64decode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pipeline.formats.bag import DATA
from pipeline.model.errors import PipelineError
from pipeline.publish.bundling.bundle import SITE, bundle
from pipeline.publish.bundling.opened import OpenedBundle
from pipeline.publish.bundling.origin import Made, made
from pipeline.publish.clinic_regions import known_locale
from pipeline.publish.clinics import read_clinics
from pipeline.publish.sources import open_project
from pipeline.verify.archive import read_archive
from pipeline.verify.bag import told, top_folder
from pipeline.verify.bundle import Answer
from pipeline.verify.problem import Problem
from pipeline.verify.records import PROVENANCE

_SOURCES = ("source", "locales", "LICENSE")
"""All of a project that a bundle is made of."""
_QUESTION = "against"
_TOOLS = frozenset({"records/bom.cdx.json", PROVENANCE, "tagmanifest-sha256.txt"})
"""What differs where other versions of programs made the same pages."""
_SINCE = frozenset({"CHANGES.html", PROVENANCE, "tagmanifest-sha256.txt"})
"""What tells of the previous bundle."""
_RIGHT_SOURCES = "check out the commit that bag-info.txt names, or ask the maker for it"
_RIGHT_TOOLS = "the pages are the same; install the versions of records/bom.cdx.json to make the rest the same too"
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a bundle says that it was made."""

    name: str
    commit: str
    moment: datetime
    sites: tuple[str, ...]
    """Where the sites lie in the bag."""
    locales: tuple[str, ...]
    """Those of its pages."""
    previous: str
    """The SHA-256 of the bundle that CHANGES.html speaks of; empty where there is none."""


def compare(content: bytes, source: Path, previous: OpenedBundle | None = None) -> Answer:
    """Whether the project in a folder makes exactly these bytes; the folder itself stays as it is.

    Where the bundle says what changed since a previous one, and that is not given, all is compared but what comes of it.
    Raises PipelineError for a folder that is no project. That a build is refused, or differs, is an answer.
    """
    archive = read_archive(content)
    folder, _ = top_folder(list(archive.files))
    if archive.problems or not folder:
        return Answer(_QUESTION, "the archive is not one", asked=False)
    files = {path.removeprefix(folder): found for path, found in archive.files.items()}
    asked = _asked(folder.rstrip("/"), files)
    if asked is None:
        return Answer(_QUESTION, "", (Problem(PROVENANCE, "it does not say how the bundle was made"),))
    commit = _commit(source)
    if commit and asked.commit and commit != asked.commit:
        what = f"it says that it was made of commit {asked.commit[:12]}, and these sources are commit {commit[:12]}"
        return Answer(_QUESTION, "", (Problem("", what, _RIGHT_SOURCES),))
    if previous is not None and sha256(previous.archive).hexdigest() != asked.previous:
        return Answer(_QUESTION, "", (Problem("", f"it was not made after {previous.name}", "name the bundle before it"),))
    made_anew, refusal = _rebuilt(source, asked, previous)
    if refusal:
        return Answer(_QUESTION, "", (Problem("", refusal, _RIGHT_SOURCES),))
    of = f"of commit {commit[:12]}" if commit else "that were given, no commit of git's,"
    if asked.previous and previous is None:
        said = f"the sources {of} make the same, CHANGES.html aside: --previous BUNDLE compares that too"
        return Answer(_QUESTION, said, tuple(_differences(files, made_anew, _SINCE)))
    problems = () if made_anew == content else tuple(_differences(files, made_anew))
    return Answer(_QUESTION, f"the sources {of} make these very bytes", problems or _other_bytes(content, made_anew))


def _asked(name: str, files: Mapping[str, bytes]) -> _Asked | None:
    """What the provenance and the bag say of the making; None where they do not."""
    try:
        statement = json.loads(b64decode(json.loads(files[PROVENANCE])["payload"]))
        definition = statement["predicate"]["buildDefinition"]
        asked, epoch = definition["externalParameters"], definition["internalParameters"]["SOURCE_DATE_EPOCH"]
        moment = datetime.fromtimestamp(int(epoch), UTC)
        locales, sites = tuple(map(str, asked["locales"])), tuple(map(str, asked["sites"]))
        previous = str(asked["previous"][1]) if "previous" in asked else ""
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError):
        return None
    return _Asked(name, told(files).get("polyclinic-source-commit", ""), moment, sites, locales, previous)


def _request(asked: _Asked, known: Collection[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The clinics and locales that were asked for, as the bundle's name tells; no locales where all were.

    Raises PipelineError for a name that says something else than the bag.
    """
    said = asked.name.removeprefix("polyclinic-").removesuffix(f"-{asked.moment.date().isoformat()}")
    several = [site.split("/")[2] for site in asked.sites if site.startswith(f"{DATA}clinics/")]
    for locales in ((), asked.locales):
        clinics = said.removesuffix("-".join(["", *locales]))
        if several and clinics == "-".join(several) and set(several) <= set(known):
            return several, locales
        if not several and (clinics == SITE or clinics in known):
            return [clinics] if clinics != SITE else [], locales
    raise PipelineError(asked.name, "these sources have no such clinics", "name the sources that it was made from")


def _commit(source: Path) -> str:
    try:
        return made(source).commit
    except PipelineError:
        return ""


def _rebuilt(source: Path, asked: _Asked, previous: OpenedBundle | None) -> tuple[bytes, str]:
    """The bundle that a copy of these sources makes, or why it makes none."""
    open_project(source)  # an unreadable project is named by its own path
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in _SOURCES:
            if (source / name).is_dir():
                shutil.copytree(source / name, root / name)
            elif (source / name).exists():
                shutil.copy(source / name, root / name)
        try:
            project = open_project(root)
            every = read_clinics(project)
            clinics, names = _request(asked, every)
            wanted = {name: every[name] for name in clinics}
            locales = [known_locale(project, wanted.values(), name) for name in names]
            found = bundle(project, wanted, locales, Made(asked.moment, asked.commit), previous)
        except PipelineError as error:
            return b"", f"these sources make no bundle: {error.place}: {error.problem}"
    if found.refused:
        verdicts = [verdict for report in found.reports.values() for verdict in report.verdicts]
        refusals = [one for verdict in verdicts for one in verdict.findings if one.refuses]
        refusals += [one for report in found.reports.values() for one in report.findings]
        reasons = [*map(str, refusals), *map(str, found.reasons), "refused"]
        return b"", f"these sources make no bundle: {reasons[0].splitlines()[0]}"
    return found.content, ""


def _other_bytes(content: bytes, made_anew: bytes) -> tuple[Problem, ...]:
    same = content == made_anew
    return () if same else (Problem("", "the files are the same, and their archive has another name or time", _RIGHT_SOURCES),)


def _differences(files: Mapping[str, bytes], made_anew: bytes, aside: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """The files that differ, those aside that need not be the same."""
    archive = read_archive(made_anew)
    folder, _ = top_folder(list(archive.files))
    wanted = {path.removeprefix(folder): found for path, found in archive.files.items()}
    odd = sorted(name for name in (files.keys() | wanted.keys()) - aside if files.get(name) != wanted.get(name))
    remedy = _RIGHT_TOOLS if set(odd) <= _TOOLS else _RIGHT_SOURCES
    for name in odd[:_MOST_NAMED]:
        missing = "these sources make no such file" if name not in wanted else "it is missing"
        both = name in files and name in wanted
        yield Problem(name, "these sources make another one" if both else missing, remedy)
    if len(odd) > _MOST_NAMED:
        yield Problem("", f"{len(odd) - _MOST_NAMED} files more differ", remedy)
