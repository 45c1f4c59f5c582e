"""The sites of clinics: the project's articles in each clinic's name, past the same gate, in folders of their own.

What a clinic may not say, and what nobody has looked at in time, refuses the clinic: then nothing of it lies in `build/`. A
locale is refused as one of the site is, and the clinic goes out without it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from pipeline.l10n.contradiction import english_contradictions
from pipeline.law.colours import sheet_faults
from pipeline.model.check import Checked
from pipeline.model.clinic import Clinic
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.report import Report, Verdict
from pipeline.publish.build import build_edition
from pipeline.publish.catalogs import DOMAINS_OF_ALL
from pipeline.publish.checking import check_locales
from pipeline.publish.clinic_regions import clinic_locales, in_regions, knowing_regions
from pipeline.publish.clinics import clinic_refusals, read_logo
from pipeline.publish.edition import Edition
from pipeline.publish.recalls import HANDOVER_DOMAIN
from pipeline.publish.reports import proved_site, withdraw_report
from pipeline.publish.sources import Project
from pipeline.publish.staging import Change, compared, publish_folder, staging_folder, withdraw_folder
from pipeline.publish.theme import theme_of
from pipeline.render.clinic_sheet import clinic_sheet
from pipeline.render.page import style_sheet

CLINIC_SITES = "build/clinics"


@dataclass(frozen=True, slots=True)
class _Build:
    """What the builds of all clinics share."""

    project: Project
    formats: tuple[str, ...]
    as_of: date
    sheet: str
    checked: Mapping[Locale, Checked]
    """What the checks find in all catalogs of the locales in which there are clinics."""
    protected: tuple[str, ...]
    """The protected texts of all articles, in English."""


def build_clinics(
    project: Project,
    clinics: Mapping[str, Clinic],
    formats: Sequence[str],
    as_of: date,
    chosen: Collection[Locale] | None = None,
    on_page: Callable[[str], None] = lambda name: None,
    on_change: Callable[[Change], None] | None = None,
) -> Mapping[str, Report]:
    """Build the sites of these clinics, of their locales the chosen ones, each swapped whole into `build/clinics/<clinic>`.

    What is refused is not there afterwards: a locale, or the whole clinic. Of other clinics nothing is touched;
    `withdraw_others` does that. `on_page` hears the name of each page when it is done. Where somebody listens to `on_change`,
    nothing is replaced: it hears what would be. Raises PipelineError as `build` does.
    """
    wanted = {name: clinic for name, clinic in clinics.items() if clinic_locales(project, clinic, chosen)}
    if not wanted:
        return {}
    shared = _Build(
        project,
        tuple(formats),
        as_of,
        style_sheet(theme_of(project.root)),
        _checked(project, wanted.values(), chosen),
        tuple(protected_english(project)),
    )
    reports = {}
    with staging_folder(project.root) as staging:
        (staging / "clinics").mkdir()
        for name, clinic in wanted.items():
            edition, report = _build_clinic(shared, clinic, staging, clinic_locales(project, clinic, chosen), on_page)
            if on_change is None:
                _publish(shared, staging, edition, report)
            else:
                folder = edition.folder if _goes_out(report) else staging / "nothing"
                for change in compared(project.root, folder, edition.place):
                    on_change(change)
            reports[name] = report
    return reports


def withdraw_others(project: Project, clinics: Collection[str]) -> tuple[str, ...]:
    """Take away the sites of clinics that the project no longer has; answers their names."""
    others = strange_sites(project, clinics)
    if others:
        with staging_folder(project.root) as staging:
            for name in others:
                withdraw_folder(project.root, staging, f"clinics/{name}")
                withdraw_folder(project.root, staging, f"reports/clinics/{name}")
    return others


def strange_sites(project: Project, clinics: Collection[str]) -> tuple[str, ...]:
    """The names of what lies among the sites of clinics and is the site of none of these."""
    there = project.root / CLINIC_SITES
    return tuple(sorted(path.name for path in there.iterdir() if path.name not in clinics)) if there.is_dir() else ()


def _build_clinic(
    shared: _Build, clinic: Clinic, staging: Path, locales: Sequence[Locale], on_page: Callable[[str], None]
) -> tuple[Edition, Report]:
    project = in_regions(shared.project, clinic)
    logo = read_logo(project, clinic) or b""
    edition = Edition(project, shared.formats, staging / "clinics" / clinic.id, True, shared.sheet, clinic, logo)
    findings = tuple(clinic_faults(shared.project, clinic, shared.as_of, shared.protected))

    def said(name: str) -> None:
        on_page(f"{clinic.id}/{name}")

    verdicts: tuple[Verdict, ...] = ()
    if not any(finding.refuses for finding in findings):
        verdicts = tuple(build_edition(edition, locales, shared.as_of, _check_of(shared, clinic), said))
    return edition, Report(verdicts, findings)


def _goes_out(report: Report) -> bool:
    return any(verdict.pages for verdict in report.verdicts)


def _publish(shared: _Build, staging: Path, edition: Edition, report: Report) -> None:
    """Put a clinic's site in its place, or take away what stands there."""
    root = shared.project.root
    if _goes_out(report):
        with proved_site(edition, shared.as_of, report):
            publish_folder(root, staging, edition.folder, edition.place)
    else:
        withdraw_report(shared.project, edition)
        withdraw_folder(root, staging, edition.place)


