"""The least that an update could do, as a yardstick: parse and extract every source, read every template and catalog.

Run as `read_all.py FOLDER`; prints how many catalogs were read.
"""

import sys
from pathlib import Path

from pipeline.formats.po import read_po
from pipeline.l10n.extract import extract
from pipeline.publish.sources import open_project


def run(root: Path) -> int:
    """The number of catalogs and templates of a project, all of which were read."""
    project = open_project(root)
    for slug in project.articles:
        extract(project.article(slug))
    paths = [*root.glob("locales/*.pot"), *root.glob("locales/*/LC_MESSAGES/*.po")]
    for path in paths:
        read_po(path.read_bytes(), path.as_posix(), path.stem)
    return len(paths)


if __name__ == "__main__":
    print(run(Path(sys.argv[1])))
