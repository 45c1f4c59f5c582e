"""Dates are equal if they are the same day, however a language writes it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.dates import dates
from pipeline.checks.figures import RULES
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale

LOCALES = ("ar", "de", "es", "fr", "hi", "hr", "ja", "pl", "pt_BR", "th", "uk", "zh_Hans", "it", "cs")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def found(locale: str, source: str, text: str) -> list[str]:
    """The ids of the family's rules that speak."""
    sheet = Sheet(Catalog("x", locale, messages=(Message(source, msgstr=(text,)),)), Locale(locale))
    return sorted(rule.id for rule in RULES for _ in rule.find(sheet))


@given(DAYS, st.sampled_from(LOCALES))
def test_a_date_as_cldr_writes_it_is_that_day(day: date, locale: str) -> None:
    read = list(dates(Locale(locale).format_date(day), locale))
    assert [(one.year, one.month, one.day) for one in read] == [(day.year, day.month, day.day)]


@given(DAYS, DAYS, st.sampled_from(LOCALES))
def test_another_day_is_told(day: date, other: date, locale: str) -> None:
    english = Locale("en").format_date(day)
    assert (found(locale, f"since {english}", Locale(locale).format_date(other)) == []) == (day == other)


@pytest.mark.parametrize(
    ("locale", "source", "text"),
    [
        ("de", "On May 3, 2021", "Am 03.05.2021"),
        ("de", "On 05/03/2021", "Am 3. Mai 2021"),
        ("ja", "On 3 May 2021", "2021年5月3日に"),
        ("cs", "On 3 May 2021", "Dne 3. 5. 2021"),
        ("th", "3 May 2021", "3 พฤษภาคม 2564"),
        ("es", "Jan 1 - Mar 31", "1 ene- 31 mar"),
        ("uk", "18 of the 20 may improve", "18 із 20 можуть відчути покращення"),
    ],
)
def test_one_day_in_many_ways(locale: str, source: str, text: str) -> None:
    assert found(locale, source, text) == []


@pytest.mark.parametrize(
    ("locale", "source", "text"),
    [("de", "On May 3, 2021", "Am 05.06.2021"), ("ja", "On 3 May 2021", "2021年6月3日に"), ("pl", "3 May", "3 czerwca")],
)
def test_another_month_is_told(locale: str, source: str, text: str) -> None:
    assert "figure-changed" in found(locale, source, text)
