"""The gate cannot be talked out of it: with whatever option, setting, variable or file, a locale with an empty duty stays out.

The tables name every switch that there is. A new option, setting or environment variable fails a test here until somebody
has written down the values that a user can give it, and seen that Croatian is not published with any of them.
"""

import ast
import dataclasses
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.model.project import Site
from tests.conftest import ROOT

BUILD = [["build"]]
ARGUMENTS: dict[str, list[list[str]]] = {
    "main --project": [["-C", ".", "build"], ["--project", ".", "build"]],
    "main --version": [["--version"]],
    "build --locale": [["build", "--locale", name] for name in ("hr", "en", "qps-ploc")] + [["build", "--locale", "hr"] * 1],
    "build --format": [["build", "--format", name] for name in ("html", "text")],
    "build --as-of": [["build", "--as-of", day] for day in ("1970-01-01", "2026-11-25", "9999-12-31")],
    "build --clinic": [["build", "--clinic", "sample-zagreb"]],
    "build --no-clinics": [["build", "--no-clinics"]],
    "build --check": [["build", "--check"]],
    "bundle --clinic": [["bundle", "--clinic", "sample-zagreb"]],
    "bundle --locale": [["bundle", "--locale", "hr"]],
    "bundle --previous": [["bundle", "--previous", "given-out.zip"]],
    "bundle --output": [["bundle", "--output", "given-out"]],
    "sign bundle": [["sign", "given-out.zip", "--secret-key", "sample.key"]],
    "sign --secret-key": [["sign", "given-out.zip", "--secret-key", "source/site.toml"]],
    "diff old": [["diff", "source", "locales"]],
    "diff new": [["diff", "locales", "source"]],
    "diff --html": [["diff", "source", "locales", "--html", "changes.html"]],
    "verify bundle": [["verify", "given-out.zip"]],
    "verify --against": [["verify", "given-out.zip", "--against", "."]],
    "verify --previous": [["verify", "given-out.zip", "--against", ".", "--previous", "given-out.zip"]],
    "verify --public-key": [["verify", "given-out.zip", "--public-key", "sample.pub"]],
    "verify --signature": [["verify", "given-out.zip", "--signature", "sample.minisig"]],
    "verify --json": [["verify", "given-out.zip", "--json"]],
    "check-url urls": [["check-url", "http://127.0.0.1:9/hr/dry-needling.html"]],
    "check-url --bundle": [["check-url", "http://127.0.0.1:9/", "--bundle", "given-out.zip"]],
    "check-url --locale": [["check-url", "http://127.0.0.1:9/", "--locale", "hr"]],
    "check-url --article": [["check-url", "http://127.0.0.1:9/", "--article", "dry-needling"]],
    "check-url --json": [["check-url", "http://127.0.0.1:9/", "--json"]],
    "check-url --as-of": [["check-url", "http://127.0.0.1:9/", "--as-of", "2020-01-01"]],
    "new name": [["clinic", "new", "sample-split"]],
    "new --set": [["clinic", "new", "sample-split", "--set", "locales=hr"]],
    "list --as-of": [["clinic", "list", "--as-of", "2020-01-01"]],
    "gate site": [["gate"], ["gate", "source"]],
    "gate --clinic": [["gate", "--clinic", "sample-berlin"]],
    "gate --no-clinics": [["gate", "--no-clinics"]],
    "gate --report": [["gate", "--report", "audit"]],
    "gate --as-of": [["gate", "--as-of", "1970-01-01"]],
    "extract": [["extract"]],
    "update locales": [["update"], ["update", "hr"]],
    "update --meaning-unchanged": [["update", "--meaning-unchanged", "They do not replace medical advice.", "--by", "sample"]],
    "update --by": [["update", "--by", "sample", "--meaning-unchanged"]],
    "init locale": [["init", "hr"], ["init", "sr_Latn"]],
    "fmt --check": [["fmt", "--check"]],
    "fmt files": [["fmt"]],
    "merge-driver base": [["merge-driver", "a.po", "a.po", "a.po"]],
    "merge-driver ours": [["merge-driver", "a.po", "b.po", "a.po"]],
    "merge-driver theirs": [["merge-driver", "a.po", "a.po", "b.po"]],
    "merge-driver path": [["merge-driver", "a.po", "a.po", "a.po", "locales/hr/LC_MESSAGES/disclaimer.po"]],
    "export locale": [["export", "hr", "--format", "tmx"]],
    "export --format": [["export", "hr", "--format", name] for name in ("xliff", "csv", "tmx")],
    "export --output": [["export", "hr", "--format", "csv", "--output", "x.csv"]],
    "export --domain": [["export", "hr", "--format", "csv", "--domain", "disclaimer"]],
    "export --only": [["export", "hr", "--format", "csv", "--only", "untranslated"]],
    "import file": [["import", "nothing.xlf"]],
    "import --locale": [["import", "nothing.po", "--locale", "hr"]],
    "import --domain": [["import", "nothing.po", "--domain", "disclaimer"]],
    "import --prefer": [["import", "nothing.po", "--prefer", name] for name in ("catalog", "imported")],
    "import --dry-run": [["import", "nothing.po", "--dry-run"]],
    "check targets": [["check"], ["check", "hr"], ["check", "locales/hr/LC_MESSAGES/disclaimer.po"]],
    "check --rule": [["check", "--rule", "figure-changed"]],
    "check --format": [["check", "--format", name] for name in ("text", "json", "sarif", "junit", "github")],
    "check --list": [["check", "--list"]],
    "check --explain": [["check", "--explain", "figure-changed"]],
    "waive locale": [
        ["waive", "hr", "figure-changed", "They do not replace medical advice.", "--reason", "x", "--by", "sample"]
    ],
    "waive rule": [["waive", "hr", "untranslated", "They do not replace medical advice.", "--reason", "x", "--by", "sample"]],
    "waive message": [["waive", "hr", "untranslated", "locales/hr/LC_MESSAGES/disclaimer.po:39", "--reason", "x", "--by", "y"]],
    "waive --reason": [["waive", "hr", "untranslated", "x", "--reason", "because", "--by", "sample"]],
    "waive --by": [["waive", "hr", "untranslated", "x", "--reason", "because", "--by", "another sample"]],
    "approve locale": [["approve", "hr", "--role", "clinical", "--reviewer", "sample"]],
    "approve --role": [["approve", "hr", "--role", "linguistic", "--reviewer", "sample"]],
    "approve --reviewer": [["approve", "hr", "--role", "clinical", "--reviewer", "another sample"]],
    "approve --domain": [["approve", "hr", "--role", "clinical", "--reviewer", "sample", "--domain", "disclaimer"]],
    "approve --protected": [["approve", "hr", "--role", "clinical", "--reviewer", "sample", "--protected"]],
    "approve --review-by": [["approve", "hr", "--role", "clinical", "--reviewer", "sample", "--review-by", "2099-01-01"]],
    "approve --note": [["approve", "hr", "--role", "clinical", "--reviewer", "sample", "--note", "fine"]],
    "approve --sign-with": [["approve", "hr", "--role", "clinical", "--reviewer", "sample", "--sign-with", "key"]],
    "approve --as-of": [["approve", "hr", "--role", "clinical", "--reviewer", "sample", "--as-of", "2020-01-01"]],
    "approvals locales": [["approvals", "hr"]],
    "approvals --json": [["approvals", "--json"]],
    "approvals --as-of": [["approvals", "--as-of", "2020-01-01"]],
    "recall paths": [["recall"]],
    "recall --json": [["recall", "--json"]],
    "recall --as-of": [["recall", "--as-of", "2020-01-01"]],
    "status locales": [["status", "hr"]],
    "status --json": [["status", "--json"]],
    "new directory": [["new", "x"]],
    "serve --port": [],  # shows what lies in build/site, and makes nothing
}
"""Every argument and option, with calls after which Croatian must not be published; each is followed by a plain build."""

