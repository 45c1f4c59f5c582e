"""Real catalogs, attacked in a copy of the real project, through the real build: who was attacked is refused, nobody else."""

from datetime import date
from pathlib import Path

import polib
import pytest

from pipeline.model.catalog import Message
from pipeline.publish.build import build
from pipeline.publish.sources import open_project
from tests.gate.attacks import ENTRIES, saying
from tests.gate.pages import DAY, LOCALES, real


def entry(path: Path, context: str) -> tuple[polib.POFile, polib.POEntry]:
    catalog = polib.pofile(str(path), wrapwidth=0)
    return catalog, next(one for one in catalog if one.msgctxt == context)


def attack(root: Path, locale: str, change: object) -> None:
    path = root / f"locales/{locale}/LC_MESSAGES/disclaimer.po"
    catalog, message = entry(path, "general.no-replacement")
    if callable(change):
        changed = change(Message(message.msgid, message.msgctxt, msgstr=(message.msgstr,)))
        if changed is None:
            catalog.remove(message)
        else:
            message.msgstr, message.obsolete = changed.msgstr[0], changed.obsolete
            message.flags = ["fuzzy"] if changed.fuzzy else []
    else:
        message.msgstr = entry(root / f"locales/{change}/LC_MESSAGES/disclaimer.po", "general.no-replacement")[1].msgstr
    catalog.save()


def published(root: Path) -> set[str]:
    project = open_project(root)
    build(project, [project.source, *project.locales], ["html"], date(2026, 11, 25))
    return {path.name for path in (root / "build/site").iterdir() if path.is_dir()}


_CHANGES = [(name, ENTRIES[name][0]) for name in ENTRIES if name not in ("a NUL", "the title")]
_SPACED = ["de", "es", "fr", "hr", "pl", "pt_BR"]
ROUNDS = [_CHANGES[at : at + len(_SPACED)] for at in range(0, len(_CHANGES), len(_SPACED))]


@pytest.mark.parametrize("number", range(len(ROUNDS)))
def test_the_build_refuses_exactly_the_locales_that_were_attacked(project: Path, number: int) -> None:
    attacked = list(zip(_SPACED, ROUNDS[number], strict=False))
    for locale, (_, change) in attacked:
        attack(project, locale, change)
    assert published(project) == set(LOCALES) - {locale for locale, _ in attacked}


@pytest.mark.parametrize(
    ("locale", "other"), [("hr", "de"), ("de", "hr"), ("fr", "es"), ("zh_Hans", "ja"), ("ja", "zh_Hans"), ("uk", "ar")]
)
def test_a_text_of_another_locale_refuses_who_copied_it(project: Path, locale: str, other: str) -> None:
    attack(project, locale, other)
    assert published(project) == set(LOCALES) - {locale}


def test_a_text_of_another_locale_is_found_in_light_disguise(project: Path) -> None:
    attack(project, "hr", "de")
    attack(project, "hr", saying(lambda text: f"Da: {text}"))
    attack(project, "fr", "es")
    attack(project, "fr", saying(lambda text: text.replace("No", "Non")))
    assert published(project) == set(LOCALES) - {"hr", "fr"}


def test_a_locale_that_is_a_copy_of_another_is_refused(project: Path) -> None:
    for name in ("disclaimer", "dry-needling", "site"):
        path = project / f"locales/hr/LC_MESSAGES/{name}.po"
        path.write_bytes((project / f"locales/de/LC_MESSAGES/{name}.po").read_bytes())
    assert "hr" not in published(project)


def test_an_outdated_duty_is_refused_in_every_locale(project: Path) -> None:
    path = project / "source/disclaimers/general.toml"
    path.write_text(path.read_text("utf-8").replace("They do not replace", "They must not replace"), "utf-8")
    assert published(project) == {"en"}


def test_the_real_project_is_published(project: Path) -> None:
    assert published(project) == {"en", *real().site.locales}


@pytest.mark.parametrize(("policy", "expected"), [('"required"', set()), (None, set()), ('"advisory"', {"en", "hr"})])
def test_the_policy_of_the_settings_decides_and_required_is_the_default(
    project: Path, policy: str | None, expected: set[str]
) -> None:
    path = project / "source/site.toml"
    line = f"approvals = {policy}" if policy else ""
    path.write_text(path.read_text("utf-8").replace('approvals = "advisory"', line), "utf-8")
    found = open_project(project)
    build(found, [found.source, found.locale("hr")], ["html"], DAY)
    site = project / "build/site"
    assert {one.name for one in site.iterdir() if one.is_dir()} == expected
