"""One catalog merged with a template as a process of its own: read, merge, write; msgmerge's part for one file.

Run as `merge_file.py OLD.po NEW.pot MERGED.po`; prints JSON, the CPU seconds of each of the three.
"""

import json
import sys
import time
from pathlib import Path

from pipeline.formats.po import read_po, write_po
from pipeline.l10n.merge import merge


def run(old: Path, new: Path, merged: Path) -> dict[str, float]:
    """The seconds that reading, merging and writing took; the result is written."""
    began = time.process_time()
    template, catalog = (read_po(path.read_bytes(), path.as_posix(), "large") for path in (new, old))
    read = time.process_time()
    result = merge(template, catalog)
    done = time.process_time()
    merged.write_bytes(write_po(result))
    return {"read": read - began, "merge": done - read, "write": time.process_time() - done}


if __name__ == "__main__":
    print(json.dumps(run(*map(Path, sys.argv[1:4]))))
