"""What the tests of recalls share: the real article's heat that should have been ice, and hands of authors and translators."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import Place
from pipeline.model.finding import Finding
from pipeline.publish.catalogs import edit_catalog, read_catalog
from pipeline.publish.recalls import english_texts, read_project_recalls, refuse_recalled
from pipeline.publish.sources import open_project

ARTICLE = "source/articles/dry-needling.md"
DOMAIN = "dry-needling"
RECALLS = "source/recalls.toml"
HEAT = "Use heat or gentle stretching afterwards."
ICE = "Use ice or gentle stretching afterwards."
KEY = (None, HEAT)

ENTRY = """[[recalls]]
domain = "{domain}"
unsafe = "{unsafe}"
until = "sample revision"
reason = "Sample reason: warmth may make a bruise worse."
by = "Sample Author"
on = 2026-11-25
"""


def edit(project: Path, old: str, new: str, path: str = ARTICLE) -> None:
    text = (project / path).read_text("utf-8")
    assert text.count(old) == 1, old
    (project / path).write_text(text.replace(old, new), "utf-8")


def recall(project: Path, unsafe: str = HEAT, domain: str = DOMAIN, more: str = "") -> None:
    path = project / RECALLS
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(
        before + ENTRY.format(domain=domain, unsafe=unsafe.replace("\\", "\\\\").replace('"', '\\"')) + more, "utf-8"
    )


def catalog(project: Path, locale: str, domain: str = DOMAIN) -> Catalog:
    opened = open_project(project)
    return read_catalog(opened, opened.locale(locale), domain)


def change(project: Path, locale: str, msgid: str, how: Callable[[Message], Message], domain: str = DOMAIN) -> None:
    """What a translator does to the live entry of a message."""
    opened = open_project(project)

    def changed(before: Catalog) -> Catalog:
        return replace(
            before,
            messages=tuple(how(one) if one.msgid == msgid and not one.obsolete else one for one in before.messages),
        )

    assert edit_catalog(opened, opened.locale(locale), domain, changed)


def translate(project: Path, locale: str, msgid: str, *texts: str, domain: str = DOMAIN) -> None:
    change(project, locale, msgid, lambda one: replace(one, msgstr=texts, fuzzy=False, previous=None), domain)


def confirm(project: Path, locale: str, msgid: str, domain: str = DOMAIN) -> None:
    """The translator takes the fuzzy mark away and leaves the text as it is."""
    change(project, locale, msgid, lambda one: replace(one, fuzzy=False, previous=None), domain)


def empty(project: Path, locale: str, msgid: str, domain: str = DOMAIN) -> None:
    change(project, locale, msgid, lambda one: replace(one, msgstr=("",) * len(one.msgstr), fuzzy=False, previous=None), domain)


def refused(
    project: Path, locale: str, domain: str = DOMAIN, approved: Callable[[Message], bool] = lambda message: False
) -> tuple[Finding, ...]:
    """What a build asks: why a locale must not be published."""
    opened = open_project(project)
    own = Catalog(domain) if locale == opened.source.name else catalog(project, locale, domain)
    return refuse_recalled(read_project_recalls(opened), lambda: english_texts(opened, domain), own, locale, approved)


def line_of(project: Path, path: str, text: str) -> Place:
    lines = (project / path).read_text("utf-8").split("\n")
    (number,) = (number for number, line in enumerate(lines, start=1) if text in line)
    return Place(path, number)
