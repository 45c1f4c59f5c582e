"""What is read and written again is what `msgcat --no-wrap` prints, on odd text of every sort; what it refuses is refused."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formats.po import read_po, write_po
from pipeline.model.errors import PipelineError

REFUSED = b"refused"
# A domain of its own is no catalog of ours; the others lose text in gettext (see pipeline/formats/po_lexer.py).
OURS_ALONE = ("ends in a backslash", "ends in the comments", "a NUL", "a domain directive", "plural forms")
OURS_ALONE += ("msgstr after msgid_plural", "is no text")  # `[0]` on a line of its own; half a character as an escape

# What msgcat refuses and we read right: see pipeline/formats/po.py.
READ_RIGHT = (b"duplicate message", b"charset", b"changes some msgids")

CASES = sorted((Path(__file__).parent / "cases").glob("*.po"))

# Of these charsets, Python's tables and iconv's differ in a few odd characters.
TABLES = ("big5", "gb18030", "shift-jis")

# An empty catalog is printed too, which msgcat leaves out; what is not UTF-8 is made so.
_MSGCAT = """
for file in *.po; do
  if grep -aqiE 'charset=(utf-?8|us-ascii)' "$file"; then to=; else to='-t UTF-8'; fi
  msgcat --no-wrap --force-po $to "$file" > "$file.out" 2> "$file.err" || { printf refused; cat "$file.err"; } > "$file.out"
