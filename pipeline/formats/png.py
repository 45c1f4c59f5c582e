"""A logo's bytes → what is wrong with them, by the PNG specification (W3C, third edition)."""

import zlib
from collections.abc import Iterator

LARGEST = 200_000
"""Bytes; a page has one logo, and many readers a slow line."""
WIDEST = 1024
"""Pixels, of either side."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_IHDR = 13
"""Bytes of the header chunk."""


def png_problem(content: bytes) -> str:
    """What is wrong with a logo, or nothing: it is one whole still PNG picture, no larger than a page can bear."""
    if len(content) > LARGEST:
        return f"it has {len(content)} bytes: at most {LARGEST}"
    if not content.startswith(_SIGNATURE):
        return "it is no PNG file: save it as PNG"
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != _IHDR or chunks[-1][0] != b"IEND":
        return "this PNG file is damaged, or something stands behind its end: save it anew"
    if any(kind == b"acTL" for kind, _ in chunks):
        return "this picture moves: save it as a still one"
    width, height = (int.from_bytes(chunks[0][1][at : at + 4], "big") for at in (0, 4))
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        return f"it has {width} × {height} pixels: at most {WIDEST} each side"
    return ""


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a picture up to its end; a last one without a name where one is damaged, or bytes are left."""
    at = len(_SIGNATURE)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        if content[at - 4 : at] != zlib.crc32(kind + body).to_bytes(4, "big"):
            yield b"", b""
            return
        yield kind, body


def png_size(content: bytes) -> tuple[int, int]:
    """The width and height in pixels of a picture in which nothing is wrong."""
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
