"""`polyclinic check` and `polyclinic waive` as people and CI type them, on a copy of the real project with faults put in."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import main
from pipeline.formats.waivers import read_waivers, write_waiver
from pipeline.model.catalog import Message
from pipeline.model.waiver import Waiver, waiver_hash
from pipeline.publish.checking import known_rules
from tests.conftest import ROOT, Run, message_count

PO = "locales/de/LC_MESSAGES/dry-needling.po"
LEAFLET = "locales/de/LC_MESSAGES/leaflet.po"
CONTROLLED = "locales/de/LC_MESSAGES/disclaimer.po"
WAIVERS = "locales/de/waivers.toml"
CAUTION = "Vermeiden Sie 24 Stunden lang anstrengenden Sport."
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {}\\n"\n\n'
WRONG = 'msgid "Rest for 24 hours."\nmsgstr "{}"\n'
BY = ("--reason", "a sample reason", "--by", "Sample Name")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795608000")  # 2026-11-25


def entry(text: str = "Ruhen Sie 42 Stunden.", language: str = "de") -> str:
    """A catalog with one wrong figure."""
    return HEADER.format(language) + WRONG.format(text)


@pytest.fixture
def faulty(project: Path) -> Path:
    """The project with a German catalog of no article, one of whose figures is wrong."""
    write(project / "locales/de/LC_MESSAGES/leaflet.po", entry())
    return project


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    (project / path).write_text(text.replace(old, new), "utf-8")


def findings(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code in (0, 1, 2), result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return found


# Checking


def test_the_texts_of_this_repository_have_no_finding() -> None:
    result = CliRunner().invoke(main, ["-C", str(ROOT), "check"])
    catalogs = list((ROOT / "locales").rglob("*.po"))
    messages = sum(message_count(ROOT, folder.name) for folder in (ROOT / "locales").iterdir() if folder.is_dir())
    assert (result.exit_code, result.stdout) == (0, f"found nothing in {messages} messages of {len(catalogs)} catalogs\n")


def test_a_finding_is_shown_with_place_texts_passage_and_next_step(run: Run, faulty: Path) -> None:
    result = run("check", "de", "--rule", "figure-changed")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("locales/de/LC_MESSAGES/leaflet.po:6: error[figure-changed] ")
    assert lines[1] == "  English │ Rest for 24 hours."
    assert lines[3] == "       de │ Ruhen Sie 42 Stunden."
    assert lines[2].index("^") == lines[1].index("24")
    assert lines[4].index("^") == lines[3].index("42")
    assert lines[5].startswith("  → ")
    catalogs = len(list((faulty / "locales/de").rglob("*.po")))
    assert lines[-1].startswith(
        f"found 1 error in {message_count(faulty, 'de')} messages of {catalogs} catalogs; a build refuses de"
    )


def test_every_catalog_of_a_locale_is_checked_and_no_other_locale(run: Run, faulty: Path) -> None:
    write(faulty / "locales/de/LC_MESSAGES/deeper/more.po", entry())
    write(faulty / "locales/fr/LC_MESSAGES/leaflet.po", entry("Reposez-vous 42 heures.", "fr"))
    found = findings(run("check", "de", "--format", "json"))
    assert {one["path"] for one in found} == {f"locales/de/LC_MESSAGES/{name}.po" for name in ("leaflet", "deeper/more")}
    assert {one["locale"] for one in findings(run("check", "--format", "json"))} == {"de", "fr"}


def test_json_is_all_that_is_on_stdout(run: Run, faulty: Path) -> None:
    [one] = findings(run("check", "de", "--format", "json"))
    assert (one["rule"], one["severity"], one["path"], one["line"]) == (
        "figure-changed",
        "error",
        "locales/de/LC_MESSAGES/leaflet.po",
        6,
    )
    assert (one["msgctxt"], one["msgid"], one["msgstr"]) == (None, "Rest for 24 hours.", ["Ruhen Sie 42 Stunden."])
    assert "24" in one["message"]
    [start] = [mark["start"] for mark in one["marks"] if mark["form"] == 0]
    assert one["msgstr"][0][start:].startswith("42")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_an_unreadable_catalog_is_named_and_the_others_are_checked(run: Run, faulty: Path, form: str) -> None:
    write(faulty / "locales/de/LC_MESSAGES/broken.po", 'msgid "a\nmsgstr "b"\n')
    result = run("check", "de", "--format", form)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: locales/de/LC_MESSAGES/broken.po:1: ")
    assert "leaflet.po" in result.stdout
    assert "Traceback" not in result.output


_TWICE = HEADER.format("de") + 2 * WRONG.format("Ruhen Sie 24 Stunden.")
BROKEN: dict[str, tuple[bytes, str, str]] = {
    "not-closed": (b'msgid "a\nmsgstr "b"\n', ":1: a string that is not closed", "add the missing quote"),
    "utf-16": (entry().encode("utf-16"), ":1: this file is UTF-16", "save it as UTF-8"),
    "charset": (entry().replace("UTF-8", "KOI-9").encode(), ":3: unknown charset 'KOI-9'", "save the file as UTF-8"),
    "bytes": (entry("Grün").encode("latin-1"), ":7: these bytes are not UTF-8", "save the file as UTF-8"),
    "twice": (_TWICE.encode(), ":8: a duplicate entry", "remove one"),
    "something-else": (b'{"a": 1}', ":1: this is no line of a PO file", "mend it in an editor"),
}


def test_each_broken_catalog_is_named_with_what_to_do_and_all_else_is_checked(run: Run, faulty: Path) -> None:
    folder = faulty / "locales/de/LC_MESSAGES"
    for name, (content, _, _) in BROKEN.items():
        (folder / f"{name}.po").write_bytes(content)
    (folder / "folder.po").mkdir()
    (folder / "link.po").symlink_to("nowhere.po")
    os.mkfifo(folder / "pipe.po")
    (folder / "empty.po").write_bytes(b"")
    (folder / "crlf.po").write_bytes(entry().replace("\n", "\r\n").encode())
    (folder / "bare.po").write_text(WRONG.format("Ruhen Sie 24 Stunden."), "utf-8")
    result = run("check", "de", "--format", "json")
    assert result.exit_code == 2
    said = {name: (says, step) for name, (_, says, step) in BROKEN.items()} | {
        "folder": (": this file cannot be read: Is a directory", "put a file in its place, or take the folder away"),
        "link": (": this link leads to no file", "mend the link, or take it away"),
        "pipe": (": this is a device or a pipe", "put a file in its place"),
    }
    unreadable = json.loads(result.stdout)["summary"]["unreadable"]
    assert len(unreadable) == len(said)
    for name, (says, step) in said.items():
        [told] = [one for one in unreadable if f"/{name}.po" in one]
        assert f"LC_MESSAGES/{name}.po{says}" in told
        assert f"\n  → {step}" in told
    found = {(Path(one["path"]).stem, one["rule"]) for one in findings(result)}
    assert found == {("leaflet", "figure-changed"), ("crlf", "figure-changed"), ("bare", "header-missing")}


def test_a_file_is_found_from_the_project_too(run: Run, faulty: Path) -> None:
    assert [one["path"] for one in findings(run("check", LEAFLET, "--format", "json"))] == [LEAFLET]
    (faulty / "locales/de/LC_MESSAGES/link.po").symlink_to("nowhere.po")
    refused = run("check", "locales/de/LC_MESSAGES/link.po")
    assert refused.exit_code == 2
    assert "or a link that leads to none" in " ".join(refused.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["hrv"], "no locale 'hrv': did you mean hr?"),
        (["xx"], "There are ar, de"),
        (["--rule", "figures-changed"], "did you mean figure"),
        (["--rule", "zzz"], "see `polyclinic check --list`"),
        (["--explain", "negation-difers"], "did you mean negation-differs"),
        (["nowhere.po"], "nowhere.po: there is no such file"),
        (["locales/nowhere"], "locales/nowhere: there is no such file"),
        (["locales/de"], "locales/de is a folder: name a locale, or catalogs"),
        (["PT-br"], "no locale 'PT-br': did you mean pt_BR? There are"),
        (["de_AT"], "no locale 'de_AT': did you mean de? There are"),
        (["--rule", "figure"], "did you mean figure-"),
        ([""], "no locale '': it is not in the settings. There are ar"),
        (["en"], "en is the source locale"),
        (["qps-ploc"], "pseudo-locale"),
    ],
)
def test_what_nobody_knows_is_named_with_what_is_near(run: Run, arguments: list[str], says: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in " ".join(result.stderr.replace("│", " ").split())


def test_a_locale_without_catalogs_is_no_success(run: Run, project: Path) -> None:
    shutil.rmtree(project / "locales/th")
    result = run("check", "th")
    assert result.exit_code == 2
    assert "locales/th: no catalog lies here\n  → run `polyclinic init th`" in result.stderr


def test_rules_are_listed_and_explained(run: Run) -> None:
    listed = run("check", "--list")
    assert listed.exit_code == 0
    for rule in known_rules():
        assert f"{rule.id} " in listed.stdout
        explained = run("check", "--explain", rule.id)
        assert explained.exit_code == 0
        assert explained.stdout.startswith(f"{rule.id} (")
        assert "Bad:" in explained.stdout
        assert "What to do: " in explained.stdout


def test_a_code_host_is_told_the_lines_of_the_translation_and_waiving_takes_them(run: Run, faulty: Path) -> None:
    wrapped = 'msgid ""\n"Rest for "\n"24 hours."\nmsgstr ""\n"Ruhen Sie "\n"42 Stun"\n"den."\n'
    write(faulty / LEAFLET, HEADER.format("de") + wrapped)
    told = run("check", "de", "--rule", "figure-changed", "--format", "github").stdout
    # The passage runs on into the next line, and so has no columns.
    assert told.startswith(f"::error file={LEAFLET},line=11,endLine=12,title=")
    log = json.loads(run("check", "de", "--rule", "figure-changed", "--format", "sarif").stdout)
    [result] = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 11,
        "startColumn": 2,
        "endLine": 12,
        "endColumn": 5,
    }
    assert run("waive", "de", "figure-changed", f"{LEAFLET}:13", *BY).exit_code == 2
    assert run("waive", "de", "figure-changed", f"{LEAFLET}:11", *BY).exit_code == 0
    assert run("check", "de", "--rule", "figure-changed").exit_code == 0


# Files


def test_a_file_needs_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "mine.po", entry())
    result = CliRunner().invoke(main, ["check", "mine.po", "--format", "json"])
    assert result.exit_code == 1
    assert [(one["rule"], one["path"], one["locale"]) for one in findings(result)] == [("figure-changed", "mine.po", "de")]
    # No build reads it, so none refuses anything.
    assert CliRunner().invoke(main, ["check", "mine.po"]).stdout.endswith("found 1 error in 1 message of 1 catalog\n")
    assert CliRunner().invoke(main, ["check"]).exit_code == 2
    assert CliRunner().invoke(main, ["check", "de"]).exit_code == 2


@pytest.mark.parametrize(
    ("path", "header", "locale"),
    [
        ("locales/pt_BR/LC_MESSAGES/x.po", "de", "pt_BR"),
        ("locale/zh_Hans/LC_MESSAGES/x.po", "", "zh_Hans"),
        ("x.po", "pt-br", "pt_BR"),
        ("x.po", "de_DE.UTF-8", "de_DE"),
        ("x.po", "sr@latin", "sr"),
        ("fr.po", "", "fr"),
        ("x.po", "Klingon, sort of", ""),
    ],
)
def test_a_file_s_locale_is_that_of_its_place_its_header_or_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, header: str, locale: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / path, entry("42.", header))
    said = json.loads(CliRunner().invoke(main, ["check", path, "--format", "json"]).stdout)
    assert {one["locale"] for one in said["findings"]} == {locale}


def test_a_file_of_the_project_keeps_its_protection_and_its_waivers(run: Run, project: Path) -> None:
    path = project / CONTROLLED
    edit(project, CONTROLLED, "ersetzen keine ärztliche", "ersetzen die ärztliche")
    found = findings(run("check", str(path), "--format", "json"))
    assert found
    assert all(one["protected"] and one["refuses"] and one["path"] == CONTROLLED for one in found)
    for one in found:
        assert run("waive", "de", one["rule"], f"{one['path']}:{one['line']}", *BY).exit_code == 0
    assert run("check", str(path)).exit_code == 0


def test_files_of_other_tools_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = entry("Übrigens 42 Stunden.")
    (tmp_path / "crlf.po").write_bytes(text.replace("\n", "\r\n").encode())
    (tmp_path / "latin.po").write_bytes(text.replace("UTF-8", "ISO-8859-1").encode("latin-1"))
    result = CliRunner().invoke(main, ["check", "crlf.po", "latin.po", "--format", "json"])
    assert [one["path"] for one in findings(result)] == ["crlf.po", "latin.po"]
    assert {tuple(one["msgstr"]) for one in findings(result)} == {("Übrigens 42 Stunden.",)}


def test_hostile_texts_neither_stop_it_nor_reach_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hostile = ("1–" * 50_000, "\x1b[31m " * 18_000, "[" * 100_000, "not " * 25_000)
    body = "".join(f'msgid "{number} {text}"\nmsgstr "{text}"\n\n' for number, text in enumerate(hostile))
    write(tmp_path / "x.po", HEADER.format("de") + body)
    result = CliRunner().invoke(main, ["check", "x.po"])
    assert result.exit_code == 1, result.output[:500]
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 1000


def terminal(*arguments: str, **environment: str) -> str:
    """What the command shows on a terminal."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not read:
            break
        shown += read
    done.wait()
    os.close(ours)
    return shown.decode()


