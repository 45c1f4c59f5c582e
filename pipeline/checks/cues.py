"""Words that deny or restrict, language by language, as `cues.json` lists them.

The lists are cues, no grammar: a sentence can deny without one of them ("refuse", "instead of"), and a word can look like one
and deny nothing (Chinese 不 in 不同, "different"). So they advise a person, and decide nothing.

In the file, `*` stands for the rest of a word, and `…` for a few words, or letters, that lie between ("ne … que"). Where
`spaced` is false, a language writes no spaces between words, and a cue is found inside any run of letters. What is `unlike`
looks like a cue and is none; it is set aside first, then what restricts ("ne … que" denies nothing), then what denies.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict

_SILENT = frozenset("\u0640\u0670\u093c" + "".join(map(chr, range(0x064B, 0x0660))))
"""Signs that may be left out in writing: Arabic vowel marks and the stretching line, the dot of Devanagari."""
_SET_ASIDE = "~"
"""Stands where a cue was that is not to be found again; no folded text holds it."""
_WORDS_BETWEEN = 8
_LETTERS_BETWEEN = 12


class Listed(TypedDict):
    """One language of the file; the fields of `Cues` say what they mean."""

    spaced: bool
    negation: Sequence[str]
    only: Sequence[str]
    unlike: Sequence[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """What denies and what restricts in one language."""

    spaced: bool
    """Whether the language writes spaces between words."""
    negation: re.Pattern[str]
    """What denies: "not", "without"."""
    only: re.Pattern[str]
    """What restricts: "only", "ne … que"."""
    unlike: re.Pattern[str]
    """What looks like a cue and is none."""

    def negations(self, text: str) -> list[str]:
        """The words of a text that deny, in its order, without capitals and vowel marks."""
        return self.negation.findall(self.only.sub(_SET_ASIDE, self._plain(text)))

    def restrictions(self, text: str) -> list[str]:
        """The words of a text that say "only"."""
        return self.only.findall(self._plain(text))

    def _plain(self, text: str) -> str:
        return self.unlike.sub(_SET_ASIDE, f" {_folded(text)} ")


@cache
def cues_of(locale: str) -> Cues | None:
    """The cues of a locale, or of the language that it is a variety of (`pt_BR` is `pt`); None where there is no list."""
    known = locale if locale in listed() else locale.rpartition("_")[0]
    return _compiled(**listed()[known]) if known in listed() else None


@cache
def listed() -> Mapping[str, Listed]:
    """The lists of all languages; the file is read when somebody first asks."""
    found: Mapping[str, Listed] = json.loads(files("pipeline.checks").joinpath("cues.json").read_text("utf-8"))
    return found


def _compiled(spaced: bool, negation: Sequence[str], only: Sequence[str], unlike: Sequence[str]) -> Cues:
    if not spaced:
        gap = rf"[^ {_SET_ASIDE}]{{0,{_LETTERS_BETWEEN}}}?"
        # 不适 ("unwell") denies nothing, 不适用 ("does not apply") does.
        longer = [cue for cue in negation if any(cue.startswith(other) for other in unlike)]
        no_denial = f"(?!{'|'.join(map(re.escape, longer))})" if longer else ""
        befores = ((negation, ""), (only, ""), (unlike, no_denial))
        return Cues(False, *(_pattern(cues, gap, before, "") for cues, before in befores))
    plain = "|".join(_expression(cue, "") for cue in negation if "…" not in cue)
    # Between "ne" and "que" stands no second word that denies: "ne remplace pas ce que" restricts nothing.
    gap = rf"(?: (?!(?:{plain}) )[^ ]+){{0,{_WORDS_BETWEEN}}}? "
    return Cues(True, *(_pattern(cues, gap, "(?<= )", "(?= )") for cues in (negation, only, unlike)))


def _pattern(cues: Sequence[str], gap: str, before: str, after: str) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    return re.compile(f"{before}(?:{'|'.join(_expression(cue, gap) for cue in longest_first)}){after}")


def _expression(cue: str, gap: str) -> str:
    signs = {"*": "[^ ]*", "…": gap}
    return "".join(signs.get(part.strip()) or re.escape(_folded(part)) for part in re.split(r"(\*| ?… ?)", cue) if part)


def _folded(text: str) -> str:
    """The text as it is searched: lower case, one form of each letter, a space for all that is no letter or figure."""
    letters = (" " if unicodedata.category(char)[0] not in "LMN" else char for char in _without_silent(text))
    return " ".join("".join(letters).split())


def _without_silent(text: str) -> str:
    whole = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in whole if char not in _SILENT and unicodedata.category(char) != "Cf")
