"""Both merges over many generated histories: the figures, and the tables that show them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from histories import KINDS, history
from peers import MERGES
from prose import Prose
from replayed import Judged, Outcome, replay, undo

_CHANGED = (Outcome.RIGHT, Outcome.WRONG, Outcome.NONE)
_NEW = (Outcome.NOISE, Outcome.EMPTY)
_BEFORE = (Outcome.LIVE, Outcome.DEMOTED, Outcome.FOREIGN, Outcome.GONE)

_MISTAKES = (Outcome.WRONG, Outcome.NOISE, Outcome.NONE, Outcome.DEMOTED, Outcome.FOREIGN, Outcome.GONE, Outcome.WRONGLY_LIVE)

Rows = list[list[str]]


@dataclass(slots=True)
class Score:
    """What one merge did over all histories with one share of changed texts."""

    outcomes: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    """By the kind of edit ("" for texts that a revision left alone)."""
    undone: Counter[Outcome] = field(default_factory=Counter)
    """Of all translations, after old → new → old."""
    mistakes: list[Judged] = field(default_factory=list)
    entered: int = 0
    lost: int = 0

    def count(self, outcome: Outcome, kinds: Iterable[str] = ("", *KINDS)) -> int:
        """How often a text of these kinds met an outcome."""
        return sum(self.outcomes[kind, outcome] for kind in kinds)


Scores = Mapping[float, Mapping[str, Score]]
"""Share of changed texts → name of the merge → its score."""


def score(prose: Prose, articles: int, revisions: int, shares: Sequence[float]) -> Scores:
    """The scores of both merges over the same histories: that many articles, each with that many revisions."""
    scores = {share: {name: Score() for name in MERGES} for share in shares}
    for share in shares:
        for number in range(articles):
            documents = list(history(Random(f"{share} {number}"), prose, share, revisions))
            for name, merge in MERGES.items():
                found, total = replay(merge, documents, number), scores[share][name]
                total.outcomes.update((judged.text.edit, judged.outcome) for judged in found.judged)
                total.mistakes += [judged for judged in found.judged if judged.outcome in _MISTAKES]
                total.undone += undo(merge, documents[0], documents[1])
                total.entered += found.entered
                total.lost += found.lost
    return scores


def total_rows(scores: Scores) -> Rows:
    """A row per share: what became of changed and of new texts, in percent; ours and msgmerge side by side."""
    rows = [["changed in each revision", "changed texts", *_doubled("right", "wrong", "none"), "new texts", *_doubled("noise")]]
    for share, pair in scores.items():
        changed = [_percent(pair, outcome, _CHANGED) for outcome in _CHANGED]
        rows.append(
            [
                f"{share:.0%}",
                f"{sum(map(pair['ours'].count, _CHANGED))}",
                *(cell for cells in changed for cell in cells),
                f"{sum(map(pair['ours'].count, _NEW))}",
                *_percent(pair, Outcome.NOISE, _NEW),
            ]
        )
    return rows


def kind_rows(scores: Scores) -> Rows:
    """A row per kind of edit, in counts over all shares."""
    rows = [["edit", "texts", *_doubled("right", "wrong", "none", "noise")]]
    for kind in KINDS:
        columns = [
            [sum(pair[name].count(outcome, [kind]) for pair in scores.values()) for name in MERGES]
            for outcome in (*_CHANGED, Outcome.NOISE)
        ]
        texts = sum(pair["ours"].count(outcome, [kind]) for pair in scores.values() for outcome in (*_CHANGED, *_NEW))
        if texts:
            rows.append([kind, f"{texts}", *(f"{count}" for column in columns for count in column)])
    return rows


def before_rows(scores: Scores) -> Rows:
    """What became of translations that had been there: of texts that came back, of texts left alone, of all after an undo."""
    rows = [["translated before", *_doubled("live", "demoted", "another's", "empty")]]
    cases: list[tuple[str, Callable[[Score, Outcome], int]]] = [
        ("came back", lambda score, outcome: score.count(outcome, ["undone", "brought back"])),
        ("stayed or moved", lambda score, outcome: score.count(outcome) - score.count(outcome, ["undone", "brought back"])),
        ("old → new → old", lambda score, outcome: score.undone[outcome]),
    ]
    for share, pair in scores.items():
        for name, count in cases:
            cells = [f"{count(pair[merge], outcome)}" for outcome in _BEFORE for merge in MERGES]
            rows.append([f"{share:.0%}: {name}", *cells])
    return rows


def loss_rows(scores: Scores) -> Rows:
    """What must not be: entered texts that are nowhere in the file any more, and translations live that nobody gave."""
    rows = [["over the whole history", *_doubled("texts entered", "lost", "wrongly live")]]
    for share, pair in scores.items():
        totals = [(score.entered, score.lost, score.count(Outcome.WRONGLY_LIVE)) for score in pair.values()]
        rows.append([f"{share:.0%}", *(f"{figure}" for figures in zip(*totals, strict=True) for figure in figures)])
    return rows


def examples(scores: Scores, count: int) -> Iterator[str]:
    """Up to that many mistakes of ours of each kind: the text, what it came from, and whose translation it was given."""
    for share, pair in scores.items():
        for outcome in _MISTAKES:
            for judged in [mistake for mistake in pair["ours"].mistakes if mistake.outcome is outcome][:count]:
                yield f"{share:.0%}, {judged.text.edit or 'left alone'}: {outcome}\n  text       {judged.text.msgid}"
                yield from (f"  came from  {msgid}" for msgid in judged.text.came_from)
                yield from (f"  given      {msgid}" for msgid in judged.suggested)


def figures(scores: Scores) -> dict[str, dict[str, object]]:
    """Everything counted, for JSON."""
    return {
        f"{share}": {
            name: {
                "outcomes": {f"{kind or 'left alone'}: {outcome}": count for (kind, outcome), count in score.outcomes.items()},
                "undone": {outcome.value: count for outcome, count in score.undone.items()},
                "entered": score.entered,
                "lost": score.lost,
            }
            for name, score in pair.items()
        }
        for share, pair in scores.items()
    }


def _doubled(*names: str) -> list[str]:
    return [cell for name in names for cell in (f"{name}: ours", "msgmerge")]


def _percent(pair: Mapping[str, Score], outcome: Outcome, among: Sequence[Outcome]) -> list[str]:
    return [f"{score.count(outcome) / max(1, sum(map(score.count, among))):.1%}" for score in pair.values()]
