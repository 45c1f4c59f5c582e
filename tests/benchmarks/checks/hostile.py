"""How the cost of each rule grows with hostile texts: CPU for 25 kB and for 100 kB, where linear is four times as much.

    .venv/bin/python tests/benchmarks/checks/hostile.py [--locale de]... [--length 100000] [--rule RULE]... [--show 20]

A rule's cost holds what it prepares of a text, also where another rule would have prepared it. Only what takes longer than a
twentieth of a second for the longer text is shown, the worst ratio first; small times say nothing.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[3]))

from pipeline.checks import RULES, RULES_ACROSS
from pipeline.checks.rule import Rule, RuleAcross, Sheet
from pipeline.model.catalog import Catalog, Message
from pipeline.model.locale import Locale
from tests.checks.hostile import hostile_pairs

_SHOWN_FROM = 0.05


def checked(length: int, part: int, parts: int) -> int:
    """How many findings all rules have for one of so many parts of the hostile texts, each both source and translation."""
    pairs = list(hostile_pairs(length))[part::parts]
    return sum(_findings(_RULES, locale, text) for locale, text in pairs)


_RULES = (*RULES, *RULES_ACROSS)


def _findings(rules: Sequence[Rule | RuleAcross], locale: str, text: str) -> int:
    """How many findings these rules have; those of one domain share what is prepared of a text, as in a check."""
    half = len(text) // 2
    # The translation is no copy of the source, or what compares the two would have nothing to do.
    messages = (Message(text, "context", msgstr=(f"{text[half:]} {text[:half]}",), line=1),)
    sheets: dict[str, Sheet] = {}
    found = 0
    for rule in rules:
        domain = (rule.domain if isinstance(rule, Rule) else None) or "article"
        catalog = Catalog(domain, locale, messages=messages, path="hostile.po")
        sheet = sheets.setdefault(domain, Sheet(catalog, Locale(locale)))
        found += sum(1 for _ in (rule.find(sheet) if isinstance(rule, Rule) else rule.find([sheet])))
    return found


def _cost(rule: Rule | RuleAcross, locale: str, text: str) -> float:
    begin = process_time()
    _findings([rule], locale, text)
    return process_time() - begin


def main(arguments: Sequence[str]) -> None:
    """Print the costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--locale", action="append", default=[])
    parser.add_argument("--rule", action="append", default=[])
    parser.add_argument("--length", type=int, default=100_000)
    parser.add_argument("--show", type=int, default=20)
    chosen = parser.parse_args(arguments)
    rules = [rule for rule in _RULES if not chosen.rule or rule.id in chosen.rule]
    found = []
    pairs = zip(hostile_pairs(chosen.length // 4), hostile_pairs(chosen.length), strict=True)
    for (locale, short), (_, long) in pairs:
        if chosen.locale and locale not in chosen.locale:
            continue
        for rule in rules:
            after = _cost(rule, locale, long)
            if after >= _SHOWN_FROM:
                found.append((after / max(_cost(rule, locale, short), 0.001), after, rule.id, locale, long[:12]))
    print("ratio  seconds  rule, locale, text")
    for ratio, seconds, rule_id, locale, text in sorted(found, reverse=True)[: chosen.show]:
        print(f"{ratio:5.1f}  {seconds:7.2f}  {rule_id} {locale or '-'} {text!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
