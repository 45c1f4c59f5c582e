"""A recalled English text: which locales still live on it, by what their catalogs hold.

A translation stems from the unsafe text if it says so itself (fuzzy, with that text as its previous one), or if it has the
letters of a translation that the catalog holds of the unsafe text. A translator who writes it anew, or empties it, is done.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.formats.markdown.letters import is_long, letters, seen
from pipeline.l10n.kept import kept
from pipeline.model.article import Article
from pipeline.model.catalog import Catalog, Message, MessageKey, Previous
from pipeline.model.errors import Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.recall import Recall
from pipeline.model.revision import Revision

RULE = "recalled"

English = Mapping[MessageKey, Place]
"""The texts of a domain as the sources are now, also those that are never translated, each with its place."""


@dataclass(frozen=True)
class Case:
    """A recall, and the texts that an author tied to the unsafe one by a typo fix: these share its fate."""

    recall: Recall
    place: Place
    """Its entry."""
    msgid: str
    """The unsafe text as catalogs write it."""
    tied: frozenset[str] = frozenset()
    """What a reader sees of the texts of which a typo fix said that they mean the same; that word is void."""

    @cached_property
    def unsafe(self) -> str:
        """What a reader sees of the unsafe text."""
        return seen(self.recall.unsafe)

    def names(self, key: MessageKey) -> bool:
        """Whether the message is the one that is recalled."""
        return self.in_context(key[0]) and seen(key[1]) == self.unsafe

    def in_context(self, msgctxt: str | None) -> bool:
        """Whether the recall holds in a context."""
        return self.recall.msgctxt in (None, msgctxt)

    def ties(self, key: MessageKey) -> bool:
        """Whether a typo fix led from the unsafe text to this message, or from it to the unsafe text."""
        return bool(self.tied) and self.in_context(key[0]) and seen(key[1]) in self.tied


def cases(recalls: Iterable[tuple[Place, Recall]], revisions: Sequence[Revision]) -> Mapping[str, tuple[Case, ...]]:
    """The recalls by domain."""
    found: dict[str, tuple[Case, ...]] = {}
    for place, recall in recalls:
        own = [one for one in revisions if one.domain == recall.domain and recall.msgctxt in (None, one.msgctxt)]
        found[recall.domain] = (*found.get(recall.domain, ()), _case(recall, place, own))
    return found


def _case(recall: Recall, place: Place, revisions: Sequence[Revision]) -> Case:
    texts = {seen(text): text for one in revisions for text in (one.before, one.after)}
    reached = {seen(recall.unsafe)}
    size = 0
    while size < len(reached):
        size = len(reached)
        for one in revisions:
            pair = {seen(one.before), seen(one.after)}
            if pair & reached:
                reached |= pair
    msgid = texts.get(seen(recall.unsafe), " ".join(recall.unsafe.split()))
    return Case(recall, place, msgid, frozenset(reached - {seen(recall.unsafe)}))


def void(revision: Revision, recalled: Iterable[Case]) -> Case | None:
    """The recall that makes a typo fix carry nothing: one of its two texts was unsafe."""
    return next((case for case in recalled if any(map(case.names, revision.keys))), None)


def english_of(article: Article) -> English:
    """The texts of an article."""
    found: dict[MessageKey, Place] = {}
    for segment in article.segments:
        found.setdefault(segment.key, Place(article.path, segment.line))
    return found


def english_of_template(template: Catalog, lines: Mapping[MessageKey, int] | None = None) -> English:
    """The texts of a domain that is no article; `lines` says where they stand in the files that they name."""
    known = lines or {}
    return {
        message.key: Place(message.references[0] if message.references else template.domain, known.get(message.key))
        for message in template.messages
    }


@dataclass(frozen=True)
class Trace:
    """What one recall left behind in one locale's catalog."""

    case: Case
    english: English
    catalog: Catalog

    @cached_property
    def _translated_english(self) -> frozenset[str]:
        return frozenset(seen(msgid) for _, msgid in self.english)

    def of_unsafe(self, key: MessageKey) -> bool:
        """Whether a message's English is the unsafe one, or one that was said to mean the same and is not in use any more."""
        if self.case.names(key):
            return True
        if not self.case.ties(key) or seen(key[1]) in self._translated_english:
            return False
        corrected = self.case.recall.corrected
        return corrected is None or seen(corrected) != seen(key[1])

    def made_from_unsafe(self, message: Message) -> bool:
        """Whether a message is a suggestion that was made from a translation of the unsafe text, alone or joined."""
        before = message.previous
        if not message.fuzzy or before is None or not message.has_text:
            return False
        if self.of_unsafe((before.msgctxt, before.msgid)):
            return True
        # Joined texts are no message of their own. A joined one that is, is judged by itself.
        joined = _within(letters(before.msgid), letters(self.case.recall.unsafe)) and self.case.in_context(message.msgctxt)
        return joined and before.msgid not in self._msgids and seen(before.msgid) != seen(self.case.recall.corrected or "")

    @cached_property
    def _msgids(self) -> frozenset[str]:
        return frozenset(message.msgid for message in self.catalog.messages)

    @cached_property
    def entries(self) -> tuple[Message, ...]:
        """The entries of the unsafe text, live and obsolete, that hold a translation of it."""
        return tuple(one for one in self.catalog.messages if self.of_unsafe(one.key) and any(_own_texts(one)))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every translation of the unsafe text that the catalog holds."""
        suggested = (one for one in self.catalog.messages if not self.of_unsafe(one.key) and self.made_from_unsafe(one))
        found = (
            *(text for one in self.entries for text in _own_texts(one)),
            *(text for one in suggested for text in one.msgstr),
        )
        return tuple(dict.fromkeys(text for text in found if letters(text)))

    @cached_property
    def _letters(self) -> frozenset[str]:
        return frozenset(map(letters, self.texts))

    def says_unsafe(self, message: Message) -> bool:
        """Whether a translation is one of the unsafe text, or holds one though its English does not hold the unsafe text."""
        english = message.previous.msgid if message.fuzzy and message.previous else message.msgid
        if not self._letters or seen(english) == self.case.unsafe:
            return False  # in a context that is not recalled
        forms = [letters(text) for text in message.msgstr if text.strip()]
        if not self._letters.isdisjoint(forms):
            return True
        contained = any(_within(form, text) for form in forms for text in self._letters)
        return contained and not _within(letters(english), letters(self.case.recall.unsafe))

    def carried(self, message: Message) -> bool:
        """Whether a typo fix that is void by now may have made the translation live; its entry was then dropped."""
        return not self.entries and message.msgid_plural is None and message.translated and self.case.ties(message.key)


def _own_texts(message: Message) -> Iterator[str]:
    """The translations of a message's own English that an entry holds: not a suggestion that was made from another."""
    other = message.fuzzy and message.previous is not None and message.previous.msgid != message.msgid
    if not other:
        yield from (text for text in message.msgstr if text.strip())
    yield from (text for _, text in sorted(kept(message.comments)) if text.strip())


