"""The context of every entry of the real catalogs: its place, its page, its terms; and no noise when the source moves."""

import re
from pathlib import Path

import pytest

from pipeline.l10n.notes import PROTECTED
from pipeline.model.article import Kind
from pipeline.model.catalog import Message
from pipeline.publish.catalogs import DOMAINS_OF_ALL, domains, read_catalog
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run

PROJECT = open_project(ROOT)
LOCALES = [locale.name for locale in PROJECT.locales]
DOMAINS = [*DOMAINS_OF_ALL, *PROJECT.articles]
ARTICLE = "source/articles/dry-needling.md"
KINDS = "|".join(map(re.escape, Kind))
PLACE = re.compile(rf"(?:.+ › )?(?:{KINDS})(?: \d+ of \d+)?|heading of the disclaimer|disclaimer, duty “[a-z-]+”")


def entries(locale: str, domain: str, project: Path = ROOT) -> tuple[Message, ...]:
    opened = open_project(project)
    return tuple(read_catalog(opened, opened.locale(locale), domain).live.values())


def by_msgid(text: str) -> dict[str, str]:
    """Each entry of a catalog as it stands in the file."""
    return {
        block[block.index("msgid ") :].partition("\nmsgstr")[0]: block for block in text.split("\n\n")[1:] if "msgid " in block
    }


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_entry_says_where_it_stands_and_leads_to_its_page(site: Path, locale: str, domain: str) -> None:
    found = entries(locale, domain)
    assert found
    for message in found:
        if domain == "site":
            assert message.notes, message.msgid
            continue
        assert PLACE.fullmatch(message.notes[0]), message.notes
        address = message.notes[-1].removeprefix("preview: build/site/")
        assert address != message.notes[-1], message.notes
        page, _, anchor = address.partition("#")
        html = (site / page).read_text("utf-8")
        assert page.startswith(f"{locale}/")
        assert not anchor or f'id="{anchor}"' in html, address


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_protected_says_so_and_nothing_else_does(locale: str) -> None:
    for domain in (one for one in domains(PROJECT) if one.is_for(PROJECT.locale(locale))):
        said = {message.key for message in entries(locale, domain.template.domain) if PROTECTED in message.notes}
        assert said == domain.protected


@pytest.mark.parametrize("locale", LOCALES)
def test_terms_stand_with_the_rendering_of_their_language(locale: str) -> None:
    agreed = {f"term: {term.term} = {term.renderings[locale]}" for term in PROJECT.glossary.terms if locale in term.renderings}
    assert agreed
    said = [note for domain in DOMAINS for message in entries(locale, domain) for note in message.notes]
    terms = {note for note in said if note.startswith("term: ")}
    assert terms
    assert terms <= agreed


def test_moving_a_paragraph_within_its_section_changes_no_other_entry(project: Path, run: Run) -> None:
    path = project / "locales/hr/LC_MESSAGES/dry-needling.po"
    before = by_msgid(path.read_text("utf-8"))
    text = (project / ARTICLE).read_text("utf-8")
    first = text[text.index("**Superficial muscles**") : text.index("**Deep muscles**")]
    second = text[text.index("**Deep muscles**") : text.index("Muscles that are overused")]
    (project / ARTICLE).write_text(text.replace(first + second, second + first), "utf-8")
    assert run("update").exit_code == 0
    after = path.read_text("utf-8")
    assert by_msgid(after) == before
    assert after.index('msgid "**Deep') < after.index('msgid "**Superficial')


def test_wrapping_the_source_anew_changes_nothing(project: Path, run: Run) -> None:
    text = (project / ARTICLE).read_text("utf-8")
    start = text.index("Dry needling can be uncomfortable")
    paragraph = text[start : text.index("\n\n", start)]
    assert "\n" in paragraph
    (project / ARTICLE).write_text(text.replace(paragraph, paragraph.replace("\n", " ").replace(". ", ".\n")), "utf-8")
    assert run("update").output == "nothing to change\n"


def test_what_changed_in_the_english_is_said_until_the_text_is_confirmed(project: Path, run: Run) -> None:
    text = (project / ARTICLE).read_text("utf-8")
    (project / ARTICLE).write_text(
        text.replace("Avoid heavy exercise for 24 hours.", "Avoid heavy exercise for 48 hours."), "utf-8"
    )
    assert run("update").exit_code == 0
    path = project / "locales/hr/LC_MESSAGES/dry-needling.po"
    said = "English changed: the figure “24 hours” became “48 hours”"
    (fuzzy,) = [message for message in entries("hr", "dry-needling", project) if message.fuzzy]
    assert fuzzy.notes[0] == said
    assert PLACE.fullmatch(fuzzy.notes[1])
    assert run("update").output == "nothing to change\n"
    entry = '#, fuzzy\n#| msgid "Avoid heavy exercise for 24 hours."\n'
    content = path.read_text("utf-8")
    assert content.count(entry) == content.count(said) == 1
    path.write_text(content.replace(entry, "").replace("24 sata", "48 sati"), "utf-8")
    assert run("update").exit_code == 0
    assert said not in path.read_text("utf-8")
    assert entries("hr", "dry-needling", project) == tuple(
        message for message in entries("hr", "dry-needling", project) if message.translated
    )
