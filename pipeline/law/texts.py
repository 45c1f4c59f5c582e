"""The gate's rules on texts: what a translation must be before any page is looked at.

What enters are the texts that a page must carry, each with its English and its catalog entry; what leaves are faults. A rule
is a function: its name is its id, its docstring is the law. `gate.py` asks them first, in the order of `TEXT_RULES`. None of
them judges meaning: they prove that a text is there, current, in this language's letters and nobody else's words, and whether
a reviewer approved it to the letter.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import regex

from pipeline.law.figures import figure_faults
from pipeline.law.letters import WORD
from pipeline.law.practice_texts import practice_apart, practice_characters, practice_whole
from pipeline.law.writing import character_faults, script_faults
from pipeline.model.approval import DISCLAIMER_DOMAIN, Role, Standing, Subject
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.page import Demand, Demands, bare, letters, runs

Faults = Iterator[tuple[Place, str]]
"""Where, and what."""

_END = regex.compile(r"\p{STerm}[\p{Pe}\p{Pf}\p{Pi}\"']*$")
_ENDLESS = frozenset({"Thai", "Laoo"})
"""Scripts that write no sign at the end of a sentence."""
_SHORTEST = 6
"""A translation has more than a sixth of the letters of its English; our shortest ones, in Chinese, have a quarter."""
_LIKELY_ENGLISH = 0.5
"""From this share of the runs of four letters that stand in the English on, a text is English; our translations reach 0.31."""
_MANY_ENGLISH = 0.4
"""And from this share of its words on."""
_MOST_ENGLISH = 0.6
"""The share of words from which on a short text is English."""
_FEW = 3
"""A title of so few words may borrow one: "Medische disclaimer" is Dutch."""
_TELLING = 16
"""A text of fewer letters may look alike in two languages."""


def catalog_header(locale: Locale, demands: Demands) -> Faults:
    """The header of each catalog is not fuzzy, and it names the locale's language."""
    for catalog in demands.catalogs:
        named = _language(catalog.fields.get("Language", ""))
        if catalog.fuzzy:
            yield Place(catalog.path, 1), "the header is fuzzy"
        if named not in ("", _language(locale.name)):
            yield Place(catalog.path, 1), f"this catalog's language is {named!r}"


def disclaimer_untranslated(locale: Locale, demands: Demands) -> Faults:
    """The title and each duty have a translation: present, current, not obsolete, not fuzzy, not blank, whole, not English."""
    yield from _untranslated(locale, demands, (demands.title, *demands.duties))
    for duty in demands.duties:
        endless = locale.pseudo or not _END.search(duty.source) or _ENDLESS.intersection(locale.scripts)
        if len(letters(duty.text)) * _SHORTEST <= len(letters(duty.source)) or not (endless or _END.search(duty.text)):
            yield duty.place, f"{duty.name} stops before its end"


def protected_untranslated(locale: Locale, demands: Demands) -> Faults:
    """So has each caution, emergency and protected text, and what the page itself says of disclaimer, dangers and reviews."""
    yield from _untranslated(locale, demands, (*demands.protected, *demands.words))


def practice_untranslated(locale: Locale, demands: Demands) -> Faults:
    """So has what a clinic says to its patients beside the article, its note on the law, and whom to call in an emergency."""
    found = tuple(_untranslated(locale, demands, demands.practice_protected))
    yield from found
    practice = demands.practice
    if practice is not None and practice.emergency.english and not found:
        yield (
            Place(practice.path),
            "its emergency sentence would be shown in English: its placeholders are not those of the English",
        )


def text_characters(locale: Locale, demands: Demands) -> Faults:
    """Each text is in NFC, holds nothing broken, nothing unseen, and no markup, symbol or address that its English lacks."""
    for demand in demands.texts:
        for fault in character_faults(demand.text, demand.source, locale):
            yield demand.place, f"{demand.name} {fault}"


def text_script(locale: Locale, demands: Demands) -> Faults:
    """Each text is in the locale's script; a word of another one stands in the English too, and by itself."""
    for demand in demands.texts:
        for fault in script_faults(demand.text, demand.source, locale):
            yield demand.place, f"{demand.name} {fault}"


def text_of_another(locale: Locale, demands: Demands) -> Faults:
    """No text is that of another language, and no two duties say the same."""
    for demand in demands.texts:
        other = demands.elsewhere.get(letters(demand.text))
        if other is not None:
            yield demand.place, f"{demand.name} is the text of {other}"
    for duty in demands.duties:
        for another in (demands.title, *demands.duties):
            if bare(duty.text) in bare(another.text) and bare(duty.source) not in bare(another.source):
                yield duty.place, f"{duty.name} says nothing that {another.name} does not say"


