"""CSV ⇄ rows: for translators who have a spreadsheet and nothing else.

Written as RFC 4180 says, in UTF-8 with a byte order mark, without which Excel takes it for another charset. Read as
spreadsheets save it: comma, semicolon or tab, UTF-8 or UTF-16.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator

from pipeline.formats.rows import Row, offers_of, rows_of
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError, Place
from pipeline.model.offer import Delivery, Standing

COLUMNS = ("domain", "context", "source", "target", "state", "notes", "id", "locale", "base")
_NEEDED = frozenset({"source", "target"})
_MISREAD = codecs.BOM_UTF8.decode("cp1252").lower()
"""What our byte order mark looks like after a spreadsheet took the file for Windows-1252."""

# A cell that begins so is run as a formula by spreadsheets ("CSV injection", OWASP). An apostrophe makes it text; a text that
# begins with apostrophes before such a sign gets one more, so that taking one away always restores it.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_csv(catalogs: Iterable[Catalog], target: str) -> bytes:
    """A row for each string of the catalogs. Law: `read_csv` gives every text back, and no cell is a formula."""
    page = io.StringIO(newline="")
    sheet = csv.writer(page)
    sheet.writerow(COLUMNS)
    for catalog in catalogs:
        sheet.writerows([_guarded(cell) for cell in _cells(row, target)] for row in rows_of(catalog))
    return codecs.BOM_UTF8 + page.getvalue().encode()


def _cells(row: Row, locale: str) -> tuple[str, ...]:
    state = str(row.standing) if row.translatable else "source only"
    notes = "\n".join((*row.notes, *row.comments))
    return row.domain or "", row.context or "", row.source, row.target, state, notes, row.id, locale, row.base or ""


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_csv(content: bytes, path: str) -> tuple[Delivery, ...]:
    """What a sheet holds, for each locale that it names; raises PipelineError with the line of what cannot be read.

    `source` and `target` are needed; columns may stand in any order, and others are passed over.
    """
    found: dict[str, list[Row]] = {}
    for line, cells in _records(_decoded(content, path), path):
        found.setdefault(cells.get("locale", ""), []).append(_row(line, cells))
    return tuple(Delivery(offers_of(rows), locale) for locale, rows in found.items())


def _decoded(content: bytes, path: str) -> str:
    charset = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(charset)
    except UnicodeDecodeError as error:
        place = Place(path, content.count(b"\n", 0, error.start) + 1)
        raise PipelineError(place, "this file is not UTF-8", "save it as “CSV UTF-8”: other forms lose letters") from None


def _records(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    first, _, rest = text.partition("\n")
    lines = 0
    if re.fullmatch(r'"?sep=.{1,2}', first.strip()):  # Excel's own first line, which names the separator
        text, lines = rest, 1
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        if columns and columns[0].startswith(_MISREAD):
            problem = "this sheet was opened in a wrong charset, and its letters are lost"
            raise PipelineError(Place(path, lines + 1), problem, "open the export as UTF-8, then save it again")
        if not set(columns) >= _NEEDED:
            missing = ", ".join(sorted(_NEEDED - set(columns)))
            raise PipelineError(Place(path, lines + 1), f"no column {missing}", f"the first row names {', '.join(COLUMNS)}")
        before = reader.line_num
        for cells in reader:
            if any(cells):
                yield lines + before + 1, {name: _bare(cell) for name, cell in zip(columns, cells, strict=False)}
            before = reader.line_num
    except csv.Error as error:
        place = Place(path, lines + reader.line_num)
        raise PipelineError(place, f"this is no CSV: {error}", "save it from a spreadsheet as CSV") from None


def _separator(text: str) -> str:
    heading = text.lstrip().partition("\n")[0]
    return max(",;\t", key=heading.count)


def _row(line: int, cells: dict[str, str]) -> Row:
    state = cells.get("state", "").strip().lower()
    return Row(
        id=cells.get("id", "").strip(),
        source=cells.get("source", ""),
        target=cells.get("target", ""),
        standing=Standing.UNSAID if not state else Standing(state) if state in _STATES else Standing.FUZZY,
        domain=cells.get("domain", "").strip() or None,
        context=cells.get("context") or None,
        base=cells.get("base", "").strip() or None,
        translatable=state != "source only",
        line=line,
    )


_STATES = frozenset({"translated", "untranslated", "fuzzy"})
