"""What a build keeps of the checks says the same as a fresh check, and nothing damaged or outdated is believed."""

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import check_across
from pipeline.checks.consistency import Trace, coinciding, traces
from pipeline.checks.rule import Sheet
from pipeline.model.catalog import Catalog, Message, Previous
from pipeline.model.check import Checked
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Mark, Severity
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary
from pipeline.publish import checking
from pipeline.publish.checking import check_locales
from pipeline.publish.checking_cache import FOLDER, Looked, key_of, read_looked, write_looked
from pipeline.publish.sources import open_project

DE = Locale("de")
CATALOG = "locales/de/LC_MESSAGES/dry-needling.po"
TEXT = st.text(max_size=8) | st.just("\udce4")  # a comment may hold a byte that is no text
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
NUMBER = st.integers(0, 2**56)
MESSAGES = st.builds(
    Message,
    TEXT,
    st.none() | TEXT,
    st.none() | TEXT,
    st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
    st.none() | st.builds(Previous, TEXT, st.none() | TEXT, st.none() | TEXT),
    TEXTS,
    TEXTS,
    TEXTS,
    TEXTS,
    st.none() | NUMBER,
)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(Severity),
    TEXT,
    TEXT,
    st.builds(Place, TEXT, st.none() | NUMBER),
    TEXT,
    TEXT,
    st.none() | MESSAGES,
    st.lists(st.builds(Mark, st.none() | NUMBER, NUMBER, NUMBER), max_size=2).map(tuple),
    st.booleans(),
    NUMBER,
    TEXT,
)
LOOKED = st.builds(
    Looked, NUMBER, st.lists(FINDINGS, max_size=3).map(tuple), st.lists(st.builds(Trace, NUMBER, NUMBER, NUMBER)).map(tuple)
)


@given(LOOKED)
def test_what_is_read_is_what_was_written(looked: Looked) -> None:
    again = read_looked(write_looked(looked))
    assert again == looked
    assert repr(again) == repr(looked)  # the lines of messages too, which are no part of their value


def as_built(root: Path) -> Checked:
    return check_locales(open_project(root), [DE], own_alone=True, keeping=True)[DE]