def test_colour_is_for_terminals_that_want_it(tmp_path: Path) -> None:
    write(tmp_path / "x.po", entry())
    environment = {"CI": ""}
    assert "\x1b[1;31m" in terminal("check", str(tmp_path / "x.po"), **environment)
    plain = terminal("check", str(tmp_path / "x.po"), NO_COLOR="1", **environment)
    assert "\x1b[1;31m" not in plain
    assert "error[figure-changed]" in plain.replace("\x1b[1m", "").replace("\x1b[0m", "")


# Waiving


def place(result: Result) -> str:
    [one] = findings(result)
    return f"{one['path']}:{one['line']}"


def test_a_waiver_silences_a_finding_until_the_text_is_edited(run: Run, faulty: Path) -> None:
    leaflet = "locales/de/LC_MESSAGES/leaflet.po"
    at = place(run("check", "de", "--format", "json"))
    assert run("waive", "de", "figure-changed", at, *BY).stdout == f"wrote {WAIVERS}\n"
    [waiver] = read_waivers((faulty / WAIVERS).read_text("utf-8"), WAIVERS).waivers
    assert (waiver.domain, waiver.rule, waiver.message, waiver.who) == (
        "leaflet",
        "figure-changed",
        "Rest for 24 hours.",
        "Sample Name",
    )
    checked = run("check", "de")
    assert checked.exit_code == 0
    assert checked.stdout.endswith("; 1 waived\n")
    assert run("check", "de", "--rule", "figure-changed").exit_code == 0
    edit(faulty, leaflet, "42", "43")
    found = findings(run("check", "de", "--format", "json"))
    assert [(one["rule"], one["path"]) for one in found] == [("figure-changed", leaflet), ("waiver-unused", WAIVERS)]
    assert found[1]["line"] == 4
    assert "the texts are not those that were waived" in found[1]["message"]
    # Of some rules alone, nobody can tell that a waiver is of no use; asked for by name, it can be told.
    assert [one["rule"] for one in findings(run("check", "de", "--rule", "figure-changed", "--format", "json"))] == [
        "figure-changed"
    ]
    assert [one["rule"] for one in findings(run("check", "de", "--rule", "waiver-unused", "--format", "json"))] == [
        "waiver-unused"
    ]


