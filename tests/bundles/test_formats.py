"""The forms of a bundle, each by its law and by a reader that is not ours."""

import json
import shutil
import subprocess
import zipfile
from base64 import b64decode
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import bagit
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.archive import write_zip
from pipeline.formats.bag import write_bag
from pipeline.formats.bom import Distribution, write_bom
from pipeline.formats.provenance import Origin, pre_authentication, statement, write_provenance
from pipeline.model.errors import PipelineError
from pipeline.verify.bag import bag_problems
from tests.conftest import require

MOMENT = datetime(2026, 11, 25, 12, 34, 56, tzinfo=UTC)
LETTERS = "abcABCčéßعด漢-_. %"
PART = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6).filter(lambda part: part not in (".", ".."))
NAME = st.lists(PART, min_size=1, max_size=3).map("/".join)
FILES = st.dictionaries(NAME, st.binary(max_size=50), max_size=6)


def written(files: dict[str, bytes], moment: datetime = MOMENT) -> bytes | None:
    """The archive; None where some system would not tell these names apart."""
    try:
        return write_zip(files, moment)
    except PipelineError:
        return None


@given(FILES, st.randoms())
def test_the_order_of_files_means_nothing(files: dict[str, bytes], random: object) -> None:
    shuffled = list(files.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert written(dict(shuffled)) == written(files)


@given(FILES)
def test_what_is_packed_is_what_the_standard_library_unpacks(files: dict[str, bytes]) -> None:
    packed = written(files)
    if packed is None:
        return
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {one.filename: archive.read(one) for one in archive.infolist()} == files
        assert archive.namelist() == sorted(files, key=str.encode)
        for one in archive.infolist():
            assert (one.compress_type, one.create_system, one.external_attr >> 16) == (zipfile.ZIP_STORED, 3, 0o100644)
            assert (one.date_time, one.extra, one.comment) == ((2026, 11, 25, 12, 34, 56), b"", b"")
            assert bool(one.flag_bits & 0x800) is not one.filename.isascii()
            assert one.flag_bits & ~0x800 == 0


def test_a_moment_is_a_moment_in_any_zone_and_one_that_zip_cannot_name_becomes_the_nearest() -> None:
    files = {"a": b"1"}
    east = MOMENT.astimezone(timezone(timedelta(hours=14)))
    assert write_zip(files, east) == write_zip(files, MOMENT)
    assert write_zip(files, datetime(1970, 1, 1, tzinfo=UTC)) == write_zip(files, datetime(1980, 1, 1, tzinfo=UTC))
    assert write_zip(files, datetime(2200, 1, 1, tzinfo=UTC)) == write_zip(
        files, datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "names",
    [
        ("/etc/passwd",),
        ("../a",),
        ("a/./b",),
        ("a//b",),
        ("a/",),
        ("",),
        ("C:/a",),
        ("a\\b",),
        ("a\nb",),
        ("a\u202eb",),
        ("a\ud800",),
        ("Page", "page"),
        ("caf\u00e9", "cafe\u0301"),
        ("stra\u00dfe", "STRASSE"),
        ("a", "a/b"),
    ],
)
def test_names_that_lead_elsewhere_or_onto_one_another_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(PipelineError):
        write_zip(dict.fromkeys(names, b""), MOMENT)


def test_info_zip_finds_nothing_wrong(tmp_path: Path) -> None:
    require("unzip", shutil.which("unzip"))
    (tmp_path / "a.zip").write_bytes(write_zip({"top/č.txt": b"1" * 100, "top/b/漢.html": b"<p>"}, MOMENT))
    done = subprocess.run(["unzip", "-t", "a.zip"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "No errors detected" in done.stdout


@given(st.dictionaries(st.text(st.sampled_from("ab/%\r\n0DAd25é "), min_size=1, max_size=8), st.binary(max_size=9), max_size=5))
def test_a_manifest_is_read_as_it_was_written(files: dict[str, bytes]) -> None:
    # RFC 8493 leaves open how a name begins with a space; no name of ours does.
    named = {name: content for name, content in files.items() if name.strip() == name} or {"a": b""}
    bag = write_bag(named, {}, {})
    told = [one for one in bag_problems(bag) if one.path.startswith(("data/", "manifest", "tagmanifest"))]
    assert [one for one in told if named or one.path != "data/"] == []
    for name in named:
        changed = {**bag, f"data/{name}": bag[f"data/{name}"] + b"1"}
        assert any("it was changed" in one.what for one in bag_problems(changed) if one.path == f"data/{name}")


def unpacked(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_the_library_of_congress_finds_a_valid_bag_and_a_changed_one_invalid(tmp_path: Path) -> None:
    payload = {"hr/a.html": b"<p>", "line\nbreak\r.txt": b"1", "ženë.txt": b"22"}
    files = write_bag(payload, {"VERIFY.txt": b"how", "records/x.json": b"{}"}, {"Source-Organization": "A\nsample"})
    bag = bagit.Bag(str(unpacked(tmp_path / "bag", files)))
    assert bag.is_valid()
    assert (bag.version_info, bag.encoding, bag.info["Payload-Oxum"]) == ((1, 0), "UTF-8", "6.3")
    assert bag.info["Source-Organization"] == "A sample"
    assert {one for one in files if not one.startswith(("data/", "tagm"))} == set(bag.tagfile_entries())
    (tmp_path / "bag/records/x.json").write_bytes(b"[]")
    assert not bagit.Bag(str(tmp_path / "bag")).is_valid()


TOOL = Distribution("polyclinic", "0.1")
PARTS = (Distribution("Zope.Interface", "7.0+local"), Distribution("babel", "2.16"))


def test_a_bill_of_materials_is_valid_by_the_published_schema_and_knows_no_order() -> None:
    bom = write_bom(TOOL, PARTS, MOMENT)
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(bom.decode()) is None
    assert write_bom(TOOL, (*reversed(PARTS), PARTS[0]), MOMENT.astimezone(timezone(timedelta(hours=-3)))) == bom
    found = json.loads(bom)
    assert [one["purl"] for one in found["components"]] == ["pkg:pypi/babel@2.16", "pkg:pypi/zope-interface@7.0%2Blocal"]
    assert json.loads(write_bom(TOOL, PARTS[1:], MOMENT))["serialNumber"] != found["serialNumber"]


def test_the_provenance_names_every_file_and_says_that_nobody_signed_it() -> None:
    origin = Origin("a" * 40, 1795608000, {"locales": ["hr"]}, TOOL, PARTS)
    payload = {"data/b.html": b"1", "data/a.html": b"2"}
    envelope = json.loads(write_provenance(payload, origin))
    assert envelope["signatures"] == []
    said = json.loads(b64decode(envelope["payload"]))
    assert said == statement(payload, origin)
    assert [one["name"] for one in said["subject"]] == ["data/a.html", "data/b.html"]
    definition = said["predicate"]["buildDefinition"]
    assert definition["resolvedDependencies"][0]["digest"] == {"gitCommit": "a" * 40}
    assert write_provenance(dict(reversed(payload.items())), origin) == write_provenance(payload, origin)


def test_what_is_signed_of_an_envelope_is_what_dsse_says() -> None:
    # The example of DSSE's protocol.md.
    assert pre_authentication(b"hello world", "http://example.com/HelloWorld") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
