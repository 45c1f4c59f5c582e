"""A clinic in a page's language: its two parts of each page, line by line, and the texts in them that are translated.

What the number, the law and the address are, the clinic's country says; the page's language only says them.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.l10n import words
from pipeline.l10n.strings import Strings
from pipeline.model.approval import Wording
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.clinic import Clinic, Practitioner
from pipeline.model.locale import Locale
from pipeline.model.opening import opening_lines
from pipeline.model.page import Demand
from pipeline.model.practice import Form, Line, Logo, Mark, Practice, Run

_DOT = Run(" · ")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number that can be dialled."""

    shown: str
    """In its country's groups."""
    uri: str
    """Where its link leads, `tel:…`."""


_Filling = Callable[[Locale], Run]
"""What stands in a placeholder, in the language of the sentence."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where one locale's lines are written."""

    clinic: Clinic
    telephone: Telephone
    strings: Strings
    catalog: Catalog
    locale: Locale
    source: Locale

    def own(self, text: str) -> Run:
        """A text of the clinic's catalog."""
        message = self.catalog.translated.get(message_key(text))
        return Run(text, self.english) if message is None else Run(message.msgstr[0])

    def word(self, msgid: str) -> Run:
        """One of the site's words."""
        live = (None, msgid) in self.strings.catalog.translated
        return Run(self.strings.gettext(msgid), Mark.PLAIN if live else self.english)

    def sentence(self, form: Form, msgid: str, fillings: Mapping[str, _Filling]) -> Line:
        """A line of the site's words, with what stands in its placeholders; in English where those differ."""
        text = self.strings.gettext(msgid)
        held, wanted = (sorted(_PLACEHOLDER.findall(one)) for one in (text, msgid))
        live = (None, msgid) in self.strings.catalog.translated and held == wanted
        pieces = _PLACEHOLDER.split(text if live else msgid)
        spoken = self.locale if live else self.source
        runs = (fillings[piece](spoken) if at % 2 else Run(piece) for at, piece in enumerate(pieces))
        return Line(form, tuple(run for run in runs if run.text), english=not live and self.english is Mark.ENGLISH)

    def line(self, form: Form, run: Run) -> Line:
        """A line of one run."""
        return Line(form, (replace(run, mark=Mark.PLAIN),), english=True) if run.mark is Mark.ENGLISH else Line(form, (run,))

    def country(self, spoken: Locale) -> Run:
        """The name of the clinic's country, as a filling."""
        return Run(spoken.territory_name(self.clinic.country))

    @property
    def english(self) -> Mark:
        return Mark.PLAIN if self.locale.same_reader(self.source) else Mark.ENGLISH


def message_key(text: str) -> MessageKey:
    """The key of a clinic's text in its catalog."""
    return None, text


def practice_of(
    clinic: Clinic,
    telephone: Telephone,
    strings: Strings,
    catalog: Catalog,
    locale: Locale,
    source: Locale,
    logo: Logo | None = None,
) -> Practice:
    """What a clinic adds to each page of a locale; `catalog` is that of its own texts, empty for the source locale.

    What has no live translation is in English and marked so. Law: numbers, addresses and names are the clinic's, whatever the
    locale.
    """
    desk = _Desk(clinic, telephone, strings, catalog, locale, source)
    number = Run(clinic.emergency.number, Mark.CODE, f"tel:{clinic.emergency.number}")
    fillings: Mapping[str, _Filling] = {"country": desk.country, "number": lambda spoken: number}
    emergency = desk.sentence(Form.EMERGENCY, words.PRACTICE_EMERGENCY, fillings)
    lines = (
        Line(Form.HEADING, (Run(clinic.name, Mark.NAME),)),
        *((desk.line(Form.SAMPLE, desk.word(words.PRACTICE_SAMPLE)),) if clinic.sample else ()),
        emergency,
        *_addenda(desk),
        *_contact(desk),
        *_hours(desk),
        *_practitioners(desk),
        *_law(desk),
    )
    return Practice(clinic.path, clinic.name, emergency, lines, clinic.look is not None, logo)


def practice_protected(clinic: Clinic, catalog: Catalog, protected: Collection[MessageKey]) -> Iterator[Demand]:
    """The texts of a clinic without which no page of it is published, each beside its English."""
    for text in dict.fromkeys(clinic.texts()):
        if message_key(text) in protected:
            yield _demand(catalog, message_key(text), f"the clinic's text “{text[:40]}”")


def practice_warnings(clinic: Clinic, strings: Strings) -> Iterator[Demand]:
    """The site's words without which no page of a clinic is published: whom to call, what is not the article's, not real."""
    addenda = clinic.addenda.after_article or clinic.addenda.before_contact
    shown = (
        (words.PRACTICE_EMERGENCY, True),
        (words.PRACTICE_OWN_WORDS, bool(addenda)),
        (words.PRACTICE_SAMPLE, clinic.sample),
    )
    yield from (_demand(strings.catalog, (None, msgid), f"“{msgid}”") for msgid, is_there in shown if is_there)