def test_a_waiver_of_no_use_is_a_finding_that_refuses_nothing(run: Run, faulty: Path) -> None:
    assert run("waive", "de", "figure-changed", "Rest for 24 hours.", *BY).exit_code == 0
    written = (faulty / WAIVERS).read_text("utf-8")
    head, _, good = written.partition("\n[[waivers]]")
    good = f"\n[[waivers]]{good}"
    others = {
        "it stands here twice, first in line 4": good,
        "there is no rule 'figures-changed'": good.replace("figure-changed", "figures-changed"),
        "plural-count-differs cannot be waived": good.replace("figure-changed", "plural-count-differs"),
        "leaflet has no live translation of its message": good.replace("Rest for", "Sit for"),
        "gone has no live translation": good.replace('"leaflet"', '"gone"'),
        "unit-changed finds nothing there": good.replace("figure-changed", "unit-changed"),
        "language-differs finds nothing there (the header of leaflet)": good.replace(
            "figure-changed", "language-differs"
        ).replace("Rest for 24 hours.", ""),
        "gone has no catalog (the header of gone)": good.replace('"leaflet"', '"gone"').replace("Rest for 24 hours.", ""),
    }
    write(faulty / WAIVERS, head + good + "".join(others.values()))
    found = findings(run("check", "de", "--format", "json"))
    assert [one["rule"] for one in found] == ["waiver-unused"] * len(others)
    for one, says in zip(found, others, strict=True):
        assert says in one["message"]
        assert (one["severity"], one["refuses"]) == ("warning", False)
    assert [one["line"] for one in found] == sorted({one["line"] for one in found})


