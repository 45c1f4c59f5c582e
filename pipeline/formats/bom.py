"""What something was built by → a bill of materials, CycloneDX 1.5 as JSON."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5


class Distribution(NamedTuple):
    """An installed Python distribution."""

    name: str
    version: str

    @property
    def purl(self) -> str:
        """Its package URL (purl-spec, type `pypi`): small letters, hyphens."""
        return f"pkg:pypi/{re.sub('[-_.]+', '-', self.name).lower()}@{quote(self.version, safe='')}"


def write_bom(tool: Distribution, parts: Iterable[Distribution], moment: datetime) -> bytes:
    """The bill of a tool and the distributions that it runs with, dated with the moment.

    Law: equal input gives equal bytes; the order of the parts means nothing. The serial number is made of the content.
    """
    subject = _component("application", tool, f"pkg:generic/{tool.name}@{quote(tool.version, safe='')}")
    components = [_component("library", part, part.purl) for part in sorted(set(parts), key=lambda part: part.purl)]
    said = {
        "version": 1,
        "metadata": {"timestamp": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "component": subject},
        "components": components,
        "dependencies": [{"ref": subject["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }
    digest = sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": uuid5(NAMESPACE_URL, f"urn:polyclinic:bom:{digest}").urn,
        **said,
    }
    return (json.dumps(bom, ensure_ascii=False, indent=1) + "\n").encode()


def _component(kind: str, one: Distribution, purl: str) -> dict[str, str]:
    return {"type": kind, "bom-ref": purl, "name": one.name, "version": one.version, "purl": purl}
