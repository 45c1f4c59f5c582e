"""What stands without being read is what reading, merging and writing would give."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.po import read_po, write_po
from pipeline.formats.po_standing import stands
from pipeline.l10n.merge import merge
from pipeline.l10n.notes import localized_notes, terms_of
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale
from pipeline.publish.catalogs import catalog_path, domains, read_template
from pipeline.publish.sources import open_project
from tests.conftest import ROOT

HEADER = "POT-Creation-Date: 2026-11-24 10:00+0000\nLanguage: hr\nContent-Type: text/plain; charset=UTF-8\n"
TEXT = st.text(st.sampled_from('ab č.\\"\n\t#~') | st.characters(exclude_categories=("Cs",)), max_size=12)
WORDS = st.sampled_from(["pain", "rest", "heat", "ice", "not", "24", "a", "b c"])
PLAIN = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Catalog, Catalog]:
    """A template and a catalog of it, most often a finished one, with one thing or other that is not plain."""
    msgids = draw(st.lists(PLAIN, min_size=1, max_size=5, unique=True))
    odd = draw(st.booleans())
    entries = []
    for msgid in msgids:
        entry = Message(msgid, msgstr=(draw(PLAIN),), notes=("place",), references=("a.md",))
        if odd and draw(st.booleans()):
            change = draw(st.sampled_from(["text", "fuzzy", "obsolete", "comment", "flag", "context", "none", "notes"]))
            match change:
                case "text":
                    entry = replace(entry, msgstr=(draw(TEXT),))
                case "fuzzy":
                    entry = replace(entry, fuzzy=True)
                case "obsolete":
                    entry = replace(entry, obsolete=True, notes=(), references=())
                case "comment":
                    entry = replace(entry, comments=(draw(PLAIN),))
                case "flag":
                    entry = replace(entry, flags=("c-format",))
                case "context":
                    entry = replace(entry, msgctxt="here")
                case "notes":
                    entry = replace(entry, notes=("elsewhere",))
        entries.append(entry)
    wanted = tuple(Message(msgid, notes=("place",), references=("a.md",)) for msgid in msgids)
    if odd and draw(st.booleans()):
        wanted = wanted[draw(st.integers(0, 2)) :] or wanted
    ordered = tuple(sorted(entries, key=lambda entry: entry.obsolete))
    header = HEADER.replace("11-24", "11-23") if odd and draw(st.booleans()) else HEADER
    return Catalog("a", header=HEADER, messages=wanted), Catalog("a", "hr", header, messages=ordered)


@settings(max_examples=400)
@given(pairs(), st.integers(0, 400), st.sampled_from(["", "\n", " ", "x", '"', "#", "~", "\r", "\ufeff"]))
def test_what_stands_is_what_a_merge_would_write(pair: tuple[Catalog, Catalog], at: int, slip: str) -> None:
    template, catalog = pair
    text = write_po(catalog).decode()
    for content in (text.encode(), (text[:at] + slip + text[at:]).encode()):
        if stands(content, template):
            assert write_po(merge(template, read_po(content, "a.po", "a", "hr"))) == content


@given(st.lists(PLAIN, min_size=1, max_size=5, unique=True), PLAIN)
def test_a_finished_plain_catalog_stands(msgids: list[str], text: str) -> None:
    template = Catalog("a", header=HEADER, messages=tuple(Message(msgid, notes=("place",)) for msgid in msgids))
    done = tuple(replace(message, msgstr=(text,)) for message in template.messages)
    assert stands(write_po(Catalog("a", "hr", HEADER, messages=done)), template)


@pytest.mark.parametrize("edit", ["msgstr", "#. ", "POT-Creation-Date"])
def test_what_somebody_changed_does_not_stand(edit: str) -> None:
    template = Catalog("a", header=HEADER, messages=(Message("heat", notes=("place",)),))
    content = write_po(Catalog("a", "hr", HEADER, messages=(Message("heat", msgstr=("toplina",), notes=("place",)),)))
    assert stands(content, template)
    assert not stands(content.replace(edit.encode(), b"# " + edit.encode()), template)


@pytest.mark.parametrize("locale", open_project(ROOT).locales, ids=lambda locale: locale.name)
def test_the_finished_catalogs_of_the_real_project_stand(locale: Locale) -> None:
    project = open_project(ROOT)
    terms_in = terms_of(project.glossary)
    for domain in (one for one in domains(project) if one.is_for(locale)):
        created = read_template(project, domain.template.domain).header
        wanted = localized_notes(replace(domain.template, header=created), terms_in, locale.name, project.site.preview)
        content = (ROOT / catalog_path(locale.name, wanted.domain)).read_bytes()
        # A catalog with plurals is read.
        plurals = any(message.msgid_plural is not None for message in wanted.messages)
        assert stands(content, wanted) is not plurals
