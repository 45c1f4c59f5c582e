"""XML bytes → elements that know their line, text → XML; the one door to the XML parser.

Expat by itself reads no file and no network. A document that declares entities of its own is refused at that line, which
ends entity bombs and external entities alike; so no second library is needed, and every error has its line.
"""

import re
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from pipeline.formats.markdown.placeholders import FORBIDDEN
from pipeline.model.errors import PipelineError, Place

_DEEPEST = 64
"""No exchange format nests further; a bound keeps readers of elements from running out of stack."""
_XML = "http://www.w3.org/XML/1998/namespace"
_UNSAFE = re.compile(rf"[\\{FORBIDDEN}]")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")

__all__ = ["Element", "escape", "line_of", "quoteattr", "read_xml", "restored", "safe"]


def safe(text: str) -> str:
    """Text that any element or attribute can carry; backslashes and characters that XML forbids become `\\uXXXX`."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def restored(text: str) -> str:
    """The text that `safe` was given. Law: `restored(safe(text)) == text`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class _Node(Element):
    """An element and where it stood."""

    line = 0


def line_of(element: Element) -> int:
    """The line on which an element of `read_xml` begins."""
    return int(getattr(element, "line", 0))


def read_xml(content: bytes, path: str) -> Element:
    """The root of a document; raises PipelineError with the line of whatever is not well-formed, or declares entities.

    Names of the root's own namespace are bare, `xml:` attributes keep their prefix, other names are `{namespace}name`.
    """
    builder = TreeBuilder(element_factory=_Node)
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    own: list[str] = []
    depth = 0

    def place() -> Place:
        return Place(path, parser.CurrentLineNumber)

    def name_of(name: str) -> str:
        namespace, _, bare = name.rpartition("}")
        if namespace == _XML:
            return f"xml:{bare}"
        return bare if namespace in ("", own[0]) else f"{{{namespace}}}{bare}"

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if not own:
            own.append(name.rpartition("}")[0])
        depth += 1
        if depth > _DEEPEST:
            raise PipelineError(place(), f"elements lie more than {_DEEPEST} deep", "export the file anew")
        node = builder.start(name_of(name), {name_of(key): value for key, value in attributes.items()})
        setattr(node, "line", parser.CurrentLineNumber)  # noqa: B010 - the factory's own field

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name_of(name))

    def doctype(name: str, system: str | None, public: str | None, has_subset: int) -> None:
        # A bare reference to a published DTD is common in TMX and harmless: it is never loaded.
        if has_subset:
            raise PipelineError(place(), "a document type with declarations of its own", "remove the DOCTYPE")

    def unknown(name: str, is_parameter: int) -> None:
        raise PipelineError(place(), f"an unknown entity &{name};", "write the character itself")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    parser.SkippedEntityHandler = unknown
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        problem = f"this is not well-formed XML: {ErrorString(error.code)}"
        raise PipelineError(Place(path, error.lineno), problem, "export the file anew") from None
    except (LookupError, ValueError) as error:
        raise PipelineError(place(), f"this encoding cannot be read: {error}", "save the file as UTF-8") from None
    return builder.close()