@pytest.fixture
def wrong(project: Path) -> Path:
    """The project with a wrong figure, and two texts that have one translation; nothing is kept yet."""
    shutil.rmtree(project / FOLDER)
    path = project / CATALOG
    path.write_text(path.read_text("utf-8").replace("24", "42", 1), "utf-8")
    return project


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The catalogs that the rules were asked about."""
    names: list[str] = []
    of_one = checking.check_catalog

    def remembered(sheet: Sheet, *rest: object) -> list[Finding]:
        names.append(sheet.catalog.domain)
        return of_one(sheet, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "check_catalog", remembered)
    return names


def test_an_unchanged_catalog_is_not_checked_again_and_says_the_same(wrong: Path, asked: list[str]) -> None:
    first = as_built(wrong)
    assert first.findings
    assert sorted(asked) == ["disclaimer", "dry-needling", "site"]
    asked.clear()
    again = as_built(wrong)
    assert (again, repr(again)) == (first, repr(first))
    assert asked == []
    fresh = check_locales(open_project(wrong), [DE])[DE]
    assert fresh.findings == first.findings


def test_only_what_changed_is_checked_again(wrong: Path, asked: list[str]) -> None:
    as_built(wrong)
    asked.clear()
    path = wrong / CATALOG
    path.write_text(path.read_text("utf-8").replace("42", "24", 1), "utf-8")
    assert as_built(wrong).findings == ()
    assert asked == ["dry-needling"]


def test_another_glossary_asks_for_a_new_check(wrong: Path, asked: list[str]) -> None:
    as_built(wrong)
    asked.clear()
    glossary = wrong / "source/glossary.toml"
    glossary.write_text(glossary.read_text("utf-8") + '\n[[terms]]\nterm = "sample term"\n', "utf-8")
    as_built(wrong)
    assert sorted(asked) == ["disclaimer", "dry-needling", "site"]


def test_what_a_clinic_speaks_is_looked_at_once_for_it_and_the_site(wrong: Path, asked: list[str]) -> None:
    as_built(wrong)
    asked.clear()
    opened = open_project(wrong)
    first = check_locales(opened, [DE], keeping=True)[DE]
    assert sorted(asked) == ["clinic-sample-berlin", "handover"]
    again = check_locales(opened, [DE], keeping=True)[DE]
    assert (again, repr(again), len(asked)) == (first, repr(first), 2)
    assert check_locales(opened, [DE])[DE] == first


def test_a_strange_catalog_has_no_glossary_and_what_is_known_of_it_neither(wrong: Path, asked: list[str]) -> None:
    opened = open_project(wrong)
    (wrong / CATALOG).rename((wrong / CATALOG).with_name("strange.po"))
    check_locales(opened, [DE], keeping=True)
    asked.clear()
    check_locales(replace(opened, glossary=Glossary()), [DE], keeping=True)
    assert sorted(asked) == ["clinic-sample-berlin", "disclaimer", "handover", "site"]


def test_a_region_is_looked_at_anew(wrong: Path, asked: list[str]) -> None:
    opened = open_project(wrong)
    check_locales(opened, [DE], keeping=True)
    asked.clear()
    in_austria = replace(opened, layers={DE: (DE, Locale("de_AT"))})
    assert check_locales(in_austria, [DE], keeping=True)[DE].findings
    assert sorted(asked) == ["clinic-sample-berlin", "disclaimer", "dry-needling", "handover", "site"]


DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[:-20],
    "empty": lambda content: b"",
    "a finding less": lambda content: content.replace(b"figure-changed", b"figure-added"),
    "another key": lambda content: b"0" * 64 + content[64:],
    "no JSON behind a right seal": lambda content: b"{",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_none(wrong: Path, asked: list[str], damage: str) -> None:
    first = as_built(wrong)
    for entry in (wrong / FOLDER).rglob("*.json"):
        entry.write_bytes(DAMAGES[damage](entry.read_bytes()))
    asked.clear()
    assert as_built(wrong).findings == first.findings
    assert "dry-needling" in asked


def test_a_folder_that_cannot_be_written_stops_nothing(wrong: Path) -> None:
    first = as_built(wrong)
    shutil.rmtree(wrong / ".cache")
    (wrong / ".cache").write_text("a file")
    assert as_built(wrong).findings == first.findings


def entries(root: Path) -> set[str]:
    folder = root / FOLDER
    return {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json")}


def test_the_entries_of_catalogs_that_are_gone_go_and_no_others(wrong: Path, asked: list[str]) -> None:
    as_built(wrong)
    mine = entries(wrong)
    assert mine == {"de/disclaimer", "de/dry-needling", "de/site"}
    fr = wrong / FOLDER / "fr/site.json"
    for gone in ("xx/site", "de/old/leaflet", "de/leaflet"):
        path = wrong / FOLDER / f"{gone}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("whatever an older program left")
    fr.parent.mkdir()
    fr.write_text("of a catalog that this build does not read")
    (wrong / FOLDER / "de/mine.txt").write_text("not ours")
    asked.clear()
    as_built(wrong)
    assert asked == []
    assert entries(wrong) == {*mine, "fr/site"}
    assert not (wrong / FOLDER / "xx").exists()
    assert not (wrong / FOLDER / "de/old").exists()
    assert (wrong / FOLDER / "de/mine.txt").exists()


def test_an_entry_that_cannot_be_taken_away_stops_nothing(wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = as_built(wrong)
    old = wrong / FOLDER / "xx/old.json"
    old.parent.mkdir()
    old.write_text("of no catalog")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    # Root may write everywhere, so a folder's mode shows nothing here.
    monkeypatch.setattr(Path, "unlink", refused)
    assert as_built(wrong).findings == first.findings
    assert old.exists()


def test_two_builds_at_once_find_the_same(wrong: Path) -> None:
    first = as_built(wrong)
    for number in range(20):
        path = wrong / FOLDER / f"x{number}/old.json"
        path.parent.mkdir()
        path.write_text("of no catalog")
    with ThreadPoolExecutor(2) as builds:
        both = [*builds.map(as_built, [wrong, wrong])]
    assert [one.findings for one in both] == [first.findings] * 2
    assert entries(wrong) == {"de/disclaimer", "de/dry-needling", "de/site"}


def test_every_part_of_a_key_makes_another_key() -> None:
    def key(catalog: bytes = b"a", locale: str = "de", domain: str = "x", protected: tuple[str, ...] = ()) -> str:
        return key_of(catalog, locale, domain, Glossary(), [(None, name) for name in protected])

    keys = [key(), key(b"b"), key(locale="fr"), key(domain="y"), key(protected=("m",)), key(b"ad", "e")]
    assert len(set(keys)) == len(keys)


SHORT = st.sampled_from(
    [
        *("Rest for two whole days.", "rest for two whole days", "Move the left arm slowly again."),
        *("Ruhe", "Zwei Tage ruhen.", "zwei tage ruhen", "Den Arm langsam bewegen", ""),
    ]
)


@st.composite
def sheets(draw: st.DrawFn) -> list[Sheet]:
    made = []
    for name in "abc":
        messages = [
            Message(draw(SHORT), draw(st.sampled_from([None, "here"])), None, (draw(SHORT),), line=line)
            for line in range(1, draw(st.integers(1, 4)))
        ]
        made.append(Sheet(Catalog(name, "de", messages=tuple(messages), path=f"{name}.po"), DE))
    return made


@given(sheets())
def test_what_compares_catalogs_needs_those_alone_that_coincide(found_in: list[Sheet]) -> None:
    names = coinciding({sheet.catalog.path: tuple(traces(replace(sheet))) for sheet in found_in})
    alone = [sheet for sheet in found_in if sheet.catalog.path in names]
    assert check_across(alone) == check_across(found_in)
