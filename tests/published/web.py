"""A real web server with published pages: nginx, by itself, on a free port of this machine."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import require

CONFIG = """
daemon off; master_process off; worker_processes 1; pid {run}/nginx.pid; error_log {run}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; default_type application/octet-stream; charset utf-8;
  types {{ text/html html; text/plain txt; text/css css; application/javascript js; application/pdf pdf; }}
  client_body_temp_path {run}/a;
  proxy_temp_path {run}/b; fastcgi_temp_path {run}/c; uwsgi_temp_path {run}/d; scgi_temp_path {run}/e;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    location /packed/ {{ gzip on; gzip_min_length 1; gzip_types text/plain; alias {root}/; }}
    location /latin/ {{ charset iso-8859-1; override_charset on; alias {root}/; }}
    location = /moved {{ return 301 /moved-again; }}
    location = /moved-again {{ return 302 http://127.0.0.1:{port}/site/hr/dry-needling.html; }}
    location = /round {{ return 302 /round; }}
    location = /to-a-file {{ return 302 file:///etc/hostname; }}
    location = /members {{ return 403; }}
    location = /broken {{ return 500; }}
    {more}
  }}
}}
"""


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(root: Path, more: str = "") -> Iterator[str]:
    """The address of a folder, served by nginx until the end of the block."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    require("nginx", program)
    with tempfile.TemporaryDirectory(prefix="nginx-") as run:
        port = free_port()
        config = Path(run) / "nginx.conf"
        config.write_text(CONFIG.format(run=run, port=port, root=root, more=more.format(run=run, port=port)), "utf-8")
        # As root nginx gives its worker away to nobody, who may not read a test's folder: so it stays one process.
        process = subprocess.Popen([str(program), "-c", str(config), "-p", run], stderr=subprocess.PIPE, text=True)
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate(timeout=20)


def _wait(process: subprocess.Popen[str], port: int) -> None:
    """Until it answers; it binds its port before it reads a request, so a connection is enough."""
    while process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError(process.communicate()[1])
