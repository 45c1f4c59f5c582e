"""Bad input from anybody: a clear error with its place, exit status 1 or 2, no traceback, nothing of theirs changed."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run

Change = Callable[[Path], None]

ARTICLE = "source/articles/dry-needling.md"
SITE = "source/site.toml"
HR = "locales/hr/LC_MESSAGES/dry-needling.po"


def replaced(path: str, old: str, new: str) -> Change:
    def change(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def appended(path: str, text: str) -> Change:
    def change(project: Path) -> None:
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def written(path: str, content: bytes) -> Change:
    def change(project: Path) -> None:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content)

    return change


SOURCES: dict[str, tuple[Change, str]] = {
    "an unknown locale": (replaced(SITE, '"ar"', '"xx"'), r"source/site.toml: unknown locale 'xx'"),
    "a locale like ../x": (replaced(SITE, '"ar"', '"../x"'), r"source/site.toml: '../x' is no locale name"),
    "a locale twice": (replaced(SITE, '"ar"', '"de"'), r"source/site.toml: locales named twice: de"),
    "settings that are not TOML": (replaced(SITE, "title =", "title"), r"source/site.toml:2: not TOML"),
    "settings with an unknown key": (appended(SITE, "colour = 1\n"), r"source/site.toml: colour: unexpected keyword"),
    "settings with a wrong type": (replaced(SITE, "0.8", '"much"'), r"source/site.toml: minimum_translated: "),
    "a share over one": (replaced(SITE, "0.8", "80"), r"minimum_translated must be between 0 and 1"),
    "an unknown format": (replaced(SITE, '"text"]', '"pdf"]'), r"source/site.toml: formats: unknown \['pdf'\]"),
    "no settings": (lambda project: (project / SITE).unlink(), r"source/site.toml: this file is missing"),
    "front matter that is not TOML": (
        replaced(ARTICLE, 'title = "Does', 'title: "Does'),
        r"source/articles/dry-needling.md:2: not TOML",
    ),
    "front matter without a field": (
        replaced(ARTICLE, "next_review = 2027-11-23\n", ""),
        r"source/articles/dry-needling.md: next_review: ",
    ),
    "no front matter": (written("source/articles/b.md", b"# Hello\n"), r"source/articles/b.md:1: no front matter"),
    "front matter that is not closed": (written("source/articles/b.md", b"+++\n"), r"b.md:1: the front matter is not closed"),
    "a source that is not UTF-8": (written("source/articles/b.md", b"+++\n\xff\n"), r"b.md:2: this file is not UTF-8"),
    "an unknown disclaimer": (replaced(ARTICLE, '"general"', '"special"'), r"dry-needling.md:1: unknown disclaimer 'special'"),
    "an unknown container": (appended(ARTICLE, "\n::: danger\nx\n:::\n"), r"dry-needling.md:\d+: unknown directive ::: danger"),
    "an open container": (
        appended(ARTICLE, "\n::: caution\nx\n"),
        r"dry-needling.md:\d+: the container ::: caution is not closed",
    ),
    "an unknown its directive": (appended(ARTICLE, "\n<!-- its: tone=warm -->\nx\n"), r"md:\d+: unknown directive 'tone=warm'"),
    "a directive before nothing": (appended(ARTICLE, "\n<!-- its: translate=no -->\n"), r"md:\d+: a directive with no block"),
    "raw HTML": (appended(ARTICLE, "\n<div>x</div>\n"), r"dry-needling.md:\d+: raw HTML in a source"),
    "raw HTML in a line": (appended(ARTICLE, "\nx <b>y</b>\n"), r"dry-needling.md:\d+: raw HTML in a source: <b>"),
    "an image": (appended(ARTICLE, "\n![x](x.png)\n"), r"dry-needling.md:\d+: an image"),
    "an autolink": (appended(ARTICLE, "\n<https://example.org>\n"), r"dry-needling.md:\d+: an autolink"),
    "a heading without a text": (appended(ARTICLE, "\n## \n\nx\n"), r"dry-needling.md:\d+: a heading without a text"),
    "a heading with an id alone": (appended(ARTICLE, "\n## {#x}\n\nx\n"), r"dry-needling.md:\d+: a heading without a text"),
    "an id of the page's notice": (appended(ARTICLE, "\n## X {#short-disclaimer}\n"), r"the id 'short-disclaimer' is taken"),
    "an id of a reference": (appended(ARTICLE, "\n## X {#ref-brady}\n"), r"the id 'ref-brady' is taken"),
    "a form feed": (appended(ARTICLE, "\nx\x0cy\n"), r"dry-needling.md:\d+: a character that no page shows: U\+000C"),
    "a byte-order mark in a line": (appended(ARTICLE, "\nx\ufeffy\n"), r"dry-needling.md:\d+: .* U\+FEFF"),
    "a NUL": (appended(ARTICLE, "\nx\0y\n"), r"dry-needling.md:\d+: .* U\+0000"),
    "settings too deep for anybody": (appended(SITE, f"x = {'[' * 9999}\n"), r"source/site.toml:1: not TOML: too deep"),
    "an address that runs a script": (
        replaced(SITE, "https://example.org/health", "javascript:x"),
        r"'javascript:x' is no address",
    ),
    "a duty of an unseen name": (
        replaced("source/disclaimers/general.toml", 'name = "basis"', 'name = "a\\u0004"'),
        r"general.toml: the name of a duty holds what cannot be seen",
    ),
    "a pipe among the disclaimers": (
        lambda project: os.mkfifo(project / "source/disclaimers/x.toml"),
        r"x.toml: this is a device or a pipe",
    ),
    "an empty link": (appended(ARTICLE, "\n[x]()\n"), r"dry-needling.md:\d+: a link without a usable target: ''"),
    "a script link": (appended(ARTICLE, "\n[x](//evil.example)\n"), r"dry-needling.md:\d+: a link without a usable target"),
    "a reference to nothing": (appended(ARTICLE, "\n[x][nowhere]\n"), r"dry-needling.md:\d+: a link without a target"),
    "an anchor to nothing": (appended(ARTICLE, "\n[x](#nowhere)\n"), r"dry-needling.md:\d+: a link without a target: #nowhere"),
    "an article to nothing": (appended(ARTICLE, "\n[x](nowhere.md)\n"), r"dry-needling.md:\d+: a link without a target"),
    "an unknown citation": (appended(ARTICLE, "\nx[^nobody]\n"), r"dry-needling.md:\d+: a citation of an unknown reference"),
    "a first-level heading": (appended(ARTICLE, "\n# x\n"), r"dry-needling.md:\d+: a first-level heading"),
    "an id twice": (appended(ARTICLE, "\n## x {#cautions}\n"), r"dry-needling.md:\d+: the id 'cautions' is taken"),
    "an id of the page": (appended(ARTICLE, "\n## x {#disclaimer}\n"), r"dry-needling.md:\d+: the id 'disclaimer' is taken"),
    "two articles with one slug": (
        lambda project: written("source/articles/a/dry-needling.md", b"+++\n")(project),
        r"source/articles/dry-needling.md: source/articles/a/dry-needling.md has this slug already",
    ),
    "a slug with a space": (written("source/articles/My Article.md", b"+++\n"), r"'My Article' cannot be a page's name"),
    "a reserved slug": (written("source/articles/site.md", b"+++\n"), r"'site' cannot be a page's name"),
    "no article": (lambda project: (project / ARTICLE).unlink(), r"source/articles: there is no article"),
    "a disclaimer without duties": (
        written("source/disclaimers/general.toml", b'title = "x"\nparagraphs = []\n'),
        r"source/disclaimers/general.toml: a disclaimer without duties",
    ),
    "a duty twice": (
        replaced("source/disclaimers/general.toml", '"ask-first"', '"basis"'),
        r"duty names must be unique and not 'title': basis",
    ),
    "an empty duty": (
        replaced("source/disclaimers/general.toml", "They do not replace medical advice.", " "),
        r"general.toml: a title or a duty without a text",
    ),
}


def snapshot(project: Path) -> dict[str, bytes]:
    """All that is somebody's: not what builds keep for themselves."""
    return {
        str(path.relative_to(project)): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and path.name != ".lock" and ".cache" not in path.parts
    }


