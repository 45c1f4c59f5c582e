"""A clinic's texts in catalogs: for its locales alone, known to all commands, and no matter of the site."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.model.errors import PipelineError
from pipeline.model.finding import Severity
from pipeline.publish.clinics import clinic_refusals, open_clinic, read_clinics, read_logo
from pipeline.publish.sources import open_project
from tests.clinics.sample import png
from tests.conftest import Run

BERLIN = "source/clinics/sample-berlin.toml"


def change(project: Path, before: str, after: str, path: str = BERLIN) -> None:
    text = (project / path).read_text("utf-8")
    assert text.count(before) == 1
    (project / path).write_text(text.replace(before, after), "utf-8")


def catalogs(project: Path) -> set[str]:
    return {
        path.relative_to(project / "locales").as_posix() for path in (project / "locales").rglob("clinic-sample-berlin.po*")
    }


def test_only_a_clinics_locales_get_its_catalog(project: Path, run: Run) -> None:
    own = {f"{locale}/LC_MESSAGES/clinic-sample-berlin.po" for locale in ("de", "ar")}
    assert catalogs(project) == {*own, "clinic-sample-berlin.pot"}
    change(project, '"de", "en", "ar"', '"de", "en", "ar", "uk"')
    assert run("update").exit_code == 0
    assert catalogs(project) == {*own, "clinic-sample-berlin.pot", "uk/LC_MESSAGES/clinic-sample-berlin.po"}
    assert run("update").output.strip() == "nothing to change"


def test_translators_are_told_what_a_text_is(project: Path) -> None:
    text = (project / "locales/clinic-sample-zagreb.pot").read_text("utf-8")
    law = text[text.index("#. law note") :]
    assert law.startswith("#. law note of the clinic “Sample practice Zagreb” in Croatia; the law stays that of the country")
    assert law.splitlines()[1] == "#. protected: no page is published without it"
    profession = text[text.index("#. profession") : text.index("#. law note")]
    assert "protected" not in profession


def test_a_text_twice_is_one_message(project: Path, run: Run) -> None:
    change(project, 'after_article = ["', 'after_article = ["Please call us if you cannot come to your appointment.", "')
    assert run("update", "de").exit_code == 0
    text = (project / "locales/de/LC_MESSAGES/clinic-sample-berlin.po").read_text("utf-8")
    assert text.count("Please call us if you cannot come") == 1
    assert (
        "paragraph 1 after the article\n#. words of the clinic “Sample practice Berlin” in Germany, paragraph 1 before" in text
    )


def test_check_status_and_agencies_know_the_domain(project: Path, run: Run) -> None:
    path = project / "locales/de/LC_MESSAGES/clinic-sample-berlin.po"
    path.write_text(path.read_text("utf-8").replace("Wir sprechen Deutsch, Englisch und Arabisch.", ""), "utf-8")
    checked = run("check", "de")
    assert checked.exit_code == 1
    assert "the clinic's pages are refused" in checked.stdout
    assert "a build refuses" not in checked.stdout
    assert "refused is clinic-sample-berlin in de" in checked.stdout
    status = run("status", "de", "fr").stdout
    assert re.search(r"^de .*49/50", status, re.MULTILINE)
    assert re.search(r"^fr .*47/47", status, re.MULTILINE)
    file = project / "de.csv"
    assert run("export", "de", "--format", "csv", "--domain", "clinic-sample-berlin", "--output", str(file)).exit_code == 0
    lines = file.read_text("utf-8-sig")
    assert "We speak German" in lines
    assert (
        "no domain 'clinic-sample-berlin'" in run("export", "fr", "--format", "csv", "--domain", "clinic-sample-berlin").stderr
    )


@pytest.mark.parametrize("spoil", ["name = 1", "not TOML at all", None])
def test_nothing_of_a_clinic_refuses_the_site(project: Path, run: Run, spoil: str | None) -> None:
    if spoil is None:
        for path in (project / "locales").rglob("clinic-*.po"):
            path.write_text("broken", "utf-8")
    else:
        (project / BERLIN).write_text(spoil, "utf-8")
        (project / "source/clinics/Bad Name.toml").write_text(spoil, "utf-8")
    built = run("build", "--format", "text", "--locale", "de", "--locale", "ar")
    assert built.exit_code == (2 if spoil else 1), built.output
    assert (project / "build/site/de/dry-needling.txt").exists()
    assert (project / "build/site/ar/dry-needling.txt").exists()
    assert not (project / "build/clinics/sample-berlin/ar").exists()
    assert run("build", "--format", "text", "--no-clinics").exit_code == 0
    assert run("update").exit_code == 2


def test_a_clinics_text_can_be_recalled(project: Path, run: Run) -> None:
    entry = 'domain = "clinic-sample-berlin"\nunsafe = "We speak German, English and Arabic."\nreason = "No longer true."\n'
    day = 'until = "2026-11-25"\non = 2026-11-25\nby = "Sample Author"\n'
    (project / "source/recalls.toml").write_text(f"[[recalls]]\n{entry}{day}", "utf-8")
    result = run("recall")
    assert "We speak German, English and Arabic." in result.output, result.output
    assert "source/clinics/sample-berlin.toml" in result.output


def test_a_clinic_is_refused_from_the_day_after_its_last(project: Path) -> None:
    clinic = open_clinic(open_project(project), "sample-berlin")
    assert clinic_refusals(clinic, date(2027, 11, 25)) == ()
    late = clinic_refusals(clinic, date(2027, 11, 26))
    assert [finding.rule for finding in late] == ["clinic-emergency-review", "clinic-law-review"]
    assert {(finding.severity, finding.place.path) for finding in late} == {(Severity.REFUSAL, BERLIN)}
    assert [finding.rule for finding in clinic_refusals(clinic, date(2026, 11, 24))] == ["clinic-law-dated"]


@pytest.mark.parametrize("key", ["review_by", "number", "text", "source", "dated"])
def test_without_a_number_or_a_law_note_there_is_no_clinic(project: Path, key: str) -> None:
    path = project / BERLIN
    path.write_text(re.sub(rf"^{key} = .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    with pytest.raises(PipelineError, match=rf"\.{key}: field required"):
        read_clinics(open_project(project))


def test_a_logo_lies_beside_the_settings(project: Path) -> None:
    change(project, 'ink = "#3a2a10"', 'ink = "#3a2a10"\nlogo = "berlin.png"')
    opened = open_project(project)
    with pytest.raises(PipelineError, match=r"look\.logo: source/clinics/berlin\.png: this file is missing"):
        read_clinics(opened)
    (project / "source/clinics/berlin.png").write_bytes(png(16, 16))
    clinic = read_clinics(opened)["sample-berlin"]
    assert read_logo(opened, clinic) == png(16, 16)
    assert read_logo(opened, read_clinics(opened)["sample-cairo"]) is None
    (project / "source/clinics/berlin.png").write_bytes(b"GIF89a")
    with pytest.raises(PipelineError, match="no PNG"):
        read_logo(opened, clinic)


def test_the_samples_say_that_they_are(project: Path) -> None:
    clinics = read_clinics(open_project(project))
    assert {one.country for one in clinics.values()} == {"HR", "DE", "EG"}
    for one in clinics.values():
        assert one.sample
        assert one.name.startswith("Sample practice")
        assert one.email.endswith("@example.org")
        assert all(person.registration.startswith("SAMPLE") for person in one.practitioners)
