"""Golden pages: `make golden` rewrites them, a reader of the diff approves them.

A case is a folder: `article.md`, a catalog `<locale>.po` if it is translated, and the expected pages. The site's own words
come from the real catalogs' English, so that a new label changes no case but those that show it.
"""

import os
from pathlib import Path

import pytest

from pipeline.formats.article import parse_article
from pipeline.formats.po import read_po
from pipeline.l10n.review import review_status
from pipeline.l10n.strings import strings_of
from pipeline.l10n.translate import translate
from pipeline.model.approval import PageReview
from pipeline.model.catalog import Catalog
from pipeline.model.disclaimer import Disclaimer, DisclaimerParagraph, Duty
from pipeline.model.locale import Locale
from pipeline.render.body import lay_out
from pipeline.render.page import Surroundings, render_page

CASES = sorted((Path(__file__).parent / "cases").iterdir())
DISCLAIMER = Disclaimer(
    "general",
    "general.toml",
    "Disclaimer",
    (
        DisclaimerParagraph((Duty("a", "Not advice."), Duty("b", "Ask first."))),
        DisclaimerParagraph((Duty("c", "Only to learn."),)),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("suffix", ["html", "txt"])
def test_golden_page(case: Path, suffix: str) -> None:
    article = parse_article((case / "article.md").read_text("utf-8"), "article", "article.md")
    layout = lay_out(article)
    locale = Locale("en")
    for file in case.glob("*.po"):
        locale = Locale(file.stem)
        article = translate(article, read_po(file.read_bytes(), file.name, "article", file.stem))
    around = Surroundings(
        "https://example.org",
        Locale("en"),
        (Locale("en"), Locale("ar")),
        frozenset({"article"}),
        ("html", "text"),
    )
    english = strings_of(Catalog("site"))
    status = review_status(PageReview(), locale, own=locale.name == "en", machine_drafted=True, strings=english)
    page = render_page(layout, article, DISCLAIMER, locale, english, around, status)
    made = page.html if suffix == "html" else page.text
    assert made is not None
    golden = case / f"expected.{suffix}"
    if os.environ.get("GOLDEN") == "rewrite":
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")
