"""The words of our own templates → the `site` and `handover` templates, through Babel's extractors."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from babel.messages.extract import extract

from pipeline.model.catalog import Catalog, Message

_TEMPLATE, _MODULE = "jinja2.ext:babel_extract", "python"
_HANDOVER = "templates/handover"
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_MARK = "Translators:"


@cache
def extract_strings() -> Catalog:
    """The template of the `site` domain: labels and notices of the pages in order, with plurals where there is a count."""
    sources = (("pipeline.render", "templates/page.html", _TEMPLATE), ("pipeline.l10n", "words.py", _MODULE))
    return _extracted("site", "words of the page itself, the same for every article", sources)


@cache
def extract_handover() -> Catalog:
    """The template of the `handover` domain: what people read who get pages from us, beside the pages themselves."""
    names = sorted(one.name for one in files("pipeline.render").joinpath(_HANDOVER).iterdir())
    sources = (("pipeline.render", f"{_HANDOVER}/{name}", _TEMPLATE) for name in names)
    kind = "for those who put the pages on their website; on no page itself"
    return _extracted("handover", kind, [*sources, ("pipeline.l10n", "handover_words.py", _MODULE)])


def _extracted(domain: str, kind: str, sources: Iterable[tuple[str, str, str]]) -> Catalog:
    messages: dict[str, Message] = {}
    for package, name, method in sources:
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
                        notes=(kind, *comments),
                        references=(name,),
                    ),
                )
    return Catalog(domain, messages=tuple(messages.values()))
