"""The benchmarks of merging run, and what they report is sane: at small sizes, and no time is asserted."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from histories import Document, history
from prose import read_prose
from replayed import Outcome, replay

from pipeline.model.catalog import Catalog

HERE = Path(__file__).parent
ARTICLE = HERE.parents[1] / "source/articles/dry-needling.md"

pytestmark = [pytest.mark.gettext, pytest.mark.usefixtures("gettext")]


def bench(script: str, *arguments: str | Path) -> str:
    """What a benchmark prints."""
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    finished = subprocess.run(command, check=False, capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of a short replay."""
    path = tmp_path_factory.mktemp("replay") / "figures.json"
    bench("replay.py", "--json", path, "generated", "--articles", "3", "--revisions", "3", "--shares", "0.3")
    figures: dict[str, Any] = json.loads(path.read_text())["0.3"]
    return figures


def documents(seed: int) -> list[Document]:
    prose = read_prose([("dry-needling.md", ARTICLE.read_text("utf-8"))])
    return list(history(Random(seed), prose, 0.3, 4))


def test_a_history_is_the_same_each_time_and_tells_where_each_text_came_from() -> None:
    assert documents(3) == documents(3) != documents(4)
    for before, after in zip(documents(3), documents(3)[1:], strict=False):
        standing = {text.msgid for text in before}
        for text in after:
            if text.edit in ("added", "replaced"):
                assert not text.came_from
            elif text.edit != "brought back":
                assert standing & set(text.came_from)


def test_the_merge_loses_no_text_and_makes_nothing_live_that_nobody_gave(generated: dict[str, Any]) -> None:
    ours = generated["ours"]
    assert ours["entered"] > 0
    assert ours["lost"] == 0
    assert set(ours["undone"]) == {"live"}
    assert not [name for name in ours["outcomes"] if name.endswith(("wrongly live", "demoted", "foreign", "gone"))]


def test_both_merges_are_scored_on_the_same_texts(generated: dict[str, Any]) -> None:
    ours, theirs = (generated[name] for name in ("ours", "msgmerge"))
    assert sum(ours["outcomes"].values()) == sum(theirs["outcomes"].values())
    assert sum(ours["undone"].values()) == sum(theirs["undone"].values())
    for score in (ours, theirs):
        assert score["outcomes"]["typo: right"] > 0


def test_a_merge_that_suggests_nothing_or_anything_scores_so() -> None:
    def nothing(template: Catalog, catalog: Catalog) -> Catalog:
        return template

    found = replay(nothing, documents(3), 0)
    assert found.lost > 0
    assert {judged.outcome for judged in found.judged} == {Outcome.GONE, Outcome.NONE, Outcome.EMPTY}


def test_two_sources_show_whose_translation_each_changed_message_gets(tmp_path: Path) -> None:
    new = tmp_path / "new.md"
    new.write_text(
        ARTICLE.read_text("utf-8").replace("Drink water before and after", "Drink some water before and after"), "utf-8"
    )
    lines = bench("replay.py", "sources", ARTICLE, new).splitlines()
    assert "new       Drink some water before and after the session." in lines
    assert "ours      Drink water before and after the session." in lines
    assert "msgmerge  Drink water before and after the session." in lines


def test_a_public_history_is_read_from_files_folders_and_git(tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    files = {
        "old.po": f'{header}\nmsgid "Rest for two full hours."\nmsgstr "Odmori se dva puna sata."\n',
        "new.pot": f'{header}\nmsgid "Rest for two whole hours."\nmsgstr ""\n\nmsgid "Breathe."\nmsgstr ""\n',
        "final.po": f'{header}\nmsgid "Rest for two whole hours."\nmsgstr "Odmori se dva puna sata."\n\n'
        'msgid "Breathe."\nmsgstr "Diši."\n',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    by_files = replayed(tmp_path, "history", *(tmp_path / name for name in files))
    assert by_files["messages"] == 2
    assert by_files["suggestion identical"] == {"ours": 1, "msgmerge": 1}
    assert by_files["suggestion none"] == {"ours": 1, "msgmerge": 1}
    assert replayed(tmp_path, "history", tmp_path) == by_files
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "-q")
    for catalog, template in (("old.po", "old.po"), ("old.po", "new.pot"), ("final.po", "new.pot")):
        shutil.copy(tmp_path / catalog, repository / "hr.po")
        shutil.copy(tmp_path / template, repository / "a.pot")
        git(repository, "add", ".")
        git(repository, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "step")
    assert replayed(tmp_path, "git", repository, "hr.po", "a.pot") == by_files


def replayed(folder: Path, *arguments: str | Path) -> dict[str, Any]:
    """The figures of a replay."""
    bench("replay.py", "--json", folder / "figures.json", *arguments)
    figures: dict[str, Any] = json.loads((folder / "figures.json").read_text())
    return figures


def git(repository: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(repository), *arguments], check=True)


def test_a_history_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "replay.py"), "history", "a.po", "b.pot", "c.po"]
    finished = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert finished.returncode == 1
    assert finished.stderr.startswith("left out: a.po: this file cannot be read")
    assert "Traceback" not in finished.stderr


def test_updates_are_measured_beside_msgmerge(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    bench(
        "update.py",
        "--articles",
        "2",
        "--locales",
        "2",
        "--messages",
        "200",
        "300",
        "--patience",
        "200",
        "--rounds",
        "1",
        "--json",
        path,
    )
    figures = json.loads(path.read_text())
    assert len(figures["pairs"]) == 5
    assert all(pair["cpu"] > 0 and pair["wall"] > 0 for pair in figures["pairs"])
    assert all(merge["ours"] > 0 for merge in figures["merges"])
    assert [bool(merge["theirs"]) for merge in figures["merges"]] == [True, True, True, False]
    ours, theirs = figures["undone"]
    assert ours["translations"] == theirs["translations"] > 0
    assert ours["demoted"] == ours["foreign"] == ours["lost"] == 0
    assert figures["touched"] == 0
