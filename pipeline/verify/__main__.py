"""`python verify.pyz BUNDLE`: whether a bundle is what it claims to be; needs Python 3.9 or newer, no network and nothing else.

Exit status: 0 nothing wrong; 1 something wrong: do not publish; 2 usage, or a file that cannot be read.
"""

import argparse
import sys
from pathlib import Path


def main(arguments: "list[str] | None" = None) -> int:
    """Judge one bundle, print what came of it, and answer the exit status."""
    parser = argparse.ArgumentParser(prog="verify", description="Say whether a polyclinic bundle is what it claims to be.")
    parser.add_argument("bundle", help="the ZIP file")
    parser.add_argument("--public-key", metavar="KEY", help="minisign.pub, or the key itself, from a place that you trust")
    parser.add_argument("--signature", metavar="FILE", help="default: the bundle's name with .minisig behind it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args(arguments)
    from pipeline.verify.bundle import judge_bundle
    from pipeline.verify.desk import UnreadableError, read_bundle, read_public_key, read_signature
    from pipeline.verify.report import as_json, as_text

    path = Path(asked.bundle)
    try:
        key = read_public_key(asked.public_key) if asked.public_key is not None else None
        verdict = judge_bundle(path.name, read_bundle(path), key, read_signature(path, asked.signature))
    except UnreadableError as error:
        print(f"error: {error}".encode("ascii", "backslashreplace").decode(), file=sys.stderr)
        return 2
    said = as_json(verdict) if asked.json else as_text(verdict)
    # Consoles of Windows may know few letters: what they cannot show is spelt out, not a traceback.
    print(said.encode(sys.stdout.encoding or "ascii", "backslashreplace").decode(sys.stdout.encoding or "ascii"), end="")
    return 0 if verdict.right else 1


if __name__ == "__main__":
    sys.exit(main())
