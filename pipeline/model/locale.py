"""A locale: the one door to Babel's CLDR data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache, cached_property

from babel import Locale as CldrLocale
from babel import UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_interval

from pipeline.model.errors import PipelineError, Place

_NAME = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?")

PSEUDO_TAGS = {"qps-ploc": "en-XA", "qps-plocm": "ar-XB"}
"""The pseudo-locales by Microsoft's names, and the tags that their pages carry.

Names: Microsoft, "Using pseudo-locales for localizability testing"; `qps` is one of the language subtags for private use
(RFC 5646, qaa..qtz), and the m is for mirrored. But `ploc` and `plocm` are no registered subtags, and a validator of HTML
refuses them. So pages carry CLDR's tags for the same thing: regions XA to XZ are for private use too, and the language says
which letters a reader sees.
"""

# ISO 15924 codes that stand for several scripts of Unicode (UAX 24, table 7), by the names that its property has.
_SCRIPTS_TOGETHER = {
    "Jpan": ("Hani", "Hira", "Kana"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani", "Bopo"),
    "Hant": ("Hani", "Bopo"),
}

# Languages whose readers read each other's, as CLDR's language matching pairs them.
_ONE_READER = (frozenset({"bs", "cnr", "hr", "sh", "sr"}), frozenset({"da", "nb", "nn", "no"}), frozenset({"id", "ms"}))

# Scripts that write sentences without a space between them (W3C: jlreq, clreq).
_UNSPACED_SENTENCES = frozenset({"ja", "zh"})


def pseudo_name(name: str) -> str | None:
    """The proper name of a pseudo-locale (`qps_ploc` is `qps-ploc`), or None for the name of anything else."""
    proper = name.replace("_", "-")
    return proper if proper in PSEUDO_TAGS else None


@dataclass(frozen=True)
class Locale:
    """One language of the pages, by its gettext name (`pt_BR`); pages carry the BCP 47 tag (`pt-BR`)."""

    name: str

    @classmethod
    @cache
    def named(cls, name: str, place: Place) -> "Locale":
        """The locale of a name; raises PipelineError for a name that CLDR does not know or that is no file name.

        A pseudo-locale is no language: it is refused here, so that nobody gets one who did not ask for one.
        """
        if pseudo_name(name):
            remedy = "name it in pseudo_locales; `polyclinic init` does"
            raise PipelineError(place, f"{name!r} is a pseudo-locale, not a language", remedy)
        if _NAME.fullmatch(name) is None:
            raise PipelineError(place, f"{name!r} is no locale name", "write it as gettext does: de, pt_BR, zh_Hans")
        try:
            CldrLocale.parse(name)
        except (UnknownLocaleError, ValueError):
            raise PipelineError(place, f"unknown locale {name!r}", "use a locale that CLDR knows") from None
        return cls(name)

    @classmethod
    def pseudo_named(cls, name: str, place: Place) -> "Locale":
        """The pseudo-locale of a name, written with a hyphen or as gettext would; raises PipelineError for any other."""
        known = pseudo_name(name)
        if known is None:
            raise PipelineError(place, f"{name!r} is no pseudo-locale", f"there are {' and '.join(PSEUDO_TAGS)}")
        return cls(known)

    @property
    def pseudo(self) -> bool:
        """Whether it is no language but a disguise of the English, for those who make the pages; never published."""
        return self.name in PSEUDO_TAGS

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The names of the months with their numbers, as CLDR writes them in a date and by themselves: whole and abbreviated.

        In lower case, without a full stop; empty for a locale that CLDR does not know.
        """
        try:
            known = self._cldr.months
        except (UnknownLocaleError, ValueError):
            return {}
        widths = [known[use][width] for use in ("stand-alone", "format") for width in ("abbreviated", "wide")]
        return {name.lower().rstrip("."): month for width in widths for month, name in width.items()}

    @cached_property
    def _cldr(self) -> CldrLocale:
        # CLDR has no data for a pseudo-locale: it is English underneath.
        return CldrLocale.parse("en" if self.pseudo else self.name)

    @property
    def tag(self) -> str:
        """The BCP 47 tag (RFC 5646)."""
        return PSEUDO_TAGS.get(self.name) or self.name.replace("_", "-")

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`, as HTML's `dir` wants it."""
        # For a pseudo-locale that of the letters that it shows.
        return CldrLocale.parse(self.tag.partition("-")[0]).text_direction if self.pseudo else self._cldr.text_direction

    @cached_property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that it is written in, by their codes in Unicode (ISO 15924); CLDR's likely ones where it names none."""
        return _SCRIPTS_TOGETHER.get(self._writing, (self._writing,))

    @property
    def traditional(self) -> bool:
        """Whether it is Chinese in traditional characters."""
        return self._writing == "Hant"

    @cached_property
    def _writing(self) -> str:
        named = self._cldr.script if not self.pseudo else None
        language = self.tag.partition("-")[0]
        return named or str(get_global("likely_subtags").get(language, f"{language}_Latn")).split("_")[1]

    def same_reader(self, other: "Locale") -> bool:
        """Whether who reads the one reads the other, so that a text may be right in both."""
        mine, its = self.name.partition("_")[0], other.name.partition("_")[0]
        return mine == its or any({mine, its} <= family for family in _ONE_READER)

    @cached_property
    def own_name(self) -> str:
        """The language's name in itself, beginning with a capital where its script has them; a pseudo-locale has none."""
        if self.pseudo:
            return self.name
        name = self._cldr.get_display_name(self._cldr) or self.name
        return name[0].upper() + name[1:]

    @cached_property
    def english_name(self) -> str:
        """The language's name in English, for catalog headers."""
        return self.name if self.pseudo else self._cldr.english_name or self.name

    @property
    def sentence_separator(self) -> str:
        """What stands between two sentences of a paragraph."""
        return sentence_separator(self.name)

    def format_date(self, day: date) -> str:
        """The date as CLDR's long form, in the locale's own numbering system."""
        return format_date(day, "long", locale=self._cldr)

    @cached_property
    def first_weekday(self) -> int:
        """The day with which a week begins for most who read the language: 0 is Monday, 6 is Sunday."""
        # CLDR says it of countries; where the name has none, it is the language's likeliest one.
        likely = get_global("likely_subtags").get(self._cldr.language) if self._cldr.territory is None else None
        return int((CldrLocale.parse(likely) if likely else self._cldr).first_week_day)

    def weekday_name(self, day: int) -> str:
        """The short name of a day of the week, as it stands in a table; 0 is Monday."""
        return str(self._cldr.days["stand-alone"]["abbreviated"][day])

    def format_range(self, first: str, last: str) -> str:
        """Two ends of a range of anything, as CLDR joins them (`intervalFormatFallback`)."""
        return _unbroken(str(self._cldr.interval_formats[None]).format(first, last))

    def format_times(self, opens: time, closes: time) -> str:
        """From one time of a day to another, in the locale's short form: `8:00 AM – 4:00 PM`, `08:00–16:00 Uhr`."""
        skeleton = "hm" if "a" in _QUOTED.sub("", self._cldr.time_formats["short"].pattern) else "Hm"
        return _unbroken(format_interval(opens, closes, skeleton, locale=self._cldr))

    def territory_name(self, code: str) -> str:
        """A country's name in the locale's language, by its code (ISO 3166-1 alpha-2); in English where CLDR has no other."""
        return str(self._cldr.territories.get(code) or _ENGLISH.territories[code])


_ENGLISH = CldrLocale.parse("en")
_QUOTED = re.compile(r"'[^']*'")
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""What CLDR has in its list besides: parts and unions of countries, and codes for no country at all."""


def territory_known(code: str) -> bool:
    """Whether it is a country's code of two letters (ISO 3166-1 alpha-2)."""
    return len(code) == 2 and code in _ENGLISH.territories and code not in _NO_COUNTRIES


def _unbroken(text: str) -> str:
    """A range with narrow no-break spaces for CLDR's thin ones: as narrow, and no line ends within."""
    return text.replace("\u2009", "\u202f")


def sentence_separator(name: str) -> str:
    """What stands between two sentences of a paragraph in the locale of this name, known to CLDR or not."""
    return "" if name.partition("_")[0] in _UNSPACED_SENTENCES else " "


@cache
def plural_classes(name: str) -> int:
    """How many plural classes CLDR gives the language of a locale for cardinal numbers; 0 where it does not know the name."""
    try:
        return len(CldrLocale.parse(name).plural_form.tags | {"other"})
    except (UnknownLocaleError, ValueError):
        return 0
