"""TMX 1.4b ⇄ catalogs: the live translations as a translation memory.

A memory says what was once said for a text, not that it is right here and now. So what is read from one is a suggestion,
and nothing else. Rules: "TMX 1.4b Specification", LISA OSCAR, 26 April 2005.
"""

from collections.abc import Iterable, Iterator

from pipeline import __version__
from pipeline.formats.inline_codes import native_codes, numbers_of, read_inline, write_native
from pipeline.formats.rows import rows_of
from pipeline.formats.xml_syntax import Element, escape, line_of, quoteattr, restored, safe
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError, Place
from pipeline.model.offer import Delivery, Offer, Standing

_EVERY = "*all*"
"""TMX's word for "any language of the unit can be the source"."""


def write_tmx(catalogs: Iterable[Catalog], source: str, target: str, project: str) -> bytes:
    """A memory of all live translations, a unit for each paragraph; languages are BCP 47 tags. No clock enters it."""
    return "".join(_document(catalogs, source, target, project)).encode()


def _document(catalogs: Iterable[Catalog], source: str, target: str, project: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield (
        f'  <header creationtool="polyclinic" creationtoolversion="{__version__}" segtype="paragraph" o-tmf="gettext" '
        f'adminlang="en" srclang="{source}" datatype="plaintext">\n'
        f'    <prop type="x-project">{escape(safe(project))}</prop>\n  </header>\n  <body>\n'
    )
    for catalog in catalogs:
        for row in rows_of(catalog):
            if row.standing is not Standing.TRANSLATED:
                continue
            numbers = numbers_of(row.source)
            yield f'    <tu tuid="{row.id}">\n      <prop type="x-domain">{escape(safe(catalog.domain))}</prop>\n'
            if row.context is not None:
                yield f'      <prop type="x-context">{escape(safe(row.context))}</prop>\n'
            for language, text in ((source, row.source), (target, row.target)):
                seg = write_native(text, numbers)
                yield f"      <tuv xml:lang={quoteattr(language)}><seg>{seg}</seg></tuv>\n"
            yield "    </tu>\n"
    yield "  </body>\n</tmx>\n"


def read_tmx(root: Element, path: str, source: str) -> tuple[Delivery, ...]:
    """The suggestions of a memory for a source language, by target language; raises PipelineError for what is no TMX.

    A unit that lacks the source language says nothing to us, and is passed over.
    """
    header = root.find("header")
    if root.tag != "tmx" or header is None:
        raise PipelineError(Place(path, line_of(root)), "this is no TMX", "ask for a memory in TMX 1.4")
    declared = header.get("srclang", _EVERY)
    found: dict[str, list[Offer]] = {}
    for unit in root.iter("tu"):
        texts = {_language(tuv): tuv.find("seg") for tuv in unit.findall("tuv")}
        segment = next((seg for tag, seg in texts.items() if _same(tag, source)), None)
        if segment is None:
            continue
        msgid, _ = read_inline(segment, {})
        context = unit.find("prop[@type='x-context']")
        for language, seg in texts.items():
            if seg is None or _same(language, source):
                continue
            text, strangers = read_inline(seg, native_codes(msgid))
            message = Message(
                msgid, None if context is None else restored(context.text or ""), msgstr=(text,), line=line_of(unit)
            )
            offer = Offer(message, Standing.SUGGESTED, damage=strangers)
            found.setdefault(language, []).append(offer)
    own = source if declared == _EVERY else declared
    project = header.find("prop[@type='x-project']")
    title = "" if project is None else restored(project.text or "")
    return tuple(Delivery(tuple(offers), language, own, title) for language, offers in found.items())


def _language(tuv: Element) -> str:
    return tuv.get("xml:lang") or tuv.get("lang") or ""


def _same(one: str, other: str) -> bool:
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()
