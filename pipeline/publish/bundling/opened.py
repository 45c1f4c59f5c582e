"""A bundle that lies somewhere, read into memory and held to its own manifests; nothing of it is ever unpacked."""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from pipeline.model.errors import PipelineError
from pipeline.verify.archive import read_archive
from pipeline.verify.bag import bag_problems, top_folder
from pipeline.verify.desk import UnreadableError, read_bundle
from pipeline.verify.problem import printable

_REMEDY = "get the bundle again from whoever gave it out; `polyclinic verify` says more"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A whole bundle: every file is in a manifest, and has its hash."""

    name: str
    files: Mapping[str, bytes]
    """By their paths in the bag."""
    archive: bytes
    """The very bytes of the ZIP."""

    @property
    def epoch(self) -> int:
        """Its moment, in seconds since 1970; raises PipelineError where it names none."""
        try:
            envelope = json.loads(self.files["records/provenance.intoto.json"])
            said = json.loads(b64decode(envelope["payload"]))
            return int(said["predicate"]["buildDefinition"]["internalParameters"]["SOURCE_DATE_EPOCH"])
        except (KeyError, TypeError, ValueError):
            raise PipelineError(self.name, "its provenance names no time", _REMEDY) from None


def open_bundle(path: Path) -> OpenedBundle:
    """The bundle in a file, read as `polyclinic verify` reads it; raises PipelineError where that finds it no whole bundle.

    Whether its pages carry what they must is not asked here: one of last year is compared all the same.
    """
    return opened_bundle(path, bytes_of_bundle(path))


def bytes_of_bundle(path: Path) -> bytes:
    """The bytes of a file that may be a bundle; raises PipelineError."""
    try:
        return read_bundle(path)
    except UnreadableError as error:
        raise PipelineError(error.place, error.problem, error.remedy) from None


def opened_bundle(path: Path, content: bytes) -> OpenedBundle:
    """The bundle that these bytes of a file are; raises PipelineError like `open_bundle`."""
    archive = read_archive(content)
    folder, loose = top_folder(list(archive.files))
    files = {member.removeprefix(folder): found for member, found in archive.files.items()}
    problems = archive.problems or ((loose,) if loose is not None else ())
    odd = [str(one) for one in islice(chain(problems, bag_problems(files) if not problems else ()), _MOST_NAMED)]
    if odd:
        raise PipelineError(printable(str(path)), f"this is no whole bundle: {'; '.join(odd)}", _REMEDY)
    return OpenedBundle(folder.rstrip("/"), files, content)