def _within(whole: str, part: str) -> bool:
    return whole == part or (part in whole and is_long(part))


def _nobody(message: Message) -> bool:
    return False


def recalled(
    found: Iterable[Case],
    english: English,
    catalog: Catalog,
    locale: str,
    approved: Callable[[Message], bool] = _nobody,
) -> tuple[Finding, ...]:
    """Why a locale must not be published while these texts of one domain are recalled; empty if it may be.

    The source locale's catalog is empty. `approved` tells of a live message whether a clinician's approval of exactly this
    English and this translation is current: that lifts the refusal of a translation that was right all along.

    Laws: a catalog without a trace of the unsafe text is never refused, unless the English still has it; emptying what is
    refused, and `update`, end the refusal.
    """
    return tuple(finding for case in found for finding in _recalled(case, english, catalog, locale, approved))


def _recalled(
    case: Case, english: English, catalog: Catalog, locale: str, approved: Callable[[Message], bool]
) -> Iterator[Finding]:
    unsafe = [place for key, place in english.items() if case.names(key)]
    if unsafe:
        problem = f"the English source still has the text that {case.place} recalls: {quoted(case.recall.unsafe)}"
        for place in unsafe:
            yield _finding(locale, place, problem, "correct it, then run `polyclinic update`")
        return
    trace = Trace(case, english, catalog)
    why = f"{case.place} recalls: {case.recall.reason}"
    anew = "translate it anew from the corrected English, or empty it, and remove the fuzzy mark; a text that was right "
    anew += "all along needs a clinician's approval"
    for message in catalog.live.values():
        place = catalog.place(message)
        if trace.of_unsafe(message.key):
            if any(_own_texts(message)):
                problem = f"the catalog still translates the text that {why}"
                yield _finding(locale, place, problem, "run `polyclinic update`, then translate the corrected text")
        elif message.key not in english:
            continue
        elif trace.made_from_unsafe(message) or (message.fuzzy and trace.says_unsafe(message)):
            yield _finding(locale, place, f"this translation was made from the text that {why}", anew)
        elif message.translated and (trace.says_unsafe(message) or trace.carried(message)) and not approved(message):
            how = "was carried over by a typo fix from" if trace.carried(message) else "is still that of"
            remedy = "run `polyclinic update`, then translate it anew" if trace.carried(message) else anew
            yield _finding(locale, place, f"this translation {how} the text that {why}", remedy)


def doubt(template: Catalog, catalog: Catalog, found: Iterable[Case]) -> Catalog:
    """The catalog with what a void typo fix carried over made fuzzy, and the recalled text's entry kept beside it.

    Law: doubting twice is doubting once: who translates it anew is not asked again.
    """
    english = {message.key: Place(template.path) for message in template.messages}
    for case in found:
        if not case.tied:
            continue
        trace = Trace(case, english, catalog)
        carried = {message.key: message for message in catalog.live.values() if trace.carried(message)}
        doubted = {
            key: replace(message, fuzzy=True, previous=Previous(case.msgid, message.msgctxt))
            for key, message in carried.items()
        }
        taken = {message.key for message in catalog.messages if message.obsolete}
        kept_ones = {
            (message.msgctxt, case.msgid): Message(case.msgid, message.msgctxt, msgstr=message.msgstr, obsolete=True)
            for message in carried.values()
        }
        messages = tuple(message if message.obsolete else doubted.get(message.key, message) for message in catalog.messages)
        added = tuple(message for key, message in kept_ones.items() if key not in taken)
        catalog = replace(catalog, messages=(*messages, *added))
    return catalog


def quoted(text: str) -> str:
    """A text as messages name it, shortened."""
    shown = seen(text)
    return f"“{shown[:80]}…”" if len(shown) > 80 else f"“{shown}”"


def _finding(locale: str, place: Place, problem: str, remedy: str) -> Finding:
    return Finding(Severity.REFUSAL, RULE, locale, place, problem, remedy)