done
"""


def msgcat(catalogs: Sequence[bytes], folder: Path) -> list[bytes]:
    """What msgcat prints for each catalog, or `REFUSED` and why; one call of the shell for all."""
    for number, content in enumerate(catalogs):
        (folder / f"{number}.po").write_bytes(content)
    subprocess.run(["sh", "-c", _MSGCAT], cwd=folder, check=True)
    return [(folder / f"{number}.po.out").read_bytes() for number in range(len(catalogs))]


def same(content: bytes, expected: bytes) -> bool:
    """Whether we write what msgcat prints, or refuse what it refuses, or differ for a reason that is stated."""
    got, why = ours(content)
    if got == REFUSED:
        return expected.startswith(REFUSED) or any(reason in why for reason in OURS_ALONE)
    if expected.startswith(REFUSED):
        return any(reason in expected for reason in READ_RIGHT)
    return got == expected


def ours(content: bytes) -> tuple[bytes, str]:
    """What we print for a catalog, or `REFUSED`, and why."""
    try:
        return write_po(read_po(content, "odd.po", "odd")), ""
    except PipelineError as error:
        assert error.place.path == "odd.po"
        return REFUSED, str(error)


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
HEADERS = [
    HEADER,
    HEADER,
    f"# SOME TITLE\n#, fuzzy\n{HEADER}",
    f'#odd\n\n#. note\n#: x.c:1\n#, fuzzy, c-format\n#| msgid "was"\n{HEADER}',
    'msgid""msgstr"Content-Type: text/plain; charset=utf-8\\n"\n"X-Date: 2024-02-30T00:00\\nno colon\\n\\n"\n',
    'msgid ""\nmsgid_plural "odd"\nmsgstr[0] "Content-Type: text/plain; charset=UTF-8\\n"\nmsgstr[1] "x"\n',
]

CHARACTERS = st.sampled_from(
    [
        *"ab Zé字𝔘ع\u05d0\u0301\u2028\u0085\u00a0\u200f\u2068\ufeff\x01\x1b\x7f\x1c\t\r\v\f#:,[]'%=/",
        *(r"\n", r"\t", r"\"", r"\\", r"\a", r"\b", r"\f", r"\v", r"\r", r"\101", r"\x41", r"\303\251", r"\xe5\xad\x97"),
        *(r"\7", r"\42", r"\134", r"\12", "\\\n", "#~ ", "msgid ", "  "),
    ]
)
BAD = st.sampled_from([r"\q", r"\x", r"\400", r"\4", "\x04", r"\377", "\n", '"', "\\", "\x00"])
STRING = st.lists(CHARACTERS, max_size=6).map(lambda parts: f'"{"".join(parts)}"')
SPACE = st.sampled_from([" "] * 12 + ["", "  ", "\t", "\v", "\f", "\r"])
BREAK = st.sampled_from(["\n"] * 12 + ["\n\n", "\n \n", "\n\n\n", "\n\n\n\n", " \n", "\r\n"])
COMMENT = st.sampled_from(
    [
        *(
            "# plain",
            "#plain",
            "#",
            "# ",
            "#  two spaces",
            "#\ttab",
            "# é字\u2028\u0085x",
            "# end \\",
            "#=",
            "#-",
            "##",
            r"# \n",
        ),
        *("#. note", "#.note", "#.", "#.  two", "#. ", "# \r", "#~ # obsolete", "#~", "#~#x"),
        *("#: a.c:1", "#: a.c:1 a.c:1 ./b.c:2 b.c:2", "#:", "#: a b", "#: a.c : 12", "#: a.c: 12 x", "#: a.c:007", "#: a:0"),
        *("#:a.c:1\ta.c:2", "#: \u2068my file.c\u2069:3", "#: :1 : 2 ::3", "#: a.c:1x a:b:2 1:2 12", "#: a\r b\v c\u00a0d"),
        *("#: " + " ".join(f"longish/path{n}.c:{n}" for n in range(9)), "#: " + "é" * 38 + " b c", "#: " + "x" * 99 + " y"),
        *("#, fuzzy", "#, c-format", "#,fuzzy,c-format", "#, odd, fuzzy", "#, no-wrap, range: 1..9, python-format", "#,"),
        *("#, range: 9..1, fuzzy", "#, range: fuzzy", "#, range:1..2", "#, wrap, no-wrap", "#! fuzzy", "#, range: 0..5x"),
        *("#, possible-c-format impossible-perl-format\tno-qt-format", "#, space-ellipsis-check", "#, no-c-format, c-format"),
        "#, range: 99999999999..99999999999999, ycp-format,c-format , no-c-format",
        *("# File: odd.c, line: 3", "# file:a b.c , line number : 4", "# File: a, line: 3 x", "# File: ,line:7\t"),
    ]
)


@st.composite
def strings(draw: st.DrawFn, mark: str) -> str:
    parts = draw(st.lists(STRING, min_size=1, max_size=3))
    joined = parts[0]
    for part in parts[1:]:
        gap = draw(BREAK | st.just(" "))
        joined += f"{gap}{mark if chr(10) in gap else ''}{part}"
    return joined


@st.composite
def entries(draw: st.DrawFn, number: int) -> str:
    obsolete = draw(st.sampled_from([False, False, True]))
    mark = draw(st.sampled_from(["#~ "] * 5 + ["#~", "#~\t", " #~ "])) if obsolete else draw(st.sampled_from([""] * 9 + [" "]))
    before = draw(st.sampled_from(["#~| ", "#~| ", "#~|", "#~ #| "] if obsolete else ["#| ", "#| ", "#|", " #| "]))
    lines = [comment + draw(BREAK) for comment in draw(st.lists(COMMENT, max_size=4))]

    def add(prefix: str, keyword: str, text: str | None = None) -> None:
        found = text if text is not None else draw(strings(prefix))
        gap = draw(SPACE)
        lines.append(f"{prefix}{keyword}{gap}{found}{draw(BREAK | st.just(' ') if prefix == '' else BREAK)}")

    if draw(st.sampled_from([False, False, True])):
        if draw(st.booleans()):
            add(before, "msgctxt")
        add(before, "msgid")
        if draw(st.booleans()):
            add(before, "msgid_plural")
    if draw(st.sampled_from([False, False, True])):
        add(mark, "msgctxt", draw(st.sampled_from([None, '""'])))
    add(mark, "msgid", f'"{number}"' + (f" {draw(strings(mark))}" if draw(st.booleans()) else ""))
    if draw(st.sampled_from([False, False, True])):
        add(mark, "msgid_plural")
        forms = draw(st.integers(1, 6))
        # An obsolete plural without its first form is kept here, where msgcat drops it.
        for form in range(forms):
            add(
                mark,
                f"msgstr{draw(st.sampled_from(['[{}]'] * 5 + [' [{}]', '[ {} ]', '[0{}]'])).format(form)}",
                '"x"' if obsolete else None,
            )
    else:
        add(mark, "msgstr")
    return "".join(lines)


@st.composite
def catalogs(draw: st.DrawFn) -> bytes:
    count = draw(st.integers(0, 4))
    parts = [draw(entries(number)) for number in range(count)]
    parts.insert(draw(st.sampled_from([0, 0, 0, count])), draw(st.sampled_from(HEADERS)))
    text = draw(st.sampled_from(["\n", "\n", "\n", "", " "])).join(parts)
    text += draw(st.sampled_from(["", "", "# last words\n", "# no line end", "\n\n"]))
    if draw(st.sampled_from([False] * 9 + [True])):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(BAD) + text[at:]
    return text.encode()


@pytest.mark.gettext
@pytest.mark.usefixtures("gettext")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(found=st.lists(catalogs(), min_size=1, max_size=20))
def test_what_is_written_is_what_msgcat_prints(found: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    for content, expected in zip(found, msgcat(found, tmp_path_factory.mktemp("odd")), strict=True):
        assert same(content, expected), (expected, ours(content))


@pytest.mark.gettext
@pytest.mark.usefixtures("gettext")
def test_every_case_is_what_msgcat_prints(tmp_path: Path) -> None:
    found = [case.read_bytes() for case in CASES]
    for case, content, expected in zip(CASES, found, msgcat(found, tmp_path), strict=True):
        assert not expected.startswith(REFUSED), case.name
        assert ours(content) == (expected, ""), case.name


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_every_case_is_stable(case: Path) -> None:
    once, why = ours(case.read_bytes())
    assert once != REFUSED, why
    catalog = read_po(once, "odd.po", "odd")
    assert write_po(catalog) == once
    before = read_po(case.read_bytes(), "odd.po", "odd")
    assert catalog.messages == tuple(sorted(before.messages, key=lambda message: message.obsolete))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from([case for case in CASES if case.stem not in TABLES])).read_bytes()
    if draw(st.booleans()):
        lines = content.split(b"\n")
        at = draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = draw(st.sampled_from([[], [lines[at]] * 2, [lines[at], b""], [lines[at][:-1]], [b"=" * 7]]))
        return b"\n".join(lines)
    at = draw(st.integers(0, len(content) - 1))
    return content[:at] + draw(st.binary(max_size=1)) + content[at + draw(st.integers(0, 1)) :]


@pytest.mark.gettext
@pytest.mark.usefixtures("gettext")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(found=st.lists(damaged(), min_size=1, max_size=30))
def test_a_damaged_catalog_is_refused_or_loses_nothing(found: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    for content, expected in zip(found, msgcat(found, tmp_path_factory.mktemp("damaged")), strict=True):
        assert same(content, expected), (content, expected, ours(content))
