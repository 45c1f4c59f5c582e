"""Format strings as programs read them: the arguments that a text expects, or that it is no valid format string.

What GNU gettext's `msgfmt --check-format` refuses is the measure, for the formats that are common; a test compares with it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_C = re.compile(
    r"%(?:(?P<number>[1-9][0-9]?)\$)?[-+ #0'I]*(?P<width>\*|[0-9]+)?(?P<precision>\.(?:\*|[0-9]*))?"
    r"(?:(?P<size>hh|h|ll|l|L|q|j|z|t)?(?P<sign>[diouxXeEfFgGaAcspnCSm%])|(?P<macro><PRI[diouxX][A-Z0-9]{1,10}>))?"
)
_PYTHON = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?[-#0 +]*(?P<width>\*|[0-9]+)?"
    r"(?P<precision>\.(?:\*|[0-9]*))?[hlL]?(?P<sign>[diouxXeEfFgGcrsa%])?"
)
_JAVASCRIPT = re.compile(
    r"%(?:(?P<number>[1-9][0-9]?)\$)?[-+ #0]*(?P<width>\*|[0-9]+)?(?P<precision>\.(?:\*|[0-9]*))?(?P<sign>[bcdouxXeEfgGjs%])?"
)
_PHP = re.compile(
    r"%(?:(?P<number>[1-9][0-9]?)\$)?(?:[-+ 0]|'.)*(?P<width>[0-9]+)?(?P<precision>\.[0-9]+)?(?P<sign>[bcdeEfFgGosuxX%])?"
)
_FIELD = r"(?:[A-Za-z_]\w*|[0-9]+)?(?:\.\w+|\[[^\[\]{}]*\])*+"
_BRACE = re.compile(
    rf"\{{\{{|\}}\}}|\{{(?P<field>{_FIELD})(?:![rsa])?(?P<spec>:[^{{}}]*+(?:\{{{_FIELD}\}}[^{{}}]*+)*+)?\}}|(?P<wrong>[{{}}])"
)
_KINDS = {
    **dict.fromkeys("di", "integer"),
    **dict.fromkeys("uoxXb", "unsigned integer"),
    **dict.fromkeys("eEfFgGaA", "decimal number"),
    "c": "character",
    "s": "string",
    "j": "value",
    "p": "pointer",
    "n": "count",
    "C": "character l",
    "S": "string l",
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a format string asks its program for."""

    by_name: Mapping[str, str]
    """Name, or number from 1 on as digits → kind; two texts fit together if the kinds of shared arguments are equal."""
    named: bool = True
    """Whether the arguments have names: then a tuple will not do."""
    more: bool = False
    """Whether a translation may have more of them: what nobody fills in is text."""


Read = Callable[[str], Arguments | None]
"""The arguments of a text, or None if it is no valid format string."""


def _numbered(found: list[tuple[str | None, str]], gaps: bool = False) -> Arguments | None:
    """Arguments that are taken in their order, or by their numbers; both at once is invalid, and in most formats a gap is."""
    numbers = [number for number, _ in found]
    if any(numbers) and not all(numbers):
        return None
    kinds: dict[str, str] = {}
    for place, (number, kind) in enumerate(found, 1):
        if kinds.setdefault(number or str(place), kind) != kind:
            return None
    return Arguments(kinds, False) if gaps or all(str(place) in kinds for place in range(1, len(kinds) + 1)) else None


def _printf(pattern: re.Pattern[str], sized: bool = False, gaps: bool = False) -> Read:
    def read(text: str) -> Arguments | None:
        found: list[tuple[str | None, str]] = []
        for directive in pattern.finditer(text):
            part = directive.groupdict()
            sign, macro = part["sign"], part.get("macro")
            if sign is None and macro is None:
                return None
            if sign in ("%", "m"):
                continue
            stars = [name for name in ("width", "precision") if (part[name] or "").endswith("*")]
            found += [(part["number"] and "", "integer")] * len(stars)
            size = (part.get("size") or "").replace("q", "ll")
            kind = macro or f"{_KINDS[sign or '']} {size}".rstrip()
            found.append((part["number"], kind if sized else kind.removeprefix("unsigned ")))
        return _numbered(found, gaps)

    return read


def read_python(text: str) -> Arguments | None:
    """The arguments of a Python `%` format string."""
    found: list[tuple[str | None, str]] = []
    names: dict[str, str] = {}
    for directive in _PYTHON.finditer(text):
        sign, name = directive["sign"], directive["name"]
        if sign is None:
            return None
        if sign == "%" and name is None:
            continue
        kind = "string" if sign in "rsa" else "integer" if sign in "diouxX" else _KINDS.get(sign, "string")
        if name is not None:
            if names.setdefault(name, kind) != kind:
                return None
        else:
            stars = [part for part in ("width", "precision") if (directive[part] or "").endswith("*")]
            found += [(None, "integer")] * len(stars)
            found.append((None, kind))
    if names:
        return None if found else Arguments(names, True)
    return _numbered(found)


def read_brace(text: str) -> Arguments | None:
    """The arguments of a Python `str.format` string; those without a name are counted."""
    names: dict[str, str] = {}
    counted = 0
    for directive in _BRACE.finditer(text):
        if directive["wrong"]:
            return None
        if directive["field"] is None:
            continue
        name = directive["field"]
        if not name:
            name = str(counted)
            counted += 1
        names[name] = "value"
        for inner in re.findall(rf"\{{({_FIELD})\}}", directive["spec"] or ""):
            names[inner] = "value"
    return Arguments(names, True)


def _listed(pattern: str, more: bool = False) -> Read:
    """Arguments that a pattern finds anywhere; nothing is invalid."""
    compiled = re.compile(pattern)
    return lambda text: Arguments(dict.fromkeys(compiled.findall(text), "value"), more=more)


FORMATS: Mapping[str, Read] = {
    "c-format": _printf(_C, True),
    "objc-format": _printf(re.compile(_C.pattern.replace("[diou", "[@diou")), True),
    "python-format": read_python,
    "python-brace-format": read_brace,
    "javascript-format": _printf(_JAVASCRIPT, gaps=True),
    "php-format": _printf(_PHP, gaps=True),
    "perl-brace-format": _listed(r"\{([A-Za-z_]\w*)\}", more=True),
    "qt-format": _listed(r"%L?([1-9][0-9]?|n)"),
    "kde-format": _listed(r"%([1-9][0-9]?)"),
    "sh-format": _listed(r"\$\{?([A-Za-z_]\w*)"),
    "ruby-format": _listed(r"%([<{]\w+[>}])"),
    "csharp-format": _listed(r"(?<!\{)\{([0-9]+)[^{}]*\}"),
    "java-format": _listed(r"\{([0-9]+)[^{}]*\}"),
}
"""The formats by their flags."""
_KINDS["@"] = "object"