SETTINGS: dict[str, list[str]] = {
    "title": ['""', '"Without disclaimer"'],
    "base_url": ['""', '"https://example.net"', '"javascript:"'],
    "locales": ['["hr"]', '["hr", "sr"]', '["hr_HR", "hr"]', "[]"],
    "source_locale": ['"hr"', '"en_GB"', '"sr"'],
    "formats": ['["text"]', '["html"]', '["text", "html"]', '["html", "html"]', "[]", '["pdf"]'],
    "minimum_translated": ["0", "1", "-1", "0.0"],
    "preview": ['""', '"https://example.net"'],
    "planned": ["[]", '["disclaimer"]', '["dry-needling-or-acupuncture", "dry-needling"]'],
    "machine_drafted": ["true", "false"],
    "approvals": ['"required"', '"advisory"', '"none"', "false"],
    "signatures": ['"required"', '"optional"', "false"],
    "pseudo_locales": ["[]", '["qps-ploc"]', '["hr"]'],
    "gate": ["false", '"off"'],  # no such setting
}
"""Every setting, with the values that a user can give it."""

VARIABLES: dict[str, list[str]] = {
    "SOURCE_DATE_EPOCH": ["0", "99999999999", "never"],
    "*": [],  # handed on to ssh-keygen and git as it is
}
"""Every environment variable that the sources read."""

