"""Catalogs ⇄ rows, one for each string that somebody translates: what XLIFF, CSV and TMX have in common.

A message without plural is one row; a plural message is one row for each form of the locale, its id followed by the form
(`m0123456789abcdef[1]`). A locale with one form still has the English plural as a second row, which nobody translates.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import c2py

from pipeline.model.catalog import Catalog, Message
from pipeline.model.offer import Offer, Standing, fingerprint, message_id

_ID = re.compile(r"(.*?)(?:\[(\d{1,2})\])?", re.DOTALL)
_PLURAL = re.compile(r"nplurals\s*=\s*\d+\s*;\s*plural\s*=\s*([^;]+)")
_WORST = (Standing.UNTRANSLATED, Standing.FUZZY, Standing.UNSAID, Standing.SUGGESTED, Standing.TRANSLATED)


@dataclass(frozen=True, slots=True)
class Row:
    """One string on its way to a translator, or back."""

    id: str
    source: str
    target: str
    standing: Standing
    domain: str | None = None
    context: str | None = None
    notes: tuple[str, ...] = ()
    """What the translator should read; the first ones matter most."""
    comments: tuple[str, ...] = ()
    """Translator comments."""
    previous: str | None = None
    """The English that a fuzzy translation was made from."""
    references: tuple[str, ...] = ()
    base: str | None = None
    translatable: bool = True
    protected: bool = False
    line: int | None = None
    damage: tuple[str, ...] = ()


def rows_of(catalog: Catalog) -> Iterator[Row]:
    """The rows of a catalog's live messages, in its order."""
    examples = _examples(catalog.fields.get("Plural-Forms", ""))
    for message in catalog.live.values():
        if message.msgid_plural is None:
            yield _row(catalog.domain, message, None)
            continue
        for form in range(max(2, len(message.msgstr))):
            yield _row(catalog.domain, message, form, examples.get(form, ()))


def _row(domain: str, message: Message, form: int | None, examples: tuple[int, ...] = ()) -> Row:
    index = form or 0
    translatable = index < len(message.msgstr)
    target = message.msgstr[index] if translatable else ""
    notes = message.notes
    if form is not None:
        numbers = ", ".join(map(str, examples))
        notes = (f"plural form {index + 1} of {len(message.msgstr)}" + (f", for {numbers} …" if numbers else ""), *notes)
    previous = message.previous
    old = None if previous is None else previous.msgid_plural if index and previous.msgid_plural else previous.msgid
    if old is not None:
        notes = (f"the English was: {old}", *notes)
    standing = Standing.UNTRANSLATED if not target else Standing.FUZZY if message.fuzzy else Standing.TRANSLATED
    return Row(
        id=message_id(domain, message.key) + ("" if form is None else f"[{form}]"),
        source=message.msgid if not index or message.msgid_plural is None else message.msgid_plural,
        target=target,
        standing=standing,
        domain=domain,
        context=message.msgctxt,
        notes=notes,
        comments=message.comments,
        previous=old,
        references=message.references,
        base=fingerprint(message),
        translatable=translatable,
        protected=any(note.startswith("protected:") for note in message.notes),
    )


def _examples(plural_forms: str) -> dict[int, tuple[int, ...]]:
    """The first numbers of each plural form; nothing for a rule that cannot be used."""
    rule = _PLURAL.search(plural_forms)
    if rule is None:
        return {}
    try:
        form_of = c2py(rule[1].strip())
        found: dict[int, list[int]] = {}
        for number in range(200):
            found.setdefault(form_of(number), []).append(number)
    except (ValueError, ArithmeticError, RecursionError):
        return {}
    return {form: tuple(numbers[:4]) for form, numbers in found.items()}


def offers_of(rows: Iterable[Row]) -> tuple[Offer, ...]:
    """The offers of rows that came back, the forms of a plural message in one; in the order of the rows."""
    gathered: dict[tuple[str | None, str], list[tuple[int | None, Row]]] = {}
    for number, row in enumerate(rows):
        match = _ID.fullmatch(row.id)
        stem, form = (match[1], match[2]) if match else (row.id, None)
        # Rows without an id, and rows that repeat one, are offers of their own.
        key = (row.domain, stem) if stem and form is not None else (row.domain, f"{stem}\n{number}")
        gathered.setdefault(key, []).append((None if form is None else int(form), row))
    return tuple(_offer(found) for found in gathered.values())


def _offer(found: list[tuple[int | None, Row]]) -> Offer:
    first = found[0][1]
    forms = sorted(((form or 0, row) for form, row in found), key=lambda pair: pair[0])
    plural = found[0][0] is not None
    damage = tuple(sentence for _, row in forms for sentence in row.damage)
    if [form for form, _ in forms] != list(range(len(forms))):
        damage += ("a plural form is missing, or there twice",)
    targets = [row for _, row in forms if row.translatable] or [first]
    by_form = dict(forms)
    standings = [row.standing for row in targets if row.target] or [first.standing]
    return Offer(
        Message(
            msgid=by_form.get(0, first).source,
            msgctxt=first.context,
            msgid_plural=by_form[1].source if plural and 1 in by_form else None,
            msgstr=tuple(row.target for row in targets),
            comments=tuple(dict.fromkeys(comment for _, row in forms for comment in row.comments)),
            line=first.line,
        ),
        standing=min(standings, key=_WORST.index),
        domain=first.domain,
        id=first.id.partition("[")[0] if plural else first.id,
        base=first.base,
        damage=damage,
    )
