"""Articles that are revised again and again, with the truth about each text: from which earlier texts it came.

Edits are those of `edits.py`, and what happens to whole texts: lengthened, split, joined, moved, moved and reworded, added,
added as the twin of a neighbour, replaced by another text in the same place, removed, brought back, undone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from edits import TEXT_EDITS, reworded
from prose import Prose, sentences_of

from pipeline.model.catalog import Catalog, Message

_HEADER = "Language: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
_WHOLE_EDITS = {
    "lengthened": 5,
    "split": 6,
    "joined": 5,
    "moved": 6,
    "moved, reworded": 4,
    "added": 9,
    "twin added": 4,
    "replaced": 6,
    "removed": 7,
    "brought back": 3,
    "undone": 5,
}
"""What happens to whole texts, and how often among a hundred edits; the last two only where there is an earlier revision."""
_WEIGHTS = {name: weight for name, (_, weight) in TEXT_EDITS.items()} | _WHOLE_EDITS
KINDS = tuple(_WEIGHTS)
_CHANCES = 20
"""How many places an edit tries before another kind is chosen."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in its place in an article."""

    msgid: str
    kind: str
    came_from: tuple[str, ...] = ()
    """The texts that it was made from, of all earlier revisions, oldest first; none where it is new."""
    edit: str = ""
    """What the last revision did to it."""


Document = tuple[Text, ...]


class _Desk:
    """What an author has at hand: chance, prose, new texts that are given once, and what earlier revisions removed."""

    def __init__(self, random: Random, prose: Prose, kept: Prose) -> None:
        self.random, self.prose = random, prose
        self.gone: list[Text] = []
        self._items, self._sentences = list(kept.items), list(kept.sentences)

    def new_text(self, kind: str) -> str | None:
        """A new list item, or a new paragraph of one or two sentences; None when all is used."""
        if kind == "list item":
            return self._items.pop() if self._items else None
        taken = [self._sentences.pop() for _ in range(min(self.random.choice([1, 1, 2]), len(self._sentences)))]
        return " ".join(taken) or None


def history(random: Random, prose: Prose, share: float, revisions: int) -> Iterator[Document]:
    """An article as it was first, then after each revision of that share of its texts."""
    first, kept = prose.shuffled(random).divided()
    desk = _Desk(random, prose, kept)
    document = tuple(_compose(random, first))
    yield document
    for _ in range(revisions):
        revised = _revise(desk, document, share)
        standing = {text.msgid for text in revised}
        desk.gone += [text for text in document if text.msgid not in standing]
        document = revised
        yield document


def _compose(random: Random, prose: Prose) -> Iterator[Text]:
    """An article: sections of a heading, paragraphs, and a list; in every second list two items differ by a word or two."""
    sentences, items = list(prose.sentences), list(prose.items)
    for number, heading in enumerate(prose.headings):
        yield Text(heading, "heading")
        for _ in range(random.randint(1, 3)):
            paragraph = [sentences.pop() for _ in range(min(random.choice([1, 2, 2, 3, 4]), len(sentences)))]
            if paragraph:
                yield Text(" ".join(paragraph), "paragraph")
        here = [items.pop() for _ in range(min(random.randint(2, 5), len(items)))]
        twin = reworded(random, here[0], prose) if here and number % 2 else None
        yield from (Text(item, "list item") for item in (*here, *([twin] if twin else [])))


def _revise(desk: _Desk, document: Document, share: float) -> Document:
    texts = [replace(text, came_from=tuple(dict.fromkeys((*text.came_from, text.msgid))), edit="") for text in document]
    for _ in range(max(1, round(len(texts) * share))):
        while not _edit_once(desk, texts, desk.random.choices(KINDS, [*_WEIGHTS.values()])[0]):
            pass
    return tuple(_with_kin(text, (*document, *desk.gone)) if text.edit == "twin added" else text for text in texts)


