"""`verify.pyz`: the room `verify` as one file, for whoever has Python and nothing of ours. The same bytes wherever it is made.

`python -m pipeline.publish.verifier FILE` writes it; `make verify.pyz` does.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.formats.archive import write_zip
from pipeline.publish.store import write_if_changed

_PACKAGE = Path(__file__).parents[1]
_START = '"""Say whether a polyclinic bundle is what it claims to be."""\n\n'
_MAIN = f"""{_START}import sys

if sys.version_info < (3, 9):
    print("error: verify needs Python 3.9 or newer", file=sys.stderr)
    sys.exit(2)

from pipeline.verify.__main__ import main

sys.exit(main())
"""
_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)


def verifier_bytes() -> bytes:
    """A program for Python 3.9 or newer: our standard-library room and nothing else. Law: equal sources give equal bytes."""
    modules = [_PACKAGE / "__init__.py", *sorted((_PACKAGE / "verify").glob("*.py"))]
    files = {f"pipeline/{path.relative_to(_PACKAGE).as_posix()}": _unix(path.read_bytes()) for path in modules}
    return b"#!/usr/bin/env python3\n" + write_zip({**files, "__main__.py": _MAIN.encode()}, _MOMENT)


def _unix(content: bytes) -> bytes:
    """A module as git keeps it, whatever a checkout on Windows made of its line ends."""
    return content.replace(b"\r\n", b"\n")


if __name__ == "__main__":
    place = Path(sys.argv[1])
    write_if_changed(place.parent, place.name, verifier_bytes())
