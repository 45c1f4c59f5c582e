"""Archives that nobody should unpack: each is told as what it is; whatever the bytes, there is an answer and no traceback."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.errors import PipelineError
from pipeline.publish.bundling.opened import opened_bundle
from pipeline.verify.archive import read_archive
from pipeline.verify.bundle import Verdict, judge_bundle
from pipeline.verify.member_names import name_fault
from tests.verify import hostile
from tests.verify.bundles import NAME, good, good_files

HOSTILE = list(hostile.every())


def judged(content: bytes) -> Verdict:
    return judge_bundle(f"{NAME}.zip", content)


def test_a_good_bundle_is_right_and_gives_its_files() -> None:
    assert judged(good()).right
    read = read_archive(good())
    assert not read.problems
    assert read.files == {f"{NAME}/{name}": content for name, content in good_files().items()}


@pytest.mark.parametrize(("make", "word"), [(make, word) for _, make, word in HOSTILE], ids=[name for name, _, _ in HOSTILE])
def test_a_hostile_archive_is_told_as_what_it_is(make: hostile.Made, word: str) -> None:
    verdict = judged(make())
    assert not verdict.right
    assert [answer.question for answer in verdict.answers if answer.problems] == ["archive"]
    answer = verdict.answer("archive")
    assert answer is not None
    assert word in " / ".join(map(str, answer.problems))
    assert all(problem.remedy and str(problem).isprintable() for problem in answer.problems)
    with pytest.raises(
        PipelineError, match="no whole bundle"
    ):  # what is signed, compared or a previous bundle is read as strictly
        opened_bundle(Path("sample.zip"), make())


@pytest.mark.parametrize("size", [0, 1, 21, 22, 23, 45, 100])
def test_the_beginning_of_a_bundle_is_none(size: int) -> None:
    assert not judged(good()[:size]).right
    assert not judged(good()[-size:] if size else b"").right


PLACES = st.integers(0, len(good()) - 1)


@settings(max_examples=300)
@given(st.lists(st.tuples(PLACES, st.integers(1, 255)), min_size=1, max_size=4))
def test_no_changed_byte_of_a_page_is_right(changes: list[tuple[int, int]]) -> None:
    content = bytearray(good())
    for place, mask in changes:
        content[place] ^= mask
    read, verdict = read_archive(bytes(content)), judged(bytes(content))
    payload = {name: found for name, found in read.files.items() if name.startswith(f"{NAME}/data/")}
    wanted = {f"{NAME}/{name}": found for name, found in good_files().items() if name.startswith("data/")}
    assert payload == wanted or not verdict.right


END = len(good()) - 22
DIRECTORY = st.integers(int.from_bytes(good()[END + 16 : END + 20], "little"), len(good()) - 1)


@settings(max_examples=300)
@given(st.lists(st.tuples(DIRECTORY, st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 40))
def test_a_damaged_directory_never_stops_the_reader(changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(good())
    for place, value in changes:
        content[place] = value
    damaged = bytes(content[: len(content) - cut])
    right, files = judged(damaged).right, read_archive(damaged).files
    assert not right or files == read_archive(good()).files


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_any_bytes_have_an_answer(before: bytes, after: bytes) -> None:
    assert not judged(before + b"PK\x05\x06" + after).right


@settings(max_examples=300)
@given(st.text(alphabet=st.sampled_from("ab.:/\\ C~%*?\0\ncon"), min_size=1, max_size=12))
def test_a_name_without_a_fault_stays_below_its_folder(name: str) -> None:
    if not name_fault(name):
        windows, posix = PureWindowsPath("X:\\bag") / name, PurePosixPath("/bag") / name
        assert windows.is_relative_to("X:\\bag")
        assert ".." not in windows.parts + posix.parts
        assert posix.is_relative_to("/bag")
