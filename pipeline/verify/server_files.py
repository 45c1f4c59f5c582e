"""Files that a web server or a search engine reads, line by line: none leads a visitor away or lets a page run something."""

import re
from collections.abc import Iterator

from pipeline.verify import allowed

_POLICY = "|".join(map(re.escape, (allowed.POLICY, allowed.CLINIC_POLICY)))
_NAME = "[A-Za-z0-9_-]+"
_URL = r"https?://[^\s<>\"'&]+"
_APACHE = (
    r"#.*|DirectoryIndex index\.html|AddDefaultCharset utf-8|AddCharset utf-8( \.[a-z]+)+",
    r"</?IfModule( mod_(headers|setenvif)\.c)?>",
    rf'Header always set Content-Security-Policy "({_POLICY})"|Header always set X-Content-Type-Options "nosniff"',
    rf'SetEnvIf Request_URI "/{_NAME}/\[\^/\]\+\$" POLYCLINIC_LANGUAGE={_NAME}',
    r'Header always set Content-Language "%\{POLYCLINIC_LANGUAGE\}e" env=POLYCLINIC_LANGUAGE',
)
_NGINX = (
    rf"#.*|charset utf-8;|location ~ /{_NAME}/\[\^/\]\+\$ \{{|\}}",
    rf'add_header Content-Security-Policy "({_POLICY})" always;|add_header X-Content-Type-Options "nosniff" always;',
    rf'add_header Content-Language "{_NAME}" always;',
)
_NETLIFY = (
    rf"#.*|/\*|/{_NAME}/\*|/\*\.[a-z]+",
    rf"  Content-Security-Policy: ({_POLICY})|  X-Content-Type-Options: nosniff|  Content-Language: {_NAME}",
    r"  Content-Type: text/plain; charset=utf-8",
)
_ROBOTS = (rf"User-agent: \*|Allow: /|Disallow:|Sitemap: {_URL}/sitemap\.xml",)
_SITEMAP = (
    r'<\?xml version="1\.0" encoding="UTF-8"\?>|</?url>|</urlset>',
    r'<urlset xmlns="http://www\.sitemaps\.org/schemas/sitemap/0\.9" xmlns:xhtml="http://www\.w3\.org/1999/xhtml">',
    rf'<loc>{_URL}</loc>|<xhtml:link rel="alternate" hreflang="{_NAME}" href="{_URL}"/>',
)
SERVER_FILES = {
    ".htaccess": re.compile("|".join(_APACHE)),
    "nginx.conf": re.compile("|".join(_NGINX)),
    "_headers": re.compile("|".join(_NETLIFY)),
    "robots.txt": re.compile("|".join(_ROBOTS)),
    "sitemap.xml": re.compile("|".join(_SITEMAP)),
}
"""Each file by its name, and what each of its lines is."""


def server_faults(name: str, content: bytes) -> Iterator[str]:
    """What is wrong with the file of this name: the first line that no bundle has."""
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        yield "it is not in UTF-8"
        return
    form = SERVER_FILES[name.rpartition("/")[2]]
    odd = next((line for line in lines if line and not form.fullmatch(line)), None)
    if odd is not None:
        yield f"no bundle has this line: {odd[:60]!r}"
