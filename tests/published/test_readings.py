"""What a page is held to, and how its HTML is read: laws, bundles, and pages that are hard to read."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.main import main
from pipeline.formats.published_page import read_published
from pipeline.l10n.published import caution_faults, disclaimer_faults
from pipeline.model.errors import PipelineError
from pipeline.model.published import Answer, Expected, Sight, folded
from pipeline.publish.expected import expected_of_bundle
from pipeline.publish.published import check_published
from tests.published.web import served

DUTIES = ("One is the first duty.", "Two do not replace advice.", "Three is for 24–48 hours only.")
EXPECTED = Expected(
    "en",
    "en",
    "sample",
    "A sample title",
    ((("one", DUTIES[0]), ("two", DUTIES[1])), (("three", DUTIES[2]),)),
    ("A sample caution [1].",),
)
RIGHT = f"<h2>A sample title</h2><p>{DUTIES[0]} {DUTIES[1]}</p><p>{DUTIES[2]}</p><p>A sample caution.</p>"

RECORD: dict[str, Any] = {
    "format": 1,
    "style": "0" * 64,
    "locales": {
        "en": {
            "tag": "en",
            "dir": "ltr",
            "disclaimers": {
                "general": {
                    "title": EXPECTED.title,
                    "paragraphs": [[{"duty": name, "text": text} for name, text in one] for one in EXPECTED.paragraphs],
                    "approval_hash": "0" * 64,
                }
            },
        }
    },
    "pages": {
        f"data/en/sample.{suffix}": {
            "locale": "en",
            "disclaimer": "general",
            "form": form,
            "protected": ["A sample caution [1]."],
            "practice": None,
        }
        for suffix, form in (("html", "html"), ("txt", "text"), ("fragment.html", "fragment"))
    },
    "frame": ["data/index.html"],
}


def rules(html: str) -> list[str]:
    return [rule for rule, _ in disclaimer_faults(EXPECTED, read_published(html))]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text) or "[" in text  # [[1]1] holds a citation only when the inner one is gone


@given(st.data())
def test_a_letter_more_or_less_in_any_duty_is_told(data: st.DataObject) -> None:
    duty = data.draw(st.sampled_from(DUTIES))
    at = data.draw(st.integers(0, len(duty) - 1).filter(lambda at: not duty[at].isspace()))
    put = data.draw(st.sampled_from(["", "x", "9", "\u202e", "не"]))
    assert rules(RIGHT.replace(duty, duty[:at] + put + duty[at + 1 :]))


@given(st.permutations(DUTIES))
def test_only_one_order_is_right(order: list[str]) -> None:
    page = f"<h2>A sample title</h2><p>{order[0]} {order[1]}</p><p>{order[2]}</p>"
    assert (not rules(page)) == (tuple(order) == DUTIES)


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("<p>One", "<p>It is not true that one", "changed"),
        ("first duty.", "first duty.<!-- --> Never mind.", "added"),
        ("only.</p>", "only. Or not.</p>", "added"),
        ("<h2>A sample title</h2>", "<h2>A sample title</h2><p>Ignore this:</p>", "added"),
        ("<h2>A sample title</h2>", "", "missing"),
        ("do not replace", "do <del>not</del> replace", "hidden"),
        ("do not replace", "do <span hidden>not</span> replace", "hidden"),
        ("do not replace", 'do <span style="font-size: 0px">not</span> replace', "hidden"),
        ("do not replace", 'do <span class="screen-reader-text">not</span> replace', "hidden"),
        ("do not replace", "do n<!-- o -->t replace", "hidden"),
        ("24–48", "24–84", "changed"),
        ("<p>Three", "<p>Three is for 24–48 hours only.</p><p>Three", "twice"),
    ],
)
def test_what_was_done_to_a_page_is_named(before: str, after: str, rule: str) -> None:
    assert before in RIGHT
    assert rule in rules(RIGHT.replace(before, after, 1))


@pytest.mark.parametrize(
    "html",
    [
        RIGHT,
        RIGHT.replace("do not", "do <b>n</b>ot"),
        RIGHT.replace(" ", "&nbsp;\n"),
        RIGHT.replace("<p>", "<div><font>").replace("</p>", "</font></div>"),
        f"<details open><summary>Small print</summary>{RIGHT}</details>",
        f"<details><summary>{RIGHT}</summary>more</details>",
        RIGHT.replace("A sample caution.", "A sample caution <sup>[7]</sup>."),
    ],
)
def test_what_a_reader_sees_whole_is_whole(html: str) -> None:
    assert rules(html) == []
    assert list(caution_faults(EXPECTED, read_published(html))) == []


@given(st.text(alphabet="<>/abdetilsp '\"=-!noscrptm\x00", max_size=60))
def test_any_text_is_read(html: str) -> None:
    assert isinstance(rules(html), list)
    assert not rules(RIGHT + f"<div>{html.replace('<', '')}</div>")


def bundle(folder: Path, record: object, form: str) -> Path:
    if form == "folder":
        records = folder / "polyclinic-site-2026-11-25/records"
        records.mkdir(parents=True)
        (records / "pages.json").write_text(json.dumps(record), "utf-8")
        return folder / "polyclinic-site-2026-11-25"
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("polyclinic-site-2026-11-25/records/pages.json", json.dumps(record))
        archive.writestr("polyclinic-site-2026-11-25/data/index.html", "")
    return folder / "b.zip"


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_a_bundle_says_what_its_pages_must_say(tmp_path: Path, form: str) -> None:
    assert expected_of_bundle(bundle(tmp_path, RECORD, form)) == (EXPECTED,)


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({}, "this is no list of pages"),
        ([], "this is no list of pages"),
        (RECORD | {"format": 2}, "its format is 2, not 1"),
        (RECORD | {"locales": {}}, "this is no list of pages"),
        (RECORD | {"pages": {"data/en/x.html": {"locale": "en", "disclaimer": "general", "protected": [1]}}}, "1 is no text"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(tmp_path: Path, record: object, problem: str) -> None:
    with pytest.raises(PipelineError, match=problem):
        expected_of_bundle(bundle(tmp_path, record, "zip"))


def test_what_is_no_bundle_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no")
    with pytest.raises(PipelineError, match="this is no whole bundle"):
        expected_of_bundle(tmp_path / "x.zip")
    with pytest.raises(PipelineError, match=r"does not hold one records/pages\.json"):
        expected_of_bundle(tmp_path)


def test_a_page_is_held_to_a_bundle_without_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.publish.published.browser_missing", lambda: "nobody has looked")
    monkeypatch.chdir(tmp_path)
    web = tmp_path / "web"
    web.mkdir()
    (web / "right.html").write_text(f"<!DOCTYPE html><html lang=en>{RIGHT}", "utf-8")
    (web / "wrong.html").write_text(f"<!DOCTYPE html><html lang=en>{RIGHT.replace('not', '')}", "utf-8")
    (web / "login.html").write_text("<!DOCTYPE html><html lang=en><form><input type=password></form>", "utf-8")
    given_out = str(bundle(tmp_path, RECORD, "zip"))
    with served(web) as address:
        right = CliRunner().invoke(main, ["check-url", "--bundle", given_out, f"{address}/right.html"])
        assert right.exit_code == 0, right.output
        urls = [f"{address}/{name}.html" for name in ("right", "wrong", "login", "nowhere")]
        told = CliRunner().invoke(main, ["check-url", "--bundle", given_out, "--json", *urls])
    assert told.exit_code == 2
    pages = json.loads(told.output)["pages"]
    assert [page["passed"] for page in pages] == [True, False, False, False]
    assert [finding["rule"] for finding in pages[1]["disclaimer"]] == ["disclaimer-changed"]
    assert pages[2]["disclaimer"][0]["rule"] == "login"
    assert "answers 404" in pages[3]["error"]


def test_a_page_of_too_many_tags_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 60_000, "utf-8")
    with served(tmp_path) as address:
        (answer,) = check_published([f"{address}/deep.html"], [EXPECTED])
    assert isinstance(answer, PipelineError)
    assert "more than 50000 tags" in str(answer)


def test_a_browser_that_does_not_start_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    (tmp_path / "right.html").write_text(f"<!DOCTYPE html><html lang=en>{RIGHT}", "utf-8")
    with served(tmp_path) as address:
        monkeypatch.setenv("PATH", str(tmp_path))
        (answer,) = check_published([f"{address}/right.html"], [EXPECTED])
    assert isinstance(answer, Answer)
    assert answer.sound
    assert answer.sight is Sight.UNPROVED
    assert "it does not start" in answer.unproved
