"""The number words of every language: all from 0 to 100, each entry found as what it says, and everyday words found as none."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest

from pipeline.checks.phrases import Phrases
from pipeline.checks.plain import Text
from pipeline.checks.quantities import Firmness, amounts

FOLDER = files("pipeline.checks.lexicon")
LANGUAGES = sorted(
    path.name.removesuffix(".json") for path in FOLDER.joinpath("numbers").iterdir() if path.name.endswith(".json")
)
TWO_MEANINGS = {
    "en": {"second", "hundred"},  # the ordinal, and the unit; a hundred, and hundreds of
    "ar": {"ثانية", "مرة"},
    "de": {"hundert"},
    "es": {"segundo", "cuartos"},  # also the fourths
    "fr": {"seconde"},
    "pt": {"segundo", "terços"},
    "hi": {"सौ"},  # a hundred, and hundreds of
    "th": {"ร้อย"},
    "pl": {"raz"},  # once; a time
    "uk": {"раз"},
    "zh_Hans": {"百"},
}
"""Words that stand in two lists of a language, and why."""
NO_NUMBERS = {
    "ar": "كتاب ثم سبب عشاء واسع",
    "de": "einfach Einheit achten Achtung zweifeln Dreirad elfenbeinern vierteln hunderte Sechseck acht geben Zweig",
    "en": "onerous tender often wont fourthly weight stone tension elevenses anyone nobody Sixtus",
    "es": "sobre todo mucho doler dosificar tresillo ochoa seisavo unir cienfuegos mila onceavo diezmar",
    "fr": "pas point sixième septembre huître dixit ondes unir neuvaine douleur centre trop",
    "hi": "दवा साथ आठवाँ नौकर बारिश तीर चारपाई पाँव सातत्य दर्द",
    "hr": "stol sati trijem dvor petak dan put desni osmijeh šestar stotinka",
    "ja": "一般 一緒に 一部 万能 十分",
    "pl": "stopa stół trzymać pięta ósmoklasista dwór raczej czternastka szyja",
    "pt": "pouco setembro dezembro onde novela quinta-feira sexta-feira terça-feira umbigo doença trespassar",
    "th": "สามารถ ความเสี่ยง ห้าม เก้าอี้ ครอบครัว หกล้ม ดาวน์โหลด สัมพันธ์ เรียบร้อย ที่สามารถ แปดเปื้อน",
    "uk": "стояти столітній триматися сімейний сім'я двері п'ята десь стан",
    "zh_Hans": "一般 一些 十分 统一 万一 周一 星期三 二氧化碳 三角形 四肢 五官 千万不要 一次性 半径 单位 双击 百分比 首先 一起",
}
"""Everyday words that hold a number word, or look like one."""


def listed(language: str) -> Mapping[str, Any]:
    """What the file of a language says."""
    found: Mapping[str, Any] = json.loads(FOLDER.joinpath("numbers", f"{language}.json").read_text("utf-8"))
    return found


def units(language: str) -> Mapping[str, Any]:
    """The units of a language."""
    found: Mapping[str, Any] = json.loads(FOLDER.joinpath("units", f"{language}.json").read_text("utf-8"))
    return found


def entries(language: str) -> Iterator[tuple[str, str]]:
    """Every phrase of a language's two files, with the name of its list."""
    numbers = listed(language)
    for name in ("words", "ordinals", "months", "times", "parts", "scales", "range", "joins", "unlike"):
        yield from ((phrase, name) for phrase in numbers.get(name, ()))
    for name, unit_words in (*numbers["rates"].items(), *units(language)["units"].items()):
        yield from ((phrase, f"unit {name}") for phrase in unit_words)
    yield from ((phrase, "pairs") for phrase in units(language).get("pairs", ()))


def as_written(phrase: str) -> str:
    """An entry as a text has it: without the star for any ending."""
    return phrase.replace("*", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_numbers_to_a_hundred_have_words(language: str) -> None:
    assert set(range(101)) - set(listed(language)["words"].values()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_word_says_its_value(language: str) -> None:
    wrong = []
    for word, value in listed(language)["words"].items():
        found = amounts(Text(as_written(word)), language).quantities
        if [(one.low, one.high, one.span) for one in found] != [(Fraction(str(value)),) * 2 + ((0, len(as_written(word))),)]:
            wrong.append((word, value, found))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_found_whole(language: str) -> None:
    all_entries = dict(entries(language))
    phrases = Phrases(all_entries, listed(language)["spaced"])
    for phrase in all_entries:
        text = as_written(phrase).replace("…", " ")
        found = list(phrases.find(Text(text)))
        assert [text[one.start : one.end].strip(" .-") for one in found] == [text.strip(" .-")], phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_says_one_thing(language: str) -> None:
    seen: dict[str, str] = {}
    twice = set()
    for phrase, name in entries(language):
        if seen.setdefault(phrase, name) != name:
            twice.add(phrase)
    assert twice - TWO_MEANINGS.get(language, set()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_weak_is_a_number(language: str) -> None:
    numbers = listed(language)
    assert set(numbers["weak"]) - {*numbers["words"], *numbers["times"], *numbers["parts"], *numbers["scales"]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_words_are_no_firm_numbers(language: str) -> None:
    for word in NO_NUMBERS[language].split():
        firm = [one for one in amounts(Text(word), language).quantities if one.firmness > Firmness.WEAK]
        assert firm == [], word


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unlike_a_number_looks_like_one(language: str) -> None:
    """An entry that would not be found without the list is dead weight."""
    others = {phrase: name for phrase, name in entries(language) if name != "unlike"}
    phrases = Phrases(others, listed(language)["spaced"], listed(language).get("proclitics", ()))
    assert [phrase for phrase in listed(language)["unlike"] if not list(phrases.find(Text(phrase.replace("…", " "))))] == []
