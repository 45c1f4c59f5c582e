"""Bags against RFC 8493: what is no bag is told, and the Library of Congress's own program agrees."""

from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from pipeline.verify.bag import bag_problems
from tests.verify.bundles import Files, good_files, manifest, tagged

PAGE = "data/hr/dry-needling.html"
Edit = Callable[[Files], None]


def changed(name: str, change: Callable[[bytes], bytes]) -> Edit:
    def edit(files: Files) -> None:
        assert change(files[name]) != files[name]
        files[name] = change(files[name])

    return edit


def added(name: str, content: bytes = b"Hello\n") -> Edit:
    return lambda files: files.update({name: content})


def removed(name: str) -> Edit:
    return lambda files: files.pop(name) and None  # type: ignore[func-returns-value]


def moved(name: str, to: str) -> Edit:
    return lambda files: files.update({to: files.pop(name)})


def retagged(edit: Edit) -> Edit:
    """The edit, after which the tag manifest is made to fit."""

    def both(files: Files) -> None:
        edit(files)
        tags = {name: found for name, found in files.items() if not name.startswith("data/")}
        files["tagmanifest-sha256.txt"] = manifest({name: tags[name] for name in tags if name != "tagmanifest-sha256.txt"})

    return both


def sed(name: str, old: str, new: str) -> Edit:
    return retagged(changed(name, lambda content: content.replace(old.encode(), new.encode(), 1)))


def first_line(name: str, change: Callable[[bytes], bytes]) -> Edit:
    def edit(content: bytes) -> bytes:
        line, _, rest = content.partition(b"\n")
        return change(line + b"\n") + rest

    return retagged(changed(name, edit))


