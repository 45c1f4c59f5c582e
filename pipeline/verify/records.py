"""What a bundle says of its own making: the statement must speak of these very files, and reports for people must not run."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from pipeline.verify.problem import Problem

PROVENANCE = "records/provenance.intoto.json"
_QUIET_START = re.compile(
    r'<!DOCTYPE html>\n<html lang="[A-Za-z0-9-]+" dir="(?:ltr|rtl)">\n<head>\n<meta charset="utf-8">\n'
    r"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; (?:style-src '[A-Za-z0-9+/=-]+'; )?"""
    r"""base-uri 'none'; form-action 'none'">\n"""
)
"""How an HTML report begins: after this, whatever stands in it, no browser runs or loads anything."""
_RUNS = re.compile(rb"<script|<iframe|<object|<embed|http-equiv=\W?refresh", re.IGNORECASE)
_TYPE = "application/vnd.in-toto+json"


def record_problems(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """What is wrong with the records beside what pages must carry."""
    for name, content in files.items():
        report = name.endswith(".html") and not name.startswith("data/")
        if report and (not _QUIET_START.match(content.decode("utf-8", "replace")) or _RUNS.search(content)):
            yield Problem(name, "it does not forbid browsers to run what may stand in it")
    yield from _statement_problems(files)


def _statement_problems(files: Mapping[str, bytes]) -> Iterator[Problem]:
    if PROVENANCE not in files:
        yield Problem(PROVENANCE, "it is missing")
        return
    try:
        envelope = json.loads(files[PROVENANCE].decode("utf-8"))
        said = json.loads(base64.b64decode(envelope["payload"], validate=True).decode("utf-8"))
        named = _subjects(said) if envelope["payloadType"] == _TYPE else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        named = None
    if named is None:
        yield Problem(PROVENANCE, "it is no statement of in-toto in an envelope")
        return
    payload = {name: sha256(content).hexdigest() for name, content in files.items() if name.startswith("data/")}
    if not all(name.startswith("data/") for name in named):
        payload = {name[len("data/") :]: digest for name, digest in payload.items()}
    odd = sorted(name for name in payload.keys() | named.keys() if payload.get(name) != named.get(name))
    if odd:
        yield Problem(PROVENANCE, f"it speaks of other files than those in data/: {', '.join(odd[:3])}")


def _subjects(said: Any) -> "dict[str, str] | None":
    """The files that a statement speaks of, each with its SHA-256; None where it is none."""
    if said["_type"] != "https://in-toto.io/Statement/v1":
        return None
    return {str(one["name"]): str(one["digest"]["sha256"]) for one in said["subject"]}