def clinic_faults(project: Project, clinic: Clinic, as_of: date, protected: Sequence[str]) -> Iterator[Finding]:
    """Why nothing of a clinic may go out on a day; `protected` is what `protected_english` answers."""
    yield from clinic_refusals(clinic, as_of)
    yield from english_contradictions(clinic, project.disclaimers.values(), protected)
    if clinic.look is not None:
        for fault in sheet_faults(clinic_sheet(clinic.look)):
            remedy = "choose colours that can be told apart"
            yield Finding(Severity.REFUSAL, "clinic-colours", "", Place(clinic.path), fault, remedy)


def _check_of(shared: _Build, clinic: Clinic) -> Callable[[Project, Sequence[Locale]], Mapping[Locale, Checked]]:
    """What the checks find in the catalogs of which a clinic's pages are made: none of another clinic."""
    domains = {*DOMAINS_OF_ALL, HANDOVER_DOMAIN, *shared.project.articles, clinic.domain}

    def ours(place: Place) -> bool:
        path = PurePosixPath(place.path)
        return path.suffix != ".po" or path.stem in domains

    def check(project: Project, locales: Sequence[Locale]) -> Mapping[Locale, Checked]:
        return {locale: _only(shared.checked[locale], ours) for locale in locales}

    return check


def _only(checked: Checked, ours: Callable[[Place], bool]) -> Checked:
    findings = tuple(finding for finding in checked.findings if ours(finding.place))
    errors = tuple(error for error in checked.errors if ours(error.place))
    return replace(checked, findings=findings, errors=errors)


def _checked(project: Project, clinics: Collection[Clinic], chosen: Collection[Locale] | None) -> Mapping[Locale, Checked]:
    """What the checks find in the catalogs of all these clinics' locales.

    A region's words are checked in the place of its base's, as that language: by its glossary, with its waivers.
    """
    told = knowing_regions(project, clinics)
    every = dict.fromkeys(locale for clinic in clinics for locale in clinic_locales(project, clinic, chosen))
    translations = [locale for locale in every if told.base_of(locale) != project.source]
    plain = [locale for locale in translations if locale not in told.layers]
    checked = dict(check_locales(project, plain, keeping=True)) if plain else {}
    for region in (locale for locale in translations if locale in told.layers):
        base, _ = told.layers[region]
        found = check_locales(replace(project, layers={base: (base, region)}), [base])[base]
        named = tuple(replace(finding, locale=region.name) for finding in found.findings)
        checked[region] = replace(found, findings=named)
    return checked


def protected_english(project: Project) -> Iterator[str]:
    """The protected texts of all articles, in English."""
    for slug in project.articles:
        article = project.article(slug)
        yield from (text for segment, text in zip(article.segments, article.texts, strict=True) if segment.protected)
