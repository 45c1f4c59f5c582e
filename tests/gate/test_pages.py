"""The gate on finished HTML: what passes, and each way of carrying a disclaimer or a caution in name only."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gate import RULES
from pipeline.law.texts import TEXT_RULES
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from tests.gate.attacks import BLOCK, PAGES
from tests.gate.pages import LOCALES, case

_ATTRIBUTES = ("hidden", "inert", 'style="x"', 'aria-hidden="true"', "popover", 'class="skip"', 'onclick="x"')


@pytest.mark.parametrize("name", LOCALES)
def test_the_real_pages_pass(name: str) -> None:
    assert case(name).refusals() == ()
    assert case(name).rules(text=None) == set()
    assert case(name).rules(html=None) == set()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_name_only_is_refused(name: str) -> None:
    one = case("hr")
    attack, rule = PAGES[name]
    html = attack(one.html)
    assert html != one.html
    assert rule in one.rules(html=html)


@pytest.mark.parametrize("name", LOCALES)
def test_a_page_without_any_one_duty_is_refused(name: str) -> None:
    one = case(name)
    for duty in one.demands.duties:
        html = re.sub(rf'<span data-duty="{duty.name.split(chr(34))[1]}">.*?</span>', "", one.html)
        assert html != one.html
        (finding,) = (found for found in one.refusals(html=html) if "lacks" in found.problem)
        assert (finding.rule, duty.name in finding.problem) == ("disclaimer-duties", True)


@pytest.mark.parametrize("name", LOCALES)
def test_a_page_without_any_one_caution_is_refused(name: str) -> None:
    one = case(name)
    for container in re.findall(r'<div class="(?:emergency|caution|protected)">.*?</div>', one.html, re.DOTALL):
        assert "protected-missing" in one.rules(html=one.html.replace(container, ""))


def test_a_caution_that_stands_twice_is_demanded_twice() -> None:
    one = case("hr")
    doubled = one.demanding(protected=one.demands.protected * 2)
    assert doubled.rules() == {"protected-missing", "page-strange"} & doubled.rules()
    assert "protected-missing" in doubled.rules()


def test_duties_in_another_order_are_refused() -> None:
    swap = re.compile(r'(<span data-duty="individuals.*?</span>)(.*?)(<span data-duty="ask.*?</span>)')
    html = swap.sub(r"\3\2\1", case("hr").html)
    assert "disclaimer-duties" in case("hr").rules(html=html)


def test_a_page_of_another_locale_is_refused() -> None:
    assert {"disclaimer-language", "disclaimer-duties"} <= case("hr").rules(html=case("de").html)


def test_each_refusal_names_its_rule_its_place_and_the_next_step() -> None:
    one = case("hr")
    found = one.refusals(html=BLOCK.sub("", one.html))
    assert found[0] == Finding(
        Severity.REFUSAL,
        "disclaimer-count",
        "hr",
        Place("hr/dry-needling.html"),
        "0 disclaimers, not one",
        "build again; if it stays, mend the template or the style",
    )


def test_each_rule_says_its_law() -> None:
    for rule in (*TEXT_RULES, *RULES[".html"], *RULES[".txt"]):
        assert (rule.__doc__ or "").endswith("."), rule


duty = st.sampled_from(LOCALES).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from([one.text for one in case(name).demands.duties]))
)


@given(duty, st.data())
def test_law_any_altered_character_of_any_duty_is_refused(chosen: tuple[str, str], data: st.DataObject) -> None:
    name, text = chosen
    at = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(st.characters(codec="utf-8", exclude_characters="<&\r\0" + text[at]))
    changed = text[:at] + sign + text[at + 1 :]
    if " ".join(changed.split(" ")) != changed or (sign in "\t\n\f " and text[at] in "\t\n\f "):
        return  # white space for white space: the same to a reader
    one = case(name)
    assert one.rules(html=one.html.replace(f">{text}</span>", f">{changed}</span>"))
    assert one.html.count(f">{text}</span>") == 1


@given(st.sampled_from(LOCALES), st.data())
def test_law_permuted_or_repeated_duties_are_refused(name: str, data: st.DataObject) -> None:
    one = case(name)
    spans = re.findall(r"<span data-duty=.*?</span>", one.html)
    order = data.draw(st.lists(st.sampled_from(range(len(spans))), min_size=len(spans), max_size=len(spans)))
    pieces = iter([spans[at] for at in order])
    html = re.sub(r"<span data-duty=.*?</span>", lambda _: next(pieces), one.html)
    assert bool(one.rules(html=html)) == (order != sorted(set(order)) or len(set(order)) < len(spans))


@given(st.sampled_from(LOCALES), st.data())
def test_law_any_text_added_anywhere_is_refused(name: str, data: st.DataObject) -> None:
    one = case(name)
    places = [
        found.end() for found in re.finditer(r"<(?:/?(?:p|li|h[1-6]|section|main|div|ul|td|strong)[^>]*|body)>", one.html)
    ]
    text = data.draw(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=9))
    at = data.draw(st.sampled_from(places))
    safe = text.replace("&", "").replace("<", "") or "x"
    assert one.rules(html=f"{one.html[:at]}{safe}{one.html[at:]}")


@given(
    st.sampled_from(LOCALES),
    st.sampled_from(["section", "main", "body"]),
    st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True),
)
def test_law_any_element_around_the_disclaimer_is_refused(name: str, where: str, element: str) -> None:
    one = case(name)
    if element in ("html", "head", "body"):
        return  # HTML lets these be opened twice, and takes no notice
    html = BLOCK.sub(lambda found: f"<{element}>{found[0]}</{element}>", one.html)
    assert one.rules(html=html)


@pytest.mark.parametrize("attribute", _ATTRIBUTES)
@pytest.mark.parametrize("element", ["html", "body", "main", "section", "h2", "p", "span", "div", "strong", "li"])
def test_law_an_attribute_that_could_hide_is_refused_on_every_element(element: str, attribute: str) -> None:
    one = case("hr")
    html = re.sub(rf"<{element}(?=[ >])", f"<{element} {attribute}", one.html)
    assert html != one.html
    assert one.rules(html=html)


def test_a_proof_names_the_bytes_that_were_judged() -> None:
    from hashlib import sha256

    from pipeline.gate import judge

    one = case("hr")
    proof = judge(one.page, one.demands)
    assert proof.page == "hr/dry-needling"
    assert proof.files == {
        "hr/dry-needling.html": sha256(one.html.encode()).hexdigest(),
        "hr/dry-needling.txt": sha256(one.text.encode()).hexdigest(),
    }
    assert [name for name, held in proof.rules if held] == [name for name, _ in proof.rules]
    assert {name for name, _ in proof.rules} == {
        rule.__name__.replace("_", "-") for rule in (*TEXT_RULES, *RULES[".html"], *RULES[".txt"])
    }
    assert proof.disclaimer
    assert [wording.translation for wording in proof.disclaimer.wordings][1:] == [duty.text for duty in one.demands.duties]
    refused = judge(replace(one.page, html=""), one.demands)
    assert refused.disclaimer is None
    assert ("disclaimer-count", False) in refused.rules
