"""What lies in a bundle, in an unpacked one or in a folder of pages, as one side of a comparison."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.formats.bag import DATA
from pipeline.formats.page_passages import html_passages, text_passages, weighed
from pipeline.model.change import Weight
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.publish.bundling.opened import open_bundle
from pipeline.reports.changes import Side

_RECORD = "records/pages.json"
_LARGEST_PAGE, _MOST_TAGS = 4_000_000, 20_000
"""In bytes; a page of this project has under 100,000, and 1,000 tags. A parser takes long over what nests without end."""
_REMEDY = "name a bundle, or a folder of pages such as build/site"


def read_side(path: Path) -> Side:
    """The pages in a bundle's file, in the folder of an unpacked bundle, or in any folder of pages.

    Raises PipelineError for what cannot be read, and for a bundle that is not what its manifests say.
    """
    if path.is_file():
        bundle = open_bundle(path)
        return side_of(bundle.name, bundle.files)
    if not path.is_dir():
        raise PipelineError(str(path), "there is no such file or folder", _REMEDY)
    files = dict(_files(path))
    if "bagit.txt" not in files:
        files = {f"{DATA}{name}": content for name, content in files.items()}
    return side_of(str(path), files)


def side_of(name: str, files: Mapping[str, bytes]) -> Side:
    """The payload of these files of a bag, its pages read."""
    payload = {path.removeprefix(DATA): content for path, content in files.items() if path.startswith(DATA)}
    heavy = _heavy(files.get(_RECORD))
    pages, locales = {}, {}
    for path, content in payload.items():
        locale = _locale(path)
        if locale is None or not _leads(path, payload):
            continue
        if len(content) > _LARGEST_PAGE or content.count(b"<") > _MOST_TAGS:
            raise PipelineError(f"{name}: {path}", "this is larger than any page of this project", "compare it in another way")
        text = content.decode("utf-8", "replace")
        found = html_passages(text) if path.endswith(".html") else text_passages(text)
        pages[path], locales[path] = weighed(found, heavy.get(locale.name, ())), locale
    sums = {path: sha256(content).hexdigest() for path, content in payload.items()}
    return Side(name, sums, pages, locales)


def _leads(path: str, payload: Mapping[str, bytes]) -> bool:
    """Whether it is that edition of a page which tells what its passages are."""
    if path.endswith(".html"):
        return not path.endswith(".fragment.html")
    return path.endswith(".txt") and f"{path.removesuffix('.txt')}.html" not in payload


def _locale(path: str) -> Locale | None:
    parts = PurePosixPath(path).parts
    try:
        return Locale.named(parts[-2], Place(path)) if len(parts) > 1 else None
    except PipelineError:
        return None


def _heavy(record: bytes | None) -> Mapping[str, list[tuple[str, Weight]]]:
    """Locale → the texts that a bundle's own record names as cautions or as the disclaimer."""
    if record is None:
        return {}
    found: dict[str, dict[tuple[str, Weight], None]] = {}
    try:
        said = json.loads(record)
        for page in said["pages"].values():
            known = found.setdefault(page["locale"], {})
            known |= {(text, Weight.CAUTION): None for text in page["protected"]}
        for name, locale in said["locales"].items():
            known = found.setdefault(name, {})
            for one in locale["disclaimers"].values():
                duties = [duty["text"] for paragraph in one["paragraphs"] for duty in paragraph]
                known |= {(text, Weight.DISCLAIMER): None for text in (one["title"], *duties)}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise PipelineError(_RECORD, "this record cannot be read", "make the bundle again") from None
    return {name: list(known) for name, known in found.items()}


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()
    except OSError as error:
        raise PipelineError(str(error.filename or folder), f"this cannot be read: {error.strerror}", _REMEDY) from None
