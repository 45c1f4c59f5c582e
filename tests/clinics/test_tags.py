"""A clinic whose `[tags]` name a region: its pages go out under that tag, in the base's words and the region's few own."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.formats.po import write_po
from pipeline.model.approval import Role, Standing
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale
from pipeline.publish.approvals import approvals_path, read_ledger, record_approvals, reviewables
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.clinic_regions import clinic_locales, in_regions
from pipeline.publish.clinic_sites import build_clinics
from pipeline.publish.clinics import open_clinic
from pipeline.publish.sources import Project, open_project
from tests.approvals.sample import DAY, approval_of
from tests.bundles.sample import git, members, only_bundle, polyclinic, real_project
from tests.conftest import Run

DE, AT = Locale("de"), Locale("de_AT")
CLINIC = "sample-berlin"
PAGES = f"build/clinics/{CLINIC}"
SLUG = "dry-needling"


def tag(project: Path, line: str = 'de = "de_AT"') -> None:
    """Give the sample in Berlin a region's tag."""
    path = project / f"source/clinics/{CLINIC}.toml"
    path.write_text(f"{path.read_text('utf-8')}\n[tags]\n{line}\n", "utf-8")


def override(project: Path, domain: str, *messages: Message) -> None:
    """What Austria says otherwise."""
    header = (("Language", "de_AT"), ("Content-Type", "text/plain; charset=UTF-8"))
    text = "".join(f"{name}: {value}\n" for name, value in header)
    path = project / catalog_path("de_AT", domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_po(Catalog(domain, "de_AT", header=text, messages=messages)))


def placed(project: Path, domain: str) -> str:
    """Where the one override of a domain stands, as people are told."""
    path = catalog_path("de_AT", domain)
    lines = (project / path).read_text("utf-8").split("\n")
    entry = len(lines) - lines[::-1].index("", 1)  # after the last empty line: the header is an entry too
    return f"{path}:{next(at for at in range(entry, len(lines)) if not lines[at].startswith('#')) + 1}"


def title(project: Path) -> Message:
    """The article's title in German."""
    opened = open_project(project)
    article = opened.article(SLUG)
    return read_catalog(opened, DE, SLUG).translated[article.segments[0].key]


def otherwise(message: Message, text: str) -> Message:
    return replace(message, msgstr=(text,))


def page(project: Path, locale: str, suffix: str = ".html") -> str:
    return (project / PAGES / locale / f"{SLUG}{suffix}").read_text("utf-8")


def test_its_pages_go_out_under_the_regions_tag(project: Path, run: Run) -> None:
    article = project / f"source/articles/{SLUG}.md"
    article.write_text(article.read_text("utf-8").replace("published = 2026-11-23", "published = 2026-01-23"), "utf-8")
    assert run("build", "--clinic", CLINIC, "--locale", "de", "--locale", "en").exit_code == 0
    before = page(project, "de")
    tag(project)
    base = title(project)
    override(project, SLUG, otherwise(base, f"{base.msgstr[0]} Servus"))
    result = run("build", "--clinic", CLINIC, "--locale", "de", "--locale", "en")
    assert result.exit_code == 0, result.output
    assert not (project / PAGES / "de").exists()
    found = page(project, "de_AT")
    assert '<html lang="de-AT" dir="ltr">' in found
    assert 'hreflang="de-AT"' in page(project, "en")
    assert f"/de_AT/{SLUG}.html" in page(project, "en")
    said = {f"{base.msgstr[0]} Servus": base.msgstr[0], "de-AT": "de", "de_AT": "de", AT.own_name: DE.own_name}
    assert "Jänner" in found
    for region, german in (*said.items(), ("Jänner", "Januar")):
        found = found.replace(region, german)
    assert found == before
    report = json.loads((project / f"build/reports/clinics/{CLINIC}/gate.json").read_text("utf-8"))
    assert {one["locale"]: one["result"] for one in report["locales"]} == {"de_AT": "passed", "en": "passed"}
    assert f"{base.msgstr[0]} Servus" in page(project, "de_AT", ".txt")
    assert 'lang="de-AT"' in page(project, "de_AT", ".fragment.html")


