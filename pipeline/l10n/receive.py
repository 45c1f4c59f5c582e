"""What an agency sends back meets the catalog. Nothing newer is overwritten, nothing unsure goes live, nothing is lost.

What enters is a catalog and the offers for its domain; what leaves is the catalog with what could be taken, and what became
of each offer. An offer is known by the id that the export gave it, else by context and source text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import category

from pipeline.formats.markdown.placeholders import damage
from pipeline.l10n.merge import merge
from pipeline.model.catalog import Catalog, Message, MessageKey
from pipeline.model.errors import Place
from pipeline.model.offer import Change, Fate, Offer, Prefer, Standing, fingerprint, message_id


@dataclass(frozen=True, slots=True)
class Received:
    """A catalog after a delivery, and what became of each offer."""

    catalog: Catalog
    changes: tuple[Change, ...]


def receive(catalog: Catalog, offers: Iterable[Offer], prefer: Prefer, path: str) -> Received:
    """The catalog with the offers taken in; `path` is the delivered file, for places.

    Laws: offers that were exported from this very catalog change nothing; a text goes live only if it was offered as
    translated, for the English that the catalog has now, with all its markup; an offer is in the result or in a change that
    says why not; an empty offer empties nothing.
    """
    known = {(message.key, message.obsolete): message for message in catalog.messages}
    texts = Counter(message.msgstr for message in catalog.messages)
    changes: list[Change] = []
    older: dict[MessageKey, tuple[Offer, tuple[str, ...]]] = {}
    strangers = False
    for offer in _identified(offers, catalog):
        key, place = offer.message.key, Place(path, offer.message.line)
        current = known.get((key, False)) or known.get((key, True))
        if not offer.message.has_text:
            changes.append(Change(Fate.EMPTY, place, offer.message.msgid))
        elif current is not None:
            after, change = _meet(current, offer, prefer, Place(catalog.path, current.line), texts[current.msgstr] < 2)
            known[key, current.obsolete] = after
            changes.append(change)
        else:
            # Of another English: an obsolete entry, and a suggestion wherever `merge` finds a likeness.
            strangers = True
            known[key, True] = _as_obsolete(offer)
            changes.append(Change(Fate.KEPT, place, offer.message.msgid, new=offer.message.msgstr))
        if (key, False) not in known:
            older[key] = (offer, current.msgstr if current else ())
    messages = tuple(_refreshed(message, older) for message in known.values())
    received = replace(catalog, messages=messages) if messages != catalog.messages else catalog
    return Received(_with_suggestions(received) if strangers else received, tuple(changes))


def _identified(offers: Iterable[Offer], catalog: Catalog) -> Iterator[Offer]:
    """The offers under the catalog's own keys where they can be known; a memory's only where they fit."""
    by_id = {message_id(catalog.domain, message.key): message for message in catalog.messages}
    empty: dict[str, list[Message]] = {}
    for message in catalog.live.values():
        if not message.has_text and message.msgid_plural is None:
            empty.setdefault(message.msgid, []).append(message)
    for offer in offers:
        if offer.domain is None:
            context = offer.message.msgctxt
            fitting = (message for message in empty.get(offer.message.msgid, ()) if context in (None, message.msgctxt))
            yield from (_under(message, offer) for message in fitting)
        elif offer.id in by_id:
            yield _under(by_id[offer.id], offer)
        else:
            yield offer


def _under(message: Message, offer: Offer) -> Offer:
    # Tools change white space of the source that they carry; more than that is another text, and somebody must look.
    same = offer.message.msgid.split() == message.msgid.split()
    odd = () if same else ("the source text in the file is not that of the catalog",)
    own = replace(offer.message, msgid=message.msgid, msgctxt=message.msgctxt, msgid_plural=message.msgid_plural)
    return replace(offer, message=own, damage=offer.damage + odd)


def _as_obsolete(offer: Offer) -> Message:
    fuzzy = offer.standing is not Standing.TRANSLATED or bool(offer.damage)
    msgstr = tuple(_fitted(text, offer.message.msgid) for text in offer.message.msgstr)
    return replace(offer.message, msgstr=msgstr, obsolete=True, fuzzy=fuzzy, previous=None, notes=(), references=())


def _fitted(text: str, msgid: str) -> str:
    """A text with the line breaks that its source allows: spreadsheets and XML formatters put some where there were none."""
    lines = text.splitlines()
    if lines == [text]:
        return text
    if "\n" in msgid:
        return "\n".join(lines) + ("\n" if text.endswith(("\n", "\r")) else "")
    return " ".join(filter(None, map(str.strip, lines)))


def _meet(current: Message, offer: Offer, prefer: Prefer, place: Place, only: bool) -> tuple[Message, Change]:
    """The catalog's entry after an offer for it, and what became of the offer; `only` where its text stands nowhere else."""

    def change(fate: Fate, reason: str = "") -> Change:
        return Change(fate, place, current.msgid, current.msgstr, offer.message.msgstr, reason)

    if offer.standing is Standing.SUGGESTED and current.has_text:
        return current, change(Fate.UNNEEDED)
    if len(offer.message.msgstr) != len(current.msgstr):
        forms = f"{len(offer.message.msgstr)} plural forms where the catalog has {len(current.msgstr)}"
        return current, change(Fate.CONFLICT, forms)
    pairs = list(zip(offer.message.msgstr, current.msgstr, strict=True))
    msgstr = tuple(_fitted(new, current.msgid) if new.strip() and new != old else old for new, old in pairs)
    wrong = _wrong(current, offer, msgstr)
    # A form that the file leaves empty stays, and stays in doubt if it was.
    doubted = current.fuzzy and any(old.strip() and not new.strip() for new, old in pairs)
    fuzzy = offer.standing is not Standing.TRANSLATED or bool(wrong) or doubted
    if _says_nothing_new(current, offer, msgstr, fuzzy):
        return current, change(Fate.SAME)
    reason = _newer(current, offer, fuzzy)
    if reason and prefer is Prefer.CATALOG:
        return current, change(Fate.CONFLICT, reason)
    comments = dict.fromkeys((*current.comments, *offer.message.comments))
    unknown = offer.base != fingerprint(current)  # made from another text, or from nobody knows which
    doubtful = reason or current.obsolete or (fuzzy and not current.fuzzy) or (unknown and only)
    if current.has_text and msgstr != current.msgstr and doubtful:
        before = [f"before the import: {text}" for text in current.msgstr if text.strip()]
        comments |= dict.fromkeys(line for text in before for line in text.splitlines())
    after = replace(
        current,
        msgstr=msgstr,
        fuzzy=fuzzy,
        previous=(offer.message.previous or current.previous) if fuzzy else None,
        comments=tuple(comments),
    )
    if wrong:
        return after, change(Fate.DAMAGED, "; ".join(wrong))
    if current.obsolete or not fuzzy:
        return after, change(Fate.KEPT if current.obsolete else Fate.TAKEN)
    return after, change(
        Fate.FUZZY, f"the file calls it {offer.standing}" if offer.standing else "the file has no state for it"
    )


