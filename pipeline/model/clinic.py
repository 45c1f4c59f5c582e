"""A clinic that publishes the pages under its own name: what it adds to them. There is nothing here that takes away.

Its texts are written in English, like all sources, and translated in the domain `clinic-<name>`. Where it lies decides the
emergency number, the law and the contact; the language of a page never does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Weekday(StrEnum):
    """A day of the week, as settings name it; in the order of ISO 8601."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A person who treats patients there."""

    name: str
    profession: str
    """In English; a message."""
    registration: str
    """The number in the register; empty where the profession has none."""
    register: str = ""
    """Whose register it is, in its own language."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the clinic is, in the writing of its country."""

    street: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when it is open on some days."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Emergency:
    """The number to call in an emergency, in the clinic's country."""

    number: str
    review_by: date
    """The last day on which it may be published without somebody looking again."""


@dataclass(frozen=True, slots=True)
class LawNote:
    """Who may needle there, and what it is called."""

    text: str
    """In English; a message."""
    source: str
    """Where that stands: the name of the law or of the authority's page, in its own language."""
    dated: date
    """When somebody looked."""
    review_by: date
    """The last day on which it may be published without somebody looking again."""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The clinic's colours and its logo; they touch the clinic's own parts of a page alone."""

    colour: str
    """Background of its parts, `#rrggbb`."""
    ink: str
    """Text on it, `#rrggbb`; their contrast is 4.5 or more (WCAG 2.2, 1.4.3)."""
    logo: str = ""
    """A PNG file beside the clinic's settings; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Addenda:
    """What it says to its patients beside the article, a paragraph each; messages."""

    after_article: tuple[str, ...] = ()
    before_contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clinic:
    """What `source/clinics/<name>.toml` says."""

    id: str
    """The file's name without its suffix: small letters, digits and hyphens."""
    path: str
    """The file, relative to the project's root."""
    name: str
    """As it calls itself."""
    legal_name: str
    country: str
    """ISO 3166-1 alpha-2."""
    locales: tuple[str, ...]
    """Those of its pages, in its order; gettext names."""
    address: Address
    telephone: str
    """E.164, `+385…`."""
    email: str
    emergency: Emergency
    law: LawNote
    practitioners: tuple[Practitioner, ...]
    hours: tuple[Hours, ...] = ()
    region: str = ""
    booking: str = ""
    """A web address (https), or nothing."""
    base_url: str = ""
    """Where its pages will lie; that of the site where it says nothing. Ends without a slash."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Locale → the region's locale in whose name its pages go out: `de = "de_AT"`."""
    look: Look | None = None
    addenda: Addenda = field(default_factory=Addenda)
    sample: bool = False
    """Whether it is invented; then each page says so."""

    @property
    def domain(self) -> str:
        """The domain of its texts."""
        return f"clinic-{self.id}"

    def texts(self) -> Iterator[str]:
        """Its messages, in the order in which a page shows them; a text may come twice."""
        yield from self.addenda.after_article
        yield from self.addenda.before_contact
        yield from (one.profession for one in self.practitioners)
        yield self.law.text
