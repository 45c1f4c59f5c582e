"""What lies in a bundle, whether others find it whole, and what is never bundled."""

import json
import re
import shutil
import subprocess
import zipfile
from base64 import b64decode
from datetime import date
from hashlib import sha256
from pathlib import Path

import bagit
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from pipeline.model.approval import Role
from pipeline.publish.approvals import record_approvals, reviewables
from pipeline.publish.clinics import open_clinic
from pipeline.publish.sources import open_project
from tests.approvals.sample import approval_of
from tests.bundles.sample import commit_all, git, members, only_bundle, polyclinic, real_project, small_project
from tests.conftest import ROOT, require

LOCALES = ("en", *open_project(ROOT).site.locales)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, findings_kept: Path) -> Path:
    """The real project, bundled."""
    folder = real_project(tmp_path_factory.mktemp("bundled") / "project", findings_kept)
    done = polyclinic(folder, "bundle")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def files(project: Path) -> dict[str, bytes]:
    return members(only_bundle(project))


@pytest.fixture
def bag(project: Path, tmp_path: Path) -> Path:
    """The bundle, unpacked."""
    with zipfile.ZipFile(only_bundle(project)) as archive:
        archive.extractall(tmp_path)
    return tmp_path / only_bundle(project).stem


def test_the_payload_is_the_site_that_was_built(project: Path, files: dict[str, bytes]) -> None:
    site = project / "build/site"
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert {name.removeprefix("data/"): content for name, content in files.items() if name.startswith("data/")} == built


def test_the_library_of_congress_finds_the_bag_valid(bag: Path) -> None:
    found = bagit.Bag(str(bag))
    assert found.validate(processes=1)
    assert found.info["External-Identifier"] == bag.name
    (bag / "data/hr/dry-needling.html").write_bytes(b"<p>")
    assert not bagit.Bag(str(bag)).is_valid()


