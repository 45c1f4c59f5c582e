"""One large catalog, translated in full, and two templates that come next: always the same.

Run as `large_catalog.py FOLDER MESSAGES SHARE DRIFT`; writes `old.po`, `edited.pot` (that share of the messages with a word or
two changed) and `drifted.pot` (that share reworded, rewritten, replaced by new text, or moved).
"""

import sys
from bisect import bisect
from dataclasses import replace
from itertools import accumulate, product
from pathlib import Path
from random import Random

from pseudo import pseudo

from pipeline.formats.po import write_po
from pipeline.model.catalog import Catalog, Message

_HEADER = (
    "POT-Creation-Date: 2026-01-02 00:00+0000\nLanguage: de\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
)
_SYLLABLES = tuple(map("".join, product("bdfglmnprst", "aeiou", ("", "n", "r", "s"))))
_VOCABULARY = 8000
"""Words; the n-th is used 1/n as often as the first (Zipf), as in prose: most words of a text are few, most words are rare."""


class _Author:
    """Writes the same sentences each time."""

    def __init__(self) -> None:
        self.random = Random(7)
        syllables = self.random.choices(_SYLLABLES, k=4 * _VOCABULARY)
        lengths = (1 + (number > 60) + (number > 1500) * self.random.randint(0, 2) for number in range(_VOCABULARY))
        self._words = tuple("".join(syllables[4 * n : 4 * n + length]) for n, length in enumerate(lengths))
        self._ranks = tuple(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))

    def words(self, count: int) -> list[str]:
        """Words of a text that goes on."""
        return [self._words[bisect(self._ranks, self.random.random() * self._ranks[-1])] for _ in range(count)]

    def text(self) -> str:
        """A heading or list item, or a paragraph of one to three sentences: about twenty words in the mean."""
        if self.random.random() < 0.3:
            return " ".join(self.words(self.random.randint(2, 6))).capitalize()
        sentences = (self.words(self.random.randint(8, 22)) for _ in range(self.random.choice([1, 1, 2, 3])))
        return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in sentences)

    def reworded(self, text: str) -> str:
        """One or two words changed."""
        words = text.split()
        for _ in range(self.random.choice([1, 2])):
            words[self.random.randrange(len(words))] = self.words(1)[0]
        return " ".join(words)

    def rewritten(self, text: str) -> str:
        """A third to two thirds of the words changed, in one stretch."""
        words = text.split()
        count = max(1, round(len(words) * self.random.uniform(0.33, 0.67)))
        at = self.random.randrange(len(words) - count + 1)
        return " ".join((*words[:at], *self.words(count), *words[at + count :]))


def write_catalog(folder: Path, messages: int, share: float, drift: float) -> None:
    """Write the three files; the folder is made."""
    author = _Author()
    texts: list[str] = []
    while len(texts) < messages:
        texts = list(dict.fromkeys((*texts, *(author.text() for _ in range(messages - len(texts))))))
    folder.mkdir(parents=True)
    old = _template(texts)
    translated = tuple(replace(message, msgstr=(pseudo(message.msgid, "de"),)) for message in old.messages)
    (folder / "old.po").write_bytes(write_po(replace(old, messages=translated)))
    (folder / "edited.pot").write_bytes(write_po(_template(_edited(author, texts, share))))
    (folder / "drifted.pot").write_bytes(write_po(_template(_drifted(author, texts, drift))))


def _template(texts: list[str]) -> Catalog:
    messages = tuple(Message(text, notes=("paragraph",), references=("source/large.md",)) for text in dict.fromkeys(texts))
    return Catalog("large", header=_HEADER, messages=messages)


def _edited(author: _Author, texts: list[str], share: float) -> list[str]:
    changed = list(texts)
    for at in author.random.sample(range(len(texts)), round(len(texts) * share)):
        changed[at] = author.reworded(texts[at])
    return changed


def _drifted(author: _Author, texts: list[str], drift: float) -> list[str]:
    changed = list(texts)
    for at in author.random.sample(range(len(texts)), round(len(texts) * drift)):
        edit = author.random.choices(["reworded", "rewritten", "new", "moved"], [4, 2, 3, 1])[0]
        if edit == "moved":
            other = author.random.randrange(len(texts))
            changed[at], changed[other] = changed[other], changed[at]
        else:
            changed[at] = author.text() if edit == "new" else getattr(author, edit)(texts[at])
    return changed


if __name__ == "__main__":
    name, *figures = sys.argv[1:] if len(sys.argv) == 5 else sys.exit(__doc__)
    write_catalog(Path(name), int(figures[0]), float(figures[1]), float(figures[2]))
