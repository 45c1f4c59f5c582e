"""The least that a build could do, as a yardstick: read each catalog, render its inline Markdown, fill a template, write.

No source is parsed, no text edition made, nothing checked. Run as `bare_loop.py FOLDER`.
"""

import re
import sys
from pathlib import Path

from jinja2 import Environment

from pipeline.formats.markdown.inline import render_inline

_ENTRY = re.compile(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_PAGE = """<!DOCTYPE html>
<html lang="{{ locale }}"><head><meta charset="utf-8"><title>{{ title | safe }}</title></head>
<body><main><h1>{{ title | safe }}</h1>
{{ body | safe }}
</main></body></html>
"""


def read_texts(content: str) -> list[str]:
    """The translations of a catalog in its order, without the header."""
    return [_unquoted(msgstr) for _, msgstr in _ENTRY.findall(content)[1:]]


def _unquoted(lines: str) -> str:
    text = "".join(line[1:-1] for line in lines.splitlines())
    return _ESCAPE.sub(lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text) if "\\" in text else text


def run(root: Path) -> None:
    """Make one page for each article and locale, below `build/bare`."""
    template = Environment(autoescape=True).from_string(_PAGE)
    links, citations = {"1": "https://example.org/", "2": "#part-0"}, {"brady": 1}
    locales = sorted(path.name for path in (root / "locales").iterdir() if path.is_dir())
    for article in sorted((root / "source/articles").glob("*.md")):
        for locale in locales:
            content = (root / "locales" / locale / "LC_MESSAGES" / f"{article.stem}.po").read_text("utf-8")
            texts = [render_inline(text, links, citations) for text in read_texts(content)]
            body = "\n".join(f"<p>{text}</p>" for text in texts[1:])
            page = root / "build/bare" / locale / f"{article.stem}.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(template.render(locale=locale, title=texts[0], body=body), "utf-8")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
