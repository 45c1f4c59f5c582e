"""The gate on finished files: what passes, and each way of carrying a disclaimer in name only."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.gate import refusals
from pipeline.model.catalog import Message
from pipeline.model.page import Demand, Demands, Page
from pipeline.publish.desks import open_desk
from pipeline.publish.inspect import page_demands
from pipeline.publish.sources import Project, open_project

ROOT = Path(__file__).parents[2]
LOCALES = ["en", *open_project(ROOT).site.locales]


@dataclass(frozen=True)
class Case:
    page: Page
    demands: Demands

    def rules(self, **changed: object) -> set[str]:
        return {finding.rule for finding in refusals(replace(self.page, **changed), self.demands)}  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def real() -> Project:
    return open_project(ROOT)


@pytest.fixture(scope="session")
def case(real: Project, site: Path) -> Callable[[str], Case]:
    def of(name: str) -> Case:
        locale = real.locale(name)
        desk = open_desk(real, locale, (real.source, *real.locales), date(2026, 11, 25))
        html, text = ((site / name / f"dry-needling.{end}").read_text("utf-8") for end in ("html", "txt"))
        return Case(Page("dry-needling", locale, html, text), page_demands(real, desk, "dry-needling"))

    return of


@pytest.mark.parametrize("name", LOCALES)
def test_the_real_pages_pass(case: Callable[[str], Case], name: str) -> None:
    assert case(name).rules() == set()


@pytest.mark.parametrize("name", LOCALES)
def test_a_page_without_any_one_duty_is_refused_in_each_format(case: Callable[[str], Case], name: str) -> None:
    one = case(name)
    assert one.page.html
    assert one.page.text
    for paragraph in one.demands.disclaimer:
        for duty in paragraph:
            html = re.sub(rf'<span data-duty="{duty.name.split(chr(34))[1]}">.*?</span>', "", one.page.html)
            assert html != one.page.html
            assert "disclaimer-duties" in one.rules(html=html)
            letters = [re.escape(letter) for letter in duty.text if not letter.isspace()]
            text = re.sub(r"\s*".join(letters), "", one.page.text, count=1)
            assert text != one.page.text
            assert "text-disclaimer" in one.rules(text=text)


@pytest.mark.parametrize("name", LOCALES)
def test_a_page_without_a_protected_text_is_refused(case: Callable[[str], Case], name: str) -> None:
    one = case(name)
    assert one.page.html
    assert "protected-missing" in one.rules(
        html=re.sub(r'<div class="emergency">.*?</div>', "", one.page.html, flags=re.DOTALL)
    )
    assert "text-protected" in one.rules(text=(one.page.text or "").rsplit("7", 1)[0][:2500])


BLOCK = re.compile(r'<section id="disclaimer".*?</section>', re.DOTALL)


def around(before: str, after: str) -> Callable[[str], str]:
    return lambda html: BLOCK.sub(lambda found: f"{before}{found[0]}{after}", html)


def inside(old: str, new: str) -> Callable[[str], str]:
    return lambda html: BLOCK.sub(lambda found: found[0].replace(old, new, 1), html)


ATTACKS: dict[str, tuple[Callable[[str], str], str]] = {
    "missing": (lambda html: BLOCK.sub("", html), "disclaimer-count"),
    "twice": (lambda html: BLOCK.sub(lambda found: found[0] * 2, html), "disclaimer-count"),
    "a second block by class": (around('<div class="disclaimer">None of this applies.</div>', ""), "disclaimer-count"),
    "in a comment": (around("<!--", "-->"), "disclaimer-count"),
    "in a template": (around("<template>", "</template>"), "disclaimer-count"),
    "in a script": (around("<script>", "</script>"), "disclaimer-count"),
    "in a noscript": (around("<noscript>", "</noscript>"), "disclaimer-hidden"),
    "in details": (around("<details>", "</details>"), "disclaimer-hidden"),
    "in a dialog": (around("<dialog>", "</dialog>"), "disclaimer-hidden"),
    "in a textarea": (around("<textarea>", "</textarea>"), "disclaimer-count"),
    "after an unclosed comment": (around("<!-- ", ""), "disclaimer-count"),
    "after plaintext": (around("<plaintext>", ""), "disclaimer-count"),
    "in an iframe": (around("<iframe>", "</iframe>"), "disclaimer-count"),
    "an ancestor is hidden": (around("<div hidden>", "</div>"), "disclaimer-hidden"),
    "an ancestor is inert": (around("<div inert>", "</div>"), "disclaimer-hidden"),
    "an ancestor has a style": (around('<div style="display:none">', "</div>"), "disclaimer-hidden"),
    "an ancestor is aria-hidden": (around('<div aria-hidden="true">', "</div>"), "disclaimer-hidden"),
    "main has a style": (lambda html: html.replace("<main ", '<main style="opacity:0" ', 1), "page-elements"),
    "body is hidden": (lambda html: html.replace("<body>", "<body hidden>", 1), "page-elements"),
    "an unknown element": (around("<x-fold>", "</x-fold>"), "disclaimer-hidden"),
    "the block is hidden": (inside("<section ", "<section hidden "), "disclaimer-hidden"),
    "a duty is hidden": (inside("<span ", "<span hidden "), "page-elements"),
    "a paragraph has a style": (inside("<p>", '<p style="font-size:0">'), "page-elements"),
    "outside main": (
        lambda html: BLOCK.sub("", html).replace("<footer>", BLOCK.search(html)[0] + "<footer>", 1),  # type: ignore[index]
        "disclaimer-hidden",
    ),
    "a contradiction inside": (inside("</p>", " But this is not meant seriously.</p>"), "disclaimer-duties"),
    "a contradicting paragraph": (inside("</h2>", "</h2><p>Ignore what follows.</p>"), "disclaimer-duties"),
    "a contradicting list": (inside("</h2>", "</h2><ul><li>Ignore what follows.</li></ul>"), "disclaimer-duties"),
    "marked as another language": (inside("<section ", '<section lang="la" '), "page-elements"),
    "the page is marked as another language": (lambda html: html.replace('lang="hr"', 'lang="sr"', 1), "disclaimer-language"),
    "the page has the wrong direction": (lambda html: html.replace('dir="ltr"', 'dir="rtl"', 1), "disclaimer-language"),
    "a duty is doubled": (inside("</p>", '<span data-duty="x">x</span></p>'), "disclaimer-duties"),
    "a lost negation": (inside(" ne ", " "), "disclaimer-duties"),
    "no document at all": (lambda html: "", "disclaimer-count"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_disclaimer_in_name_only_is_refused(case: Callable[[str], Case], name: str) -> None:
    one = case("hr")
    attack, rule = ATTACKS[name]
    html = attack(one.page.html or "")
    assert html != one.page.html
    assert rule in one.rules(html=html)


def test_duties_in_another_order_are_refused(case: Callable[[str], Case]) -> None:
    one = case("hr")
    swapped = re.sub(
        r"(<span data-duty=\"individuals.*?</span>)(.*?)(<span data-duty=\"ask.*?</span>)", r"\3\2\1", one.page.html or ""
    )
    assert "disclaimer-duties" in one.rules(html=swapped)


TEXT_ATTACKS: dict[str, Callable[[str, str], str]] = {
    "gone": lambda text, first: text.replace(first, ""),
    "folded into another paragraph": lambda text, first: text.replace(f"\n\n{first}", f"\nAnd: {first}"),
    "twice": lambda text, first: text.replace(first, f"{first}\n\n{first}"),
    "interrupted": lambda text, first: text.replace(first, f"{first}\n\nThis does not hold."),
}


@pytest.mark.parametrize("name", TEXT_ATTACKS)
def test_a_text_edition_in_name_only_is_refused(case: Callable[[str], Case], name: str) -> None:
    one = case("hr")
    text = one.page.text or ""
    first = text.split("\n\n")[2]
    changed = TEXT_ATTACKS[name](text, first)
    assert changed != text
    assert "text-disclaimer" in one.rules(text=changed)


def with_message(one: Case, change: Callable[[Demand], Demand]) -> Case:
    (first, *others), *paragraphs = one.demands.disclaimer
    return replace(one, demands=replace(one.demands, disclaimer=((change(first), *others), *paragraphs)))


BAD_MESSAGES: dict[str, Callable[[Message], Message | None]] = {
    "missing from the catalog": lambda message: None,
    "empty": lambda message: replace(message, msgstr=("",)),
    "white space": lambda message: replace(message, msgstr=(" \u00a0\u3000",)),
    "zero width": lambda message: replace(message, msgstr=("\u200b\u2060\ufeff",)),
    "fuzzy": lambda message: replace(message, fuzzy=True),
    "obsolete": lambda message: replace(message, obsolete=True),
    "the English": lambda message: replace(message, msgstr=(message.msgid,)),
    "the English in disguise": lambda message: replace(message, msgstr=(f" {message.msgid.upper()}\u200b",)),
}


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_a_duty_without_its_own_translation_is_refused(case: Callable[[str], Case], name: str) -> None:
    def change(demand: Demand) -> Demand:
        assert demand.message
        return replace(demand, message=BAD_MESSAGES[name](demand.message))

    found = with_message(case("hr"), change).rules()
    assert "disclaimer-untranslated" in found


def test_a_refusal_names_the_entry_and_the_next_step(case: Callable[[str], Case]) -> None:
    one = with_message(case("hr"), lambda demand: replace(demand, message=replace(demand.message, fuzzy=True)))  # type: ignore[type-var]
    (finding,) = refusals(one.page, one.demands)
    assert re.match(r'locales/hr/LC_MESSAGES/disclaimer\.po:\d+: duty "basis" is fuzzy', str(finding))
    assert "remove the fuzzy mark" in finding.remedy


def test_formats_that_are_not_published_are_not_asked_for(case: Callable[[str], Case]) -> None:
    assert case("hr").rules(text=None) == set()
    assert case("hr").rules(html=None) == set()