@pytest.mark.parametrize("command", ["build", "bundle"])
def test_a_region_is_known_by_its_name_beside_its_clinic(tmp_path: Path, command: str) -> None:
    folder = real_project(tmp_path / "project")
    tag(folder)
    git(folder, "commit", "-q", "-a", "-m", "Tags")
    done = polyclinic(folder, command, "--clinic", CLINIC, "--locale", "de_AT")
    assert done.returncode == 0, done.stderr
    assert (folder / PAGES / f"de_AT/{SLUG}.html").exists()
    assert not (folder / PAGES / "en").exists()
    other = [command, "--clinic", "sample-cairo", "--locale", "de_AT"]
    for alone in ([command, "--locale", "de_AT"], other, ["status", "de-AT"]):
        refused = polyclinic(folder, *alone)
        assert refused.returncode == 2
        assert f"no locale '{alone[-1]}' in the settings" in refused.stderr
        assert "say de, or name its --clinic too" in " ".join(refused.stderr.split())


def test_without_own_words_all_is_the_bases(project: Path) -> None:
    tag(project)
    opened = open_project(project)
    clinic = open_clinic(opened, CLINIC)
    told = in_regions(opened, clinic)
    assert [one.name for one in clinic_locales(opened, clinic)] == ["de_AT", "en", "ar"]
    assert clinic_locales(opened, clinic, [DE]) == clinic_locales(opened, clinic, [AT]) == (AT,)
    assert clinic_locales(told, clinic) == clinic_locales(opened, clinic)
    for domain in ("disclaimer", "site", "handover", SLUG, clinic.domain):
        assert replace(read_catalog(told, AT, domain), locale="de") == read_catalog(opened, DE, domain)
    cairo = open_clinic(opened, "sample-cairo")
    assert in_regions(opened, cairo) is opened


def test_a_fuzzy_override_is_not_used(project: Path, run: Run) -> None:
    tag(project)
    base = title(project)
    override(project, SLUG, replace(otherwise(base, "Servus"), fuzzy=True))
    assert run("build", "--clinic", CLINIC, "--locale", "de").exit_code == 0
    assert "Servus" not in page(project, "de_AT")
    assert base.msgstr[0] in page(project, "de_AT", ".txt")


def duty(project: Path) -> Message:
    opened = open_project(project)
    return next(one for one in read_catalog(opened, DE, "disclaimer").translated.values() if len(one.msgid) > 60)


@pytest.mark.parametrize(
    ("text", "rule"),
    [("Your clinician knows.", "disclaimer-untranslated"), ("Это врач.", "text-script"), ("<b>Servus</b> Arzt!", "characters")],
)
def test_the_gate_holds_a_regions_words_as_all_others(project: Path, run: Run, text: str, rule: str) -> None:
    tag(project)
    override(project, "disclaimer", otherwise(duty(project), text))
    result = run("build", "--clinic", CLINIC, "--locale", "de", "--locale", "en")
    assert result.exit_code == 1
    assert rule in result.output
    assert f"de_AT: {placed(project, 'disclaimer')}" in result.output
    assert not (project / PAGES / "de_AT").exists()
    assert (project / PAGES / "en").is_dir()


def test_the_checks_read_a_regions_words_as_the_bases(project: Path) -> None:
    tag(project)
    opened = open_project(project)
    told = read_catalog(opened, DE, SLUG).translated.values()
    figured = next(one for one in told if "1 bis 2 Tagen" in one.msgstr[0])
    override(project, SLUG, otherwise(figured, figured.msgstr[0].replace("2 Tagen", "3 Tagen")))
    report = build_clinics(opened, {CLINIC: open_clinic(opened, CLINIC)}, ["text"], DAY, [DE])[CLINIC]
    (verdict,) = report.verdicts
    assert verdict.locale == AT
    assert ("de_AT", "figure-changed") in {(one.locale, one.rule) for one in verdict.findings}, verdict.findings
    assert {one.locale for one in verdict.findings} == {"de_AT"}
    assert {str(one.place) for one in verdict.findings} == {placed(project, SLUG)}


