"""What denies and what restricts in a text: words with how surely they do, as a language lists them and as its grammar has it.

The lists are in `cues.json`, which the gate's advice reads too, and in `lexicon/meaning`, which holds what denies less surely.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.checks.cues import Listed, listed
from pipeline.checks.lexicon import lexicon
from pipeline.checks.passages import SENTENCE_END
from pipeline.checks.phrases import Found, Phrases
from pipeline.checks.plain import Text, once

STRONG, CONCORD, EITHER, SPREAD, WEAK, NONE = "strong", "concord", "either", "spread", "weak", ""
"""How surely a word denies; `CONCORD` repeats a denial, `SPREAD` has words between, `NONE` only looks like one."""
SURE = frozenset({STRONG, CONCORD})
"""What denies, whatever the other text says."""
_SOURCE = "en"
_OR = re.compile(r"\bor\b[^.!?;:]")
_CARRIED = 40
"""Within so many characters an "or" carries a denial on."""
_VERB_DENIES = frozenset({"hr", "pl", "uk"})
_JOINING = frozenset("-|=/_")
_QUOTES = frozenset("\"'“”‘’«»`")
_NUMBERED = re.compile(r"[.:]?\s{0,2}(?:%|\{|\d|$)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What denies and what restricts in one language."""

    negation: Phrases[str]
    """Phrases that deny, each with how surely it does."""
    only: Phrases[str]
    """Phrases that restrict, likewise."""
    verb_denies: bool
    """Whether the verb is always denied beside a word that repeats a denial: Croatian "nikada ne" for "never"."""

    def denials(self, text: Text) -> Iterator[Found[str]]:
        """The words of a text that deny; a phrase with words between ("ne … plus") lets another denial within stand instead."""
        for found in self.negation.find(text):
            if found.meaning == SPREAD:
                between = text.raw.find(" ", found.start, found.end) + 1 or found.end
                others = [
                    one for one in self.negation.find(Text(text.raw[between : found.end])) if one.meaning in (STRONG, CONCORD)
                ]
                if others:
                    yield from (one._replace(start=one.start + between, end=one.end + between) for one in others)
                    continue
                if SENTENCE_END.search(text.plain, found.start, found.end):
                    continue
            yield found


@cache
def lexicon_of(locale: str) -> Lexicon | None:
    """The lists of a locale, or of the language that it is a variety of; None where there is none."""
    name = "zh_Hans" if locale == "zh_CN" else locale
    known = name if name in listed() else name.rpartition("_")[0]
    if known not in listed():
        return None
    cues = listed()[known]
    graded = _tiers(known)
    denies: Mapping[str, str] = (
        dict.fromkeys((cue for cue in cues["only"] if "…" in cue and known != "fr"), EITHER)
        | dict.fromkeys(cues["negation"], STRONG)
        | {cue: EITHER if _denies_within(cue, cues) else WEAK for cue in graded["weak"]}
        | dict.fromkeys(graded["concord"], CONCORD)
        | dict.fromkeys((*cues["unlike"], *graded["unlike"]), NONE)
        | dict.fromkeys(graded["either"], EITHER)
        | dict.fromkeys(_limits_that_deny(known, cues), EITHER)
        | dict.fromkeys(graded.get("paired", ()), WEAK)
        | dict.fromkeys(graded.get("sure", ()), STRONG)
    )
    restricts = (
        dict.fromkeys(cues["only"], STRONG) | dict.fromkeys(cues["unlike"], NONE) | dict.fromkeys(graded["only_weak"], EITHER)
    )
    denies = _without_short_stems(denies, cues["negation"])
    if cues["spaced"]:
        denies = {cue: SPREAD if meaning in (EITHER, WEAK) and "…" in cue else meaning for cue, meaning in denies.items()}
    spaced = cues["spaced"]
    return Lexicon(Phrases(denies, spaced), Phrases(restricts, spaced), known in _VERB_DENIES)


