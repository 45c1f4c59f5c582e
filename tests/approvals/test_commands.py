"""`polyclinic approve` and `polyclinic approvals` as reviewers type them, on a copy of the real project."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.approvals import approve
from pipeline.cli.main import main
from pipeline.formats.approvals import read_approvals, write_approval
from pipeline.model.approval import Approval, Decision, Role
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.publish.approvals import record_approvals, reviewables
from pipeline.publish.clock import day
from pipeline.publish.sources import open_project
from tests.approvals.sample import approval_of
from tests.conftest import Run

LEDGER = "locales/de/approvals.toml"
PO = "locales/de/LC_MESSAGES/dry-needling.po"
CONTROLLED_PO = "locales/de/LC_MESSAGES/disclaimer.po"
ALL = 150
"""The texts of the real article, its disclaimer counted as one."""
PROTECTED = 31

Walk = Callable[..., Result]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795608000")  # 2026-11-25


@pytest.fixture
def walk(project: Path) -> Walk:
    """Call `polyclinic approve` on the copy with these answers."""

    def call(answers: str, *arguments: str, locale: str = "de", role: str = "clinical", by: str = "Sample Reviewer") -> Result:
        command = ["-C", str(project), "approve", locale, "--role", role, "--reviewer", by, *arguments]
        return CliRunner().invoke(main, command, input=answers, env={"COLUMNS": "120"})

    return call


def entries(project: Path, locale: str = "de") -> tuple[Approval, ...]:
    path = f"locales/{locale}/approvals.toml"
    return read_approvals((project / path).read_text("utf-8"), path, locale)


def edit(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text("utf-8")
    assert text.count(old) == 1, old
    (project / path).write_text(text.replace(old, new), "utf-8")


def judged(run: Run, *arguments: str) -> list[dict[str, Any]]:
    result = run("approvals", *arguments, "--json")
    assert result.exit_code in (0, 1), result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["locales"]
    return found


def approve_everything(project: Path, locale: str = "de", review_by: date = date(2027, 11, 25)) -> None:
    opened = open_project(project)
    target = opened.locale(locale)
    found = [approval_of(one.subject, role, review_by=review_by) for one in reviewables(opened, target) for role in Role]
    record_approvals(opened, target, found)


# Walking


def test_a_reviewer_sees_both_texts_and_decides_about_each(walk: Walk, project: Path) -> None:
    before = (project / PO).read_bytes()
    result = walk("approve\nreject\nthe hint is too weak\nskip\na\nquit\nde\n", "--note", "a sample")
    assert result.exit_code == 0, result.output
    shown = result.output
    assert f"1 of {ALL}: disclaimer, protected" in shown
    assert f"{CONTROLLED_PO}:" in shown
    assert "translated last by machine translation" in shown
    assert "Soreness afterwards › What to do › list item 1 of 5" in shown
    assert re.search(r"Medical disclaimer {20,}Medizinischer Haftungsausschluss", shown)
    assert "approved, until 2027-11-25: the disclaimer “general” (a sample)\n  rejected: “Use heat" in shown
    found = entries(project)
    assert [one.verdict for one in found] == [Decision.APPROVED, Decision.REJECTED, Decision.APPROVED]
    assert [one.note for one in found] == ["a sample", "the hint is too weak", "a sample"]
    assert {(one.reviewer, one.role, one.on, one.review_by) for one in found} == {
        ("Sample Reviewer", Role.CLINICAL, date(2026, 11, 25), date(2027, 11, 25))
    }
    assert [one.domain for one in found] == ["disclaimer", "dry-needling", "dry-needling"]
    assert (project / PO).read_bytes() == before


def test_the_next_walk_asks_only_what_is_left(walk: Walk) -> None:
    assert walk("a\nr\nunclear\nq\nde\n").exit_code == 0
    result = walk("q\n")
    assert f"1 of {ALL - 2}: dry-needling, protected" in result.output
    assert re.search(rf"{PO}:\d+: rejected, until it is edited: “Use heat", result.output)
    # The other role is another question.
    assert f"1 of {ALL - 1}: disclaimer, protected" in walk("q\n", role="linguistic").output


def test_protected_texts_come_first_and_alone_where_asked(walk: Walk, project: Path) -> None:
    result = walk("a\n" * PROTECTED + "de\n", "--protected")
    assert result.exit_code == 0
    headings = re.findall(r"\d+ of \d+: .*?─", result.output)
    assert len(headings) == PROTECTED
    assert all(", protected" in heading for heading in headings)
    assert len(entries(project)) == PROTECTED
    assert walk("", "--protected").output == "nothing to look at\n"
    rest = walk("q\n").output
    assert f"1 of {ALL - PROTECTED}: dry-needling ─" in rest


def test_a_domain_can_be_chosen(walk: Walk) -> None:
    assert "1 of 1: disclaimer" in walk("q\n", "--domain", "disclaimer").output
    assert f"1 of {ALL - 1}: dry-needling" in walk("q\n", "--domain", "dry-needling").output
    unknown = walk("", "--domain", "site")
    assert unknown.exit_code == 2
    assert "dry-needling" in unknown.stderr


def test_an_edit_is_asked_about_with_its_change_marked(walk: Walk, project: Path, run: Run) -> None:
    assert walk("a\na\nq\nde\n").exit_code == 0
    edit(project, PO, "Verwenden Sie Wärme, kein Eis.", "Verwenden Sie Eis, kein Eis.")
    result = walk("q\n", "--protected")
    assert "changed since it was approved on 2026-11-25 by Sample Reviewer:" in result.output
    assert "Verwenden Sie [-Wärme,-]{+Eis,+} kein Eis." in result.output
    assert "de:\nVerwenden" in result.output
    assert "en:\n" not in result.output  # the English is the same
    clinical = next(one for one in judged(run, "de") if one["role"] == "clinical")
    assert (clinical["counts"]["lapsed"], clinical["counts"]["approved"], clinical["void"]) == (1, 1, 1)


def test_an_edit_of_the_english_shows_both_changes(walk: Walk, project: Path, run: Run) -> None:
    assert walk("a\na\nq\nde\n").exit_code == 0
    edit(project, "source/articles/dry-needling.md", "Use heat, not ice. This is", "Use heat, never ice. This is")
    assert run("update").exit_code == 0
    waiting = walk("q\n", "--protected").output
    assert re.search(rf"{PO}:\d+: not ready, without a live translation: “Use heat, never ice", waiting)
    assert f"1 of {PROTECTED - 2}:" in waiting
    text = (project / PO).read_text("utf-8")
    fuzzy = text.index('#, fuzzy\n#| msgid "Use heat')
    text = text[:fuzzy] + text[fuzzy:].replace("#, fuzzy\n", "", 1).replace("kein Eis", "niemals Eis", 1)
    (project / PO).write_text(text, "utf-8")
    result = walk("q\n", "--protected").output
    assert "changed since the likest text was approved on 2026-11-25 by Sample Reviewer:" in result
    assert "Use heat, [-not-]{+never+} ice." in result
    assert "[-kein-]{+niemals+} Eis." in result


def test_an_expired_text_is_asked_again_and_said_to_be_unchanged(
    walk: Walk, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert walk("a\nq\nde\n", "--review-by", "2026-12-31").exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    result = walk("a\nq\nde\n")
    assert (
        "unchanged since it was approved on 2026-11-25 by Sample Reviewer; that approval held until 2026-12-31" in result.output
    )
    assert [one.on.isoformat() for one in entries(project)] == ["2026-11-25", "2027-01-01"]


@pytest.mark.parametrize(("columns", "beside"), [("120", True), ("80", False)])
def test_texts_stand_beside_each_other_where_there_is_room(project: Path, columns: str, beside: bool) -> None:
    command = ["-C", str(project), "approve", "de", "--role", "clinical", "--reviewer", "Sample"]
    shown = CliRunner().invoke(main, command, input="q\n", env={"COLUMNS": columns}).output
    assert bool(re.search(r"Medical disclaimer {5,}Medizinischer", shown)) == beside
    assert ("de:\nMedizinischer" in shown) != beside


def test_text_from_right_to_left_stands_below_the_english(walk: Walk) -> None:
    shown = walk("q\n", locale="ar").output
    assert "en:\nMedical disclaimer\nar:\nإخلاء المسؤولية" in shown


def test_what_shows_nothing_is_shown_and_cannot_drive_the_terminal(walk: Walk, project: Path) -> None:
    edit(project, PO, "Dehnen Sie sich sanft.", "Dehnen\u200b Sie \u202esich\\033[2K sanft.")
    shown = walk("s\ns\nq\n").output
    assert "Dehnen⟨U+200B⟩ Sie ⟨U+202E⟩sich⟨U+001B⟩[2K sanft." in shown


def test_the_source_locale_is_shown_once_and_has_a_ledger_of_its_own(walk: Walk, project: Path, run: Run) -> None:
    result = walk("a\nq\nen\n", locale="en")
    assert result.exit_code == 0
    assert result.output.count("They do not replace medical advice.") == 1
    assert "source/disclaimers/general.toml:1" in result.output
    assert len(entries(project, "en")) == 1
    roles = {one["role"]: one["subjects"][0]["standing"] for one in judged(run, "en")}
    assert roles == {"linguistic": "missing", "clinical": "approved"}
    assert run("build", "--locale", "en").exit_code == 0  # the ledger's folder hinders nobody


# No way around the questions


def test_no_option_skips_the_questions(walk: Walk, project: Path) -> None:
    names = {option for parameter in approve.params for option in parameter.opts}
    assert names == {
        "locale", "--role", "--reviewer", "--domain", "--protected", "--review-by", "--note", "--sign-with",
    }  # fmt: skip
    every = ("--domain", "disclaimer", "--protected", "--review-by", "2027-01-01", "--note", "x")
    result = walk("", *every)
    assert result.exit_code == 130
    assert "approve, reject, skip or quit?" in result.output
    assert not (project / LEDGER).exists()


@pytest.mark.parametrize(
    "answers",
    ["", "a\n", "a\na\n", "\n\n", "yes\ny\n", "a\nq\n", "a\nq\nDE\n", "a\nq\nhr\n\n", "r\n", "r\n\n \n", "q\n", "s\nq\nde\n"],
)
def test_nothing_is_written_before_the_locale_is_typed(walk: Walk, project: Path, answers: str) -> None:
    result = walk(answers)
    assert result.exit_code in (0, 130)
    assert "nothing was written" in result.output
    assert not (project / LEDGER).exists()


def test_a_slip_at_the_end_costs_nothing(walk: Walk, project: Path) -> None:
    result = walk("a\nq\nDE\nhr\nde\n")
    assert result.exit_code == 0
    assert "'DE' is not de: nothing is written yet" in result.output
    assert len(entries(project)) == 1


def test_ctrl_c_writes_nothing(walk: Walk, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.cli.approvals._reason", interrupted)
    result = walk("a\nr\n")
    assert result.exit_code == 130
    assert "nothing was" in result.output
    assert not (project / LEDGER).exists()


# Refusals


@pytest.mark.parametrize("name", ["Ana Kovač", "ana  KOVAČ", "ana@example.org", "A. K. <ANA@example.org>", "Ana Kovac\u030c"])
def test_nobody_approves_what_they_translated_last(walk: Walk, project: Path, name: str) -> None:
    header = '"Last-Translator: machine translation\\n"'
    edit(project, PO, header, '"Last-Translator: Ana Kovač <ana@example.org>\\n"')
    result = walk("a\n" * ALL + "de\n", by=name)
    assert result.exit_code == 2
    assert f"{PO}:1: Ana Kovač <ana@example.org> translated it last" in result.stderr
    assert not (project / LEDGER).exists()
    # The disclaimer is somebody else's.
    assert walk("a\nde\n", "--domain", "disclaimer", by=name).exit_code == 0


def test_an_author_does_not_approve_their_own_english(walk: Walk, project: Path) -> None:
    edit(project, "source/articles/dry-needling.md", "[author]\n", '[author]\nname = "Sample Author"\n')
    result = walk("", locale="en", by="sample author")
    assert result.exit_code == 2
    assert "Sample Author wrote it last" in result.stderr
    assert walk("q\n", locale="en").exit_code == 0
    assert walk("q\n", locale="de", by="Sample Author").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ((), {"locale": "it"}),
        ((), {"locale": "qps-ploc"}),
        ((), {"by": " "}),
        ((), {"by": "\u200b"}),
        ((), {"by": "Ana\u202eK"}),
        ((), {"role": "legal"}),
        (("--review-by", "2026-11-24"), {}),
        (("--review-by", "soon"), {}),
        (("--note", "two\nlines"), {}),
        (("--sign-with", "nowhere"), {}),
        (("--all",), {}),
        (("--yes",), {}),
    ],
)
def test_what_cannot_be_is_refused(walk: Walk, project: Path, arguments: tuple[str, ...], options: dict[str, str]) -> None:
    result = walk("a\nq\nde\n", *arguments, **options)
    assert result.exit_code == 2, result.output
    assert not (project / LEDGER).exists()


def test_an_unreadable_catalog_is_an_error(walk: Walk, project: Path, run: Run) -> None:
    (project / PO).write_text('msgid "a\n', "utf-8")
    for result in (walk("a\n"), run("approvals", "de")):
        assert result.exit_code == 2
        assert PO in result.stderr
        assert "Traceback" not in result.output


def test_a_broken_ledger_is_an_error_that_names_the_entry(walk: Walk, project: Path, run: Run) -> None:
    assert walk("a\na\nq\nde\n").exit_code == 0
    before = (project / LEDGER).read_text("utf-8")
    (project / LEDGER).write_text(before.replace("kein Eis", "viel Eis"), "utf-8")
    for result in (walk("a\nq\nde\n"), run("approvals")):
        assert result.exit_code == 2
        assert f"{LEDGER}:" in result.stderr
        assert "entry 2 (dry-needling)" in result.stderr


# Append-only


@pytest.mark.parametrize("ending", ["", "# a remark", "\n\n\n", "# Windows\r\n"])
def test_what_stands_in_the_ledger_stays_to_the_byte(walk: Walk, project: Path, ending: str) -> None:
    assert walk("a\nq\nde\n").exit_code == 0
    path = project / LEDGER
    path.write_bytes(path.read_bytes() + ending.encode())
    before = path.read_bytes()
    assert walk("a\nr\nunclear\nq\nde\n").exit_code == 0
    after = path.read_bytes()
    assert after.startswith(before)
    assert len(entries(project)) == 3
    assert walk("q\n").exit_code == 0
    assert path.read_bytes() == after


def test_what_could_not_be_read_afterwards_is_not_written(project: Path) -> None:
    opened, german = open_project(project), Locale("de")
    one = approval_of(reviewables(opened, german)[1].subject)
    path = project / LEDGER
    path.write_text("approvals = []\n", "utf-8")
    with pytest.raises(PipelineError):
        record_approvals(opened, german, [one])
    assert path.read_text("utf-8") == "approvals = []\n"
    path.unlink()
    record_approvals(opened, german, [])
    assert not path.exists()
    record_approvals(opened, german, [one])
    assert path.read_text("utf-8").endswith(write_approval(one))


# The list


def test_the_list_counts_per_locale_and_role(walk: Walk, run: Run) -> None:
    assert walk("a\na\nq\nde\n").exit_code == 0
    result = run("approvals", "de", "hr")
    assert result.exit_code == 0
    rows = [re.split(r" {2,}", line.strip()) for line in result.stdout.splitlines()[:5]]
    assert rows == [
        ["locale", "role", "disclaimer", "protected texts", "all texts", "void"],
        ["de", "linguistic", "1 missing", "30 missing", f"{ALL} missing", "0"],
        ["de", "clinical", "1 approved", "1 approved, 29 missing", f"2 approved, {ALL - 2} missing", "0"],
        ["hr", "linguistic", "1 missing", "30 missing", f"{ALL} missing", "0"],
        ["hr", "clinical", "1 missing", "30 missing", f"{ALL} missing", "0"],
    ]
    lines = result.stdout.splitlines()[5:]
    assert len(lines) == 31 + 31
    assert re.fullmatch(rf"{CONTROLLED_PO}:\d+: missing \(de, linguistic\): the disclaimer “general”", lines[0])
    assert re.fullmatch(rf"{PO}:\d+: missing \(de, linguistic and clinical\): “Stretch gently.”", lines[2])


def test_the_json_has_stable_keys(walk: Walk, run: Run) -> None:
    assert walk("a\nq\nde\n").exit_code == 0
    found = json.loads(run("approvals", "--json").stdout)
    assert set(found) == {"as_of", "policy", "locales"}
    assert (found["as_of"], found["policy"]) == ("2026-11-25", "advisory")
    rows = found["locales"]
    assert [one["role"] for one in rows] == ["linguistic", "clinical"] * 13
    assert [one["locale"] for one in rows[:4]] == ["en", "en", "ar", "ar"]
    clinical = next(one for one in rows if (one["locale"], one["role"]) == ("de", "clinical"))
    assert set(clinical) == {"locale", "role", "counts", "void", "subjects"}
    first, second = clinical["subjects"][:2]
    assert set(first) == {
        "domain", "message", "standing", "sha256", "protected", "ready", "path", "line", "approval",
    }  # fmt: skip
    assert (first["domain"], first["message"], first["standing"]) == ("disclaimer", "general", "approved")
    assert first["approval"] == {
        "reviewer": "Sample Reviewer",
        "role": "clinical",
        "verdict": "approved",
        "on": "2026-11-25",
        "review_by": "2027-11-25",
    }
    assert second["approval"] is None


def test_a_rejection_outranks_every_approval_and_fails(project: Path, walk: Walk, run: Run) -> None:
    approve_everything(project)
    assert run("approvals", "de").exit_code == 0
    assert walk("", role="clinical").output == "nothing to look at\n"
    opened, german = open_project(project), Locale("de")
    subject = reviewables(opened, german)[0].subject
    record_approvals(opened, german, [approval_of(subject, Role.LINGUISTIC, Decision.REJECTED, note="a\x1b[2K sample")])
    record_approvals(opened, german, [approval_of(subject, Role.LINGUISTIC)])
    result = run("approvals", "de")
    assert result.exit_code == 1
    assert [row["subjects"][0]["standing"] for row in judged(run, "de")] == ["rejected", "rejected"]
    assert "rejected (de, linguistic and clinical): the disclaimer “general”; by Sample Reviewer: a [2K sample" in result.stdout
    edit(project, CONTROLLED_PO, "Medizinischer Haftungsausschluss", "Medizinischer Hinweis")
    assert run("approvals", "de").exit_code == 0
    assert [row["subjects"][0]["standing"] for row in judged(run, "de")] == ["lapsed", "lapsed"]
    assert [row["void"] for row in judged(run, "de")] == [3, 1]


def test_where_approvals_are_required_what_is_missing_fails(project: Path, run: Run) -> None:
    edit(project, "source/site.toml", 'approvals = "advisory"', 'approvals = "required"')
    assert run("approvals", "de").exit_code == 1
    approve_everything(project)
    assert run("approvals", "de").exit_code == 0
    assert run("approvals", "de", "en").exit_code == 1
    assert json.loads(run("approvals", "de", "--json").stdout)["policy"] == "required"


def test_expiry_by_option_and_by_environment(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    approve_everything(project)
    edit(project, "source/site.toml", 'approvals = "advisory"', 'approvals = "required"')
    assert run("approvals", "de", "--as-of", "2027-11-25").exit_code == 0
    result = run("approvals", "de", "--as-of", "2027-11-26")
    assert result.exit_code == 1
    assert "expired (de, linguistic and clinical): the disclaimer “general”; since 2027-11-25" in result.stdout
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1827144000")  # 2027-11-25
    assert run("approvals", "de").exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1827230400")  # 2027-11-26
    assert run("approvals", "de").exit_code == 1
    assert run("approvals", "de", "--as-of", "2027-11-25").exit_code == 0


def test_what_is_dated_later_says_nothing_yet(project: Path, run: Run) -> None:
    approve_everything(project)
    counts = [row["counts"] for row in judged(run, "de", "--as-of", "2026-11-24")]
    assert [one["missing"] for one in counts] == [ALL, ALL]


def test_the_clock_reads_the_environment(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    assert day() == date(2026, 11, 25)
    assert day(date(2030, 1, 1)) == date(2030, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(PipelineError, match="no time"):
        day()
    result = run("approvals")
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr
    assert run("approvals", "--as-of", "2026-11-25", "hr").exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert day() >= date(2026, 11, 25)
