"""The pages that lie in a folder, judged anew by the sources as they are now: what the gate says of them today.

Pages can be edited after a build, by a person, a theme, a web server's own tools; catalogs and approvals change as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path

from pipeline.gate import judge
from pipeline.l10n.demands import demands_of
from pipeline.l10n.elsewhere import said_elsewhere
from pipeline.l10n.progress import protected_keys
from pipeline.l10n.recall import english_of
from pipeline.l10n.recall_lift import clinically_approved
from pipeline.l10n.review import subjects_of
from pipeline.l10n.translate import translate, translate_disclaimer
from pipeline.law.fragment import fragment_of
from pipeline.model.article import Article, Kind
from pipeline.model.catalog import Catalog
from pipeline.model.clinic import Clinic
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.page import Demands, Page, Proof
from pipeline.model.report import Occasion, Report, StyleProof, Verdict
from pipeline.publish.catalogs import DOMAINS_OF_ALL
from pipeline.publish.clinic_regions import clinic_locales, in_regions
from pipeline.publish.clinics import read_logo
from pipeline.publish.desks import Desk, catalog_of, open_desk, page_status, readable_catalogs, unreadable
from pipeline.publish.edition import Edition, frame_files, surroundings
from pipeline.publish.overlays import lay_over
from pipeline.publish.recalls import Recalled, read_project_recalls, refuse_recalled
from pipeline.publish.reports import FRAME, terms
from pipeline.publish.sources import Project
from pipeline.publish.style import SHEET, is_pinned, refuse_style
from pipeline.publish.theme import theme_of
from pipeline.render.body import lay_out
from pipeline.render.page import IndexEntry, render_page, style_sheet

_SUFFIXES = {"html": ".html", "text": ".txt", "fragment": ".fragment.html"}
_STRANGE = "take it away, or build again"
_AGAIN = "build again"


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked at, and what all its pages share."""

    project: Project
    """With a clinic's regions in the place of their bases."""
    edition: Edition
    """What a build would write into the folder."""
    folder: Path
    named: str
    """The folder, as messages name it."""
    locales: tuple[Locale, ...]
    """All that there may be."""
    desks: tuple[Desk, ...]
    """Of the locales of which there is a folder."""
    common: Mapping[Locale, Sequence[Catalog]]
    recalls: Recalled

    @property
    def forms(self) -> tuple[str, ...]:
        """The editions of each page; a clinic's HTML is also cut for a CMS."""
        formats = self.edition.formats
        return (*formats, "fragment") if self.edition.clinic is not None and "html" in formats else formats

    def place(self, path: str) -> Place:
        return Place(f"{self.named}/{path}")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One article as all locales read it."""

    article: Article
    catalogs: Mapping[Locale, Catalog]
    elsewhere: Mapping[Locale, Mapping[str, str]]


def inspect_site(project: Project, folder: Path, as_of: date, clinic: Clinic | None = None) -> Report:
    """What the gate says of each locale of a built site, page by page; a file that is missing, changed or strange is a refusal.

    With a clinic the folder is judged as its site. A locale of the settings, or of the clinic, of which there is no folder is
    absent from the report: it was refused, or not built. Raises PipelineError for a folder that is no site at all.
    """
    look = _open(project, folder, as_of, clinic)
    for slug in project.articles:
        reading = _read(look.project, slug, look.common)
        for desk in look.desks:
            _inspect_page(look, desk, reading)
    for desk in look.desks:
        desk.findings += _strange_pages(look, desk.locale)
    findings = tuple(_frame_findings(look))
    style = _hear_style(look)
    judged_by = terms(look.project, Occasion.LOOK, look.edition.formats, as_of, folder, look.named, style, clinic)
    return Report(tuple(map(_verdict, look.desks)), findings, judged_by)


def page_demands(project: Project, desk: Desk, slug: str) -> Demands:
    """What the gate demands of one page, by the sources and catalogs as they are now."""
    return _demands(desk, project, _read(project, slug, _common(project)))


def demands_of_pages(project: Project, desks: Sequence[Desk]) -> Iterator[tuple[str, Desk, Demands]]:
    """What the gate demands of every article at these desks, article by article: its slug, the desk, the demands."""
    common = _common(project)
    for slug in project.articles:
        reading = _read(project, slug, common)
        for desk in desks:
            yield slug, desk, _demands(desk, project, reading)


def standing_edition(project: Project, clinic: Clinic | None, folder: Path) -> Edition:
    """The edition that lies in a folder: the site, or a clinic's; its project knows the regions of the clinic's tags."""
    logo = b"" if clinic is None else read_logo(project, clinic) or b""
    told, sheet = in_regions(project, clinic), style_sheet(theme_of(project.root))
    return Edition(told, project.site.formats, folder, True, sheet, clinic, logo)


def _open(project: Project, folder: Path, as_of: date, clinic: Clinic | None) -> _Look:
    named = _named(project.root, folder)
    if not folder.is_dir():
        raise PipelineError(named, "there is no such folder", "run `polyclinic build` first, or name the folder of a site")
    locales = (project.source, *project.locales) if clinic is None else clinic_locales(project, clinic)
    published = [locale for locale in locales if (folder / locale.name).is_dir()]
    if not published and not any((folder / name).is_file() for name in FRAME):
        problem = "this is no site: it holds neither a page of any locale nor an index"
        raise PipelineError(named, problem, "name the folder of a site that `polyclinic build` has written")
    recalls, edition = read_project_recalls(project), standing_edition(project, clinic, folder)
    told = edition.project
    desks = tuple(open_desk(told, locale, published, as_of, recalls) for locale in published)
    if clinic is not None:
        for desk in desks:
            lay_over(told, edition, clinic, desk)
    return _Look(told, edition, folder, named, locales, desks, _common(told), recalls)


def _named(root: Path, folder: Path) -> str:
    """The folder as its reader would find it: from the project's root where it lies inside."""
    inside = folder.resolve().is_relative_to(root.resolve())
    return folder.resolve().relative_to(root.resolve()).as_posix() if inside else folder.as_posix()


