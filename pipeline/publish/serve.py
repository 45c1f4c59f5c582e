"""A preview of the built site, for this machine only."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.model.errors import PipelineError


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".txt": "text/plain; charset=utf-8"}


def serve(root: Path, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve `build/site` on the loopback address until interrupted; `on_ready` hears the address."""
    site = root / "build" / "site"
    if not site.is_dir():
        raise PipelineError("build/site", "there is no site yet", "run `polyclinic build` first")
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(site)))
    except OSError as error:
        raise PipelineError(f"port {port}", f"it cannot be used: {error.strerror}", "choose another --port") from None
    with server:
        on_ready(f"http://127.0.0.1:{server.server_port}/")
        server.serve_forever()