def test_an_override_whose_english_is_gone_refuses_the_locale(project: Path, run: Run) -> None:
    tag(project)
    override(project, SLUG, Message("Gone", msgstr=("Weg",)))
    result = run("build", "--clinic", CLINIC, "--locale", "de", "--locale", "en")
    assert result.exit_code == 1
    assert f"locales/de_AT/LC_MESSAGES/{SLUG}.po:" in result.output
    assert "“Gone”" in result.output
    assert not (project / PAGES / "de_AT").exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('de = "fr_CH"', "no regional form of 'de'"),
        ('de = "de_QQ"', "unknown locale"),
        ('de = "de-AT"', "no locale name"),
        ('hr = "hr_BA"', "none of this clinic's locales"),
        ('de = "de_AT"\nen = "de_AT"', "no regional form of 'en'"),
    ],
)
def test_a_bad_tag_is_told_before_anything_is_built(project: Path, run: Run, line: str, reason: str) -> None:
    tag(project, line)
    result = run("build", "--clinic", CLINIC)
    assert result.exit_code == 2
    assert f"source/clinics/{CLINIC}.toml" in result.output
    assert reason in result.output


def test_a_tag_is_no_locale_of_the_project(project: Path, run: Run) -> None:
    settings = project / "source/site.toml"
    settings.write_text(settings.read_text("utf-8").replace('"de",', '"de", "de_AT",'), "utf-8")
    tag(project)
    result = run("build", "--clinic", CLINIC)
    assert result.exit_code == 2
    assert "a locale of this project" in result.output


def approved(project: Path) -> Project:
    """Austria's project, in which all German texts are approved."""
    opened = open_project(project)
    texts = {one.subject.sha256: one for one in reviewables(opened, DE)}
    record_approvals(opened, DE, [approval_of(one.subject, role) for one in texts.values() for role in Role])
    return in_regions(opened, open_clinic(opened, CLINIC))


def standings(told: Project, as_of: date = DAY) -> Sequence[Standing]:
    ledger = read_ledger(told, AT, as_of)
    return [one.standing(ledger, Role.CLINICAL) for one in reviewables(told, AT)]


def test_approvals_are_the_bases_and_an_own_text_has_none(project: Path, run: Run) -> None:
    tag(project)
    told = approved(project)
    assert set(standings(told)) == {Standing.APPROVED}
    assert not (project / approvals_path(AT)).exists()
    settings = project / "source/site.toml"
    settings.write_text(settings.read_text("utf-8").replace('approvals = "advisory"', 'approvals = "required"'), "utf-8")
    assert run("build", "--clinic", CLINIC, "--locale", "de").exit_code == 0
    changed = duty(project)
    override(project, "disclaimer", otherwise(changed, f"Servus: {changed.msgstr[0]}"))
    assert standings(told).count(Standing.LAPSED) == 1
    result = run("build", "--clinic", CLINIC, "--locale", "de")
    assert result.exit_code == 1
    assert "approval-missing" in result.output


def protected_text(project: Path) -> Message:
    """A caution of the article, in German."""
    opened = open_project(project)
    article = opened.article(SLUG)
    keys = [one.key for one in article.segments if one.protected and one.translatable]
    return next(one for key in keys if len((one := read_catalog(opened, DE, SLUG).translated[key]).msgid) > 60)


AUSTRIAN = {"Medizinischer": "Ärztlicher", "Alle ": "Sämtliche ", "Sie ": "Sie bitte "}


