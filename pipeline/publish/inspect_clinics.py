"""The sites of clinics, judged anew by the sources as they are now: each as the project's own is, and as its clinic's."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.model.clinic import Clinic
from pipeline.model.report import Report
from pipeline.publish.clinic_sites import CLINIC_SITES, clinic_faults, protected_english
from pipeline.publish.inspect import inspect_site
from pipeline.publish.sources import Project


def clinic_folder(project: Project, name: str) -> Path:
    """Where a build puts the site of a clinic."""
    return project.root / CLINIC_SITES / name


def inspect_clinics(project: Project, clinics: Mapping[str, tuple[Clinic, Path]], as_of: date) -> Mapping[str, Report]:
    """What the gate says of the folder beside each clinic, by name; what lets nothing of a clinic go out is a refusal of all.

    Raises PipelineError for a folder that is no site at all.
    """
    protected = tuple(protected_english(project))
    found = {}
    for name, (clinic, folder) in clinics.items():
        report = inspect_site(project, folder, as_of, clinic)
        found[name] = replace(report, findings=(*clinic_faults(project, clinic, as_of, protected), *report.findings))
    return found
