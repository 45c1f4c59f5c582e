"""The gate's rules on texts: what a translation must be before any page is looked at.

What enters are the texts that a page must carry, each with its English and its catalog entry; what leaves are faults. A rule
is a function: its name is its id, its docstring is the law. `gate.py` asks them first, in the order of `TEXT_RULES`. None of
them judges meaning: they prove that a text is there, current, in this language's letters and nobody else's words, and whether
a reviewer approved it to the letter.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import regex
from ftfy import fix_encoding

from pipeline.model.approval import DISCLAIMER_DOMAIN, Role, Standing, Subject
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.page import Demand, Demands, letters

Faults = Iterator[tuple[Place, str]]
"""Where, and what."""

# What a text may hold: letters, their marks, figures, punctuation, spaces; and of symbols and markup what its English has.
_PLAIN = regex.compile(r"[\p{L}\p{M}\p{Nd}\p{P} \u00a0\u202f\u3000--[*_\\@#%{}\[\]]]", regex.VERSION1)
_BORROWED = regex.compile(r"[\p{S}\p{No}*_\\@#%{}\[\]]")
_JOINERS = {
    "Arab": "\u200c\u200d\u200e\u200f\u061c",
    "Hebr": "\u200e\u200f",
    "Thai": "\u200b",
    "Khmr": "\u200b",
} | dict.fromkeys(("Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Sinh", "Taml", "Telu"), "\u200c\u200d")
"""Characters that show nothing and yet are spelling in these scripts (the Unicode Standard, chapters 9, 12 and 16)."""
# Letters that only imitate others: full-width, mathematical, presentation forms, ligatures, phonetic a and g.
_IMITATION = regex.compile(
    r"[\u0251\u0261\u2100-\u214f\ufb00-\ufdff\ufe70-\ufefc\uff21-\uffdc\U0001d400-\U0001d7ff&&\p{L}]", regex.V1
)
_UNSPACED = frozenset({"Hani", "Hira", "Kana", "Hang", "Thai", "Khmr", "Laoo", "Mymr"})
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_ADDRESS = re.compile(r"://|\bwww\.")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[.,'’٬ \u00a0\u202f]\d{2,3})*[.,'’٬ \u00a0\u202f]\d{3}(?!\d)")
"""A figure in groups (CLDR): 20,000, 20.000, 20 000, 1,00,000; a locale may write 7,629 as 7629."""
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"}
_NUMBERS |= {"ten": "10", "once": "1", "twice": "2"}
_MOST_ENGLISH = 0.6
"""From this share of its letters in words of the English on, a text is English; our own translations reach 0.4."""
_TELLING = 12
"""A text of fewer letters may be the same in two languages."""


def catalog_header(locale: Locale, demands: Demands) -> Faults:
    """The header of each catalog is not fuzzy, and it names the locale's language."""
    for catalog in demands.catalogs:
        named = _language(catalog.fields.get("Language", ""))
        if catalog.fuzzy:
            yield Place(catalog.path, 1), "the header is fuzzy"
        if named not in ("", _language(locale.name)):
            yield Place(catalog.path, 1), f"this catalog's language is {named!r}"


def disclaimer_untranslated(locale: Locale, demands: Demands) -> Faults:
    """The title and each duty have a translation: present, current, not obsolete, not fuzzy, not blank, not the English."""
    yield from _untranslated(locale, demands, (demands.title, *demands.duties))


def protected_untranslated(locale: Locale, demands: Demands) -> Faults:
    """So has each caution, emergency and protected text, and what the page itself says of disclaimer, dangers and reviews."""
    yield from _untranslated(locale, demands, (*demands.protected, *demands.words))


def text_characters(locale: Locale, demands: Demands) -> Faults:
    """Each text is in NFC, holds nothing broken, nothing unseen, and no markup, symbol or address that its English lacks."""
    joiners = "".join(_JOINERS.get(script, "") for script in locale.scripts)
    for demand in demands.texts:
        allowed = {*joiners, *_BORROWED.findall(demand.source)}
        odd = [sign for sign in demand.text if sign not in allowed and (not _PLAIN.match(sign) or _IMITATION.match(sign))]
        if odd:
            yield demand.place, f"{demand.name} holds U+{ord(odd[0]):04X} {unicodedata.name(odd[0], 'without a name')}"
        if not unicodedata.is_normalized("NFC", demand.text):
            yield demand.place, f"{demand.name} is not in Unicode's form NFC"
        if fix_encoding(demand.text) != demand.text:
            yield demand.place, f"{demand.name} was once read in a wrong charset"
        if len(_ADDRESS.findall(demand.text)) > len(_ADDRESS.findall(demand.source)):
            yield demand.place, f"{demand.name} holds an address that its English lacks"
        if demand.text != demand.text.strip(" ") or "  " in demand.text:
            yield demand.place, f"{demand.name} holds spaces that no page shows"


