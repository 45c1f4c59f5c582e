"""CHANGES.html: what changed since the last bundle, each language in its own words; one file, without scripts or addresses."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.l10n.strings import Strings
from pipeline.model.change import Changes, Weight
from pipeline.model.locale import Locale

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""General categories of characters that show nothing of their own (the Unicode Standard, section 4.5)."""


def render_changes(changes: Changes, source: Locale, strings: Mapping[str, Strings]) -> str:
    """The page; `strings` are the words of each locale by its name, those of the source locale among them."""

    def words(locale: Locale) -> Callable[[str], str]:
        return strings[locale.name].gettext

    def counted(locale: Locale) -> Callable[[str, str, int], str]:
        return strings[locale.name].ngettext

    template = _environment().get_template("handover/changes.html")
    return template.render(changes=changes, source=source, words=words, counted=counted, weights=Weight)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["seen"] = _seen
    return environment


def _seen(text: str) -> str:
    """The text with each character that shows nothing as its number: two passages may differ in nothing else."""
    return "".join(f"⟨U+{ord(one):04X}⟩" if unicodedata.category(one) in _UNSEEN else one for one in text)
