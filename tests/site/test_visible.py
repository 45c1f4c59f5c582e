"""The real site in every language and every view: what must be seen is seen, with and without a theme."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.formats.theme import read_theme
from pipeline.publish.browser import Prover, open_prover, prove_visible
from pipeline.publish.sources import open_project
from pipeline.render.page import style_sheet
from tests.conftest import ROOT

PROJECT = open_project(ROOT)
PAGES = [(locale, slug) for locale in (PROJECT.source, *PROJECT.locales) for slug in PROJECT.articles]
CLINIC = (ROOT / "tests/style/clinic.css").read_text("utf-8")


@pytest.fixture(scope="module")
def prover(chromium: str) -> Iterator[Prover]:
    assert chromium
    with open_prover() as opened:
        yield opened


@pytest.mark.browser
def test_all_that_must_be_seen_is_seen_in_every_language(prover: Prover, site: Path) -> None:
    proved: list[str] = []
    assert prove_visible(prover, site, PAGES, proved.append) == ()
    assert proved == [f"{locale.name}/{slug}" for locale, slug in PAGES]
    assert len(proved) == 13


@pytest.mark.browser
def test_a_clinic_s_theme_leaves_it_seen(prover: Prover, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "site/style.css").write_text(style_sheet(read_theme(CLINIC, "source/theme.css")), "utf-8")
    chosen = [page for page in PAGES if page[0].name in ("en", "ar", "th")]
    assert prove_visible(prover, tmp_path / "site", chosen) == ()
