"""A locale: the one door to Babel's CLDR data."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.dates import format_date

from pipeline.model.errors import PipelineError, Place

_NAME = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?")

# Scripts that write sentences without a space between them (W3C: jlreq, clreq).
_UNSPACED_SENTENCES = frozenset({"ja", "zh"})


@dataclass(frozen=True)
class Locale:
    """One language of the pages, by its gettext name (`pt_BR`); pages carry the BCP 47 tag (`pt-BR`)."""

    name: str

    @classmethod
    @cache
    def named(cls, name: str, place: Place) -> "Locale":
        """The locale of a name; raises PipelineError for a name that CLDR does not know or that is no file name."""
        if _NAME.fullmatch(name) is None:
            raise PipelineError(place, f"{name!r} is no locale name", "write it as gettext does: de, pt_BR, zh_Hans")
        try:
            CldrLocale.parse(name)
        except (UnknownLocaleError, ValueError):
            raise PipelineError(place, f"unknown locale {name!r}", "use a locale that CLDR knows") from None
        return cls(name)

    @cached_property
    def _cldr(self) -> CldrLocale:
        return CldrLocale.parse(self.name)

    @property
    def tag(self) -> str:
        """The BCP 47 tag (RFC 5646)."""
        return self.name.replace("_", "-")

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`, as HTML's `dir` wants it."""
        return self._cldr.text_direction

    @cached_property
    def own_name(self) -> str:
        """The language's name in itself, beginning with a capital where its script has them."""
        name = self._cldr.get_display_name(self._cldr) or self.name
        return name[0].upper() + name[1:]

    @cached_property
    def english_name(self) -> str:
        """The language's name in English, for catalog headers."""
        return self._cldr.english_name or self.name

    @property
    def sentence_separator(self) -> str:
        """What stands between two sentences of a paragraph."""
        return sentence_separator(self.name)

    def format_date(self, day: date) -> str:
        """The date as CLDR's long form, in the locale's own numbering system."""
        return format_date(day, "long", locale=self._cldr)


def sentence_separator(name: str) -> str:
    """What stands between two sentences of a paragraph in the locale of this name, known to CLDR or not."""
    return "" if name.partition("_")[0] in _UNSPACED_SENTENCES else " "
