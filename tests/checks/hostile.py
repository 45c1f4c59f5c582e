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
    "nicht ",
    "kein ",
    "不",
    "二十",
    "百千",
    "から",
    "ではない",
    "一",
    "ไม่",
    "ยี่สิบ",
    "नहीं ",
    "لا ",
    "لَا",
    "واحد و",
    "٢٤ ",
    "२४–",
    "２４～",
)


def hostile_texts(length: int) -> Iterator[str]:
    """Each unit over and over, up to so many characters; alone, and before a character that lets what it began fail."""
    for unit in _UNITS:
        text = (unit * (length // len(unit) + 1))[:length]
        yield text
        yield f"{text[:-1]}!"
