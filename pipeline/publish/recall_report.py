"""What is recalled, and who still lives on it: catalogs, finished pages and bundles, all looked at and nothing changed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pipeline.formats.markdown.letters import is_long, letters
from pipeline.formats.page_text import html_pieces, text_pieces
from pipeline.l10n.recall import Case, English, quoted, recalled, void
from pipeline.l10n.recall_lift import clinically_approved
from pipeline.l10n.recall_search import Wanted, wanted_in
from pipeline.l10n.words import IN_ENGLISH, IN_PREPARATION
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.recall import RecallReport
from pipeline.publish.approvals import read_ledger
from pipeline.publish.bundles import FoundPage, found_pages
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.recalls import SITE_DOMAIN, Recalled, english_texts, read_project_recalls
from pipeline.publish.revisions import REVISIONS, read_project_revisions
from pipeline.publish.sources import Project

Approved = Callable[[Locale, Catalog], Callable[[Message], bool]]
"""Of a locale's catalog: which of its live messages a clinician approved as they are."""


def nobody(locale: Locale, catalog: Catalog) -> Callable[[Message], bool]:
    """No message is approved."""
    return lambda message: False


def clinicians(project: Project, as_of: date) -> Approved:
    """What the project's ledgers approve on a day, in the clinical role; raises PipelineError for one that cannot be read."""
    ledger = cache(lambda locale: read_ledger(project, locale, as_of))
    return lambda locale, catalog: clinically_approved(ledger(locale), catalog, locale.name, project.disclaimers.values())


@dataclass(frozen=True, slots=True)
class _Domain:
    """What is known of one domain in which something is recalled."""

    cases: Sequence[Case]
    english: English
    catalogs: Sequence[tuple[Locale, Catalog]]


def report_recalls(project: Project, paths: Sequence[Path] = (), approved: Approved = nobody) -> RecallReport:
    """What is recalled, which locales are refused for it, and which pages and bundles still carry it.

    Looked through are all that lies in `build/`, and these paths. Raises PipelineError for sources that cannot be read and
    for a path that is not there; a catalog that cannot be read is a finding, and so is a bundle that cannot be looked into.
    """
    found = read_project_recalls(project)
    if not found:
        return RecallReport()
    reasons: dict[str, list[Finding]] = {locale.name: [] for locale in (project.source, *project.locales)}
    wanted: list[Wanted] = []
    warnings = list(_void_revisions(project, found))
    for name, own in found.items():
        domain = _Domain(own, english_texts(project, name), list(_read_catalogs(project, name, reasons)))
        source = project.source.name
        if domain.english:  # an article that was taken away is in no build; its pages may still be given out
            reasons[source] += recalled(own, domain.english, Catalog(name), source)
            for locale, catalog in domain.catalogs:
                reasons[locale.name] += recalled(own, domain.english, catalog, locale.name, approved(locale, catalog))
        catalogs = [(catalog, approved(locale, catalog)) for locale, catalog in domain.catalogs]
        for case in own:
            wanted += wanted_in(case, domain.english, source, catalogs)
        warnings += _unknown(domain)
    carriers = list(_carriers(project, paths, wanted))
    return RecallReport(
        tuple((case.place, case.recall) for own in found.values() for case in own),
        tuple((name, tuple(dict.fromkeys(findings))) for name, findings in reasons.items()),
        tuple(dict.fromkeys(carriers)),
        tuple(warnings),
    )


def _read_catalogs(project: Project, domain: str, reasons: dict[str, list[Finding]]) -> Iterator[tuple[Locale, Catalog]]:
    for locale in project.locales:
        if not (project.root / catalog_path(locale.name, domain)).exists():
            continue  # it never translated a word of it
        try:
            yield locale, read_catalog(project, locale, domain)
        except PipelineError as error:
            reasons[locale.name].append(
                Finding(Severity.REFUSAL, "unreadable", locale.name, error.place, error.problem, error.remedy)
            )


