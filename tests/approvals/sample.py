"""Approvals for tests; the reviewers are plainly samples."""

from datetime import date, timedelta

from hypothesis import strategies as st

from pipeline.model.approval import DISCLAIMER_DOMAIN, Approval, Decision, Role, Subject, Wording

DAY = date(2026, 11, 25)
LATER = date(2027, 11, 25)

TEXT = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from('\n\t\r"\\\u202e\u200b\x7f\x1b'), max_size=30)
NAME = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=20)
WORDINGS = st.builds(Wording, st.none() | TEXT, TEXT, TEXT)


def approval_of(
    subject: Subject, role: Role = Role.CLINICAL, verdict: Decision = Decision.APPROVED, **fields: object
) -> Approval:
    """An approval of a subject by a sample reviewer."""
    given = {"reviewer": "Sample Reviewer", "on": DAY, "review_by": LATER, **fields}
    return Approval(
        subject.domain,
        subject.name,
        subject.wordings,
        subject.sha256,
        role,
        verdict,
        **given,  # type: ignore[arg-type]
    )


@st.composite
def subjects(draw: st.DrawFn, locale: str = "de") -> Subject:
    """A message or a disclaimer."""
    if draw(st.booleans()):
        wordings = tuple(draw(st.lists(WORDINGS, min_size=1, max_size=4)))
        return Subject(locale, DISCLAIMER_DOMAIN, draw(TEXT), wordings)
    wording = draw(WORDINGS)
    return Subject(locale, draw(TEXT.filter(lambda text: text != DISCLAIMER_DOMAIN)), wording.source, (wording,))


@st.composite
def approvals(draw: st.DrawFn) -> Approval:
    """Any approval that a ledger of the locale `de` may hold."""
    on = draw(st.dates(max_value=date(2100, 1, 1)))
    return approval_of(
        draw(subjects()),
        draw(st.sampled_from(Role)),
        draw(st.sampled_from(Decision)),
        reviewer=draw(NAME),
        on=on,
        review_by=on + timedelta(days=draw(st.integers(0, 4000))),
        note=draw(TEXT),
        signature=draw(st.just("") | TEXT | st.just("-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n")),
    )
