"""What became of published pages: lines for people, JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.model.published import Answer, Sight


def published_lines(answer: Answer) -> Iterator[str]:
    """What a person must know of one page: what it is, each fault, and whether it was proved that a reader sees it."""
    yield answer.url
    yield from (f"  → {address}" for address in answer.redirects)
    one = answer.expected
    if one is not None:
        yield f"  {one.locale}/{one.slug}" if one.slug else f"  {one.locale}"
    yield from (f"  {line}" for finding in answer.disclaimer for line in _lines(finding))
    yield from (f"  {line}" for finding in answer.cautions for line in _lines(finding))
    yield from (f"  note: {line}" for finding in answer.notes for line in _lines(finding))
    if one is not None:
        yield f"  disclaimer: {_state(bool(answer.disclaimer), answer)}"
        if one.protected:
            yield f"  cautions: {_state(bool(answer.cautions), answer)}"


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{finding.problem} [{finding.rule}]"
    if finding.remedy:
        yield f"  → {finding.remedy}"


def _state(wrong: bool, answer: Answer) -> str:
    if wrong:
        return "NOT as it must be"
    match answer.sight:
        case Sight.PROVED | Sight.NOT_SEEN:
            return "complete, current, and seen by a reader at 320 and 1280 pixels"
        case Sight.PLAIN:
            return "complete and current"
    return f"complete and current in the page's HTML; not proved visible: {answer.unproved}"


def published_json(answers: Sequence[Answer | tuple[str, PipelineError]]) -> str:
    """The same as one JSON object, in the order of the addresses.

    `pages`: each `url`, and either `error` with its `remedy`, or `address`, `redirects`, `locale`, `article`, `passed`,
    `visible` (proved in a browser, plain text, not proved, not seen) and `unproved` (why), and the findings `disclaimer`,
    `cautions`, `notes`: each `rule`, `problem`, `remedy`.
    """
    pages = [_page(one) if isinstance(one, Answer) else _error(*one) for one in answers]
    return json.dumps({"format": 1, "pages": pages}, ensure_ascii=False, indent=2)


def _error(url: str, error: PipelineError) -> dict[str, Any]:
    return {"url": url, "passed": False, "error": f"{error.place}: {error.problem}", "remedy": error.remedy}


def _page(answer: Answer) -> dict[str, Any]:
    one = answer.expected
    return {
        "url": answer.url,
        "address": answer.address,
        "redirects": list(answer.redirects),
        "locale": one.locale if one else None,
        "article": one.slug or None if one else None,
        "passed": answer.sound,
        "visible": str(answer.sight),
        "unproved": answer.unproved,
        "disclaimer": list(map(_finding, answer.disclaimer)),
        "cautions": list(map(_finding, answer.cautions)),
        "notes": list(map(_finding, answer.notes)),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"rule": finding.rule, "problem": finding.problem, "remedy": finding.remedy}
