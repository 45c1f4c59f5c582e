"""The names that files of a bundle may have, so that they mean the same file on every system, inside the bundle's folder."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.verify.problem import Problem

_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|COM[0-9¹²³]|LPT[0-9¹²³])(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever follows the first point."""
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_LONGEST_PART = 200
_LONGEST = 1000
_OTHER_WAYS = "rename it where the bundle is made"


def name_fault(name: str) -> str:
    """Why a file of this name cannot be unpacked safely everywhere; empty if it can.

    Law: a name without a fault, joined to any folder, names a file below that folder, on Windows too.
    """
    parts = name.split("/")
    faults = (
        (not name, "has no name"),
        (any(letter < " " or "\x7f" <= letter < "\xa0" for letter in name), "its name holds control characters"),
        ("\\" in name, "its name holds a backslash, which Windows takes for a folder"),
        (name.startswith("/"), "its name is an absolute path"),
        (bool(re.match("[A-Za-z]:", name)), "its name begins with a drive"),
        (".." in parts, "its name climbs out of the folder (..)"),
        (name.endswith("/"), "it is a folder, and a bundle lists none"),
        ("" in parts or "." in parts, "its name holds empty parts"),
        (bool(_FORBIDDEN.search(name)), "its name holds a sign that Windows forbids"),
        (
            any(part.endswith((".", " ")) or part.startswith(" ") for part in parts),
            "its name begins or ends in a space or point",
        ),
        (any(_RESERVED.match(part) for part in parts), "its name is that of a device on Windows"),
        (not name.isprintable(), "its name holds characters that show nothing"),
        (unicodedata.normalize("NFC", name) != name, "its name is not in Unicode's form NFC"),
        (len(name) > _LONGEST or max(map(len, parts)) > _LONGEST_PART, "its name is too long"),
    )
    return next((said for fault, said in faults if fault), "")


def collisions(names: Iterable[str]) -> Iterator[Problem]:
    """Names that are one file on a system that knows no capitals or composes letters, or a file and a folder at once."""
    seen: dict[str, str] = {}
    for name in names:
        key = _key(name)
        if key in seen:
            same = "stands there twice" if seen[key] == name else f"is the same file as {seen[key]} on some systems"
            yield Problem(name, same, _OTHER_WAYS)
        seen.setdefault(key, name)
    for name in seen.values():
        parts = name.split("/")
        for length in range(1, len(parts)):
            above = _key("/".join(parts[:length]))
            if above in seen:
                yield Problem(name, f"{seen[above]} is a file and a folder", _OTHER_WAYS)
    yield from _folder_collisions(seen.values())


def _folder_collisions(names: Iterable[str]) -> Iterator[Problem]:
    folders: dict[str, str] = {}
    for name in names:
        parts = name.split("/")
        for length in range(1, len(parts)):
            folder = "/".join(parts[:length])
            if folders.setdefault(_key(folder), folder) != folder:
                yield Problem(name, f"its folder is the same as {folders[_key(folder)]} on some systems", _OTHER_WAYS)
                break


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