def _void_revisions(project: Project, found: Recalled) -> Iterator[Finding]:
    for number, revision in enumerate(read_project_revisions(project), start=1):
        case = void(revision, found.get(revision.domain, ()))
        if case is not None:
            problem = f"entry {number} keeps no translation any more: {case.place} recalls one of its texts"
            remedy = "leave it: it tells which translations were carried over; recall its other text too if it was as unsafe"
            yield Finding(Severity.WARNING, "void-revision", project.source.name, Place(REVISIONS), problem, remedy)


def _unknown(domain: _Domain) -> Iterator[Finding]:
    """A recall that touches nothing: most likely its text is not written as the catalogs have it."""
    entries = [message for _, catalog in domain.catalogs for message in catalog.messages]
    keys = {*domain.english, *(message.key for message in entries)}
    keys |= {(one.previous.msgctxt, one.previous.msgid) for one in entries if one.previous is not None}
    for case in domain.cases:
        if not case.tied and not any(map(case.names, keys)):
            problem = f"no source and no catalog of {case.recall.domain} knows this text: {quoted(case.recall.unsafe)}"
            remedy = "copy the whole msgid from a catalog; leave it if all traces of it are gone"
            yield Finding(Severity.WARNING, "unknown-text", "", case.place, problem, remedy)


def _carriers(project: Project, paths: Sequence[Path], wanted: Sequence[Wanted]) -> Iterator[Finding]:
    labels = _labels(project)
    names = {locale.name for locale in (project.source, *project.locales)}
    root = project.root / "build"
    for path in (*((root,) if root.is_dir() else ()), *paths):
        for page in found_pages(project.root, path):
            yield from _carried(page, _fitting(page, wanted, names), labels)


def _fitting(page: FoundPage, wanted: Iterable[Wanted], names: Collection[str]) -> Iterator[Wanted]:
    """What to look for in a page: short words of another language than that of its folder mean nothing there."""
    folders = [part for part in page.path.split("/")[:-1] if part in names]
    for one in wanted:
        if one.letters == letters(one.case.recall.unsafe) or not folders or folders[-1] == one.locale or is_long(one.letters):
            yield one


def _labels(project: Project) -> tuple[str, ...]:
    """What pages put into a text or before it, in any language: it is none of its letters."""
    found = {f"({letters(IN_PREPARATION)})", letters(IN_ENGLISH)}
    for locale in project.locales:
        try:
            translated = read_catalog(project, locale, SITE_DOMAIN).translated
        except PipelineError:
            continue  # whoever builds is told
        for msgid, form in ((IN_PREPARATION, "({})"), (IN_ENGLISH, "{}")):
            if (None, msgid) in translated:
                found.add(form.format(letters(translated[None, msgid].msgstr[0])))
    return tuple(sorted(found, key=lambda label: (-len(label), label)))


def _carried(page: FoundPage, wanted: Iterable[Wanted], labels: Iterable[str]) -> Iterator[Finding]:
    place = Place(page.path)
    if page.problem:
        remedy = "look through it by hand, or make it anew"
        yield Finding(Severity.ERROR, "unreadable", "", place, f"nobody can say what is in it: {page.problem}", remedy)
        return
    pieces = html_pieces(page.text) if page.html else text_pieces(page.text)
    for label in labels:
        pieces = tuple(piece.replace(label, "") for piece in pieces)
    for one in wanted:
        if any(map(one.stands_in, pieces)):
            recall = one.case.recall
            said = "the text" if one.letters == letters(recall.unsafe) else f"a translation ({one.locale}) of the text"
            problem = f"it carries {said} that {one.case.place} recalls: {quoted(recall.unsafe)}"
            remedy = "build it anew once its locale is not refused; withdraw the copies that were given out"
            yield Finding(Severity.REFUSAL, "recalled-page", one.locale, place, problem, remedy)