STRANGERS = ("POLYCLINIC_GATE", "POLYCLINIC_SKIP_GATE", "NO_GATE", "CI", "DEBUG", "PYTHONOPTIMIZE", "PYTHONDONTWRITEBYTECODE")


def parameters(command: click.Command, name: str) -> Iterator[tuple[str, click.Parameter]]:
    found = [one for one in command.params if "--help" not in one.opts]
    yield from ((f"{name} {max(one.opts, key=len)}", one) for one in found)
    if isinstance(command, click.Group):
        for child in command.commands:
            yield from parameters(command.commands[child], child)
    elif not found:
        yield name, click.Option(["--nothing"])


def test_every_argument_and_option_is_in_the_table() -> None:
    assert {name for name, _ in parameters(main, "main")} - set(ARGUMENTS) == set()


def test_no_option_reads_an_environment_variable() -> None:
    assert [name for name, one in parameters(main, "main") if one.envvar] == []
    assert not main.context_settings.get("auto_envvar_prefix")


def test_every_setting_is_in_the_table() -> None:
    assert {field.name for field in dataclasses.fields(Site)} - set(SETTINGS) == set()


def read_variables(path: Path) -> Iterator[str]:
    """The names of the variables that a module reads; * where it takes the environment as a whole."""
    tree = ast.parse(path.read_text("utf-8"))
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    uses = [
        node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv")
    ]
    named = re.findall(r"(?:environ\.get\(|environ\[|getenv\()\s*([\"'\w]+)", path.read_text("utf-8"))
    yield from (str(constants.get(name, name.strip("\"'"))) for name in named)
    yield from ["*"] * (len(uses) - len(named))


def test_every_environment_variable_is_in_the_table() -> None:
    found = {name for path in (ROOT / "pipeline").rglob("*.py") for name in read_variables(path)}
    assert found - set(VARIABLES) == set()
    assert "SOURCE_DATE_EPOCH" in found


@pytest.fixture(scope="session")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real project whose Croatian disclaimer has lost the text of a duty; three locales, so that it is quick."""
    root = tmp_path_factory.mktemp("emptied")
    shutil.copytree(ROOT / "source", root / "source")
    for locale in ("hr", "de"):
        shutil.copytree(ROOT / "locales" / locale, root / "locales" / locale)
    for clinic in ("sample-berlin", "sample-cairo"):  # they speak Arabic, which is not there
        (root / f"source/clinics/{clinic}.toml").unlink()
    settings = root / "source/site.toml"
    settings.write_text(re.sub(r"locales = \[.*\]", 'locales = ["de", "hr"]', settings.read_text("utf-8"), count=1), "utf-8")
    path = root / "locales/hr/LC_MESSAGES/disclaimer.po"
    text = re.sub(r'(msgid "They do not replace.*"\nmsgstr ").*"', r'\1"', path.read_text("utf-8"))
    assert text != path.read_text("utf-8")
    path.write_text(text, "utf-8")
    # Its checks are done once; what they found lies beside it, and no page.
    call(root, ["build"])
    assert published(root) == []
    shutil.rmtree(root / "build")
    return root


@pytest.fixture
def croatian(emptied: Path, tmp_path: Path) -> Path:
    shutil.copytree(emptied, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture(scope="session")
def german(emptied: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the German site."""
    root = tmp_path_factory.mktemp("german") / "project"
    shutil.copytree(emptied, root)
    call(root, ["build", "--locale", "de"])
    assert (root / "build/site/de/dry-needling.html").exists()
    return root


def published(root: Path) -> list[Path]:
    """Croatian pages, wherever in the project they lie, and English texts on pages that say they are Croatian."""
    pages = [*root.rglob("hr/*.html"), *root.rglob("hr/*.txt")]
    return pages + [page for page in root.rglob("*.html") if '<html lang="hr' in page.read_text("utf-8")]


def call(root: Path, arguments: list[str], **environment: str) -> None:
    CliRunner(env=environment).invoke(main, ["-C", str(root), *arguments], input="hr\ny\n")


