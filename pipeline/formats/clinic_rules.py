"""What a clinic's settings must keep beyond their form: one question per key, and the few that compare two keys."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Any

from pipeline.formats.colours import LEAST_CONTRAST, contrast, is_colour
from pipeline.formats.plain_text import line_problem, message_problem
from pipeline.formats.settings import key_of, part_of
from pipeline.formats.telephone import country_has_numbers, emergency_problem, telephone_problem
from pipeline.model.clinic import Hours, LawNote, Weekday
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale, territory_known

Problem = tuple[str, str]
"""A key, and what is wrong with it."""

_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_URL = re.compile(r"https://([A-Za-z0-9-]+\.)+[A-Za-z]{2,}(:[0-9]+)?(/[^\s\"'<>\\]*|)")
_BASE = re.compile(r"https://([A-Za-z0-9-]+\.)+[A-Za-z]{2,}(:[0-9]+)?(/[^\s\"'<>\\?#]*[^\s\"'<>\\?#/])?")
_LOGO = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.png")


@dataclass(frozen=True, slots=True)
class Around:
    """What a clinic's settings are compared with."""

    locales: Collection[str]
    """The locales of the project, its source among them."""
    logo_problem: Callable[[str], str] = lambda name: ""
    """What is wrong with a logo of this name; nothing where it is fine."""


def problems_in(table: Mapping[str, Any], around: Around) -> Iterator[Problem]:
    """All that is wrong with the keys that a table has, whatever else is wrong with it or missing in it."""
    country = _text(table, "country") if country_problem(_text(table, "country")) == "" else ""
    for steps, content in _leaves(table):
        if isinstance(content, str):
            key = ".".join(step for step in steps if isinstance(step, str))
            if not content and key in _MAY_BE_EMPTY:
                continue
            found = _MESSAGES.get(key, line_problem)(content) or _QUESTIONS.get(key, _nothing)(content)
            if found:
                yield key_of(steps), found
    yield from _of_the_country(table, country)
    yield from _locales(table, around)
    yield from _dates(table)
    yield from _hours(table)
    yield from _look(table, around)


def country_problem(code: str) -> str:
    """What is wrong with the code of a country, or nothing."""
    if not territory_known(code) or not country_has_numbers(code):
        return f"{code!r} is no country: write its two letters, such as HR (ISO 3166-1)"
    return ""


def email_problem(text: str) -> str:
    """What is wrong with the form of an address of mail, or nothing."""
    return "" if _EMAIL.fullmatch(text) else f"{text!r} is no address of mail: write it like office@example.org"


def url_problem(text: str) -> str:
    """What is wrong with a web address, or nothing; only https goes."""
    return "" if _URL.fullmatch(text) else f'{text!r} is no web address: write "https://…"'


def _base_problem(text: str) -> str:
    return "" if _BASE.fullmatch(text) else f'{text!r} is no base of addresses: write "https://…" without a slash at its end'


def _colour_problem(text: str) -> str:
    return "" if is_colour(text) else f"{text!r} is no colour: write it as #rrggbb"


def _nothing(text: str) -> str:
    return ""


_MESSAGES: Mapping[str, Callable[[str], str]] = dict.fromkeys(
    ("practitioners.profession", "law.text", "addenda.after_article", "addenda.before_contact"), message_problem
)
"""The keys whose texts are messages; all others are of one plain line."""

_MAY_BE_EMPTY = frozenset({"practitioners.registration"})

_QUESTIONS: Mapping[str, Callable[[str], str]] = {
    "country": country_problem,
    "email": email_problem,
    "booking": url_problem,
    "law.url": url_problem,
    "base_url": _base_problem,
    "look.colour": _colour_problem,
    "look.ink": _colour_problem,
}


