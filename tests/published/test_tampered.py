"""Real pages behind a real nginx, as they are and tampered with: each fault is told, and what is right passes."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli.main import main
from pipeline.model.published import Answer, Expected, Sight
from pipeline.publish import live_page
from pipeline.publish.expected import expected_of_project
from pipeline.publish.published import check_published
from pipeline.publish.sources import open_project
from tests.conftest import ROOT
from tests.published.cms import fragment_of, wordpress_page
from tests.published.web import served

pytestmark = pytest.mark.browser

DISCLAIMER = ".polyclinic-disclaimer"
DUTY = "Te informacije i preporuke ne zamjenjuju liječnički savjet."


def styled(css: str) -> Callable[[str], str]:
    """Our fragment in a CMS page whose theme says this, too."""
    return lambda fragment: wordpress_page(fragment, style=css)


def scripted(script: str) -> Callable[[str], str]:
    return lambda fragment: wordpress_page(fragment, script=script)


def edited(before: str, after: str) -> Callable[[str], str]:
    def edit(fragment: str) -> str:
        assert before in fragment
        return wordpress_page(fragment.replace(before, after))

    return edit


def wrapped(before: str, after: str) -> Callable[[str], str]:
    """The disclaimer inside something."""
    return lambda fragment: wordpress_page(
        re.sub(r'(?s)<section id="polyclinic-disclaimer".*?</section>', lambda found: before + found[0] + after, fragment)
    )


def without(fragment: str) -> str:
    return re.sub(r'(?s)<section id="polyclinic-disclaimer".*?</section>', "", fragment)


def in_a_frame(fragment: str) -> str:
    return wordpress_page(without(fragment) + '<iframe src="/site/hr/dry-needling.html" width="100%" height="400"></iframe>')


def by_script(fragment: str) -> str:
    section = re.findall(r'(?s)<section id="polyclinic-disclaimer".*?</section>', fragment)[0]
    text = section.replace("\n", " ").replace("'", "\\'").replace("</", "<\\/")
    return wordpress_page(
        without(fragment) + "<div id=late></div>", script=f"document.getElementById('late').innerHTML = '{text}'"
    )


def translated(lang: str) -> Callable[[str], str]:
    """What a plug-in that translates leaves: other words, another language in <html>."""
    return lambda fragment: wordpress_page("<p>Un texte d’essai, qui ne dit rien de tout cela.</p>" * 9, lang=lang)


BANNER = "<div id=cookies style='position:fixed;inset:0;background:#fff;z-index:99'>We use cookies. <button>Fine</button></div>"

TAMPERED: Mapping[str, tuple[Callable[[str], str], str]] = {
    "a duty was cut": (edited(DUTY, ""), 'duty "no-replacement" is not on the page'),
    "a not was removed": (
        edited("ne zamjenjuju", "zamjenjuju"),
        "was changed: the page says “Te informacije i preporuke zamjenjuju",
    ),
    "words were added": (edited(DUTY, DUTY + " Osim kod nas."), "stands what is no part of it: “Osimkodnas.”"),
    "an old text": (edited("licenciranog fizioterapeuta", "fizioterapeuta"), 'duty "basis" was changed'),
    "twice": (edited(DUTY, DUTY + " " + DUTY), "stands on the page 2 times"),
    "the title was taken": (edited("<h2>Medicinsko odricanje od odgovornosti</h2>", ""), "between the disclaimer's title"),
    "display none": (styled(f"{DISCLAIMER} {{ display: none }}"), "display is none on <section"),
    "opacity 0": (styled(f"{DISCLAIMER} {{ opacity: 0 }}"), "opacity is 0.00"),
    "visibility": (styled(f"{DISCLAIMER} p {{ visibility: hidden }}"), "visibility is hidden"),
    "white on white": (styled(f"{DISCLAIMER} p {{ color: #fff }}"), "its contrast is 1.00"),
    "pale": (styled(f"{DISCLAIMER} p {{ color: #aaa }}"), "its contrast is 2.32"),
    "font size 0": (styled(f"{DISCLAIMER} * {{ font-size: 0 }}"), "the letters are 0 pixels high"),
    "tiny": (styled(f"{DISCLAIMER} * {{ font-size: 6px }}"), "the letters are 6 pixels high"),
    "covered by a cookie banner": (
        lambda fragment: wordpress_page(fragment, after=BANNER),
        'covered by <div id="cookies">, which stays',
    ),
    "covered by a banner that comes late": (
        scripted(f'setTimeout(() => document.body.insertAdjacentHTML("beforeend", "{BANNER}"), 20000)'),
        'covered by <div id="cookies">, which stays',
    ),
    "covered by what lets clicks through": (
        styled(
            f"{DISCLAIMER} {{ position: relative }} {DISCLAIMER}::after "
            "{ content: ''; position: absolute; inset: 0; background: #fff; pointer-events: none }"
        ),
        "a line shows no letters where it is painted",
    ),
    "off the screen": (styled(f"{DISCLAIMER} {{ position: absolute; left: -9999px }}"), "it"),
    "indented away": (styled(f"{DISCLAIMER} p {{ text-indent: -9999px }}"), "it"),
    "cut by its box": (styled(f"{DISCLAIMER} {{ height: 40px; overflow: hidden }}"), "it is cut off by <section"),
    "to be scrolled to": (styled(f"{DISCLAIMER} {{ height: 60px; overflow: auto }}"), "has to be scrolled to inside <section"),
    "clipped": (styled(f"{DISCLAIMER} {{ clip-path: inset(50%) }}"), "clip-path is inset(50%)"),
    "contradicted by a style sheet": (
        styled(f"{DISCLAIMER} p::after {{ content: 'None of this is true.' }}"),
        "adds words to it",
    ),
    "upside down": (styled(f"{DISCLAIMER} p {{ transform: rotate(180deg) }}"), "<p> is turned"),
    "a font of symbols": (styled(f"{DISCLAIMER} p {{ font-family: Wingdings }}"), 'the font "Wingdings" does not show letters'),
    "a picture on top": (
        wrapped(
            '<div style="position: relative">',
            '<img alt="" style="position: absolute; inset: 0; width: 100%; height: 100%" src="white.svg"></div>',
        ),
        "it is covered by <img>",
    ),
    "led away by a script": (
        scripted("setTimeout(() => { location.href = '/cut.html' }, 5000)"),
        'duty "no-replacement": it is not on the page',
    ),
    "words changed by a script": (
        scripted("document.body.innerHTML = document.body.innerHTML.replace('ne zamjenjuju', 'zamjenjuju')"),
        'duty "no-replacement": it is not on the page',
    ),
    "faded out": (
        styled(f"@keyframes out {{ to {{ opacity: 0 }} }} {DISCLAIMER} {{ animation: out 9s forwards }}"),
        "opacity is 0.00",
    ),
    "collapsed details": (wrapped("<details><summary>Sitno</summary>", "</details>"), "<details> that is closed"),
    "hidden attribute": (wrapped("<div hidden>", "</div>"), "<div> around it is marked hidden"),
    "aria-hidden": (wrapped('<div aria-hidden="true">', "</div>"), "hidden from screen readers"),
    "inline style": (wrapped('<div style="display : none">', "</div>"), "has a style that hides it (display:none)"),
    "template": (wrapped("<template>", "</template>"), "<template>, which no browser shows"),
    "noscript": (wrapped("<noscript>", "</noscript>"), "<noscript>, which browsers do not show"),
    "comment": (wrapped("<!--", "-->"), "it stands in a comment"),
    "removed by a script": (
        scripted(f"setTimeout(() => document.querySelector('{DISCLAIMER}').remove(), 3000)"),
        "it is not on the page when its scripts have run",
    ),
    "put in by a script": (by_script, "cannot be seen: it stands only in a script"),
    "in an iframe": (in_a_frame, "the page shows others in itself: check /site/hr/dry-needling.html"),
    "translated into another language of ours": (translated("fr-FR"), 'duty "basis" is not on the page'),
    "translated into a language that we have not": (translated("it-IT"), "it says no disclaimer of this project, in “it-IT”"),
}

CAUTION = "<li>vrućica</li>"
TAMPERED_CAUTIONS: Mapping[str, tuple[Callable[[str], str], str]] = {
    "a caution was cut": (edited(CAUTION, ""), "the protected text “vrućica” is not on the page"),
    "cautions hidden": (styled(".polyclinic-caution { display: none }"), "display is none"),
}

RIGHT: Mapping[str, Callable[[str], str]] = {
    "fragment": wordpress_page,
    "revealed when scrolled to": wrapped('<div class="reveal">', "</div>"),
    "other quotes, soft hyphens, spaces": edited("licenciranog fizioterapeuta", "licen&shy;ciranog&nbsp;fizio<wbr>terapeuta"),
    "a page that scrolls inside": styled(
        "html, body { height: 100%; overflow: hidden } .wrap { height: calc(100vh - 60px); overflow: auto; padding: 0 }"
    ),
    "a dark theme": styled("body, .entry-content { background: #111 !important; color: #eee !important }"),
    "a page that is too wide": styled(".wrap { min-width: 960px }"),
    "a banner below": lambda fragment: wordpress_page(
        fragment, after="<div style='position:fixed;bottom:0;left:0;right:0;height:80px;background:#ddd'>Cookies?</div>"
    ),
}


def name_of(case: str) -> str:
    return re.sub(r"\W+", "-", case)


@pytest.fixture(scope="module")
def web(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder and its address: it holds the real site, and what a test puts there."""
    root = tmp_path_factory.mktemp("web")
    (root / "site").symlink_to(site)
    with served(root) as address:
        (root / "cut.html").write_text(TAMPERED["a duty was cut"][0](fragment_of(root / "site/hr/dry-needling.html")), "utf-8")
        yield root, address


