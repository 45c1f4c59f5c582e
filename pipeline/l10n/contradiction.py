"""What a clinic may not say beside an article: nothing that repeats, imitates, voids or outbids what was reviewed.

No machine knows whether two sentences contradict each other. These rules are narrow instead: a clinic's own words are about
coming to the clinic, and whatever speaks of the disclaimer, of cautions, doses or other numbers to dial is refused unread.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pipeline.l10n.similar import Similar
from pipeline.model.catalog import Catalog
from pipeline.model.clinic import Clinic
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.page import bare

LONGEST = 600
"""Characters of an addendum in English; a translation has twice as many."""
_ALIKE = 75
"""Percent (`fuzz.ratio`) of letters from which on a text resembles another one; unlike sentences reach 50."""
_TELLING = 20
"""A text of fewer letters may look like any other."""
_RARE = 9
"""A word of so many letters in the disclaimer's title tells that a text speaks of it, whatever its ending."""

_MARKUP = re.compile(r"[<>{}\[\]|`*_#\\]|&\w+;|^\s*[-+>=~]|://|www\.|@|\n")
_FIGURES = re.compile(r"\d[\d\s().,/-]*\d[\d\s().,/-]*\d")
"""From three digits on it may be a number to dial."""
_MEASURE = re.compile(
    r"\d\s?(?:mg|µg|μg|mcg|g|kg|ml|mL|cl|dl|l|mm|cm|IU|IE|mmHg|bpm|kcal|[%‰٪％]|°)(?![^\W\d_])|"
    r"\d\s?(?:мг|мкг|г|мл|мм|см|毫克|毫升|มก|ملغ|مل|मिग्रा|ミリ)"
)
_SPOKEN_OF = re.compile(
    r"\b(?:disclaimers?|cautions?|warnings?|contraindications?|reviewed article|this article|"
    r"(?:text|page|advice|article) above|"
    r"above (?:text|advice|article)|ignore|disregard|painless|guaranteed?|cures?|(?:no|without|free of) (?:any )?"
    r"(?:risks?|dangers?|side[- ]effects?)|(?:completely|absolutely|entirely|perfectly) (?:safe|harmless)|emergenc(?:y|ies)|"
    r"(?:instead of|replac(?:es?|ed|ing)) (?:a|an|any|your|the) (?:doctor|physician)s?|"
    r"this page|(?:written|said|stated|notes?) above|(?:skip|forget) (?:the |all |any )?(?:notes?|texts?|what)|"
    r"stop taking|not need (?:to see )?(?:a|any|your|the) (?:doctor|physician)|never harm(?:s|ed)?|"
    r"(?:take|one|two|three|four|five|\d+) (?:more )?(?:tablets?|pills?|capsules?|drops)|"
    r"no need (?:for|of) (?:a|your|the) (?:doctor|physician))\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"(?![\u0000-\u024f\u1e00-\u1eff\uff00-\uffef])[^\W\d_]")
"""A letter that English does not have, and that may only look like one it has; a name's accents are its own."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_REMEDY = "say it otherwise, or leave it out: the article and its disclaimer stand as they were reviewed"


def english_contradictions(clinic: Clinic, disclaimers: Iterable[Disclaimer], protected: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with a clinic's own words as it wrote them; each refuses the clinic in all.

    `protected` are the cautions and other protected texts of all articles, as their reader sees them.
    """
    disclaimers = tuple(disclaimers)
    titles = [one.title for one in disclaimers]
    texts = [*titles, *(duty.text for one in disclaimers for duty in one.duties()), *protected]
    twins = Similar([bare(text) for text in texts])
    for text in _addenda(clinic):
        faults = [*_faults(text, titles, twins, LONGEST), *_words(text)]
        yield from (_finding("", Place(clinic.path), text, fault) for fault in faults)
    for text in (*(one.profession for one in clinic.practitioners), clinic.law.text):
        yield from (_finding("", Place(clinic.path), text, fault) for fault in _twin(text, titles, twins))


def contradictions(
    clinic: Clinic, catalog: Catalog, locale: Locale, disclaimers: Iterable[Disclaimer], controlled: Catalog
) -> Iterator[Finding]:
    """The same of the translations of its words; each refuses the clinic's pages in that locale.

    `controlled` is the locale's catalog of disclaimers. What a locale's words for ignoring a caution are, no rule here knows:
    but whoever speaks of the disclaimer must name it.
    """
    translated = controlled.translated
    keys = [(one.title_key, *(one.key(duty) for duty in one.duties())) for one in disclaimers]
    titles = [translated[title].msgstr[0] for title, *_ in keys if title in translated]
    twins = Similar([bare(translated[key].msgstr[0]) for of in keys for key in of if key in translated])
    addenda = frozenset(_addenda(clinic))
    for text in dict.fromkeys(clinic.texts()):
        message = catalog.translated.get((None, text))
        if message is None:
            continue
        said, place = message.msgstr[0], catalog.place(message)
        faults = _faults(said, titles, twins, 2 * LONGEST) if text in addenda else _twin(said, titles, twins)
        yield from (_finding(locale.name, place, said, fault) for fault in faults)


def _addenda(clinic: Clinic) -> tuple[str, ...]:
    return (*clinic.addenda.after_article, *clinic.addenda.before_contact)


def _faults(text: str, titles: Sequence[str], twins: Similar, longest: int) -> Iterator[str]:
    if len(text) > longest:
        yield f"has {len(text)} characters, more than {longest}"
    if _MARKUP.search(text) or any(unicodedata.category(sign) in _UNSEEN for sign in text):
        yield "is no plain paragraph: it holds markup, an address, or signs that nobody sees"
    if _FIGURES.search(text):
        yield "holds a number that could be dialled: the clinic's stand in its contact, and the emergency number above"
    if _MEASURE.search(text):
        yield "holds a dose or a measure"
    yield from _twin(text, titles, twins)


def _words(text: str) -> Iterator[str]:
    if _FOREIGN.search(text):
        yield "holds letters that English does not have"
    unmarked = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    found = _SPOKEN_OF.search(unmarked.replace("ı", "i"))
    if found is not None:
        yield f"speaks of what only the article and its disclaimer speak of: {found[0]!r}"


def _twin(text: str, titles: Sequence[str], twins: Similar) -> Iterator[str]:
    said = bare(text)
    if any(stem in said for title in titles for stem in _stems(title)):
        yield "speaks of the disclaimer, or bears its title"
    held = any(twin == said or (len(twin) >= _TELLING and twin in said) for twin in twins.texts)
    if held or (len(said) >= _TELLING and twins.best(said, _ALIKE) is not None):
        yield "repeats or resembles a text of the disclaimer or a caution"


def _stems(title: str) -> Iterator[str]:
    """What tells that a text speaks of a title: all of it, or its longest word, less its ending, where that is a rare one."""
    yield bare(title)
    longest = max(map(bare, title.split()), key=len, default="")
    if len(longest) >= _RARE:
        yield longest[:-3]


def _finding(locale: str, place: Place, text: str, fault: str) -> Finding:
    return Finding(Severity.REFUSAL, "clinic-contradiction", locale, place, f"{text[:60]!r} {fault}", _REMEDY)
