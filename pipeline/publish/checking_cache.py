"""What the checks found in one catalog, kept below `.cache/checks`, so that a build pays only for catalogs that changed.

An entry is found by a hash of all that its content follows from: this program's own files, the catalog's bytes, its locale
and domain, the glossary, the protected messages. No date decides. An entry that is damaged, or of another key, is none; the
entries of catalogs that are gone go with the next build, and `make clean` takes all of them away. The gate reads no entry: it
judges pages.
"""

import hashlib
import json
import sys
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pipeline
from pipeline.checks.consistency import Trace
from pipeline.model.catalog import Message, MessageKey, Previous
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Mark, Severity
from pipeline.model.project import Glossary

FOLDER = ".cache/checks"
"""Where the entries lie, relative to the project's root: a file for each catalog."""
_LIBRARIES = ("regex", "babel")
"""What the rules ask beside the program's own files."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rules on one catalog came to, without the catalog."""

    messages: int
    """How many live translations it has."""
    findings: tuple[Finding, ...] = ()
    traces: tuple[Trace, ...] = ()
    """What the rules across catalogs ask of it first."""


def key_of(catalog: bytes, locale: str, domain: str, glossary: Glossary, protected: Sequence[MessageKey]) -> str:
    """The hash of all that the findings in a catalog follow from."""
    whole = hashlib.sha256()
    for part in (_program(), catalog, locale, domain, repr(glossary), repr(protected)):
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(content) + content)
    return whole.hexdigest()


def kept(root: Path, locale: str, domain: str, key: str) -> Looked | None:
    """The entry of a catalog, or None where there is none of this key."""
    with suppress(OSError, ValueError, TypeError, LookupError, RecursionError):
        said, _, content = _path(root, locale, domain).read_bytes().partition(b"\n")
        if said == _seal(key, content):
            return read_looked(content.decode("ascii"))
    return None


def keep(root: Path, locale: str, domain: str, key: str, looked: Looked) -> None:
    """Write the entry of a catalog in the place of its last one; where that is not possible, nothing is kept."""
    content = write_looked(looked).encode("ascii")
    path = _path(root, locale, domain)
    with suppress(OSError):  # who writes at the same time, or ends early, leaves what no seal fits
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_seal(key, content) + b"\n" + content)


def prune(root: Path, there: Callable[[str, str], bool]) -> None:
    """Take away the entries of which `there` says that no catalog of that locale and domain is there.

    A catalog has one entry, so there are never more than catalogs. It is asked right before an entry goes, and what another
    build writes meanwhile is at worst written anew by the next. What can't be taken away stays.
    """
    folder = root / FOLDER
    with suppress(OSError):
        for path in [path for path in folder.rglob("*.json") if path.is_file()]:
            locale, _, domain = path.relative_to(folder).with_suffix("").as_posix().partition("/")
            if not (locale and domain and there(locale, domain)):
                with suppress(OSError):
                    path.unlink()
                    _take_away_empty(path.parent, folder)


def _take_away_empty(path: Path, folder: Path) -> None:
    while path != folder:
        path.rmdir()  # not what still holds anything
        path = path.parent


def write_looked(looked: Looked) -> str:
    """An entry's text, in ASCII. Law: `read_looked` makes the same of it, the lines of messages too."""
    return json.dumps([looked.messages, [_finding(one) for one in looked.findings], looked.traces], separators=(",", ":"))


def read_looked(text: str) -> Looked:
    """What `write_looked` wrote."""
    messages, findings, traces = json.loads(text)
    return Looked(messages, tuple(map(_read_finding, findings)), tuple(Trace(*trace) for trace in traces))


@cache
def _program() -> bytes:
    """The hash of this program's files, and of what else its rules ask."""
    folder = Path(pipeline.__file__).parent
    whole = hashlib.sha256(repr((sys.version, unicodedata.unidata_version, *map(version, _LIBRARIES))).encode())
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".json")):
        content = path.read_bytes()
        whole.update(f"{path.relative_to(folder).as_posix()}:{len(content)}:".encode() + content)
    return whole.digest()


def _path(root: Path, locale: str, domain: str) -> Path:
    return root / FOLDER / locale / f"{domain}.json"


def _seal(key: str, content: bytes) -> bytes:
    return f"{key} {hashlib.sha256(content).hexdigest()}".encode()


def _finding(one: Finding) -> list[Any]:
    message = None if one.message is None else _message(one.message)
    marks = [[mark.form, mark.start, mark.end] for mark in one.marks]
    place = [one.place.path, one.place.line]
    said = [one.severity, one.rule, one.locale, place, one.problem, one.remedy, message, marks]
    return [*said, one.protected, one.form, one.header]


def _read_finding(said: Sequence[Any]) -> Finding:
    severity, rule, locale, place, problem, remedy, message, marks, protected, form, header = said
    return Finding(
        Severity(severity),
        rule,
        locale,
        Place(*place),
        problem,
        remedy,
        None if message is None else _read_message(message),
        tuple(Mark(*mark) for mark in marks),
        protected,
        form,
        header,
    )


def _message(one: Message) -> list[Any]:
    before = one.previous and [one.previous.msgid, one.previous.msgctxt, one.previous.msgid_plural]
    kept_lists = [one.flags, one.comments, one.notes, one.references]
    return [one.msgid, one.msgctxt, one.msgid_plural, one.msgstr, one.fuzzy, one.obsolete, before, *kept_lists, one.line]


def _read_message(said: Sequence[Any]) -> Message:
    msgid, msgctxt, msgid_plural, msgstr, fuzzy, obsolete, before, *kept_lists, line = said
    previous = Previous(*before) if before is not None else None
    flags, comments, notes, references = map(tuple, kept_lists)
    return Message(
        msgid, msgctxt, msgid_plural, tuple(msgstr), fuzzy, obsolete, previous, flags, comments, notes, references, line
    )
