"""The commands as their users type them."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from click.testing import CliRunner

from pipeline import __version__
from pipeline.cli.main import main
from pipeline.publish.serve import serve
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run

LOCALES = open_project(ROOT).site.locales


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_version_and_module() -> None:
    assert command("--version").stdout.strip() == f"polyclinic, version {__version__}"


def test_version_imports_nothing_heavy() -> None:
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "pipeline", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in found.stderr.splitlines()}
    assert "click" in modules
    assert not modules & {"babel", "jinja2", "polib", "markdown_it", "pydantic", "rapidfuzz", "selectolax", "icu4py", "wcwidth"}


def test_a_new_project_builds_at_once_and_takes_a_locale(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run = CliRunner()
    assert run.invoke(main, ["new", str(folder)]).exit_code == 0
    built = run.invoke(main, ["-C", str(folder), "build"])
    assert built.exit_code == 0, built.output
    assert (folder / "build/site/en/first-article.html").exists()
    assert run.invoke(main, ["-C", str(folder), "init", "de"]).exit_code == 0
    assert open_project(folder).site.locales == ("de",)
    assert "nplurals=2; plural=(n != 1);" in (folder / "locales/de/LC_MESSAGES/site.po").read_text("utf-8")
    refused = run.invoke(main, ["-C", str(folder), "build"])
    assert refused.exit_code == 1
    assert not (folder / "build/site/de").exists()
    assert run.invoke(main, ["-C", str(folder), "init", "pt_BR"]).exit_code == 0
    assert open_project(folder).site.locales == ("de", "pt_BR")


def test_init_keeps_what_people_wrote_in_the_settings(run: Run, project: Path) -> None:
    before = (project / "source/site.toml").read_text("utf-8")
    assert run("init", "it").exit_code == 0
    after = (project / "source/site.toml").read_text("utf-8")
    assert after == before.replace('"zh_Hans"]', '"zh_Hans", "it"]')


def test_init_says_how_where_the_settings_are_written_otherwise(run: Run, project: Path) -> None:
    file = project / "source/site.toml"
    file.write_text(file.read_text("utf-8").replace('locales = ["ar",', 'locales = [ # ours\n"ar",'), "utf-8")
    before = file.read_text("utf-8")
    result = run("init", "it")
    assert result.exit_code == 1
    assert 'add "it" to locales' in result.stderr
    assert file.read_text("utf-8") == before


def test_status_as_json(run: Run) -> None:
    result = run("status", "hr", "--json")
    assert result.exit_code == 0
    (locale,) = json.loads(result.stdout)["locales"]
    assert locale["locale"] == "hr"
    assert locale["translated"] == locale["messages"] > 150
    assert locale["protected"] == locale["protected_translated"] == 50
    assert locale["findings"] == []


def test_the_build_table_names_every_locale(run: Run) -> None:
    result = run("build", "--format", "text", "--no-clinics")
    rows = [line.split() for line in result.stdout.splitlines() if line.endswith("published")]
    assert [row[0] for row in rows] == ["en", *LOCALES]
    assert "built hr/dry-needling" in result.stdout


def test_an_edit_of_the_english_goes_through_update_and_refuses(run: Run, project: Path) -> None:
    file = project / "source/disclaimers/general.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("They do not replace medical advice.", "They never replace medical advice."), "utf-8")
    # Before the update the catalogs lack the new text: no page may go out with the old one.
    assert run("build").exit_code == 1
    assert run("update").exit_code == 0
    po = (project / "locales/hr/LC_MESSAGES/disclaimer.po").read_text("utf-8")
    assert '#, fuzzy\n#| msgctxt "general.no-replacement"\n#| msgid "They do not replace medical advice."' in po
    result = run("build")
    assert result.exit_code == 1
    assert {path.name for path in (project / "build/site").iterdir() if path.is_dir()} == {"en"}
    file.write_text(text, "utf-8")
    assert run("update").exit_code == 0
    assert run("build").exit_code == 0


def test_update_in_the_middle_of_nowhere(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "update"])
    assert result.exit_code == 2
    assert "polyclinic new" in result.stderr


def test_two_updates_at_once_both_finish(project: Path) -> None:
    file = project / "source/articles/dry-needling.md"
    file.write_text(file.read_text("utf-8").replace("Drink enough.", "Drink enough water."), "utf-8")
    runs = [
        subprocess.Popen([sys.executable, "-m", "pipeline", "-C", str(project), "update"], cwd=ROOT, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert command("-C", str(project), "update").stdout.strip() == "nothing to change"


def test_the_preview_serves_the_site_on_this_machine_only(site: Path) -> None:
    ready: list[str] = []
    told = threading.Event()

    def tell(address: str) -> None:
        ready.append(address)
        told.set()

    threading.Thread(target=serve, args=(site.parents[1], 0, tell), daemon=True).start()
    assert told.wait(10)
    assert ready[0].startswith("http://127.0.0.1:")
    connection = http.client.HTTPConnection(ready[0].split("/")[2], timeout=10)
    connection.request("GET", "/ar/dry-needling.txt")
    assert connection.getresponse().headers["Content-Type"] == "text/plain; charset=utf-8"
    connection.close()


def test_a_port_in_use_is_a_clear_error(run: Run, project: Path, site: Path) -> None:
    (project / "build").mkdir()
    (project / "build/site").symlink_to(site)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 2
    assert f"port {port}" in result.stderr
