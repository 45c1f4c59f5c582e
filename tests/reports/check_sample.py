"""A check of a few catalogs, made by hand: what its reports must show, whatever the rules find today."""

from pipeline.model.catalog import Message
from pipeline.model.check import Checked, CheckedCatalog, CheckRule
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Mark, Severity

RULES = (
    CheckRule(
        "figure-changed",
        "figures",
        Severity.ERROR,
        "A figure is another one.\n\nBad:  24 → 42\nGood: 24 → ٢٤",
        "write the figures of the English",
    ),
    CheckRule(
        "negation-differs", "meaning", Severity.WARNING, "A text denies\nmore or less.\n\nBad: x\nGood: y", "compare the two"
    ),
    CheckRule("plural-forms", "catalog", Severity.WARNING, "The header is wrong.", "mend the header", "site"),
    CheckRule("waiver-unused", "waivers", Severity.WARNING, "A waiver silences nothing.", "remove the entry", waivable=False),
)
"""The rules of the sample; no real ones."""

LONG = f"{'Rest well. ' * 30}Rest for 24 hours. {'Drink water. ' * 30}Come back after 3 days. {'Move. ' * 10}"


def finding(rule: str, locale: str, path: str, message: Message | None, says: str, *marks: Mark, **more: object) -> Finding:
    """A finding of one of the rules."""
    one = next(known for known in RULES if known.id == rule)
    place = Place(path, message.line if message else 1)
    return Finding(one.severity, rule, locale, place, says, one.remedy, message, marks, **more)  # type: ignore[arg-type]


def po(locale: str, name: str = "dry-needling") -> str:
    """The path of a catalog."""
    return f"locales/{locale}/LC_MESSAGES/{name}.po"


_PLURAL = Message("one hour", msgid_plural="%d hours", msgstr=("%d 時間",), line=77)
_ODD = po("zh_Hans", "50%,a:b")

FINDINGS = (
    finding(
        "negation-differs",
        "de",
        po("de"),
        Message("Do **not** stop your medicine.", "tip", msgstr=("Setzen Sie Ihr Medikament ab.",), line=12),
        "the source denies (“not”), and the translation does not",
        Mark(None, 5, 8),
        protected=True,
    ),
    finding(
        "figure-changed",
        "de",
        po("de"),
        Message(LONG, msgstr=(LONG.replace("24", "42").replace("3 days", "5 days"),), line=40),
        "24 became 42, 3 became 5",
        Mark(None, LONG.index("24"), LONG.index("24") + 2),
        Mark(None, LONG.index("3 d"), LONG.index("3 d") + 1),
        Mark(0, LONG.index("24"), LONG.index("24") + 2),
        Mark(0, LONG.index("3 d"), LONG.index("3 d") + 1),
    ),
    finding(
        "figure-changed",
        "ar",
        po("ar"),
        Message("Rest for 24 to 48 hours.", msgstr=("استرح من ٢٤ إلى ٨٤ ساعة.",), line=9),
        "48 is missing",
        Mark(None, 15, 17),
        Mark(0, 16, 18),
    ),
    finding("figure-changed", "ja", po("ja"), _PLURAL, "a figure “1” is missing", Mark(None, 0, 2), Mark(0, 3, 5)),
    finding("plural-forms", "ja", po("ja", "site"), None, "Plural-Forms is “nplurals=2”, Japanese has one form"),
    finding(
        "negation-differs",
        "zh_Hans",
        _ODD,
        Message("100% <sure> & “done”\nsecond line", msgstr=("不\u200b是\x1b[31m，]]>: 100%\r",), line=3),
        "the translation denies: ::warning ::%0A",
        Mark(0, 0, 3),
    ),
    Finding(
        Severity.WARNING,
        "waiver-unused",
        "de",
        Place("locales/de/waivers.toml", 4),
        "this waiver silences nothing: it stands here twice (“x”)",
        "remove the entry",
    ),
)

SAMPLE = Checked(
    tuple(
        CheckedCatalog(locale, path, messages)
        for locale, path, messages in (
            ("de", po("de"), 120),
            ("de", po("de", "site"), 20),
            ("ar", po("ar"), 119),
            ("ja", po("ja"), 118),
            ("ja", po("ja", "site"), 1),
            ("zh_Hans", _ODD, 1),
        )
    ),
    FINDINGS,
    FINDINGS[:1],
    (PipelineError(Place("locales/hr/LC_MESSAGES/broken, one.po", 7), "the string is not closed", "close the quotation mark"),),
)
"""Several findings in five languages, one of them waived elsewhere, and a catalog that cannot be read."""
