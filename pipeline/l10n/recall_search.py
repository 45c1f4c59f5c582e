"""What to look for in finished pages: a recalled text in English, and every translation of it that a catalog still knows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.formats.markdown.letters import is_long, letters
from pipeline.l10n.recall import Case, English, Trace
from pipeline.model.catalog import Catalog, Message


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that no page may carry any more."""

    case: Case
    locale: str
    """Whose words these are."""
    letters: str
    excused: tuple[str, ...] = ()
    """The letters of right texts that hold these, such as the recalled one with a warning after it; the longest first."""

    def stands_in(self, piece: str) -> bool:
        """Whether a piece of a page is this text, or holds it outside of right ones; a short text must be the whole piece."""
        if self.letters == piece:
            return True
        if self.letters not in piece or not is_long(self.letters):
            return False
        for right in self.excused:
            piece = piece.replace(right, "\0")
        return self.letters in piece


def wanted_in(
    case: Case,
    english: English,
    source: str,
    catalogs: Iterable[tuple[Catalog, Callable[[Message], bool]]],
) -> Iterator[Wanted]:
    """What to look for because of one recall; the catalogs are those of its domain, each with who was approved in it.

    A text that is right today, in another context or by a clinician's word, is not looked for: it cannot be told apart.
    """
    right = [letters(msgid) for msgctxt, msgid in english if not case.names((msgctxt, msgid))]
    yield from _wanted(case, source, [case.msgid], right)
    for catalog in catalogs:
        messages, approved = catalog
        trace = Trace(case, english, messages)
        current = [one for one in messages.translated.values() if one.key in english and not case.names(one.key)]
        good = [one for one in current if approved(one) or not (trace.says_unsafe(one) or trace.carried(one))]
        texts = [*trace.texts, *(text for one in current if one not in good for text in one.msgstr)]
        yield from _wanted(case, messages.locale or "", texts, [letters(text) for one in good for text in one.msgstr])


def _wanted(case: Case, locale: str, texts: Sequence[str], right: Sequence[str]) -> Iterator[Wanted]:
    for text in dict.fromkeys(map(letters, texts)):
        excused = sorted({one for one in right if text in one}, key=lambda one: (-len(one), one))
        if text and text not in excused:
            yield Wanted(case, locale, text, tuple(excused))
