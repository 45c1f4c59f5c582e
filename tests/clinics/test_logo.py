"""A clinic's logo, from a PNG on disk to what a reader sees: on a wide and a narrow screen, in the light and in the dark."""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipeline.verify.bundle import judge_bundle
from tests.bundles.sample import commit_all, members, only_bundle, polyclinic, real_project
from tests.site.test_readers import ARGUMENTS

CLINIC = "sample-berlin"
WIDTH, HEIGHT = 480, 128
SHOWN = (240, 64)
LIGHT = "rgb(243, 237, 226)"
"""The sample's colour, #f3ede2, on which its logo is drawn."""


def logo() -> bytes:
    """A dark bar on nothing, as logos are."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    row = b"\0" + b"\x14\x1e\x1e\xff" * (WIDTH // 2) + b"\0\0\0\0" * (WIDTH // 2)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * HEIGHT)) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the sample in Berlin has a logo, its site built and bundled."""
    folder = tmp_path_factory.mktemp("logo") / "project"
    real_project(folder)
    (folder / "source/clinics/bar.png").write_bytes(logo())
    settings = folder / f"source/clinics/{CLINIC}.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('colour = "#f3ede2"', 'logo = "bar.png"\ncolour = "#f3ede2"'), "utf-8")
    commit_all(folder)
    done = polyclinic(folder, "bundle", "--clinic", CLINIC, env={"SOURCE_DATE_EPOCH": "1795608000"})
    assert done.returncode == 0, done.stderr
    return folder


def test_the_site_and_its_bundle_hold_the_very_picture(built: Path) -> None:
    site = built / f"build/clinics/{CLINIC}"
    assert (site / "logo.png").read_bytes() == logo()
    html = (site / "ar/dry-needling.html").read_text("utf-8")
    assert f'<img src="../logo.png" alt="" width="{SHOWN[0]}" height="{SHOWN[1]}">' in html
    assert "img-src 'self'" in html
    bundle = only_bundle(built)
    assert members(bundle)["data/logo.png"] == logo()
    assert judge_bundle(bundle.name, bundle.read_bytes()).right
    assert polyclinic(built, "gate", "--clinic", CLINIC).returncode == 0
    (site / "logo.png").write_bytes(logo() + b"\0")
    changed = polyclinic(built, "gate", "--clinic", CLINIC)
    (site / "logo.png").write_bytes(logo())
    assert "[frame-changed]" in changed.stderr


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield found
        found.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["de", "ar"])
def test_the_logo_is_seen_on_the_colour_that_it_was_made_for(
    browser: Browser, built: Path, locale: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((built / f"build/clinics/{CLINIC}/{locale}/dry-needling.html").as_uri())
    seen = page.evaluate(
        """() => {
          const logo = document.querySelector("header > .practice img"), box = logo.getBoundingClientRect();
          const grounds = [logo, logo.parentElement].map((one) => getComputedStyle(one).backgroundColor);
          return { natural: logo.naturalWidth, box: [box.width, box.height], inside: box.left >= 0 && box.right <= innerWidth,
            ground: grounds.find((one) => one !== "rgba(0, 0, 0, 0)"), wide: document.documentElement.scrollWidth };
        }"""
    )
    page.close()
    assert seen == {"natural": WIDTH, "box": list(SHOWN), "inside": True, "ground": LIGHT, "wide": width}
    assert said == []