def text_script(locale: Locale, demands: Demands) -> Faults:
    """Each text is in the locale's script; a word of another one stands in the English too, and by itself."""
    own = "".join(rf"\p{{Script={script}}}" for script in locale.scripts)
    foreign = regex.compile(rf"[\p{{L}}--[{own}\p{{Script=Zyyy}}\p{{Script=Zinh}}]]+", regex.VERSION1)
    # Where a language writes no spaces, a word of another one stands between its letters.
    beside = (
        "(?!)" if _UNSPACED.intersection(locale.scripts) else rf"(?<=[{own}]){foreign.pattern}|{foreign.pattern}(?=[{own}])"
    )
    mixed = regex.compile(beside, regex.VERSION1)
    for demand in demands.texts:
        # One small letter is no word: it may stand for another script's that looks the same.
        english = {word for word in _WORD.findall(demand.source) if len(word) > 1 or word.isupper()}
        odd = mixed.findall(demand.text) or [word for word in foreign.findall(demand.text) if word not in english]
        if odd:
            yield demand.place, f"{demand.name} holds {odd[0][:40]!r}, which is not in the script of {locale.name}"


def text_of_another(locale: Locale, demands: Demands) -> Faults:
    """No text is that of another language, and no two duties say the same."""
    for demand in demands.texts:
        other = demands.elsewhere.get(letters(demand.text))
        if other is not None and len(letters(demand.text)) >= _TELLING:
            yield demand.place, f"{demand.name} is the text of {other}"
    for duty in demands.duties:
        for another in demands.duties:
            if duty is not another and letters(duty.text) in letters(another.text):
                yield duty.place, f"{duty.name} says nothing that {another.name} does not say"


def protected_figures(locale: Locale, demands: Demands) -> Faults:
    """Each protected text has the figures of its English, in whatever digits, and each range in its order."""
    for demand in demands.protected:
        wanted, found = _figures(demand.source), _figures(demand.text)
        spelled = Counter(_NUMBERS[word] for word in re.findall(r"\w+", demand.source.lower()) if word in _NUMBERS)
        lost = [*(Counter(wanted) - Counter(found)).elements()]
        added = [*(Counter(found) - Counter(wanted) - spelled).elements()]
        turned = ["–".join(ends) for ends in _RANGE.findall(demand.source) if ends not in pairwise(found)]
        for verb, figures in (("lacks", lost), ("adds", added), ("breaks", turned)):
            if figures:
                yield demand.place, f"{demand.name} {verb} {', '.join(figures)}"


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
        fault = _translation_fault(demand, locale.same_reader(demands.source))
        if fault:
            yield demand.place, f"{demand.name} {fault}"


def _translation_fault(demand: Demand, same_language: bool) -> str:
    message, english = demand.message, _WORD.findall(demand.source.casefold())
    if message is None:
        return "is missing from the catalog"
    if message.obsolete:
        return "is obsolete"
    if not all(_WORD.search(text) if english else text.strip() for text in message.msgstr):
        return "is not translated"
    if message.fuzzy:
        return "is fuzzy: its English has changed, or a translator is unsure"
    if english and not same_language and any(_is_english(text, english) for text in (demand.text, *message.msgstr)):
        return "is still in English"
    return ""


def _is_english(text: str, english: list[str]) -> bool:
    words = _WORD.findall(text.casefold())
    shared = sum(len(word) for word in words if word in english)
    return words == english or (len(words) > 2 and shared >= _MOST_ENGLISH * sum(map(len, words)))


def _figures(text: str) -> list[str]:
    """The figures of a text in their order, in ASCII digits, without the signs between groups of them."""
    whole = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    return ["".join(str(unicodedata.digit(sign)) for sign in figure) for figure in re.findall(r"\d+", whole)]


def _language(name: str) -> str:
    return re.split("[-_@]", name)[0].lower()


_TRANSLATE = "compare it with the English, translate it anew, then remove the fuzzy mark if there is one"
_TYPE = "type this text anew in the catalog (`uconv -x any-nfc` puts a whole file into NFC)"
TEXT_RULES = {
    catalog_header: "remove the fuzzy mark, or put the right catalog here",
    disclaimer_untranslated: _TRANSLATE,
    protected_untranslated: _TRANSLATE,
    text_characters: _TYPE,
    text_script: _TYPE,
    text_of_another: _TRANSLATE,
    protected_figures: "write the figures of the English, in its order",
    approval_rejected: "change the text, then have it reviewed",
    approval_missing: "have it reviewed with `polyclinic approve`",
}
"""Each rule in the order in which it is asked, and the next step for whoever breaks it."""
