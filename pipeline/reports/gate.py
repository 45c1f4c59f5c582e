"""The gate's report as JSON: what was judged, on what terms, what held and what broke, for each locale and page.

One object; its keys are stable, and `report` changes when one of them does. The HTML (`gate_page.py`) shows this very object.

    report        1, the number of this form
    occasion      "build", or "look" for pages that lay in a folder and were judged anew
    folder        where the pages lie; names of files below are relative to it
    as_of         the day as of which approvals were seen; there is no other date or time, so equal input gives equal bytes
    passed        whether nothing was refused and no locale of the settings is absent
    version, title, formats; policy: {approvals, signatures}
    style         {sha256, proof: "pinned" | "browser" | "none"}, or null where there is no style sheet
    frame         {file: SHA-256} of what surrounds the pages
    gate          {file: SHA-256} of the gate's own source
    rules         {name: {part: "texts" | "html" | "text", law}}, in the order in which they are asked
    absent        locales of the settings of which nothing was judged
    refusals      what concerns no locale alone: [{severity, rule, path, line, problem, remedy, pages}]
    locales       [{locale, tag, direction, language, own_name, result, pages, disclaimers, refusals}]
      result      "passed" or "refused"; a refused locale is not published, whatever its pages are
      pages       [{page, result, rules, not_asked, files, disclaimer}]
        result    "passed", "refused", or "not judged" where the page could not be made or read
        rules     {name: "held" | "broken" | "not asked"}
        not_asked why some were not, or ""
        files     {file: SHA-256 of the very bytes that were judged}
        disclaimer  the SHA-256 of the text as it was found on the page, or null where it was not found whole
      disclaimers [{id, sha256, texts: [{context, english, text}], approvals}], each text once, however many pages carry it
        approvals {role: {standing, decision, reviewer, on, review_by, note, signed}}; all but standing null where there is none
      refusals    as above; `pages` are those on which it was found, none where it concerns the locale itself

`polyclinic`'s own hash of a disclaimer is explained at `Subject.sha256` in `model/approval.py`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.model.approval import Ledger, Role, Standing, Subject
from pipeline.model.finding import Finding
from pipeline.model.page import Proof
from pipeline.model.report import Part, Report, Rule, Terms, Verdict

_FORM = 1
_TEXTS_REFUSED = "its texts alone are refused: what is missing there is missing on the page too"
_NOT_JUDGED = "there was no page to judge: see the refusals of its locale"
_NO_FORMAT = {
    Part.HTML: "its HTML was not asked for: the formats do not name it",
    Part.TEXT_EDITION: "its text edition was not asked for: the formats do not name it",
}


def gate_json(report: Report) -> str:
    """The report as a JSON object, see above."""
    return json.dumps(gate_report(report), ensure_ascii=False, indent=1) + "\n"


def gate_report(report: Report) -> dict[str, Any]:
    """The report as the object that both its forms show; the gate must have been asked."""
    terms = report.terms
    if terms is None:
        raise ValueError("a report on catalogs alone has nothing of the gate's")
    style = terms.frame.get("style.css")
    return {
        "report": _FORM,
        "occasion": str(terms.occasion),
        "folder": terms.folder,
        "as_of": terms.as_of.isoformat(),
        "passed": not report.refused and not report.absent,
        "version": terms.version,
        "title": terms.site.title,
        "formats": list(terms.formats),
        "policy": {"approvals": str(terms.site.approvals), "signatures": str(terms.site.signatures)},
        "style": None if style is None else {"sha256": style, "proof": str(terms.style)},
        "frame": dict(terms.frame),
        "gate": dict(terms.gate),
        "rules": {rule.name: {"part": str(rule.part), "law": rule.law} for rule in terms.rules},
        "absent": [locale.name for locale in report.absent],
        "refusals": [_refusal(finding, ()) for finding in report.findings if finding.refuses],
        "locales": [_locale(verdict, terms) for verdict in report.verdicts],
    }


def _locale(verdict: Verdict, terms: Terms) -> dict[str, Any]:
    locale = verdict.locale
    proofs = {proof.page: proof for proof in verdict.proofs}
    # Of one text of one locale there is one standing, however many pages carry it.
    subjects = {proof.disclaimer.sha256: proof.disclaimer for proof in verdict.proofs if proof.disclaimer is not None}
    return {
        "locale": locale.name,
        "tag": locale.tag,
        "direction": locale.direction,
        "language": locale.english_name,
        "own_name": locale.own_name,
        "result": "refused" if verdict.refusals else "passed",
        "pages": [_page(name, proofs.get(name), terms) for name in (f"{locale.name}/{slug}" for slug in terms.articles)],
        "disclaimers": [_disclaimer(subject, verdict.ledger) for subject in subjects.values()],
        "refusals": list(_refusals(verdict)),
    }


def _page(name: str, proof: Proof | None, terms: Terms) -> dict[str, Any]:
    if proof is None or not proof.rules:
        return {
            "page": name,
            "result": "not judged",
            "rules": {rule.name: "not asked" for rule in terms.rules},
            "not_asked": _NOT_JUDGED,
            "files": {},
            "disclaimer": None,
        }
    asked = dict(proof.rules)
    said = {True: "held", False: "broken", None: "not asked"}
    outcomes = {rule.name: said[asked.get(rule.name)] for rule in terms.rules}
    return {
        "page": name,
        "result": "refused" if proof.refusals else "passed",
        "rules": outcomes,
        "not_asked": "; ".join(_reasons([rule for rule in terms.rules if rule.name not in asked], terms.rules)),
        "files": dict(proof.files),
        "disclaimer": None if proof.disclaimer is None else proof.disclaimer.sha256,
    }


def _reasons(left: Sequence[Rule], rules: Sequence[Rule]) -> Iterator[str]:
    """Why these rules were not asked: all of both formats, since the texts were refused; of one, since it is not published."""
    parts = {rule.part for rule in left}
    if parts == {rule.part for rule in rules if rule.part is not Part.TEXTS}:
        yield _TEXTS_REFUSED
    else:
        yield from (_NO_FORMAT[part] for part in _NO_FORMAT if part in parts)


def _disclaimer(subject: Subject, ledger: Ledger | None) -> dict[str, Any]:
    return {
        "id": subject.name,
        "sha256": subject.sha256,
        "texts": [
            {"context": wording.msgctxt, "english": wording.source, "text": wording.translation} for wording in subject.wordings
        ],
        "approvals": {str(role): _approval(subject, role, ledger) for role in Role},
    }


def _approval(subject: Subject, role: Role, ledger: Ledger | None) -> dict[str, Any]:
    standing = Standing.MISSING if ledger is None else ledger.standing(subject, role)
    entry = None if ledger is None else ledger.rejection(subject) or ledger.approval(subject, role)
    return {
        "standing": str(standing),
        "decision": None if entry is None else str(entry.verdict),
        "reviewer": None if entry is None else entry.reviewer,
        "on": None if entry is None else entry.on.isoformat(),
        "review_by": None if entry is None else entry.review_by.isoformat(),
        "note": None if entry is None else entry.note,
        "signed": None if entry is None else bool(entry.signature),
    }


def _refusals(verdict: Verdict) -> Iterator[dict[str, Any]]:
    """Each refusal once, with the pages on which it was found."""
    pages: dict[Finding, list[str]] = {finding: [] for finding in verdict.refusals}
    for proof in verdict.proofs:
        for finding in proof.refusals:
            pages.setdefault(finding, []).append(proof.page)
    yield from (_refusal(finding, found) for finding, found in pages.items())


def _refusal(finding: Finding, pages: Iterable[str]) -> dict[str, Any]:
    return {
        "severity": str(finding.severity),
        "rule": finding.rule,
        "path": finding.place.path,
        "line": finding.place.line,
        "problem": finding.problem,
        "remedy": finding.remedy,
        "pages": list(dict.fromkeys(pages)),
    }
