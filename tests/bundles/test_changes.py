"""What `polyclinic diff` and CHANGES.html say of two editions, and to whom it matters."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.formats.page_passages import html_passages, text_passages
from pipeline.l10n.strings import strings_of
from pipeline.model.catalog import Catalog
from pipeline.model.change import Passage, Turn, Weight
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.publish.bundling.handover import handover_strings
from pipeline.publish.sources import open_project
from pipeline.render.changes_page import render_changes
from pipeline.reports.changes import Side, changes_lines, compare
from tests.bundles.sample import members, only_bundle, polyclinic, small_project
from tests.conftest import ROOT

HR, EN = (Locale.named(name, Place("sample")) for name in ("hr", "en"))
WORDS = st.lists(st.sampled_from(["heat", "ice", "not", "rest", "漢字", "<b>", "&amp;", "\u202e"]), min_size=1, max_size=5).map(
    " ".join
)
PASSAGES = st.lists(st.builds(Passage, WORDS, st.sampled_from(Weight)), max_size=6).map(tuple)


def side(name: str, *passages: Passage, files: dict[str, str] | None = None) -> Side:
    found = {"hr/a.html": str(passages), **(files or {})}
    return Side(name, found, {"hr/a.html": passages}, {"hr/a.html": HR})


@given(PASSAGES, PASSAGES)
def test_what_is_said_makes_the_new_page_of_the_old_one(before: tuple[Passage, ...], after: tuple[Passage, ...]) -> None:
    changes = compare(side("old", *before), side("new", *after))
    assert changes.any is (before != after)
    found = [change for one in changes.locales for page in one.pages for change in page.changes]
    for change in found:
        assert "".join(text for kind, text in change.pieces if kind != "added") == (change.before.text if change.before else "")
        assert "".join(text for kind, text in change.pieces if kind != "removed") == (change.after.text if change.after else "")
    gone = [change.before for change in found if change.before is not None]
    come = [change.after for change in found if change.after is not None]
    key = lambda one: (one.text, one.weight)  # noqa: E731
    assert sorted([*before, *come], key=key) == sorted([*after, *gone], key=key)


def test_what_matters_is_named() -> None:
    kept, plain = Passage("Kept."), Passage("It may hurt for 24 hours.", heading="After")
    caution, duty = Passage("Call for help.", Weight.CAUTION), Passage("No replacement.", Weight.DISCLAIMER)
    more = Passage("It may hurt for 48 hours.", heading="After")
    changes = compare(side("old", kept, plain, caution, duty), side("new", kept, more, duty))
    (one,) = changes.locales
    assert (one.touched(Weight.CAUTION), one.touched(Weight.DISCLAIMER), one.passages) == (True, False, 2)
    first, second = one.pages[0].changes
    assert (first.turn, first.heading, second.turn, second.before) == (Turn.CHANGED, "After", Turn.REMOVED, caution)
    said = "\n".join(changes_lines(changes))
    assert "A CAUTION IS TOUCHED" in said
    assert "DISCLAIMER" not in said
    assert '  changed under "After"\n      - It may hurt for 24 hours.\n      + It may hurt for 48 hours.' in said


def test_a_caution_that_became_plain_text_touches_a_caution() -> None:
    before, after = Passage("Call for help.", Weight.CAUTION), Passage("Call for help.")
    (one,) = compare(side("old", before), side("new", after)).locales
    assert one.touched(Weight.CAUTION)
    assert "it was caution, it is text" in "\n".join(changes_lines(compare(side("old", before), side("new", after))))


def test_files_are_told_once() -> None:
    old = side("old", Passage("1"), files={"hr/a.txt": "1", "style.css": "1", "gone.png": "1"})
    new = side("new", Passage("2"), files={"hr/a.txt": "2", "style.css": "2", "hr/b.txt": "1"})
    # The text edition of a changed page is that page; one that stands alone is a file.
    assert compare(old, new).files == ((Turn.REMOVED, "gone.png"), (Turn.ADDED, "hr/b.txt"), (Turn.CHANGED, "style.css"))


def test_passages_are_what_a_reader_sees() -> None:
    html = """<!DOCTYPE html><html><head><title>No</title></head><body><nav><p>No</p></nav><main><h1>Title</h1>
      <p>One <strong>bold</strong>\n word.</p><ul><li>First<ul><li>Inner</li></ul>tail</li></ul>
      <div class="caution"><p class="label">Caution</p><p>Mind.</p></div>
      <h2>Later</h2><table><tr><td>a</td><td>b</td></tr></table>
      <section id="disclaimer" class="disclaimer"><h2>Disclaimer</h2><p><span>A.</span> <span>B.</span></p></section></main>
      <section id="practice" class="practice"><p>We.</p></section><footer><p>No</p></footer></body></html>"""
    assert [(one.text, one.weight, one.heading) for one in html_passages(html)] == [
        ("Title", Weight.TEXT, ""),
        ("One bold word.", Weight.TEXT, "Title"),
        ("First", Weight.TEXT, "Title"),
        ("Inner", Weight.TEXT, "Title"),
        ("tail", Weight.TEXT, "Title"),
        ("Caution", Weight.CAUTION, "Title"),
        ("Mind.", Weight.CAUTION, "Title"),
        ("Later", Weight.TEXT, ""),
        ("a", Weight.TEXT, "Later"),
        ("b", Weight.TEXT, "Later"),
        ("Disclaimer", Weight.DISCLAIMER, ""),
        ("A. B.", Weight.DISCLAIMER, "Disclaimer"),
        ("We.", Weight.PRACTICE, "Disclaimer"),
    ]
    assert [one.text for one in text_passages("A\nb\n\n\n  c\n")] == ["A b", "c"]


def test_no_word_of_a_page_is_lost(site: Path) -> None:
    for path in (site / "hr/dry-needling.html", site / "ar/dry-needling.html"):
        html = path.read_text("utf-8")
        main = LexborHTMLParser(html).css_first("main")
        for contents in main.css("nav"):
            contents.decompose()
        said = "".join(one.text for one in html_passages(html))
        assert re.sub(r"\s", "", main.text(deep=True)) in re.sub(r"\s", "", said)


HOSTILE = '<script>alert(1)</script>" onload=x &lt;\u202e'


def test_the_page_escapes_all_that_comes_from_pages() -> None:
    old, new = Passage(f"A {HOSTILE} b", heading=HOSTILE), Passage(f"A {HOSTILE} c", heading=HOSTILE)
    files = {HOSTILE: "1"}
    changes = compare(side(HOSTILE, old), side("new", new, files=files))
    html = render_changes(changes, EN, {name: strings_of(Catalog("handover")) for name in ("en", "hr")})
    tree = LexborHTMLParser(html)
    assert tree.css("script, [onload], [src], link") == []
    assert {one.attributes.get("href", "")[:1] for one in tree.css("a")} <= {"#"}
    assert HOSTILE in tree.css_first("dd").text()


def test_a_character_that_shows_nothing_is_shown_where_it_is_the_change() -> None:
    changes = compare(side("old", Passage("for 24 hours")), side("new", Passage("for\u200b24 hours")))
    html = render_changes(changes, EN, {name: strings_of(Catalog("handover")) for name in ("en", "hr")})
    assert "⟨U+200B⟩" in html


def parts(locale: Locale, spoken: Locale, passages: int) -> list[str]:
    """What a language's part says in the words of some language, beside the passages, which are numbers here."""
    kinds, before, after = tuple(Weight), [], []
    for at in range(passages):
        before.append(Passage(f"{at}", kinds[at % 4]))
        after.append(Passage(f"{at}", kinds[(at + 1) % 4]))
    old, new = (
        Side(name, {"a.html": name, path: "1"}, {"a.html": tuple(said), path: ()}, {"a.html": locale, path: locale})
        for name, path, said in (("old", "b.html", [*before, Passage("-1")]), ("new", "c.html", after))
    )
    words = handover_strings(open_project(ROOT), spoken)
    html = render_changes(compare(old, new), EN, {"en": handover_strings(open_project(ROOT), EN), locale.name: words})
    texts = (one.text().strip() for one in LexborHTMLParser(html).css_first("section").css("h3, p, p *, dt"))
    return [text for text in texts if text.strip("0123456789")]


