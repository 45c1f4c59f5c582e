"""Conditions: "unless" that became "if" asks for the opposite.

The words lie in `lexicon/conditions/<language>.json`: `unless` with all that says an exception or a limit in time, `if` with
what says a plain condition. A language may deny instead ("wenn nicht") or restrict ("nur wenn"): both are as good as "unless".
"""

from collections.abc import Iterator
from functools import cache

from pipeline.checks.denials import STRONG, lexicon_of
from pipeline.checks.lexicon import lexicon
from pipeline.checks.passages import passages, within
from pipeline.checks.phrases import Phrases
from pipeline.checks.plain import Text, once
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity


def unless_lost(pair: Pair) -> Iterator[Problem]:
    """The source says "unless", and the translation "if" with nothing that excepts, denies or restricts.

    Bad:  "Do it unless it hurts." → "Tun Sie es, wenn es schmerzt."
    Good: "Do it unless it hurts." → "Tun Sie es, wenn es nicht schmerzt."

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    wanted = _unless_of_english(pair.english)
    words, own = words_of(pair.locale.name), lexicon_of(pair.locale.name)
    if not wanted or words is None or own is None:
        return
    for english, translation in passages(pair):
        there = [span for span in wanted if english[0] <= span[0] < english[1]]
        found = within(tuple(words.find(pair.translation)), translation)
        if not there or not found or any(one.meaning for one in found):
            continue
        denies = within(tuple(own.denials(pair.translation)), translation)
        restricts = within(tuple(own.only.find(pair.translation)), translation)
        if not any(one.meaning for one in denies) and not any(one.meaning == STRONG for one in restricts):
            here = [(one.start, one.end) for one in found]
            says = f"the source says “{pair.source[slice(*there[0])]}”, the translation “{pair.text[slice(*here[0])]}”"
            yield pair.problem(says, there, here)
            return


@once
def _unless_of_english(text: Text) -> tuple[Span, ...]:
    if "nless" not in text.plain:
        return ()
    own = words_of("en")
    return tuple((one.start, one.end) for one in own.find(text) if one.meaning) if own is not None else ()


@cache
def words_of(locale: str) -> Phrases[bool] | None:
    """What says "if" (False) or "unless" (True) in a locale's language, or None where nobody has listed it."""
    listed = lexicon("conditions", locale)
    if listed is None:
        return None
    return Phrases(dict.fromkeys(listed["if"], False) | dict.fromkeys(listed["unless"], True), listed["spaced"])


RULES = (Rule(each(unless_lost), Severity.WARNING, "say the exception as the English does"),)
"""The family's rule."""
