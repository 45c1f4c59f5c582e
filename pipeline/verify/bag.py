"""Whether files are a bag as RFC 8493 has it (BagIt 1.0), of the one form that bundles have."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from pipeline.verify.problem import Problem

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST, _TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_LINE = re.compile("([0-9a-f]{64})  ([^ ].*)")
_ESCAPES = {"%0A": "\n", "%0D": "\r", "%25": "%"}
_LABEL = re.compile("[A-Za-z0-9][A-Za-z0-9_-]*")
_OXUM = re.compile(r"(0|[1-9][0-9]{0,17})\.(0|[1-9][0-9]{0,17})")
_TAG_FILES = re.compile(
    r"bagit\.txt|bag-info\.txt|(tag)?manifest-sha256\.txt|VERIFY(\.[A-Za-z0-9-]+)?\.txt|CHANGES\.html|LICENSE|records/.+"
)
_NEEDED = ("bag-info.txt", _MANIFEST, _TAG_MANIFEST, "VERIFY.txt", "LICENSE", "records/pages.json")


def top_folder(names: "list[str]") -> "tuple[str, Problem | None]":
    """The one folder that everything lies in, with its slash, and what is wrong if there is not one."""
    tops = sorted({name.partition("/")[0] for name in names})
    loose = [name for name in names if "/" not in name]
    if len(tops) == 1 and not loose:
        return f"{tops[0]}/", None
    first = f"{loose[0]} lies beside it" if loose else f"they are {', '.join(tops[:3])}"
    return "", Problem("", f"it does not hold one folder alone: {first}" if tops else "it holds nothing")


def bag_problems(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """What is wrong with a bag; the names are relative to its folder.

    Law: without problems every file is named once in its manifest with the SHA-256 of its bytes, and no name is without a file
    (only the tag manifest itself is named nowhere).
    """
    payload = {name for name in files if name.startswith("data/")}
    tags = set(files) - payload
    yield from _declaration_problems(files)
    yield from (Problem(name, "it is missing") for name in _NEEDED if name not in files)
    if "fetch.txt" in files:
        yield Problem("fetch.txt", "it would fetch files from a network; a bundle is whole by itself")
    strange = sorted(name for name in tags if not _TAG_FILES.fullmatch(name) and name != "fetch.txt")
    yield from (Problem(name, "no bundle holds such a file") for name in strange)
    if not payload:
        yield Problem("data/", "there is nothing in it")
    yield from _manifest_problems(files, _MANIFEST, payload)
    yield from _manifest_problems(files, _TAG_MANIFEST, tags - {_TAG_MANIFEST})
    yield from _information_problems(files, payload)


def told(files: Mapping[str, bytes]) -> "dict[str, str]":
    """What `bag-info.txt` says, label by label in small letters; of a label that comes twice, the last; empty if unreadable."""
    lines, _ = _information(files.get("bag-info.txt", b""))
    return {label.lower(): value for label, value in lines}


def _declaration_problems(files: Mapping[str, bytes]) -> Iterator[Problem]:
    content = files.get("bagit.txt")
    if content is None:
        yield Problem("bagit.txt", "it is missing: this is no bag")
    elif content.startswith(b"\xef\xbb\xbf"):
        yield Problem("bagit.txt", "it begins with a byte order mark, which RFC 8493 forbids")
    elif content != _DECLARATION:
        yield Problem("bagit.txt", "it does not say, to the letter, that this is a bag of version 1.0 in UTF-8")


def _lines(content: bytes) -> "tuple[list[str], str]":
    """The lines of a tag file, and why they cannot be read."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return [], "it is not in UTF-8"
    if text.startswith("\ufeff") or "\r" in text or "\0" in text:
        return [], "it holds a byte order mark or line ends that no bundle has"
    if not text.endswith("\n"):
        return [], "it does not end with a line end: it was cut off"
    return text[:-1].split("\n"), ""


def _manifest_problems(files: Mapping[str, bytes], manifest: str, expected: "set[str]") -> Iterator[Problem]:
    """The manifest names each of these files once, and nothing else, each with the hash of its bytes."""
    if manifest not in files:
        return
    lines, unreadable = _lines(files[manifest])
    if unreadable:
        yield Problem(manifest, unreadable)
        return
    named: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        name = None if match is None else _unescaped(match[2])
        if match is None or name is None:
            yield Problem(f"{manifest}:{number}", "this is no line of a manifest: a hash, two spaces, a file")
        elif name in named:
            yield Problem(f"{manifest}:{number}", f"it names {name} twice")
        else:
            named[name] = match[1]
    for name in sorted(named.keys() | expected):
        if name not in expected:
            yield Problem(name, f"{manifest} names it, and it is not there")
        elif name not in named:
            yield Problem(name, f"it is there, and {manifest} does not name it: somebody added it")
        elif sha256(files[name]).hexdigest() != named[name]:
            yield Problem(name, f"it was changed: its SHA-256 is not that of {manifest}")


def _unescaped(name: str) -> "str | None":
    """A file's name as a manifest writes it, with its three escapes; None where a percent sign is none of them."""
    if re.search("%(?!0[AaDd]|25)", name):
        return None
    return re.sub("%(0[AaDd]|25)", lambda match: _ESCAPES[match[0].upper()], name)


def _information(content: bytes) -> "tuple[list[tuple[str, str]], str]":
    lines, unreadable = _lines(content)
    found: list[tuple[str, str]] = []
    for line in lines:
        label, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and found:
            found[-1] = found[-1][0], f"{found[-1][1]} {line.strip()}"
        elif not colon or not _LABEL.fullmatch(label):
            return [], f"this line is no label and value: {line[:40]!r}"
        else:
            found.append((label, value.strip()))
    return found, unreadable


def _information_problems(files: Mapping[str, bytes], payload: "set[str]") -> Iterator[Problem]:
    if "bag-info.txt" not in files:
        return
    found, unreadable = _information(files["bag-info.txt"])
    if unreadable:
        yield Problem("bag-info.txt", unreadable)
        return
    sizes = [value for label, value in found if label.lower() == "payload-oxum"]
    true = f"{sum(len(files[name]) for name in payload)}.{len(payload)}"
    if len(sizes) != 1 or not _OXUM.fullmatch(sizes[0]):
        yield Problem("bag-info.txt", "it has not one Payload-Oxum: bytes, a point, files")
    elif sizes[0] != true:
        yield Problem("bag-info.txt", f"its Payload-Oxum is {sizes[0]}, and data/ holds {true}")
    days = [value for label, value in found if label.lower() == "bagging-date"]
    if len(days) != 1 or not _is_day(days[0]):
        yield Problem("bag-info.txt", "it has not one Bagging-Date: year-month-day")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
