"""The build end to end, on the real project: what is published, what is refused, and what is left standing."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish.checking import check_locales
from pipeline.publish.sources import open_project
from tests.conftest import ROOT, Run

LOCALES = open_project(ROOT).site.locales
DUTIES = [duty.name for duty in open_project(ROOT).disclaimers["general"].duties()]


def disclaimer_file(project: Path, locale: str) -> Path:
    return project / f"locales/{locale}/LC_MESSAGES/disclaimer.po"


def empty_duty(project: Path, locale: str, duty: str) -> None:
    """What a careless translator does: delete the text between the quotes."""
    file = disclaimer_file(project, locale)
    text = file.read_text("utf-8")
    changed = re.sub(rf'(msgctxt "general\.{duty}"\nmsgid .*\nmsgstr ").*"', r'\1"', text)
    assert changed != text
    file.write_text(changed, "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def published(project: Path) -> set[str]:
    return {path.name for path in (project / "build/site").iterdir() if path.is_dir()}


def test_every_locale_is_published_in_both_formats(site: Path) -> None:
    assert {path.name for path in site.iterdir() if path.is_dir()} == {"en", *LOCALES}
    for locale in ("en", *LOCALES):
        assert {path.name for path in (site / locale).iterdir()} == {"dry-needling.html", "dry-needling.txt"}
    assert {"index.html", "sitemap.xml", "style.css"} <= {path.name for path in site.iterdir()}


def test_two_builds_give_equal_bytes(run: Run, project: Path, site: Path) -> None:
    assert run("build").exit_code == 0
    assert tree(project / "build/site") == tree(site)


def refused_for(locale: str, duty: str, told: str) -> bool:
    """Whether a line says that this duty is not translated, with its place."""
    lines = [line for line in told.splitlines() if f'"{duty}"' in line and line.startswith(f"{locale}: ")]
    place = f"{locale}: locales/{locale}/LC_MESSAGES/disclaimer.po:"
    return bool(lines) and all(line.startswith(place) and "is not translated" in line for line in lines[:1])


@pytest.mark.parametrize("number", range(len(DUTIES)), ids=DUTIES)
def test_one_empty_duty_refuses_exactly_that_locale(run: Run, project: Path, number: int) -> None:
    locale, duty = LOCALES[number], DUTIES[number]
    empty_duty(project, locale, duty)
    result = run("build", "--format", "html")
    assert result.exit_code == 1
    assert published(project) == {"en", *LOCALES} - {locale}
    assert refused_for(locale, duty, result.stderr)


ROUNDS = [(start, shift) for start in range(2) for shift in range(len(DUTIES))]


@pytest.mark.parametrize(("start", "shift"), ROUNDS)
def test_any_empty_duty_refuses_exactly_the_locale_that_lacks_it(run: Run, project: Path, start: int, shift: int) -> None:
    # Every duty of every locale is empty once; each time half of the locales lack one, each another, and half are whole.
    lacking = {locale: DUTIES[(number + shift) % len(DUTIES)] for number, locale in enumerate(LOCALES[start::2])}
    for locale, duty in lacking.items():
        empty_duty(project, locale, duty)
    result = run("build", "--format", "html", "--no-clinics")
    assert result.exit_code == 1
    assert published(project) == {"en", *LOCALES} - set(lacking)
    assert all(refused_for(locale, duty, result.stderr) for locale, duty in lacking.items())


def test_the_rounds_leave_out_no_duty_of_no_locale() -> None:
    pairs = [
        (locale, DUTIES[(number + shift) % len(DUTIES)])
        for start, shift in ROUNDS
        for number, locale in enumerate(LOCALES[start::2])
    ]
    assert sorted(pairs) == sorted((locale, duty) for locale in LOCALES for duty in DUTIES)


def test_careless_translators_are_refused_and_earlier_pages_are_gone(run: Run, project: Path, built: Path) -> None:
    assert (built / "hr/dry-needling.html").exists()
    empty_duty(project, "hr", "no-replacement")
    ar = disclaimer_file(project, "ar")
    ar.write_text(
        ar.read_text("utf-8").replace('msgctxt "general.ask-first"', '#, fuzzy\nmsgctxt "general.ask-first"'), "utf-8"
    )
    ja = disclaimer_file(project, "ja")
    ja.write_text(re.sub(r'(msgid ("They do not replace.*")\nmsgstr ).*', r"\1\2", ja.read_text("utf-8")), "utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert published(project) == {"en", *LOCALES} - {"hr", "ar", "ja"}
    for words in ("is not translated", "is fuzzy", "is still in English"):
        assert words in result.stderr
    page = (project / "build/site/de/dry-needling.html").read_text("utf-8")
    assert not re.search(r'hreflang="(hr|ar|ja)"', page)
    assert "/hr/" not in (project / "build/site/sitemap.xml").read_text("utf-8")
    assert "hr/" not in (project / "build/site/index.html").read_text("utf-8")


def test_an_untranslated_caution_refuses_its_locale(run: Run, project: Path) -> None:
    file = project / "locales/pl/LC_MESSAGES/dry-needling.po"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r'(msgid "You are pregnant\."\nmsgstr ").*"', r'\1"', text), "utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert "pl" not in published(project)
    assert "a protected text is not translated" in result.stderr


def test_a_general_block_falls_back_marked_and_announced(run: Run, project: Path) -> None:
    file = project / "locales/ar/LC_MESSAGES/dry-needling.po"
    text = re.sub(r'(msgid "Patients often describe:"\nmsgstr ").*"', r'\1"', file.read_text("utf-8"))
    text = re.sub(r'(msgid "dull pressure"\nmsgstr ").*"', r'\1"', text)
    file.write_text(text, "utf-8")
    assert run("build").exit_code == 0
    html = (project / "build/site/ar/dry-needling.html").read_text("utf-8")
    assert '<p lang="en" dir="ltr">Patients often describe:</p>' in html
    assert '<li><span lang="en" dir="ltr">dull pressure</span></li>' in html
    assert html.count('class="status"') == 3
    plain = (project / "build/site/ar/dry-needling.txt").read_text("utf-8")
    label = re.search(
        r'msgid "Not translated yet, in English:"\nmsgstr "(.*)"', (ROOT / "locales/ar/LC_MESSAGES/site.po").read_text("utf-8")
    )
    assert label
    assert f"{label[1]} Patients often describe:" in plain


def test_below_the_minimum_the_locale_is_refused(run: Run, project: Path) -> None:
    file = project / "locales/de/LC_MESSAGES/dry-needling.po"
    text = file.read_text("utf-8")
    entries = text.split("\n\n")
    kept = [
        entry if number % 3 or "protected" in entry or number == 0 else re.sub(r'msgstr ".*"', 'msgstr ""', entry)
        for number, entry in enumerate(entries)
    ]
    file.write_text("\n\n".join(kept), "utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert "[minimum-translated]" in result.stderr
    assert "de" not in published(project)


def test_a_link_that_the_source_lacks_refuses_the_locale(run: Run, project: Path) -> None:
    file = project / "locales/es/LC_MESSAGES/dry-needling.po"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r'(msgid "dull pressure"\nmsgstr ").*"', r'\1[x](https://evil.example)"', text), "utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert "[link-changed]" in result.stderr
    assert "es" not in published(project)


def test_one_locale_or_format_alone(run: Run, project: Path) -> None:
    assert run("build", "--locale", "hr", "--format", "text").exit_code == 0
    assert set(tree(project / "build/site")) == {"hr/dry-needling.txt"}


def test_the_default_language_is_named_where_it_is_published(run: Run, project: Path) -> None:
    run("build", "--locale", "hr")
    assert "x-default" not in (project / "build/site/hr/dry-needling.html").read_text("utf-8")
    run("build", "--locale", "hr", "--locale", "en")
    page = (project / "build/site/hr/dry-needling.html").read_text("utf-8")
    assert '<link rel="alternate" hreflang="x-default" href="https://example.org/health/en/dry-needling.html">' in page


def test_another_article_is_linked_where_it_exists(run: Run, project: Path) -> None:
    first = (project / "source/articles/dry-needling.md").read_text("utf-8")
    assert '<a href="dry-needling-or-acupuncture.html"' not in first
    shutil.copy(project / "source/articles/dry-needling.md", project / "source/articles/dry-needling-or-acupuncture.md")
    assert run("update").exit_code == 0
    run("build", "--locale", "en")
    html = (project / "build/site/en/dry-needling.html").read_text("utf-8")
    assert '<a href="dry-needling-or-acupuncture.html">' in html


def test_a_planned_article_is_words(site: Path) -> None:
    html = (site / "de/dry-needling.html").read_text("utf-8")
    assert "planned" not in html
    assert re.search(r"<em>[^<]+</em> \([^)]+\)", html)


def test_a_full_disk_leaves_the_old_site(run: Run, project: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, report = tree(project / "build/site"), tree(project / "build/reports")

    def no_space(*arguments: object, **named: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", no_space)
    result = run("build")
    monkeypatch.undo()
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert tree(project / "build/site") == before
    assert tree(project / "build/reports") == report
    assert {path.name for path in (project / "build").iterdir()} <= {"site", "clinics", "reports", ".lock"}


def test_a_folder_that_cannot_be_written_is_a_clear_error(run: Run, project: Path) -> None:
    (project / "build").write_text("a file where the folder should be")
    result = run("build")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: build: this folder cannot be written")


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("size", ["project", "many"])
def test_an_interrupted_build_changes_nothing(built: Path, size: str, request: pytest.FixtureRequest) -> None:
    project: Path = request.getfixturevalue(size)
    before = tree(built)
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "-C", str(project), "build"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as build:
        assert build.stdout
        build.stdout.readline()  # the first page is done, the others are not
        build.send_signal(signal.SIGINT)
        _, errors = build.communicate(timeout=60)
    assert build.returncode == 130
    assert "Traceback" not in errors
    assert tree(built) == before
    assert {path.name for path in (project / "build").iterdir()} <= {"site", "clinics", "reports", ".lock"}


@pytest.mark.parametrize("size", ["project", "many"])
def test_a_killed_build_changes_nothing_and_leaves_nobody(run: Run, size: str, request: pytest.FixtureRequest) -> None:
    project: Path = request.getfixturevalue(size)
    # The pipe of its output is held by its workers too: it ends when the last of them has ended.
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "-C", str(project), "build", "--format", "html"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as build:
        assert build.stdout
        build.stdout.readline()
        build.kill()
        build.stdout.read()
    assert not (project / "build/site").exists()
    assert list((project / "build").glob(".staging-*"))
    assert run("build", "--locale", "en").exit_code == 0
    assert list((project / "build").glob(".staging-*")) == []


@pytest.fixture(scope="module")
def many_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with sixteen articles more, and with what the checks find in their catalogs."""
    root = tmp_path_factory.mktemp("many")
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, root / name)
    for number in range(16):
        for folder, suffix in (("source/articles", "md"), *((f"locales/{name}/LC_MESSAGES", "po") for name in LOCALES)):
            shutil.copy(root / folder / f"dry-needling.{suffix}", root / folder / f"copy-{number}.{suffix}")
    opened = open_project(root)
    check_locales(opened, opened.locales, keeping=True)
    return root


