"""`waivers.toml` ⇄ model. Made for people who read it in a git diff: every character that shows nothing is an escape."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.formats.approvals import visible_string
from pipeline.formats.tables import read_tables_apart
from pipeline.model.errors import PipelineError, Place
from pipeline.model.waiver import Waiver, says_something

_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class _Entry:
    domain: str
    rule: str
    message: str
    sha256: str
    reason: str
    who: str
    on: object
    """A date; looked at below, since pydantic takes numbers and text for dates too."""
    msgctxt: str | None = None


@dataclass(frozen=True, slots=True)
class WaiverFile:
    """What a locale's file of waivers says."""

    waivers: tuple[Waiver, ...] = ()
    """In their order."""
    errors: tuple[PipelineError, ...] = ()
    """One for each entry that is no waiver: it names the entry, its line, and all that is wrong with it."""


def read_waivers(text: str, path: str) -> WaiverFile:
    """The waivers of a locale, and the entries that are none; a wrong entry takes nothing from the others.

    Raises PipelineError for a file that is no list of `[[waivers]]`.
    """
    entries, errors = read_tables_apart(text, path, "waivers", _Entry)
    waivers, wrong = [], [*errors]
    for number, place, entry in entries:
        problems = list(_problems(entry))
        if not problems and isinstance(entry.on, date):
            waivers.append(_waiver(entry, entry.on, place))
            continue
        said = "; ".join(problem for problem, _ in problems)
        remedies = "; ".join(remedy for _, remedy in problems)
        wrong.append(PipelineError(place, f"entry {number} ({entry.domain}): {said}", remedies))
    return WaiverFile(tuple(waivers), tuple(sorted(wrong, key=lambda error: error.place.line or 0)))


def _problems(entry: _Entry) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry, and the next step."""
    if type(entry.on) is not date:
        yield "on: must be a date", "write it without quotes: 2026-11-25"
    if not says_something(entry.reason):
        yield "reason: says nothing", "say why the rule is wrong here, for those who read this later"
    if not entry.who.strip() or not entry.who.isprintable():
        yield f"who: {entry.who!r} is nobody's name", "a waiver is a person's word: name the person"
    if len(entry.sha256) != _HASH_LENGTH or set(entry.sha256) - set("0123456789abcdef"):
        yield "sha256: is no SHA-256 in hexadecimal", "let `polyclinic waive` write the entry"


def _waiver(entry: _Entry, on: date, place: Place) -> Waiver:
    return Waiver(entry.domain, entry.rule, entry.message, entry.sha256, entry.reason, entry.who, on, entry.msgctxt, place.line)


def write_waiver(waiver: Waiver) -> str:
    """One entry, to stand at the end of the file. Law: read after the others, it is the waiver."""
    fields = {
        "domain": visible_string(waiver.domain),
        "rule": visible_string(waiver.rule),
        **({} if waiver.msgctxt is None else {"msgctxt": visible_string(waiver.msgctxt)}),
        "message": visible_string(waiver.message),
        "sha256": visible_string(waiver.sha256),
        "reason": visible_string(waiver.reason),
        "who": visible_string(waiver.who),
        "on": waiver.on.isoformat(),
    }
    return "\n[[waivers]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())
