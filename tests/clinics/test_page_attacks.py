"""A clinic's page, attacked: whatever its parts are not, and wherever else they stand, the gate refuses it by its rule."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gate import judge
from pipeline.law.fragment import fragment_of
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.page import Demand, bare
from pipeline.model.practice import Form, Line, Logo, Mark, Practice, Run
from tests.clinics.samples import BERLIN, ClinicCase, case_of, clinic_case

LOCALES = ["de", "ar", "en"]
SECTION = re.compile(r'<section id="practice".*?</section>\n', re.DOTALL)
DISCLAIMER = re.compile(r'<section id="disclaimer".*?</section>\n', re.DOTALL)
LABEL = re.compile(r'<p class="practice-label".*?</p>\n')
SAMPLE = re.compile(r'<p class="practice-sample".*?</p>\n')
EMERGENCY = re.compile(r'<p class="practice-emergency".*?</p>\n')
TEXT = re.compile(r"(<section id=\"practice\".*?)(<p(?: lang=\"en\" dir=\"ltr\")?>.*?</p>\n)", re.DOTALL)
CALL = '<a href="tel:112" dir="ltr">112</a>'
SHEET = '<link rel="stylesheet" href="../clinic.css">\n'


def once(old: str, new: str) -> Callable[[str], str]:
    return lambda html: html.replace(old, new, 1)


def first(what: re.Pattern[str], change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda html: what.sub(lambda found: change(found[0]), html, count=1)


def last(old: str, new: str) -> Callable[[str], str]:
    def change(html: str) -> str:
        before, _, after = html.rpartition(old)
        return f"{before}{new}{after}"

    return change


def moved(what: re.Pattern[str], before: str) -> Callable[[str], str]:
    """A part taken out, and put before something else."""

    def change(html: str) -> str:
        found = what.search(html)
        assert found
        return what.sub("", html, count=1).replace(before, found[0] + before, 1)

    return change


ATTACKS: dict[str, Callable[[str], str]] = {
    "its section stands in <main>": moved(SECTION, "</main>"),
    "its section stands before <main>": moved(SECTION, '<main id="article">'),
    "its section stands in the footer": lambda html: SECTION.sub("", html).replace(
        "<footer>\n", "<footer>\n" + SECTION.findall(html)[0]
    ),
    "its section stands twice": first(SECTION, lambda found: found * 2),
    "its section is missing": first(SECTION, lambda found: ""),
    "its top stands in <main>": moved(EMERGENCY, '<section id="disclaimer"'),
    "its number is missing at the top": first(EMERGENCY, lambda found: ""),
    "its number is missing below": lambda html: last(EMERGENCY.findall(html)[-1], "")(html),
    "a second number": first(EMERGENCY, lambda found: found * 2),
    "another number beside it": once(CALL, f'{CALL} / <a href="tel:110" dir="ltr">110</a>'),
    "another number at the top": once(CALL, CALL.replace("112", "110")),
    "another number below": last(CALL, CALL.replace("112", "110")),
    "another number in both places": lambda html: html.replace(CALL, CALL.replace("112", "110")),
    "its link calls another number": once(CALL, CALL.replace("tel:112", "tel:110")),
    "its link says another number": once(CALL, CALL.replace(">112<", ">110<")),
    "its number is no link": once(CALL, "112"),
    "its number in other digits": once(CALL, CALL.replace(">112<", ">١١٢<")),
    "its contact calls another number": once('href="tel:+49', 'href="tel:+43'),
    "a further link": last("</section>\n<footer>", '<p><a href="https://example.org/">x</a></p>\n</section>\n<footer>'),
    "a further paragraph": last("</section>\n<footer>", "<p>Ignore what is above.</p>\n</section>\n<footer>"),
    "a further paragraph after it": once("</section>\n<footer>", "</section>\n<p>Ignore what is above.</p>\n<footer>"),
    "a further heading": last("</section>\n<footer>", "<h2>x</h2>\n</section>\n<footer>"),
    "a paragraph less": lambda html: TEXT.sub(r"\1", html, count=1),
    "two of its lines change places": lambda html: LABEL.sub(
        "", SAMPLE.sub(lambda found: LABEL.findall(html)[0] + found[0], html)
    ),
    "no label": first(LABEL, lambda found: ""),
    "no notice that it is a sample": first(SAMPLE, lambda found: ""),
    "its note on the law is cut": last("2026", "2025"),
    "its note on the law leads elsewhere": once("https://example.org/law?a", "https://example.net/law?a"),
    "a class": once('class="practice-emergency"', 'class="practice-emergency skip"'),
    "a style": once('<p class="practice">', '<p class="practice" style="display:none">'),
    "hidden": once('<section id="practice"', '<section hidden id="practice"'),
    "an element around it": first(SECTION, lambda found: f"<div>\n{found}</div>\n"),
    "folded up": first(SECTION, lambda found: f"<details>\n{found}</details>\n"),
    "in a comment": first(SECTION, lambda found: f"<!--\n{found}-->\n"),
    "a disclaimer of its own": last("</section>\n<footer>", '<p class="disclaimer">x</p>\n</section>\n<footer>'),
    "another picture": once('src="../logo.png"', 'src="https://example.org/logo.png"'),
    "a picture that covers the page": once('width="120" height="40"', 'width="1200" height="4000"'),
    "a picture that runs": once("<img ", '<img onload="x" '),
    "a picture that speaks": once('alt=""', 'alt="The disclaimer is void."'),
    "no picture": first(re.compile("<img [^>]*>"), lambda found: ""),
    "pictures from anywhere": once("img-src 'self'", "img-src *"),
    "no sheet of its own": once(SHEET, ""),
    "its sheet twice": once(SHEET, SHEET * 2),
    "another sheet": once("../clinic.css", "../other.css"),
    "a sheet of another site": once(SHEET, f'{SHEET}<link rel="stylesheet" href="https://example.org/x.css">\n'),
    "its sheet comes first": lambda html: html.replace(SHEET, "").replace(
        '<link rel="stylesheet"', f'{SHEET}<link rel="stylesheet"'
    ),
    "another name": once("Musterpraxis &lt;Spree&gt; &amp; Co</bdi></p>", "Other</bdi></p>"),
}
MOVED = {
    "the disclaimer stands in its section": lambda html: last(
        "</section>\n<footer>", DISCLAIMER.findall(html)[0] + "</section>\n<footer>"
    )(DISCLAIMER.sub("", html)),
    "the disclaimer stands after its section": moved(DISCLAIMER, "<footer>"),
}


@pytest.mark.parametrize("name", LOCALES)
def test_a_clinics_page_passes_and_so_does_its_fragment(name: str) -> None:
    one = clinic_case(name)
    assert one.refusals() == ()
    assert one.refusals(html=None, fragment=None) == ()
    assert one.refusals(text=None) == ()
    assert one.refusals(fragment=None) == ()


@pytest.mark.parametrize("name", LOCALES)
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_spoilt_part_is_refused_and_named(name: str, attack: str) -> None:
    one = clinic_case(name)
    html = ATTACKS[attack](one.html)
    assert html != one.html
    # The fragment is made anew, as an attacker would: the page itself is what is refused.
    found = one.rules(html=html, fragment=fragment_of(html) or "none")
    assert found & {"practice-parts", "page-elements", "page-strange", "page-links"}, found
    outside = {"a further paragraph after it", "an element around it", "folded up", "in a comment"}
    added = {"a sheet of another site", "its section stands twice"}
    assert "practice-parts" in found or attack in outside | added, found


@pytest.mark.parametrize("name", LOCALES)
@pytest.mark.parametrize("attack", MOVED)
def test_the_disclaimer_stays_at_the_end_of_the_article(name: str, attack: str) -> None:
    one = clinic_case(name)
    html = MOVED[attack](one.html)
    assert html != one.html
    assert {"disclaimer-hidden"} <= one.rules(html=html, fragment=fragment_of(html))


@pytest.mark.parametrize("name", LOCALES)
def test_a_page_of_the_site_has_no_practice_and_a_clinics_page_is_none_of_the_site(name: str) -> None:
    one = clinic_case(name)
    site = replace(one, page=one.site, demands=replace(one.demands, practice=None, practice_texts=()))
    assert site.refusals() == ()
    assert {"page-elements", "page-strange", "page-links"} <= site.rules(html=one.html)
    assert "text-strange" in site.rules(text=one.text)
    assert one.rules(html=one.site.html, text=one.site.text) >= {"practice-parts", "text-practice"}
    for part in (SECTION, SAMPLE, LABEL, EMERGENCY, re.compile('<p class="practice">.*?</p>\n')):
        (found, *_) = part.findall(one.html)
        for place in ("</main>\n", '<main id="article">\n', "<footer>\n", "</body>"):
            html = site.html.replace(place, place + found, 1)
            assert html != site.html
            assert site.rules(html=html) & {"page-elements", "page-strange"}, (part.pattern, place)


def without_look(one: ClinicCase) -> ClinicCase:
    practice = one.demands.practice
    assert practice
    return replace(one, demands=replace(one.demands, practice=replace(practice, coloured=False, logo=None)))


def test_a_clinic_without_a_look_has_no_sheet_and_no_picture() -> None:
    plain = case_of("de", replace(BERLIN, look=None), None)
    assert plain.refusals() == ()
    assert ("clinic.css" in plain.html, "<img" in plain.html) == (False, False)
    sheet = plain.html.replace("</head>", f"{SHEET}</head>")
    assert "page-elements" in plain.rules(html=sheet)
    assert {"practice-parts", "page-elements"} <= without_look(clinic_case("de")).rules()


@pytest.mark.parametrize("name", LOCALES)
def test_law_without_any_line_of_it_the_text_edition_is_refused(name: str) -> None:
    one = clinic_case(name)
    practice = one.demands.practice
    assert practice
    lines = one.text.rstrip("\n").split("\n")
    start = one.text[: one.text.rindex(f"\n\n{practice.name}\n")].count("\n") + 2
    assert len(lines) - start > len(practice.lines)
    for at in range(start, len(lines)):
        if lines[at]:
            cut = "\n".join(lines[:at] + lines[at + 1 :]) + "\n"
            assert "text-practice" in one.rules(text=cut), lines[at]
            added = "\n".join([*lines[:at], "Ignore what is above.", *lines[at:]]) + "\n"
            assert "text-practice" in one.rules(text=added), lines[at]


@pytest.mark.parametrize("name", LOCALES)
@pytest.mark.parametrize("change", ["112:110", "before", "after", "twice", "nothing", "alone"])
def test_a_spoilt_text_edition_is_refused(name: str, change: str) -> None:
    one = clinic_case(name)
    practice = one.demands.practice
    assert practice
    head, tail = one.text[: (at := one.text.rindex(f"\n\n{practice.name}\n"))], one.text[at:]
    texts = {
        "112:110": head + tail.replace("112", "110"),
        "before": one.text.replace("\n\n", tail.rstrip("\n") + "\n\n", 1).replace(tail, "\n"),
        "after": f"{one.text}\nIgnore what is above.\n",
        "twice": one.text + tail.lstrip("\n"),
        "nothing": "",
        "alone": tail.lstrip("\n"),
    }
    assert texts[change] != one.text
    assert "text-practice" in one.rules(text=texts[change]) or change == "twice"
    assert one.rules(text=texts[change])


FRAGMENTS: dict[str, Callable[[str], str]] = {
    "a class of its own": once('class="polyclinic"', 'class="other"'),
    "a class less": once('class="polyclinic-disclaimer"', ""),
    "a class more": once('class="polyclinic-disclaimer"', 'class="polyclinic-disclaimer skip"'),
    "another language": first(re.compile(' lang="[a-z]+"'), lambda found: ' lang="fr"'),
    "another number": once("112", "110"),
    "a sentence more": once("</div>\n", "<p>x</p></div>\n"),
    "a script": lambda html: html + "<script>x</script>",
    "one byte more": lambda html: html + "\n",
    "nothing": lambda html: "",
    "another page": lambda html: case_of("de", replace(BERLIN, booking=""), None).fragment,
    "no practice": lambda html: html[: html.index('<section id="polyclinic-practice"')] + "</div>\n",
    "no disclaimer": first(re.compile('<section id="polyclinic-disclaimer.*?</section>\n', re.DOTALL), lambda found: ""),
}


@pytest.mark.parametrize("name", LOCALES)
@pytest.mark.parametrize("attack", FRAGMENTS)
def test_a_fragment_that_is_not_its_pages_is_refused(name: str, attack: str) -> None:
    one = clinic_case(name)
    changed = FRAGMENTS[attack](one.fragment)
    assert changed != one.fragment
    assert one.rules(fragment=changed) == {"fragment-same"}


@pytest.mark.parametrize("html", [None, "", "<p>x</p>"])
def test_a_fragment_without_its_page_is_refused(html: str | None) -> None:
    one = clinic_case("de")
    assert one.rules(html=html)
    assert fragment_of(html or "") == ""
    assert one.rules(html=html, fragment="")


def test_a_fragment_names_everything_after_the_project_and_leads_back_to_the_site() -> None:
    fragment = clinic_case("ar").fragment
    assert fragment.startswith('<div class="polyclinic" lang="ar" dir="rtl">\n')
    assert [
        name
        for name in re.findall(r' (?:id|class|aria-labelledby)="([^"]*)"', fragment)[1:]
        if not name.startswith("polyclinic-")
    ] == []
    places = set(re.findall(r' href="#([^"]*)"', fragment))
    assert places
    assert places <= set(re.findall(r' id="([^"]*)"', fragment))
    page = '<!DOCTYPE html>\n<html lang="de" dir="ltr">\n<main id="article">\n<a href="other.html">x</a></main>\n<footer>\n'
    assert 'href="other.html"' in fragment_of(page)
    home = page.replace("<main", '<link rel="canonical" href="https://example.org/de/this.html">\n<main', 1)
    assert 'href="https://example.org/de/other.html"' in fragment_of(home)


DUTIES = [(name, demand.name) for name in LOCALES for demand in clinic_case(name).demands.duties]


@pytest.mark.parametrize("edition", ["html", "text", "fragment"])
@pytest.mark.parametrize(("name", "duty"), DUTIES)
def test_law_without_any_duty_no_edition_is_published(name: str, duty: str, edition: str) -> None:
    one = clinic_case(name)
    text = next(demand.text for demand in one.demands.duties if demand.name == duty)
    whole = {"html": one.html, "text": one.text, "fragment": one.fragment}[edition]
    folded = re.compile(r"\s*".join(re.escape(sign) for sign in text.replace(" ", "")))
    cut = folded.sub("", whole)
    assert cut != whole
    assert one.rules(**{edition: cut})
    if edition == "html":
        assert "disclaimer-duties" in one.rules(html=cut, fragment=fragment_of(cut))


@given(st.sampled_from(LOCALES), st.data())
def test_law_any_changed_sign_of_its_parts_is_refused(name: str, data: st.DataObject) -> None:
    one = clinic_case(name)
    spans = [found.span() for part in (SECTION, EMERGENCY) for found in part.finditer(one.html)]
    start, end = data.draw(st.sampled_from(spans))
    at = data.draw(st.integers(start, end - 1))
    sign = data.draw(st.characters(codec="utf-8", exclude_characters=one.html[at]))
    html = f"{one.html[:at]}{sign}{one.html[at + 1 :]}"
    assert "practice-parts" in one.rules(html=html, fragment=None)


def with_practice(change: Callable[[Practice], Practice], **demanded: object) -> set[str]:
    """The rules that a page breaks of which another practice is demanded."""
    one = clinic_case("de")
    assert one.demands.practice
    demands = replace(one.demands, practice=change(one.demands.practice), **demanded)  # type: ignore[arg-type]
    return {finding.rule for finding in judge(one.page, demands).refusals}


def saying(run: Run, form: Form = Form.TEXT) -> Callable[[Practice], Practice]:
    return lambda practice: replace(practice, lines=(*practice.lines, Line(form, (run,))))


def calling(*runs: Run) -> Callable[[Practice], Practice]:
    def change(practice: Practice) -> Practice:
        line = Line(Form.EMERGENCY, runs)
        lines = tuple(line if one.form is Form.EMERGENCY else one for one in practice.lines)
        return replace(practice, emergency=line, lines=lines)

    return change


NUMBER = Run("112", Mark.CODE, "tel:112")
WHOLE: dict[str, Callable[[Practice], Practice]] = {
    "no number": calling(Run("Call for help.")),
    "two numbers": calling(NUMBER, Run(" or "), Run("110", Mark.CODE, "tel:110")),
    "a number that says another": calling(Run("112", Mark.CODE, "tel:110")),
    "a number as long as a subscriber's": calling(Run("1121121", Mark.CODE, "tel:1121121")),
    "a number on the web": calling(Run("112", Mark.CODE, "https://example.org/112")),
    "the sentence twice": lambda practice: replace(practice, lines=(*practice.lines, practice.emergency)),
    "the sentence only at the top": lambda practice: replace(
        practice, lines=tuple(line for line in practice.lines if line.form is not Form.EMERGENCY)
    ),
    "no heading": lambda practice: replace(practice, lines=practice.lines[1:]),
    "two headings": lambda practice: replace(practice, lines=(practice.lines[0], *practice.lines)),
    "a row without a term": saying(Run("x"), Form.ROW),
    "a term without a row": lambda practice: replace(practice, lines=(*practice.lines, Line(Form.TEXT, (Run("x"),), Run("y")))),
    "a picture as high as the page": lambda practice: replace(practice, logo=Logo(120, 4000)),
    "a picture of nothing": lambda practice: replace(practice, logo=Logo(0, 0)),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_practice_that_is_none_is_refused_unseen(name: str) -> None:
    assert "practice-whole" in with_practice(WHOLE[name])


@pytest.mark.parametrize(
    "run",
    [
        Run(""),
        Run(" "),
        Run("two  gaps"),
        Run("x" * 1201),
        Run("a\u200bb"),
        Run("a\u202eb"),
        Run("a\u2066b"),
        Run("a\nb"),
        Run("a\u3164b"),
        Run("a\ue000b"),
        Run("x", Mark.PLAIN, "javascript:x"),
        Run("x", Mark.PLAIN, "http://example.org/"),
        Run("x", Mark.PLAIN, "other.html"),
        Run("x", Mark.PLAIN, "#disclaimer"),
        Run("x", Mark.PLAIN, "tel:112;ext=1"),
        Run("x", Mark.PLAIN, 'https://example.org/ "onclick='),
    ],
)
def test_a_text_or_a_link_that_could_hide_something_is_refused_unseen(run: Run) -> None:
    assert "practice-characters" in with_practice(saying(run))
    assert "practice-characters" in with_practice(lambda practice: replace(practice, name=run.text)) or run.href
    if not run.href:
        assert "practice-characters" in with_practice(
            lambda practice: replace(practice, lines=(*practice.lines, Line(Form.ROW, (Run("x"),), run)))
        )


@pytest.mark.parametrize(
    "text", ["Wir s\u0440rechen Deutsch.", "Wir  sprechen", "\u202eWir", "Мы говорим", "Siehe https://example.org"]
)
def test_a_translation_in_other_letters_is_refused_unseen(text: str) -> None:
    demand = clinic_case("de").demands.duties[0]
    spoilt = replace(demand, name="the clinic's text", source="We speak.", text=text)
    assert "practice-characters" in with_practice(lambda practice: practice, practice_texts=(spoilt,))


def test_an_emergency_sentence_in_english_is_refused_unseen_for_that_alone() -> None:
    one = clinic_case("de")
    assert one.demands.practice
    line = replace(one.demands.practice.emergency, english=True)
    lines = tuple(line if said.form is Form.EMERGENCY else said for said in one.demands.practice.lines)
    english = replace(one.demands, practice=replace(one.demands.practice, emergency=line, lines=lines))
    lost = replace(one.demands.duties[0], name="whom to call", message=None)
    for demands, place in (
        (english, "source/clinics/sample-berlin.toml"),
        (replace(english, practice_protected=(lost,)), lost.place.path),
    ):
        (found,) = (found for found in judge(one.page, demands).refusals if found.rule == "practice-untranslated")
        assert found.place.path == place


@pytest.mark.parametrize("english", [False, True])
def test_a_line_that_poses_as_the_disclaimer_is_refused_unseen(english: bool) -> None:
    one = clinic_case("de")
    texts: list[Demand] = [one.demands.title, *one.demands.duties, *one.demands.protected]
    for demand in texts:
        for said in (demand.text, demand.text.upper(), f"Hinweis: {demand.text}"):
            if bare(said) != bare(demand.text) and len(bare(demand.text)) < 20:
                continue
            line = Line(Form.TEXT, (Run(said),), english=english)
            found = with_practice(lambda practice, line=line: replace(practice, lines=(*practice.lines, line)))  # type: ignore[misc]
            assert "practice-apart" in found, said


def test_each_refusal_of_a_clinic_names_its_settings_or_its_file() -> None:
    one = clinic_case("de")
    (found,) = one.refusals(text=one.text + "\nx\n", html=None, fragment=None)[:1]
    assert found.place == Place("de/dry-needling.txt")
    spoilt = replace(one.demands, practice=WHOLE["no number"](one.demands.practice))  # type: ignore[arg-type]
    assert {finding.place.path for finding in judge(one.page, spoilt).refusals} == {"source/clinics/sample-berlin.toml"}
    assert one.page.locale == Locale("de")


def told(change: Callable[[Practice], Practice]) -> set[str]:
    """What the refusals of a page say of which another practice is demanded."""
    one = clinic_case("de")
    assert one.demands.practice
    return {
        finding.problem for finding in judge(one.page, replace(one.demands, practice=change(one.demands.practice))).refusals
    }


def test_a_refusal_says_what_is_wrong_and_shows_the_beginning_of_it() -> None:
    assert told(saying(Run("a\ue000b"))) & {"'a\\ue000b' holds U+E000 without a name"}
    assert f"{'x' * 40!r} holds U+200B ZERO WIDTH SPACE" in told(saying(Run("x" * 60 + "\u200b")))
    assert f"{'x' * 40!r} is empty, too long, or has gaps" in told(saying(Run("x" * 1201)))
    assert not [one for one in told(saying(Run("x" * 1200))) if "too long" in one]
    assert f"a link to {'https://' + '!' * 52!r}" in told(saying(Run("x", Mark.PLAIN, "https://" + "!" * 99)))
    one = clinic_case("de")
    (text,) = {finding.problem for finding in one.refusals(text=one.text + "\nx\n") if finding.rule == "text-practice"}
    assert text == "it does not end with what the practice says, word for word"


def test_twenty_letters_of_a_duty_are_telling_and_nineteen_are_not() -> None:
    duty = max((demand.text for demand in clinic_case("de").demands.duties), key=len)
    beginning = next(duty[:end] for end in range(len(duty)) if len(bare(duty[:end])) == 20)
    assert "practice-apart" in with_practice(saying(Run(beginning.strip())))
    shorter = next(duty[:end] for end in range(len(duty)) if len(bare(duty[:end])) == 19)
    assert "practice-apart" not in with_practice(saying(Run(shorter.strip())))
