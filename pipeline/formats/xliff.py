"""XLIFF 1.2 ⇄ rows: what agencies' translation tools read and send back.

1.2, not 2.x: the tools that were at hand read it, all of them; the newer one is missing from several (TRANSLATING.md says
which). Rules: "XLIFF Version 1.2", OASIS Standard, 1 February 2008; plurals as in its "Representation Guide for Gettext PO".
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.formats.inline_codes import Numbers, native_codes, numbers_of, read_inline, write_groups
from pipeline.formats.rows import Row, offers_of, rows_of
from pipeline.formats.xml_syntax import Element, escape, line_of, quoteattr, restored, safe
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError, Place
from pipeline.model.offer import Delivery, Standing

_STATES = {Standing.TRANSLATED: "translated", Standing.FUZZY: "needs-l10n", Standing.UNTRANSLATED: "needs-translation"}
"""`needs-l10n` for fuzzy: of XLIFF's words for it, the one that Poedit shows as "needs work", and writes itself."""
_DONE = frozenset({"translated", "final", "signed-off"})
_BEGUN = frozenset({"new", "needs-translation"})


def write_xliff(catalogs: Iterable[Catalog], source: str, target: str, project: str) -> bytes:
    """One document with a `<file>` for each catalog; languages are BCP 47 tags.

    Law: what `read_xliff` reads from it are the catalogs' live messages, whatever characters they hold. Equal catalogs give
    equal bytes.
    """
    return "".join(_document(catalogs, source, target, project)).encode()


def _document(catalogs: Iterable[Catalog], source: str, target: str, project: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    for catalog in catalogs:
        rows = list(rows_of(catalog))
        references = sorted({reference for row in rows for reference in row.references})
        original = references[0] if len(references) == 1 else catalog.path or catalog.domain
        yield (
            f'  <file original={_quoted(original)} source-language="{source}" target-language="{target}" '
            f'datatype="x-markdown" category={_quoted(catalog.domain)} product-name={_quoted(project)}>\n    <body>\n'
        )
        for stem, forms in groupby(rows, key=lambda row: row.id.partition("[")[0]):
            units = list(forms)
            if units[0].id == stem:
                yield from _unit(units[0], numbers_of(units[0].source), source, target)
                continue
            yield f'      <group id="{stem}" restype="x-gettext-plurals">\n'
            for row in units:
                yield from _unit(row, numbers_of(row.source), source, target)
            yield "      </group>\n"
        yield "    </body>\n  </file>\n"
    yield "</xliff>\n"


def _unit(row: Row, numbers: Numbers, source: str, target: str) -> Iterator[str]:
    kind = ' restype="x-protected"' if row.protected else ""
    fixed = "" if row.translatable else ' translate="no"'
    # Lokalize and translate-toolkit take for done only what is approved; here that means live.
    done = ' approved="yes"' if row.standing is Standing.TRANSLATED else ""
    yield f'      <trans-unit id="{row.id}"{kind}{fixed}{done} extradata="{row.base}" xml:space="preserve">\n'
    yield f'        <source xml:lang="{source}">{write_groups(row.source, numbers)}</source>\n'
    if row.translatable:
        content = write_groups(row.target, numbers)
        ending = f">{content}</target>" if content else "/>"
        yield f'        <target xml:lang="{target}" state="{_STATES[row.standing]}"{ending}\n'
    if row.context is not None:
        context = f'<context context-type="x-gettext-msgctxt">{escape(safe(row.context))}</context>'
        yield f'        <context-group purpose="information">{context}</context-group>\n'
    for reference in row.references:
        context = f'<context context-type="sourcefile">{escape(safe(reference))}</context>'
        yield f'        <context-group purpose="location">{context}</context-group>\n'
    # Few tools show a context group: the context is a note as well.
    context_note = () if row.context is None else (f"context: {row.context}",)
    for note in (*context_note, *row.notes):
        important = ' priority="1"' if note.startswith("protected:") else ""
        yield f'        <note from="developer"{important}>{escape(safe(note))}</note>\n'
    for comment in row.comments:
        yield f'        <note from="translator">{escape(safe(comment))}</note>\n'
    if row.previous is not None:
        before = numbers_of(row.previous)
        yield '        <alt-trans alttranstype="previous-version">\n'
        yield f'          <source xml:lang="{source}">{write_groups(row.previous, before)}</source>\n'
        yield f'          <target xml:lang="{target}">{write_groups(row.target, before)}</target>\n'
        yield "        </alt-trans>\n"
    yield "      </trans-unit>\n"


def _quoted(text: str) -> str:
    return quoteattr(safe(text))


def read_xliff(root: Element, path: str) -> tuple[Delivery, ...]:
    """What a document holds, for each target language that it names; raises PipelineError for what is no XLIFF 1.x.

    A translation is done when its unit says so in the state (`translated`, `signed-off`, `final`) or, where a tool writes no
    state, by `approved="yes"`; `approved="no"` never is.
    """
    version = root.get("version", "")
    if root.tag != "xliff" or not version.startswith("1."):
        problem = f"this is XLIFF {version or 'of no version'}, not 1.2" if root.tag == "xliff" else "this is no XLIFF"
        raise PipelineError(Place(path, line_of(root)), problem, "ask the agency for XLIFF 1.2 (.xlf)")
    found: dict[tuple[str, str, str], list[Row]] = {}
    for file in root.iter("file"):
        heading = (file.get("target-language", ""), file.get("source-language", ""), file.get("product-name", ""))
        rows = found.setdefault(heading, [])
        domain = restored(file.get("category", "")) or None
        rows += [_row(unit, domain, path) for unit in file.iter("trans-unit")]
    return tuple(
        Delivery(offers_of(rows), target, source, restored(project)) for (target, source, project), rows in found.items()
    )


def _row(unit: Element, domain: str | None, path: str) -> Row:
    source, target = unit.find("source"), unit.find("target")
    if source is None:
        raise PipelineError(Place(path, line_of(unit)), "a <trans-unit> without <source>", "export the file anew")
    text, _ = read_inline(source, {})
    translation, damage = read_inline(target, native_codes(text)) if target is not None else ("", ())
    context = unit.find("context-group/context[@context-type='x-gettext-msgctxt']")
    comments = [note.text or "" for note in unit.findall("note") if note.get("from") != "developer"]
    return Row(
        id=unit.get("id", ""),
        source=text,
        target=translation,
        standing=_standing(unit, target),
        domain=domain,
        context=None if context is None else restored(context.text or ""),
        comments=tuple(line for comment in comments for line in restored(comment).splitlines()),
        base=unit.get("extradata"),
        translatable=unit.get("translate") != "no",
        line=line_of(unit),
        damage=damage,
    )


def _standing(unit: Element, target: Element | None) -> Standing:
    state = "" if target is None else target.get("state", "")
    approved = unit.get("approved")
    if approved == "no":
        return Standing.FUZZY
    if state in _DONE or (not state and approved == "yes"):
        return Standing.TRANSLATED
    if state in _BEGUN:
        return Standing.UNTRANSLATED
    return Standing.FUZZY if state else Standing.UNSAID
