"""Findings and waivers: which are silenced, and which waivers silence nothing any more."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Message
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.waiver import Waiver, waiver_hash

_LONGEST_QUOTE = 60


def waived(findings: Iterable[Finding], waivers: Sequence[Waiver], domains: Mapping[str, str]) -> dict[Finding, Waiver]:
    """Those of a locale's findings that a waiver silences, each with the first that does; `domains` by the catalogs' paths."""
    by_rule: dict[tuple[str, str, str], list[Waiver]] = {}
    for waiver in waivers:
        by_rule.setdefault((waiver.domain, waiver.rule, waiver.message), []).append(waiver)
    found = {}
    for finding in findings:
        message, domain = finding.message, domains.get(finding.place.path)
        if message is None or domain is None:
            continue
        for waiver in by_rule.get((domain, finding.rule, message.msgid), ()):
            if waiver.silences(finding.locale, domain, finding.rule, message):
                found[finding] = waiver
                break
    return found


def waiver_unused(
    waivers: Sequence[Waiver], used: Collection[Waiver], sheets: Iterable[Sheet], rules: Collection[str], locale: str, path: str
) -> Iterator[Finding]:
    """A waiver silences nothing: its text was edited or is gone, its rule finds nothing there, or there is no such rule.

    A waiver is bound to the letters of the source text and of the translation. After an edit of either, a person must look
    again. An entry that silences nothing would look like a decision that still holds. Only a check of a whole locale with all
    rules can tell.

    Bad:  an entry of `waivers.toml` for "24–48 hours" → "24 bis 48 Stunden", and the catalog now has "24–48 Stunden"
    Good: the entry is removed, or written anew by `polyclinic waive` after a look at the text
    """
    by_domain = {sheet.catalog.domain: sheet for sheet in sheets}
    seen: set[tuple[str, str, str | None, str, str]] = set()
    for waiver in waivers:
        key = (waiver.domain, waiver.rule, waiver.msgctxt, waiver.message, waiver.sha256)
        twice = key in seen
        seen.add(key)
        if waiver in used and not twice:
            continue
        problem, remedy = ("it stands here twice", REMEDY) if twice else _why(waiver, by_domain, rules, locale)
        says = f"this waiver silences nothing: {problem} (“{_quoted(waiver.message)}”)"
        yield Finding(Severity.WARNING, WAIVER_UNUSED, locale, Place(path, waiver.line), says, remedy)


def _why(waiver: Waiver, sheets: Mapping[str, Sheet], rules: Collection[str], locale: str) -> tuple[str, str]:
    if waiver.rule not in rules:
        return f"there is no rule {waiver.rule!r}", "remove the entry, or mend the name; see `polyclinic check --list`"
    message = _message(waiver, sheets)
    if message is None:
        return f"{waiver.domain} has no live translation of its message", REMEDY
    if waiver.sha256 != waiver_hash(locale, message):
        return "the texts are not those that were waived", "look at the text again: remove the entry, or waive it anew"
    return f"{waiver.rule} finds nothing there", REMEDY


def _message(waiver: Waiver, sheets: Mapping[str, Sheet]) -> Message | None:
    sheet = sheets.get(waiver.domain)
    return sheet.catalog.translated.get((waiver.msgctxt, waiver.message)) if sheet is not None else None


def _quoted(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


WAIVER_UNUSED = "waiver-unused"
"""The id of that rule; its findings stand in the file of waivers, and refuse nothing."""
REMEDY = "remove the entry"
"""The usual next step."""
