"""Texts that stand in one locale's catalogs and are another language's: copied there, or saved into the wrong file.

A machine cannot tell languages apart for certain, but it can tell that two catalogs say the same, letter for letter, and which
of the two the text resembles.
"""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.model.catalog import Catalog
from pipeline.model.locale import Locale
from pipeline.model.page import letters

_TELLING = 12
"""A text of fewer letters may well be the same in two languages."""


def said_elsewhere(catalogs: Mapping[Locale, Sequence[Catalog]]) -> Mapping[Locale, Mapping[str, str]]:
    """For each locale those of its texts that are another language's: their letters, and the name of that locale.

    Of two locales with the same text, the one whose other texts resemble it less has the wrong one; both, where that does not
    decide. Languages with the same readers may share texts. Law: it does not depend on the order of the locales.
    """
    texts = {locale: frozenset(_texts(of)) for locale, of in catalogs.items()}
    found: dict[Locale, dict[str, str]] = {locale: {} for locale in catalogs}
    for locale, own in texts.items():
        for other, others in texts.items():
            if locale != other and not locale.same_reader(other):
                for text in own & others:
                    if _resemblance(text, own) <= _resemblance(text, others):
                        found[locale][text] = other.name
    return found


def _texts(catalogs: Iterable[Catalog]) -> Iterable[str]:
    for catalog in catalogs:
        for message in catalog.translated.values():
            for text in map(letters, message.msgstr):
                if len(text) >= _TELLING and text != letters(message.msgid):
                    yield text


def _resemblance(text: str, others: Iterable[str]) -> float:
    """The share of a text's runs of four letters that stand in other texts, from 0 to 1."""
    runs = _runs(text)
    known = set().union(*(_runs(other) for other in others if other != text))
    return len(runs & known) / len(runs)


def _runs(text: str) -> set[str]:
    return {text[at : at + 4] for at in range(len(text) - 3)}
