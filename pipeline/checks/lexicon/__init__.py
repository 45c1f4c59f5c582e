"""The words of each language that the rules know: data that a native reader can correct, a file a language and family."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(family: str, locale: str) -> Mapping[str, Any] | None:
    """What a family's file says for a locale, or for the language that it is a variety of (`pt_BR` is `pt`); None without one.

    Chinese without a script is read as simplified, as gettext's `zh_CN` is meant.
    """
    folder = files("pipeline.checks.lexicon").joinpath(family)
    for name in _names(locale):
        path = folder.joinpath(f"{name}.json")
        if path.is_file():
            found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
            return found
    return None


def _names(locale: str) -> tuple[str, ...]:
    language = locale.partition("_")[0]
    if language == "zh":
        return ("zh_Hans",) if not {"Hant", "TW", "HK", "MO"} & set(locale.split("_")) else ("zh_Hant",)
    return (locale, language) if language else ()
