"""What pages say of their reviews, in both editions."""

from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from pipeline.l10n.review import review_status
from pipeline.l10n.strings import Strings, strings_of
from pipeline.l10n.translate import translate, translate_disclaimer
from pipeline.l10n.words import LANGUAGE_REVIEWED, MACHINE_DRAFTED, REVIEW_EXPIRED, REVIEWED, UNREVIEWED_TEXT
from pipeline.model.approval import PageReview, Reviewed
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale
from pipeline.model.page import Page
from pipeline.publish.catalogs import read_catalog
from pipeline.publish.sources import open_project
from pipeline.render.body import lay_out
from pipeline.render.page import Surroundings, render_page
from tests.conftest import ROOT

PROJECT = open_project(ROOT)
GERMAN = Locale("de")
CURRENT = Reviewed(date(2026, 11, 25), date(2027, 11, 25), expired=False)
EXPIRED = replace(CURRENT, expired=True)

# Sample words, so that the test needs no catalog to have them.
SAMPLE = {
    REVIEWED: "Klinisch geprüft am %(date)s, wieder bis %(due)s.",
    REVIEW_EXPIRED: "Klinisch geprüft am %(date)s, abgelaufen am %(due)s.",
    LANGUAGE_REVIEWED: "Sprachlich geprüft am %(date)s, wieder bis %(due)s.",
}


NONE = PageReview()


def strings(locale: Locale, sample: dict[str, str] = SAMPLE) -> Strings:
    catalog = read_catalog(PROJECT, locale, "site")
    others = tuple(message for message in catalog.messages if message.msgid not in SAMPLE)
    added = tuple(Message(msgid, msgstr=(text,)) for msgid, text in sample.items())
    return strings_of(replace(catalog, messages=(*others, *added)))


def page(locale: Locale, review: PageReview = NONE, words: Strings | None = None) -> Page:
    article = PROJECT.article("dry-needling")
    disclaimer, layout = PROJECT.disclaimers["general"], lay_out(article)
    around = Surroundings(
        "https://example.org", PROJECT.source, (PROJECT.source, GERMAN), frozenset({"dry-needling"}), ("html", "text")
    )
    if locale == PROJECT.source:
        english = strings_of(Catalog("site"))
        status = review_status(review, locale, own=True, machine_drafted=True, strings=english)
        return render_page(layout, article, disclaimer, locale, english, around, status)
    localized = translate(article, read_catalog(PROJECT, locale, "dry-needling"))
    controlled = translate_disclaimer(disclaimer, read_catalog(PROJECT, locale, "disclaimer"))
    said = words or strings(locale)
    status = review_status(review, locale, own=False, machine_drafted=True, strings=said)
    return render_page(layout, localized, controlled, locale, said, around, status)


def shown(page: Page) -> tuple[str, str]:
    """Both editions, each on one line."""
    assert page.html is not None
    assert page.text is not None
    return " ".join(unescape(page.html).split()), " ".join(page.text.split())


def test_the_english_page_tells_of_its_clinical_review() -> None:
    for text in shown(page(PROJECT.source)):
        assert UNREVIEWED_TEXT in text
    for text in shown(page(PROJECT.source, PageReview(clinical=CURRENT))):
        assert "A clinician reviewed this text on November 25, 2026; the next review is due on November 25, 2027." in text
        assert UNREVIEWED_TEXT not in text
    for text in shown(page(PROJECT.source, PageReview(CURRENT, EXPIRED))):
        assert "A clinician reviewed this text on November 25, 2026; that review expired on November 25, 2027." in text
        assert "language specialist" not in text  # nothing there was translated


def test_a_translated_page_tells_of_both_reviews() -> None:
    untold = shown(page(GERMAN))
    drafted = strings(GERMAN).gettext(MACHINE_DRAFTED)
    assert drafted != MACHINE_DRAFTED
    none = strings(GERMAN).gettext("No native-speaking clinician has reviewed this translation yet.")
    linguistic = "Sprachlich geprüft am 25. November 2026, wieder bis 25. November 2027."
    clinical = "Klinisch geprüft am 25. November 2026, wieder bis 25. November 2027."
    expired = "Klinisch geprüft am 25. November 2026, abgelaufen am 25. November 2027."
    expected = {
        PageReview(): (drafted, none),
        PageReview(CURRENT, None): (linguistic, none),
        PageReview(EXPIRED, None): (drafted, none),
        PageReview(None, CURRENT): (drafted, clinical),
        PageReview(None, EXPIRED): (drafted, expired),
        PageReview(CURRENT, CURRENT): (linguistic, clinical),
        PageReview(EXPIRED, EXPIRED): (drafted, expired),
    }
    for review, status in expected.items():
        for between, before, after in zip(('</p> <p class="status">', " "), untold, shown(page(GERMAN, review)), strict=True):
            # Nothing else changed.
            assert after == before.replace(between.join((drafted, none)), between.join(status)), review


@pytest.mark.parametrize("broken", ["Geprüft.", "Geprüft am %(datum)s bis %(due)s.", "Geprüft zu 100 % am %(date)s."])
def test_a_translation_that_lost_a_date_says_it_in_english(broken: str) -> None:
    words = strings(GERMAN, {REVIEWED: broken})
    for text in shown(page(GERMAN, PageReview(clinical=CURRENT), words=words)):
        assert "A clinician reviewed this text on 25. November 2026; the next review is due on 25. November 2027." in text


def test_the_sentences_are_in_the_template_for_translators() -> None:
    source = (Path(ROOT) / "pipeline/l10n/words.py").read_text("utf-8").split("\n")
    for sentence in SAMPLE:
        (line,) = (number for number, text in enumerate(source) if f'"{sentence}"' in text)
        assert source[line - 1].startswith("# Translators:")
