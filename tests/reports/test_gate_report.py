"""The gate's report: it names every page, lies about none, is the same each time, and no text can break out of it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from selectolax.lexbor import LexborHTMLParser

from pipeline.gate import RULES as PAGE_RULES
from pipeline.gate import STYLE_SHEET
from pipeline.law.texts import TEXT_RULES
from pipeline.model.approval import Approval, Decision, Ledger, Role, Subject
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.report import Report
from pipeline.publish.inspect import inspect_site
from pipeline.publish.sources import Project, open_project
from pipeline.reports.gate import gate_json, gate_report
from pipeline.reports.gate_page import gate_page
from tests.conftest import ROOT, Run, require
from tests.publish.test_build import LOCALES, disclaimer_file, empty_duty, tree
from tests.site.test_readers import ARGUMENTS

RULES = [rule.__name__.replace("_", "-") for rule in (*TEXT_RULES, *PAGE_RULES[".html"], *PAGE_RULES[".txt"])]
DAY = date(2026, 11, 25)


def report_of(project: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project / "build/reports/gate.json").read_text("utf-8"))
    return found


def locale_of(found: dict[str, Any], name: str) -> dict[str, Any]:
    locale: dict[str, Any] = next(one for one in found["locales"] if one["locale"] == name)
    return locale


@pytest.fixture(scope="module")
def real() -> Project:
    return open_project(ROOT)


@pytest.fixture(scope="module")
def looked(real: Project, site: Path) -> Report:
    return inspect_site(real, site, DAY)


def test_every_page_of_the_real_site_is_there_with_every_rule_and_the_hashes_of_its_files(site: Path) -> None:
    found = report_of(site.parents[1])
    assert found["passed"] is True
    assert [one["locale"] for one in found["locales"]] == ["en", *LOCALES]
    pages = [page for one in found["locales"] for page in one["pages"]]
    assert [page["page"] for page in pages] == [f"{name}/dry-needling" for name in ("en", *LOCALES)]
    assert list(found["rules"]) == RULES
    assert all(page["rules"] == dict.fromkeys(RULES, "held") for page in pages)
    files = {name: digest for page in pages for name, digest in page["files"].items()} | found["frame"]
    assert files == {name: sha256(content).hexdigest() for name, content in tree(site).items()}
    assert found["style"] == {"sha256": STYLE_SHEET, "proof": "pinned"}
    assert found["gate"] == {
        path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in [ROOT / "pipeline/gate.py", *sorted((ROOT / "pipeline/law").glob("*.py"))]
    }


def test_the_hash_of_a_disclaimer_can_be_computed_from_the_texts_beside_it(site: Path) -> None:
    def netstring(content: bytes) -> bytes:
        return str(len(content)).encode() + b":" + content + b","

    for one in report_of(site.parents[1])["locales"]:
        (disclaimer,) = one["disclaimers"]
        hashes = b""
        for text in disclaimer["texts"]:
            parts = (one["locale"], text["context"], text["english"], text["text"])
            message = b"polyclinic message approval 1\n" + b"".join(netstring(part.encode()) for part in parts)
            hashes += netstring(sha256(message).hexdigest().encode())
        assert disclaimer["sha256"] == sha256(b"polyclinic disclaimer approval 1\n" + hashes).hexdigest()


def test_the_page_shows_every_hash_law_and_text_of_the_object(site: Path) -> None:
    found = report_of(site.parents[1])
    tree_of_page = LexborHTMLParser((site.parents[1] / "build/reports/gate.html").read_text("utf-8"))
    shown = "".join(tree_of_page.root.text(deep=True)) if tree_of_page.root else ""
    for rule in found["rules"].values():
        assert rule["law"] in shown
    for one in found["locales"]:
        assert tree_of_page.css_first(f'a[href="#{one["locale"]}"]')
        assert tree_of_page.css_first(f"section#{one['locale']}")
        for page in one["pages"]:
            assert all(name in shown and digest in shown for name, digest in page["files"].items())
        for text in one["disclaimers"][0]["texts"]:
            cells = tree_of_page.css(f'#{one["locale"]} td[lang="{one["tag"]}"][dir="{one["direction"]}"]')
            assert text["text"] in [cell.text() for cell in cells]


def test_sha256sum_and_jq_check_the_site_as_the_readme_says(site: Path) -> None:
    require("jq", shutil.which("jq"))
    script = (ROOT / "README.md").read_text("utf-8").split("<!-- checked by a test -->\n```sh\n")[1].split("```")[0]
    checked = subprocess.run(["sh", "-ec", script], cwd=site.parents[1], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(": OK") == 2 * (1 + len(LOCALES)) + 3
    assert "hr/dry-needling" in checked.stdout


def test_two_builds_give_equal_reports(run: Run, project: Path, site: Path) -> None:
    assert run("build").exit_code == 0
    assert tree(project / "build/reports") == tree(site.parents[1] / "build/reports")


def test_a_refused_locale_shows_the_rule_the_place_and_what_was_not_asked(run: Run, project: Path) -> None:
    empty_duty(project, "hr", "no-replacement")
    assert run("build").exit_code == 1
    found = report_of(project)
    hr = locale_of(found, "hr")
    assert (found["passed"], hr["result"], hr["disclaimers"]) == (False, "refused", [])
    first = hr["refusals"][0]
    assert (first["rule"], first["path"]) == ("disclaimer-untranslated", "locales/hr/LC_MESSAGES/disclaimer.po")
    assert first["pages"] == ["hr/dry-needling"]
    (page,) = hr["pages"]
    assert page["rules"]["disclaimer-untranslated"] == "broken"
    assert page["rules"]["catalog-header"] == "held"
    assert page["rules"]["disclaimer-duties"] == "not asked"
    assert "its texts alone are refused" in page["not_asked"]
    html = (project / "build/reports/gate.html").read_text("utf-8")
    line = disclaimer_file(project, "hr").read_text("utf-8").split('msgctxt "general.no-replacement"')[0].count("\n") + 1
    assert f"locales/hr/LC_MESSAGES/disclaimer.po:{line}" in html
    assert "1 of 13 locales refused (hr)" in html
    assert locale_of(found, "de")["result"] == "passed"


def test_where_all_is_refused_there_is_a_report_of_it(run: Run, project: Path) -> None:
    for name in LOCALES:
        (project / f"locales/{name}/LC_MESSAGES/dry-needling.po").write_text("no catalog at all", "utf-8")
    file = project / "source/articles/dry-needling.md"
    file.write_text(file.read_text("utf-8").replace("You are pregnant.", "You are\u200b pregnant."), "utf-8")
    assert run("build").exit_code == 1
    found = report_of(project)
    assert {one["result"] for one in found["locales"]} == {"refused"}
    hr = locale_of(found, "hr")
    assert hr["pages"][0]["result"] == "not judged"
    assert [(one["rule"], one["pages"]) for one in hr["refusals"]] == [("unreadable", [])]
    assert locale_of(found, "en")["pages"][0]["rules"]["text-characters"] == "broken"


def test_one_format_says_why_the_other_was_not_asked_and_one_locale_names_the_absent(run: Run, project: Path) -> None:
    assert run("build", "--locale", "hr", "--format", "text").exit_code == 0
    found = report_of(project)
    (page,) = locale_of(found, "hr")["pages"]
    assert [page["rules"][name] for name in ("text-form", "page-elements")] == ["held", "not asked"]
    assert "HTML was not asked for" in page["not_asked"]
    assert (found["style"], found["frame"], found["passed"]) == (None, {}, False)
    assert found["absent"] == [name for name in ("en", *LOCALES) if name != "hr"]


def test_a_pseudo_locale_is_not_in_it_and_alone_changes_nothing(run: Run, project: Path) -> None:
    assert run("build", "--locale", "hr", "--locale", "qps-ploc").exit_code == 0
    before = tree(project / "build/reports")
    assert b"qps" not in b"".join(before.values())
    assert run("build", "--locale", "qps-ploc").exit_code == 0
    assert tree(project / "build/reports") == before


def test_a_build_that_stops_at_the_swap_leaves_no_report_of_what_is_not_there(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("build", "--locale", "hr", "--no-clinics").exit_code == 0
    before = tree(project / "build/site")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.publish.build.publish_folder", full)
    assert run("build").exit_code == 2
    assert tree(project / "build/site") == before
    assert tree(project / "build/reports") == {}


def test_a_source_that_cannot_be_read_leaves_the_old_site_with_its_report(run: Run, project: Path) -> None:
    assert run("build", "--locale", "hr").exit_code == 0
    before = tree(project / "build/site"), tree(project / "build/reports")
    with (project / "source/articles/dry-needling.md").open("a", encoding="utf-8") as file:
        file.write("\n<div>x</div>\n")
    assert run("build").exit_code == 2
    assert (tree(project / "build/site"), tree(project / "build/reports")) == before


def subject_of(looked: Report, name: str) -> Subject:
    verdict = next(verdict for verdict in looked.verdicts if verdict.locale.name == name)
    subject = verdict.proofs[0].disclaimer
    assert subject
    return subject


def reviewed(looked: Report, name: str, *approvals: Approval) -> Report:
    verdicts = [replace(one, ledger=Ledger(DAY, approvals)) if one.locale.name == name else one for one in looked.verdicts]
    return replace(looked, verdicts=tuple(verdicts))


def entry(subject: Subject, role: Role = Role.CLINICAL, **changed: Any) -> Approval:
    days = {"on": date(2026, 11, 1), "review_by": date(2027, 11, 1)}
    sample: dict[str, Any] = {"verdict": Decision.APPROVED, "reviewer": "Sample Reviewer", **days, **changed}
    texts = (subject.domain, subject.name, subject.wordings)
    return Approval(*texts, sample.pop("sha256", subject.sha256), role, **sample)


CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "approved": ({}, "approved", "approved</span> by <bdi>Sample Reviewer</bdi> on 2026-11-01"),
    "expired": ({"review_by": date(2026, 11, 24)}, "expired", "expired</span>: approved by <bdi>Sample Reviewer"),
    "rejected": ({"verdict": Decision.REJECTED}, "rejected", "rejected</span> by <bdi>Sample Reviewer"),
    "lapsed": ({"sha256": "0" * 64}, "lapsed", "an earlier wording was approved, this one is not"),
    "of tomorrow": ({"on": date(2026, 11, 26)}, "missing", "no approval"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_approval_that_covers_the_text_is_named_by_role(looked: Report, name: str) -> None:
    changed, standing, words = CASES[name]
    report = reviewed(looked, "hr", entry(subject_of(looked, "hr"), **changed))
    (disclaimer,) = locale_of(gate_report(report), "hr")["disclaimers"]
    assert disclaimer["sha256"] == subject_of(looked, "hr").sha256
    assert disclaimer["approvals"]["clinical"]["standing"] == standing
    assert (disclaimer["approvals"]["clinical"]["reviewer"] is None) == (standing in ("lapsed", "missing"))
    section = gate_page(report).split('id="hr"')[1].split("</section>")[0]
    assert words in section.split('<th scope="row">clinical</th>')[1]


HOSTILE = "</td></style><script>alert(1)</script><b onclick=x>\u202e\x07\udc80{{ 7*7 }}'\"&amp;"


def test_a_hostile_text_stays_a_text_wherever_it_stands(looked: Report) -> None:
    first = looked.verdicts[0]
    wordings = tuple(replace(one, source=HOSTILE, translation=HOSTILE) for one in subject_of(looked, "en").wordings)
    subject = replace(subject_of(looked, "en"), name=HOSTILE, wordings=wordings)
    finding = Finding(Severity.REFUSAL, "page-strange", "en", Place(HOSTILE, 3), HOSTILE, HOSTILE)
    proof = replace(first.proofs[0], disclaimer=subject, refusals=(finding,), files={HOSTILE: "0" * 64})
    ledger = Ledger(DAY, (entry(subject, reviewer=HOSTILE, note=HOSTILE),))
    verdict = replace(first, findings=(finding,), proofs=(proof,), ledger=ledger)
    assert looked.terms
    named = replace(looked.terms, folder=HOSTILE, site=replace(looked.terms.site, title=HOSTILE))
    report = Report((verdict,), (finding,), named)
    html = gate_page(report)
    page = LexborHTMLParser(html)
    assert page.css("script, b, [onclick]") == []
    assert len(page.css("style")) == 1
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 12
    assert not {"\u202e", "\x07", "\udc80"} & set(html)
    assert "⟨U+202E⟩⟨U+0007⟩⟨U+DC80⟩{{ 7*7 }}" in html
    (back,) = json.loads(gate_json(report).encode("utf-8", "backslashreplace"))["locales"][0]["refusals"]
    assert back["problem"] == HOSTILE


@pytest.fixture(scope="module")
def pages(site: Path, looked: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of the real site, and one with a refusal, an approval and an absent locale."""
    folder = tmp_path_factory.mktemp("reports")
    finding = Finding(Severity.REFUSAL, "page-strange", "ar", Place("ar/dry-needling.html", 3), "a text", "build again")
    first, second, *others, _ = reviewed(looked, "en", entry(subject_of(looked, "en"), note="a sample")).verdicts
    refused = replace(second, findings=(finding,), proofs=(replace(second.proofs[0], refusals=(finding,), disclaimer=None),))
    mixed = replace(looked, verdicts=(first, refused, *others), findings=(replace(finding, locale=""),))
    (folder / "mixed.html").write_text(gate_page(mixed), "utf-8")
    return {"passed": site.parents[1] / "build/reports/gate.html", "refused": folder / "mixed.html"}


