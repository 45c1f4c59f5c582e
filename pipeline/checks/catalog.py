"""What is wrong with a catalog as a file: its header, its plural forms, characters that no text holds.

What a reader of PO files refuses with its line is not said again here: duplicate entries, conflict markers between entries, NUL
and undecodable bytes. Another encoding than UTF-8 it reads by its name, and the next update writes UTF-8.
"""

import re
from collections.abc import Iterator

from pipeline.checks.plural_use import plural_use
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, each
from pipeline.model.finding import Severity
from pipeline.model.locale import plural_classes

_CHARSET = re.compile(r"charset\s*=\s*([\w.:-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)
_SAME_LANGUAGE = {"no": "nb", "iw": "he", "in": "id", "fil": "tl", "sh": "sr"}


def header_missing(sheet: Sheet) -> Iterator[Problem]:
    """The catalog has no header, or one that says nothing of its text's encoding: programs then guess.

    Bad:  a file that begins with its first message
    Good: "Content-Type: text/plain; charset=UTF-8"
    Source: GNU gettext manual, "Filling in the Header Entry".
    """
    if (
        sheet.catalog.path.endswith(".po")
        and sheet.catalog.messages
        and not _CHARSET.search(sheet.catalog.fields.get("Content-Type", ""))
    ):
        what = "no Content-Type in the header" if sheet.catalog.header.strip() else "no header"
        yield Problem(f"{what}, so no program knows the encoding", header=_line(sheet, "Content-Type"))


def header_fuzzy(sheet: Sheet) -> Iterator[Problem]:
    """The header is marked fuzzy, so compilers leave it out, and with it the encoding and the plural forms.

    Bad:  "#, fuzzy" above the header
    Good: no mark above the header
    Source: GNU gettext manual, `msgfmt`: fuzzy entries are not compiled.
    """
    if sheet.catalog.fuzzy and sheet.catalog.translated:
        yield Problem("the header is marked fuzzy", header="#, fuzzy")


def language_differs(sheet: Sheet) -> Iterator[Problem]:
    """The header names another language than the catalog's folder.

    Bad:  "Language: de" in the folder "fr"
    Good: "Language: fr" in the folder "fr"
    """
    named = re.split(r"[-_.@]", sheet.catalog.fields.get("Language", ""))[0].lower()
    own = re.split(r"[-_.@]", sheet.locale.name)[0].lower()
    if named and own and _SAME_LANGUAGE.get(named, named) != _SAME_LANGUAGE.get(own, own):
        line = _line(sheet, "Language")
        yield Problem(f"the header says {line}, and the catalog is one of {sheet.locale.name}", header=line)


def plural_forms_unusable(sheet: Sheet) -> Iterator[Problem]:
    """The header has no usable Plural-Forms, and the catalog has plurals; or a rule takes forms that it does not declare.

    Bad:  "Plural-Forms: nplurals=2; plural=n % 10;"
    Good: "Plural-Forms: nplurals=2; plural=(n != 1);"
    Source: GNU gettext manual, "Additional functions for plural forms". No waiver silences it: programs stop at such a catalog.
    """
    declared = sheet.catalog.fields.get("Plural-Forms", "").strip()
    plurals = any(message.msgid_plural is not None for message in sheet.catalog.translated.values())
    if not declared:
        # A catalog that was never a file, such as a pseudo-locale's, needs no header.
        if plurals and sheet.catalog.path.endswith(".po"):
            yield Problem("there are plurals, and the header has no Plural-Forms")
        return
    use = plural_use(declared)
    if use is None:
        if plurals or "INTEGER" not in declared:
            yield Problem(f"the header's Plural-Forms cannot be used: {declared[:80]}", header=_line(sheet, "Plural-Forms"))
    elif max(use.used) >= use.count:
        says = f"the header's Plural-Forms declare {use.count} forms, and their rule takes form {max(use.used)}"
        yield Problem(says, header=_line(sheet, "Plural-Forms"))


def plural_forms_unlikely(sheet: Sheet) -> Iterator[Problem]:
    """The header declares one plural form where the language has several, or several where it has one, and there are plurals.

    Any other number that a translator brings is taken: languages are counted in several ways.

    Bad:  "Plural-Forms: nplurals=1; plural=0;" for Arabic, which has six
    Good: "Plural-Forms: nplurals=1; plural=0;" for Japanese
    Source: CLDR, "Language Plural Rules".
    """
    if all(message.msgid_plural is None for message in sheet.catalog.translated.values()):
        return
    use = plural_use(sheet.catalog.fields.get("Plural-Forms", ""))
    classes = plural_classes(sheet.locale.name)
    if use is None or not classes or (use.count == 1) == (classes == 1):
        return
    # Turkish, Persian and their like count by CLDR and not by all catalogs, so two and one are both taken where CLDR says two.
    if {use.count, classes} == {1, 2}:
        return
    says = f"the header declares {_forms(use.count)}, and the language has {classes}"
    yield Problem(says, header=_line(sheet, "Plural-Forms"))


def plural_count_differs(sheet: Sheet) -> Iterator[Problem]:
    """A message has more or fewer forms than the header declares.

    Bad:  nplurals=3 and only msgstr[0] and msgstr[1]
    Good: nplurals=3 and msgstr[0] to msgstr[2]
    Source: `msgfmt --check` of GNU gettext refuses it. So no waiver silences it.
    """
    use = plural_use(sheet.catalog.fields.get("Plural-Forms", ""))
    if use is None:
        return
    for message in sheet.catalog.translated.values():
        if message.msgid_plural is not None and len(message.msgstr) != use.count:
            yield Problem(f"it has {_forms(len(message.msgstr))}, and the header declares {use.count}", message)


def newline_in_plural(sheet: Sheet) -> Iterator[Problem]:
    """A plural form or a context holds a new line: an editor in wide use then wraps the whole file anew.

    Only for catalogs of Markdown segments, whose sources hold none; where the source has a new line, the translation may.

    Bad:  msgstr[0] "Ein\\nTag"
    Good: msgstr[0] "Ein Tag"
    """
    for message in sheet.catalog.translated.values():
        if message.msgid_plural is None or "\n" in message.msgid or "\n" in message.msgid_plural:
            continue
        if any("\n" in text for text in message.msgstr):
            yield Problem("a new line in a plural form, and none in the source", message)


def control_character(pair: Pair) -> Iterator[Problem]:
    """The translation holds a control character that the source lacks: readers see nothing, a box, or the end of the text.

    Bad:  "Ruhen\\x08 Sie."
    Good: "Ruhen Sie."
    Source: Unicode, general category Cc; XML 1.0 and HTML forbid most of them.
    """
    found = [sign for sign in _CONTROL.finditer(pair.text) if sign[0] not in pair.source] if not pair.text.isprintable() else []
    if found:
        names = ", ".join(sorted({f"U+{ord(sign[0]):04X}" for sign in found}))
        yield pair.problem(f"a control character: {names}", text=[sign.span() for sign in found])


def conflict_marker(pair: Pair) -> Iterator[Problem]:
    """The translation holds the marks of an unresolved merge.

    Bad:  "<<<<<<< HEAD\\nRuhen Sie.\\n=======\\nRasten Sie."
    Good: "Ruhen Sie."
    """
    if "<<<<<<<" in pair.text or "=======" in pair.text or ">>>>>>>" in pair.text:
        found = [mark.span() for mark in _CONFLICT.finditer(pair.text)]
        if found and not _CONFLICT.search(pair.source):
            yield pair.problem("marks of an unresolved merge", text=found)


def _line(sheet: Sheet, name: str) -> str:
    """A line of the header; nothing where it is missing."""
    value = sheet.catalog.fields.get(name)
    return "" if value is None else f"{name}: {value}"


def _forms(number: int) -> str:
    return "one form" if number == 1 else f"{number} forms"


RULES = (
    Rule(header_missing, Severity.WARNING, "write the header as a fresh catalog has it"),
    Rule(header_fuzzy, Severity.WARNING, "take the mark away"),
    Rule(language_differs, Severity.ERROR, "correct the header, or move the file to its folder"),
    Rule(plural_forms_unusable, Severity.ERROR, "restore the header's Plural-Forms", waivable=False),
    Rule(plural_forms_unlikely, Severity.WARNING, "restore the header's Plural-Forms"),
    Rule(plural_count_differs, Severity.ERROR, "give every form that the header declares, and no others", waivable=False),
    Rule(newline_in_plural, Severity.WARNING, "write it in one line"),
    Rule(each(control_character), Severity.ERROR, "delete the character"),
    Rule(each(conflict_marker), Severity.ERROR, "decide between the texts, and delete the marks"),
)
"""The family's rules."""
