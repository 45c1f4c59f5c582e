"""The gate and approvals: what a reviewer's word on one exact text does to a page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.law.texts import disclaimer_subject
from pipeline.model.approval import Approval, Decision, Ledger, Role, Subject
from pipeline.model.locale import Locale
from tests.gate.pages import DAY, Case, case


def approval(subject: Subject, role: Role, verdict: Decision = Decision.APPROVED, days: int = 365) -> Approval:
    return Approval(
        subject.domain,
        subject.name,
        subject.wordings,
        subject.sha256,
        role,
        verdict,
        "sample reviewer",
        DAY - timedelta(days=30),
        DAY + timedelta(days=days),
    )


def subjects(one: Case) -> tuple[Subject, ...]:
    return (disclaimer_subject(one.page.locale, one.demands), *one.demands.subjects)


def approved(one: Case, days: int = 365) -> tuple[Approval, ...]:
    return tuple(approval(subject, role, days=days) for subject in subjects(one) if subject.protected for role in Role)


def holding(one: Case, approvals: tuple[Approval, ...], *, required: bool = True, as_of: date = DAY) -> set[str]:
    ledger = Ledger(as_of, approvals, "locales/hr/approvals.toml")
    return one.demanding(ledger=ledger, approvals_required=required).rules()


@pytest.mark.parametrize("name", ["hr", "en"])
def test_required_approvals_that_are_all_there_let_the_page_pass(name: str) -> None:
    one = case(name)
    assert holding(one, approved(one)) == set()


def test_required_approvals_that_are_missing_refuse_it_and_are_counted() -> None:
    one = case("hr").demanding(approvals_required=True)
    found = one.refusals()
    count = sum(subject.protected for subject in subjects(one))
    assert [(finding.rule, finding.problem) for finding in found] == [
        ("approval-missing", f"{role} approvals of {count} texts: {count} missing") for role in Role
    ]


def test_advisory_approvals_may_be_missing() -> None:
    assert holding(case("hr"), (), required=False) == set()


@pytest.mark.parametrize("at", [0, 1, -1])
def test_one_missing_approval_refuses_the_page(at: int) -> None:
    one = case("hr")
    every = list(approved(one))
    del every[at]
    assert holding(one, tuple(every)) == {"approval-missing"}


def test_an_unprotected_text_needs_no_approval_and_may_not_be_rejected() -> None:
    one = case("hr")
    free = next(subject for subject in one.demands.subjects if not subject.protected)
    assert holding(one, (*approved(one), approval(free, Role.CLINICAL, Decision.REJECTED))) == {"approval-rejected"}


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("role", Role)
def test_a_rejection_outranks_every_approval_under_every_policy(role: Role, required: bool) -> None:
    one = case("hr")
    rejection = approval(subjects(one)[0], role, Decision.REJECTED)
    found = holding(one, (*approved(one), rejection), required=required)
    assert "approval-rejected" in found
    assert found == {"approval-rejected"} | ({"approval-missing"} if required else set())


def test_a_rejection_names_who_and_when() -> None:
    one = case("hr")
    rejection = approval(subjects(one)[0], Role.CLINICAL, Decision.REJECTED)
    (finding,) = one.demanding(ledger=Ledger(DAY, (rejection,), "locales/hr/approvals.toml")).refusals()
    assert finding.problem == f"sample reviewer rejected the present text of 'general' on {DAY - timedelta(days=30)}"
    assert str(finding.place) == "locales/hr/approvals.toml"


def test_an_edit_voids_the_approval() -> None:
    one = case("hr")
    edited = one.saying('duty "basis"', one.demands.duties[0].text.replace("Sve", "Sve"))
    assert "approval-missing" not in holding(edited, approved(one))
    edited = one.saying('duty "basis"', f"Dakle, {one.demands.duties[0].text}")
    assert "approval-missing" in holding(edited, approved(one))


def test_an_approval_expires_after_its_day() -> None:
    one = case("hr")
    every = approved(one, days=10)
    assert holding(one, every, as_of=DAY + timedelta(days=10)) == set()
    assert holding(one, every, as_of=DAY + timedelta(days=11)) == {"approval-missing"}
    assert holding(one, every, as_of=DAY - timedelta(days=31)) == {"approval-missing"}, "an approval of tomorrow"


def test_an_approval_of_another_locale_counts_for_nothing() -> None:
    assert holding(case("hr"), approved(case("de"))) == {"approval-missing"}


def test_a_pseudo_locale_needs_no_approval() -> None:
    one = case("hr")
    pseudo = replace(one, page=replace(one.page, locale=Locale("qps-ploc"), html=None, text=None))
    assert "approval-missing" not in pseudo.demanding(approvals_required=True).rules()
