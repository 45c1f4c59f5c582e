"""Recalls of a caution, of a duty, of the page's own words; approvals; and what is right though it holds what is not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.l10n.recall_lift import clinically_approved
from pipeline.model.approval import DISCLAIMER_DOMAIN, Approval, Decision, Ledger, Role, Subject, Wording
from pipeline.model.catalog import Catalog, Message
from pipeline.publish.recall_report import report_recalls
from pipeline.publish.recalls import read_project_recalls, refuse_recalled
from pipeline.publish.sources import open_project
from tests.conftest import Run
from tests.recall.stories import (
    ARTICLE,
    DOMAIN,
    HEAT,
    ICE,
    RECALLS,
    catalog,
    confirm,
    edit,
    empty,
    line_of,
    recall,
    refused,
    translate,
)

DISCLAIMER = "source/disclaimers/general.toml"
DUTY = "Every person is unique, and responses to treatment or exercise may vary."
BETTER = "Every person is unique, and responses to treatment or exercise vary much."
CAUTION = "You are allergic to metal."
DAY = date(2026, 11, 25)


def test_a_caution_is_recalled_like_any_text(project: Path, run: Run) -> None:
    recall(project, CAUTION)
    assert refused(project, "hr")[0].place == line_of(project, ARTICLE, CAUTION)
    edit(project, CAUTION, "You are allergic to nickel or chromium.")
    assert run("update").exit_code == 0
    (finding,) = refused(project, "hr")
    assert "was made from the text" in finding.problem
    empty(project, "hr", "You are allergic to nickel or chromium.")
    assert refused(project, "hr") == ()
    assert run("build", "--locale", "hr").exit_code == 1  # there is no fallback for a protected text


@pytest.mark.parametrize("more", ["", 'msgctxt = "general.individuals-vary"\n'])
def test_a_duty_is_recalled_with_or_without_its_context(project: Path, run: Run, more: str) -> None:
    recall(project, DUTY, "disclaimer", more)
    for locale in ("en", "hr"):
        (finding,) = refused(project, locale, "disclaimer")
        assert finding.place == line_of(project, DISCLAIMER, DUTY)
    edit(project, DUTY, BETTER, DISCLAIMER)
    assert run("update").exit_code == 0
    confirm(project, "hr", BETTER, "disclaimer")
    (finding,) = refused(project, "hr", "disclaimer")
    assert finding.place.path == "locales/hr/LC_MESSAGES/disclaimer.po"
    assert finding.place.line is not None
    assert refused(project, "en", "disclaimer") == ()
    translate(project, "hr", BETTER, "Svaka je osoba drukčija.", domain="disclaimer")
    assert refused(project, "hr", "disclaimer") == ()


def test_a_recall_in_another_context_touches_nothing_and_says_so(project: Path, run: Run) -> None:
    recall(project, DUTY, "disclaimer", 'msgctxt = "general.basis"\n')
    assert refused(project, "en", "disclaimer") == ()
    result = run("recall")
    assert result.exit_code == 0
    assert f"{RECALLS}:1: no source and no catalog of disclaimer knows this text: “{DUTY}” [unknown-text]" in result.stdout


def test_the_words_of_the_page_itself_can_be_recalled(project: Path) -> None:
    recall(project, "No clinician has reviewed this text yet.", "site")
    (finding,) = refused(project, "en", "site")
    assert finding.place.path == "words.py"


def test_what_is_never_translated_is_english_too(project: Path) -> None:
    edit(
        project,
        "- Improve local blood flow",
        "- Improve local blood flow\n\n<!-- its: translate=no -->\nSample words in English.",
    )
    recall(project, "Sample words in English.")
    (finding,) = refused(project, "hr")
    assert finding.place == line_of(project, ARTICLE, "Sample words in English.")


def approval(
    subject: Subject, role: Role = Role.CLINICAL, verdict: Decision = Decision.APPROVED, until: date = DAY
) -> Approval:
    return Approval(
        subject.domain, subject.name, subject.wordings, subject.sha256, role, verdict, "Sample Reviewer", DAY, until
    )


@pytest.fixture
def same(project: Path, run: Run) -> tuple[Path, Catalog, Subject]:
    """The Croatian was right all along: only the English was wrong."""
    recall(project)
    edit(project, HEAT, ICE)
    assert run("update").exit_code == 0
    confirm(project, "hr", ICE)
    found = catalog(project, "hr")
    wording = Wording(None, ICE, found.live[None, ICE].msgstr[0])
    return project, found, Subject("hr", DOMAIN, ICE, (wording,))


def test_a_current_clinical_approval_lifts_the_refusal(same: tuple[Path, Catalog, Subject]) -> None:
    project, found, subject = same
    assert len(refused(project, "hr")) == 1
    assert refused(project, "hr", approved=clinically_approved(Ledger(DAY, (approval(subject),)), found, "hr")) == ()
    opened = open_project(project)

    def approved(locale: object, known: Catalog) -> Callable[[Message], bool]:
        return clinically_approved(Ledger(DAY, (approval(subject),)), known, known.locale or "")

    report = report_recalls(opened, (), approved)
    assert "hr" not in {name for name, findings in report.locales if findings}
    assert not [finding for finding in report.carriers if finding.locale == "hr"]  # nothing tells its page from an old one


WRONG_APPROVALS = {
    "another role": {"role": Role.LINGUISTIC},
    "a rejection": {"verdict": Decision.REJECTED},
    "an expired one": {"until": date(2026, 11, 24)},
}


@pytest.mark.parametrize("name", WRONG_APPROVALS)
def test_no_other_entry_lifts_it(same: tuple[Path, Catalog, Subject], name: str) -> None:
    project, found, subject = same
    ledger = Ledger(DAY, (approval(subject, **WRONG_APPROVALS[name]),))  # type: ignore[arg-type]
    assert len(refused(project, "hr", approved=clinically_approved(ledger, found, "hr"))) == 1


def test_an_approval_of_the_old_english_lifts_nothing(same: tuple[Path, Catalog, Subject]) -> None:
    project, found, subject = same
    old = Subject("hr", DOMAIN, HEAT, (Wording(None, HEAT, subject.wordings[0].translation),))
    assert len(refused(project, "hr", approved=clinically_approved(Ledger(DAY, (approval(old),)), found, "hr"))) == 1


def test_a_duty_is_approved_with_its_whole_disclaimer(project: Path, run: Run) -> None:
    recall(project, DUTY, "disclaimer")
    edit(project, DUTY, BETTER, DISCLAIMER)
    assert run("update").exit_code == 0
    confirm(project, "hr", BETTER, "disclaimer")
    found = catalog(project, "hr", "disclaimer")
    disclaimers = open_project(project).disclaimers.values()
    (disclaimer,) = disclaimers
    keys = (disclaimer.title_key, *map(disclaimer.key, disclaimer.duties()))
    wordings = tuple(Wording(*key, found.translated[key].msgstr[0]) for key in keys)
    whole = Subject("hr", DISCLAIMER_DOMAIN, "general", wordings)
    approved = clinically_approved(Ledger(DAY, (approval(whole),)), found, "hr", disclaimers)
    assert refused(project, "hr", "disclaimer", approved) == ()
    alone = Subject("hr", DISCLAIMER_DOMAIN, "general", wordings[:1])
    approved = clinically_approved(Ledger(DAY, (approval(alone),)), found, "hr", disclaimers)
    assert len(refused(project, "hr", "disclaimer", approved)) == 1


def test_a_page_with_the_text_and_the_warning_that_it_lacked_is_right(project: Path, run: Run) -> None:
    longer = f"{HEAT} Never on a bruise."
    assert run("build", "--locale", "hr").exit_code == 0
    recall(project)
    edit(project, HEAT, longer)
    assert run("update").exit_code == 0
    old = catalog(project, "hr").live[None, longer].msgstr[0]
    translate(project, "hr", longer, f"{old} Nikad na modricu.")
    for locale in open_project(project).site.locales:
        if locale != "hr":
            translate(project, locale, longer, f"{catalog(project, locale).live[None, longer].msgstr[0]} !!")
    result = run("recall")
    assert result.exit_code == 1
    assert "build/site/hr/dry-needling.html: it carries a translation (hr)" in result.stdout
    assert run("build").exit_code == 0
    result = run("recall")
    assert result.exit_code == 0, result.stdout
    page = project / "build/site/en/dry-needling.html"
    page.write_text(page.read_text("utf-8").replace(longer, HEAT), "utf-8")
    assert "build/site/en/dry-needling.html: it carries the text" in run("recall").stdout


def test_a_short_text_is_found_as_a_whole_piece_alone(project: Path) -> None:
    recall(project, "dull pressure")
    edit(project, "dull pressure", "a dull feeling")
    (project / "build").mkdir()
    (project / "build/a.html").write_text("<p>dull pressure</p>", "utf-8")
    (project / "build/b.html").write_text("<p>A dull pressure is normal.</p>", "utf-8")
    found = {one.place.path for one in report_recalls(open_project(project)).carriers}
    assert found == {"build/a.html"}


def test_nothing_recalled_costs_nothing_and_a_domain_without_recalls_a_look_up(project: Path) -> None:
    def never() -> dict[tuple[str | None, str], object]:
        raise AssertionError("the English was asked for")

    opened = open_project(project)
    assert read_project_recalls(opened) == {}
    recall(project)
    found = read_project_recalls(opened)
    assert set(found) == {DOMAIN}
    for known, domain in (({}, DOMAIN), (found, "site"), (found, "disclaimer")):
        assert refuse_recalled(known, never, Catalog(domain), "hr", lambda message: False) == ()  # type: ignore[arg-type]


def test_short_words_of_another_language_mean_nothing_in_a_page_whose_folder_names_its_own(project: Path) -> None:
    recall(project, "Acute")
    edit(project, "| Acute |", "| Acute problem |")
    words = catalog(project, "es").live[None, "Acute"].msgstr[0]
    for name in ("es", "pt_BR", "somewhere"):
        (project / "build" / name).mkdir(parents=True)
        (project / f"build/{name}/a.html").write_text(f"<table><tr><td>{words}</td></tr></table>", "utf-8")
    translate(project, "pt_BR", "Acute", "Sample words.")
    found = {one.place.path: one.locale for one in report_recalls(open_project(project)).carriers}
    assert found == {"build/es/a.html": "es", "build/somewhere/a.html": "es"}


def test_a_cell_of_a_table_is_found_in_a_text_edition_however_it_is_wrapped(project: Path, run: Run) -> None:
    wrapped = "Myofascial pain syndrome, tension headache"
    assert run("build", "--no-clinics").exit_code == 0
    recall(project, wrapped)
    edit(project, wrapped, "Sample examples")
    found = {one.place.path for one in report_recalls(open_project(project)).carriers}
    locales = ["en", *open_project(project).site.locales]
    assert found == {f"build/site/{locale}/dry-needling.{suffix}" for locale in locales for suffix in ("html", "txt")}
