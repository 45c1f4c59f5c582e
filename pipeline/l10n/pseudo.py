"""English → a pseudo-locale: text that is no language, so that whoever makes the pages sees their faults at once.

What stays plain is not translatable; a bracket that is missing was cut off; text that is two fifths longer, or runs from
right to left, breaks what cannot bear it. A pseudo-locale's catalogs are made from the templates each time and lie nowhere:
there is nothing to merge, nothing to go stale, and no translator ever opens one.
"""

import re
from dataclasses import replace
from itertools import cycle
from string import ascii_letters

from pipeline.model.catalog import Catalog
from pipeline.model.locale import Locale

EXPANSION = 0.4
"""How much longer a text becomes: more than English long texts mostly do (W3C, "Text size in translation")."""

_DOUBLED = 10
"""The letters up to which a text becomes twice as long: short texts grow most, says the same article."""

# One letter for a letter, all of them precomposed: what was normalized stays normalized.
_ACCENTED = "áḃçđéḟğĥíĵķļḿñôṕɋřšţüṽŵẋýž"
# Arabic, not Hebrew: its letters join, its lines are higher, and figures after them change their direction (UAX #9, W2).
# By sound where there is one. No letter is doubled, so that what an English reader sees can still be told apart.
_ARABIC = "ابصدعفغهيجكلمنوثقرستحذطخشز"

_TABLES = {
    "ltr": str.maketrans(ascii_letters, _ACCENTED + _ACCENTED.upper()),
    "rtl": str.maketrans(ascii_letters, _ARABIC * 2),
}

_FILLER = ("lorem", "ipsum", "dolor", "sit", "amet")
"""Words that everybody knows to mean nothing: nobody takes what makes a text longer for its end."""

_UNITS = "kg|g|mg|µg|mcg|l|ml|dl|m|km|cm|mm|mmHg|mmol|mol|kcal|kJ|Hz|s|min|h|C|F"
_WORD = r"(?:(?<!\w)\w*)?"
"""What stands before something within a word; looked for once in each word, however long it is."""
_KEPT = re.compile(
    r"\\?\]\[[^\]`]*\]|\[\^[^\]`]*\]"  # a link's label, a citation
    rf"|{_WORD}https?://(?:[^\s)>`\\]|\\(?!`))+|\\?\]\([^)`]*\)|\\?<[a-z]+:[^>`]+>"  # an address, or what a rule takes for one
    r"|\\[!-/:-@\[-`{-~]"  # an escape
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|`+"  # code, or backticks that begin none
    r"|&(?:\#\d+|\#x[0-9a-f]+|\w+);"  # a character reference
    r"|%\(\w+\)[a-z]"  # a placeholder
    rf"|{_WORD}\d(?:(?!https?://)\w)*(?:[ \u00a0/]*°?(?:{_UNITS})\b(?:/(?:{_UNITS})\b)?)?",  # a figure and its unit
    re.DOTALL | re.IGNORECASE,
)


def pseudo(text: str, locale: Locale) -> str:
    """The English Markdown in the disguise of a pseudo-locale: other letters, longer, between brackets.

    Laws: the same text for the same text, and never the text itself; at least `EXPANSION` longer, twice as long up to ten
    letters; the same elements when rendered, with the same links, citations, code, placeholders, figures and units; no
    character that shows nothing.
    """
    table = _TABLES[locale.direction]
    letters: list[str] = []
    done = 0
    for kept in _KEPT.finditer(text):
        letters += (text[done : kept.start()].translate(table), kept[0])
        done = kept.end()
    letters.append(text[done:].translate(table))
    # Markup is read by what stands before and after it: a space is to it what the edge of the text was.
    return f"⟦\u00a0{''.join(letters)} {_filler(len(text)).translate(table)}⟧"


def _filler(length: int) -> str:
    """So many words as a text of that length lacks."""
    lacking = max(length * EXPANSION, min(length, _DOUBLED))
    words: list[str] = []
    for word in cycle(_FILLER):
        words.append(word)
        if len(" ".join(words)) >= lacking:
            break
    return " ".join(words)


def pseudo_catalog(template: Catalog, locale: Locale) -> Catalog:
    """The template's catalog in a pseudo-locale, complete; it is read nowhere, so its messages name the sources."""

    return replace(
        template,
        locale=locale.name,
        messages=tuple(
            replace(message, msgstr=tuple(pseudo(text, locale) for text in (message.msgid, message.msgid_plural) if text))
            for message in template.messages
        ),
        path=next((reference for message in template.messages for reference in message.references), ""),
    )
