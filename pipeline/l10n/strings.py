"""The page's own words (labels, notices) in a locale: the `site` domain."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import c2py

from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError

_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*")


@dataclass(frozen=True)
class Strings:
    """Look-up of template strings; what has no live translation is English."""

    catalog: Catalog
    plural_rule: str
    """The C expression of Plural-Forms; proven to be one."""

    def gettext(self, msgid: str) -> str:
        """The translation of a string."""
        message = self.catalog.translated.get((None, msgid))
        return message.msgstr[0] if message is not None else msgid

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The plural form for a number, with `%(num)s` filled in."""
        message = self.catalog.translated.get((None, singular))
        english = singular if number == 1 else plural
        form = english if message is None else message.msgstr[_plural(self.plural_rule)(number)]
        return form.replace("%(num)s", str(number))


@cache
def _plural(rule: str) -> Callable[[int], int]:
    compiled: Callable[[int], int] = c2py(rule)
    return compiled


def strings_of(catalog: Catalog) -> Strings:
    """The strings of a `site` catalog; raises PipelineError when its Plural-Forms cannot be used."""
    declared = catalog.fields.get("Plural-Forms", "nplurals=2; plural=(n != 1);")
    match = _PLURAL_FORMS.fullmatch(declared)
    try:
        plural = _plural(match[2]) if match else None
    except ValueError:
        plural = None
    if match is None or plural is None:
        raise PipelineError(catalog.path, f"unusable Plural-Forms: {declared!r}", "restore the header from the template")
    forms = int(match[1])
    wrong = [m for m in catalog.messages if m.msgid_plural and not m.obsolete and len(m.msgstr) != forms and any(m.msgstr)]
    if wrong or any(plural(number) >= forms for number in range(1000)):
        raise PipelineError(catalog.path, f"not every plural has {forms} forms", "add the missing msgstr[n]")
    return Strings(catalog, match[2])