@pytest.fixture(scope="module")
def open_report(chromium: str, pages: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)

        def open_at(name: str, width: int, scheme: Any = "light") -> Any:
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.asked = []  # type: ignore[attr-defined]
            page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
            page.goto(pages[name].as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            return page

        yield open_at
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["passed", "refused"])
def test_axe_finds_nothing_nothing_overflows_and_nobody_is_asked(
    open_report: Callable[..., Any], name: str, width: int, scheme: str
) -> None:
    page = open_report(name, width, scheme)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(page.asked) == 1
    # Its own policy lets its style in.
    assert page.evaluate("getComputedStyle(document.querySelector('.verdict')).borderTopWidth") == "2px"


@pytest.mark.browser
def test_on_paper_nothing_stays_folded(open_report: Callable[..., Any]) -> None:
    page = open_report("passed", 1280)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")
    cell = page.locator("#hr details td[lang=hr]").first
    heights = []
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        box = cell.bounding_box()
        heights.append(box["height"] if box and cell.is_visible() else 0)
    assert heights[0] == 0
    assert heights[1] > 10


@pytest.mark.java
def test_the_nu_checker_finds_no_error(vnu: list[str], pages: dict[str, Path]) -> None:
    files = list(map(str, pages.values()))
    found = subprocess.run([*vnu, "--format", "json", "--exit-zero-always", *files], capture_output=True, text=True, check=True)
    # The checker knows no hashes of styles; the browser test above shows that the style is let in.
    messages = [one for one in json.loads(found.stderr)["messages"] if "Content Security Policy" not in one["message"]]
    assert [(one["url"], one["message"]) for one in messages] == []