@pytest.mark.parametrize("name", SOURCES)
def test_a_bad_source_stops_everything_and_changes_nothing(run: Run, project: Path, name: str) -> None:
    change, message = SOURCES[name]
    change(project)
    before = snapshot(project)
    for command in ("build", "update", "status"):
        result = run(command)
        assert result.exit_code == 2, result.output
        assert re.search(message, result.stderr), result.stderr
        assert result.exception is None or isinstance(result.exception, SystemExit)
    assert {path for path in snapshot(project) if path.startswith("build/site")} == set()
    assert {path: content for path, content in snapshot(project).items() if not path.endswith(".pot")} == {
        path: content for path, content in before.items() if not path.endswith(".pot")
    }


CATALOGS: dict[str, tuple[Change, str]] = {
    "a missing catalog": (lambda project: (project / HR).unlink(), HR + r": this file is missing\b"),
    "a conflict marker": (appended(HR, "\n<<<<<<< HEAD\n"), HR + r":\d+: a conflict marker"),
    "an unterminated string": (
        replaced(HR, 'msgid "dull pressure"', 'msgid "dull pressure'),
        HR + r":\d+: a string that is not closed",
    ),
    "a missing quote": (
        replaced(HR, 'msgid "dull pressure"', 'msgid dull pressure"'),
        HR + r":\d+: a string that is not closed",
    ),
    "a truncated tail": (appended(HR, '\nmsgid "x"\n'), HR + r":\d+: the file ends after msgid"),
    "a lost line": (replaced(HR, 'msgid "dull pressure"\n', ""), HR + r":\d+: msgstr after "),
    "a wrong charset": (replaced(HR, "charset=UTF-8", "charset=klingon"), HR + r":13: unknown charset 'klingon'"),
    "bytes of another charset": (
        lambda project: (project / HR).write_bytes((project / HR).read_text("utf-8").encode("utf-16")),
        HR + r":1: ",
    ),
    "a duplicate entry": (appended(HR, '\nmsgid "dull pressure"\nmsgstr "x"\n'), HR + r":\d+: a duplicate entry"),
    "a second header": (appended(HR, '\nmsgid ""\nmsgstr "x"\n'), HR + r":\d+: a second header"),
    "a bad escape": (replaced(HR, 'msgid "dull', r'msgid "\q'), HR + r":\d+: the escape \\q is not supported"),
    "a plural out of order": (
        appended(HR, '\nmsgid "x"\nmsgid_plural "y"\nmsgstr[1] ""\n'),
        HR + r":\d+: msgstr\[1\] is out of order",
    ),
}


