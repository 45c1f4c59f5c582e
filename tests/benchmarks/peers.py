"""The two that are compared: the pipeline's merge and GNU msgmerge, each as a function of template and catalog."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.formats.po import read_po, write_po
from pipeline.l10n.merge import merge
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError

Merge = Callable[[Catalog, Catalog], Catalog]

_UTF_8 = "text/plain; charset=UTF-8"


def msgmerge(template: Catalog, catalog: Catalog) -> Catalog:
    """What `msgmerge --previous --no-wrap` makes of the two, through files; raises PipelineError when it fails."""
    with TemporaryDirectory(prefix="polyclinic-msgmerge-") as name:
        old, new, merged = (Path(name) / file for file in ("old.po", "new.pot", "merged.po"))
        old.write_bytes(write_po(catalog.with_field("Content-Type", _UTF_8)))
        new.write_bytes(write_po(template.with_field("Content-Type", _UTF_8)))
        command = ["msgmerge", "--quiet", "--previous", "--no-wrap", "-o", str(merged), str(old), str(new)]
        finished = subprocess.run(command, check=False, capture_output=True, text=True)
        if finished.returncode:
            raise PipelineError(catalog.path or "msgmerge", f"msgmerge: {finished.stderr.strip()}", "mend what it names")
        return read_po(merged.read_bytes(), catalog.path or "merged.po", catalog.domain, catalog.locale)


def require_msgmerge() -> None:
    """Raises SystemExit where the program is missing."""
    if not shutil.which("msgmerge"):
        sys.exit("msgmerge is missing: install GNU gettext (Debian: apt install gettext)")


MERGES: Mapping[str, Merge] = {"ours": merge, "msgmerge": msgmerge}