def test_a_waiver_of_a_day_ahead_counts_and_is_told(run: Run, faulty: Path) -> None:
    assert run("waive", "de", "figure-changed", "Rest for 24 hours.", *BY).exit_code == 0
    # East of UTC it may be tomorrow already.
    for day, told in (("2026-11-26", []), ("2062-11-25", ["waiver-dated-ahead"])):
        (faulty / WAIVERS).write_text(re.sub(r"(?m)^on = .*", f"on = {day}", (faulty / WAIVERS).read_text("utf-8")), "utf-8")
        found = findings(run("check", "de", "--format", "json"))
        assert [one["rule"] for one in found] == told
        assert [(one["line"], one["refuses"]) for one in found] == [(4, False)] * len(told)


def test_a_waiver_for_a_rule_that_runs_on_request_is_of_use(run: Run, faulty: Path) -> None:
    assert run("waive", "de", "figure-changed", "Rest for 24 hours.", *BY).exit_code == 0
    written = (faulty / WAIVERS).read_text("utf-8")
    entries = written.partition("\n[[waivers]]")[2]
    write(faulty / WAIVERS, f"{written}\n[[waivers]]{entries.replace('figure-changed', 'misspelled-word')}")
    assert "misspelled-word" in {rule.id for rule in known_rules()}
    assert findings(run("check", "de", "--format", "json")) == []