def practice_texts(clinic: Clinic, catalog: Catalog, strings: Strings, site: Catalog) -> Iterator[Demand]:
    """The translated texts of a clinic's parts, each beside its English: its own, then the words around them.

    `site` is the template of the site's words. A text without a live translation is not among them: it is shown in English.
    """
    for text in dict.fromkeys(clinic.texts()):
        if message_key(text) in catalog.translated:
            yield _demand(catalog, message_key(text), f"the clinic's text “{text[:40]}”")
    for message in site.messages:
        if message.msgid in words.PRACTICE_WORDS and message.key in strings.catalog.translated:
            yield _demand(strings.catalog, message.key, f"“{message.msgid}”")


def _demand(catalog: Catalog, key: MessageKey, name: str) -> Demand:
    message = catalog.live.get(key)
    text = key[1] if message is None else message.msgstr[0]
    held = sorted(_PLACEHOLDER.findall(key[1])) == sorted(_PLACEHOLDER.findall(text))
    source, shown = (_PLACEHOLDER.sub("0", one) if held else one for one in (key[1], text))
    return Demand(name, catalog.place(message), source, shown, Wording(*key, text), message)


def _addenda(desk: _Desk) -> Iterator[Line]:
    addenda = desk.clinic.addenda
    if addenda.after_article or addenda.before_contact:
        yield desk.line(Form.LABEL, desk.word(words.PRACTICE_OWN_WORDS))
    for text in (*addenda.after_article, *addenda.before_contact):
        yield desk.line(Form.TEXT, desk.own(text))


def _contact(desk: _Desk) -> Iterator[Line]:
    clinic, address = desk.clinic, desk.clinic.address
    postal = Run(f"{address.street}, {address.postcode} {address.city}".replace("  ", " "), Mark.NAME)
    yield desk.line(Form.SUBHEADING, desk.word(words.PRACTICE_CONTACT))
    yield _row(desk, words.PRACTICE_OWNER, Run(clinic.legal_name, Mark.NAME))
    yield _row(desk, words.PRACTICE_ADDRESS, postal, _DOT, desk.country(desk.locale))
    yield _row(desk, words.PRACTICE_TELEPHONE, Run(desk.telephone.shown, Mark.CODE, desk.telephone.uri))
    if clinic.email:
        yield _row(desk, words.PRACTICE_EMAIL, Run(clinic.email, Mark.CODE, f"mailto:{clinic.email}"))
    if clinic.booking:
        yield _row(desk, words.PRACTICE_BOOKING, Run(clinic.booking.removeprefix("https://"), Mark.CODE, clinic.booking))


def _hours(desk: _Desk) -> Iterator[Line]:
    if desk.clinic.hours:
        yield desk.line(Form.SUBHEADING, desk.word(words.PRACTICE_HOURS))
    for line in opening_lines(desk.clinic.hours, desk.locale):
        times = chain.from_iterable((_DOT, Run(one)) for one in line.times)
        yield Line(Form.ROW, tuple(times)[1:], Run(line.days))


def _practitioners(desk: _Desk) -> Iterator[Line]:
    if desk.clinic.practitioners:
        yield desk.line(Form.SUBHEADING, desk.word(words.PRACTICE_PRACTITIONERS))
    for one in desk.clinic.practitioners:
        yield Line(Form.ROW, (desk.own(one.profession), *_registration(desk, one)), Run(one.name, Mark.NAME))


def _registration(desk: _Desk, one: Practitioner) -> Iterator[Run]:
    if one.registration:
        number = Run(one.registration, Mark.NAME)
        line = desk.sentence(Form.TEXT, words.PRACTICE_REGISTRATION, {"number": lambda spoken: number})
        yield _DOT
        yield from (Run(line.plain, Mark.ENGLISH),) if line.english else line.runs
    if one.register:
        yield from (_DOT, Run(one.register, Mark.NAME))


def _law(desk: _Desk) -> Iterator[Line]:
    law = desk.clinic.law
    source = Run(law.source, Mark.NAME, law.url)
    fillings: Mapping[str, _Filling] = {
        "source": lambda spoken: source,
        "date": lambda spoken: Run(spoken.format_date(law.dated)),
    }
    yield desk.sentence(Form.SUBHEADING, words.PRACTICE_LAW, {"country": desk.country})
    yield desk.line(Form.TEXT, desk.own(law.text))
    yield desk.sentence(Form.TEXT, words.PRACTICE_SOURCE, fillings)


def _row(desk: _Desk, msgid: str, *runs: Run) -> Line:
    return Line(Form.ROW, runs, desk.word(msgid))