def text_figures(locale: Locale, demands: Demands) -> Faults:
    """Each duty and protected text has the figures of its English, in whatever digits, and each range in its order."""
    for demand in (*demands.duties, *demands.protected):
        for fault in figure_faults(demand.source, demand.text):
            yield demand.place, f"{demand.name} {fault}"


def approval_rejected(locale: Locale, demands: Demands) -> Faults:
    """No text of the page is one that a reviewer has rejected."""
    for subject in (disclaimer_subject(locale, demands), *demands.subjects):
        rejection = demands.ledger.rejection(subject)
        if rejection is not None:
            problem = f"{rejection.reviewer} rejected the present text of {subject.name[:60]!r} on {rejection.on}"
            yield Place(demands.ledger.path), problem


def approval_missing(locale: Locale, demands: Demands) -> Faults:
    """Where the project requires approvals, the disclaimer and each protected text have current ones in both roles."""
    if not demands.approvals_required or locale.pseudo:  # a pseudo-locale is no language, has no readers, and is not published
        return
    protected = (subject for subject in demands.subjects if subject.protected)
    subjects = (disclaimer_subject(locale, demands), *protected)
    for role in Role:
        standings = Counter(demands.ledger.standing(subject, role) for subject in subjects)
        lacking = ", ".join(f"{count} {standing}" for standing, count in standings.items() if standing is not Standing.APPROVED)
        if lacking:
            yield Place(demands.ledger.path), f"{role} approvals of {len(subjects)} texts: {lacking}"


def disclaimer_subject(locale: Locale, demands: Demands) -> Subject:
    """The disclaimer's exact text: what a reviewer approves."""
    wordings = tuple(demand.wording for demand in (demands.title, *demands.duties))
    return Subject(locale.name, DISCLAIMER_DOMAIN, demands.identifier, wordings)


def _untranslated(locale: Locale, demands: Demands, texts: tuple[Demand, ...]) -> Faults:
    for demand in texts if locale != demands.source else ():
        fault = _translation_fault(demand)
        # A pseudo-locale is the English in disguise, and is not published.
        if not fault and not locale.pseudo and not locale.same_reader(demands.source):
            names = demands.names if demand in demands.protected else frozenset[str]()
            if any(_is_english(text, demand.source, names) for text in {demand.text, *demand.message.msgstr}):  # type: ignore[union-attr]
                fault = "is still in English"
        if fault:
            yield demand.place, f"{demand.name} {fault}"


def _translation_fault(demand: Demand) -> str:
    message = demand.message
    if message is None:
        return "is missing from the catalog"
    if message.obsolete:
        return "is obsolete"
    shown = WORD if WORD.search(demand.source) else regex.compile(r"\S")
    if not all(shown.search(text) for text in message.msgstr):
        return "is not translated"
    if message.fuzzy:
        return "is fuzzy: its English has changed, or a translator is unsure"
    return ""


@lru_cache(maxsize=8192)
def _is_english(text: str, source: str, names: frozenset[str]) -> bool:
    if all(word[1:] != word[1:].lower() or word.casefold() in names for word in WORD.findall(source)):
        return False  # abbreviations and names are the same everywhere
    words, english = ([bare(word) for word in WORD.findall(one)] for one in (text, source))
    joined, told = "".join(words), "".join(english)
    if len(joined) < _TELLING:
        return joined == told or (len(words) > 2 and sum(word in english for word in words) >= _MOST_ENGLISH * len(words))
    theirs = runs(told)
    if len(runs(joined) & theirs) < _LIKELY_ENGLISH * len(runs(joined)):
        return False
    # A long name alone is no sentence: many of the words must look English too.
    alike = sum(word in told or len(runs(word) & theirs) * 2 > len(runs(word)) for word in words)
    return alike >= (_MANY_ENGLISH if len(words) > _FEW else _MOST_ENGLISH) * len(words)


def _language(name: str) -> str:
    return re.split("[-_@]", name)[0].lower()


_TRANSLATE = "compare it with the English, translate it anew, then remove the fuzzy mark if there is one"
_TYPE = "type this text anew in the catalog (`uconv -x any-nfc` puts a whole file into NFC)"
_PRACTICE = "mend the clinic's settings, or the translation of its text"
TEXT_RULES = {
    catalog_header: "remove the fuzzy mark, or put the right catalog here",
    disclaimer_untranslated: _TRANSLATE,
    protected_untranslated: _TRANSLATE,
    practice_untranslated: _TRANSLATE,
    text_characters: _TYPE,
    text_script: _TYPE,
    text_of_another: _TRANSLATE,
    text_figures: "write the figures of the English, in its order",
    practice_whole: _PRACTICE,
    practice_characters: _PRACTICE,
    practice_apart: _PRACTICE,
    approval_rejected: "change the text, then have it reviewed",
    approval_missing: "have it reviewed with `polyclinic approve`",
}
"""Each rule in the order in which it is asked, and the next step for whoever breaks it."""
