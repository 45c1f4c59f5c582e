"""Texts that cost a careless rule its time, in any length."""

from collections.abc import Iterator

LOCALES = ("ar", "de", "es", "fr", "hi", "hr", "ja", "pl", "pt_BR", "th", "uk", "zh_Hans", "en", "", "xx")
"""The project's thirteen, no language, and one that nobody knows."""

_UNITS = (
    *"a 1[(<{*_`~\"'«„%\\.–:|^",
    "\u0301",
    "\u200b",
    "\n",
    "ab",
    "a ",
    "1 ",
    "1–",
    "1.",
    "1,",
    "1/",
    "1 000 ",
    "5 mg ",
    "- ",
    "[]",
    "()",
    "](",
    "[a](",
    "[^",
    "![",
    "**",
    "* ",
    "*a",
    "_a",
    "``",
    "` ",
    "<a ",
    "</",
    "&amp",
    "{{",
    "{a",
    "%(",
    "%s",
    "%1$",
    "http://",
    "a@",
    "@a.",
    "a-",
    "a'",
    "“a",
    "«»",
    "not ",
    "not only ",
    "no more than ",
    "left right ",
    "one hundred ",
    "twice a day ",
    "between 1 and ",
    "from to ",
    "ne que ",
)
_OWN = {
    "ar": ("لا ", "لَا", "واحد و", "٢٤ "),
    "de": ("nicht ", "kein ", "einund"),
    "fr": ("ne que ", "quatre-vingt-"),
    "hi": ("नहीं ", "२४–"),
    "ja": ("ではない", "から", "一", "２４～"),
    "th": ("ไม่", "ยี่สิบ"),
    "zh_Hans": ("不", "二十", "百千", "一"),
}
"""Words that a language counts, denies and joins with."""


def hostile_pairs(length: int) -> Iterator[tuple[str, str]]:
    """Each hostile text with a locale: signs take turns through the locales, words come with their language."""
    for number, text in enumerate(hostile_texts(length)):
        yield LOCALES[number % len(LOCALES)], text
    for locale, units in _OWN.items():
        for unit in units:
            yield locale, _repeated(unit, length)


def hostile_texts(length: int) -> Iterator[str]:
    """Each unit over and over, up to so many characters, before a sign that lets what it began fail."""
    for unit in _UNITS:
        yield f"{_repeated(unit, length - 1)}!"


def _repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]
