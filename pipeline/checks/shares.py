"""How many, how often, how much, how soon: all, most or some; always or sometimes; double, half or whole; now or later.

The words lie in `lexicon/shares/<language>.json`, a list for each. A word that ends in `?` may say it, and may say
something else: it excuses a translation and accuses none. "None" and "never" deny, and are compared in `meaning`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pipeline.checks.lexicon import lexicon
from pipeline.checks.passages import passages, within
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, once
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity

_FIGURE = re.compile(r"\s?\d")
_FIGURE_BEFORE = re.compile(r"\d\s?$")
_HOW_MANY = ("all", "most", "some")
_HOW_OFTEN = ("always", "usually", "sometimes")
_HOW_MUCH = ("double", "half", "whole")
_HOW_SOON = ("now", "later")
_SCALES = (_HOW_MANY, _HOW_OFTEN, _HOW_MUCH, _HOW_SOON)
Said = tuple[tuple[str, bool], ...]
"""Which shares a phrase says, each with whether it hardly ever says something else."""


def share_changed(pair: Pair) -> Iterator[Problem]:
    """All became some in the translation, or most; always became sometimes, half became double, at once became later.

    It speaks sentence by sentence, where one share of the source is in no word of the translation, and another one surely is
    that is in no word of the source.

    Bad:  "Most people tolerate it well." → "Alle Menschen vertragen es gut."
    Good: "Most people tolerate it well." → "Die meisten Menschen vertragen es gut."

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    wanted = _of_english(pair.english)
    own = words_of(pair.locale.name) if wanted else None
    if own is None:
        return
    found = _but_of_figures(own.find(pair.translation), pair.translation)
    says = _shares(found)
    if not says or len(says | _shares(wanted)) == 1:
        return
    for english, translation in passages(pair):
        theirs, ours = _spans(within(wanted, english)), _spans(within(found, translation))
        for shares in _SCALES:
            said = [share for share in shares if theirs[0].get(share)]
            stand = [share for share in shares if ours[0].get(share)]
            lost = [share for share in said if share not in ours[1]]
            come = [share for share in stand if share not in theirs[1]]
            if lost and come and len(said) == len(stand) == 1:
                there, here = theirs[0][lost[0]], ours[0][come[0]]
                before, after = pair.source[slice(*there[0])], pair.text[slice(*here[0])]
                yield pair.problem(f"the source says “{before}”, the translation “{after}”", there, here)
                return


def _shares(found: Sequence[Found[Said]]) -> set[str]:
    """The shares that are surely said anywhere."""
    return {share for one in found for share, sure in one.meaning if sure}


def _spans(found: Sequence[Found[Said]]) -> tuple[Mapping[str, list[Span]], set[str]]:
    """Where each share is surely said, and which shares are surely or perhaps said."""
    surely: dict[str, list[Span]] = {}
    for one in found:
        for share, sure in one.meaning:
            if sure:
                surely.setdefault(share, []).append((one.start, one.end))
    return surely, {share for one in found for share, _ in one.meaning}


def _but_of_figures(found: Iterable[Found[Said]], text: Text) -> tuple[Found[Said], ...]:
    """The words that stand beside no figure: "some 20,000" are about as many, "1 em cada 1.024" is a share by itself."""
    plain = text.plain
    return tuple(
        one
        for one in found
        if not _FIGURE.match(plain, one.end) and not _FIGURE_BEFORE.search(plain, max(0, one.start - 3), one.start)
    )


@once
def _of_english(text: Text) -> tuple[Found[Said], ...]:
    own = words_of("en")
    found = _but_of_figures(own.find(text), text) if own is not None else ()
    return found if any(sure for one in found for _, sure in one.meaning) else ()


@cache
def words_of(locale: str) -> Phrases[Said] | None:
    """The words of a locale's language, or None where nobody has listed them."""
    listed = lexicon("shares", locale)
    if listed is None:
        return None
    meanings: dict[str, Said] = dict.fromkeys(listed["unlike"], ())
    for share in (share for shares in _SCALES for share in shares):
        for word in listed[share]:
            phrase = word.removesuffix("?")
            meanings[phrase] = (*meanings.get(phrase, ()), (share, phrase == word))
    return Phrases(meanings, listed["spaced"], listed.get("proclitics", ()))


RULES = (Rule(each(share_changed), Severity.WARNING, "say the same share: all, most or some; always, usually or sometimes"),)
"""The family's rule."""