def _common(project: Project) -> Mapping[Locale, Sequence[Catalog]]:
    every = [readable_catalogs(project, project.locales, domain) for domain in DOMAINS_OF_ALL]
    return {locale: [of[locale] for of in every if locale in of] for locale in project.locales}


def _read(project: Project, slug: str, common: Mapping[Locale, Sequence[Catalog]]) -> _Reading:
    catalogs = readable_catalogs(project, project.locales, slug)
    said = {locale: [*catalogs_of_all, catalogs[locale]] for locale, catalogs_of_all in common.items() if locale in catalogs}
    article = project.article(slug)
    return _Reading(article, catalogs, said_elsewhere(said, slug, protected_keys(article)))


def _localized(desk: Desk, reading: _Reading) -> tuple[Article, Catalog]:
    catalog = reading.catalogs.get(desk.locale, Catalog(reading.article.slug))
    return (reading.article, catalog) if desk.standards.own else (translate(reading.article, catalog), catalog)


def _demands(desk: Desk, project: Project, reading: _Reading) -> Demands:
    localized, catalog = _localized(desk, reading)
    disclaimer = project.disclaimers[reading.article.front.disclaimer]
    standards, elsewhere = desk.standards, reading.elsewhere.get(desk.locale, {})
    texts = subjects_of(reading.article, disclaimer, catalog, standards.disclaimers, desk.locale, project.source)
    status = page_status(project, standards, texts)
    return demands_of(reading.article, localized, disclaimer, catalog, standards, texts, status, elsewhere)


def _inspect_page(look: _Look, desk: Desk, reading: _Reading) -> None:
    """Judge one page; its desk hears of it."""
    slug, title = reading.article.slug, reading.article.of_kind(Kind.TITLE)[0]
    localized, catalog = _localized(desk, reading)
    desk.entries.append(IndexEntry(slug, localized.texts[title], title in localized.fallbacks))
    if not desk.standards.own and desk.locale not in reading.catalogs:
        try:
            catalog_of(look.project, desk.locale, catalog)
        except PipelineError as error:
            desk.findings.append(unreadable(desk.locale, error))
    page = _page(look, desk.locale, slug)
    proof = page if isinstance(page, Proof) else judge(page, _demands(desk, look.project, reading))
    if isinstance(page, Page) and not proof.refusals:
        proof = replace(proof, refusals=tuple(_changed(look, desk, page, localized, catalog)))
    # The gate names a page's file from the site's folder; a person looks for it from where the command was typed.
    refusals = tuple(
        replace(one, place=look.place(one.place.path)) if one.place.path in proof.files else one for one in proof.refusals
    )
    desk.proofs.append(replace(proof, refusals=refusals))
    approved = clinically_approved(desk.standards.ledger, catalog, desk.locale.name)
    english = partial(english_of, reading.article)
    desk.findings += (*refusals, *refuse_recalled(look.recalls, english, catalog, desk.locale.name, approved))


def _changed(look: _Look, desk: Desk, page: Page, localized: Article, catalog: Catalog) -> Iterator[Finding]:
    """What differs from what a build would write: an edit that the gate lets pass may still take a dose from a table."""
    project, standards = look.project, desk.standards
    article = project.article(page.slug)
    disclaimer = duties = project.disclaimers[article.front.disclaimer]
    if not standards.own:
        duties = translate_disclaimer(disclaimer, standards.disclaimers)
    texts = subjects_of(article, disclaimer, catalog, standards.disclaimers, desk.locale, project.source)
    status = page_status(project, standards, texts)
    around = surroundings(look.edition, [one.locale for one in look.desks])
    strings, practice = standards.strings, standards.practice
    wanted = render_page(lay_out(article), localized, duties, desk.locale, strings, around, status, practice)
    fragment = None if page.fragment is None or wanted.html is None else fragment_of(wanted.html)
    pairs_of_files = ((page.html, wanted.html), (page.text, wanted.text), (page.fragment, fragment))
    for suffix, (found, built) in zip(_SUFFIXES.values(), pairs_of_files, strict=True):
        if found is not None and found != built:
            pairs = zip_longest(found.split("\n"), (built or "").split("\n"))
            line = next(number for number, (one, other) in enumerate(pairs, start=1) if one != other)
            place = Place(f"{page.locale.name}/{page.slug}{suffix}", line)
            yield _refusal("page-changed", desk.locale.name, place, "this is not what a build writes of these texts", _AGAIN)


