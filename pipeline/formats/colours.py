"""Two colours → how well one is read on the other (WCAG 2.2, "relative luminance" and "contrast ratio")."""

import re

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

LEAST_CONTRAST = 4.5
"""What text needs (WCAG 2.2, 1.4.3)."""


def is_colour(text: str) -> bool:
    """Whether it is written as `#rrggbb`."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#rrggbb`, from 1 to 21; which of them is the text does not matter."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