@pytest.mark.parametrize("what", ["title", "duty", "caution"])
def test_a_regions_own_words_go_out_only_when_they_were_approved(project: Path, run: Run, what: str) -> None:
    tag(project)
    approved(project)
    settings = project / "source/site.toml"
    settings.write_text(settings.read_text("utf-8").replace('approvals = "advisory"', 'approvals = "required"'), "utf-8")
    opened = open_project(project)
    titles = read_catalog(opened, DE, "disclaimer").translated
    domain = SLUG if what == "caution" else "disclaimer"
    texts = {"title": titles["general.title", "Medical disclaimer"], "duty": duty(project), "caution": protected_text(project)}
    base = texts[what]
    austrian = re.sub("^Medizinischer|^Alle |Sie ", lambda one: AUSTRIAN[one[0]], base.msgstr[0], count=1)
    override(project, domain, otherwise(base, austrian))
    build = ("build", "--clinic", CLINIC, "--locale", "de_AT")
    refused = run(*build)
    assert refused.exit_code == 1
    assert "[approval-missing]" in refused.stderr
    assert not (project / PAGES / "de_AT").exists()
    for role in Role:
        command = ["-C", str(project), "approve", "de_AT", "--role", str(role), "--reviewer", "Sample Reviewer"]
        done = CliRunner().invoke(main, command, input="approve\nde_AT\n")
        assert done.exit_code == 0, done.output
        assert "1 of 1" in done.output
        assert "nothing to look at" in CliRunner().invoke(main, command).output
    assert run(*build).exit_code == 0
    assert run("gate", "--clinic", CLINIC).exit_code == 1  # its other locales are not there
    said = json.loads(run("approvals", "de_AT", "de", "--json").stdout)
    assert [one["locale"] for one in said["locales"]] == ["de_AT", "de_AT", "de", "de"]
    assert all(one["counts"]["lapsed"] == 0 for one in said["locales"])
    (path,) = project.glob("locales/de_*/approvals.toml")
    assert path == project / approvals_path(AT)
    # An edit of the region's words voids it; what was approved of the base does not help.
    override(project, domain, otherwise(base, austrian.replace(" ", "\u00a0", 1)))
    assert run(*build).exit_code == 1


def test_english_has_regions_too(project: Path, run: Run) -> None:
    tag(project, 'en = "en_GB"')
    result = run("build", "--clinic", CLINIC, "--locale", "en", "--locale", "de")
    assert result.exit_code == 0, result.output
    assert '<html lang="en-GB"' in page(project, "en_GB")
    assert 'hreflang="en-GB"' in page(project, "de")


@pytest.mark.parametrize("clinics", [[CLINIC], [CLINIC, "sample-cairo"]], ids=["one", "several"])
@pytest.mark.parametrize("chosen", [[], ["--locale", "de", "--locale", "en"]], ids=["all", "chosen"])
def test_its_bundle_is_right_and_made_by_its_sources(
    tmp_path: Path, findings_kept: Path, clinics: list[str], chosen: list[str]
) -> None:
    folder = real_project(tmp_path / "project", findings_kept)
    tag(folder)
    base = title(folder)
    override(folder, SLUG, otherwise(base, f"{base.msgstr[0]} Servus"))
    record_approvals(open_project(folder), DE, [approval_of(reviewables(open_project(folder), DE)[0].subject)])
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Tags")
    made = polyclinic(folder, "bundle", *(part for name in clinics for part in ("--clinic", name)), *chosen)
    assert made.returncode == 0, made.stderr
    bundle = only_bundle(folder)
    files = members(bundle)
    (path,) = [name for name in files if name.endswith(f"de_AT/{SLUG}.html")]
    assert b'lang="de-AT"' in files[path]
    assert {"VERIFY.de-AT.txt", "records/approvals/de.toml"} <= files.keys()
    assert "Prüfsumme" in files["VERIFY.de-AT.txt"].decode() or "Datei" in files["VERIFY.de-AT.txt"].decode()
    assert json.loads(files["records/pages.json"])["locales"]["de_AT"]["tag"] == "de-AT"
    for against in ([], ["--against", str(folder)]):
        result = CliRunner().invoke(main, ["verify", str(bundle), *against])
        assert result.exit_code == 0, result.output
