"""What somebody must, should, may, must not or need not do: an order that became a permission, or advice that became an order.

The words lie in `lexicon/obligation/<language>.json`, a list for each of the five. A word that ends in `?` may say it, and may
say something else: it excuses a translation and accuses none, and may stand in several lists, since languages draw the lines
elsewhere ("debe" is must, and often should). A language has many another way to oblige somebody, an imperative above all. So a
rule speaks only where the translation surely says what the source does not, and has no word for what the source says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.checks.denials import SURE, found_in_english, lexicon_of
from pipeline.checks.lexicon import lexicon
from pipeline.checks.passages import passages, within
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, once
from pipeline.checks.rule import Pair, Problem, Rule, Span, each
from pipeline.model.finding import Severity

MUST, SHOULD, MAY, FORBID, EXEMPT = "must", "should", "may", "forbid", "exempt"
_TURNED = ((MUST, MAY), (SHOULD, MAY), (MAY, MUST), (SHOULD, MUST))
"""What becomes what: not must to should, since half of the languages have one word for both; nor may to should, since "you may
wish to" is advice."""
_TURNED_DENIED = ((FORBID, EXEMPT), (EXEMPT, FORBID))
"""The same of what is denied: "must not" is "darf nicht", and "muss nicht" is "need not"."""
_SOURCE = "en"
_STOP = re.compile(r"[.!?؟]+(?=\s)|[。！？।]")


@dataclass(frozen=True, slots=True)
class Said:
    """What a word says."""

    strength: str
    """`MUST`, `SHOULD` or `MAY`; what denies them, `FORBID` or `EXEMPT`."""
    surely: bool
    """Whether it hardly ever says something else."""


Words = Sequence[Found[tuple[Said, ...]]]
"""The words of a text that oblige or permit, in its order."""


def obligation_changed(pair: Pair) -> Iterator[Problem]:
    """An order became a permission in the translation, a permission an order, advice either; or "must not" "need not".

    It speaks sentence by sentence. Of orders and permissions it speaks where nothing is denied or restricted: "must not" and
    "may not" are one in many languages, and what must hold only letters may hold letters only.

    Bad:  "You must stop the exercise." → "Sie können die Übung beenden."
    Bad:  "You must not drive." → "Sie müssen nicht Auto fahren."
    Good: "You must stop the exercise." → "Beenden Sie die Übung."

    Source: Multidimensional Quality Metrics (MQM), "mistranslation"; the word lists are the project's own.
    """
    wanted = _words_of_english(pair.english)
    own = words_of(pair.locale.name) if wanted else None
    if own is None or not wanted:
        return
    found = tuple(_within_sentences(own, pair.translation))
    sure, own_sure = _sure(wanted), _sure(found)
    if not any(lost in sure and come in own_sure for lost, come in (*_TURNED, *_TURNED_DENIED)):
        return
    for english, translation in passages(pair):
        theirs, ours = within(wanted, english), within(found, translation)
        turned = _turned(theirs, ours, _TURNED)
        if turned and _denied(pair, english, translation):
            turned = None
        turned = turned or _turned(theirs, ours, _TURNED_DENIED)
        if turned:
            before, after = turned
            there, here = _spans(theirs, before), _spans(ours, after)
            says = f"the source says “{_quoted(pair.source, there)}”, the translation “{_quoted(pair.text, here)}”"
            yield pair.problem(says, there, here)
            return


def _sure(words: Words) -> set[str]:
    """The strengths that are surely said anywhere."""
    return {said.strength for one in words for said in one.meaning if said.surely}


def _turned(theirs: Words, ours: Words, turns: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The strength that was lost, and the one that came in its place."""
    sure, perhaps = _counts(theirs)
    own_sure, own_perhaps = _counts(ours)
    for lost, come in turns:
        if own_perhaps[lost] < sure[lost] and not own_perhaps[lost] and own_sure[come] > perhaps[come]:
            return lost, come
    return None


def _within_sentences(own: Phrases[tuple[Said, ...]], text: Text) -> Iterator[Found[tuple[Said, ...]]]:
    """The words of a text; a phrase with others between ("muss … nicht") ends with its sentence, or does not stand there."""
    for found in own.find(text):
        end = _STOP.search(text.plain, found.start, found.end)
        if end is None:
            yield found
        else:
            first = own.find(Text(text.raw[found.start : end.start()]))
            yield from (Found(one.meaning, one.start + found.start, one.end + found.start) for one in first)


def _counts(words: Words) -> tuple[Counter[str], Counter[str]]:
    """How often each strength is surely said, and how often surely or perhaps."""
    every = [said for one in words for said in one.meaning]
    return Counter(said.strength for said in every if said.surely), Counter(said.strength for said in every)


def _denied(pair: Pair, english: Span, translation: Span) -> bool:
    """Whether one of the two passages denies or restricts anything."""
    own = lexicon_of(pair.locale.name)
    ours = (tuple(own.denials(pair.translation)), tuple(own.only.find(pair.translation))) if own is not None else ()
    theirs = found_in_english(pair.english)
    parts = [within(found, english) for found in theirs] + [within(found, translation) for found in ours]
    return any(one.meaning in SURE for part in parts for one in part)


def _spans(words: Words, strength: str) -> list[Span]:
    return [(one.start, one.end) for one in words if any(said.surely and said.strength == strength for said in one.meaning)]


def _quoted(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(dict.fromkeys(text[start:end] for start, end in spans))


@once
def _words_of_english(text: Text) -> Words:
    """The words of an English text that oblige or permit; nothing if none surely does."""
    own = words_of(_SOURCE)
    found = tuple(own.find(text)) if own is not None else ()
    return found if any(said.surely for one in found for said in one.meaning) else ()


@cache
def words_of(locale: str) -> Phrases[tuple[Said, ...]] | None:
    """The words of a locale's language, or None where nobody has listed them."""
    listed = lexicon("obligation", locale)
    if listed is None:
        return None
    meanings: dict[str, tuple[Said, ...]] = dict.fromkeys(listed["unlike"], ())
    for strength in (MUST, SHOULD, MAY, FORBID, EXEMPT):
        for word in listed[strength]:
            phrase = word.removesuffix("?")
            meanings[phrase] = (*meanings.get(phrase, ()), Said(strength, phrase == word))
    return Phrases(meanings, listed["spaced"], listed.get("proclitics", ()))


RULES = (Rule(each(obligation_changed), Severity.WARNING),)
"""The family's rules."""