# Headers

_PLURAL = 'msgid "One hour"\nmsgid_plural "Many hours"\nmsgstr[0] "Eine Stunde"\n'
HEADERS = {
    "header-missing": (WRONG.format("Ruhen Sie 24 Stunden."), 'msgid ""\nmsgstr "Language: fr\\n"\n\n'),
    "header-fuzzy": ("#, fuzzy\n" + entry("Ruhen Sie 24 Stunden."), ""),
    "language-differs": (entry("Ruhen Sie 24 Stunden.", "fr"), ""),
    "plural-forms-unlikely": (
        HEADER.format("de").replace("Language: de", "Plural-Forms: nplurals=1; plural=0;") + _PLURAL,
        "",
    ),
}


@pytest.mark.parametrize("rule", HEADERS)
def test_a_finding_on_a_header_is_waived_by_its_place(run: Run, project: Path, rule: str) -> None:
    locale = "ar" if rule == "plural-forms-unlikely" else "de"
    leaflet = f"locales/{locale}/LC_MESSAGES/leaflet.po"
    write(project / leaflet, HEADERS[rule][0])
    [at] = [f"{one['path']}:{one['line']}" for one in findings(run("check", locale, "--rule", rule, "--format", "json"))]
    assert at == f"{leaflet}:1"
    assert run("waive", locale, rule, at, *BY).exit_code == 0
    [waiver] = read_waivers((project / f"locales/{locale}/waivers.toml").read_text("utf-8"), "waivers.toml").waivers
    assert (waiver.domain, waiver.rule, waiver.message, waiver.msgctxt) == ("leaflet", rule, "", None)
    assert findings(run("check", locale, "--rule", rule, "--format", "json")) == []


