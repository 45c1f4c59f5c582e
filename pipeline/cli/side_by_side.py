"""What a reviewer sees of a text: source and translation beside each other, and what changed since the last approval."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.model.approval import DISCLAIMER_DOMAIN
from pipeline.reports.differences import Piece, differences

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from pipeline.model.approval import Approval, Subject, Wording
    from pipeline.model.locale import Locale
    from pipeline.model.review import Question

_WIDE = 100
"""From so many columns on, two texts stand beside each other."""
_JOINERS = "\u200c\u200d"
"""They belong to the spelling of some languages; a mark in their place would tear words apart."""
_MARKS = {Piece.SAME: ("", ""), Piece.REMOVED: ("[-", "-]"), Piece.ADDED: ("{+", "+}")}
_STYLES = {Piece.SAME: "", Piece.REMOVED: "red strike", Piece.ADDED: "green"}


def show(console: "Console", question: "Question", locale: "Locale", source: "Locale", heading: str) -> None:
    """Print one subject: its place, its last translator, its texts, and what changed since it was approved."""
    subject = question.reviewable.subject
    console.rule(_shown(heading), align="left", characters="─")
    console.print(_shown(str(question.reviewable.place)), style="dim", soft_wrap=True)
    if question.reviewable.where:
        console.print(_shown(question.reviewable.where), style="dim", soft_wrap=True)
    if question.translator:
        word = "written by" if locale == source else "translated last by"
        console.print(_shown(f"{word} {question.translator}"), style="dim", soft_wrap=True)
    if locale == source:
        _print_texts(console, subject.wordings)
    elif locale.direction == "rtl" or console.width < _WIDE:
        # Columns of opposite directions are torn apart by terminals that order whole lines.
        _print_pairs(console, subject.wordings, locale, source)
    else:
        _print_columns(console, subject.wordings, locale, source)
    if question.before is not None:
        _print_changes(console, question.before, subject, locale, source)
    console.print()


def _print_texts(console: "Console", wordings: "Sequence[Wording]") -> None:
    for wording in wordings:
        console.print()
        _print_context(console, wording)
        console.print(_shown(wording.source))


def _print_pairs(console: "Console", wordings: "Sequence[Wording]", locale: "Locale", source: "Locale") -> None:
    for wording in wordings:
        console.print()
        _print_context(console, wording)
        for name, text in ((source.name, wording.source), (locale.name, wording.translation)):
            console.print(f"{name}:", style="dim")
            console.print(_shown(text))


def _print_columns(console: "Console", wordings: "Sequence[Wording]", locale: "Locale", source: "Locale") -> None:
    from rich.table import Table

    for number, wording in enumerate(wordings):
        console.print()
        _print_context(console, wording)
        table = Table(
            source.name,
            locale.name,
            show_header=number == 0,
            box=None,
            pad_edge=False,
            padding=(0, 4, 0, 0),
            header_style="dim",
            expand=True,
        )
        for column in table.columns:
            column.ratio, column.overflow = 1, "fold"
        table.add_row(_shown(wording.source), _shown(wording.translation))
        console.print(table)


def _print_context(console: "Console", wording: "Wording") -> None:
    if wording.msgctxt is not None:
        console.print(_shown(wording.msgctxt), style="bold")


def _print_changes(console: "Console", before: "Approval", subject: "Subject", locale: "Locale", source: "Locale") -> None:
    found = differences(before, subject)
    whose = f"it was approved on {before.on.isoformat()} by {before.reviewer}"
    if before.domain != DISCLAIMER_DOMAIN and before.message != subject.name:
        whose = f"the likest text was approved on {before.on.isoformat()} by {before.reviewer}"
    console.print()
    if not found:
        console.print(
            _shown(f"unchanged since {whose}; that approval held until {before.review_by.isoformat()}"), soft_wrap=True
        )
        return
    console.print(_shown(f"changed since {whose}:"), soft_wrap=True)
    for difference in found:
        sides = [(source.name, difference.source)]
        if locale != source:
            sides.append((locale.name, difference.translation))
        for name, pieces in sides:
            if pieces:
                console.print(_shown(f"{difference.context} {name}:".strip()), style="dim")
                console.print(_marked(pieces))


def _marked(pieces: Iterable[tuple[Piece, str]]) -> "Text":
    from rich.text import Text

    # Marks as well as colours: not everybody sees red and green, and not every terminal shows them.
    return Text.assemble(*(_shown(text.join(_MARKS[piece]), _STYLES[piece]) for piece, text in pieces))


def _shown(text: str, style: str = "") -> "Text":
    """The text as it is, without markup of the terminal, and with a sign for each character that shows nothing."""
    from rich.text import Text

    shown = "".join(one if _visible(one) else f"⟨U+{ord(one):04X}⟩" for one in text)
    return Text(shown, style=style)


def _visible(character: str) -> bool:
    return character.isprintable() or (character.isspace() and character in "\n\u00a0\u202f\u3000") or character in _JOINERS
