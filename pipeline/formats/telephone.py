"""Telephone numbers ⇄ text: E.164 within, the international form on pages, RFC 3966 in links. The one door to phonenumbers.

Numbers and emergency numbers are judged by the metadata that comes with the library, which follows the numbering plans of the
countries. Digits are Western everywhere: a number is dialled, not read.
"""

from functools import cache

import phonenumbers
from phonenumbers import shortnumberinfo

_PLAIN = frozenset("0123456789+ ()/.-\u00a0\u2011")
"""What people write in numbers. What else the library would pass over, letters for instance, is no number here."""


def country_has_numbers(country: str) -> bool:
    """Whether numbers of a country are known; its code is ISO 3166-1 alpha-2."""
    return country in phonenumbers.SUPPORTED_REGIONS


def telephone_problem(text: str, country: str, *, invented: bool = False) -> str:
    """What is wrong with a clinic's number, or nothing; without its prefix (`+385`) it is read as one of the country.

    One that is invented need not be in use: it is enough that it has the length of a number.
    """
    number = _parsed(text, country)
    if number is None:
        return f"{text!r} is no telephone number: write it like +385 1 2345 678"
    if number.country_code != phonenumbers.country_code_for_region(country):
        return f"{text!r} is a number of another country than {country}: mend the prefix or the country"
    fits = phonenumbers.is_possible_number if invented else phonenumbers.is_valid_number
    if not fits(number):
        return f"{text!r} is no number that anybody can have in {country}: compare its digits"
    return ""


def e164(text: str, country: str) -> str:
    """The number as `+` and digits (ITU-T E.164); raises ValueError for what `telephone_problem` speaks of."""
    problem = telephone_problem(text, country, invented=True)
    number = _parsed(text, country)
    if problem or number is None:
        raise ValueError(problem)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@cache
def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    if not _PLAIN.issuperset(text):
        return None
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None


def international(number: str) -> str:
    """An E.164 number as it is dialled from anywhere, in its country's groups: `+385 1 2345 678`; to be set left to right."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def telephone_uri(number: str) -> str:
    """The address of a link to an E.164 number: `tel:+385-1-2345-678` (RFC 3966)."""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.RFC3966)


def emergency_uri(number: str) -> str:
    """The address of a link to an emergency number: `tel:112`, without a country, so that it is dialled as it is."""
    return f"tel:{number}"


def emergency_problem(number: str, country: str) -> str:
    """What is wrong with an emergency number, or nothing: it must be one of this country."""
    if not number.isascii() or not number.isdigit():
        return f"{number!r} is no emergency number: write its digits alone"
    if not shortnumberinfo.is_emergency_number(number, country):
        return f"{number} is no emergency number in {country}: ask its authorities which one is"
    return ""
