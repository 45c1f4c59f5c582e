"""A bundle held against its sources: what nobody could find in the bundle alone is found here."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main
from pipeline.formats.bag import write_bag
from pipeline.verify.bundle import judge_bundle
from tests.bundles.sample import git, members, only_bundle, polyclinic, real_project
from tests.verify.bundles import packed

NAME = "polyclinic-site-hr-2026-11-25"
PAGE = "data/hr/dry-needling.html"
PROVENANCE = "records/provenance.intoto.json"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, findings_kept: Path) -> Path:
    """The real project under git, with a bundle of its Croatian pages."""
    folder = real_project(tmp_path_factory.mktemp("source"), findings_kept)
    made = polyclinic(folder, "bundle", "--locale", "hr")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def checkout(source: Path, tmp_path: Path) -> Path:
    """A clone of it somewhere else, to be edited."""
    git(tmp_path, "clone", "-q", str(source), "clone")
    return tmp_path / "clone"


def verify(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


def test_the_real_bundle_is_right(source: Path) -> None:
    bundle = only_bundle(source)
    verdict = judge_bundle(bundle.name, bundle.read_bytes())
    assert verdict.right
    assert verdict.notes == ()


def test_its_own_sources_make_it(source: Path, checkout: Path) -> None:
    result = verify(only_bundle(source), "--against", checkout)
    assert result.exit_code == 0, result.output
    assert "OK        against" in result.output
    assert "The sources that were given make exactly these pages" in result.output
    assert not (checkout / "build").exists()


@pytest.mark.parametrize("clinics", [["sample-berlin"], ["sample-cairo", "sample-berlin"]], ids=["one", "several"])
def test_clinics_bundles_are_right_and_made_by_their_sources(
    source: Path, checkout: Path, tmp_path: Path, clinics: list[str]
) -> None:
    named = [argument for name in clinics for argument in ("--clinic", name)]
    made = polyclinic(source, "bundle", *named, "--locale", "en", "--output", str(tmp_path / "made"))
    assert made.returncode == 0, made.stderr
    (bundle,) = (tmp_path / "made").glob("*.zip")
    result = verify(bundle, "--against", checkout)
    assert result.exit_code == 0, result.output
    assert "make these very bytes" in result.output


def test_what_changed_since_another_bundle_is_compared_with_it(source: Path, checkout: Path, tmp_path: Path) -> None:
    before, place = only_bundle(source), tmp_path / "after"
    made = polyclinic(source, "bundle", "--locale", "hr", "--previous", str(before), "--output", str(place))
    assert made.returncode == 0, made.stderr
    (after,) = place.glob("*.zip")
    assert verify(after).exit_code == 0, verify(after).output
    alone, both = verify(after, "--against", checkout), verify(after, "--against", checkout, "--previous", before)
    assert (alone.exit_code, both.exit_code) == (0, 0), alone.output + both.output
    assert "CHANGES.html aside" in alone.output
    assert "make these very bytes" in both.output
    assert "it was not made after" in verify(after, "--against", checkout, "--previous", after).output


def forged(source: Path, place: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """A bundle in which files were changed, and every hash, sum and statement was made anew to fit."""
    files = members(only_bundle(source))
    change(files)
    envelope = json.loads(files[PROVENANCE])
    statement = json.loads(b64decode(envelope["payload"]))
    payload = {name[5:]: content for name, content in files.items() if name.startswith("data/")}
    statement["subject"] = [{"name": name, "digest": {"sha256": sha256(one).hexdigest()}} for name, one in payload.items()]
    envelope["payload"] = b64encode(json.dumps(statement).encode()).decode()
    files[PROVENANCE] = json.dumps(envelope).encode()
    own = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
    tags = {name: content for name, content in files.items() if not name.startswith("data/") and name not in own}
    lines = files["bag-info.txt"].decode().splitlines()
    described = dict(line.split(": ", 1) for line in lines if not line.startswith("Payload-Oxum"))
    bundle = place / f"{NAME}.zip"
    bundle.write_bytes(packed(write_bag(payload, tags, described), f"{NAME}/"))
    return bundle


def swap(old: str, new: str) -> Callable[[dict[str, bytes]], object]:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[PAGE].decode()
        files[PAGE] = files[PAGE].decode().replace(old, new).encode()

    return change


def drop_a_duty(files: dict[str, bytes]) -> None:
    """From the page and the records, under a disclaimer's name that the program does not know; the text edition goes."""
    said = json.loads(files["records/pages.json"])
    disclaimers = said["locales"]["hr"]["disclaimers"]
    disclaimers["short"] = disclaimers.pop("general")
    lost = disclaimers["short"]["paragraphs"][0].pop()["text"]
    swap(f'<span data-duty="no-replacement">{lost}</span>', "")(files)
    said["pages"] = {PAGE: {**said["pages"][PAGE], "disclaimer": "short"}}
    del files[PAGE.replace(".html", ".txt")]
    files["records/pages.json"] = json.dumps(said).encode()