def _wrong(current: Message, offer: Offer, msgstr: tuple[str, ...]) -> tuple[str, ...]:
    """Why an offer cannot go live, whatever the file says of it."""
    found = list(offer.damage)
    if offer.message.msgid_plural != current.msgid_plural:
        found.append("it was made for another English plural")
    strange = sorted({character for text in msgstr for character in text if category(character) == "Cc"} - {"\n", "\t"})
    found += [f"a control character U+{ord(character):04X}" for character in strange if character not in current.msgid]
    sources = (current.msgid,) if current.msgid_plural is None else (current.msgid, current.msgid_plural)
    for text in filter(str.strip, msgstr):
        # A plural form goes with either English text, whichever it resembles more.
        problems = [_felt(damage(source, text), current) for source in sources]
        fewest: tuple[str, ...] = min(problems, key=len)
        found += fewest
    return tuple(dict.fromkeys(found))


def _felt(problems: tuple[str, ...], current: Message) -> tuple[str, ...]:
    # A form for one number may say it in words: gettext's own check allows that too.
    return tuple(
        problem for problem in problems if current.msgid_plural is None or not problem.startswith("the placeholder %(")
    )


def _says_nothing_new(current: Message, offer: Offer, msgstr: tuple[str, ...], fuzzy: bool) -> bool:
    """Whether the offer is what was exported, or what the catalog says already."""
    states = (True, False) if offer.standing is Standing.UNSAID else (offer.standing is not Standing.TRANSLATED,)
    if any(fingerprint(replace(offer.message, fuzzy=state)) == offer.base for state in states):
        return True  # nobody touched it out there: whatever the catalog has now is newer
    if msgstr != current.msgstr:
        return False
    if current.fuzzy:
        return fuzzy
    # A doubt counts where it is raised about this very translation; a file without a base cannot know of it.
    return offer.standing in (Standing.TRANSLATED, Standing.UNSAID) or offer.base != fingerprint(current)


def _newer(current: Message, offer: Offer, fuzzy: bool) -> str:
    """Why the catalog's translation must not be replaced unasked; empty where it may be."""
    if not current.has_text or offer.base == fingerprint(current):
        return ""
    if offer.base is not None:
        return "the catalog's translation changed after the export"
    if current.obsolete and not fuzzy:
        return ""  # of an English that is gone: no page shows it, and the old text stays beside
    if not current.fuzzy:
        return "the catalog has a translation, and the file does not say from which one it was made"
    return "both are unsure" if fuzzy and offer.standing is not Standing.TRANSLATED else ""


def _refreshed(message: Message, older: Mapping[MessageKey, tuple[Offer, tuple[str, ...]]]) -> Message:
    """A suggestion made from a translation that came back better: the better text, still fuzzy.

    `older` holds what was delivered for English texts that are gone, each with the text that the catalog had kept for it.
    """
    previous = message.previous
    if message.obsolete or not message.fuzzy or previous is None:
        return message
    offer, kept = older.get((previous.msgctxt, previous.msgid), (None, ()))
    if offer is None or offer.standing is not Standing.TRANSLATED or len(offer.message.msgstr) != len(message.msgstr):
        return message
    # Somebody may have worked on the suggestion: only one that nobody touched gives way.
    untouched = message.msgstr == kept or offer.base in (fingerprint(message), fingerprint(replace(message, fuzzy=False)))
    return replace(message, msgstr=_as_obsolete(offer).msgstr) if untouched and offer.message.has_text else message


def _with_suggestions(catalog: Catalog) -> Catalog:
    """The catalog merged with itself, so that its newly obsolete entries become suggestions for what resembles them."""
    template = replace(
        catalog,
        messages=tuple(
            replace(message, msgstr=("",) * len(message.msgstr), fuzzy=False, previous=None, comments=())
            for message in catalog.live.values()
        ),
    )
    # To a merge what is empty is new, and gets what resembles it.
    known = tuple(message for message in catalog.messages if message.obsolete or message.has_text or message.comments)
    return merge(template, replace(catalog, messages=known))
