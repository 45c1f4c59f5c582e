"""Faults that hurt: each takes a right translation and makes one thing of it wrong.

What enters is a message of a catalog that is right; what leaves are texts that no reviewer should let pass. The words that a
fault exchanges stand in `fault_words.json`, taken from the catalogs by reading them, and not from the lexicons of the checks:
a list that is tested with itself proves nothing. `a→b` there is a passage of a right text and what the fault makes of it.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from pipeline.model.catalog import Message
from pipeline.model.locale import Locale


@dataclass(frozen=True, slots=True)
class Right:
    """A right translation, and the texts that a careless hand may put in its place."""

    message: Message
    locale: Locale
    text: str
    others: Sequence[str]
    """Translations of other messages of the catalog."""
    foreign: Sequence[str]
    """What other locales say here."""


Make = Callable[[Right], Iterator[str]]

_MARKUP = re.compile(r"\]\[[^\]]*\]|\[\^[^\]]*\]|\{[^}]*\}|%\([^)]*\)\w|`[^`]*`")
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f]\d{3})*(?:[.,]\d+)?")
_RANGE = re.compile(r"(\d+)(\s*[–~～-]\s*|\D{1,12}?)(\d+)")
_SPELLED = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twice)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|no|none|nor|cannot|without|nothing|nobody|neither)\b|n['’]t\b", re.IGNORECASE)
_DENYING = ("n’", " ni ", "il se ", "Il se ")
"""Behind these French words an exchange makes no fault: "ni un" denies as "ni aucun" does, and nobody writes "n’n’est pas"."""
_LOOK_ALIKES = dict(zip("aeocpxiаеосрхі", "аеосрхіaeocpxi", strict=True))
_STRANGE = {"Latn": "после", "Cyrl": "after"}
_STEMS = frozenset(
    [
        "zmniejsz",
        "zwiększ",
        "łagodn",
        "siln",
        "krótk",
        "dług",
        "lepsz",
        "gorsz",
        "przewlek",
        "ostr",
        "коротк",
        "довг",
        "кращ",
        "гірш",
        "зменш",
        "збільш",
        "хронічн",
        "гостр",
    ]
)
_SENTENCE = re.compile(r"(?<=[.!?。！？।])\s*(?=\S)")


@cache
def words(kind: str, locale: str) -> Sequence[tuple[str, str]]:
    """The exchanges of one kind in a locale."""
    listed = json.loads(Path(__file__).with_name("fault_words.json").read_text("utf-8"))[kind][locale]
    return [tuple(pair.split("→")) for pair in listed]


@cache
def _english_of(word: str) -> str:
    listed: Mapping[str, str] = json.loads(Path(__file__).with_name("fault_words.json").read_text("utf-8"))[
        "english of opposites"
    ]
    return listed.get(word, "")


# figures


def figure_dropped(right: Right) -> Iterator[str]:
    """A figure is missing."""
    for start, end in _figures(right.text):
        yield (right.text[:start] + right.text[end:]).replace("  ", " ")


def figure_changed(right: Right) -> Iterator[str]:
    """A figure's last digit is another one."""
    for _, end in _figures(right.text):
        last = unicodedata.decimal(right.text[end - 1])
        yield f"{right.text[: end - 1]}{(last + 3) % 10}{right.text[end:]}"


def figure_tenfold(right: Right) -> Iterator[str]:
    """A figure is ten times what it was."""
    for start, end in _figures(right.text):
        if not re.search(r"[.,]\d{1,2}$", right.text[start:end]):
            yield f"{right.text[:end]}0{right.text[end:]}"


def figures_swapped(right: Right) -> Iterator[str]:
    """Two figures of a text have changed places."""
    spans = _figures(right.text)
    for (a, b), (c, d) in pairwise(spans):
        first, second = right.text[a:b], right.text[c:d]
        if first != second:
            yield right.text[:a] + second + right.text[b:c] + first + right.text[d:]


def range_reversed(right: Right) -> Iterator[str]:
    """A range runs from high to low."""
    for found in _RANGE.finditer(_without_markup(right.text)):
        if re.search(rf"\b{found[1]}–{found[3]}\b", right.message.msgid):
            yield right.text[: found.start()] + found[3] + found[2] + found[1] + right.text[found.end() :]


def unit_changed(right: Right) -> Iterator[str]:
    """A unit beside a figure is another one."""
    for old, new in words("units", right.locale.name):
        for found in re.finditer(_whole(old), right.text):
            around = right.text[max(0, found.start() - 4) : found.end() + 4]
            if re.search(r"\d", around) and re.search(r"\d", right.message.msgid):
                yield right.text[: found.start()] + new + right.text[found.end() :]


