"""Markup that must survive a translation: links and citations."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks.rule import Pair, Problem, Rule, each
from pipeline.model.finding import Severity

_LABEL = re.compile(r"\]\[([^\]]*)\]")
_CITATION = re.compile(r"\[\^[^\]]*\]")
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://[^\s)>]+|<[a-z]+:[^>]+>", re.IGNORECASE)


def link_changed(pair: Pair) -> Iterator[Problem]:
    """A link of the source is missing from the translation, or the translation has one that the source lacks.

    Bad:  "read [the cautions][1]" → "lesen Sie [die Hinweise](https://elsewhere.example)"
    Good: "read [the cautions][1]" → "lesen Sie [die Hinweise][1]"
    """
    lost, added = _changes(_LABEL, pair)
    yield from (pair.problem(f"the link [{label}] of the source is missing") for label in lost)
    yield from (pair.problem(f"a link [{label}] that the source lacks") for label in added)
    _, added = _changes(_ADDRESS, pair)
    yield from (pair.problem(f"a link that the source lacks: {address}") for address in added)


def citation_changed(pair: Pair) -> Iterator[Problem]:
    """A citation of the source is missing from the translation, or the translation cites what the source does not.

    Bad:  "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten."
    Good: "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten.[^boyce]"
    """
    lost, added = _changes(_CITATION, pair)
    yield from (pair.problem(f"the citation {citation} of the source is missing") for citation in lost)
    yield from (pair.problem(f"a citation {citation} that the source lacks") for citation in added)


def _changes(sign: re.Pattern[str], pair: Pair) -> tuple[Iterator[str], Iterator[str]]:
    """The signs that the translation lacks and those that it adds."""
    if not _may_hold_markup(pair):
        return iter(()), iter(())
    wanted, found = Counter(sign.findall(pair.source)), Counter(sign.findall(pair.text))
    return (wanted - found).elements(), (found - wanted).elements()


def _may_hold_markup(pair: Pair) -> bool:
    # Most messages hold none, and looking for three signs costs less than counting nothing twice.
    texts = pair.source + pair.text
    return "[" in texts or "://" in texts or "<" in texts


RULES = (
    Rule(each(link_changed), Severity.ERROR, "write the link as in the source: [words][1]"),
    Rule(each(citation_changed), Severity.ERROR, "copy the citation as it is"),
)
"""The family's rules."""
