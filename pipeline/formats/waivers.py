"""`waivers.toml` ⇄ model. Made for people who read it in a git diff: every character that shows nothing is an escape."""

from dataclasses import dataclass
from datetime import date

from pipeline.formats.approvals import visible_string
from pipeline.formats.settings import read_tables
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


def read_waivers(text: str, path: str) -> tuple[Waiver, ...]:
    """The waivers of a locale in their order; raises PipelineError that names the first entry that is none, and its key."""
    return tuple(_waiver(entry, number, place) for number, (place, entry) in enumerate(_entries(text, path), start=1))


def _entries(text: str, path: str) -> tuple[tuple[Place, _Entry], ...]:
    return read_tables(text, path, "waivers", _Entry)


def _waiver(entry: _Entry, number: int, place: Place) -> Waiver:
    def refused(problem: str, remedy: str) -> PipelineError:
        return PipelineError(place, f"entry {number} ({entry.domain}): {problem}", remedy)

    if type(entry.on) is not date:
        raise refused("on: must be a date", "write it without quotes: 2026-11-25")
    if not says_something(entry.reason):
        raise refused("reason: says nothing", "say why the rule is wrong here, for those who read this later")
    if not entry.who.strip() or not entry.who.isprintable():
        raise refused(f"who: {entry.who!r} is nobody's name", "a waiver is a person's word: name the person")
    if len(entry.sha256) != _HASH_LENGTH or set(entry.sha256) - set("0123456789abcdef"):
        raise refused("sha256: is no SHA-256 in hexadecimal", "let `polyclinic waive` write the entry")
    return Waiver(
        entry.domain, entry.rule, entry.message, entry.sha256, entry.reason, entry.who, entry.on, entry.msgctxt, place.line
    )


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
