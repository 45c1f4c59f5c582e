"""Answers to questions → the settings of a new clinic, with comments that explain them. Each answer can be judged by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.formats.clinic_rules import Around, problems_in
from pipeline.formats.settings import toml_string

Answers = Mapping[str, str]
"""Key → answer, as it was typed."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a clinic is asked."""

    key: str
    """The key of the settings: `address.city`."""
    asks: str
    explains: str = ""
    """The comment above the key in the file."""
    may_be_empty: bool = False


QUESTIONS = (
    Question("name", "The practice's name, as patients know it"),
    Question("legal_name", "Its legal name"),
    Question(
        "country", "Its country, two letters", "ISO 3166-1; number, law and contact are of this country, in every language."
    ),
    Question("locales", "The locales of its pages, in order", "The first is that of its index page."),
    Question("telephone", "Telephone", "Pages show it as it is dialled from anywhere."),
    Question("email", "E-mail"),
    Question("booking", "Web address for booking (may be empty)", may_be_empty=True),
    Question("address.street", "Street and number"),
    Question("address.postcode", "Postcode"),
    Question("address.city", "City"),
    Question("emergency.number", "Emergency number of the country"),
    Question("emergency.review_by", "To be looked at again by", "After this day the clinic's pages are refused."),
    Question("law.text", "Law note in English: who may needle there, and what it is called", "A message; translators see it."),
    Question("law.source", "Where that stands: the law or the authority, in its own language"),
    Question("law.url", "Its web address (may be empty)", may_be_empty=True),
    Question("law.dated", "The day on which somebody looked"),
    Question("law.review_by", "To be looked at again by", "After this day the clinic's pages are refused."),
    Question("practitioners.name", "A practitioner's name"),
    Question("practitioners.profession", "Profession, in English", "A message; translators see it."),
    Question("practitioners.registration", "Registration number (may be empty)", may_be_empty=True),
    Question("practitioners.register", "Whose register, in its own language (may be empty)", may_be_empty=True),
)

_DATES = frozenset({"emergency.review_by", "law.dated", "law.review_by"})
_FURTHER = """
# More practitioners: a [[practitioners]] table for each.

# When it is open; any number of these. Days are mon, tue, wed, thu, fri, sat, sun.
# [[hours]]
# days = ["mon", "tue"]
# opens = 08:00:00
# closes = 16:00:00

# Its colours and its logo, a PNG file beside this one. The contrast of the two must be 4.5 or more.
# [look]
# colour = "#e6f0f7"
# ink = "#12324a"
# logo = "logo.png"

# What it says to its patients, a paragraph each, in English; plain words, no markup. Translators see them.
# [addenda]
# after_article = ["We speak German and English."]
# before_contact = ["Please call us if you cannot come."]

# Where its pages go out in a region's name; locales/de_AT/ then holds only what differs from locales/de/.
# [tags]
# de = "de_AT"
"""


def answer_problem(answers: Answers, key: str, answer: str, around: Around) -> str:
    """What is wrong with an answer, after those that were given before; nothing where it is fine."""
    question = {one.key: one for one in QUESTIONS}[key]
    if not answer:
        return "" if question.may_be_empty else "this cannot be empty"
    if key in _DATES and _day(answer) is None:
        return f"{answer!r} is no day: write it as 2027-01-31"
    table = _table({**answers, key: answer})
    found = (reason for where, reason in problems_in(table, around) if _asked(where) == key)
    return next(found, "")


def _asked(key: str) -> str:
    """The key of a question that a key of a file belongs to: entries of lists have no numbers there."""
    return ".".join(step for step in key.split(".") if not step.isdigit())


def write_draft(answers: Answers) -> str:
    """The settings of a clinic by its answers. Law: read again, they say what was answered."""
    lines = ["# A clinic: what its pages add to the articles. `polyclinic clinic list` says what is past its date."]
    table = ""
    for question in QUESTIONS:
        head, _, key = question.key.rpartition(".")
        if head != table:
            table = head
            lines += ["", f"[[{head}]]" if head == "practitioners" else f"[{head}]"]
        answer = answers.get(question.key, "")
        if answer or question.key == "practitioners.registration":
            lines += [f"# {question.explains}"] if question.explains else []
            lines.append(f"{key} = {_written(question.key, answer)}")
    return "\n".join(lines) + "\n" + _FURTHER


def _written(key: str, answer: str) -> str:
    if key == "locales":
        return f"[{', '.join(map(toml_string, _names(answer)))}]"
    return answer if key in _DATES else toml_string(answer)


def _table(answers: Answers) -> dict[str, Any]:
    """The answers as the file would say them."""
    table: dict[str, Any] = {}
    for key, answer in answers.items():
        if not answer:
            continue
        head, _, own = key.rpartition(".")
        content = _names(answer) if key == "locales" else _day(answer) if key in _DATES else answer
        (table.setdefault(head, {}) if head else table)[own] = content
    if "practitioners" in table:
        table["practitioners"] = [table["practitioners"]]
    return table


def _names(answer: str) -> list[str]:
    return answer.replace(",", " ").split()


def _day(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer) if len(answer) == len("2027-01-31") else None
    except ValueError:
        return None
