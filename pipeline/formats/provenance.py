"""How a bundle came about → an in-toto Statement v1 with a SLSA Provenance v1 predicate, in a DSSE envelope.

The envelope carries no signature: this program holds no key. What is signed is the whole bundle (`polyclinic sign`), this
statement with it; a CI service may attest the bundle besides. A DSSE verifier rightly takes an unsigned envelope for what
it is, an unproved claim; whoever wants to sign it signs `pre_authentication(payload)` and adds to `signatures`.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pipeline.formats.bom import Distribution

PAYLOAD_TYPE = "application/vnd.in-toto+json"
BUILD_TYPE = "urn:polyclinic:bundle:1"
"""How a bundle is built: from a commit's sources and catalogs, by a version of this program and of what it runs with."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a bundle was made from; all of it can be said again by whoever makes it again."""

    commit: str
    """The git commit of the sources; empty where there is none."""
    epoch: int
    """The bundle's moment, in seconds since 1970."""
    parameters: Mapping[str, Any]
    """What was asked for: clinics, locales, formats."""
    tool: Distribution
    parts: tuple[Distribution, ...]


def write_provenance(payload: Mapping[str, bytes], origin: Origin) -> bytes:
    """The statement on these payload files in its envelope. Law: equal input gives equal bytes."""
    said = json.dumps(statement(payload, origin), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    envelope = {"payloadType": PAYLOAD_TYPE, "payload": b64encode(said).decode(), "signatures": []}
    return (json.dumps(envelope, indent=1) + "\n").encode()


def statement(payload: Mapping[str, bytes], origin: Origin) -> dict[str, Any]:
    """The statement itself; its subjects are the payload files, by their SHA-256."""
    ordered = sorted(payload, key=str.encode)
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": name, "digest": {"sha256": sha256(payload[name]).hexdigest()}} for name in ordered],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": dict(origin.parameters),
                "internalParameters": {"SOURCE_DATE_EPOCH": origin.epoch},
                "resolvedDependencies": list(_dependencies(origin)),
            },
            # No name of a machine: nobody vouches for it here, and the same bundle comes from any.
            "runDetails": {
                "builder": {"id": "urn:polyclinic:builder:any", "version": {origin.tool.name: origin.tool.version}},
            },
        },
    }


def _dependencies(origin: Origin) -> Iterable[dict[str, Any]]:
    if origin.commit:
        yield {"name": "sources", "digest": {"gitCommit": origin.commit}}
    yield from ({"uri": part.purl} for part in sorted(origin.parts, key=lambda part: part.purl))


def pre_authentication(payload: bytes, payload_type: str = PAYLOAD_TYPE) -> bytes:
    """What a signature on the envelope is of: DSSE's pre-authentication encoding of type and payload."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