@pytest.fixture(scope="module")
def expected() -> Sequence[Expected]:
    return list(expected_of_project(open_project(ROOT), [], [], date(2026, 11, 25)))


def ask(web: tuple[Path, str], expected: Sequence[Expected], cases: Mapping[str, Callable[[str], str]]) -> Mapping[str, Answer]:
    """Each case is a page whose name says nothing of its language or article."""
    root, address = web
    fragment = fragment_of(root / "site/hr/dry-needling.html")
    urls = {case: f"{address}/{re.sub(r'[^a-z0-9]+', '-', case)}.html" for case in cases}
    for case, make in cases.items():
        (root / urls[case].rpartition("/")[2]).write_text(make(fragment), "utf-8")
    found = dict(zip(urls, check_published(list(urls.values()), expected), strict=True))
    assert not [one for one in found.values() if not isinstance(one, Answer)], found
    return {name: one for name, one in found.items() if isinstance(one, Answer)}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[None]:
    """One browser for all cases, and one window for each: both save time, and several processes may share the cases."""
    assert chromium
    with pytest.MonkeyPatch.context() as patch, live_page.open_windows() as opened:
        patch.setattr(live_page, "open_windows", lambda: nullcontext(opened))
        patch.setattr(live_page, "WIDTHS", (320,))
        yield


