"""The one way in which this room fills its templates: what is not there is an error, and tags of a template make no lines."""

import unicodedata
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.model.practice import Mark
from pipeline.render.body import FALLBACK_MARK

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""General categories of characters that show nothing of their own (the Unicode Standard, section 4.5)."""


@cache
def html_template(name: str) -> Template:
    """A template of HTML or XML: all that it is given is escaped, but what is `Markup`."""
    return _html().get_template(name)


@cache
def text_environment() -> Environment:
    """For plain text, of which nothing is ever read as HTML; whoever adds filters does so in an overlay."""
    return _environment(escapes=False)


@cache
def _html() -> Environment:
    environment = _environment(escapes=True)
    environment.filters["seen"] = _seen
    # Where a run of a practice's line is not simply in the page's language.
    environment.globals["marks"] = {
        Mark.PLAIN: "",
        Mark.NAME: "",
        Mark.ENGLISH: Markup(FALLBACK_MARK),
        Mark.CODE: Markup(' dir="ltr"'),
    }
    return environment


def _environment(*, escapes: bool) -> Environment:
    return Environment(
        loader=PackageLoader("pipeline.render"),
        autoescape=escapes,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _seen(text: str) -> str:
    """The text with each character that shows nothing as its number: two passages may differ in nothing else."""
    return "".join(f"⟨U+{ord(one):04X}⟩" if unicodedata.category(one) in _UNSEEN else one for one in text)
