"""What a theme may say: its properties, and for each the values that cannot hide a text.

An allow-list. A property is here because a clinic's look needs it and because its bounds are the same at every width of a
window, so that what was proved at some widths holds between them. Hence no percentages, no units of the window, no
functions but `var()` of the colours below, no keywords that take a value from elsewhere.
"""

from collections.abc import Callable, Sequence
from typing import Any

from tinycss2.color3 import RGBA, parse_color

COLOURS = frozenset(
    {"--ground", "--raised", "--ink", "--quiet", "--line", "--link", "--caution", "--caution-ground"}
    | {"--emergency", "--emergency-ground"}
)
"""The custom properties of the style sheet; a theme may set these, and name them."""

# Only fonts of text that are commonly installed: one of symbols, or with empty letters, would show another text or none on
# the machine that has it, and the machine that proves may not have it. A page loads no font from anywhere.
FAMILIES = frozenset(
    {
        "serif",
        "sans-serif",
        "monospace",
        "system-ui",
        "ui-serif",
        "ui-sans-serif",
        "ui-rounded",
        "ui-monospace",
        "-apple-system",
    }
    | {"blinkmacsystemfont", "arial", "avenir", "avenir next", "calibri", "cambria", "candara", "charter", "consolas"}
    | {"constantia", "corbel", "courier new", "dejavu sans", "dejavu sans mono", "dejavu serif", "georgia", "helvetica"}
    | {"helvetica neue", "inter", "lato", "liberation sans", "liberation serif", "menlo", "open sans", "optima", "palatino"}
    | {
        "palatino linotype",
        "roboto",
        "segoe ui",
        "source sans 3",
        "tahoma",
        "times",
        "times new roman",
        "trebuchet ms",
        "ubuntu",
    }
    | {
        "verdana",
        "geeza pro",
        "hiragino sans",
        "kohinoor devanagari",
        "leelawadee ui",
        "meiryo",
        "microsoft yahei",
        "nirmala ui",
    }
    | {"pingfang sc", "thonburi", "yu gothic"}
    | {f"noto {face}{script}" for face in ("sans", "serif") for script in ("", " arabic", " devanagari", " thai")}
    | {f"noto {face} cjk {country}" for face in ("sans", "serif") for country in ("jp", "sc")}
)
"""In small letters."""

Token = Any
_Check = Callable[[Sequence[Token]], bool]


def declaration_fault(name: str, tokens: Sequence[Token]) -> str:
    """Why a declaration may not stand in a theme, as "what is wrong: next step"; empty if it may.

    `name` is in small letters unless it begins with `--`; `tokens` are those of its value, less white space and comments.
    """
    if name.startswith("--"):
        rule = _VALUES["--ground"] if name in COLOURS else None
    else:
        rule = None if name in COLOURS else _VALUES.get(name)
    if rule is None:
        return f"{name} is not for a theme: leave it out"
    allowed, what = rule
    return "" if tokens and allowed(tokens) else f"{name} has a value that is not allowed: write {what}"


def _colour(token: Token) -> bool:
    return _plain_colour(token) or (
        token.type == "function"
        and token.lower_name == "var"
        and [one.type for one in token.arguments] == ["ident"]
        and token.arguments[0].value in COLOURS
    )


def _plain_colour(token: Token) -> bool:
    # Of hexadecimal colours the forms without alpha; of names none that depends on the machine or shines through.
    if token.type == "hash" and len(token.value) not in (3, 6):
        return False
    parsed = parse_color(token) if token.type in ("hash", "ident") else None
    return isinstance(parsed, RGBA) and parsed.alpha == 1


def _length(token: Token, most: float) -> bool:
    """Whether it is a length from 0 to so many rem; a pixel is a sixteenth of one."""
    if token.type == "number":
        return bool(token.value == 0)
    return token.type == "dimension" and (token.lower_unit, True) in (
        ("rem", 0 <= token.value <= most),
        ("px", 0 <= token.value <= most * 16),
    )


