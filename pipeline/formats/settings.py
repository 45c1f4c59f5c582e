"""TOML settings ⇄ model: the site, the glossary, a disclaimer, a front matter. The one door to pydantic.

TOML, not YAML: `no` is Norwegian, not false.
"""

import json
import re
import tomllib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, time
from functools import cache
from typing import Any, TypeVar, cast

from pipeline.model.article import FrontMatter
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.errors import PipelineError, Place
from pipeline.model.project import Glossary, Site, Term
from pipeline.model.revision import Revision

T = TypeVar("T")

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


@dataclass(frozen=True, slots=True)
class _Revisions:
    revisions: tuple[Revision, ...] = ()


def read_site(text: str, path: str) -> Site:
    """The settings of a project; raises PipelineError that names every wrong key."""
    site = as_kind(load_toml(text, path), Site, path)
    if not 0 <= site.minimum_translated <= 1:
        raise PipelineError(path, "minimum_translated must be between 0 and 1", "0.8 means 80 %")
    if not _ADDRESS.fullmatch(site.base_url):
        raise PipelineError(path, f"base_url: {site.base_url!r} is no address", 'write "https://…", or "http://…"')
    unknown = set(site.formats) - {"html", "text"}
    if unknown or not site.formats:
        raise PipelineError(path, f"formats: unknown {sorted(unknown)}", 'use "html", "text" or both')
    return site


def read_glossary(text: str, path: str) -> Glossary:
    """The terms of a project; refuses an empty one, and a rendering that is called right and wrong, or right twice."""
    glossary = as_kind(load_toml(text, path), Glossary, path)
    for term in glossary.terms:
        _refuse_contradictions(term, path)
    return glossary


def _refuse_contradictions(term: Term, path: str) -> None:
    further = {*term.accepted, *term.forbidden}
    said = {
        locale: [
            *([term.renderings[locale]] if locale in term.renderings else []),
            *term.accepted.get(locale, ()),
            *term.forbidden.get(locale, ()),
        ]
        for locale in sorted({*term.renderings, *further})
    }
    if not all(map(str.strip, (term.term, *(rendering for several in said.values() for rendering in several)))):
        raise PipelineError(path, f"term {term.term!r}: an empty term or rendering", "write it, or remove its key")
    for locale, several in said.items():
        folded = [rendering.strip().casefold() for rendering in several]
        twice = next((one for one, other in zip(several, folded, strict=True) if folded.count(other) > 1), None)
        if twice is not None:
            remedy = "keep it in one of renderings, accepted and forbidden"
            raise PipelineError(path, f"term {term.term!r}: {locale}: “{twice}” stands twice", remedy)


def read_disclaimer(text: str, path: str, identifier: str) -> Disclaimer:
    """The controlled text of a file; refuses one without duties, with two of one name, or with an empty text."""
    disclaimer = as_kind(load_toml(text, path) | {"id": identifier, "path": path}, Disclaimer, path)
    names = [duty.name for duty in disclaimer.duties()]
    if not names or not all(paragraph.duties for paragraph in disclaimer.paragraphs):
        raise PipelineError(path, "a disclaimer without duties", "add [[paragraphs]] with [[paragraphs.duties]]")
    twice = sorted({name for name in names if names.count(name) > 1} | ({"title"} & set(names)))
    if twice:
        raise PipelineError(path, f"duty names must be unique and not 'title': {', '.join(twice)}", "rename them")
    if not all(map(str.isprintable, names)):
        raise PipelineError(path, "the name of a duty holds what cannot be seen", 'name it like "ask-first"')
    if not all(any(map(str.isalpha, text)) for text in (disclaimer.title, *(duty.text for duty in disclaimer.duties()))):
        raise PipelineError(path, "a title or a duty without a text", "write what every page must say, or remove the duty")
    return disclaimer


def read_revisions(text: str, path: str) -> tuple[Revision, ...]:
    """The edits of which an author said that they change no meaning, in the order of the file."""
    return as_kind(load_toml(text, path), _Revisions, path).revisions


def write_revision(revision: Revision) -> str:
    """One entry of that file, to stand at its end. Law: read after the others, it is the revision."""
    context = f"msgctxt = {toml_string(revision.msgctxt)}\n" if revision.msgctxt is not None else ""
    return (
        f"\n[[revisions]]\ndomain = {toml_string(revision.domain)}\n{context}before = {toml_string(revision.before)}\n"
        f"after = {toml_string(revision.after)}\nby = {toml_string(revision.by)}\non = {revision.on.isoformat()}\n"
    )