def number_word_changed(right: Right) -> Iterator[str]:
    """A number in words is another one."""
    if _SPELLED.search(right.message.msgid):
        yield from _exchanged("number words", right)


def figure_added(right: Right) -> Iterator[str]:
    """A figure stands where none was."""
    if not re.search(r"\d", right.message.msgid):
        yield right.text.rstrip(".。।") + " 12"


# meaning


def negation_lost(right: Right) -> Iterator[str]:
    """A word that denies is gone."""
    if _NEGATED.search(right.message.msgid):
        yield from _exchanged("denials", right)


def negation_added(right: Right) -> Iterator[str]:
    """A word that denies came in."""
    yield from list(_exchanged("affirmations", right))[:2]


def opposite(right: Right) -> Iterator[str]:
    """A word says the opposite."""
    for pair in words("opposites", right.locale.name):
        for old, new in (pair, pair[::-1]):
            # Some words say many things ("je nach"): they count where the English speaks of the same.
            if re.search(_english_of(old), right.message.msgid, re.IGNORECASE):
                yield from _exchange(right.text, old, new)


# markup


def emphasis_broken(right: Right) -> Iterator[str]:
    """One mark of a pair is gone."""
    for found in re.finditer(r"\*+", right.text):
        yield right.text[: found.start()] + right.text[found.end() :]


def emphasis_dropped(right: Right) -> Iterator[str]:
    """Emphasis is gone."""
    if "*" in right.text:
        yield right.text.replace("*", "")


def emphasis_added(right: Right) -> Iterator[str]:
    """A word is emphasised that was not."""
    if "*" not in right.text and " " in right.text.strip():
        first, _, rest = right.text.partition(" ")
        yield f"**{first}** {rest}"


def link_label_changed(right: Right) -> Iterator[str]:
    """A link leads to another target."""
    if "][1]" in right.text:
        yield right.text.replace("][1]", "][2]", 1)


def link_dropped(right: Right) -> Iterator[str]:
    """A link is plain text."""
    if "][" in right.text:
        yield re.sub(r"\[([^\]\[]*)\]\[[^\]]*\]", r"\1", right.text, count=1)


def link_address_written(right: Right) -> Iterator[str]:
    """A link leads to an address of the translator's."""
    if "][1]" in right.text:
        yield right.text.replace("][1]", "](https://example.net/x)", 1)


def link_added(right: Right) -> Iterator[str]:
    """An address stands in a text that had none."""
    yield f"{right.text} https://example.net"


def citation_dropped(right: Right) -> Iterator[str]:
    """A citation is gone."""
    for found in re.finditer(r"\[\^[^\]]*\]", right.text):
        yield right.text[: found.start()] + right.text[found.end() :]


def citation_changed(right: Right) -> Iterator[str]:
    """A citation cites something else."""
    for found in re.finditer(r"\[\^[^\]]*\]", right.text):
        yield f"{right.text[: found.start()]}[^nobody]{right.text[found.end() :]}"


def tag_added(right: Right) -> Iterator[str]:
    """HTML stands in a text that had none."""
    yield f"<b>{right.text}</b>"


def placeholder_broken(right: Right) -> Iterator[str]:
    """A placeholder is gone, or translated."""
    for found in re.finditer(r"%\((\w+)\)s|\{(\w+)\}", right.text):
        yield right.text[: found.start()] + right.text[found.end() :]
        yield right.text[: found.start()] + found[0].replace(found[1] or found[2], "x") + right.text[found.end() :]


# characters and scripts


def _inserted(sign: str) -> Make:
    def insert(right: Right) -> Iterator[str]:
        middle = _inside_word(right.text)
        if middle:
            yield right.text[:middle] + sign + right.text[middle:]

    return insert


override = _inserted("\u202e")
embedding = _inserted("\u202a")
isolate = _inserted("\u2066")
zero_width_space = _inserted("\u200b")
word_joiner = _inserted("\u2060")
byte_order_mark = _inserted("\ufeff")
soft_hyphen = _inserted("\u00ad")
replacement = _inserted("\ufffd")
control = _inserted("\x0c")
private_use = _inserted("\ue000")


def look_alike(right: Right) -> Iterator[str]:
    """One letter is another script's that looks the same."""
    if right.locale.scripts[0] in _STRANGE:
        found = re.search(r"(?<=[^\W\d_])[aeocpxiаеосрхі](?=[^\W\d_])", _without_markup(right.text))
        if found:
            yield right.text[: found.start()] + _LOOK_ALIKES[found[0]] + right.text[found.end() :]


def strange_word(right: Right) -> Iterator[str]:
    """A word is in another script."""
    word = _STRANGE.get(right.locale.scripts[0], "после")
    middle = right.text.find(" ") + 1 or len(right.text) // 2
    if _letters(right.text) > 12:
        yield f"{right.text[:middle]}{word} {right.text[middle:]}"


