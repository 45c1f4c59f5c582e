"""A clinic's settings that are right, to be spoilt key by key."""

import zlib

LOCALES = ("en", "de", "hr", "ar")

RIGHT = """
name = "Sample practice"
legal_name = "Sample practice Ltd"
country = "DE"
locales = ["de", "ar"]
telephone = "030 23125 000"
email = "office@example.org"
booking = "https://example.org/book"
base_url = "https://example.org/pages"
region = "Berlin"

[address]
street = "Musterstraße 1"
postcode = "10115"
city = "Berlin"

[emergency]
number = "112"
review_by = 2027-01-01

[law]
text = "This sample does not state the law."
source = "Sample authority"
url = "https://example.org/law"
dated = 2026-01-01
review_by = 2027-01-01

[[practitioners]]
name = "Sample Person"
profession = "physiotherapist"
registration = "SAMPLE-1"
register = "Sample register"

[[hours]]
days = ["mon", "tue"]
opens = 08:00:00
closes = 12:00:00

[[hours]]
days = ["mon"]
opens = 14:00:00
closes = 18:00:00

[tags]
de = "de_AT"

[look]
colour = "#ffffff"
ink = "#333333"
logo = "logo.png"

[addenda]
after_article = ["We speak German and Arabic."]
before_contact = ["Please call us if you cannot come."]
"""


def png(width: int = 2, height: int = 2, *further: tuple[bytes, bytes]) -> bytes:
    """A black picture of that size, with more chunks before its end."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(b"".join(b"\x00" * (1 + width) for _ in range(height)))
    chunks = [(b"IHDR", header), (b"IDAT", rows), *further, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big") for kind, body in chunks
    )