def _each(allowed: Callable[[Token], bool], most: int = 1) -> _Check:
    return lambda tokens: len(tokens) <= most and all(map(allowed, tokens))


def _word(*words: str) -> Callable[[Token], bool]:
    return lambda token: token.type == "ident" and token.lower_value in words


def _within(kind: str, unit: str, least: float, most: float) -> Callable[[Token], bool]:
    return lambda token: token.type == kind and getattr(token, "lower_unit", "") == unit and least <= token.value <= most


def _either(*allowed: Callable[[Token], bool]) -> Callable[[Token], bool]:
    return lambda token: any(one(token) for one in allowed)


def _width(token: Token) -> bool:
    return _length(token, 0.5)


_line = _word("none", "solid", "dashed", "dotted", "double")


def _border(tokens: Sequence[Token]) -> bool:
    kinds = [next((index for index, one in enumerate((_width, _line, _colour)) if one(token)), -1) for token in tokens]
    return -1 not in kinds and len(set(kinds)) == len(kinds)


def _weight(token: Token) -> bool:
    return _word("normal", "bold")(token) or (token.type == "number" and token.value in (400, 500, 600, 700, 800, 900))


def _families(tokens: Sequence[Token]) -> bool:
    names = [""]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            names.append("")
        elif token.type in ("ident", "string"):
            names[-1] = f"{names[-1]} {token.value.lower()}".strip()
        else:
            return False
    return all(name in FAMILIES for name in names)


_EDGES = ("block", "inline")
_SIDES = ("top", "right", "bottom", "left", *(f"{edge}-{end}" for edge in _EDGES for end in ("start", "end")))
_HEX = "a colour as #rrggbb or by its name"
_ANY_COLOUR = f"{_HEX}, or var() of one of {', '.join(sorted(COLOURS))}"
_LINES = "none, solid, dashed, dotted or double"


def _values() -> dict[str, tuple[_Check, str]]:
    # Large enough for any look, and small enough for a column of text in a window of 320 pixels.
    space = (lambda token: _length(token, 3), "a length from 0 to 3rem (48px)")
    radius = (lambda token: _length(token, 2), "a length from 0 to 2rem (32px)")
    found: dict[str, tuple[_Check, str]] = {
        "--ground": (_each(_plain_colour), _HEX),
        "color": (_each(_colour), _ANY_COLOUR),
        "background": (_each(_colour), _ANY_COLOUR),
        "background-color": (_each(_colour), _ANY_COLOUR),
        "text-decoration-color": (_each(_colour), _ANY_COLOUR),
        "font-family": (_families, "names of common fonts of text, and generic ones such as sans-serif"),
        # A thin letter has less contrast than its colour.
        "font-weight": (_each(_weight), "normal, bold, or 400 to 900"),
        "font-size": (_each(_within("dimension", "rem", 0.85, 2.5)), "0.85rem to 2.5rem"),
        "line-height": (_each(_within("number", "", 1.3, 2.2)), "a number without unit from 1.3 to 2.2"),
        "letter-spacing": (
            _each(_either(_word("normal"), _within("dimension", "em", 0, 0.1))),
            "normal, or 0em to 0.1em",
        ),
        "text-align": (_each(_word("start", "center")), "start or center"),
        "max-inline-size": (_each(_within("dimension", "rem", 30, 60)), "30rem to 60rem"),
        "border-radius": (_each(radius[0], 4), radius[1]),
    }
    groups = [("", 4), *((f"-{edge}", 2) for edge in _EDGES), *((f"-{side}", 1) for side in _SIDES)]
    for side, most in groups:
        found[f"border{side}"] = (_border, "a width up to 0.5rem (8px), a line, a colour")
        found[f"border{side}-width"] = (_each(_width, most), "a length from 0 to 0.5rem (8px)")
        found[f"border{side}-style"] = (_each(_line, most), _LINES)
        found[f"border{side}-color"] = (_each(_colour, most), _ANY_COLOUR)
        found[f"padding{side}"] = (_each(space[0], most), space[1])
        found[f"margin{side}"] = (_each(space[0], most), space[1])
    return found


_VALUES = _values()