def test_a_waiver_of_a_header_holds_for_what_was_wrong_and_for_nothing_else(run: Run, project: Path) -> None:
    write(project / LEAFLET, entry("Ruhen Sie 24 Stunden.", "fr"))
    assert run("waive", "de", "language-differs", f"{LEAFLET}:1", *BY).exit_code == 0
    edit(project, LEAFLET, '"Language: fr', '"PO-Revision-Date: 2026-11-25 10:00+0000\\n"\n"Language: fr')
    assert run("check", "de").exit_code == 0
    edit(project, LEAFLET, '"Language: fr', '"Language: pl')
    found = findings(run("check", "de", "--format", "json"))
    assert [one["rule"] for one in found] == ["language-differs", "waiver-unused"]
    assert found[0]["header"] == "Language: pl"
    assert "the texts are not those that were waived (the header of leaflet)" in found[1]["message"]


def test_what_programs_stop_at_is_never_waived(run: Run, project: Path) -> None:
    broken = HEADER.format("de").replace("Language: de", "Plural-Forms: nplurals=2; plural=n % 0;")
    write(project / LEAFLET, broken + _PLURAL + 'msgstr[1] "Stunden"\n')
    refused = run("waive", "de", "plural-forms-unusable", f"{LEAFLET}:1", *BY)
    assert refused.exit_code == 2
    assert "plural-forms-unusable cannot be waived: restore the header's Plural-Forms" in " ".join(
        refused.stderr.replace("│", " ").split()
    )
    waiver = Waiver(
        "leaflet",
        "plural-forms-unusable",
        "",
        waiver_hash("de", Message("", msgstr=("Plural-Forms: nplurals=2; plural=n % 0;",))),
        "a sample reason",
        "Sample Name",
        date(2026, 11, 25),
    )
    write(project / WAIVERS, write_waiver(waiver))
    assert [one["rule"] for one in findings(run("check", "de", "--format", "json"))] == [
        "plural-forms-unusable",
        "waiver-unused",
    ]
    assert "polyclinic waive" not in run("check", "--explain", "plural-forms-unusable").stdout


def test_waiving_adds_to_the_file_and_changes_nothing_in_it(run: Run, faulty: Path) -> None:
    write(faulty / "locales/de/LC_MESSAGES/second.po", entry("Ruhen Sie 43 Stunden.").replace("Rest for", "Sleep for"))
    assert run("waive", "de", "figure-changed", "Rest for 24 hours.", *BY).exit_code == 0
    before = (faulty / WAIVERS).read_bytes() + "# unser Vermerk: geprüft".encode()
    (faulty / WAIVERS).write_bytes(before)
    assert run("waive", "de", "figure-changed", "Sleep for 24 hours.", *BY).exit_code == 0
    after = (faulty / WAIVERS).read_bytes()
    assert after.startswith(before + b"\n")
    assert len(read_waivers(after.decode(), WAIVERS).waivers) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["de", "unit-changed", "Rest for 24 hours.", *BY], "unit-changed finds nothing in de"),
        (["de", "figure-changed", "Rest for 25 hours.", *BY], "figure-changed finds nothing in de"),
        (["de", "figure-changd", "Rest for 24 hours.", *BY], "no rule 'figure-changd'"),
        (["fr", "figure-changed", "Rest for 24 hours.", *BY], "finds nothing in fr"),
        (["en", "figure-changed", "Rest for 24 hours.", *BY], "source locale"),
        (["de", "figure-changed", "Rest for 24 hours.", "--reason", " … ", "--by", "a"], "--reason: it says nothing"),
        (["de", "figure-changed", "Rest for 24 hours.", "--reason", "why", "--by", " "], "--by: nobody is named"),
        (["de", "figure-changed", "Rest for 24 hours.", "--by", "a"], "--reason"),
    ],
)
def test_nothing_else_can_be_waived(run: Run, faulty: Path, arguments: list[str], says: str) -> None:
    result = run("waive", *arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.replace("│", " ").split())
    assert not (faulty / WAIVERS).exists()


