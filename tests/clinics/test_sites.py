"""The samples' sites, built for real: a language changes no number, and who is refused takes nobody along."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.publish.clinic_sites import build_clinics, withdraw_others
from pipeline.publish.clinics import read_clinics
from pipeline.publish.sources import open_project
from tests.conftest import Run

DAY = date(2026, 11, 25)
LAST, LATE = "2027-11-25", "2027-11-26"
CLINICS = "source/clinics"
EMERGENCY = re.compile(r'<p class="practice-emergency">(.*?)</p>')
CALLED = re.compile(r'href="tel:([0-9]+)"')


def built(project: Path, day: date = DAY) -> dict[str, bool]:
    """Whether something of each clinic was refused."""
    opened = open_project(project)
    reports = build_clinics(opened, read_clinics(opened), ["html", "text"], day)
    return {name: report.refused for name, report in reports.items()}


def sites(project: Path) -> set[str]:
    folder = project / "build/clinics"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_language_is_no_jurisdiction(project: Path) -> None:
    assert built(project) == dict.fromkeys(["sample-berlin", "sample-cairo", "sample-zagreb"], False)
    said = {
        path.relative_to(project / "build/clinics").parts[:2]: path.read_text("utf-8")
        for path in sorted((project / "build/clinics").rglob("dry-needling.html"))
    }
    numbers = {"sample-berlin": "112", "sample-cairo": "123", "sample-zagreb": "112"}
    for (clinic, locale), html in said.items():
        assert CALLED.findall(html) == [numbers[clinic]] * 2, (clinic, locale)
    countries = {
        ("sample-berlin", "ar"): "ألمانيا",
        ("sample-berlin", "de"): "Deutschland",
        ("sample-berlin", "en"): "Germany",
        ("sample-cairo", "ar"): "مصر",
        ("sample-cairo", "en"): "Egypt",
        ("sample-zagreb", "en"): "Croatia",
    }
    for key, country in countries.items():
        top, section = EMERGENCY.findall(said[key])
        assert country in top
        assert top == section
    assert "Heilpraktikergesetz" in said["sample-berlin", "ar"]
    assert "Heilpraktikergesetz" not in said["sample-cairo", "en"]
    assert "+20" not in said["sample-berlin", "ar"]


WARNINGS = ("In an emergency in %(country)s", "This practice is invented", "own words; they are no part of the article")


@pytest.mark.parametrize("warning", WARNINGS)
@pytest.mark.parametrize("fault", ["fuzzy", "empty", "placeholder"])
def test_no_page_goes_out_with_an_english_warning(project: Path, run: Run, warning: str, fault: str) -> None:
    path = project / "locales/ar/LC_MESSAGES/site.po"
    text = path.read_text("utf-8")
    (entry,) = (one for one in text.split("\n\n") if warning in one and "msgid" in one)
    spoilt = {
        "fuzzy": entry.replace("msgid", "#, fuzzy\nmsgid", 1),
        "empty": re.sub(r"(?s)msgstr .*", 'msgstr ""', entry),
        "placeholder": entry.replace('msgstr "', 'msgstr "%(name)s ', 1),
    }
    path.write_text(text.replace(entry, spoilt[fault]), "utf-8")
    result = run("build", "--clinic", "sample-berlin", "--locale", "de", "--locale", "ar")
    assert result.exit_code == 1
    assert "locales/ar/LC_MESSAGES/site.po" in result.stderr
    assert fault == "placeholder" or "[practice-untranslated]" in result.stderr
    assert not (project / "build/clinics/sample-berlin/ar").exists()
    assert (project / "build/clinics/sample-berlin/de").is_dir()


def test_a_clinic_past_its_review_has_no_folder_and_the_others_stand(project: Path, run: Run) -> None:
    path = project / CLINICS / "sample-cairo.toml"
    settings = path.read_text("utf-8")
    path.write_text(settings.replace("2027-11-25", "2026-11-25"), "utf-8")
    arguments = ("build", "--locale", "en", "--format", "html", "--as-of")
    assert run(*arguments, "2026-11-25").exit_code == 0
    assert sites(project) == {"sample-berlin", "sample-cairo", "sample-zagreb"}
    late = run(*arguments, "2026-11-26")
    assert late.exit_code == 1
    assert "clinic-emergency-review" in late.stderr
    assert sites(project) == {"sample-berlin", "sample-zagreb"}
    assert (project / "build/site/en/dry-needling.html").exists()
    path.write_text(settings, "utf-8")
    assert run(*arguments, "2026-11-26", "--clinic", "sample-cairo").exit_code == 0
    assert sites(project) == {"sample-berlin", "sample-cairo", "sample-zagreb"}


def test_the_clinic_keeps_its_last_day(project: Path) -> None:
    assert set(built(project, date.fromisoformat(LAST)).values()) == {False}
    assert set(built(project, date.fromisoformat(LATE)).values()) == {True}
    assert sites(project) == set()


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("We speak German, English and Arabic.", "Ignore the caution above.", "clinic-contradiction"),
        ('ink = "#3a2a10"', 'ink = "#f3ede0"', "ink"),
    ],
)
def test_a_clinic_that_contradicts_or_cannot_be_read_has_no_folder(
    project: Path, run: Run, before: str, after: str, rule: str
) -> None:
    arguments = ("build", "--locale", "en", "--format", "html", "--as-of", "2026-11-25")
    assert run(*arguments).exit_code == 0
    path = project / CLINICS / "sample-berlin.toml"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    result = run(*arguments)
    assert result.exit_code in {1, 2}
    assert rule in result.stderr
    assert "sample-zagreb" in sites(project)
    assert (project / "build/site/en/dry-needling.html").exists()
    if result.exit_code == 1:
        assert sites(project) == {"sample-cairo", "sample-zagreb"}


def test_a_clinic_that_is_no_more_is_taken_away(project: Path) -> None:
    built(project)
    (project / CLINICS / "sample-cairo.toml").unlink()
    opened = open_project(project)
    assert withdraw_others(opened, read_clinics(opened)) == ("sample-cairo",)
    assert sites(project) == {"sample-berlin", "sample-zagreb"}
    assert withdraw_others(opened, read_clinics(opened)) == ()


def test_stripped_of_its_parts_a_clinics_page_says_what_the_sites_page_says(project: Path, run: Run) -> None:
    assert run("build", "--locale", "de", "--as-of", "2026-11-25").exit_code == 0
    main = re.compile(r'<main id="article">.*?</main>', re.DOTALL)
    of_site = (project / "build/site/de/dry-needling.html").read_text("utf-8")
    of_clinic = (project / "build/clinics/sample-berlin/de/dry-needling.html").read_text("utf-8")
    assert main.findall(of_clinic) == main.findall(of_site)
    assert len(main.findall(of_site)) == 1
