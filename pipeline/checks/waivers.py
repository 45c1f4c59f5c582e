"""Findings and waivers: which are silenced, and which waivers silence nothing any more."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

from pipeline.checks import RULES
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Message
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.waiver import Waiver, waiver_hash

_LONGEST_QUOTE = 60
_NEVER = frozenset(rule.id for rule in RULES if not rule.waivable)
_ELSEWHERE = timedelta(days=1)
"""East of UTC it may be tomorrow already."""


def waived(findings: Iterable[Finding], waivers: Sequence[Waiver], domains: Mapping[str, str]) -> dict[Finding, Waiver]:
    """Those of a locale's findings that a waiver silences, each with the first that does; `domains` by the catalogs' paths."""
    by_rule: dict[tuple[str, str, str], list[Waiver]] = {}
    for waiver in waivers:
        if waiver.rule not in _NEVER:
            by_rule.setdefault((waiver.domain, waiver.rule, waiver.message), []).append(waiver)
    found = {}
    for finding in findings if by_rule else ():
        message, domain = finding.subject, domains.get(finding.place.path)
        if domain is None:
            continue
        for waiver in by_rule.get((domain, finding.rule, message.msgid), ()):
            if waiver.silences(finding.locale, domain, finding.rule, message):
                found[finding] = waiver
                break
    return found


def waiver_unused(
    waivers: Sequence[Waiver],
    used: Collection[Waiver],
    left: Collection[Finding],
    sheets: Iterable[Sheet],
    rules: Collection[str],
    locale: str,
    path: str,
) -> Iterator[Finding]:
    """A waiver silences nothing: its text was edited or is gone, its rule finds nothing there, or there is no such rule.

    A waiver is bound to the letters of the source text and of the translation, or to the lines of a header that a rule looked
    at. After an edit of any, a person must look again. An entry that silences nothing would look like a decision that still
    holds. Only a check of a whole locale with all rules can tell.

    Bad:  an entry of `waivers.toml` for "24–48 hours" → "24 bis 48 Stunden", and the catalog now has "24–48 Stunden"
    Good: the entry is removed, or written anew by `polyclinic waive` after a look at the text
    """
    by_domain = {sheet.catalog.domain: sheet for sheet in sheets}
    headers = {(finding.place.path, finding.rule) for finding in left if finding.message is None}
    first: dict[tuple[str, str, str | None, str, str], Waiver] = {}
    for waiver in waivers:
        key = (waiver.domain, waiver.rule, waiver.msgctxt, waiver.message, waiver.sha256)
        before = first.setdefault(key, waiver)
        if before is waiver and waiver in used:
            continue
        if before is waiver:
            problem, remedy = _why(waiver, by_domain, headers, rules, locale)
        else:
            where = f", first in line {before.line}" if before.line else ""
            problem, remedy = f"it stands here twice{where}", REMEDY
        says = f"this waiver silences nothing: {problem} ({_named(waiver)})"
        yield Finding(Severity.WARNING, WAIVER_UNUSED, locale, Place(path, waiver.line), says, remedy)


def waiver_dated_ahead(waivers: Sequence[Waiver], today: date, locale: str, path: str) -> Iterator[Finding]:
    """A waiver's date lies in the future: nobody can have looked at the text on that day.

    The waiver counts all the same, since it is bound to the text and not to a day, so that a build does not depend on its date.

    Bad:  "on = 2062-11-25" in the year 2026
    Good: "on = 2026-11-25"
    """
    for waiver in waivers:
        if waiver.on > today + _ELSEWHERE:
            says = f"this waiver is of a day that lies ahead: {waiver.on.isoformat()} ({_named(waiver)})"
            yield Finding(Severity.WARNING, WAIVER_DATED_AHEAD, locale, Place(path, waiver.line), says, REMEDY_OF_DATE)


def _why(
    waiver: Waiver, sheets: Mapping[str, Sheet], headers: Collection[tuple[str, str]], rules: Collection[str], locale: str
) -> tuple[str, str]:
    edited = "the texts are not those that were waived", "look at the text again: remove the entry, or waive it anew"
    if waiver.rule not in rules:
        near = get_close_matches(waiver.rule, rules, 1)
        meant = f"write {near[0]!r} if that is meant" if near else "see `polyclinic check --list`"
        return f"there is no rule {waiver.rule!r}", f"remove the entry, or mend the name: {meant}"
    if waiver.rule in _NEVER:
        return (
            f"{waiver.rule} cannot be waived, since programs that read catalogs stop there",
            "mend the catalog; remove the entry",
        )
    sheet = sheets.get(waiver.domain)
    if (waiver.msgctxt, waiver.message) == _HEADER:
        if sheet is None:
            return f"{waiver.domain} has no catalog", REMEDY
        return edited if (sheet.catalog.path, waiver.rule) in headers else (f"{waiver.rule} finds nothing there", REMEDY)
    message = _message(waiver, sheet)
    if message is None:
        return f"{waiver.domain} has no live translation of its message", REMEDY
    return edited if waiver.sha256 != waiver_hash(locale, message) else (f"{waiver.rule} finds nothing there", REMEDY)


def _message(waiver: Waiver, sheet: Sheet | None) -> Message | None:
    return sheet.catalog.translated.get((waiver.msgctxt, waiver.message)) if sheet is not None else None


def _named(waiver: Waiver) -> str:
    text = waiver.message
    if (waiver.msgctxt, text) == _HEADER:
        return f"the header of {waiver.domain}"
    return f"“{text}”" if len(text) <= _LONGEST_QUOTE else f"“{text[:_LONGEST_QUOTE]}…”"


_HEADER = (None, "")
WAIVER_UNUSED = "waiver-unused"
"""The id of that rule; its findings stand in the file of waivers, and refuse nothing."""
WAIVER_DATED_AHEAD = "waiver-dated-ahead"
"""The id of the other rule on that file."""
REMEDY = "remove the entry"
"""The usual next step."""
REMEDY_OF_DATE = "write the day on which the text was looked at"
