"""Invented clinics, and the real project's pages as they would publish them; plainly samples."""

from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache

from pipeline.gate import judge
from pipeline.l10n.overlay import Telephone, practice_of, practice_texts
from pipeline.l10n.strings import Strings
from pipeline.law.fragment import fragment_of
from pipeline.model.catalog import Catalog, Message
from pipeline.model.clinic import Addenda, Address, Clinic, Emergency, Hours, LawNote, Look, Practitioner, Weekday
from pipeline.model.finding import Finding
from pipeline.model.page import Demands, Page
from pipeline.model.practice import Logo
from pipeline.publish.desks import open_desk
from pipeline.publish.inspect import page_demands
from pipeline.render.strings import extract_strings
from tests.gate.pages import DAY, SLUG, everybody, real, rendered

BERLIN = Clinic(
    id="sample-berlin",
    path="source/clinics/sample-berlin.toml",
    name="Musterpraxis <Spree> & Co",
    legal_name="Musterpraxis GmbH (Beispiel)",
    country="DE",
    locales=("de", "en", "ar"),
    address=Address("Musterstraße 1", "10115", "Berlin"),
    telephone="+493012345678",
    email="muster@example.org",
    emergency=Emergency("112", date(2027, 1, 1)),
    law=LawNote(
        "In Germany, dry needling is done by doctors and by practitioners with a licence for it.",
        "Heilpraktikergesetz",
        date(2026, 11, 1),
        date(2027, 11, 1),
        "https://example.org/law?a=1&b=2",
    ),
    practitioners=(
        Practitioner("Muster Sample", "Physiotherapist", "SAMPLE-1", "Beispielregister"),
        Practitioner("Exempla O’Sample", "Nurse", ""),
    ),
    hours=(Hours((Weekday.MONDAY, Weekday.FRIDAY), time(8), time(18)),),
    booking="https://example.org/termin",
    look=Look("#0b5a75", "#ffffff", "logo.png"),
    addenda=Addenda(("Please come ten minutes early.",), ("We speak German, English and Arabic.",)),
    sample=True,
)
TELEPHONE = Telephone("+49 30 12345678", "tel:+49-30-12345678")
LOGO = Logo(120, 40)


def saying(texts: dict[str, str]) -> Catalog:
    """A catalog that translates these."""
    messages = tuple(Message(msgid=source, msgstr=(text,)) for source, text in texts.items())
    return Catalog("clinic-sample-berlin", path="locales/de/LC_MESSAGES/clinic-sample-berlin.po", messages=messages)


@dataclass(frozen=True)
class ClinicCase:
    """A clinic's page beside what is demanded of it, and the page of the site that it is made of."""

    page: Page
    demands: Demands
    site: Page

    @property
    def html(self) -> str:
        assert self.page.html
        return self.page.html

    @property
    def text(self) -> str:
        assert self.page.text
        return self.page.text

    @property
    def fragment(self) -> str:
        assert self.page.fragment
        return self.page.fragment

    def refusals(self, **changed: str | None) -> tuple[Finding, ...]:
        """Those of the page, with these editions of it in the places of its own."""
        return judge(replace(self.page, **changed), self.demands).refusals  # type: ignore[arg-type]

    def rules(self, **changed: str | None) -> set[str]:
        return {finding.rule for finding in self.refusals(**changed)}


@cache
def clinic_case(name: str) -> ClinicCase:
    """The sample's page in a locale."""
    return case_of(name, BERLIN, LOGO)


def case_of(name: str, clinic: Clinic, logo: Logo | None, said: tuple[tuple[str, str], ...] = ()) -> ClinicCase:
    """A clinic's page in a locale; `said` are translations of its texts."""
    project = real()
    locale = project.locale(name)
    desk = open_desk(project, locale, everybody(project), DAY)
    strings: Strings = desk.standards.strings
    catalog = saying(dict(said))
    practice = practice_of(clinic, TELEPHONE, strings, catalog, locale, project.source, logo)
    texts = tuple(practice_texts(clinic, catalog, strings, extract_strings()))
    site = rendered(project, desk, SLUG)
    page = rendered(project, desk, SLUG, practice)
    page = replace(page, fragment=fragment_of(page.html or ""))
    demands = page_demands(project, desk, SLUG)
    return ClinicCase(page, replace(demands, practice=practice, practice_texts=texts), site)