def decomposed(right: Right) -> Iterator[str]:
    """The text is not in Unicode's form NFC."""
    loose = unicodedata.normalize("NFD", right.text)
    if not unicodedata.is_normalized("NFC", loose):
        yield loose


def mojibake(right: Right) -> Iterator[str]:
    """The text was read in a wrong charset."""
    try:
        broken = right.text.encode("utf-8").decode("cp1252", "replace")
    except UnicodeError:
        return
    if broken != right.text:
        yield broken


# the whole text


def english_left(right: Right) -> Iterator[str]:
    """The English stands in the translation's place."""
    if len(right.message.msgid.split()) > 3:
        yield right.message.msgid


def foreign_text(right: Right) -> Iterator[str]:
    """The text is another language's."""
    if _letters(right.text) > 24:
        yield from (text for text in right.foreign if text != right.text)


def another_message(right: Right) -> Iterator[str]:
    """The text is another message's."""
    if _letters(right.text) > 12:
        yield from (text for text in right.others if text != right.text)


def cut_in_half(right: Right) -> Iterator[str]:
    """The second half is gone."""
    if _letters(right.text) > 40:
        yield right.text[: len(right.text) // 2].rstrip()


def last_sentence_lost(right: Right) -> Iterator[str]:
    """The last sentence is gone."""
    sentences = _SENTENCE.split(right.text)
    if len(sentences) > 1 and len(_SENTENCE.split(right.message.msgid)) > 1:
        yield right.text[: right.text.rindex(sentences[-1])].rstrip()


def stop_lost(right: Right) -> Iterator[str]:
    """The full stop at the end is gone."""
    if right.text.endswith((".", "。", "।")) and right.message.msgid.endswith("."):
        yield right.text[:-1]


def word_doubled(right: Right) -> Iterator[str]:
    """A word stands there twice."""
    found = re.search(r"(?<= )[^\W\d_]{3,}(?= )", right.text)
    if found:
        yield right.text[: found.end()] + " " + found[0] + right.text[found.end() :]


FAMILIES: Mapping[str, Sequence[Make]] = {
    "figures": (
        figure_dropped,
        figure_changed,
        figure_tenfold,
        figures_swapped,
        range_reversed,
        unit_changed,
        number_word_changed,
        figure_added,
    ),
    "negation": (negation_lost, negation_added),
    "opposites": (opposite,),
    # Sentences of their own: `obligations.py`.
    "obligation": (),
    "markup": (
        emphasis_broken,
        emphasis_dropped,
        emphasis_added,
        link_label_changed,
        link_dropped,
        link_address_written,
        link_added,
        citation_dropped,
        citation_changed,
        tag_added,
        placeholder_broken,
    ),
    "characters and scripts": (
        override,
        embedding,
        isolate,
        zero_width_space,
        word_joiner,
        byte_order_mark,
        soft_hyphen,
        replacement,
        control,
        private_use,
        look_alike,
        strange_word,
        decomposed,
        mojibake,
    ),
    "whole text": (
        english_left,
        foreign_text,
        another_message,
        cut_in_half,
        last_sentence_lost,
        stop_lost,
        word_doubled,
    ),
}
"""All faults, by the families of the goals."""


def _exchanged(kind: str, right: Right) -> Iterator[str]:
    for old, new in words(kind, right.locale.name):
        yield from _exchange(right.text, old, new)


def _exchange(text: str, old: str, new: str) -> Iterator[str]:
    for found in re.finditer(_whole(old), text):
        if not text[: found.start()].endswith(_DENYING):
            yield text[: found.start()] + new + text[found.end() :]


def _whole(word: str) -> str:
    """An expression for a word by itself, in languages that write spaces; a Slavic stem takes any ending."""
    if re.search(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]", word):
        return re.escape(word)
    beginning = "" if word[0] == " " else r"(?<![\w\u0900-\u0963])"
    end = "" if word in _STEMS or word[-1] == " " else r"(?![\w\u0900-\u0963])"
    return f"{beginning}{re.escape(word)}{end}"


def _figures(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _FIGURE.finditer(_without_markup(text))]


def _without_markup(text: str) -> str:
    return _MARKUP.sub(lambda found: "\x01" * len(found[0]), text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _inside_word(text: str) -> int:
    # Vowel signs of Devanagari and Thai are no letters, but a word goes on behind them.
    found = re.search(r"(?<=[^\W\d_][^\s\d\x01!-/:-@\[-`{-~])(?=[^\W\d_])", _without_markup(text)[len(text) // 3 :])
    return found.start() + len(text) // 3 if found else 0
