"""What every page of a bundle must carry, as JSON: `records/pages.json`, by which `verify` holds pages without their sources.

format      1, the number of this form
style       the SHA-256 of style.css, or null where there are no HTML pages
locales     {locale: {tag, dir, disclaimers}}
  disclaimers {id: {title, paragraphs: [[{duty, text}]], approval_hash}}, as a reader sees them, paragraph by paragraph
pages       {path in the bag: {locale, disclaimer, form: "html" | "text" | "fragment", protected, practice}}
  protected   cautions, emergencies and what else may not be missing, as a reader sees them, in the order of the article
      practice    what a clinic's parts must say, or null: {name, texts, links}, the texts of their lines in order
frame       paths of what lies in data/ and is no page
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.locale import Locale
from pipeline.model.page import Demands
from pipeline.model.practice import Practice

_FORM = 1


@dataclass(frozen=True, slots=True)
class HeldPage:
    """One article in one locale, as a site holds it, and what the gate demands of it."""

    locale: Locale
    demands: Demands
    approval_hash: str
    """That of the disclaimer."""
    files: Sequence[tuple[str, str]]
    """Each path in the bag, with its form."""


def pages_json(pages: Iterable[HeldPage], frame: Iterable[str], style: str | None) -> bytes:
    """The record of these pages and what surrounds them. Law: equal input gives equal bytes."""
    locales: dict[str, dict[str, Any]] = {}
    held: dict[str, dict[str, Any]] = {}
    for page in pages:
        locale, demands = page.locale, page.demands
        known = locales.setdefault(locale.name, {"tag": locale.tag, "dir": locale.direction, "disclaimers": {}})
        known["disclaimers"].setdefault(demands.identifier, _disclaimer(demands, page.approval_hash))
        for path, form in page.files:
            held[path] = {
                "locale": locale.name,
                "disclaimer": demands.identifier,
                "form": form,
                "protected": [demand.text for demand in demands.protected],
                "practice": None if demands.practice is None else _practice(demands.practice),
            }
    record = {
        "format": _FORM,
        "style": style,
        "locales": locales,
        "pages": dict(sorted(held.items())),
        "frame": sorted(frame),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _practice(practice: Practice) -> dict[str, Any]:
    texts: list[str] = []
    for line in practice.lines:
        texts += [line.term.text] if line.term is not None else []
        texts.append("".join(run.text for run in line.runs))
    return {"name": practice.name, "texts": texts, "links": [run.href for run in practice.runs() if run.href]}


def _disclaimer(demands: Demands, approval_hash: str) -> dict[str, Any]:
    prefix = f"{demands.identifier}."
    return {
        "title": demands.title.text,
        "paragraphs": [
            [{"duty": (one.wording.msgctxt or "").removeprefix(prefix), "text": one.text} for one in paragraph]
            for paragraph in demands.disclaimer
        ],
        "approval_hash": approval_hash,
    }
