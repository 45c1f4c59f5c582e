"""The documents say what is: the README's help is the command's own, ARCHITECTURE.md stays readable."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.main import main

ROOT = Path(__file__).parents[2]


def test_the_readme_opens_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.index("make build") < text.index("make test") < 800


def test_every_command_stands_in_the_readme_with_its_own_words() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        first = (command.help or "").splitlines()[0]
        assert f"| `polyclinic {name}` | {first} |" in text


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert f"polyclinic {name}" in result.output.split("Example", 1)[1]


def test_the_architecture_is_short() -> None:
    assert (ROOT / "ARCHITECTURE.md").read_text("utf-8").count("\n") < 150


def test_nothing_public_names_a_machine_or_a_registry() -> None:
    hosts = ("pypi" + ".org", "npmjs" + ".org", "/work" + "/main", "/root" + "/")
    for path in ROOT.glob("*.md"):
        text = path.read_text("utf-8")
        assert not [host for host in hosts if host in text], path
