"""A catalog's text, cut where an editor may change it and where it may not."""

FREE = ("PO-Revision-Date", "Last-Translator", "X-Generator")
"""The header fields in which an editor says who was there, and when."""


def cut(text: str) -> tuple[str, list[str], str]:
    """The comments and keywords above the header, its fields one by one, and all entries below it."""
    head, body = text.split("\n\n", 1)
    lines = head.split("\n")
    return "\n".join(line for line in lines if line[0] != '"'), [line for line in lines if line[0] == '"'], body


def fixed(fields: list[str]) -> list[str]:
    """The header fields that no editor may change."""
    return [field for field in fields if field[1:].split(":")[0] not in FREE]
