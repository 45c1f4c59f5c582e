"""The markup of a message ⇄ inline elements of XLIFF 1.2 and TMX 1.4b.

XLIFF gets `<g>` around what a pair stands around and `<x/>` for what stands alone: a pair cannot be torn, and editors that
know no other element (Poedit) show them as tags. TMX gets `<bpt>`, `<ept>` and `<ph>`, the only ones it has. Reading takes
either, from either: tools convert them.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from pipeline.formats.markdown.placeholders import FORBIDDEN, Code, Piece, codes, split
from pipeline.formats.xml_syntax import Element, escape, quoteattr

_CTYPES = {"bold": "bold", "italic": "italic", "link": "link"}
"""Kinds that XLIFF 1.2 has a word for; the others get `x-`."""
_TRANSPARENT = frozenset({"mrk", "hi", "sub"})
"""Elements that CAT tools put around text and that stand for no markup of ours."""

Numbers = Mapping[str, tuple[str, ...]]
"""A sign of the source → the numbers of its codes, so that a translation's equal codes get the same."""


def numbers_of(text: str) -> Numbers:
    """The numbers of a source's codes, from 1 in the order of the text."""
    found: dict[str, tuple[str, ...]] = {}
    for number, code in enumerate(codes(split(text)), start=1):
        found[code.sign] = (*found.get(code.sign, ()), str(number))
    return found


def native_codes(text: str) -> dict[str, Code]:
    """The codes of a source by their number: what a tool that dropped their content is read with."""
    return {str(number): code for number, code in enumerate(codes(split(text)), start=1)}


def write_groups(text: str, numbers: Numbers) -> str:
    """A text as the content of XLIFF's `<source>` or `<target>`. Law: `read_inline` gives the text back."""
    return "".join(_groups(split(text), _Numbering(numbers)))


def write_native(text: str, numbers: Numbers) -> str:
    """A text as the content of TMX's `<seg>`. Law: `read_inline` gives the text back."""
    return "".join(_native(split(text), _Numbering(numbers)))


class _Numbering:
    """Gives each code of a translation the number of its twin in the source, once; what has none gets a new one."""

    def __init__(self, numbers: Numbers) -> None:
        self._left = {sign: list(found) for sign, found in numbers.items()}
        self._new = count(sum(map(len, numbers.values())) + 1)

    def of(self, code: Code) -> str:
        left = self._left.get(code.sign)
        return left.pop(0) if left else str(next(self._new))


def _shown(code: Code) -> str:
    return f"U+{ord(code.opening):04X}" if code.kind == "character" else code.sign


def _groups(pieces: tuple[Piece, ...], numbering: _Numbering) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield escape(piece)
            continue
        ctype = _CTYPES.get(piece.kind, f"x-{piece.kind}")
        attributes = f'id="{numbering.of(piece)}" ctype="{ctype}" equiv-text={quoteattr(_shown(piece))}'
        if piece.inner is None:
            yield f"<x {attributes}/>"
        else:
            yield f"<g {attributes}>"
            yield from _groups(piece.inner, numbering)
            yield "</g>"


def _native(pieces: tuple[Piece, ...], numbering: _Numbering) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield escape(piece)
            continue
        number = numbering.of(piece)
        kind = f'type="{_CTYPES.get(piece.kind, f"x-{piece.kind}")}"'
        if piece.inner is None:
            yield f'<ph x="{number}" {kind}>{escape(_shown(piece))}</ph>'
        else:
            yield f'<bpt i="{number}" x="{number}" {kind}>{escape(piece.opening)}</bpt>'
            yield from _native(piece.inner, numbering)
            yield f'<ept i="{number}">{escape(piece.closing)}</ept>'


def read_inline(element: Element, native: Mapping[str, Code]) -> tuple[str, tuple[str, ...]]:
    """The text of a `<source>`, `<target>` or `<seg>`, and a sentence for each element that stands for no known markup."""
    strangers: list[str] = []
    text = "".join(_read(element, native, strangers))
    return text, tuple(strangers)


def _read(element: Element, native: Mapping[str, Code], strangers: list[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        opening, closing, inside = _ends(child, native)
        if opening is None:
            strangers.append(f"an element <{child.tag}> that stands for no markup of the source")
        yield opening or ""
        if inside:
            yield from _read(child, native, strangers)
        yield closing
        yield child.tail or ""


def _ends(child: Element, native: Mapping[str, Code]) -> tuple[str | None, str, bool]:
    """What an inline element begins with and ends with, and whether text of the message lies inside."""
    number = child.get("id") or child.get("x") or child.get("i") or ""
    code = native.get(child.get("rid") or number)
    shown = child.get("equiv-text") or ""
    match child.tag:
        case tag if tag in _TRANSPARENT:
            return "", "", True
        case "g":
            opening, dots, closing = shown.partition("…")
            if dots:
                return opening, closing, True
            return (code.opening, code.closing, True) if code else (None, "", True)
        case "bx":
            return (code.opening if code else None), "", False
        case "ex":
            return (code.closing if code else None), "", False
        case "x" | "ph" | "it" | "bpt" | "ept":
            content = shown if child.tag == "x" else "".join(child.itertext())
            if child.get("ctype", child.get("type")) == "x-character" and content.startswith("U+"):
                return _character(content), "", False
            if content or code is None:
                return content or None, "", False
            return (code.closing if child.tag == "ept" else code.opening), "", False
        case _:
            return None, "", True


def _character(shown: str) -> str | None:
    # Only what `_shown` writes: anything else (half a surrogate pair, say) is no character of ours.
    match = re.fullmatch(r"U\+([0-9A-F]{4})", shown)
    character = chr(int(match[1], 16)) if match else ""
    return character if re.fullmatch(f"[{FORBIDDEN}]", character) else None
