"""The least that an update could do, as a yardstick: parse and extract every source, read every template and catalog.

Run as `read_all.py FOLDER`; prints how many catalogs were read.
"""

import sys
from pathlib import Path

from pipeline.formats.po import read_po
from pipeline.publish.catalogs import templates
from pipeline.publish.sources import open_project


def run(root: Path) -> int:
    """The number of catalogs and templates of a project, all of which were read."""
    count = 0
    for template in templates(open_project(root)):
        for path in ((root / f"locales/{template.domain}.pot"), *root.glob(f"locales/*/LC_MESSAGES/{template.domain}.po")):
            read_po(path.read_bytes(), path.as_posix(), template.domain)
            count += 1
    return count


if __name__ == "__main__":
    print(run(Path(sys.argv[1])))
