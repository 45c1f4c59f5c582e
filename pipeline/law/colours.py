"""The gate's view of a clinic's colours: a sheet of one form, that colours its own parts of a page and can be read."""

import re
from collections.abc import Iterator

_FORM = re.compile(
    r":root \{ --practice: (#[0-9a-f]{6}); --practice-ink: (#[0-9a-f]{6}); \}\n"
    r"@media \(prefers-color-scheme: dark\) \{\n"
    r"  :root \{ --practice: (#[0-9a-f]{6}); --practice-ink: (#[0-9a-f]{6}); \}\n"
    r"\}\n"
)
LEAST_CONTRAST = 4.5
"""Of text and its ground (WCAG 2.2, success criterion 1.4.3)."""


def sheet_faults(sheet: str) -> Iterator[str]:
    """What is wrong with a clinic's sheet: it names two pairs of colours, whose contrast is enough, and says nothing else."""
    found = _FORM.fullmatch(sheet)
    if found is None:
        yield "it is not of the one form that a clinic's sheet has"
        return
    for ground, ink in ((found[1], found[2]), (found[3], found[4])):
        if contrast(ground, ink) < LEAST_CONTRAST:
            yield f"the contrast of {ink} on {ground} is {contrast(ground, ink):.2f}, less than {LEAST_CONTRAST}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
