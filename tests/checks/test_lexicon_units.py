"""The unit words of every language, held against CLDR: what its patterns write beside a figure is found as that unit."""

import json
from importlib.resources import files

import pytest
from babel import Locale

from pipeline.checks.plain import Text
from pipeline.checks.quantities import amounts

FOLDER = files("pipeline.checks.lexicon").joinpath("units")
LANGUAGES = sorted(path.name.removesuffix(".json") for path in FOLDER.iterdir() if path.name.endswith(".json"))
CLDR = {
    "second": "duration-second", "minute": "duration-minute", "hour": "duration-hour", "day": "duration-day",
    "night": "duration-night", "week": "duration-week", "month": "duration-month", "year": "duration-year",
    "decade": "duration-decade", "century": "duration-century", "microgram": "mass-microgram", "milligram": "mass-milligram",
    "gram": "mass-gram", "kilogram": "mass-kilogram", "milliliter": "volume-milliliter", "deciliter": "volume-deciliter",
    "liter": "volume-liter", "millimeter": "length-millimeter", "centimeter": "length-centimeter", "meter": "length-meter",
    "kilometer": "length-kilometer", "celsius": "temperature-celsius", "fahrenheit": "temperature-fahrenheit",
    "degree": "angle-degree", "percent": "concentr-percent", "kilocalorie": "energy-kilocalorie", "joule": "energy-joule",
    "kilojoule": "energy-kilojoule", "mmhg": "pressure-millimeter-ofhg",
}  # fmt: skip
"""CLDR's name of a unit."""
WANTED = {
    "second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "microgram", "milligram", "gram", "kilogram",
    "milliliter", "liter", "millimeter", "centimeter", "meter", "kilometer", "celsius", "fahrenheit", "degree", "percent",
    "international-unit", "kilocalorie", "mmhg", "time", "session", "treatment", "patient", "person", "man", "woman", "child",
    "study", "needle", "dose", "tablet", "capsule", "drop", "puff", "glass", "step", "section",
}  # fmt: skip
"""What a health text counts and measures."""
OTHERWISE = {
    # Also an ordinal, which is looked for first: "the second session". The plural is a unit. "Julio" is July.
    "en": {"5 second"}, "es": {"5 segundo", "5 julio"}, "fr": {"5 seconde"}, "pt": {"5 segundo"}, "ar": {"5 ثانية"},
}  # fmt: skip
"""Long forms that say something else first."""
SHORT_OTHERWISE = {
    # A symbol of the SI wins (m, s, g), or a letter alone says too many things.
    "en": {"5 c", "5 dec", "5 deg", "5 mth", "5 mths"},
    "de": {"5 Tg.", "5 Jz.", "5 Jh."},
    "ar": {"5 ث", "5 د", "5 س", "5°م", "5°ف"},
    "es": {"5 m.", "5 a", "5 déc.", "5 s.", "5 J"},
    "fr": {"5 m.", "5 déc.", "5 s.", "5 J"},
    "hi": {"5 से॰", "5°से॰", "5°फ़ेरन"},
    "hr": {"5 g.", "5 des.", "5 st.", "5 J"},
    "ja": {"5 J"},
    "pl": {"5 J"},
    "pt": {"5 déc.", "5 sécs.", "5 séc.", "5 J"},
    # "วิ" begins "วิธี" (way); nobody writes "10-ліття" behind a figure.
    "th": {"5 วิ"},
    "uk": {"5 10-ліття", "5 10-літь"},
}
"""Short forms that are not looked for."""
CIRCUMFIXED = {"摂氏 5 度", "華氏 5 度"}
"""The scale stands before the figure: read as degrees, which is alike."""


def patterns(language: str, style: str) -> list[tuple[str, str]]:
    """Each pattern of CLDR with the figure 5 in it, and our id of its unit."""
    units = json.loads(FOLDER.joinpath(f"{language}.json").read_text("utf-8"))["units"]
    known = Locale.parse(language)._data["unit_patterns"]
    found = []
    for unit in units:
        forms = known.get(CLDR.get(unit, ""), {}).get(style) or {}
        # Babel also keeps the pattern of "per second" there; Arabic says one and two without a figure.
        plurals = (forms[form] for form in ("zero", "one", "two", "few", "many", "other") if form in forms)
        texts = [text for text in plurals if "{0}" in text]
        found += [(text.replace("{0}", "5").replace("\u00a0", " ").replace("\u202f", " "), unit) for text in texts]
    return sorted(set(found))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("style", "otherwise"), [("long", OTHERWISE), ("short", SHORT_OTHERWISE)], ids=["long", "short"])
def test_units_as_cldr_writes_them(language: str, style: str, otherwise: dict[str, set[str]]) -> None:
    apart = otherwise.get(language, set()) | OTHERWISE.get(language, set()) | CIRCUMFIXED
    asked = [(text, unit) for text, unit in patterns(language, style) if text not in apart]
    assert len(asked) >= 10
    missed = [(text, unit) for text, unit in asked if [one.unit for one in amounts(Text(text), language).quantities] != [unit]]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_units_of_health_texts(language: str) -> None:
    units = json.loads(FOLDER.joinpath(f"{language}.json").read_text("utf-8"))["units"]
    assert set(units) >= WANTED
    assert all(units.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_names_one_unit(language: str) -> None:
    units = json.loads(FOLDER.joinpath(f"{language}.json").read_text("utf-8"))["units"]
    words = [word for listed in units.values() for word in listed]
    assert [word for word in words if words.count(word) > 1] == []