def _with_kin(twin: Text, earlier: Sequence[Text]) -> Text:
    """A twin may take after any text that goes back to the same one: all differ from it in a word or two."""
    kin = (text.msgid for text in earlier if _first(text) == _first(twin))
    return replace(twin, came_from=tuple(dict.fromkeys((*twin.came_from, *kin))))


def _first(text: Text) -> str:
    return text.came_from[0] if text.came_from else text.msgid


def _edit_once(desk: _Desk, texts: list[Text], kind: str) -> bool:
    """Whether an edit of this kind found a place. A text is edited once in a revision; no two texts become the same."""
    width = 2 if kind == "joined" else 1
    for _ in range(_CHANCES):
        at = desk.random.randrange(len(texts) - width + 1)
        if any(text.edit for text in texts[at : at + width]):
            continue
        new = _edited(desk, texts[at : at + width], kind)
        others = {text.msgid for text in (*texts[:at], *texts[at + width :])}
        if new is None or others & {text.msgid for text in new}:
            continue
        texts[at : at + width] = new
        if kind.startswith("moved"):
            texts.insert(desk.random.randrange(len(texts)), texts.pop(at))
        return True
    return False


def _edited(desk: _Desk, old: Sequence[Text], kind: str) -> list[Text] | None:
    """What stands in the place of a text (of two, when joined) afterwards; None where it cannot be done."""
    text = old[0]
    if kind in TEXT_EDITS:
        return _with_msgid(text, TEXT_EDITS[kind][0](desk.random, text.msgid, desk.prose), kind)
    match kind, text.kind:
        case "lengthened", "paragraph":
            more = desk.new_text("paragraph")
            return _with_msgid(text, more and f"{text.msgid} {more}", kind)
        case "split", "paragraph" if len(sentences := sentences_of(text.msgid)) > 1:
            cut = desk.random.randrange(1, len(sentences))
            return [replace(text, msgid=" ".join(half), edit=kind) for half in (sentences[:cut], sentences[cut:])]
        case "joined", "paragraph" if old[1].kind == "paragraph":
            both = f"{text.msgid} {old[1].msgid}"
            return [replace(text, msgid=both, came_from=text.came_from + old[1].came_from, edit=kind)]
        case "moved", _:
            return [replace(text, edit=kind)]
        case "moved, reworded", _:
            return _with_msgid(text, reworded(desk.random, text.msgid, desk.prose), kind)
        case "added" | "replaced", "paragraph" | "list item":
            fresh = _with_msgid(Text("", text.kind), desk.new_text(text.kind), kind)
            return fresh and (fresh if kind == "replaced" else [text, *fresh])
        case "twin added", "list item":
            twin = _with_msgid(text, reworded(desk.random, text.msgid, desk.prose), kind)
            return twin and [text, *twin]
        case "removed", _:
            return []
        case "brought back", _ if desk.gone:
            back = desk.random.choice(desk.gone)
            return [text, replace(back, came_from=(*back.came_from, back.msgid), edit=kind)]
        case "undone", _:
            former = [msgid for msgid in text.came_from if msgid != text.msgid]
            return _with_msgid(text, former[-1] if former else None, kind)
    return None


def _with_msgid(text: Text, msgid: str | None, kind: str) -> list[Text] | None:
    return [replace(text, msgid=msgid, edit=kind)] if msgid and msgid != text.msgid else None


def template(document: Document) -> Catalog:
    """The template of an article: a message per distinct text, and under which heading it stands."""
    messages: dict[str, Message] = {}
    heading = ""
    for text in document:
        if text.kind == "heading":
            heading = text.msgid
        note = text.kind if text.kind == "heading" else f"{heading} › {text.kind}"
        messages.setdefault(text.msgid, Message(text.msgid, notes=(note,), references=("source/articles/replayed.md",)))
    return Catalog("replayed", header=_HEADER.format(""), messages=tuple(messages.values()))


def empty_catalog() -> Catalog:
    """A catalog in which nobody has written yet."""
    return Catalog("replayed", "hr", _HEADER.format("hr"))
