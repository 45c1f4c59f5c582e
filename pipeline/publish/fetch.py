"""A published page over the network: what a browser without scripts would be given.

The standard library's HTTP client, and no other: it follows no redirect by itself, so each can be counted and named; it
unpacks nothing by itself, so no answer grows beyond its limit; and the command works wherever Python does.
"""

import codecs
import http.client
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from pipeline import __version__
from pipeline.model.errors import PipelineError

MOST_REDIRECTS = 5
LARGEST = 10_000_000
"""Bytes of one page, unpacked."""
PATIENCE = 15.0
"""Seconds without a byte."""
LONGEST = 60.0
"""Seconds for one answer in all."""

_CHUNK = 1 << 16
_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LATIN = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""What browsers read as Windows-1252 (WHATWG, Encoding)."""
_HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; polyclinic-check-url/{__version__})",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9",
    "Accept-Encoding": "gzip",
    "Cache-Control": "no-cache",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer that can be read."""

    address: str
    """Where it was found in the end."""
    redirects: tuple[str, ...]
    """The addresses on the way, without the first."""
    form: str
    """`html` or `text`."""
    content: str
    notes: tuple[str, ...] = ()
    """What is odd about the answer."""


def fetch(url: str) -> Fetched:
    """The page at an address; raises PipelineError, which names the address, for whatever is no page that can be read."""
    redirects: list[str] = []
    address = url
    while True:
        with _answer(address) as answer:
            if answer.status not in (301, 302, 303, 307, 308):
                return _read(address, tuple(redirects), answer)
            where = answer.getheader("Location")
        if not where:
            raise PipelineError(address, f"it redirects (status {answer.status}) without saying where", _ASK)
        address = urljoin(address, where)
        redirects.append(address)
        if len(redirects) > MOST_REDIRECTS:
            way = " → ".join((url, *redirects))
            raise PipelineError(url, f"it redirects more than {MOST_REDIRECTS} times: {way}", "mend the redirects of the site")


_ASK = "open it in a browser, or ask who keeps the site"


@contextmanager
def _answer(address: str) -> Iterator[http.client.HTTPResponse]:
    """The answer of a server, whatever its status; closed afterwards."""
    parts = _parts(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    late = threading.Event()

    held: list[socket.socket] = []  # the connection itself forgets its socket when the answer begins

    def hang_up() -> None:
        late.set()
        for one in held:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(LONGEST, hang_up)
    timer.daemon = True
    timer.start()
    try:
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
        )
        connection.connect()
        held += filter(None, [connection.sock])
        connection.request("GET", path, headers=_HEADERS)
        with connection.getresponse() as answer:
            yield answer
        if late.is_set():  # then the answer seems to end
            raise TimeoutError
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise PipelineError(address, _said("it took too long" if late.is_set() else error), _ASK) from None
    finally:
        timer.cancel()
        connection.close()


_QUERY = "/%:@!$&'()*+,;=~-._?[]"


def _parts(address: str) -> SplitResult:
    """An address in pieces; raises PipelineError for one that this command does not open."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise PipelineError(address, f"this is no address: {error}", "give one as the browser shows it") from None
    if not usable or any(sign.isspace() or not sign.isprintable() for sign in address):
        raise PipelineError(address, "this is no address of a page on the web", "give one that begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        shown = address.replace(f"{parts.netloc.rpartition('@')[0]}@", "")
        raise PipelineError(
            shown, "this address holds a user's name or password", "give it without; pages for patients need none"
        )
    return parts


def _said(error: Exception | str) -> str:
    """What went wrong on the network, in words."""
    match error:
        case str():
            return f"{error}: more than {LONGEST:.0f} seconds"
        case ssl.SSLCertVerificationError():
            return f"its certificate does not hold: {error.verify_message}"
        case ssl.SSLError():
            return f"there is no secure connection: {error.reason or error}"
        case socket.gaierror():
            return "there is no such host, or no network"
        case TimeoutError():
            return f"it does not answer within {PATIENCE:.0f} seconds"
        case ConnectionRefusedError():
            return "nothing answers there: the connection was refused"
        case http.client.RemoteDisconnected():
            return "it hangs up without an answer"
        case http.client.IncompleteRead():
            return "the answer breaks off"
        case OSError():
            return f"the connection failed: {error.strerror or error}"
    return f"the answer is no HTTP: {type(error).__name__}"


def _read(address: str, redirects: tuple[str, ...], answer: http.client.HTTPResponse) -> Fetched:
    if answer.status != 200:
        problem = f"the server answers {answer.status} {answer.reason}".rstrip()
        remedy = "this page is for those who log in: patients do not see it" if answer.status in (401, 403) else _ASK
        raise PipelineError(address, problem, remedy)
    named = answer.getheader("Content-Type") or ""
    form = _TYPES.get(named.partition(";")[0].strip().lower())
    if form is None:
        raise PipelineError(address, f"it is no page but {named or 'of no type'}", "give the address of an HTML or text page")
    content, notes = _decoded(address, _unpacked(address, answer), answer.headers.get_content_charset(), form)
    return Fetched(address, redirects, form, content, tuple(notes))


def _unpacked(address: str, answer: http.client.HTTPResponse) -> bytes:
    """The bytes of an answer, gunzipped, up to the limit."""
    packed = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if packed not in ("gzip", "x-gzip", "identity", ""):
        raise PipelineError(address, f"it is packed as {packed}, which nobody asked for", "mend the server's settings")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packed else None
    pieces, size = [], 0
    try:
        while chunk := answer.read(_CHUNK):
            piece = unpack.decompress(chunk, LARGEST + 1 - size) if unpack else chunk
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise PipelineError(address, f"it is larger than {LARGEST // 1_000_000} MB", "give the address of an article")
    except zlib.error:
        raise PipelineError(address, "it is packed, and cannot be unpacked", "mend the server's settings") from None
    if answer.length or (unpack is not None and not unpack.eof):
        raise PipelineError(address, "the answer breaks off", _ASK)
    return b"".join(pieces)


def _decoded(address: str, content: bytes, named: str | None, form: str) -> tuple[str, list[str]]:
    """The text as a browser would read it: the byte order mark, else what the server says, else what the page says."""
    notes = []
    charset = next((codec for bom, codec in _BOMS if content.startswith(bom)), "") or (named or "")
    if not charset and form == "html":
        found = _META_CHARSET.search(content[:4096])
        charset = found[1].decode("ascii") if found else ""
    if not charset:
        notes.append("no charset is declared: browsers have to guess; let the server say charset=utf-8")
    charset = "cp1252" if charset.lower() in _LATIN else charset or "utf-8"
    try:
        text = content.decode(charset, "replace")
    except LookupError:
        raise PipelineError(address, f"its charset is {charset!r}, which nobody knows", "serve it as UTF-8") from None
    if charset == "cp1252" and not content.isascii() and _is_utf8(content):
        notes.append("it is written in UTF-8, but declared as Windows-1252: its letters are shown wrong")
    return text, notes


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