def _page(look: _Look, locale: Locale, slug: str) -> Page | Proof:
    """The page as it lies there, or the proof that it cannot be judged."""
    path, contents = f"{locale.name}/{slug}", {}
    faults = []
    for form in look.forms:
        file = f"{path}{_SUFFIXES[form]}"
        content = _content(look.folder / file)
        if isinstance(content, str):
            faults.append(_refusal("file-missing", locale.name, look.place(file), content, _AGAIN))
            continue
        try:
            contents[form] = content.decode()
        except UnicodeDecodeError:
            faults.append(_refusal("file-charset", locale.name, look.place(file), "this page is not UTF-8", _AGAIN))
    if faults:
        return Proof(path, refusals=tuple(faults))
    return Page(slug, locale, contents.get("html"), contents.get("text"), contents.get("fragment"))


def _content(file: Path) -> bytes | str:
    """The bytes of a file, or why there are none."""
    try:
        if file.is_symlink():
            return "this is a link: what it leads to may change after it was judged"
        # A pipe would wait for somebody, a device may have no end.
        return file.read_bytes() if file.is_file() else "this is no file" if file.exists() else "this file is missing"
    except OSError as error:
        return f"this file cannot be read: {error.strerror}"


def _strange_pages(look: _Look, locale: Locale) -> Iterator[Finding]:
    """What lies beside a locale's pages and was never judged."""
    known = {f"{slug}{_SUFFIXES[form]}" for slug in look.project.articles for form in look.forms}
    for name in sorted(_names(look, locale.name) - known):
        place = look.place(f"{locale.name}/{name}")
        yield _refusal("file-strange", locale.name, place, "this file is no page of the site", _STRANGE)


def _hear_style(look: _Look) -> StyleProof | None:
    """What proves that the folder's style hides nothing; each desk hears what its pages hide. None where there is no style."""
    project, sheet = look.project, look.folder / SHEET
    if "html" not in project.site.formats or not sheet.is_file():
        return None
    if is_pinned(look.folder):
        return StyleProof.PINNED
    if sheet.read_bytes() != style_sheet(theme_of(project.root)).encode():
        return StyleProof.NONE  # refused already, whatever it hides
    sound = [desk for desk in look.desks if not desk.refused]
    found = refuse_style(look.folder, [(desk.locale, slug) for desk in sound for slug in project.articles])
    for desk in sound:
        desk.findings += [finding for finding in found if finding.locale == desk.locale.name]
    return StyleProof.NONE if found else StyleProof.BROWSER


def _frame_findings(look: _Look) -> Iterator[Finding]:
    """What is wrong with what surrounds the pages: strange files, another style, an index that no build would write."""
    wanted = frame_files(look.edition, [(desk.locale, tuple(desk.entries)) for desk in look.desks])
    known = {*wanted, *(locale.name for locale in look.locales)}
    for name in sorted(_names(look) - known):
        yield _refusal("file-strange", "", look.place(name), "this belongs to no site of this project", _STRANGE)
    for name, content in wanted.items():
        found = _content(look.folder / name)
        if isinstance(found, str):
            yield _refusal("file-missing", "", look.place(name), found, _AGAIN)
        elif name == SHEET and found != content:
            yield _refusal("style-sheet", "", look.place(name), "this is not the project's style sheet", _AGAIN)
        elif found != content:
            yield _refusal("frame-changed", "", look.place(name), "this is not what a build writes of these pages", _AGAIN)


def _names(look: _Look, inside: str = "") -> set[str]:
    try:
        return {path.name for path in (look.folder / inside).iterdir()}
    except OSError as error:
        problem = f"this folder cannot be read: {error.strerror}"
        raise PipelineError(f"{look.named}/{inside}".rstrip("/"), problem, "mend its rights") from None


def _verdict(desk: Desk) -> Verdict:
    passed = sum(not proof.refusals for proof in desk.proofs)
    findings = tuple(dict.fromkeys(desk.findings))
    return Verdict(desk.locale, desk.progress, passed, findings, tuple(desk.proofs), desk.standards.ledger)


def _refusal(rule: str, locale: str, place: Place, problem: str, remedy: str) -> Finding:
    return Finding(Severity.REFUSAL, rule, locale, place, problem, remedy)
