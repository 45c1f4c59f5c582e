"""What reviewers look at: the texts of a page in the order of their weight, and what changed since the last approval."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pipeline.l10n.notes import standing_place
from pipeline.l10n.similar import index
from pipeline.l10n.strings import Strings
from pipeline.l10n.words import (
    LANGUAGE_REVIEWED,
    MACHINE_DRAFTED,
    REVIEW_EXPIRED,
    REVIEWED,
    UNREVIEWED_TEXT,
    UNREVIEWED_TRANSLATION,
)
from pipeline.model.approval import (
    DISCLAIMER_DOMAIN,
    Approval,
    Decision,
    Ledger,
    PageReview,
    Reviewed,
    Role,
    Subject,
    Wording,
)
from pipeline.model.article import Article, Segment
from pipeline.model.catalog import Catalog, MessageKey
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.review import Reviewable

_LIKE = 66.0
"""From this likeness in percent on, an approved text may be an earlier form of another one; as in merges."""

_EMAIL = re.compile(r"[^\s<>()]+@[^\s<>()]+")


def subjects_of(
    article: Article, disclaimer: Disclaimer, catalog: Catalog, disclaimers: Catalog, locale: Locale, source: Locale
) -> tuple[Reviewable, ...]:
    """All that a page of an English article shows: its disclaimer, then each message once, in the order of the article.

    The catalogs are empty for the source locale, in which every text is its own translation.
    """
    messages: dict[MessageKey, list[Segment]] = {}
    for segment in article.segments:
        if segment.translatable:
            messages.setdefault(segment.key, []).append(segment)
    return (
        disclaimer_subject(disclaimer, disclaimers, locale, source),
        *(_message_subject(article, segments, catalog, locale, source) for segments in messages.values()),
    )


def disclaimer_subject(disclaimer: Disclaimer, disclaimers: Catalog, locale: Locale, source: Locale) -> Reviewable:
    """A disclaimer as one subject: its title, then its duties in their order."""
    keys = [disclaimer.title_key, *map(disclaimer.key, disclaimer.duties())]
    own = locale == source
    wordings = tuple(_wording(key, disclaimers, own) for key in keys)
    subject = Subject(locale.name, DISCLAIMER_DOMAIN, disclaimer.id, wordings)
    place = Place(disclaimer.path, 1) if own else _place(disclaimers, disclaimer.title_key)
    return Reviewable(subject, place, own or all(key in disclaimers.translated for key in keys))


def _message_subject(article: Article, segments: list[Segment], catalog: Catalog, locale: Locale, source: Locale) -> Reviewable:
    own, key = locale == source, segments[0].key
    # A message that stands in a protected block and in another place is protected.
    protected = any(segment.protected for segment in segments)
    subject = Subject(locale.name, article.slug, key[1], (_wording(key, catalog, own),), protected)
    place = Place(article.path, segments[0].line) if own else _place(catalog, key)
    where = standing_place(segments[0])
    return Reviewable(subject, place, own or key in catalog.translated, where)


def _wording(key: MessageKey, catalog: Catalog, own: bool) -> Wording:
    if own:
        return Wording(*key, key[1])
    message = catalog.live.get(key)
    return Wording(*key, message.msgstr[0] if message is not None else "")


def _place(catalog: Catalog, key: MessageKey) -> Place:
    return catalog.place(catalog.live.get(key))


def page_review(ledger: Ledger, reviewables: Iterable[Reviewable]) -> PageReview:
    """What a page that shows these texts may say of its review.

    Law: a role counts only if every one of them was approved in it, though the approval may have expired.
    """
    shown = tuple(reviewables)
    return PageReview(*(_reviewed(ledger, shown, role) for role in (Role.LINGUISTIC, Role.CLINICAL)))


def _reviewed(ledger: Ledger, shown: tuple[Reviewable, ...], role: Role) -> Reviewed | None:
    approvals = []
    for one in shown:
        approval = ledger.approval(one.subject, role) if one.ready else None
        if approval is None or approval.verdict is not Decision.APPROVED:
            return None
        approvals.append(approval)
    if not approvals:
        return None
    due = min(approval.review_by for approval in approvals)
    return Reviewed(min(approval.on for approval in approvals), due, ledger.as_of > due)


def review_status(review: PageReview, locale: Locale, own: bool, machine_drafted: bool, strings: Strings) -> tuple[str, ...]:
    """What a page says of its review, a sentence each: by whom, and until when that holds; nobody yet, where that is so.

    `own` is a page in the language of the sources; `machine_drafted` says how the translations came about.
    """
    sentences = []
    if not own and review.linguistic is not None and not review.linguistic.expired:
        sentences.append(_dated(LANGUAGE_REVIEWED, review.linguistic, locale, strings))
    elif not own and machine_drafted:
        sentences.append(strings.gettext(MACHINE_DRAFTED))
    if review.clinical is not None:
        sentence = REVIEW_EXPIRED if review.clinical.expired else REVIEWED
        sentences.append(_dated(sentence, review.clinical, locale, strings))
    else:
        sentences.append(strings.gettext(UNREVIEWED_TEXT if own else UNREVIEWED_TRANSLATION))
    return tuple(sentences)


def _dated(sentence: str, reviewed: Reviewed, locale: Locale, strings: Strings) -> str:
    translated = strings.gettext(sentence)
    dates = {"%(date)s": reviewed.on, "%(due)s": reviewed.due}
    # A review without its dates would say more than it is: then rather in English. Nor does a stray % end the build.
    shown = translated if all(mark in translated for mark in dates) else sentence
    for mark, day in dates.items():
        shown = shown.replace(mark, locale.format_date(day))
    return shown


def last_approved(ledger: Ledger, subject: Subject, role: Role) -> Approval | None:
    """The latest approved wording of the same name in this role, or else that of the likest source text; None without one."""
    approved = [
        one
        for one in ledger.approvals
        if one.domain == subject.domain and one.role is role and one.verdict is Decision.APPROVED and one.on <= ledger.as_of
    ]
    named = [one for one in approved if one.message == subject.name]
    if not named:
        texts = tuple(dict.fromkeys(_source(one.texts) for one in approved))
        likest = index(texts).best(_source(subject.wordings), _LIKE)
        named = [one for one in approved if likest is not None and _source(one.texts) == texts[likest[0]]]
    # Of two of one day the one that was recorded later.
    return max(enumerate(named), key=lambda pair: (pair[1].on, pair[0]), default=(0, None))[1]


def _source(wordings: Iterable[Wording]) -> str:
    return "\n".join(wording.source for wording in wordings)


def same_person(one: str, other: str) -> bool:
    """Whether two signatures such as "Ana Kovač <ana@example.org>" have a name or an e-mail address in common.

    Case, spaces, hyphens, commas and the order of a name's words do not matter. That two different names are one
    person's, nobody can tell from them.
    """
    words, others = _name_words(one), _name_words(other)
    return (len(words) > 1 and words == others) or not _identities(one).isdisjoint(_identities(other))


def _name_words(person: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFC", _EMAIL.sub(" ", person).casefold())
    return frozenset(re.findall(r"[^\W\d_]+", folded))


def _identities(person: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", person).casefold())

    def parts() -> Iterator[str]:
        yield from (address.strip(".,;:") for address in _EMAIL.findall(folded))
        yield " ".join(re.sub(r"[<>()]", " ", _EMAIL.sub(" ", folded)).split())

    return frozenset(filter(None, parts()))


def in_order_of_weight(reviewables: Iterable[Reviewable], *, protected_only: bool) -> list[Reviewable]:
    """The disclaimers, then the protected texts, then, if they are wanted, the others; each exact text once."""
    distinct: dict[str, Reviewable] = {}
    ranked = sorted(reviewables, key=lambda one: (one.subject.domain != DISCLAIMER_DOMAIN, not one.subject.protected))
    for one in ranked:
        if one.subject.protected or not protected_only:
            # The hash knows no domain: what two articles have in common is asked once.
            distinct.setdefault(one.subject.sha256, one)
    return list(distinct.values())