def _leaves(content: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(content, Mapping):
        for key, value in content.items():
            yield from _leaves(value, (*steps, key))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _leaves(value, (*steps, number))
    else:
        yield steps, content


def _text(table: Mapping[str, Any], *steps: str) -> str:
    """The text at a key; empty where there is none."""
    content: Any = table
    for step in steps:
        content = content.get(step, "") if isinstance(content, Mapping) else ""
    return content if isinstance(content, str) else ""


def _of_the_country(table: Mapping[str, Any], country: str) -> Iterator[Problem]:
    """Numbers are of a country; as long as nobody knows which, only that one thing is said."""
    telephone, emergency = _text(table, "telephone"), _text(table, "emergency", "number")
    if not country:
        return
    if telephone:
        found = telephone_problem(telephone, country, invented=table.get("sample") is True)
        if found:
            yield "telephone", found
    if emergency:
        found = emergency_problem(emergency, country)
        if found:
            yield "emergency.number", found


_NOT_ALONE = "{!r} is the tag of another locale too, or a locale of this project: name it in locales, or leave this out"


def _locales(table: Mapping[str, Any], around: Around) -> Iterator[Problem]:
    names = table.get("locales")
    names = [name for name in names if isinstance(name, str)] if isinstance(names, list) else None
    if names == []:
        yield "locales", "there is none: name those of its pages, in their order"
    for number, name in enumerate(names or (), start=1):
        if name not in around.locales:
            known = ", ".join(sorted(around.locales))
            yield f"locales.{number}", f"{name!r} is no locale of this project: it has {known}"
        elif name in (names or [])[: number - 1]:
            yield f"locales.{number}", f"{name!r} stands there twice: name it once"
    tags = table.get("tags")
    tags = tags if isinstance(tags, Mapping) else {}
    for locale, tag in tags.items():
        if isinstance(tag, str) and tag:
            twice = tag in around.locales or list(tags.values()).count(tag) > 1
            found = _tag_problem(locale, tag, names) or (_NOT_ALONE.format(tag) if twice else "")
            if found:
                yield f"tags.{locale}", found


def _tag_problem(locale: str, tag: str, names: Collection[str] | None) -> str:
    if names is not None and locale not in names:
        return f"{locale!r} is none of this clinic's locales: name it in locales, or leave this out"
    try:
        Locale.named(tag, Place(""))
    except PipelineError as error:
        return f"{error.problem}: {error.remedy}"
    if tag == locale or tag.partition("_")[0] != locale.partition("_")[0]:
        return f"{tag!r} is no regional form of {locale!r}: write one such as {locale.partition('_')[0]}_XX"
    return ""


def _dates(table: Mapping[str, Any]) -> Iterator[Problem]:
    law = part_of(table.get("law"), LawNote)
    if law is not None and law.review_by < law.dated:
        yield "law.review_by", f"{law.review_by.isoformat()} lies before dated, {law.dated.isoformat()}: mend one of the two"


def _hours(table: Mapping[str, Any]) -> Iterator[Problem]:
    spans: dict[Weekday, list[tuple[time, time, int]]] = {}
    for number, one in enumerate(part_of(table.get("hours", []), tuple[Hours, ...]) or (), start=1):
        if not one.days:
            yield f"hours.{number}.days", "there is none: name days, mon to sun"
        if any(moment.second or moment.microsecond or moment.tzinfo for moment in (one.opens, one.closes)):
            yield f"hours.{number}", "hours are whole minutes of the place's own time: write 08:30:00"
            continue
        if one.closes <= one.opens:
            yield f"hours.{number}.closes", f"it closes at {one.closes:%H:%M}, not after it opens at {one.opens:%H:%M}"
            continue
        for day in one.days:
            spans.setdefault(day, []).append((one.opens, one.closes, number))
    for day, found in spans.items():
        for (_, closes, one), (opens, _, other) in pairwise(sorted(found)):
            if opens < closes:
                yield f"hours.{max(one, other)}", f"on {day} it overlaps entry {min(one, other)}: mend one of the two"


def _look(table: Mapping[str, Any], around: Around) -> Iterator[Problem]:
    colour, ink, logo = (_text(table, "look", key) for key in ("colour", "ink", "logo"))
    if is_colour(colour) and is_colour(ink) and contrast(colour, ink) < LEAST_CONTRAST:
        seen = int(contrast(colour, ink) * 100) / 100
        yield "look.ink", f"its contrast with colour is {seen:.2f}: at least {LEAST_CONTRAST} is needed (WCAG 2.2, 1.4.3)"
    if logo:
        named = "" if _LOGO.fullmatch(logo) else f"{logo!r} is no name of a logo: small letters, digits, hyphens, then .png"
        found = named or around.logo_problem(logo)
        if found:
            yield "look.logo", found
