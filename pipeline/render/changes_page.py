"""CHANGES.html: what changed since the last bundle, each language in its own words; one file, without scripts or addresses."""

from collections.abc import Callable, Mapping

from pipeline.l10n.strings import Strings
from pipeline.model.change import Changes, Weight
from pipeline.model.locale import Locale
from pipeline.render.environment import html_template


def render_changes(changes: Changes, source: Locale, strings: Mapping[str, Strings]) -> str:
    """The page; `strings` are the words of each locale by its name, those of the source locale among them."""

    def words(locale: Locale) -> Callable[[str], str]:
        return strings[locale.name].gettext

    def counted(locale: Locale) -> Callable[[str, str, int], str]:
        return strings[locale.name].ngettext

    template = html_template("handover/changes.html")
    return template.render(changes=changes, source=source, words=words, counted=counted, weights=Weight)
