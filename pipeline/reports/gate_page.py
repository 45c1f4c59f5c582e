"""The gate's report as a page for an auditor: one file, without scripts, that asks nobody for anything, and prints well.

It shows the object that `gate.py` makes, and nothing else. Whatever comes from outside is hostile until proved otherwise:
the template escapes it, and a character that shows nothing is shown by its number, so that no text can hide or turn around
another. Pages of which the same is true stand together, so the page stays readable and small with a thousand of them.
"""

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import chain
from shlex import quote
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from pipeline.model.approval import Standing
from pipeline.model.report import Report
from pipeline.reports.gate import gate_report
from pipeline.reports.outcome import standing_words

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""General categories of characters that show nothing of their own (the Unicode Standard, section 4.5)."""
_SPELLING = "\u061c\u200b\u200c\u200d\u200e\u200f"
"""Those of them that are spelling in some scripts: the gate has said whether a disclaimer may hold them."""
_PAGES_NAMED = 5
"""A refusal of more pages than that names so many, and counts the rest; the JSON names all."""


def gate_page(report: Report) -> str:
    """The report as HTML."""
    found = gate_report(report)
    locales = [one | {"groups": list(_groups(one["pages"])), "standings": _standings(one)} for one in found["locales"]]
    style = _template("gate.css").render()
    return _template("gate.html").render(
        found=found,
        locales=locales,
        verdict=list(_verdict(found)),
        source=report.terms.source if report.terms is not None else None,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        named=_PAGES_NAMED,
        spelling=_SPELLING,
        folder=quote(found["folder"]),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["seen"] = _seen
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def _seen(text: object, allowed: str = "") -> str:
    """The text with each character that shows nothing as its number, but for those that are allowed."""
    signs = str(text)
    if signs.isprintable():
        return signs
    hidden = {one for one in signs if unicodedata.category(one) in _UNSEEN} - set(allowed)
    return "".join(f"⟨U+{ord(one):04X}⟩" if one in hidden else one for one in signs)


def _groups(pages: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Pages of which the same is true, together, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    for page in pages:
        same = (page["result"], *page["rules"].values(), page["not_asked"], page["disclaimer"])
        groups.setdefault(same, []).append(page)
    for group in groups.values():
        rules = group[0]["rules"]
        names = {said: [name for name, outcome in rules.items() if outcome == said] for said in ("held", "broken", "not asked")}
        files = list(chain.from_iterable(page["files"].items() for page in group))
        yield {"pages": group, "result": group[0]["result"], "not_asked": group[0]["not_asked"], "files": files, "names": names}


def _standings(locale: Mapping[str, Any]) -> dict[str, str]:
    """For each role the standings of the locale's disclaimers, each named once."""
    found: dict[str, list[str]] = {}
    for disclaimer in locale["disclaimers"]:
        for role, approval in disclaimer["approvals"].items():
            found.setdefault(role, []).append(standing_words(Standing(approval["standing"])))
    return {role: ", ".join(dict.fromkeys(standings)) for role, standings in found.items()}


def _verdict(found: Mapping[str, Any]) -> Iterator[str]:
    """What it comes to, in a sentence or two."""
    locales = found["locales"]
    refused = [one["locale"] for one in locales if one["result"] == "refused"]
    pages = sum(len(one["pages"]) for one in locales if one["result"] == "passed")
    if not locales:
        yield "No page was judged."
    elif refused:
        done = "published" if found["occasion"] == "build" else "fit to be published"
        yield f"{len(refused)} of {len(locales)} locales refused ({', '.join(refused)}): none of their pages is {done}."
    else:
        each = "the one page" if pages == 1 else f"each of the {pages} pages"
        yield f"Passed: {each} in {_count(len(locales), 'locale')} carries its disclaimer, whole and current."
    if found["refusals"]:
        yield f"What surrounds the pages is refused: {_count(len(found['refusals']), 'fault')}, see below."
    if found["absent"]:
        why = "not asked of this build" if found["occasion"] == "build" else "refused by the build, or not built"
        yield f"Absent: {', '.join(found['absent'])}; {why}."
    approvals = [one["approvals"] for locale in locales for one in locale["disclaimers"]]
    if approvals:
        whole = sum(all(one["standing"] == Standing.APPROVED for one in roles.values()) for roles in approvals)
        yield (
            f"Of {_count(len(approvals), 'text')} of the disclaimer found on them, {whole or 'none'} "
            f"{'is' if whole < 2 else 'are'} approved in both roles; approvals are {found['policy']['approvals']} here."
        )


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
