"""Bundles for tests: pages of the real project in a bag in a ZIP, made by hand, so that an attacker can make them otherwise."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from pipeline.render.page import style_sheet
from tests.gate.pages import SLUG, case

NAME = "polyclinic-site-2026-11-25"
LOCALES = ("en", "hr", "ar", "ja")
MOMENT = (2026, 11, 25, 10, 0, 0)

_SITEMAP = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    b'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n</urlset>\n'
)
Files = dict[str, bytes]

_INDEX = (
    '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; base-uri 'none'; "
    "form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Health</title>\n'
    '<link rel="stylesheet" href="style.css">\n</head>\n<body>\n<main id="languages">\n<h1>Health</h1>\n'
    '<ul class="chooser">\n<li lang="hr" dir="ltr"><a href="hr/dry-needling.html">Hrvatski</a></li>\n</ul>\n'
    "</main>\n</body>\n</html>\n"
)


@cache
def _pages() -> Mapping[str, bytes]:
    found = {"data/style.css": style_sheet().encode(), "data/index.html": _INDEX.encode(), "data/sitemap.xml": _SITEMAP}
    for name in LOCALES:
        found[f"data/{name}/{SLUG}.html"] = case(name).html.encode()
        found[f"data/{name}/{SLUG}.txt"] = case(name).text.encode()
    return found


def contract(locales: Sequence[str] = LOCALES, forms: Sequence[str] = ("html", "txt")) -> Any:
    """The records of what each page must carry, to be changed at will."""
    held, pages = {}, {}
    for name in locales:
        demands, locale = case(name).demands, case(name).page.locale
        paragraphs = [
            [{"duty": one.name.split('"')[1], "text": one.text} for one in paragraph] for paragraph in demands.disclaimer
        ]
        general = {"title": demands.title.text, "paragraphs": paragraphs, "approval_hash": ""}
        held[name] = {"tag": locale.tag, "dir": locale.direction, "disclaimers": {"general": general}}
        protected = [one.text for one in demands.protected]
        for suffix in forms:
            form = {"html": "html", "txt": "text"}[suffix]
            page = {"locale": name, "disclaimer": "general", "form": form, "protected": protected, "practice": None}
            pages[f"data/{name}/{SLUG}.{suffix}"] = page
    style = sha256(style_sheet().encode()).hexdigest()
    return {"format": 1, "style": style, "locales": held, "pages": pages, "frame": ["data/index.html"]}


def good_files() -> Files:
    """All files of a good bag, by their names in its folder."""
    return tagged({**_pages(), "VERIFY.txt": b"Compare the SHA-256.\n", "LICENSE": b"A sample.\n", **records(contract())})


def records(said: Any) -> Files:
    """The records that hold this contract."""
    return {"records/pages.json": json.dumps(said, ensure_ascii=False).encode()}


def tagged(files: Mapping[str, bytes]) -> Files:
    """The files with manifests, sums and provenance made anew: what anybody can do who changes a bundle."""
    found = {name: content for name, content in files.items() if name not in ("manifest-sha256.txt", "tagmanifest-sha256.txt")}
    data = {name: content for name, content in found.items() if name.startswith("data/")}
    subjects = [{"name": name[5:], "digest": {"sha256": sha256(content).hexdigest()}} for name, content in data.items()]
    statement = json.dumps({"_type": "https://in-toto.io/Statement/v1", "subject": subjects}).encode()
    envelope = {
        "payloadType": "application/vnd.in-toto+json",
        "payload": base64.b64encode(statement).decode(),
        "signatures": [],
    }
    found["records/provenance.intoto.json"] = json.dumps(envelope).encode()
    found["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    oxum = f"{sum(map(len, data.values()))}.{len(data)}"
    found["bag-info.txt"] = f"Bagging-Date: 2026-11-25\nPayload-Oxum: {oxum}\n".encode()
    found["manifest-sha256.txt"] = manifest(data)
    tags = {name: content for name, content in found.items() if not name.startswith("data/")}
    return {**found, "tagmanifest-sha256.txt": manifest(tags)}


def manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())).encode()


def member(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    """A member as a bundle describes it."""
    found = zipfile.ZipInfo(name, MOMENT)
    found.create_system, found.external_attr = 3, mode << 16
    return found


def packed(files: Mapping[str, bytes], folder: str = f"{NAME}/") -> bytes:
    """A bundle of these files in the plain form."""
    return zipped({f"{folder}{name}": content for name, content in files.items()})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of these members in the plain form, whatever their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(members, key=lambda one: one.encode("utf-8", "surrogateescape")):
            archive.writestr(member(name), members[name])
    return stream.getvalue()


@cache
def good() -> bytes:
    """A bundle in which nothing is wrong."""
    return packed(good_files())


def edited(name: str, change: Callable[[str], str]) -> bytes:
    """The good bundle with one file edited and everything rehashed; the edit must change something."""
    files = good_files()
    text = files[name].decode()
    assert change(text) != text, f"the edit of {name} changes nothing"
    return packed(tagged({**files, name: change(text).encode()}))