@pytest.fixture
def many(project: Path, many_articles: Path) -> Path:
    """The project with so many articles that a build uses several processes."""
    shutil.copytree(many_articles, project, dirs_exist_ok=True)
    return project


def test_several_processes_build_the_same_bytes(run: Run, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty_duty(many, "hr", "basis")
    assert run("build", "--no-clinics").exit_code == 1
    together = tree(many / "build/site")
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert run("build", "--no-clinics").exit_code == 1
    assert tree(many / "build/site") == together
    assert "uk/copy-7.txt" in together
    assert "hr/copy-7.txt" not in together


def test_a_bad_source_stops_several_processes(run: Run, many: Path) -> None:
    with (many / "source/articles/copy-9.md").open("a", encoding="utf-8") as file:
        file.write("\n<div>x</div>\n")
    result = run("build")
    assert result.exit_code == 2
    assert "copy-9.md" in result.stderr
    assert not (many / "build/site").exists()
    assert {path.name for path in (many / "build").iterdir()} <= {".lock"}


def test_a_check_says_what_a_build_would_change_and_changes_nothing(run: Run, project: Path) -> None:
    few = ("build", "--locale", "en", "--locale", "hr")
    first = run(*few, "--check")
    assert first.exit_code == 1
    assert "would be added: build/site/hr/dry-needling.html" in first.output
    assert not (project / "build/site").exists()
    assert run(*few).exit_code == 0
    same = run(*few, "--check")
    assert (same.exit_code, same.output.splitlines()[-1]) == (0, "nothing would change")
    page = project / "build/site/hr/dry-needling.html"
    page.write_text(page.read_text("utf-8").replace("ne zamjenjuju", "zamjenjuju"), "utf-8")
    (project / "build/site/strange").symlink_to("nowhere")
    (project / "build/site/style.css").unlink()
    before = tree(project / "build")
    told = [line for line in run(*few, "--check").output.splitlines() if line.startswith("would be")]
    assert told == [
        "would be changed: build/site/hr/dry-needling.html",
        "would be removed: build/site/strange",
        "would be added: build/site/style.css",
    ]
    assert tree(project / "build") == before


def test_a_check_says_which_pages_a_refused_locale_would_lose(run: Run, project: Path) -> None:
    few = ("build", "--locale", "en", "--locale", "hr")
    assert run(*few).exit_code == 0
    empty_duty(project, "hr", DUTIES[0])
    result = run(*few, "--check")
    assert result.exit_code == 1
    assert "would be removed: build/site/hr/dry-needling.html" in result.output
    assert "refused: disclaimer-untranslated" in result.output
    assert published(project) == {"en", "hr"}
