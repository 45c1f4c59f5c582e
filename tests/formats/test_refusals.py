"""What no catalog may hold is refused with file and line; what only looks odd is read right and written clean."""

import pytest

from pipeline.formats.po import read_po, write_po
from pipeline.model.errors import PipelineError

HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = b'msgid "a"\nmsgstr "b"\n'

REFUSED = {
    "an unterminated string": (b'msgid "a\nmsgstr "b"\n', 4, "a string that is not closed"),
    "a string without its first quote": (b'msgid "a"\nmsgstr b"\n', 5, "a string that is not closed"),
    "a quote within": (b'msgid "a"\nmsgstr "b"c"\n', 5, "a string that is not closed"),
    "text outside a string": (b'msgid "a" b\nmsgstr "b"\n', 4, "no line of a PO file"),
    "a no-break space outside": ('msgid\u00a0"a"\nmsgstr "b"\n'.encode(), 4, "no line of a PO file"),
    "a lost msgstr": (b'msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 6, "msgid after msgid"),
    "a lost msgid": (b'msgctxt "a"\nmsgstr "c"\n', 5, "msgstr after msgctxt"),
    "a keyword without text": (b'msgid\nmsgstr "b"\n', 5, "msgstr after msgid"),
    "a comment within": (b'msgid "a"\n# why\nmsgstr "b"\n', 5, "a comment after msgid"),
    "flags after a previous text": (b'#| msgid "b"\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', 5, "a comment after | msgid"),
    "a truncated tail": (b'msgid "a"\nmsgstr "b"\n\nmsgid "c"', 7, "the file ends after msgid"),
    "a tail cut within a string": (b'msgid "a"\nmsgstr "b', 5, "a string that is not closed"),
    "a tail cut off in its comments": (b'msgid "a"\nmsgstr "b"\n\n#. note\n#: c.md\n', 9, "the file ends in the comments"),
    "a comment that ends an entry": (b'msgid "a"\nmsgstr "b"\n# c\n"d"\n', 7, "a string without msgid"),
    "a string in front": (b'"a"\n' + ENTRY, 4, None),
    "a conflict marker": (b"<<<<<<< HEAD\n" + ENTRY, 4, "a conflict marker"),
    "a duplicate": (ENTRY + b'\nmsgid "a"\nmsgstr "c"\n', 7, "a duplicate entry: 'a' is on line 4 already"),
    "a duplicate on the same line": (b'msgid "a" msgstr "b" msgid "a" msgstr "b"\n', 4, "a duplicate entry"),
    "a duplicate in a context": (2 * (b'msgctxt "c"\n' + ENTRY), 7, "a duplicate entry"),
    "two obsolete ones": (2 * b'#~ msgid "a"\n#~ msgstr "b"\n', 6, "a duplicate entry"),
    "a second header": (HEADER, 4, "a second header"),
    "an unknown escape": (b'msgid "a"\nmsgstr "\\q"\n', 5, r"the escape \q is not supported"),
    "an escape without digits": (b'msgid "a"\nmsgstr "\\x"\n', 5, r"the escape \x is not supported"),
    "an escape that is no text": (b'msgid "a"\nmsgstr "\\377"\n', 5, r"the escape \377 is no text"),
    "an escape of NUL": (b'msgid "a"\nmsgstr "b\\0c"\n', 5, r"the escape \0 is a NUL"),
    "a NUL": (b'msgid "a"\nmsgstr "b\0c"\n', 5, "a NUL character"),
    "an EOT": (b'msgid "a"\nmsgstr "b\x04c"\n', 5, "the character EOT"),
    "bytes that are no UTF-8": (b'# \xe9\nmsgid "a"\nmsgstr "\xe9"\n', 6, "these bytes are not UTF-8"),
    "a surrogate": (b'msgid "a"\nmsgstr "\xed\xa0\x80"\n', 5, "these bytes are not UTF-8"),
    "forms out of order": (b'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 6, "the next form is msgstr[0]"),
    "a form left out": (b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[10] "d"\n', 7, "the next form is msgstr[1]"),
    "eleven forms": (
        b'msgid "a"\nmsgid_plural "b"\n' + b"".join(b'msgstr[%d] ""\n' % form for form in range(11)),
        16,
        "more than 10 plural forms",
    ),
    "a form twice": (b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[0] "d"\n', 7, "the next form is msgstr[1]"),
    "a plural without forms": (b'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 6, "msgstr after msgid_plural"),
    "forms without a plural": (b'msgid "a"\nmsgstr[0] "c"\n', 5, "msgstr[0] after msgid"),
    "obsolete in part": (b'#~ msgid "a"\nmsgstr "b"\n', 5, "obsolete (#~) in part"),
    "a previous text that is not obsolete": (b'#| msgid "b"\n#~ msgid "a"\n#~ msgstr "b"\n', 5, "obsolete (#~) in part"),
    "a domain directive": (b'domain "other"\n' + ENTRY, 4, "a domain directive"),
    "a comment that swallows a line": (b"# path C:\\\n" + ENTRY, 5, "ends in a backslash"),
    "an unknown keyword": (b'msgid "a"\nmsgstring "b"\n', 5, "no line of a PO file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_lost_is_refused_at_its_line(name: str) -> None:
    body, line, words = REFUSED[name]
    with pytest.raises(PipelineError) as caught:
        read_po((b"" if words is None else HEADER) + body, "x.po", "x")
    assert (caught.value.place.path, caught.value.place.line) == ("x.po", line if words else 1)
    assert (words or "a string without msgid") in caught.value.problem + caught.value.remedy
    assert caught.value.remedy


@pytest.mark.parametrize("charset", ["klingon", "UTF-16", "rot13", "x" * 200, "../utf-8", ""])
def test_an_unknown_charset_is_refused_at_its_line(charset: str) -> None:
    with pytest.raises(PipelineError, match="unknown charset") as caught:
        read_po(HEADER.replace(b"UTF-8", charset.encode()) + ENTRY, "x.po", "x")
    assert caught.value.place.line == 2


def test_a_file_of_another_encoding_is_named() -> None:
    with pytest.raises(PipelineError, match="UTF-16"):
        read_po((HEADER + ENTRY).decode().encode("utf-16"), "x.po", "x")
    with pytest.raises(PipelineError, match=r"these bytes are not UTF-8, and no header names another charset"):
        read_po(b'msgid "a"\nmsgstr "\xe9"\n', "x.po", "x")


CLEAN = (HEADER + 'msgid "é"\nmsgstr "ü"\n'.encode()).decode()
JAPANESE = CLEAN.replace("é", "~").replace("ü", "表")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CLEAN.encode("utf-8-sig"), CLEAN),
        (CLEAN.replace("\n", "\r\n").encode(), CLEAN),
        (CLEAN.replace("\n", "\r").encode(), CLEAN),
        (CLEAN.replace("UTF-8", "US-ASCII").encode(), CLEAN),
        (CLEAN.replace("UTF-8", "CHARSET").encode(), CLEAN),
        (CLEAN.replace("UTF-8", "utf8").encode(), CLEAN),
        (CLEAN.replace("UTF-8", "ISO-8859-15").encode("iso8859-15"), CLEAN),
        (CLEAN.replace("UTF-8", "windows-1252").encode("cp1252"), CLEAN),
        (CLEAN.replace("UTF-8", "SHIFT_JIS").replace("é", "~").replace("ü", "表").encode("cp932"), JAPANESE),
        (f'{CLEAN}\n#~ msgid "é"\n#~ msgstr "u"\n'.encode(), f'{CLEAN}\n#~ msgid "é"\n#~ msgstr "u"\n'),
        (HEADER.replace(b"UTF-8", b"ASCII") + ENTRY, (HEADER.replace(b"UTF-8", b"ASCII") + ENTRY).decode()),
    ],
)
def test_what_only_looks_odd_is_written_clean(content: bytes, expected: str) -> None:
    assert write_po(read_po(content, "x.po", "x")).decode() == expected


def test_an_untouched_template_may_name_no_charset() -> None:
    template = HEADER.replace(b"UTF-8", b"CHARSET") + ENTRY
    assert write_po(read_po(template, "x.pot", "x")) == template


def test_an_obsolete_plural_is_kept_while_any_form_has_text() -> None:
    content = HEADER + b'#~ msgid "a"\n#~ msgid_plural "b"\n#~ msgstr[0] ""\n#~ msgstr[1] "c"\n'
    assert write_po(read_po(content, "x.po", "x")) == content
