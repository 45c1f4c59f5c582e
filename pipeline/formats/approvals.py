"""`approvals.toml` ⇄ model, and the text of an approval that its reviewer signs.

Made for people who read it in a git diff: one entry below the other, the texts in full, and every character that shows
nothing as an escape.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from pipeline.formats.settings import toml_string
from pipeline.formats.tables import read_tables
from pipeline.model.approval import DISCLAIMER_DOMAIN, Approval, Decision, Role, Subject, Wording
from pipeline.model.errors import PipelineError, Place

_ARMOR = re.compile(r"([ !#-\[\]-~]+\n)+")
"""What may stand in a multi-line string of TOML as it is; signatures are such."""


@dataclass(frozen=True, slots=True)
class _Text:
    source: str
    translation: str
    context: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    domain: str
    message: str
    verdict: Decision
    role: Role
    reviewer: str
    on: object
    """A date; looked at below, since pydantic takes numbers and text for dates too."""
    review_by: object
    sha256: str
    texts: tuple[_Text, ...]
    note: str = ""
    signature: str = ""


def read_approvals(text: str, path: str, locale: str) -> tuple[Approval, ...]:
    """The entries of a locale's ledger in their order.

    Raises PipelineError that names the entry which cannot be read, or whose hash is not that of its texts: nobody approved
    those.
    """
    found = read_tables(text, path, "approvals", _Entry)
    return tuple(_approval(entry, number, place, locale) for number, (place, entry) in enumerate(found, start=1))


def _approval(entry: _Entry, number: int, place: Place, locale: str) -> Approval:
    def refused(problem: str, remedy: str) -> PipelineError:
        return PipelineError(place, f"entry {number} ({entry.domain}): {problem}", remedy)

    if type(entry.on) is not date or type(entry.review_by) is not date:
        raise refused("on and review_by must be dates", "write them without quotes: 2026-11-25")
    if entry.review_by < entry.on:
        raise refused("review_by lies before on", "the next review is due after this one")
    if not entry.reviewer.strip() or not entry.reviewer.isprintable():
        raise refused(f"{entry.reviewer!r} is nobody's name", "an approval is a person's word: name the person")
    texts = tuple(Wording(one.context, one.source, one.translation) for one in entry.texts)
    controlled = entry.domain == DISCLAIMER_DOMAIN
    if not texts or not (controlled or len(texts) == 1):
        raise refused(f"{len(texts)} texts", "a message has one [[approvals.texts]], a disclaimer one for each duty")
    if not controlled and entry.message != texts[0].source:
        raise refused("message is not the source of its text", "copy the one from the other, or approve anew")
    if Subject(locale, entry.domain, entry.message, texts).sha256 != entry.sha256:
        raise refused(f"sha256 is not that of its texts in {locale}", "restore the entry, or approve anew; never mend a hash")
    return Approval(
        entry.domain,
        entry.message,
        texts,
        entry.sha256,
        entry.role,
        entry.verdict,
        entry.reviewer,
        entry.on,
        entry.review_by,
        entry.note,
        entry.signature,
    )


def write_approval(approval: Approval) -> str:
    """One entry, to stand at the end of the file. Law: read after the others, it is the approval."""
    fields = {
        "domain": visible_string(approval.domain),
        "message": visible_string(approval.message),
        "verdict": visible_string(approval.verdict),
        "role": visible_string(approval.role),
        "reviewer": visible_string(approval.reviewer),
        "on": approval.on.isoformat(),
        "review_by": approval.review_by.isoformat(),
        **({"note": visible_string(approval.note)} if approval.note else {}),
        "sha256": visible_string(approval.sha256),
        **({"signature": _signature(approval.signature)} if approval.signature else {}),
    }
    texts = (f"\n[[approvals.texts]]\n{_text(wording)}" for wording in approval.texts)
    return "\n[[approvals]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items()) + "".join(texts)


def _text(wording: Wording) -> str:
    context = f"context = {visible_string(wording.msgctxt)}\n" if wording.msgctxt is not None else ""
    return f"{context}source = {visible_string(wording.source)}\ntranslation = {visible_string(wording.translation)}\n"


def visible_string(text: str) -> str:
    """The text as a string of TOML on one line, in which every character that shows nothing is an escape."""
    return "".join(_escape(character) if _hidden(character) else character for character in toml_string(text))


def _hidden(character: str) -> bool:
    # A mark that turns the direction, or a space of no width, must not hide from whoever reads the diff.
    return not character.isprintable() and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp")


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _signature(armor: str) -> str:
    return f'"""\n{armor}"""' if _ARMOR.fullmatch(armor) else visible_string(armor)


def approval_payload(approval: Approval, locale: str) -> bytes:
    """What a reviewer signs: every field on a line of its own, the texts between quotes, and nothing else.

    Law: two approvals, or two locales, have the same payload only if all but the signatures is equal. A quoted text is
    one line, because what breaks lines is escaped in it; what is not quoted is a word, a date or a number.
    """
    lines = [
        "polyclinic approval 1",
        f"locale: {visible_string(locale)}",
        f"domain: {visible_string(approval.domain)}",
        f"message: {visible_string(approval.message)}",
        f"verdict: {approval.verdict}",
        f"role: {approval.role}",
        f"reviewer: {visible_string(approval.reviewer)}",
        f"on: {approval.on.isoformat()}",
        f"review_by: {approval.review_by.isoformat()}",
        f"note: {visible_string(approval.note)}",
        f"sha256: {visible_string(approval.sha256)}",
        f"texts: {len(approval.texts)}",
    ]
    for wording in approval.texts:
        lines.append(f"context: {'none' if wording.msgctxt is None else visible_string(wording.msgctxt)}")
        lines.append(f"source: {visible_string(wording.source)}")
        lines.append(f"translation: {visible_string(wording.translation)}")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