def toml_string(text: str) -> str:
    """The text as a string of TOML on one line."""
    # A JSON string is a basic string of TOML, but for DEL (TOML 1.0, "String").
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_table(text: str, path: str, kind: type[T]) -> T:
    """A TOML file as a dataclass, for files with a module of their own; raises PipelineError that names every wrong key."""
    return as_kind(load_toml(text, path), kind, path)


@dataclass(frozen=True, slots=True)
class Strict:
    """A TOML file that is held to a dataclass: no number for a text, no text for a truth value.

    A day or a time may be written as a text, and is the same text where one is wanted.
    """

    table: Mapping[str, Any]
    """What the file says."""
    value: Any
    """The dataclass; None where something is wrong."""
    problems: tuple[tuple[str, str], ...]
    """Key and reason of all that is wrong."""


def read_strictly(text: str, path: str, kind: type, given: Mapping[str, Any]) -> Strict:
    """A TOML file as a dataclass some of whose fields the caller gives; raises PipelineError only for what is no TOML."""
    table = load_toml(text, path)
    own = tuple((key, "this key is not for the file") for key in given if key in table)
    value, problems = _strictly({**table, **given}, kind)
    return Strict(table, None if own else value, (*own, *problems))


def part_of(content: object, kind: Any) -> Any:
    """A part of such a file as what it should be (`tuple[Hours, ...]`), or None where it is not."""
    return _strictly(content, kind)[0]


def _strictly(content: object, kind: Any) -> tuple[Any, tuple[tuple[str, str], ...]]:
    from pydantic import ValidationError

    try:
        # By way of JSON, whose strict reading takes a list for a tuple and a text for a day, and nothing else for anything.
        return _adapter(kind).validate_json(json.dumps(content, default=_isoformat), strict=True), ()
    except ValidationError as error:
        return None, tuple((key_of(problem["loc"]), problem["msg"].lower()) for problem in error.errors())


def _isoformat(value: object) -> str:
    assert isinstance(value, date | time), "TOML holds nothing else that JSON does not"  # noqa: S101
    return value.isoformat()


def key_of(steps: Iterable[str | int]) -> str:
    """A key as people read it, on one line: entries of lists are counted from 1."""
    named = (str(step + 1) if isinstance(step, int) else step if step.isprintable() else ascii(step) for step in steps)
    return ".".join(named)


def read_front_matter(text: str, path: str, first_line: int) -> FrontMatter:
    """The front matter of an article, without its `+++` lines; `first_line` is the file's line on which it begins."""
    return as_kind(load_toml(text, path, first_line), FrontMatter, path)


def load_toml(text: str, path: str, first_line: int = 1) -> dict[str, Any]:
    """What a file of TOML says, or a part of one that begins at `first_line`; raises PipelineError with the line."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise PipelineError(Place(path, first_line), "not TOML: too deep", "nest no brackets in brackets") from None
    except tomllib.TOMLDecodeError as error:
        line = _line_of(error, text) + first_line - 1
        raise PipelineError(Place(path, line), f"not TOML: {error}", "mend the line; see toml.io") from None


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> int:
    _, _, after = str(error).partition("(at line ")
    number = after.partition(",")[0]
    return int(number) if number.isdigit() else text.count("\n") + 1


@cache
def _adapter(kind: Any) -> Any:
    # Imported here because pydantic costs more than all the rest of `polyclinic --version`.
    from pydantic import ConfigDict, TypeAdapter

    if is_dataclass(kind):
        cast("Any", kind).__pydantic_config__ = ConfigDict(extra="forbid")
    return TypeAdapter(kind)


def as_kind(table: dict[str, Any], kind: type[T], place: Place | str, which: str = "") -> T:
    """A table as a dataclass; raises PipelineError that names every wrong key, behind `which`."""
    from pydantic import ValidationError

    try:
        value: T = _adapter(cast("Hashable", kind)).validate_python(table)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(step) for step in problem['loc'])}: {problem['msg'].lower()}" for problem in error.errors()
        )
        raise PipelineError(place, f"{which}{wrong}", "mend the keys named here") from None
    return value