def _limits_that_deny(locale: str, cues: Listed) -> Iterator[str]:
    """Limits said with a word that denies, where another language denies nothing: "nicht weniger als", "at least"."""
    limits = lexicon("limits", locale) or {"least": (), "most": ()}
    stems = tuple(cue[:-1] for cue in cues["negation"] if cue.endswith("*"))
    for phrase in (*limits["least"], *limits["most"]):
        if _denies_within(phrase, cues) or (
            cues["spaced"] and stems and any(word.startswith(stems) for word in phrase.split())
        ):
            yield phrase


def _tiers(language: str) -> Mapping[str, Sequence[str]]:
    """A language's file of words that deny less surely.

    `paired` holds what stands for a weak word of the English ("どころか": "instead of"), whatever denies in it; `sure` what
    denies though its beginning is `unlike` a denial: 不适合, "not suitable", beside 不适, "discomfort".
    """
    found = lexicon("meaning", language)
    assert found is not None  # noqa: S101 - a data file of ours
    return found


def _denies_within(cue: str, cues: Listed) -> bool:
    """Whether a word that surely denies elsewhere is a part of the phrase, or all of it: "no longer"."""
    if not cues["spaced"]:
        return any(word in cue for word in cues["negation"])
    return not set(cue.split()).isdisjoint(cues["negation"])


def _without_short_stems(meanings: Mapping[str, str], words: Sequence[str]) -> Mapping[str, str]:
    """The phrases, with a stem such as "ne*" in place of which "ne" itself denies, standing for longer words alone."""
    letters = "abcčćdđefghijklłmnoprsśštuvwyzźžабвгґдежзиіїйклмнопрстуфхцчшщьюя"
    longer: dict[str, str] = {}
    for phrase, meaning in meanings.items():
        if phrase.endswith("*") and meaning == WEAK and phrase[:-1] in words:
            longer |= {f"{phrase[:-1]}{letter}*": meanings.get(f"{phrase[:-1]}{letter}*", meaning) for letter in letters}
        else:
            longer.setdefault(phrase, meaning)
    return longer


@once
def found_in_english(text: Text) -> tuple[tuple[Found[str], ...], tuple[Found[str], ...]]:
    """What denies and what restricts in a source text, found once for all locales."""
    own = lexicon_of(_SOURCE)
    if own is None:
        return (), ()
    denies = _unsure_in_names(text, own.denials(text))
    return tuple(_with_or(text, denies)), _unsure_in_names(text, own.only.find(text))


def _with_or(text: Text, denies: Sequence[Found[str]]) -> Iterator[Found[str]]:
    """The same, with the "or" that carries a denial on: "do not eat or drink" may deny twice in another language."""
    for number, one in enumerate(denies):
        yield one
        end = denies[number + 1].start if number + 1 < len(denies) else len(text.plain)
        found = _OR.search(text.plain, one.end, min(end, one.end + _CARRIED)) if one.meaning in SURE else None
        if found:
            yield Found(EITHER, *found.span())


def _unsure_in_names(text: Text, found: Iterable[Found[str]]) -> tuple[Found[str], ...]:
    return tuple(one._replace(meaning=EITHER) if one.meaning and _is_name(text.raw, one) else one for one in found)


def _is_name(text: str, found: Found[str]) -> bool:
    """Whether the word is a part of another, a value, or a number: "no-referrer", "dc=no", 'say "no"', "Phone No."."""
    before, behind = text[max(found.start - 1, 0) : found.start], text[found.end : found.end + 1]
    if not _JOINING.isdisjoint((before, behind)):
        return True
    quoted = before in _QUOTES and behind in _QUOTES and before != "" and behind != ""
    return quoted or (text[found.start : found.end] == "No" and _NUMBERED.match(text, found.end) is not None and before == " ")


@once
def avoidances(source: Text) -> Sequence[Found[str]]:
    """The words of a source text that ask for a denial of whatever kind: "avoid"."""
    return tuple(_avoidance_words().find(source))


@cache
def _avoidance_words() -> Phrases[str]:
    return Phrases(dict.fromkeys(_tiers(_SOURCE)["avoid"], WEAK))