@pytest.fixture
def both_windows(browser: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_page, "WIDTHS", (320, 1280))


Ask = Callable[[str, Callable[[str], str]], Answer]


@pytest.fixture
def ask_one(web: tuple[Path, str], expected: Sequence[Expected], browser: None) -> Ask:
    return lambda name, make: ask(web, expected, {name: make})[name]


@pytest.mark.parametrize("case", TAMPERED)
def test_a_tampered_disclaimer_is_told(ask_one: Ask, case: str) -> None:
    make, cause = TAMPERED[case]
    answer = ask_one(case, make)
    assert not answer.sound
    told = [finding.problem for finding in answer.disclaimer]
    assert [one for one in told if cause in one], told


@pytest.mark.parametrize("case", TAMPERED_CAUTIONS)
def test_a_tampered_caution_is_told_apart_from_the_disclaimer(ask_one: Ask, case: str) -> None:
    make, cause = TAMPERED_CAUTIONS[case]
    answer = ask_one(case, make)
    assert not answer.disclaimer
    told = [finding.problem for finding in answer.cautions]
    assert [one for one in told if cause in one], told


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_right_passes_and_is_proved(ask_one: Ask, case: str) -> None:
    answer = ask_one(case, RIGHT[case])
    assert answer.sound, [*answer.disclaimer, *answer.cautions]
    assert answer.sight is Sight.PROVED
    assert answer.expected is not None
    assert (answer.expected.locale, answer.expected.slug) == ("hr", "dry-needling")
    assert len(answer.expected.protected) > 20


@pytest.mark.parametrize("path", ["site/hr/dry-needling.html", "site/ar/dry-needling.html", "packed/site/th/dry-needling.html"])
def test_the_site_as_it_was_built_passes(
    web: tuple[Path, str], expected: Sequence[Expected], path: str, both_windows: None
) -> None:
    (answer,) = check_published([f"{web[1]}/{path}"], expected)
    assert isinstance(answer, Answer)
    assert answer.sound, [*answer.disclaimer, *answer.cautions]
    assert answer.sight is Sight.PROVED
    assert answer.expected is not None
    assert f"/{answer.expected.locale}/" in path


def test_the_window_in_which_a_text_is_hidden_is_named(
    web: tuple[Path, str], expected: Sequence[Expected], both_windows: None
) -> None:
    narrow = styled(f"@media (max-width: 600px) {{ {DISCLAIMER} {{ display: none }} }}")
    (answer,) = ask(web, expected, {"narrow": narrow}).values()
    assert answer.disclaimer
    assert all("(320 px)" in finding.problem for finding in answer.disclaimer)


def test_the_text_edition_is_read_too(web: tuple[Path, str], expected: Sequence[Expected]) -> None:
    text = (web[0] / "site/hr/dry-needling.txt").read_text("utf-8")
    (web[0] / "hr").mkdir()
    (web[0] / "hr/dry-needling.txt").write_text(text.replace("ne zamjenjuju", "zamjenjuju"), "utf-8")
    urls = [f"{web[1]}/site/hr/dry-needling.txt", f"{web[1]}/hr/dry-needling.txt"]
    right, cut = check_published(urls, expected)
    assert isinstance(right, Answer)
    assert right.sound, [*right.disclaimer, *right.cautions]
    assert right.sight is Sight.PLAIN
    assert isinstance(cut, Answer)
    assert [finding.rule for finding in cut.disclaimer] == ["disclaimer-changed"]


def test_without_a_browser_it_says_that_nothing_is_proved(
    web: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    monkeypatch.setattr("pipeline.publish.published.browser_missing", lambda: "there is no browser here")
    url = f"{web[1]}/site/hr/dry-needling.html"
    told = CliRunner().invoke(main, ["-C", str(project), "check-url", url])
    assert told.exit_code == 0, told.output
    assert "not proved visible: there is no browser here" in told.output
    told = CliRunner().invoke(main, ["-C", str(project), "check-url", url, "--locale", "de", "--json"])
    assert told.exit_code == 1
    (page,) = json.loads(told.output)["pages"]
    assert (page["passed"], page["visible"], page["locale"]) == (False, "not proved", "de")
    assert len(page["disclaimer"]) >= 5
