"""Texts that stand in one locale's catalogs and are another language's: copied there, or saved into the wrong file.

A machine cannot tell languages apart for certain, but it can tell that two catalogs say the same, letter for letter, and which
of the two the text resembles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import permutations

from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.locale import Locale
from pipeline.model.page import letters, runs

_TELLING = 12
"""A text of fewer letters may well be the same in two languages."""
_ALIKE = 0.75
"""From this share of common words on, two translations of a message are one text; Spanish and Portuguese reach a half."""
_SEVERAL = 4
"""Fewer words may be the same in two languages."""
_UNSPACED = frozenset({"Hani", "Hira", "Kana", "Thai", "Khmr", "Laoo", "Mymr"})
_CLOSE = 0.8
"""Below this proportion it is clear which of two languages a text resembles less."""
_MANY = 0.2
"""From this share of common texts on, one locale is a copy of the other."""


def said_elsewhere(
    catalogs: Mapping[Locale, Sequence[Catalog]], domain: str, protected: Set[MessageKey]
) -> Mapping[Locale, Mapping[str, str]]:
    """For each locale those of its texts that are another language's: their letters, and the name of that locale.

    Of the domain of an article only its protected messages are looked at for near copies: no other text is refused for one.

    Of two locales with the same text, or nearly so for one message, the one whose other texts resemble it clearly less has the
    wrong one; if many of their texts are the same, both may have. Languages with the same readers may share texts. Law: it
    does not depend on the order of the locales.
    """
    texts = {locale: frozenset(_texts(of, not _UNSPACED.intersection(locale.scripts))) for locale, of in catalogs.items()}
    alike = _alike(catalogs, domain, protected)
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


def _texts(catalogs: Iterable[Catalog], spaced: bool) -> Iterable[str]:
    for catalog in catalogs:
        # Terms and labels are often the same in neighbouring languages; a disclaimer's title is not left to that.
        several = _SEVERAL if spaced and catalog.domain != "disclaimer" else 1
        for message in catalog.translated.values():
            for text in message.msgstr:
                if len(letters(text)) >= _TELLING and len(text.split()) >= several and letters(text) != letters(message.msgid):
                    yield letters(text)


def _alike(
    catalogs: Mapping[Locale, Sequence[Catalog]], domain: str, protected: Set[MessageKey]
) -> Mapping[tuple[Locale, Locale], set[str]]:
    """For each two locales the texts of the one that hold nearly the words that the other says in the same place."""
    said: dict[tuple[str, MessageKey], dict[Locale, tuple[str, frozenset[str]]]] = defaultdict(dict)
    for locale, of in catalogs.items():
        for catalog in of:
            for key, message in catalog.translated.items():
                if catalog.domain == domain and key not in protected:
                    continue
                words = frozenset(message.msgstr[0].casefold().split())
                if len(words) >= _SEVERAL:
                    said[catalog.domain, key][locale] = message.msgstr[0], words
    found: dict[tuple[Locale, Locale], set[str]] = defaultdict(set)
    for of_message in said.values():
        # By the words, not by pairs of locales: few words stand in two languages.
        holders: dict[str, list[Locale]] = defaultdict(list)
        for locale, (_, words) in of_message.items():
            for word in words:
                holders[word].append(locale)
        shared = Counter(pair for of in holders.values() if len(of) > 1 for pair in permutations(of, 2))
        for (one, other), count in shared.items():
            if count >= _ALIKE * max(len(of_message[one][1]), len(of_message[other][1])):
                found[one, other].add(letters(of_message[one][0]))
    return found


def _resemblance(text: str, others: Iterable[str]) -> float:
    """The share of a text's runs of four letters that stand in other texts, from 0 to 1; copies of it say nothing."""
    mine = runs(text)
    theirs = (runs(other) for other in others)
    known = frozenset[str]().union(*(other for other in theirs if len(mine & other) < _ALIKE * len(mine)))
    return len(mine & known) / len(mine)
