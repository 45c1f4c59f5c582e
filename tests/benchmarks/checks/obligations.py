"""Sentences of our own on what a patient must, should, may, must not and need not do, right and turned, in twelve languages.

The articles hold few such words, so these stand beside them, in `obligations.json`: an English sentence, what it says, and in
each language a right translation and what a careless hand makes of it. Nobody is treated by them.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.model.catalog import Catalog, Message, MessageKey

Turned = tuple[str, Catalog, Catalog, frozenset[MessageKey]]
"""The fault's name, the right catalog, the damaged one, and the damaged messages."""


def turned(locale: str) -> Iterator[Turned]:
    """The right sentences of a locale as a catalog, and once for each way of turning them the same with those that turned."""
    right = _right(locale)
    wrong: dict[str, dict[MessageKey, str]] = {}
    for one in _sentences():
        for became, text in one["texts"].get(locale, {}).items():
            if became != "right":
                name = f"{one['says']}_to_{became}".replace(" ", "_")
                wrong.setdefault(name, {})[None, one["english"]] = text
    for name, texts in wrong.items():
        messages = (replace(one, msgstr=(texts.get(one.key, one.msgstr[0]),)) for one in right.messages)
        yield name, right, replace(right, messages=tuple(messages)), frozenset(texts)


@cache
def _right(locale: str) -> Catalog:
    texts = [(one["english"], one["texts"][locale]["right"]) for one in _sentences() if locale in one["texts"]]
    header = f"Content-Type: text/plain; charset=UTF-8\nLanguage: {locale}\n"
    messages = tuple(Message(english, msgstr=(text,)) for english, text in texts)
    return Catalog("obligation", locale, header, messages=messages, path=f"{locale}/obligation.po")


@cache
def _sentences() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(__file__).with_name("obligations.json").read_text("utf-8"))
    return found
