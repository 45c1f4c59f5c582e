"""`polyclinic clinic`: questions whose answers are checked at once, and the list."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main
from pipeline.publish.clinics import open_clinic
from pipeline.publish.sources import open_project
from tests.conftest import Run

ANSWERS = {
    "name": "Sample practice “Split”",
    "legal_name": "Sample practice Split\\Ltd",
    "country": "HR",
    "locales": "hr, en de",
    "telephone": "021 456 789",
    "email": "split@example.org",
    "booking": "",
    "address.street": "Izmišljena ulica 2",
    "address.postcode": "21000",
    "address.city": "Split",
    "emergency.number": "112",
    "emergency.review_by": "2027-01-31",
    "law.text": "This sample does not state the law.",
    "law.source": "Sample authority",
    "law.url": "",
    "law.dated": "2026-01-31",
    "law.review_by": "2027-01-31",
    "practitioners.name": "Sample Person",
    "practitioners.profession": "physiotherapist",
    "practitioners.registration": "",
    "practitioners.register": "",
}


def new(project: Path, answers: dict[str, str], *options: str) -> Result:
    typed = "".join(f"{answer}\n" for answer in answers.values())
    return CliRunner().invoke(main, ["-C", str(project), "clinic", "new", "split", *options], input=typed)


def settings(answers: dict[str, str]) -> list[str]:
    return [part for key, answer in answers.items() for part in ("--set", f"{key}={answer}")]


def test_questions_make_a_clinic_that_can_be_read(project: Path, run: Run) -> None:
    result = new(project, ANSWERS)
    assert result.exit_code == 0, result.output
    assert "wrote source/clinics/split.toml" in result.output
    clinic = open_clinic(open_project(project), "split")
    assert (clinic.name, clinic.legal_name) == (ANSWERS["name"], ANSWERS["legal_name"])
    assert (clinic.locales, clinic.telephone, clinic.booking) == (("hr", "en", "de"), "+38521456789", "")
    assert clinic.law.text == ANSWERS["law.text"]
    assert not clinic.sample
    written = {"locales/clinic-split.pot", "locales/hr/LC_MESSAGES/clinic-split.po", "locales/de/LC_MESSAGES/clinic-split.po"}
    assert {line.removeprefix("wrote ") for line in run("update").stdout.splitlines()} == written


def test_options_answer_as_the_terminal_does(project: Path) -> None:
    assert new(project, ANSWERS).exit_code == 0
    path = project / "source/clinics/split.toml"
    asked = path.read_bytes()
    path.unlink()
    half = dict(list(ANSWERS.items())[::2])
    rest = {key: answer for key, answer in ANSWERS.items() if key not in half}
    assert new(project, rest, *settings(half)).exit_code == 0
    assert path.read_bytes() == asked


def test_an_answer_that_its_country_contradicts_is_asked_for_again(project: Path) -> None:
    # The number of Berlin and 911 are given before anybody knows that the clinic is in Croatia.
    result = new(project, ANSWERS, "--set", "telephone=+493023125000", "--set", "emergency.number=911")
    assert result.exit_code == 0, result.output
    assert "telephone: '+493023125000' is a number of another country" in result.output
    assert "911 is no emergency number in HR" in result.output
    assert open_clinic(open_project(project), "split").telephone == "+38521456789"


@pytest.mark.parametrize(
    ("key", "wrong", "reason"),
    [
        ("country", "Croatia", "'Croatia' is no country"),
        ("locales", "hr it", "'it' is no locale of this project"),
        ("telephone", "+49 30 23125000", "another country"),
        ("email", "split", "no address of mail"),
        ("booking", "example.org", "no web address"),
        ("address.city", "", "cannot be empty"),
        ("emergency.number", "911", "911 is no emergency number in HR"),
        ("law.text", "**May needle**", "looks like markup"),
        ("law.dated", "31.1.2026", "no day"),
        ("law.review_by", "2025-01-31", "lies before dated"),
        ("practitioners.profession", "<b>", "looks like markup"),
    ],
)
def test_a_wrong_answer_is_told_at_once_and_asked_again(project: Path, key: str, wrong: str, reason: str) -> None:
    typed = []
    for one, answer in ANSWERS.items():
        typed += [wrong, answer] if one == key else [answer]
    result = new(project, dict(enumerate(typed)))  # type: ignore[arg-type]
    if wrong:  # a prompt asks again by itself where nothing was typed
        assert reason in result.output
    assert result.exit_code == 0, result.output
    given = settings({**ANSWERS, key: wrong})
    (project / "source/clinics/split.toml").unlink()
    refused = new(project, {}, *given)
    assert (refused.exit_code, reason in refused.output) == (2, True), refused.output
    assert not (project / "source/clinics/split.toml").exists()


def test_nothing_is_written_over_a_file_or_after_an_interruption(project: Path) -> None:
    short = new(project, dict(list(ANSWERS.items())[:5]))
    assert (short.exit_code, "nothing was written" in short.output) == (130, True)
    path = project / "source/clinics/split.toml"
    assert not path.exists()
    path.write_text("mine", "utf-8")
    taken = new(project, ANSWERS)
    assert (taken.exit_code, path.read_text("utf-8")) == (2, "mine")
    assert "there already" in taken.output


@pytest.mark.parametrize("name", ["Split", "../split", "a_b", "site", ""])
def test_a_name_that_cannot_be_is_refused(run: Run, name: str) -> None:
    result = run("clinic", "new", name)
    assert (result.exit_code, "Traceback" in result.output) == (2, False)


@pytest.mark.parametrize("given", ["country", "land=HR", "=x"])
def test_an_option_for_no_question_is_refused(run: Run, given: str) -> None:
    assert run("clinic", "new", "split", "--set", given).exit_code == 2


def test_the_list_says_what_is_past_its_date(run: Run, project: Path) -> None:
    fine = run("clinic", "list", "--as-of", "2027-11-25")
    assert fine.exit_code == 0
    rows = [line.split()[:2] for line in fine.stdout.splitlines()[1:]]
    assert rows == [["sample-berlin", "DE"], ["sample-cairo", "EG"], ["sample-zagreb", "HR"]]
    assert fine.stdout.count("fictional sample") == 3
    late = run("clinic", "list", "--as-of", "2027-11-26")
    assert late.exit_code == 1
    assert late.stdout.count("refused: clinic-emergency-review, clinic-law-review") == 3
    assert "(law.review_by)" in late.stderr
    (project / "source/clinics/sample-cairo.toml").write_text("name = 1", "utf-8")
    wrong = run("clinic", "list", "--as-of", "2027-11-25")
    assert wrong.exit_code == 2
    assert "refused: its settings are wrong" in wrong.stdout
    assert "country: field required" in wrong.stderr
    assert "sample-zagreb" in wrong.stdout
