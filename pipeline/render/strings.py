"""The pages' own words → the `site` template, through Babel's extractors."""

from functools import cache
from importlib.resources import files

from babel.messages.extract import extract

from pipeline.model.catalog import Catalog, Message

_SOURCES = (
    ("pipeline.render", "templates/page.html", "jinja2.ext:babel_extract"),
    ("pipeline.l10n", "words.py", "python"),
)
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_MARK = "Translators:"
_KIND = "words of the page itself, the same for every article"


@cache
def extract_strings() -> Catalog:
    """The template of the `site` domain: labels and notices in their order, with plural forms where there is a count."""
    messages: dict[str, Message] = {}
    for package, name, method in _SOURCES:
        with files(package).joinpath(name).open("rb") as file:
            for _, text, comments, _ in extract(method, file, _KEYWORDS, (_MARK,), {}, strip_comment_tags=True):
                singular, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, None)
                messages.setdefault(
                    singular,
                    Message(
                        msgid=singular,
                        msgid_plural=plural,
                        msgstr=("",) if plural is None else ("", ""),
                        flags=("python-format",) if "%(" in singular else (),
                        notes=(_KIND, *comments),
                        references=(name,),
                    ),
                )
    return Catalog("site", messages=tuple(messages.values()))
