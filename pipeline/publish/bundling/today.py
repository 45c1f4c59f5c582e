"""What stands against giving pages out on a day, though nothing did on the day of their commit.

A bundle is made as of its commit's day, so that it can be made again. But it is given out today: an approval, a review or a
law note that has lapsed since must not go out unseen. Whoever makes an old bundle again says so, with SOURCE_DATE_EPOCH.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipeline.model.clinic import Clinic
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.publish.bundling.judged_site import JudgedSite, judge_again
from pipeline.publish.clinics import clinic_refusals
from pipeline.publish.clock import EPOCH
from pipeline.publish.sources import Project

_REMEDY = (
    f"mend it and commit; or set {EPOCH} (seconds since 1970), to now for a bundle as of today, "
    "to the commit's time to make an old one again"
)


def overdue(project: Project, day: date) -> Iterator[Finding]:
    """Articles whose next editorial review was due before that day: they are not given out as current."""
    for slug, path in project.articles.items():
        due = project.article(slug).front.next_review
        if due < day:
            problem = f"the next review of this article was due on {due.isoformat()}, and it is {day.isoformat()}"
            remedy = "review it, then set reviewed and next_review in its front matter"
            yield Finding(Severity.ERROR, "review-overdue", project.source.name, Place(path, 1), problem, remedy)


def refused_on(project: Project, clinics: Mapping[str, Clinic], sites: Sequence[JudgedSite], day: date) -> Iterator[Finding]:
    """What is overdue on that day, and what the gate then says of each page; the first of what it says."""
    yield from overdue(project, day)
    for clinic in clinics.values():
        yield from clinic_refusals(clinic, day)
    for site in sites:
        locales = tuple(dict.fromkeys(page.locale for page in site.pages))
        for page, _, proof in judge_again(project, site.clinic, locales, day, site.files):
            for one in proof.refusals[:1]:
                problem = f"on {day.isoformat()} this is no longer right: {one.problem}"
                place = one.place if one.place.path.startswith(("locales/", "source/")) else Place(proof.page)
                yield Finding(Severity.REFUSAL, one.rule, page.locale.name, place, problem, _REMEDY)
