"""What runs elsewhere is tried here: the workflows, the action for other repositories, and the hooks for pre-commit."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli.main import main
from tests.bundles.sample import commit_all
from tests.conftest import ROOT, require

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
MAKE = re.compile(r'make( --silent)?(?P<targets>( [a-z][a-z.-]*)+)( >> "\$GITHUB_OUTPUT")?')
TARGETS = set(re.findall(r"^([a-z][a-z.-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
MAY_WRITE = {
    ("check", "translations"): {"security-events"},
    ("build", "publish"): {"pages", "id-token"},
    ("release", "release"): {"contents", "id-token", "attestations"},
}


def program(name: str) -> str:
    """A program of the environment that the tests run in."""
    found = shutil.which(name, path=Path(sys.executable).parent)
    require(name, found)
    return str(found)


def workflow(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return read


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for job in workflow(path)["jobs"].values():
            yield from ((path.stem, step) for step in job["steps"])


def test_actionlint_finds_nothing_and_would_find_something(tmp_path: Path) -> None:
    actionlint = program("actionlint")
    clean = subprocess.run([actionlint, "-oneline", *map(str, WORKFLOWS)], capture_output=True, text=True, check=False)
    assert (clean.returncode, clean.stdout) == (0, "")
    broken = tmp_path / "broken.yml"
    broken.write_text(
        (ROOT / ".github/workflows/check.yml").read_text("utf-8").replace("persist-credentials:", "persist-credential:"),
        "utf-8",
    )
    told = subprocess.run([actionlint, "-oneline", str(broken)], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert 'input "persist-credential" is not defined' in told.stdout


def test_every_step_is_a_target_that_runs_here_too() -> None:
    for name, step in steps():
        if "run" in step:
            found = MAKE.fullmatch(step["run"])
            assert found, f"{name}: {step['run']}"
            assert set(found["targets"].split()) <= TARGETS


def test_actions_are_of_the_house_of_the_runner_and_have_a_version() -> None:
    used = {step["uses"] for _, step in steps() if "uses" in step}
    assert used
    assert all(re.fullmatch(r"(actions|github)/[a-z/-]+@v\d+", one) for one in used), used


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_jobs_may_do_what_they_need_and_no_more(path: Path) -> None:
    read = workflow(path)
    assert read["permissions"] == {"contents": "read"}
    for name, job in read["jobs"].items():
        granted = {scope for scope, right in job.get("permissions", {}).items() if right == "write"}
        assert granted == MAY_WRITE.get((path.stem, name), set())
        assert "timeout-minutes" in job
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


def action(project: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run the action's own step on a project, as a runner would."""
    (step,) = [one for one in yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"] if "run" in one]
    assert "${{" not in step["run"]  # what comes from outside comes by the environment
    environment = os.environ | {
        "GITHUB_WORKSPACE": str(project.parent),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "FOLDER": project.name,
    }
    # Where the tests run under make, a second make must not take its flags for its own.
    environment = {name: value for name, value in environment.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(
        [step["shell"], "-e", "-c", step["run"]], env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def test_the_action_builds_another_project_and_refuses_as_the_build_does(tmp_path: Path) -> None:
    project = tmp_path / "articles of ours"
    assert CliRunner().invoke(main, ["new", str(project)]).exit_code == 0
    done = action(project, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    outputs = dict(line.split("=", 1) for line in (tmp_path / "output").read_text("utf-8").splitlines())
    assert (project.parent / outputs["site"] / "index.html").is_file()
    reports = project.parent / outputs["reports"]
    assert json.loads((reports / "check.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (reports / "gate.html").is_file()
    assert (reports / "check.xml").is_file()
    site = project / "source/site.toml"
    site.write_text(site.read_text("utf-8").replace("locales = []", 'locales = ["hr"]'), "utf-8")
    assert 'locales = ["hr"]' in site.read_text("utf-8")
    assert action(project, tmp_path).returncode != 0


def hooks_as_published(folder: Path) -> dict[str, Any]:
    """This repository as it lies here, in one commit; and how another one names it, with all of its hooks."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    commit_all(folder)
    head = subprocess.run(["git", "-C", str(folder), "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    ids = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))]
    return {"repo": str(folder), "rev": head.stdout.strip(), "hooks": [{"id": one} for one in ids]}


def test_the_hooks_check_and_put_into_form_in_another_repository(tmp_path: Path) -> None:
    require("git", shutil.which("git") and (ROOT / ".git").exists())
    pre_commit = program("pre-commit")
    repository = tmp_path / "translations"
    folder = repository / "locales/hr/LC_MESSAGES"
    folder.mkdir(parents=True)
    right = (ROOT / "locales/hr/LC_MESSAGES/disclaimer.po").read_text("utf-8")
    catalog = folder / "disclaimer.po"
    catalog.write_text(
        right.replace('msgid "They do not', 'msgid ""\n"They do not').replace("ne zamjenjuju", "zamjenjuju"), "utf-8"
    )
    environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    source = hooks_as_published(tmp_path / "polyclinic")
    (repository / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [source]}), "utf-8")

    def hooks() -> subprocess.CompletedProcess[str]:
        for arguments in (["git", "init", "-q"], ["git", "add", "-A"]):
            subprocess.run(arguments, cwd=repository, check=True)
        # The second time, what the first has installed is there: as for people.
        command = [pre_commit, "run", "--all-files"]
        return subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, text=True, check=False, timeout=500
        )

    told = hooks()
    if "An unexpected error has occurred" in told.stdout + told.stderr:
        require(f"what pre-commit installs the hooks with: {told.stdout[-600:]}", None)
    assert told.returncode == 1
    assert re.search(r"check translations\.+Failed", told.stdout)
    assert re.search(r"put catalogs into one form\.+Failed", told.stdout)
    assert 'msgid "They do not' in catalog.read_text("utf-8")
    catalog.write_text(right, "utf-8")
    assert hooks().returncode == 0


@pytest.mark.parametrize(
    ("target", "status"), [("locales", 0), ("published", 2), ("content", 2), ("same-bundles", 2)], ids=lambda one: str(one)
)
def test_a_target_that_lacks_its_input_says_so(target: str, status: int) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("URLS", "PROJECT", "ONE", "OTHER", "MAKEFLAGS")
    }
    done = subprocess.run(["make", "-s", target], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    assert done.stdout.startswith("locales=[") if status == 0 else "name " in done.stdout
