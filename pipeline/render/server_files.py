"""What web servers are told about a clinic's pages: their policy, their languages, their charset; and search engines theirs."""

from collections.abc import Mapping, Sequence

from pipeline.model.locale import Locale

_SNIFF = ("X-Content-Type-Options", "nosniff")


def page_policy(*, picture: bool) -> str:
    """The Content-Security-Policy of a page, the same as in its <meta>: no script, no style but its own, a picture or none."""
    images = "img-src 'self'; " if picture else ""
    return f"default-src 'none'; style-src 'self'; {images}base-uri 'none'; form-action 'none'"


def server_files(base_url: str, locales: Sequence[Locale], *, picture: bool) -> Mapping[str, str]:
    """The files by name: for Apache, nginx and Netlify, and `robots.txt`."""
    headers = (("Content-Security-Policy", page_policy(picture=picture)), _SNIFF)
    return {
        ".htaccess": _apache(headers, locales),
        "nginx.conf": _nginx(headers, locales),
        "_headers": _netlify(headers, locales),
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {base_url}/sitemap.xml\n",
    }


def _apache(headers: Sequence[tuple[str, str]], locales: Sequence[Locale]) -> str:
    lines = [
        "# For Apache: it reads this file where it lies, if AllowOverride lets it.",
        "DirectoryIndex index.html",
        "AddDefaultCharset utf-8",
        "AddCharset utf-8 .html .txt .css .xml",
        "<IfModule mod_headers.c>",
        *(f'Header always set {name} "{value}"' for name, value in headers),
        "<IfModule mod_setenvif.c>",
        *(f'SetEnvIf Request_URI "/{one.name}/[^/]+$" POLYCLINIC_LANGUAGE={one.tag}' for one in locales),
        'Header always set Content-Language "%{POLYCLINIC_LANGUAGE}e" env=POLYCLINIC_LANGUAGE',
        "</IfModule>",
        "</IfModule>",
    ]
    return "\n".join(lines) + "\n"


def _nginx(headers: Sequence[tuple[str, str]], locales: Sequence[Locale]) -> str:
    # What a location adds replaces what is added around it, so each says all.
    said = [f'add_header {name} "{value}" always;' for name, value in headers]
    lines = ["# For nginx: include this file in the server block that serves these pages.", "charset utf-8;", *said]
    for one in locales:
        lines += [f"location ~ /{one.name}/[^/]+$ {{", *said, f'add_header Content-Language "{one.tag}" always;', "}"]
    return "\n".join(lines) + "\n"


def _netlify(headers: Sequence[tuple[str, str]], locales: Sequence[Locale]) -> str:
    lines = ["# For Netlify and Cloudflare Pages.", "/*", *(f"  {name}: {value}" for name, value in headers)]
    for one in locales:
        lines += [f"/{one.name}/*", f"  Content-Language: {one.tag}"]
    lines += ["/*.txt", "  Content-Type: text/plain; charset=utf-8"]
    return "\n".join(lines) + "\n"