@pytest.mark.parametrize("name", CATALOGS)
def test_a_bad_catalog_refuses_its_locale_and_no_other(run: Run, project: Path, name: str) -> None:
    change, message = CATALOGS[name]
    change(project)
    before = snapshot(project)
    result = run("build")
    assert result.exit_code == 1, result.output
    assert re.search(message, result.stderr), result.stderr
    assert not (project / "build/site/hr").exists()
    assert (project / "build/site/de/dry-needling.html").exists()
    status = run("status")
    assert status.exit_code == 1
    assert re.search(message, status.stderr)
    if (project / HR).exists():
        update = run("update", "hr")
        assert update.exit_code == 2
        assert re.search(message, update.stderr)
    assert {path: content for path, content in snapshot(project).items() if path in before} == before


def test_plural_forms_that_cannot_be_used(run: Run, project: Path) -> None:
    replaced("locales/hr/LC_MESSAGES/site.po", "nplurals=3; plural=", "nplurals=3; plural=import os")(project)
    result = run("build")
    assert result.exit_code == 1
    assert "unusable Plural-Forms" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "--locale", "xx"), "no locale 'xx' in the settings"),
        (("update", "../x"), "no locale '../x' in the settings"),
        (("update", "en"), "en is the source locale"),
        (("init", "xx"), "unknown locale 'xx'"),
        (("init", "../x"), "'../x' is no locale name"),
        (("init", "en"), "en is the source locale"),
        (("build", "--format", "pdf"), "Invalid value"),
        (("serve",), "there is no site yet"),
        (("new", "."), "not an empty folder"),
    ],
)
def test_bad_arguments(run: Run, project: Path, arguments: tuple[str, ...], message: str) -> None:
    before = snapshot(project)
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert snapshot(project) == before