@pytest.mark.parametrize("command", [["sha256sum", "-c", "--strict"], ["shasum", "-a", "256", "-c"]])
def test_the_systems_own_tools_check_it(bag: Path, command: list[str]) -> None:
    require(command[0], shutil.which(command[0]))
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run([*command, manifest], cwd=bag, capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert all(line.endswith(": OK") for line in done.stdout.splitlines())
    (bag / "data/style.css").write_bytes(b"")
    wrong = subprocess.run([*command, "manifest-sha256.txt"], cwd=bag, capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert "data/style.css: FAILED" in wrong.stdout


def test_each_page_is_recorded_with_what_it_must_carry(project: Path, files: dict[str, bytes]) -> None:
    record = json.loads(files["records/pages.json"])
    gate = json.loads(files["records/gate.json"])
    data = {name for name in files if name.startswith("data/")}
    assert record["pages"].keys() | set(record["frame"]) == data
    assert set(record["frame"]) == {"data/index.html", "data/sitemap.xml", "data/style.css"}
    assert record["style"] == sha256(files["data/style.css"]).hexdigest()
    assert set(record["locales"]) == set(LOCALES)
    approved = {one["locale"]: one["disclaimers"][0] for one in gate["locales"]}
    for name, locale in record["locales"].items():
        general = locale["disclaimers"]["general"]
        assert general["approval_hash"] == approved[name]["sha256"]
        duties = [one for paragraph in general["paragraphs"] for one in paragraph]
        assert [general["title"], *(one["text"] for one in duties)] == [one["text"] for one in approved[name]["texts"]]
        assert [f"general.{one['duty']}" for one in duties] == [one["context"] for one in approved[name]["texts"]][1:]
    for path, page in record["pages"].items():
        assert page["form"] == ("html" if path.endswith(".html") else "text")
        said = re.sub(r"\s|<[^>]*>", "", files[path].decode())
        assert page["protected"]
        first = re.sub(r"\s", "", page["protected"][0])
        assert page["form"] == "text" or first in said or "&" in said


def test_records_say_how_it_came_about(project: Path, files: dict[str, bytes]) -> None:
    head = subprocess.run(["git", "-C", str(project), "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    assert f"Polyclinic-Source-Commit: {head.stdout}".encode() in files["bag-info.txt"]
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(files["records/bom.cdx.json"].decode()) is None
    assert "jinja2" in {one["name"] for one in json.loads(files["records/bom.cdx.json"])["components"]}
    said = json.loads(b64decode(json.loads(files["records/provenance.intoto.json"])["payload"]))
    subjects = {one["name"]: one["digest"]["sha256"] for one in said["subject"]}
    assert subjects == {name: sha256(content).hexdigest() for name, content in files.items() if name.startswith("data/")}
    assert said["predicate"]["buildDefinition"]["resolvedDependencies"][0]["digest"]["gitCommit"] == head.stdout.strip()
    assert json.loads(files["records/findings.json"])["summary"]["refusing"] == 0
    assert json.loads(files["records/status.json"])
    assert files["LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert files["records/gate.html"] == (project / "build/reports/gate.html").read_bytes()


def test_chosen_locales_are_bundled_alone_with_what_people_said_of_them(tmp_path: Path, findings_kept: Path) -> None:
    folder = real_project(tmp_path / "project", findings_kept)
    (folder / "locales/hr/waivers.toml").write_text("# none\n")
    (folder / "locales/de/waivers.toml").write_text("# none\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Waivers")
    done = polyclinic(folder, "bundle", "--locale", "hr", "--locale", "en")
    assert done.returncode == 0, done.stderr
    assert only_bundle(folder).name == "polyclinic-site-en-hr-2026-11-25.zip"
    found = members(only_bundle(folder))
    assert {name.split("/")[1] for name in found if name.startswith("data/") and name.count("/") == 2} == {"en", "hr"}
    assert found["records/waivers/hr.toml"] == b"# none\n"
    assert "records/waivers/de.toml" not in found


def spoil(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def test_what_was_not_reviewed_in_time_or_approved_is_not_bundled_and_all_reasons_are_told(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "project")
    spoil(folder, "source/site.toml", '"advisory"', '"required"')
    spoil(folder, "source/articles/first-article.md", "next_review = 2999-01-01", "next_review = 2026-11-24")
    git(folder, "commit", "-q", "-a", "-m", "Spoilt")
    done = polyclinic(folder, "bundle")
    assert done.returncode == 1
    assert "[review-overdue]" in done.stderr
    assert "approv" in done.stderr
    assert not (folder / "build/bundles").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        ("locales/hr/LC_MESSAGES/disclaimer.po", "\nmsgctxt", "\n#, fuzzy\nmsgctxt", "disclaimer-untranslated"),
        ("locales/hr/LC_MESSAGES/dry-needling.po", "", "", "figure-changed"),
        ("locales/hr/waivers.toml", "", "[[waivers]", "unreadable"),
        ("source/recalls.toml", "", "", "recalled"),
    ],
)
def test_what_refuses_a_locale_refuses_the_bundle(tmp_path: Path, path: str, old: str, new: str, rule: str) -> None:
    folder = tmp_path / "project"
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    if rule == "figure-changed":
        text = (folder / path).read_text("utf-8")
        (folder / path).write_text(re.sub(r"(msgstr \"[^\"]*)24–48", r"\g<1>24–84", text), "utf-8")
        assert (folder / path).read_text("utf-8") != text
    elif rule == "recalled":
        article = open_project(folder).article("dry-needling")
        unsafe = next(one.msgid for one in article.segments if one.protected and one.translatable)
        entry = (
            f"[[recalls]]\ndomain = 'dry-needling'\nunsafe = {json.dumps(unsafe, ensure_ascii=False)}\nuntil = '4f2c1e0'\n"
            "reason = 'A sample.'\nby = 'Sample Author'\non = 2026-11-25\n"
        )
        (folder / path).write_text(entry, "utf-8")
    elif old:
        spoil(folder, path, old, new)
    else:
        (folder / path).write_text(new, "utf-8")
    commit_all(folder)
    done = polyclinic(folder, "bundle", "--locale", "hr")
    assert done.returncode == 1
    assert f"[{rule}]" in done.stderr
    assert "no bundle" in done.stderr
    assert not (folder / "build/bundles").exists()


OCTOBER = "1790812800"
"""2026-10-01: a day that has passed, whenever these tests run."""


def refused_today_but_not_then(folder: Path, rule: str) -> None:
    done = polyclinic(folder, "bundle", env={"SOURCE_DATE_EPOCH": ""})
    assert done.returncode == 1
    assert f"[{rule}]" in done.stderr
    assert not (folder / "build/bundles").exists()
    assert polyclinic(folder, "bundle", env={"SOURCE_DATE_EPOCH": OCTOBER}).returncode == 0
    assert only_bundle(folder).name == "polyclinic-site-2026-10-01.zip"


def test_a_review_that_was_due_since_the_commit_refuses_what_is_made_today(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "project")
    shutil.rmtree(folder / ".git")
    spoil(folder, "source/articles/first-article.md", "next_review = 2999-01-01", "next_review = 2026-10-15")
    commit_all(folder, at=OCTOBER)
    refused_today_but_not_then(folder, "review-overdue")


def test_an_approval_that_has_lapsed_since_the_commit_refuses_what_is_made_today(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "project")
    shutil.rmtree(folder / ".git")
    spoil(folder, "source/site.toml", '"advisory"', '"required"')
    project = open_project(folder)
    dates = {"on": date(2026, 9, 1), "review_by": date(2026, 10, 15)}
    texts = reviewables(project, project.source)
    record_approvals(project, project.source, [approval_of(one.subject, role, **dates) for one in texts for role in Role])
    commit_all(folder, at=OCTOBER)
    refused_today_but_not_then(folder, "approval-missing")


CLINICS = ("sample-berlin", "sample-cairo", "sample-zagreb")


def test_a_clinics_bundle_holds_its_site_alone_and_several_hold_the_projects_too(tmp_path: Path, findings_kept: Path) -> None:
    folder = real_project(tmp_path / "project", findings_kept)
    done = polyclinic(folder, "bundle", "--clinic", CLINICS[0], "--locale", "en", "--output", str(tmp_path / "one"))
    assert done.returncode == 0, done.stderr
    one = members(tmp_path / "one/polyclinic-sample-berlin-en-2026-11-25.zip")
    site = folder / "build/clinics" / CLINICS[0]
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert {name.removeprefix("data/"): content for name, content in one.items() if name.startswith("data/")} == built
    record = json.loads(one["records/pages.json"])
    assert {page["form"] for page in record["pages"].values()} == {"html", "text", "fragment"}
    practice = record["pages"]["data/en/dry-needling.html"]["practice"]
    assert any("112" in text for text in practice["texts"])
    assert "tel:112" in practice["links"]
    legal = open_clinic(open_project(folder), CLINICS[0]).legal_name
    assert f"Source-Organization: {legal}\n".encode() in one["bag-info.txt"]
    named = [argument for name in CLINICS for argument in ("--clinic", name)]
    done = polyclinic(folder, "bundle", *named, "--locale", "en", "--output", str(tmp_path / "all"))
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "all").iterdir()
    together = members(path)
    places = {"/".join(name.split("/")[1:3]) for name in together if name.startswith("data/clinics/")}
    assert places == {f"clinics/{name}" for name in CLINICS}
    assert "data/site/en/dry-needling.html" in together
    assert {f"data/clinics/{CLINICS[0]}/{name}" for name in built} <= together.keys()
    assert json.loads(together[f"records/clinics/{CLINICS[1]}/gate.json"])["folder"] == f"build/clinics/{CLINICS[1]}"
    assert not any("clinic-" in path for path in findings_of(together))


def findings_of(files: dict[str, bytes]) -> list[str]:
    return [one["path"] for one in json.loads(files["records/findings.json"])["findings"]]


def test_a_clinics_law_note_that_nobody_looked_at_in_time_refuses_its_bundle_alone(tmp_path: Path, findings_kept: Path) -> None:
    folder = real_project(tmp_path / "project", findings_kept)
    path = f"source/clinics/{CLINICS[0]}.toml"
    text = (folder / path).read_text("utf-8")
    (folder / path).write_text(re.sub(r"(\[law\][^\[]*?review_by = )[0-9-]+", r"\g<1>2026-11-26", text), "utf-8")
    git(folder, "commit", "-q", "-a", "-m", "A law note to be looked at soon")
    after = {"SOURCE_DATE_EPOCH": "1795780800"}  # 2026-11-27
    refused = polyclinic(folder, "bundle", "--clinic", CLINICS[0], "--locale", "en", env=after)
    assert refused.returncode == 1
    assert "[clinic-law-review]" in refused.stderr
    assert not (folder / "build/bundles").exists()
    assert polyclinic(folder, "bundle", "--clinic", CLINICS[2], "--locale", "en", env=after).returncode == 0
    unknown = polyclinic(folder, "bundle", "--clinic", "nobody")
    assert unknown.returncode == 2
    assert "sample-zagreb" in unknown.stderr


def test_what_verify_would_refuse_is_not_bundled(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "project")
    (folder / "LICENSE").unlink()
    (folder / "source/disclaimers/patients.toml").rename(folder / "source/disclaimers/general.toml")
    article = folder / "source/articles/first-article.md"
    article.write_text(article.read_text("utf-8").replace('"patients"', '"general"'), "utf-8")
    refused = polyclinic(folder, "bundle")
    assert refused.returncode == 1
    assert "LICENSE" in refused.stderr
    assert "source/disclaimers/general.toml" in refused.stderr
    assert "lacks its duties basis, individuals-vary" in refused.stderr
    assert not (folder / "build/bundles").exists()
