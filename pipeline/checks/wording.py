"""Words that carry the meaning of a sentence, and can be lost in translation: what denies, what restricts."""

from collections.abc import Callable, Iterator

from pipeline.checks.cues import Cues, cues_of
from pipeline.checks.rule import Problem, Rule, Sheet
from pipeline.model.finding import Severity

_SOURCE = "en"
"""The language of the msgids."""


def negation_changed(sheet: Sheet) -> Iterator[Problem]:
    """The source denies something and the translation nothing, or the translation alone denies.

    Presence is compared, not number: some languages deny twice where English denies once.

    Bad:  "They do not replace medical advice." → "Sie ersetzen die ärztliche Beratung."
    Good: "They do not replace medical advice." → "Sie ersetzen keine ärztliche Beratung."
    """
    return _changed(sheet, "denies", Cues.negations)


def only_changed(sheet: Sheet) -> Iterator[Problem]:
    """The source says "only" and the translation does not, or the translation alone restricts.

    Bad:  "for educational purposes only" → "zu Bildungszwecken"
    Good: "for educational purposes only" → "nur zu Bildungszwecken"
    """
    return _changed(sheet, "restricts", Cues.restrictions)


def _changed(sheet: Sheet, does: str, words: Callable[[Cues, str], list[str]]) -> Iterator[Problem]:
    source, own = cues_of(_SOURCE), cues_of(sheet.locale.name)
    if source is None or own is None:
        return
    for pair in sheet.pairs:
        wanted, found = words(source, pair.source), words(own, pair.text)
        if wanted and not found:
            says = f"the source {does} (“{wanted[0]}”), and no word known to do so stands in the translation"
            yield pair.problem(says)
        elif found and not wanted:
            yield pair.problem(f"the translation {does} (“{found[0]}”), and no word known to do so stands in the source")


RULES = (
    Rule(negation_changed, Severity.WARNING, domain="disclaimer"),
    Rule(only_changed, Severity.WARNING, domain="disclaimer"),
)
"""The family's rules."""
