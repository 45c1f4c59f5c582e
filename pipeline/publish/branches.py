"""Two branches' files of one catalog → one file, as git asks it of a merge driver (gitattributes(5))."""

from pathlib import Path, PurePosixPath

from pipeline.formats.po import read_po, write_po
from pipeline.l10n.reconcile import HEADER, Dispute, reconcile
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.publish.store import read_bytes, write_if_changed


def merge_files(root: Path, base: str, ours: str, theirs: str, path: str) -> tuple[Finding, ...]:
    """Write the merge of three versions of `path` into the file `ours`; answers what a person must decide there.

    Raises PipelineError, with `ours` as it was, when a version cannot be read. An empty `base` is none.
    """
    versions = [
        _read_version(root, file, path, stage, side)
        for stage, (side, file) in enumerate((("base", base), ("ours", ours), ("theirs", theirs)), start=1)
    ]
    merged = reconcile(*versions)
    content = write_po(merged.catalog)
    written = read_po(content, path, merged.catalog.domain)
    if written.header != merged.catalog.header or set(written.messages) != set(merged.catalog.messages):
        raise PipelineError(path, "the merged catalog would not be read as it is meant", "merge this file by hand")
    write_if_changed(root, ours, content)
    return tuple(_finding(dispute, written) for dispute in merged.disputes)


def _read_version(root: Path, file: str, path: str, stage: int, side: str) -> Catalog:
    content = read_bytes(root, file)
    try:
        return read_po(content, path, PurePosixPath(path).stem)
    except PipelineError as error:
        remedy = f"{error.remedy}; `git show :{stage}:{path}` prints this version"
        raise PipelineError(error.place, f"in {side}: {error.problem}", remedy) from None


def _finding(dispute: Dispute, catalog: Catalog) -> Finding:
    lines = {message.key: message.line for message in catalog.messages}
    line = len(catalog.comments) + catalog.fuzzy + 1 if dispute.key == HEADER else lines[dispute.key]
    locale = catalog.fields.get("Language", "")
    rule, problem, remedy = dispute.problem
    return Finding(Severity.ERROR, rule, locale, Place(catalog.path, line), problem, remedy)
