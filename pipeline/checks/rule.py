"""What a rule is, what it is asked about, and what it says: the frame of all families of rules.

A rule is a small generator. Its name is its id, its docstring its help (`polyclinic check --explain`), with *Bad* and *Good*.
It says what is wrong and where; how much that weighs stands beside it in its family's `RULES`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from itertools import chain

from pipeline.checks.plain import Text, kept, text_of
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.finding import Severity
from pipeline.model.locale import Locale
from pipeline.model.project import Glossary

Span = tuple[int, int]
"""Where a passage begins and ends, in characters of its text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says."""

    says: str
    """What is wrong, in one sentence without a full stop at its end."""
    message: Message | None = None
    """The entry that it is about; None for the catalog as a whole, that is, its header."""
    form: int = 0
    """Which form of the translation the passages of `text` stand in."""
    source: tuple[Span, ...] = ()
    """The passages of the source text that show it."""
    text: tuple[Span, ...] = ()
    """The passages of the translation."""
    path: str = ""
    """The file of the entry, where a rule looks at several catalogs; else it is the catalog in question."""
    header: str = ""
    """Where it is about the catalog as a whole: the lines of its header that show it."""


@dataclass(frozen=True)
class Pair:
    """A source text and one live translation of it, as a rule compares them."""

    message: Message
    form: int
    """Which form of a plural the translation is; 0 where there is but one."""
    source: str
    """The `msgid`; for the later forms of a plural its `msgid_plural`, and for all where the language has one form."""
    text: str
    """The form's `msgstr`."""
    locale: Locale

    @kept
    def english(self) -> Text:
        """The source, prepared for reading: analysed once for all locales."""
        return text_of(self.source)

    @kept
    def translation(self) -> Text:
        """The translation, prepared for reading."""
        return Text(self.text)

    def problem(self, says: str, source: Sequence[Span] = (), text: Sequence[Span] = ()) -> Problem:
        """A problem of this pair, with the passages that show it."""
        return Problem(says, self.message, self.form, tuple(source), tuple(text))


@dataclass(frozen=True)
class Sheet:
    """One catalog of a locale, and what the rules may know beside it."""

    catalog: Catalog
    locale: Locale
    glossary: Glossary = Glossary()  # noqa: RUF009 - frozen
    protected: frozenset[MessageKey] = frozenset()
    """The messages without which no page is published."""
    words: frozenset[str] = frozenset()
    """Words of the project that a spelling dictionary need not know, case-folded."""
    knows: Callable[[str], bool] | None = None
    """Whether a dictionary of the language knows a word; None where nobody asked for one."""

    @kept
    def pairs(self) -> tuple[Pair, ...]:
        """All live translations, form by form, in the catalog's order."""
        found = []
        for message in self.catalog.translated.values():
            plural = message.msgid_plural
            for form, text in enumerate(message.msgstr):
                later = plural is not None and (form > 0 or len(message.msgstr) == 1)
                found.append(Pair(message, form, plural if later and plural is not None else message.msgid, text, self.locale))
        return tuple(found)


Find = Callable[[Sheet], Iterator[Problem]]
"""A rule on one catalog."""
FindAcross = Callable[[Sequence[Sheet]], Iterator[Problem]]
"""A rule that compares all catalogs of a locale; its problems name their `path`."""

COMPARE = "compare it with the English; if it says the same, leave it, and write a waiver where it is protected"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, how much its findings weigh, and where it applies."""

    find: Find
    severity: Severity
    remedy: str = COMPARE
    """The next step after a finding."""
    domain: str | None = None
    """The one domain whose catalogs it reads; without one it reads all."""
    waivable: bool = True
    """Whether a person may find it wrong; not where programs stop (`msgfmt --check`): no word makes a catalog readable."""

    @property
    def id(self) -> str:
        """The rule's id in kebab case."""
        return self.find.__name__.replace("_", "-")


@dataclass(frozen=True, slots=True)
class RuleAcross:
    """A rule on all catalogs of a locale together."""

    find: FindAcross
    severity: Severity
    remedy: str = COMPARE

    @property
    def id(self) -> str:
        """The rule's id in kebab case."""
        return self.find.__name__.replace("_", "-")


Among = Callable[[Sheet], Sequence[Pair]]
"""Those translations of a catalog of which a rule can say anything, told from the others at little cost."""


def each(find: Callable[[Pair], Iterator[Problem]], among: Among = lambda sheet: sheet.pairs) -> Find:
    """A rule that looks at one translation at a time, at all or `among` some, as a rule on a catalog."""

    @wraps(find)
    def find_in_each(sheet: Sheet) -> Iterator[Problem]:
        return chain.from_iterable(map(find, among(sheet)))

    return find_in_each
