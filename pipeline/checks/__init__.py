"""Quality rules: each is one small generator over a message; its id is its name, its help is its docstring."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.checks.markup import citation_changed, link_changed
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and how much its findings weigh."""

    find: Callable[[Message], Iterator[str]]
    severity: Severity

    @property
    def id(self) -> str:
        """The rule's id in kebab case."""
        return self.find.__name__.replace("_", "-")


RULES = (
    Rule(link_changed, Severity.ERROR),
    Rule(citation_changed, Severity.ERROR),
)


def check(catalog: Catalog) -> Iterator[Finding]:
    """What the rules find in the live translations of a catalog, in the catalog's order."""
    for message in catalog.translated.values():
        for rule in RULES:
            for problem in rule.find(message):
                place = Place(catalog.path, message.line)
                yield Finding(rule.severity, rule.id, catalog.locale or "", place, problem, "mend the translation")
