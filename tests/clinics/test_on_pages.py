"""Numbers, hours and countries as pages show them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.telephone import e164, emergency_problem, international, telephone_problem, telephone_uri
from pipeline.model.clinic import Hours, Weekday
from pipeline.model.locale import Locale, territory_known
from pipeline.model.opening import opening_lines


@pytest.mark.parametrize(
    ("text", "country", "shown", "uri"),
    [
        ("01 4567 890", "HR", "+385 1 4567 890", "tel:+385-1-4567-890"),
        ("+385 (1) 45-67-890", "HR", "+385 1 4567 890", "tel:+385-1-4567-890"),
        ("0049 30 23125 000", "DE", "+49 30 23125000", "tel:+49-30-23125000"),
        ("02 27354321", "EG", "+20 2 27354321", "tel:+20-2-27354321"),
    ],
)
def test_a_number_is_read_as_written_and_shown_in_one_way(text: str, country: str, shown: str, uri: str) -> None:
    assert telephone_problem(text, country) == ""
    number = e164(text, country)
    assert (international(number), telephone_uri(number)) == (shown, uri)
    assert e164(international(number), country) == number


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("+49 30 23125000", "HR", "another country"),
        ("+385 1", "HR", "no "),
        ("call us", "HR", "no telephone number"),
        ("+1-800-FLOWERS", "US", "no telephone number"),
        ("+385 1 4567 890 ext. 5", "HR", "no telephone number"),
        ("+385 1 4567 890;ext=5", "HR", "no telephone number"),
        ("٠١ ٤٥٦٧ ٨٩٠", "HR", "no telephone number"),
        ("112", "HR", "no number that anybody can have"),
    ],
)
def test_what_is_no_number_of_the_clinic_is_told(text: str, country: str, reason: str) -> None:
    assert reason in telephone_problem(text, country)


def test_an_emergency_number_is_one_of_the_country() -> None:
    right = [("112", "HR"), ("194", "HR"), ("112", "DE"), ("123", "EG"), ("119", "JP"), ("911", "US")]
    wrong = [
        ("911", "DE"),
        ("112", "EG"),
        ("123", "DE"),
        ("1 1 2", "DE"),
        ("١١٢", "DE"),
        ("", "DE"),
        ("+49112", "DE"),
        ("1123", "DE"),
    ]
    assert [case for case in right if emergency_problem(*case)] == []
    assert [case for case in wrong if not emergency_problem(*case)] == []


def hours(days: str, opens: int, closes: int) -> Hours:
    return Hours(tuple(Weekday(day) for day in days.split()), time(opens), time(closes))


WORK = (hours("mon tue wed thu", 8, 16), hours("fri", 8, 13))
CAIRO = (hours("sat sun mon tue wed", 9, 13), hours("sat sun mon tue wed", 17, 21), hours("thu", 9, 12))


def lines(given: tuple[Hours, ...], locale: str) -> list[str]:
    shown = [f"{line.days}: {' + '.join(line.times)}" for line in opening_lines(given, Locale(locale))]
    return [line.replace("\u202f", "~") for line in shown]


@pytest.mark.parametrize(
    ("locale", "work", "cairo"),
    [
        ("en", ["Mon~–~Thu: 8:00~AM~–~4:00~PM", "Fri: 8:00~AM~–~1:00~PM"], "Sat~–~Wed: 9:00~AM~–~1:00~PM + 5:00~–~9:00~PM"),
        ("de", ["Mo~–~Do: 08:00–16:00 Uhr", "Fr: 08:00–13:00 Uhr"], "Sa~–~Mi: 09:00–13:00 Uhr + 17:00–21:00 Uhr"),
        ("hr", ["pon~–~čet: 08:00~–~16:00", "pet: 08:00~–~13:00"], "sub~–~sri: 09:00~–~13:00 + 17:00~–~21:00"),
        (
            "ar",
            ["الاثنين – الخميس: 8:00 ص~–~4:00 م", "الجمعة: 8:00 ص~–~1:00 م"],
            "السبت – الأربعاء: 9:00 ص~–~1:00 م + 5:00–9:00 م",
        ),
        ("ja", ["月～木: 8時00分～16時00分", "金: 8時00分～13時00分"], "土～水: 9時00分～13時00分 + 17時00分～21時00分"),
        ("fa", ["دوشنبه تا پنجشنبه: 8:00 تا 16:00", "جمعه: 8:00 تا 13:00"], "شنبه تا چهارشنبه: 9:00 تا 13:00 + 17:00 تا 21:00"),
    ],
)
def test_hours_in_a_locales_words(locale: str, work: list[str], cairo: str) -> None:
    assert lines(WORK, locale) == work
    assert lines(CAIRO, locale)[0] == cairo


def test_the_week_begins_where_the_readers_does() -> None:
    weekend = (hours("sat", 9, 12), hours("sun", 10, 12), hours("mon", 8, 16))
    assert [line.split(":")[0] for line in lines(weekend, "de")] == ["Mo", "Sa", "So"]
    assert [line.split(":")[0] for line in lines(weekend, "en")] == ["Sun", "Mon", "Sat"]
    assert [line.split(":")[0] for line in lines(weekend, "ar")] == ["السبت", "الأحد", "الاثنين"]


def test_every_day_alike_is_one_line_and_no_day_is_none() -> None:
    assert lines((hours("mon tue wed thu fri sat sun", 8, 16),), "de") == ["Mo~–~So: 08:00–16:00 Uhr"]
    assert lines((hours("mon tue wed thu fri sat sun", 8, 16),), "ar") == ["السبت – الجمعة: 8:00 ص~–~4:00 م"]
    assert lines((), "de") == []


DAYS = st.lists(st.sampled_from(Weekday), min_size=1, unique=True)
SPANS = st.sampled_from([(8, 12), (13, 16), (17, 20)])


@given(st.lists(st.tuples(DAYS, SPANS), max_size=5), st.sampled_from(["en", "de", "ar", "fa", "ja", "th"]))
def test_each_open_day_stands_in_one_line_with_its_hours(
    entries: list[tuple[list[Weekday], tuple[int, int]]], name: str
) -> None:
    locale = Locale(name)
    given_hours = tuple(Hours(tuple(days), time(opens), time(closes)) for days, (opens, closes) in entries)
    shown = opening_lines(given_hours, locale)
    names = [locale.weekday_name(day) for day in range(7)]
    found: dict[int, tuple[str, ...]] = {}
    for line in shown:
        ends = [day for day in range(7) if line.days == names[day]] or next(
            [one, other] for one in range(7) for other in range(7) if line.days == locale.format_range(names[one], names[other])
        )
        length = (ends[-1] - ends[0]) % 7
        for step in range(length + 1):
            assert (ends[0] + step) % 7 not in found
            found[(ends[0] + step) % 7] = line.times
    for number, day in enumerate(Weekday):
        spans = sorted({(one.opens, one.closes) for one in given_hours if day in one.days})
        assert found.get(number, ()) == tuple(locale.format_times(*span) for span in spans)


def test_countries_in_the_readers_language() -> None:
    assert [Locale(name).territory_name("DE") for name in ("de", "hr", "ar", "ja")] == [
        "Deutschland",
        "Njemačka",
        "ألمانيا",
        "ドイツ",
    ]
    assert [code for code in ("EU", "UN", "ZZ", "XA", "de", "D", "", "DEU", "001", "QQ") if territory_known(code)] == []
