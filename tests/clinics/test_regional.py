"""A region's catalog is its base with what it says otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.po import read_po, write_po
from pipeline.l10n.regional import regional, without_base
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.sources import Project, open_project

DE, AT = Locale("de"), Locale.named("de_AT", Place("test"))
TEXTS = st.sampled_from(["one", "two", "three", "four"])
MESSAGES = st.lists(
    st.builds(
        Message, msgid=TEXTS, msgstr=st.tuples(st.sampled_from(["", "a", "b"])), fuzzy=st.booleans(), obsolete=st.booleans()
    ),
    unique_by=lambda message: message.msgid,
)


@given(MESSAGES, MESSAGES)
def test_only_a_live_override_says_otherwise(base: list[Message], region: list[Message]) -> None:
    catalog, own = Catalog("site", "de", messages=tuple(base)), Catalog("site", "de_AT", messages=tuple(region))
    made = regional(catalog, own)
    assert [(message.key, message.obsolete) for message in made.messages] == [(m.key, m.obsolete) for m in base]
    assert made.locale == "de_AT"
    for key in catalog.live:
        assert (
            made.translated.get(key, Message("")).msgstr
            == (own.translated.get(key) or catalog.translated.get(key, Message(""))).msgstr
        )
    assert {message.key for message in without_base(catalog, own)} == set(own.translated) - set(catalog.live)


def test_a_region_that_says_nothing_is_its_base() -> None:
    base = Catalog("site", "de", messages=(Message("one", msgstr=("eins",)), Message("two", fuzzy=True, msgstr=("zwei",))))
    assert replace(regional(base, Catalog("site", "de_AT")), locale="de") == base


def in_austria(project: Path) -> Project:
    return replace(open_project(project), layers={AT: (DE, AT)})


def override(project: Path, text: str) -> Path:
    path = project / "locales/de_AT/LC_MESSAGES/site.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: de_AT\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n' + text, "utf-8"
    )
    return path


def test_a_small_catalog_on_disk_overrides_its_base(project: Path) -> None:
    opened = in_austria(project)
    base = read_catalog(opened, DE, "site")
    message = next(one for one in base.messages if one.msgid_plural is None and one.msgctxt is None)
    assert read_catalog(opened, AT, "site").messages == base.messages
    path = override(project, f'msgid "{message.msgid}"\nmsgstr "Servus"\n')
    made = read_catalog(opened, AT, "site")
    assert made.translated[message.key].msgstr == ("Servus",)
    assert [one for one in made.messages if one.key != message.key] == [one for one in base.messages if one.key != message.key]
    path.write_bytes(write_po(replace(read_po(path.read_bytes(), "x", "site"), messages=(replace(message, fuzzy=True),))))
    assert read_catalog(opened, AT, "site").messages == base.messages


def test_an_override_of_what_the_base_lacks_is_told_with_its_line(project: Path) -> None:
    override(project, 'msgid "Gone"\nmsgstr "Weg"\n')
    with pytest.raises(PipelineError, match=r"locales/de_AT/LC_MESSAGES/site\.po:6: .*“Gone”"):
        read_catalog(in_austria(project), AT, "site")
