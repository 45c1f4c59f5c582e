"""`records/pages.json`: what a bundle itself says that its pages must carry. Whoever can write it can make it say less."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.verify.problem import Problem

CONTRACT = "records/pages.json"
SUFFIXES = {"fragment": ".fragment.html", "html": ".html", "text": ".txt"}
"""The forms of a page, each with the end of its file's name; the longest first."""


@dataclass(frozen=True)
class Duty:
    """One thing that a disclaimer must say."""

    name: str
    text: str


@dataclass(frozen=True)
class Disclaimer:
    """A disclaimer in one language."""

    title: str
    paragraphs: "tuple[tuple[Duty, ...], ...]"

    @property
    def duties(self) -> "tuple[Duty, ...]":
        """All duties in their order."""
        return tuple(duty for paragraph in self.paragraphs for duty in paragraph)


@dataclass(frozen=True)
class Language:
    """A locale of the bundle."""

    tag: str
    direction: str
    disclaimers: "Mapping[str, Disclaimer]"
    """By their ids."""


@dataclass(frozen=True)
class Page:
    """What one file must carry."""

    language: Language
    disclaimer: Disclaimer
    form: str
    """One of SUFFIXES."""
    protected: "tuple[str, ...]"
    """Texts that a reader must see; one that comes twice must stand there twice."""
    practice: "Mapping[str, Any] | None"
    """What a clinic adds; None on pages of nobody's."""


@dataclass(frozen=True)
class Contract:
    """What all files must be."""

    style: str
    """The SHA-256 of each style.css; empty where there is none."""
    languages: "Mapping[str, Language]"
    pages: "Mapping[str, Page]"
    frame: "frozenset[str]"
    """Files around the pages: index, how-to."""


class _UnlikeError(Exception):
    """The file is not of the form that this program knows: where, and what."""


def read_contract(content: bytes) -> "tuple[Contract | None, tuple[Problem, ...]]":
    """The contract, or why it cannot be read; never raises."""
    try:
        said = json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        return _contract(said), ()
    except _UnlikeError as unlike:
        return None, (Problem(CONTRACT, str(unlike)),)
    except (ValueError, RecursionError):
        return None, (Problem(CONTRACT, "it is not JSON in UTF-8"),)


def _once(pairs: "list[tuple[str, Any]]") -> "dict[str, Any]":
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _UnlikeError("it says something twice")
    return found


def _no_number(name: str) -> None:
    raise _UnlikeError(f"{name} is no JSON")


def _contract(said: Any) -> Contract:
    top = _of(said, dict, "the file")
    if top.get("format") != 1:
        raise _UnlikeError(f"this program reads format 1, not {str(top.get('format'))[:20]}: take a newer verify.pyz")
    locales = _of(top.get("locales"), dict, "locales")
    languages = {name: _language(one, f"locales.{name}") for name, one in locales.items()}
    pages = _of(top.get("pages"), dict, "pages")
    if not pages:
        raise _UnlikeError("it names no page")
    return Contract(
        "" if top.get("style", "") is None else _text(top.get("style"), "style"),
        languages,
        {path: _page(path, one, languages) for path, one in pages.items()},
        frozenset(_text(one, "frame") for one in _of(top.get("frame"), list, "frame")),
    )


def _language(said: Any, where: str) -> Language:
    one = _of(said, dict, where)
    direction = one.get("dir")
    if direction not in ("ltr", "rtl"):
        raise _UnlikeError(f"{where}.dir is neither ltr nor rtl")
    disclaimers = _of(one.get("disclaimers"), dict, f"{where}.disclaimers")
    read = {name: _disclaimer(text, f"{where}.disclaimers.{name}") for name, text in disclaimers.items()}
    return Language(_text(one.get("tag"), f"{where}.tag"), direction, read)


def _disclaimer(said: Any, where: str) -> Disclaimer:
    one = _of(said, dict, where)
    paragraphs = tuple(
        tuple(_duty(duty, where) for duty in _of(paragraph, list, where))
        for paragraph in _of(one.get("paragraphs"), list, where)
    )
    if not paragraphs or not all(paragraphs):
        raise _UnlikeError(f"{where} has an empty paragraph, or none")
    return Disclaimer(_text(one.get("title"), f"{where}.title"), paragraphs)


def _duty(said: Any, where: str) -> Duty:
    one = _of(said, dict, where)
    return Duty(_text(one.get("duty"), f"{where}: a duty's name"), _text(one.get("text"), f"{where}: a duty's text"))


def _page(path: str, said: Any, languages: "Mapping[str, Language]") -> Page:
    one = _of(said, dict, path)
    form = next((form for form, suffix in SUFFIXES.items() if path.endswith(suffix)), "")
    if not path.startswith("data/") or one.get("form") != form:
        raise _UnlikeError(f"{path} is no page in data/, or of another form than its name says")
    language = languages.get(_text(one.get("locale"), path))
    disclaimer = None if language is None else language.disclaimers.get(_text(one.get("disclaimer"), path))
    if language is None or disclaimer is None:
        raise _UnlikeError(f"{path} names a locale or a disclaimer that the file does not have")
    protected = tuple(_text(text, path) for text in _of(one.get("protected"), list, path))
    practice = one.get("practice")
    return Page(language, disclaimer, form, protected, None if practice is None else _of(practice, dict, f"{path}: practice"))


def _of(said: Any, kind: type, where: str) -> Any:
    if not isinstance(said, kind):
        raise _UnlikeError(f"{where} is not there, or not of its form")
    return said


def _text(said: Any, where: str) -> str:
    text = _of(said, str, where)
    if not text.strip() or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise _UnlikeError(f"{where} is empty, or no text")
    return str(text)