@pytest.mark.parametrize("locale", open_project(ROOT).locales, ids=lambda one: one.name)
@pytest.mark.parametrize("passages", [1, 2, 3, 5, 11, 100])
def test_each_language_s_part_is_in_its_own_words(locale: Locale, passages: int) -> None:
    english, own = parts(locale, EN, passages), parts(locale, locale, passages)
    assert any("Before" in text for text in english)
    assert set(own) & set(english) == {"a.html", "b.html", "c.html"}
    assert not any(word in text for text in own for word in ("passage changed", "passages changed", "caution", "practice"))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A project, its bundle, and the bundle after an edit of its caution, made against the first."""
    folder = small_project(tmp_path_factory.mktemp("changes") / "project")
    assert polyclinic(folder, "bundle").returncode == 0
    first = Path(shutil.move(only_bundle(folder), folder.parent / "first.zip"))
    article = folder / "source/articles/first-article.md"
    text = article.read_text("utf-8")
    caution = re.search(r"::: (?:caution|emergency)\n+(.*)", text)
    assert caution is not None
    article.write_text(text.replace(caution[1], f"{caution[1]} A sample sentence."), "utf-8")
    done = polyclinic(folder, "bundle", "--previous", str(first), env={"SOURCE_DATE_EPOCH": "1795908000"})
    assert done.returncode == 0, done.stderr
    return folder, first, only_bundle(folder)


def test_a_bundle_says_what_changed_since_the_last(two: tuple[Path, Path, Path]) -> None:
    _, first, second = two
    html = members(second)["CHANGES.html"].decode()
    assert "A caution changed." in html
    assert "<ins> A sample sentence.</ins>" in html
    assert "polyclinic-site-2026-11-25" in html
    assert "CHANGES.html" not in members(first)


def test_diff_compares_bundles_folders_and_unpacked_bundles(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, first, second = two
    done = polyclinic(folder, "diff", str(first), str(second), "--html", str(tmp_path / "changes.html"))
    assert done.returncode == 1
    assert "A CAUTION IS TOUCHED" in done.stdout
    assert (tmp_path / "changes.html").read_text("utf-8") == members(second)["CHANGES.html"].decode()
    shutil.unpack_archive(second, tmp_path / "unpacked")
    (bag,) = (tmp_path / "unpacked").iterdir()
    for same in (second, bag, folder / "build/site"):
        done = polyclinic(folder, "diff", str(same), str(second))
        assert (done.returncode, done.stdout.splitlines()[1]) == (0, "nothing changed")


def test_what_is_no_page_of_ours_is_not_read_for_ever(two: tuple[Path, Path, Path], tmp_path: Path) -> None:
    folder, first, _ = two
    (tmp_path / "site/en").mkdir(parents=True)
    (tmp_path / "site/en/deep.html").write_text("<div>" * 30_000)
    done = polyclinic(folder, "diff", str(first), str(tmp_path / "site"))
    assert done.returncode == 2
    assert "en/deep.html" in done.stderr


@pytest.mark.parametrize("other", ["nothing.zip", "damaged.zip", "no.zip"])
def test_what_is_no_bundle_is_no_previous_one(two: tuple[Path, Path, Path], tmp_path: Path, other: str) -> None:
    folder, first, _ = two
    (tmp_path / "damaged.zip").write_bytes(first.read_bytes().replace(b"data/index.html", b"data/ondex.html"))
    shutil.copy(ROOT / "LICENSE", tmp_path / "no.zip")
    done = polyclinic(folder, "bundle", "--previous", str(tmp_path / other), env={"SOURCE_DATE_EPOCH": "1795908000"})
    assert done.returncode == 2
    assert other in done.stderr
    assert "Traceback" not in done.stderr