@pytest.mark.parametrize("arguments", [one for calls in ARGUMENTS.values() for one in calls], ids=" ".join)
def test_no_argument_publishes_it(croatian: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(croatian)
    call(croatian, arguments)
    assert published(croatian) == []
    call(croatian, ["build"])
    assert published(croatian) == []


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in SETTINGS.items() for value in values])
def test_no_setting_publishes_it(croatian: Path, name: str, value: str) -> None:
    path = croatian / "source/site.toml"
    text = re.sub(rf"^{name} = .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(f"{name} = {value}\n{text}", "utf-8")
    call(croatian, ["build"])
    assert published(croatian) == []


@pytest.mark.parametrize("value", ["0", "1", "off"])
@pytest.mark.parametrize("name", [*VARIABLES, *STRANGERS])
def test_no_environment_variable_publishes_it(croatian: Path, name: str, value: str) -> None:
    for one in (value, *VARIABLES.get(name, [])):
        call(croatian, ["build"], **({} if name == "*" else {name: one}))
        assert published(croatian) == []


FILES = {
    "gate.py": "def judge(*a): return None\n",
    "sitecustomize.py": "import pipeline.gate\npipeline.gate.RULES = {}\npipeline.gate.TEXT_RULES = {}\n",
    "usercustomize.py": "import pipeline.gate\npipeline.gate.TEXT_RULES = {}\n",
    "pipeline/gate.py": "def judge(*a): return None\n",
    "pyproject.toml": "[tool.polyclinic]\ngate = false\n",
    ".env": "POLYCLINIC_GATE=0\n",
    "polyclinic.toml": "gate = false\n",
    "templates/page.html": "{{ title }}",
    "source/templates/page.html": "{{ title }}",
    "source/page.html": "{{ title }}",
    "style.css": ".disclaimer { display: none }",
    "source/theme.css": ".disclaimer { display: none }",
    "source/style.css": ".disclaimer { display: none }",
    "source/disclaimers/empty.toml": "",
    "source/gate.toml": "rules = []\n",
    "build/site/hr/dry-needling.html": "<!DOCTYPE html>\n<html lang='hr'>",
    "locales/hr/LC_MESSAGES/disclaimer.mo": "x",
    "locales/hr/disclaimer.po": 'msgctxt "general.no-replacement"\nmsgid "They do not replace medical advice."\nmsgstr "Da."\n',
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_beside_it_publishes_it_or_touches_another_page(german: Path, name: str, tmp_path: Path) -> None:
    croatian = Path(shutil.copytree(german, tmp_path / "project"))
    before = (croatian / "build/site/de/dry-needling.html").read_bytes()
    path = croatian / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILES[name], "utf-8")
    # As a person would: another process, in the project's folder.
    program = Path(sys.executable).with_name("polyclinic")
    done = subprocess.run(
        [program, "build", "--locale", "de", "--locale", "hr"], cwd=croatian, capture_output=True, check=False
    )
    assert done.returncode
    assert published(croatian) == []
    style = croatian / "build/site/style.css"
    assert not style.exists() or style.read_bytes() == (ROOT / "pipeline/render/templates/style.css").read_bytes()
    if name != "source/disclaimers/empty.toml":
        assert (croatian / "build/site/de/dry-needling.html").read_bytes() == before


ARTICLE, DUTIES, BOX = "source/articles/dry-needling.md", "source/disclaimers/general.toml", "::: emergency\n"
GENERAL = 'disclaimer = "general"'
TRICKS = {
    "the sources are said to be Croatian": (
        "source/site.toml",
        'source_locale = "en"',
        'source_locale = "hr"',
        "source_locale",
    ),
    "a caution is not translated": (
        ARTICLE,
        BOX,
        "::: emergency\n<!-- its: translate=no -->\n",
        "a protected text that is not translated",
    ),
    "no part of a caution is translated": (
        ARTICLE,
        BOX,
        "<!-- its: translate=no -->\n::: emergency\n",
        "a protected text that is not translated",
    ),
    "a caution in code": (
        ARTICLE,
        BOX,
        "::: emergency\n```\nStop.\n```\n",
        "code in a",
    ),
    "a caution in indented code": (
        ARTICLE,
        BOX,
        "::: emergency\n\n    Stop.\n\n",
        "code in a",
    ),
    "an empty caution": (
        ARTICLE,
        BOX,
        "::: protected\n:::\n\n::: emergency\n",
        "without a text",
    ),
    "a caution of a rule": (
        ARTICLE,
        BOX,
        "::: protected\n***\n:::\n\n::: emergency\n",
        "without a text",
    ),
    "a duty without letters": (
        DUTIES,
        'text = "They do not replace medical advice."',
        'text = "…"',
        "text",
    ),
    "a disclaimer without a title": (DUTIES, 'title = "Medical disclaimer"', 'title = " "', "text"),
    "another disclaimer": (
        ARTICLE,
        'disclaimer = "general"',
        'disclaimer = "none"',
        "unknown disclaimer",
    ),
    "no disclaimer": (ARTICLE, 'disclaimer = "general"\n', "", "disclaimer"),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_in_the_sources_is_an_error_with_its_place(project: Path, name: str) -> None:
    path, old, new, problem = TRICKS[name]
    file = project / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    result = CliRunner().invoke(main, ["-C", str(project), "build"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {path}")
    assert problem in result.stderr
    assert not (project / "build/site").exists()