def test_a_caution_that_was_changed_with_all_hashes_is_found_alone(source: Path, tmp_path: Path) -> None:
    result = verify(forged(source, tmp_path, swap("Primijenite toplinu", "Primijenite hladnoću")))
    assert result.exit_code == 1
    assert "a protected text is not there" in result.output


@pytest.mark.parametrize("change", [swap("</h1>", " Uvijek.</h1>"), drop_a_duty], ids=["a title", "a duty"])
def test_what_fits_in_the_bundle_is_found_by_its_sources(
    source: Path, checkout: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], object]
) -> None:
    bundle = forged(source, tmp_path, change)
    alone, against = verify(bundle), verify(bundle, "--against", checkout)
    assert alone.exit_code == 0, alone.output
    assert "Only a signature (--public-key) or a comparison with the sources" in alone.output
    assert against.exit_code == 1
    assert f"{PAGE}: these sources make another one" in against.output


def no_recipe(files: dict[str, bytes]) -> None:
    envelope = json.loads(files[PROVENANCE])
    statement = json.loads(b64decode(envelope["payload"]))
    del statement["predicate"]
    files[PROVENANCE] = json.dumps({**envelope, "payload": b64encode(json.dumps(statement).encode()).decode()}).encode()


def test_a_bundle_that_does_not_say_how_it_was_made_is_wrong(source: Path, checkout: Path, tmp_path: Path) -> None:
    bundle = forged(source, tmp_path, no_recipe)
    assert verify(bundle).exit_code == 0
    result = verify(bundle, "--against", checkout)
    assert result.exit_code == 1
    assert "does not say how the bundle was made" in result.output


def test_another_commit_is_named(source: Path, checkout: Path) -> None:
    git(checkout, "commit", "-q", "--allow-empty", "-m", "Another sample")
    result = verify(only_bundle(source), "--against", checkout)
    assert result.exit_code == 1
    assert "and these sources are commit" in result.output


def test_edited_sources_make_another_one(source: Path, checkout: Path) -> None:
    article = checkout / "locales/hr/LC_MESSAGES/dry-needling.po"
    article.write_text(article.read_text("utf-8").replace("Boli li dry needling?", "Boli li uopće dry needling?"), "utf-8")
    result = verify(only_bundle(source), "--against", checkout)
    assert result.exit_code == 1
    assert "data/hr/dry-needling.html: these sources make another one" in result.output


def test_sources_that_make_no_bundle_are_told(source: Path, checkout: Path) -> None:
    catalog = checkout / "locales/hr/LC_MESSAGES/disclaimer.po"
    catalog.write_text("", "utf-8")
    result = verify(only_bundle(source), "--against", checkout)
    assert result.exit_code == 1
    assert "these sources make no bundle" in result.output


def test_a_folder_that_is_no_project_is_no_verdict(source: Path, tmp_path: Path) -> None:
    result = verify(only_bundle(source), "--against", tmp_path)
    assert result.exit_code == 2


def test_what_is_no_archive_is_not_compared(checkout: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "x.zip"
    bundle.write_bytes(b"PK")
    result = verify(bundle, "--against", checkout, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["answers"][-1]["result"] == "NOT ASKED"


def test_the_command_says_what_it_cannot_read(tmp_path: Path) -> None:
    result = verify(tmp_path / "no.zip")
    assert result.exit_code == 2
    assert "there is no such file" in result.output