MANIFEST, TAGS, SAID = "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"
BAD: dict[str, tuple[Edit, str]] = {
    "a byte of a page": (changed(PAGE, lambda content: content.replace(b"h1", b"h2", 1)), "was changed"),
    "a page added": (added("data/hr/more.html"), "somebody added it"),
    "a page removed": (removed(PAGE), "not there"),
    "a page renamed": (moved(PAGE, "data/hr/other.html"), "not there"),
    "a record changed": (changed("records/pages.json", lambda content: content + b" "), "was changed"),
    "no declaration": (retagged(removed("bagit.txt")), "no bag"),
    "a byte order mark": (retagged(changed("bagit.txt", lambda content: b"\xef\xbb\xbf" + content)), "byte order mark"),
    "no manifest": (retagged(removed(MANIFEST)), "missing"),
    "a line of the manifest lost": (first_line(MANIFEST, lambda line: b""), "does not name it"),
    "a hash that is none": (first_line(MANIFEST, lambda line: b"xyz  " + line[66:]), "no line of a manifest"),
    "a file that is nowhere": (first_line(MANIFEST, lambda line: line + line[:66] + b"data/no.html\n"), "not there"),
    "no payload sum that fits": (sed(SAID, "Oxum: ", "Oxum: 1"), "data/ holds"),
}
"""Bags that are none by the RFC, and what is said of each; `bagit` refuses them too."""
STRICTER: dict[str, tuple[Edit, str]] = {
    "another encoding": (sed("bagit.txt", "UTF-8", "UTF-16"), "to the letter"),
    "a third line": (retagged(changed("bagit.txt", lambda content: content + b"Hello: you\n")), "to the letter"),
    "an older version": (sed("bagit.txt", "1.0", "0.97"), "to the letter"),
    "line ends of Windows": (retagged(changed("bagit.txt", lambda content: content.replace(b"\n", b"\r\n"))), "to the letter"),
    "a tag file added": (added("records/more.json"), "somebody added it"),
    "a strange tag file": (retagged(added("setup.sh")), "no bundle holds"),
    "another manifest": (retagged(added("manifest-md5.txt", b"")), "no bundle holds"),
    "files to fetch": (retagged(added("fetch.txt", b"https://example.org/x 3 data/x.html\n")), "fetch files"),
    "a line twice": (first_line(MANIFEST, lambda line: line + line), "twice"),
    "two hashes of a file": (first_line(MANIFEST, lambda line: line + b"0" * 64 + line[64:]), "twice"),
    "one name in two ways": (first_line(MANIFEST, lambda line: line + line.replace(b"data/", b"./data/")), "not there"),
    "capitals in a hash": (first_line(MANIFEST, lambda line: line[:64].upper() + line[64:]), "no line of a manifest"),
    "a name in capitals": (first_line(MANIFEST, lambda line: line[:66] + line[66:].upper()), "does not name it"),
    "one space": (first_line(MANIFEST, lambda line: line.replace(b"  ", b" ")), "no line of a manifest"),
    "a percent sign that is none": (first_line(MANIFEST, lambda line: line[:-1] + b"%41\n"), "no line of a manifest"),
    "a line end in a name": (first_line(MANIFEST, lambda line: line[:-1] + b"%0A\n"), "not there"),
    "a tag file in the manifest": (first_line(MANIFEST, lambda line: line + line[:66] + b"LICENSE\n"), "not there"),
    "an empty line": (first_line(MANIFEST, lambda line: b"\n" + line), "no line of a manifest"),
    "a cut manifest": (retagged(changed(MANIFEST, lambda content: content[:-1])), "cut off"),
    "a manifest in Latin-1": (first_line(MANIFEST, lambda line: line[:-1] + b"\xe9\n"), "UTF-8"),
    "a manifest with a mark": (retagged(changed(MANIFEST, lambda content: b"\xef\xbb\xbf" + content)), "byte order mark"),
    "the tag manifest lists itself": (
        changed(TAGS, lambda content: content + b"0" * 64 + b"  tagmanifest-sha256.txt\n"),
        "not there",
    ),
    "no tag manifest": (removed(TAGS), "missing"),
    "two payload sums": (retagged(changed(SAID, lambda content: content + content)), "not one Payload-Oxum"),
    "no payload sum": (sed(SAID, "Payload-Oxum", "Payload-Sum"), "not one Payload-Oxum"),
    "no day": (sed(SAID, "2026-11-25", "2026-11-31"), "Bagging-Date"),
    "no label": (retagged(changed(SAID, lambda content: content + b"Hello\n")), "no label"),
    "no information": (retagged(removed(SAID)), "missing"),
    "no licence": (retagged(removed("LICENSE")), "missing"),
    "nothing to upload": (
        lambda files: [files.pop(name) for name in list(files) if name.startswith("data/")] and None,
        "nothing",
    ),
}
"""What the RFC leaves open, or `bagit` does not ask, and no bundle has."""


def edited(edit: Edit) -> Files:
    files = good_files()
    edit(files)
    return files


def laid(files: Files, folder: Path) -> str:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return str(folder)


def is_bag(folder: str) -> bool:
    """What the Library of Congress's program says of a folder."""
    try:
        bagit.Bag(folder).validate()
    except bagit.BagError:
        return False
    return True


def test_a_good_bag_is_one_for_both(tmp_path: Path) -> None:
    assert list(bag_problems(good_files())) == []
    assert is_bag(laid(good_files(), tmp_path))


@pytest.mark.parametrize(("edit", "word"), BAD.values(), ids=BAD)
def test_what_is_no_bag_is_none_for_both(edit: Edit, word: str, tmp_path: Path) -> None:
    files = edited(edit)
    assert word in " / ".join(map(str, bag_problems(files)))
    assert not is_bag(laid(files, tmp_path))


@pytest.mark.parametrize(("edit", "word"), STRICTER.values(), ids=STRICTER)
def test_what_no_bundle_has_is_told(edit: Edit, word: str) -> None:
    assert word in " / ".join(map(str, bag_problems(edited(edit))))


def test_a_name_with_a_percent_sign_is_a_name() -> None:
    files = tagged({**good_files(), "data/100%.png": b""})
    files["manifest-sha256.txt"] = files["manifest-sha256.txt"].replace(b"100%", b"100%25")
    retagged(lambda _: None)(files)
    assert list(bag_problems(files)) == []
