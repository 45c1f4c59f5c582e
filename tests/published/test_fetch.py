"""What comes over the network: redirects, sizes, types, charsets, certificates, and servers that misbehave."""

import gzip
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path

import pytest

from pipeline.model.errors import PipelineError
from pipeline.publish import fetch as fetching
from pipeline.publish.fetch import fetch
from tests.published.web import free_port, served

PAGE = "<!DOCTYPE html><meta charset=utf-8><p>Čaša</p>"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """nginx with a small page, where the real one would be."""
    root = tmp_path_factory.mktemp("web")
    (root / "site/hr").mkdir(parents=True)
    (root / "site/hr/dry-needling.html").write_text(PAGE, "utf-8")
    (root / "a.pdf").write_bytes(b"%PDF-1.7")
    (root / "large.html").write_bytes(b"<p>" + b"x" * 10_000_001)
    with served(root) as address:
        yield root, address


def problem_of(url: str) -> str:
    with pytest.raises(PipelineError) as told:
        fetch(url)
    return str(told.value)


def test_a_page_comes_with_its_redirects_in_order(web: tuple[Path, str]) -> None:
    page = fetch(f"{web[1]}/moved")
    assert page.content == PAGE
    assert page.redirects == (f"{web[1]}/moved-again", f"{web[1]}/site/hr/dry-needling.html")
    assert page.address == page.redirects[-1]
    assert page.notes == ()


def test_a_packed_page_is_the_same(web: tuple[Path, str]) -> None:
    assert fetch(f"{web[1]}/packed/site/hr/dry-needling.html").content == PAGE


def test_letters_are_read_as_the_server_says_they_are(web: tuple[Path, str]) -> None:
    page = fetch(f"{web[1]}/latin/site/hr/dry-needling.html")
    assert "Čaša" not in page.content
    assert page.notes == ("it is written in UTF-8, but declared as Windows-1252: its letters are shown wrong",)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/round", "it redirects more than 5 times"),
        ("/to-a-file", "this is no address of a page on the web"),
        ("/members", "the server answers 403"),
        ("/broken", "the server answers 500"),
        ("/nothing.html", "the server answers 404"),
        ("/a.pdf", "it is no page but application/pdf"),
        ("/large.html", "it is larger than 10 MB"),
        ("/packed/large.html", "it is larger than 10 MB"),
    ],
)
def test_what_is_no_page_is_told(web: tuple[Path, str], path: str, problem: str) -> None:
    assert problem in problem_of(web[1] + path)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("file:///etc/hostname", "no address of a page on the web"),
        ("ftp://127.0.0.1/x", "no address of a page on the web"),
        ("https://", "no address of a page on the web"),
        ("http://[::1", "this is no address"),
        ("http://127.0.0.1:99999/", "this is no address"),
        ("http://127.0.0.1/a b", "no address of a page on the web"),
        ("http://127.0.0.1/\r\nX: y", "no address of a page on the web"),
        ("nonsense", "no address of a page on the web"),
        ("http://no-such-host.invalid/", "there is no such host, or no network"),
        pytest.param(f"http://127.0.0.1:{free_port()}/", "the connection was refused", id="nobody listens"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(url: str, problem: str) -> None:
    assert problem in problem_of(url)


def test_a_password_in_an_address_is_not_repeated() -> None:
    told = problem_of("https://ana:geheim@example.org/")
    assert "name or password" in told
    assert "geheim" not in told


@contextmanager
def answering(answer: Iterable[bytes], secured: Callable[[socket.socket], socket.socket] = lambda one: one) -> Iterator[int]:
    """A server that says this to whoever comes first, then hangs up; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            try:
                with secured(server.accept()[0]) as one:
                    one.recv(4096)
                    for piece in answer:
                        one.sendall(piece)
            except OSError:
                return  # whoever came has hung up

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            with socket.socket() as last:  # in case that nobody came
                last.connect_ex(server.getsockname())
            thread.join(20)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "the answer is no HTTP"),
        (b"", "it hangs up without an answer"),
        (HEAD + b"Content-Length: 99\r\n\r\n<p>", "the answer breaks off"),
        (HEAD + b"Content-Encoding: br\r\n\r\nx", "packed as br, which nobody asked for"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\nplain text", "cannot be unpacked"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>", mtime=0)[:-4], "the answer breaks off"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>" * 9_000_000, mtime=0), "larger than 10 MB"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=klingon\r\n\r\nx", "its charset is 'klingon'"),
        (b"HTTP/1.1 200 OK\r\n\r\nx", "it is no page but of no type"),
        (b"HTTP/1.1 302 Found\r\n\r\n", "without saying where"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "the answer is no HTTP"),
    ],
)
def test_a_server_that_misbehaves_is_told(answer: bytes, problem: str) -> None:
    with answering([answer]) as port:
        assert problem in problem_of(f"http://127.0.0.1:{port}/")


def test_a_page_without_a_charset_is_read_as_utf8_and_noted() -> None:
    with answering([HEAD + b"\r\n" + "Čaša".encode()]) as port:
        page = fetch(f"http://127.0.0.1:{port}/")
    assert page.content == "Čaša"
    assert "no charset is declared" in page.notes[0]


def test_a_server_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST", 0.3)
    with answering(chain([HEAD + b"\r\n"], repeat(b"x"))) as port:
        assert "it took too long" in problem_of(f"http://127.0.0.1:{port}/")


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-keyout",
            str(key),
            "-out",
            str(certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with answering([], secured=lambda one: context.wrap_socket(one, server_side=True)) as port:
        assert "its certificate does not hold: self-signed certificate" in problem_of(f"https://127.0.0.1:{port}/")
