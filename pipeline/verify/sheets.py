"""Style sheets of a bundle: the one that the records name, a clinic's two pairs of colours, and that of fragments in a CMS."""

import re
from collections.abc import Iterator
from hashlib import sha256

_CLINIC = re.compile(
    r":root \{ --practice: (#[0-9a-f]{6}); --practice-ink: (#[0-9a-f]{6}); \}\n"
    r"@media \(prefers-color-scheme: dark\) \{\n"
    r"  :root \{ --practice: (#[0-9a-f]{6}); --practice-ink: (#[0-9a-f]{6}); \}\n"
    r"\}\n"
)
_LEAST_CONTRAST = 4.5
"""Of text and its ground (WCAG 2.2, success criterion 1.4.3)."""
_RULE = re.compile(r"\s*(?:/\*[^*]*\*/\s*)*(\.polyclinic[^{}@]*)\{([^{}@]*)\}")
_QUIET = re.compile(
    r"(line-height|overflow-wrap|color|background|padding(-[a-z]+)*|margin(-[a-z]+)*|border(-[a-z]+)*|text-decoration"
    r"|font-weight|inline-size|text-align|vertical-align): ?[^:;()\\]+"
)
"""What may be said of a fragment: nothing that takes a text away or out of its place."""


def sheet_faults(name: str, content: bytes, style: str) -> Iterator[str]:
    """What is wrong with a sheet of this name; `style` is the SHA-256 of the one of all pages."""
    text = content.decode("utf-8", "replace")
    if name.endswith("/style.css"):
        if sha256(content).hexdigest() != style:
            yield "it is not the style sheet that the records name: it could hide the disclaimer"
    elif name.endswith("/clinic.css"):
        yield from _clinic_faults(text)
    elif not _is_quiet(text):
        yield "it does more than put a frame and colours around a fragment"


def _clinic_faults(text: str) -> Iterator[str]:
    found = _CLINIC.fullmatch(text)
    if found is None:
        yield "it does more than give a practice its colours"
        return
    for ground, ink in ((found[1], found[2]), (found[3], found[4])):
        if _contrast(ground, ink) < _LEAST_CONTRAST:
            yield f"{ink} on {ground} cannot be read: their contrast is less than {_LEAST_CONTRAST}"


def _is_quiet(text: str) -> bool:
    rules = list(_RULE.finditer(text))
    declarations = [one.strip() for rule in rules for one in rule[2].split(";")]
    # Whatever is no rule of this kind is left over.
    return not _RULE.sub("", text).strip() and all(_QUIET.fullmatch(one) for one in declarations if one)


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours, `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
