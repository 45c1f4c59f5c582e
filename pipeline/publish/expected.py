"""What published pages must say: by the project's sources and catalogs as they are now, or by the bundle that was given out."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pipeline.formats.page_records import read_page_records
from pipeline.law.texts import TEXT_RULES
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding, Severity
from pipeline.model.page import Demands
from pipeline.model.published import Expected
from pipeline.publish.desks import open_desk
from pipeline.publish.inspect import page_demands
from pipeline.publish.recalls import read_project_recalls
from pipeline.publish.sources import Project

_RECORDS = "records/pages.json"
_LARGEST = 50_000_000
"""Bytes of the list of pages."""


def expected_of_project(project: Project, locales: Sequence[str], slugs: Sequence[str], as_of: date) -> Iterator[Expected]:
    """What the pages of these locales and articles must say today; of all where none are named.

    Raises PipelineError for a locale or an article that is not the project's.
    """
    for slug in slugs:
        if slug not in project.articles:
            raise PipelineError("--article", f"there is no article {slug!r}", f"there are: {', '.join(project.articles)}")
    every = (project.source, *project.locales)
    chosen = [project.locale(name) for name in locales] or every
    recalls = read_project_recalls(project)
    for locale in chosen:
        desk = open_desk(project, locale, every, as_of, recalls)
        for slug in slugs or project.articles:
            demands = page_demands(project, desk, slug)
            unsound = [
                Finding(Severity.REFUSAL, rule.__name__.replace("_", "-"), locale.name, place, problem, remedy)
                for rule, remedy in TEXT_RULES.items()
                for place, problem in rule(locale, demands)
            ]
            yield Expected(
                locale.name,
                locale.tag,
                slug,
                demands.title.text,
                _paragraphs(demands),
                tuple(demand.text for demand in demands.protected),
                (*(finding for finding in desk.findings if finding.refuses), *unsound),
                locale.direction,
            )


def _paragraphs(demands: Demands) -> tuple[tuple[tuple[str, str], ...], ...]:
    # A demand's name is `duty "ask-first"`.
    return tuple(tuple((duty.name[len('duty "') : -1], duty.text) for duty in paragraph) for paragraph in demands.disclaimer)


def expected_of_bundle(bundle: Path) -> tuple[Expected, ...]:
    """What the pages of a bundle must say: a ZIP, or the folder that it was unpacked to; raises PipelineError for others."""
    shown = f"{bundle.as_posix()}/{_RECORDS}"
    try:
        content = _from_folder(bundle) if bundle.is_dir() else _from_zip(bundle)
    except OSError as error:
        raise PipelineError(bundle.as_posix(), f"it cannot be read: {error.strerror or error}", "name a bundle") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, ValueError, RuntimeError, LookupError) as error:
        raise PipelineError(
            bundle.as_posix(), f"this is no whole bundle: {error or type(error).__name__}", "fetch it again"
        ) from None
    if content is None:
        raise PipelineError(bundle.as_posix(), f"it does not hold one {_RECORDS}", "name a bundle of `polyclinic bundle`")
    return read_page_records(content, shown)


def _from_folder(folder: Path) -> bytes | None:
    found = [path for path in (folder / _RECORDS, *sorted(folder.glob(f"*/{_RECORDS}"))) if path.is_file()]
    return found[0].read_bytes() if len(found) == 1 and found[0].stat().st_size <= _LARGEST else None


def _from_zip(path: Path) -> bytes | None:
    """The list of pages in the one folder of a bundle; nothing else is unpacked."""
    with zipfile.ZipFile(path) as archive:
        found = [one for one in archive.infolist() if one.filename.partition("/")[2] == _RECORDS]
        if len(found) != 1 or found[0].file_size > _LARGEST:
            return None
        with archive.open(found[0]) as member:
            content = member.read(_LARGEST + 1)
        return content if len(content) <= _LARGEST else None