def test_a_text_that_stands_twice_is_waived_where_somebody_looked(run: Run, faulty: Path) -> None:
    write(faulty / "locales/de/LC_MESSAGES/second.po", entry())
    both = run("waive", "de", "figure-changed", "Rest for 24 hours.", *BY)
    assert both.exit_code == 2
    assert "leaflet" in both.stderr
    assert "second" in both.stderr
    assert run("waive", "de", "figure-changed", "locales/de/LC_MESSAGES/second.po:6", *BY).exit_code == 0
    assert place(run("check", "de", "--format", "json")) == "locales/de/LC_MESSAGES/leaflet.po:6"
    again = run("waive", "de", "figure-changed", "locales/de/LC_MESSAGES/second.po:6", *BY)
    assert again.exit_code == 2


def test_wrong_entries_are_told_in_one_run_and_the_right_ones_count(run: Run, faulty: Path) -> None:
    assert run("waive", "de", "figure-changed", "Rest for 24 hours.", *BY).exit_code == 0
    head, _, good = (faulty / WAIVERS).read_text("utf-8").partition("\n[[waivers]]")
    wrong = (
        good.replace('"Sample Name"', '""'),
        good.replace("\non =", "\non"),
        good.replace("figure-changed", "unit-changed"),
    )
    write(faulty / WAIVERS, head + "".join(f"\n[[waivers]]{one}" for one in (*wrong, good)))
    checked = run("check", "de", "--format", "json")
    assert checked.exit_code == 2
    lines = good.count("\n") + 1
    assert [line.partition(": entry")[0] for line in checked.stderr.splitlines() if line.startswith("error")] == [
        f"error: {WAIVERS}:4",
        f"error: {WAIVERS}:{4 + 2 * lines - 2}",
    ]
    assert [one["rule"] for one in findings(checked)] == ["waiver-unused"]
    assert json.loads(checked.stdout)["summary"]["waived"] == 1
    for target in ([str(faulty / LEAFLET)], ["de", "--rule", "figure-changed"]):
        again = run("check", *target, "--format", "json")
        assert (again.exit_code, findings(again)) == (2, [])
    before = (faulty / WAIVERS).read_bytes()
    assert run("waive", "de", "figure-changed", "x", *BY).exit_code == 2
    assert (faulty / WAIVERS).read_bytes() == before


def test_a_broken_file_of_waivers_is_an_error_and_stays_as_it_is(run: Run, faulty: Path) -> None:
    write(faulty / WAIVERS, "[[waivers]]\nrule = 1\n")
    checked = run("check")
    assert checked.exit_code == 2
    assert checked.stderr.startswith(f"error: {WAIVERS}:1: entry 1: ")
    assert "leaflet.po:6: error[figure-changed]" in checked.stdout
    assert run("waive", "de", "figure-changed", "Rest for 24 hours.", *BY).exit_code == 2
    assert (faulty / WAIVERS).read_text("utf-8") == "[[waivers]]\nrule = 1\n"


# The build


