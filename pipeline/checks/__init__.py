"""Quality rules: each is one small generator; its id is its name, its help is its docstring."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps

from pipeline.checks.duties import duty_unchanged, length_unlikely, sentences_changed
from pipeline.checks.markup import citation_changed, link_changed
from pipeline.checks.wording import negation_changed, only_changed
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity

Find = Callable[[Catalog], Iterator[tuple[Message, str]]]
"""From a catalog to its messages that have a problem, each with the problem in one sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, how much its findings weigh, and where it applies."""

    find: Find
    severity: Severity
    remedy: str = "mend the translation"
    """The next step after a finding."""
    domain: str | None = None
    """The one domain whose catalogs it reads; without one it reads all."""

    @property
    def id(self) -> str:
        """The rule's id in kebab case."""
        return self.find.__name__.replace("_", "-")


def each(find: Callable[[Message], Iterator[str]]) -> Find:
    """A rule that looks at one message at a time, as a rule over a catalog: it is asked about every live translation."""

    @wraps(find)
    def find_in_each(catalog: Catalog) -> Iterator[tuple[Message, str]]:
        for message in catalog.translated.values():
            for problem in find(message):
                yield message, problem

    return find_in_each


_COMPARE = "compare it with the English; if it says the same, leave it"

RULES = (
    Rule(each(link_changed), Severity.ERROR),
    Rule(each(citation_changed), Severity.ERROR),
    Rule(negation_changed, Severity.WARNING, _COMPARE, domain="disclaimer"),
    Rule(only_changed, Severity.WARNING, _COMPARE, domain="disclaimer"),
    Rule(sentences_changed, Severity.WARNING, _COMPARE, domain="disclaimer"),
    Rule(length_unlikely, Severity.WARNING, _COMPARE, domain="disclaimer"),
    Rule(duty_unchanged, Severity.WARNING, _COMPARE, domain="disclaimer"),
)


def check(catalog: Catalog) -> Iterator[Finding]:
    """What the rules find in the live translations of a catalog, in the catalog's order."""
    rules = [rule for rule in RULES if rule.domain in (None, catalog.domain)]
    found = [(message, rule, problem) for rule in rules for message, problem in rule.find(catalog)]
    if found:
        standing = {key: number for number, key in enumerate(catalog.translated)}
        found.sort(key=lambda one: standing[one[0].key])
    for message, rule, problem in found:
        yield Finding(rule.severity, rule.id, catalog.locale or "", Place(catalog.path, message.line), problem, rule.remedy)
