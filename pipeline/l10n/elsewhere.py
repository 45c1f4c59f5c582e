"""Texts that stand in one locale's catalogs and are another language's: copied there, or saved into the wrong file.

A machine cannot tell languages apart for certain, but it can tell that two catalogs say the same, letter for letter, and which
of the two the text resembles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.locale import Locale
from pipeline.model.page import bare, letters, runs

_TELLING = 12
"""A text of fewer letters may well be the same in two languages."""
_ALIKE = 0.8
"""From this share of common runs of four letters on, two translations of a message are one text; no two of ours are."""
_CLOSE = 0.8
"""Below this proportion it is clear which of two languages a text resembles less."""
_MANY = 0.2
"""From this share of common texts on, one locale is a copy of the other."""


def said_elsewhere(catalogs: Mapping[Locale, Sequence[Catalog]]) -> Mapping[Locale, Mapping[str, str]]:
    """For each locale those of its texts that are another language's: their letters, and the name of that locale.

    Of two locales with the same text, or nearly so for one message, the one whose other texts resemble it clearly less has the
    wrong one; if many of their texts are the same, both may have. Languages with the same readers may share texts. Law: it
    does not depend on the order of the locales.
    """
    texts = {locale: frozenset(_texts(of)) for locale, of in catalogs.items()}
    alike = _alike(catalogs)
    found: dict[Locale, dict[str, str]] = {locale: {} for locale in catalogs}
    for locale, own in texts.items():
        for other, others in texts.items():
            if locale == other or locale.same_reader(other):
                continue
            common = own & others
            copied = len(common) > _MANY * len(own)
            for text in common | alike[locale, other]:
                mine, its = _resemblance(text, own), _resemblance(text, others)
                if mine < _CLOSE * its or (copied and mine <= its):
                    found[locale][text] = other.name
    return found


def _texts(catalogs: Iterable[Catalog]) -> Iterable[str]:
    for catalog in catalogs:
        for message in catalog.translated.values():
            for text in map(letters, message.msgstr):
                if len(text) >= _TELLING and text != letters(message.msgid):
                    yield text


def _alike(catalogs: Mapping[Locale, Sequence[Catalog]]) -> Mapping[tuple[Locale, Locale], set[str]]:
    """For each two locales the texts of the one that differ little from what the other says in the same place."""
    said: dict[tuple[str, MessageKey], dict[Locale, tuple[str, frozenset[str]]]] = defaultdict(dict)
    for locale, of in catalogs.items():
        for catalog in of:
            for key, message in catalog.translated.items():
                if len(letters(message.msgstr[0])) >= _TELLING:
                    said[catalog.domain, key][locale] = letters(message.msgstr[0]), runs(bare(message.msgstr[0]))
    found: dict[tuple[Locale, Locale], set[str]] = defaultdict(set)
    for of_locale in said.values():
        # By the runs, not by pairs of locales: few runs stand in two languages.
        holders: dict[str, list[Locale]] = defaultdict(list)
        for locale, (_, its_runs) in of_locale.items():
            for run in its_runs:
                holders[run].append(locale)
        common = Counter((one, other) for of in holders.values() for one in of for other in of if one != other)
        for (one, other), count in common.items():
            if count >= _ALIKE * max(len(of_locale[one][1]), len(of_locale[other][1])):
                found[one, other].add(of_locale[one][0])
    return found


def _resemblance(text: str, others: Iterable[str]) -> float:
    """The share of a text's runs of four letters that stand in other texts, from 0 to 1."""
    mine = runs(text)
    known = frozenset[str]().union(*(runs(other) for other in others if other != text))
    return len(mine & known) / len(mine)
