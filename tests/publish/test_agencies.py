"""Export and import over the real project: what agencies do with a file, and what files must never do to a catalog."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formats.po import read_po, write_po
from pipeline.publish.agencies import export_catalogs
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run, message_count

HR = "locales/hr/LC_MESSAGES/dry-needling.po"
FORMATS = {"xliff": "hr.xlf", "csv": "hr.csv", "tmx": "hr.tmx"}
XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"

Change = Callable[[str], str]


def catalogs(project: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted((project / "locales").rglob("*.po*"))}


def exported(run: Run, project: Path, form: str = "xliff", *arguments: str) -> Path:
    file = project / FORMATS[form]
    result = run("export", "hr", "--format", form, "--output", str(file), *arguments)
    assert result.exit_code == 0, result.output
    return file


def edited(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def blank(project: Path, *keep: str) -> None:
    """Make the Croatian article untranslated, but for some texts."""
    file = project / HR
    text = re.sub(r'\nmsgstr "(?!")(.*)"', lambda m: m[0] if m[1] in keep else '\nmsgstr ""', file.read_text("utf-8"))
    file.write_text(text, "utf-8")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("locale", ["hr", "ar", "ja", "pt_BR", "zh_Hans"])
def test_an_import_right_after_the_export_changes_no_byte(run: Run, project: Path, form: str, locale: str) -> None:
    before = catalogs(project)
    file = project / FORMATS[form]
    assert run("export", locale, "--format", form, "--output", str(file)).exit_code == 0
    first = file.read_bytes()
    result = run("import", str(file), "--prefer", "imported")
    assert (result.exit_code, result.stderr) == (0, "")
    assert catalogs(project) == before
    assert run("export", locale, "--format", form).stdout_bytes == first


@pytest.mark.parametrize("form", ["xliff", "csv"])
def test_a_translated_file_gives_the_translator_s_catalogs(run: Run, project: Path, form: str) -> None:
    wanted = catalogs(project)
    file = exported(run, project, form)
    blank(project)
    # An agency's file with all translations, made from the blank export: the same texts with the blank catalog's bases.
    filled = file.read_text("utf-8")
    bases = dict(re.findall(r'(?:id="|,)(m[0-9a-f]{16})"?.*?(t[0-9a-f]{16})', exported(run, project, form).read_text("utf-8")))
    filled = re.sub(r'((?:id="|,)(m[0-9a-f]{16}).*?)t[0-9a-f]{16}', lambda m: m[1] + bases.get(m[2], "t"), filled)
    file.write_text(filled, "utf-8")
    result = run("import", str(file))
    assert result.exit_code == 0, result.output
    assert catalogs(project) == wanted


@pytest.mark.parametrize("form", ["xliff", "csv"])
def test_only_and_domain_narrow_what_goes_out(run: Run, project: Path, form: str) -> None:
    blank(project, "bol")
    text = exported(run, project, form, "--only", "untranslated", "--domain", "dry-needling").read_text("utf-8")
    assert "muscle soreness" in text
    assert "Medical disclaimer" not in text
    assert not re.search(r",bol,|>bol<", text)
    assert run("export", "hr", "--format", form, "--only", "fuzzy").exit_code == 0


def test_an_agency_s_work_is_shown_line_by_line_and_taken(run: Run, project: Path) -> None:
    file = exported(run, project)
    edited(file, ">Boli li dry needling?<", ">Je li dry needling bolan?<")
    before = catalogs(project)
    dry = run("import", str(file), "--dry-run")
    assert dry.exit_code == 0
    assert catalogs(project) == before
    result = run("import", str(file))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{HR}:21: taken: “Boli li dry needling?” → “Je li dry needling bolan?”",
        f"1 taken, {message_count(project, 'hr') - 1} the same",
        f"wrote {HR}",
    ]
    assert dry.stdout == result.stdout.replace("wrote", "would write")
    assert (project / HR).read_bytes() == before[str(project / HR)].replace(
        b"Boli li dry needling?", b"Je li dry needling bolan?", 1
    )
    again = run("import", str(file))
    assert (again.exit_code, again.stdout) == (0, f"{message_count(project, 'hr')} the same\n")


def test_a_translation_that_changed_since_is_a_conflict(run: Run, project: Path) -> None:
    file = exported(run, project)
    edited(file, ">Boli li dry needling?<", ">Je li dry needling bolan?<")
    edited(project / HR, 'msgstr "Boli li dry needling?"', 'msgstr "Boli li?"')
    before = catalogs(project)
    result = run("import", str(file))
    assert result.exit_code == 1
    assert f"{HR}:21: conflict, left out: “Boli li?” → “Je li dry needling bolan?”" in result.stdout
    assert catalogs(project) == before
    preferred = run("import", str(file), "--prefer", "imported")
    assert preferred.exit_code == 0
    assert "# before the import: Boli li?\n#. article title" in (project / HR).read_text("utf-8")
    assert 'msgstr "Je li dry needling bolan?"' in (project / HR).read_text("utf-8")


def test_damaged_markup_is_fuzzy_and_told(run: Run, project: Path) -> None:
    file = exported(run, project)
    tree = ElementTree.parse(file)  # noqa: S314 - our own file
    unit = next(unit for unit in tree.iter(f"{XLIFF}trans-unit") if "Assessment." in "".join(unit[0].itertext()))
    unit.find(f"{XLIFF}target").clear()  # type: ignore[union-attr]
    unit.find(f"{XLIFF}target").text = "Procjena. Terapeut traži."  # type: ignore[union-attr]
    unit.find(f"{XLIFF}target").set("state", "final")  # type: ignore[union-attr]
    tree.write(file, "utf-8")
    result = run("import", str(file))
    assert result.exit_code == 1
    assert "damaged, taken as fuzzy" in result.stdout
    assert "the placeholder **…** of the source is missing" in result.stdout
    assert re.search(
        r'#, fuzzy\nmsgid "\*\*Assessment.*\nmsgstr "Procjena. Terapeut traži."', (project / HR).read_text("utf-8")
    )


def test_a_state_that_is_not_translated_is_fuzzy(run: Run, project: Path) -> None:
    file = exported(run, project)
    edited(file, 'state="translated">Boli li dry needling?<', 'state="needs-review-translation">Boli li dry needling?<')
    edited(file, 'state="translated">dry needling<', 'state="final">dry-needling<')
    assert run("import", str(file)).exit_code == 0
    text = (project / HR).read_text("utf-8")
    assert '#, fuzzy\nmsgid "Does dry needling hurt?"' in text
    assert 'msgid "dry needling"\nmsgstr "dry-needling"' in text


def test_a_po_file_of_an_older_template_is_taken(run: Run, project: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "dry-needling.po"
    catalog = read_po((project / HR).read_bytes(), HR, "dry-needling", "hr")
    theirs.write_bytes(write_po(catalog))
    edited(theirs, 'msgstr "okidačke točke"', 'msgstr "trigger točke"')
    edited(theirs, 'msgstr "bolnost mišića"', 'msgstr "bolni mišići"')
    blank(project, "bolnost mišića")
    source = project / "source/articles/dry-needling.md"
    edited(source, "Release muscle tension", "Release the muscle tension")
    assert run("update", "hr").exit_code == 0
    result = run("import", str(theirs))
    assert result.exit_code == 1
    assert "conflict, left out: “bolnost mišića” → “bolni mišići”" in result.stdout
    after = read_po((project / HR).read_bytes(), HR, "dry-needling", "hr")
    assert after.translated[None, "trigger points"].msgstr == ("trigger točke",)
    released = after.live[None, "Release the muscle tension"]
    assert (released.fuzzy, released.msgstr) == (True, ("Otpuštanje mišićne napetosti",))
    assert [m.msgid for m in after.messages if m.obsolete] == ["Release muscle tension"]


def test_fuzzy_in_a_po_file_stays_fuzzy(run: Run, project: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.po"
    theirs.write_text(
        'msgid ""\nmsgstr "Language: hr\\nX-Domain: dry-needling\\n"\n\n#, fuzzy\nmsgid "pain"\nmsgstr "boli"\n', "utf-8"
    )
    blank(project)
    assert run("import", str(theirs)).exit_code == 0
    assert '#, fuzzy\nmsgid "pain"\nmsgstr "boli"\n' in (project / HR).read_text("utf-8")


def test_a_memory_only_suggests(run: Run, project: Path) -> None:
    file = exported(run, project, "tmx")
    blank(project, "bol")
    result = run("import", str(file))
    assert result.exit_code == 0
    after = read_po((project / HR).read_bytes(), HR, "dry-needling", "hr")
    assert [m.msgid for m in after.translated.values()] == ["pain"]
    assert all(m.fuzzy or m.msgid == "pain" for m in after.messages)
    assert all(any(m.msgstr) for m in after.messages)


SITE_XLIFF = export_catalogs(open_project(ROOT), open_project(ROOT).locale("hr"), "xliff", ["site"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, len(SITE_XLIFF)), st.integers(0, 200), st.binary(max_size=9) | st.sampled_from([b"<x/>", b"<g>", b"&", b'"'])
)
def test_a_file_that_was_hurt_anywhere_ends_in_an_exit_status(run: Run, project: Path, at: int, cut: int, new: bytes) -> None:
    file = project / "hr.xlf"
    file.write_bytes(SITE_XLIFF[:at] + new + SITE_XLIFF[at + cut :])
    result = run("import", str(file))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 1, 2)
    assert run("status", "hr").exit_code in (0, 1)
    for path in (project / "locales/hr").rglob("*.po"):
        assert read_po(path.read_bytes(), str(path), path.stem, "hr").messages


def test_an_empty_export_is_imported_in_peace(run: Run, project: Path) -> None:
    for form in FORMATS:
        file = exported(run, project, form, "--only", "fuzzy")
        result = run("import", str(file))
        assert (result.exit_code, result.stdout) == (0, "nothing to take in\n")


def test_a_huge_file_is_not_read(run: Run, project: Path) -> None:
    file = project / "hr.xlf"
    with file.open("wb") as sparse:
        sparse.truncate(65 << 20)
    result = run("import", str(file))
    assert result.exit_code == 2
    assert "this file has 65 MiB" in result.stderr


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_sheet_comes_back_from_a_spreadsheet(run: Run, project: Path, separator: str) -> None:
    file = exported(run, project, "csv")
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    for row in rows:
        if row["source"] == "Does dry needling hurt?":
            row["target"] = "Je li bolno?"
    page = io.StringIO()
    sheet = csv.DictWriter(
        page, ["locale", "domain", "source", "target", "state", "id", "base"], "", "ignore", delimiter=separator
    )
    sheet.writeheader()
    sheet.writerows(rows)
    file.write_bytes(page.getvalue().encode("utf-16"))
    result = run("import", str(file))
    assert result.exit_code == 0
    assert f"1 taken, {message_count(project, 'hr') - 1} the same" in result.stdout


BAD: dict[str, tuple[str, Change, str]] = {
    "a lost tag": ("hr.xlf", lambda s: s.replace("</target>", "", 1), r"hr\.xlf:\d+: this is not well-formed XML"),
    "a cut file": ("hr.xlf", lambda s: s[: len(s) // 2], r"hr\.xlf:\d+: this is not well-formed XML"),
    "another locale's": (
        "hr.xlf",
        lambda s: s.replace('target-language="hr"', 'target-language="nl"'),
        r"hr\.xlf: this file is for nl",
    ),
    "another source's": (
        "hr.xlf",
        lambda s: s.replace('source-language="en"', 'source-language="de"'),
        r"hr\.xlf: this file translates from de",
    ),
    "another project's": (
        "hr.xlf",
        lambda s: s.replace('product-name="Dry', 'product-name="Wet'),
        r"hr\.xlf: this file is of the project 'Wet needling",
    ),
    "an unknown domain's": (
        "hr.xlf",
        lambda s: s.replace('category="site"', 'category="../x"'),
        r"hr\.xlf:\d+: no domain '../x' in this project",
    ),
    "two locales'": (
        "hr.xlf",
        lambda s: s.replace('target-language="hr"', 'target-language="ar"', 1),
        r"hr\.xlf: this file is for ar, hr",
    ),
    "a bomb": (
        "hr.xlf",
        lambda s: s.replace("<xliff", '<!DOCTYPE x [<!ENTITY a "aaa">]>\n<xliff'),
        r"hr\.xlf:2: a document type with declarations",
    ),
    "XLIFF 2": (
        "hr.xlf",
        lambda s: '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>',
        r"hr\.xlf:1: this is XLIFF 2.0, not 1.2",
    ),
    "HTML": ("hr.xlf", lambda s: "<html/>", r"hr\.xlf:1: <html> is neither XLIFF nor TMX"),
    "no header": ("hr.csv", lambda s: "Pain;Bol\n", r"hr\.csv:1: no column source, target"),
    "a sheet opened in a wrong charset": (
        "hr.csv",
        lambda s: s.encode().decode("cp1252", "replace"),
        r"hr\.csv:1: this sheet was opened in a wrong charset",
    ),
    "an open quote": ("hr.csv", lambda s: s + '"', r"hr\.csv:\d+: this is no CSV"),
    "no domain": ("hr.csv", lambda s: "source,target,locale\nPain,Bol,hr\n", r"hr\.csv:2: this translation names no domain"),
    "no locale": ("hr.csv", lambda s: "source,target,domain\nPain,Bol,site\n", r"hr\.csv: this file does not say which"),
    "an unknown kind": ("hr.docx", lambda s: s, r"hr\.docx: files of the kind '.docx' are not read"),
    "a conflict in PO": ("site.po", lambda s: "<<<<<<< HEAD\n", r"site\.po:1: a conflict marker"),
    "a PO of no domain": ("hr.po", lambda s: 'msgid ""\nmsgstr "Language: hr\\n"\n', r"hr\.po: no domain 'hr'"),
    "a PO of no language": ("site.po", lambda s: 'msgid "a"\nmsgstr "b"\n', r"site\.po: this file does not say which"),
    "the source's own PO": (
        "site.po",
        lambda s: 'msgid ""\nmsgstr "Language: en\\n"\n',
        r"site\.po: this file is for en",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_clear_error_and_changes_nothing(run: Run, project: Path, name: str) -> None:
    file, change, message = BAD[name]
    form = next((form for form, made in FORMATS.items() if made == file), "xliff")
    text = exported(run, project, form).read_bytes().decode("utf-8")
    (project / file).write_bytes(change(text).encode())
    before = catalogs(project)
    result = run("import", str(project / file))
    assert result.exit_code == 2, result.output
    assert re.search(message, result.stderr), result.stderr
    assert "→" in result.stderr
    assert catalogs(project) == before


def test_a_catalog_that_cannot_be_read_keeps_all_others_as_they_are(run: Run, project: Path) -> None:
    file = exported(run, project)
    edited(file, ">Medicinsko odricanje od odgovornosti<", ">Odricanje<")
    edited(project / HR, 'msgid "pain"', 'msgid "pain')
    before = catalogs(project)
    result = run("import", str(file))
    assert result.exit_code == 2
    assert f"{HR}:" in result.stderr
    assert catalogs(project) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("import", "missing.xlf", "--domain", "nothing"), "no domain 'nothing' in this project"),
        (("import", "missing.xlf"), "missing.xlf: this file cannot be read"),
        (("import", str(ROOT / "tests")), "this file cannot be read"),
        (("export", "hr", "--format", "pdf"), "Invalid value"),
        (("export", "en", "--format", "csv"), "en is the source locale"),
        (("export", "xx", "--format", "csv"), "no locale 'xx'"),
        (("export", "hr", "--format", "csv", "--domain", "../x"), "no domain '../x'"),
        (("export", "hr", "--format", "csv", "--output", "/dev/null/hr.csv"), "Not a directory"),
    ],
)
def test_bad_arguments(run: Run, project: Path, arguments: tuple[str, ...], message: str) -> None:
    before = catalogs(project)
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert catalogs(project) == before


def test_a_file_for_another_locale_than_the_command_says_is_refused(run: Run, project: Path) -> None:
    file = exported(run, project)
    result = run("import", str(file), "--locale", "de")
    assert result.exit_code == 2
    assert "this file is for hr, not for de" in result.stderr
    edited(file, 'target-language="hr"', 'target-language="hr-HR"')
    file.write_text(file.read_text("utf-8").replace('target-language="hr"', 'target-language="hr-HR"'), "utf-8")
    assert run("import", str(file)).exit_code == 0
