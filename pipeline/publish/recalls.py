"""`source/recalls.toml`: the English texts that were unsafe, and what a build asks about them."""

import json
import re
from collections.abc import Callable, Mapping

from pipeline.formats.recalls import read_recalls
from pipeline.l10n.extract import extract_clinic, extract_disclaimers
from pipeline.l10n.recall import Case, English, cases, english_of, english_of_template, recalled
from pipeline.model.approval import DISCLAIMER_DOMAIN
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.errors import PipelineError
from pipeline.model.finding import Finding
from pipeline.publish.clinics import clinic_path, open_clinic
from pipeline.publish.revisions import read_project_revisions
from pipeline.publish.sources import Project
from pipeline.publish.store import read_text
from pipeline.render.strings import extract_handover, extract_strings

RECALLS = "source/recalls.toml"
SITE_DOMAIN = "site"
HANDOVER_DOMAIN = "handover"

Recalled = Mapping[str, tuple[Case, ...]]
"""The recalls by domain; empty where nothing is recalled."""

_DOMAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BEGINNING = 40
"""So much of a text finds its line in a TOML file."""


def read_project_recalls(project: Project) -> Recalled:
    """The recalls of a project by domain; raises PipelineError for an entry that recalls nothing, or names no domain.

    An article that was taken away may be recalled as long as its template lies there: bundles may still hold it.
    """
    if not (project.root / RECALLS).exists():
        return {}
    found = read_recalls(read_text(project.root, RECALLS), RECALLS)
    for number, (place, recall) in enumerate(found, start=1):
        known = {DISCLAIMER_DOMAIN, SITE_DOMAIN, HANDOVER_DOMAIN, *project.articles}
        left = _DOMAIN.fullmatch(recall.domain) and (project.root / f"locales/{recall.domain}.pot").exists()
        if recall.domain not in known and not left:
            problem = f"entry {number} names no domain of this project: {recall.domain!r}"
            raise PipelineError(place, problem, f"there are: {', '.join(sorted(known))}")
    return cases(found, read_project_revisions(project)) if found else {}


def refuse_recalled(
    found: Recalled,
    english: Callable[[], English],
    catalog: Catalog,
    locale: str,
    approved: Callable[[Message], bool],
) -> tuple[Finding, ...]:
    """What a build asks for each domain and locale: why it must not be published (`l10n.recall.recalled`).

    A domain without recalls costs a look-up; the English is asked for only where there is one.
    """
    own = found.get(catalog.domain)
    return recalled(own, english(), catalog, locale, approved) if own else ()


def english_texts(project: Project, domain: str) -> English:
    """What the sources of a domain say now, with file and line; empty for an article that was taken away."""
    if domain == DISCLAIMER_DOMAIN:
        template = extract_disclaimers(project.disclaimers.values())
        return english_of_template(template, _lines(project, template))
    if domain == SITE_DOMAIN:
        return english_of_template(extract_strings())
    if domain == HANDOVER_DOMAIN:
        return english_of_template(extract_handover())
    clinic = domain.removeprefix("clinic-")
    if clinic != domain and (project.root / clinic_path(clinic)).exists() and domain not in project.articles:
        return english_of_template(extract_clinic(open_clinic(project, clinic)))
    return english_of(project.article(domain)) if domain in project.articles else {}


def _lines(project: Project, template: Catalog) -> dict[MessageKey, int]:
    """Where the texts of disclaimers stand, as far as a line of their files begins with them."""
    found: dict[MessageKey, int] = {}
    read = {path: read_text(project.root, path).split("\n") for message in template.messages for path in message.references}
    for message in template.messages:
        begins = re.compile(rf"(?:\"|'|^|=)\s*{re.escape(_written(message.msgid)[:_BEGINNING])}")
        lines = read[message.references[0]]
        line = next((number for number, line in enumerate(lines, start=1) if begins.search(line)), None)
        if line is not None:
            found[message.key] = line
    return found


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
