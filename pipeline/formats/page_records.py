"""A bundle's `records/pages.json` → what each of its pages must say."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pipeline.model.errors import PipelineError
from pipeline.model.published import Expected

_REMEDY = "make the bundle again with `polyclinic bundle`"


def read_page_records(content: bytes, path: str) -> tuple[Expected, ...]:
    """What the pages of a bundle must say, one for each locale and article, in the order of the file.

    Raises PipelineError for what is no such file.
    """
    try:
        record = json.loads(content)
        if record["format"] != 1:
            raise PipelineError(path, f"its format is {record['format']!r}, not 1", "use the polyclinic that made the bundle")
        found = list(_expected(record))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise PipelineError(path, f"this is no list of pages: {type(error).__name__}: {error}", _REMEDY) from None
    return tuple({(one.locale, one.slug): one for one in reversed(found)}.values())[::-1]


def _expected(record: dict[str, Any]) -> Iterator[Expected]:
    for path, page in record["pages"].items():
        locale = record["locales"][page["locale"]]
        disclaimer = locale["disclaimers"][page["disclaimer"]]
        yield Expected(
            _text(page["locale"]),
            _text(locale["tag"]),
            PurePosixPath(path).name.partition(".")[0],
            _text(disclaimer["title"]),
            tuple(tuple((_text(duty["duty"]), _text(duty["text"])) for duty in one) for one in disclaimer["paragraphs"]),
            tuple(_text(one) for one in page["protected"]),
            direction=_text(locale["dir"]),
        )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} is no text")
    return value