def test_a_finding_on_a_protected_message_refuses_its_locale_until_it_is_waived(run: Run, project: Path) -> None:
    edit(project, CONTROLLED, "ersetzen keine ärztliche", "ersetzen die ärztliche")
    refused = run("build", "--format", "text")
    assert refused.exit_code == 1
    assert not (project / "build/site/de").exists()
    assert (project / "build/site/fr").exists()
    for one in findings(run("check", "de", "--format", "json")):
        assert f"de: {CONTROLLED}:{one['line']}: {one['message']} [{one['rule']}]" in refused.stderr
        assert run("waive", "de", one["rule"], f"{one['path']}:{one['line']}", *BY).exit_code == 0
    assert run("build", "--format", "text").exit_code == 0
    assert (project / "build/site/de").exists()


def test_a_waiver_never_silences_the_gate(run: Run, project: Path) -> None:
    edit(project, CONTROLLED, "ersetzen keine ärztliche", "ersetzen die ärztliche")
    waived = findings(run("check", "de", "--format", "json"))
    assert waived
    for one in waived:
        assert run("waive", "de", one["rule"], f"{one['path']}:{one['line']}", *BY).exit_code == 0
    text = (project / CONTROLLED).read_text("utf-8")
    duty = next(line for line in text.splitlines() if "ersetzen die ärztliche" in line)
    edit(project, CONTROLLED, duty, 'msgstr ""')
    built = run("build", "--format", "text")
    assert built.exit_code == 1
    assert "[disclaimer-untranslated]" in built.stderr
    assert not (project / "build/site/de").exists()


def test_a_figure_that_is_waived_on_a_caution_is_refused_by_the_gate(run: Run, project: Path) -> None:
    said = json.loads(run("check", "de", "--format", "json").stdout)
    assert said["findings"] == []
    edit(project, PO, CAUTION, CAUTION.replace("24", "42"))
    waived = findings(run("check", "de", "--format", "json"))
    assert waived
    assert all(one["protected"] for one in waived)
    for one in waived:
        assert run("waive", "de", one["rule"], f"{one['path']}:{one['line']}", *BY).exit_code == 0
    assert run("check", "de").exit_code == 0
    built = run("build", "--format", "text")
    assert built.exit_code == 1
    assert "figures" in built.stderr
    assert not (project / "build/site/de").exists()


def test_what_a_build_does_not_read_refuses_nothing(run: Run, faulty: Path) -> None:
    write(faulty / "locales/de/LC_MESSAGES/broken.po", 'msgid "a\n')
    assert run("build", "--format", "text").exit_code == 0


def test_a_build_that_cannot_read_waivers_refuses_that_locale(run: Run, project: Path) -> None:
    write(project / WAIVERS, "[[waivers]]\nrule = 1\n")
    built = run("build", "--format", "text", "--no-clinics")
    assert built.exit_code == 1
    assert f"de: {WAIVERS}:1: entry 1" in built.stderr
    assert built.stderr.count(f"{WAIVERS}:1") == 1
    assert not (project / "build/site/de").exists()
    assert (project / "build/site/fr").exists()


def test_a_build_counts_advice_and_shows_in_full_what_it_refuses(run: Run, project: Path) -> None:
    write(project / WAIVERS, "".join(_stale(number) for number in range(3)))
    built = run("build", "--format", "text")
    assert built.exit_code == 0
    assert "waivers.toml:" not in built.stderr
    assert "de: 3 warnings of the checks, which refuse nothing: see `polyclinic check de`" in built.stderr


def _stale(number: int) -> str:
    fields = {"domain": "site", "rule": "figure-changed", "message": str(number), "sha256": "0" * 64, "reason": "x", "who": "y"}
    return "\n[[waivers]]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items()) + "on = 2026-11-25\n"


def test_many_catalogs_are_checked_alike_in_one_process_and_in_several(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = run("check", "--format", "json").stdout
    monkeypatch.setattr("pipeline.publish.checking._BYTES_WORTH_PROCESSES", 0)
    assert run("check", "--format", "json").stdout == one
