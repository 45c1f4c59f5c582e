"""A recall at the build: who is published, who is not, and what a page shows that falls back."""

from pathlib import Path

from pipeline.publish.sources import open_project
from tests.conftest import Run
from tests.recall.stories import HEAT, ICE, edit, empty, recall, translate


def published(project: Path) -> set[str]:
    return {path.name for path in (project / "build/site").iterdir() if path.is_dir()}


def test_a_build_refuses_who_still_lives_on_the_unsafe_text(project: Path, run: Run) -> None:
    everybody = {"en", *open_project(project).site.locales}
    recall(project)
    result = run("build")
    assert result.exit_code == 1
    assert published(project) == set()  # the English itself says it
    assert "[recalled]" in result.output

    edit(project, HEAT, ICE)
    assert run("build").exit_code == 1
    assert published(project) == {"en"}
    assert run("update").exit_code == 0
    assert run("build").exit_code == 1
    assert published(project) == {"en"}

    empty(project, "fr", ICE)  # falls back to the corrected English
    translate(project, "de", ICE, "Kühlen Sie danach, oder dehnen Sie sich sanft.")
    assert run("build").exit_code == 1
    assert published(project) == {"en", "fr", "de"}
    page = (project / "build/site/fr/dry-needling.html").read_text("utf-8")
    assert f'<span lang="en" dir="ltr">{ICE}</span>' in page
    assert HEAT not in page
    assert "[recalled]" not in run("gate").output

    for locale in everybody - {"en", "fr", "de"}:
        empty(project, locale, ICE)
    assert run("build").exit_code == 0
    assert published(project) == everybody


def test_a_recall_that_came_after_the_build_is_found_in_what_lies_there(project: Path, run: Run) -> None:
    assert run("build").exit_code == 0
    assert run("gate").exit_code == 0
    recall(project)
    result = run("gate")
    assert result.exit_code == 1
    assert result.output.count("[recalled]") == 13 + 7  # the site's locales, and those of three clinics
    assert run("gate", "--no-clinics").output.count("[recalled]") == 13
