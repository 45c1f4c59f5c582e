"""A clinic's parts as the gate knows them: of a page and of a text edition, to the letter, and the pages without them.

The cook has its own templates; here the same lines are written out once more, so that what stands on a page is compared with
what should stand there. A page without its clinic's parts is a page of the site, and is judged as one.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.law.lines import paragraphs_of, reads
from pipeline.model.practice import Form, Line, Mark, Practice, Run

_BLOCKS = {
    Form.HEADING: ('<h2 id="practice-heading">', "</h2>"),
    Form.EMERGENCY: ('<p class="practice-emergency">', "</p>"),
    Form.SAMPLE: ('<p class="practice-sample">', "</p>"),
    Form.LABEL: ('<p class="practice-label">', "</p>"),
    Form.TEXT: ("<p>", "</p>"),
    Form.SUBHEADING: ("<h3>", "</h3>"),
    Form.ROW: ("<dd>", "</dd></div>"),
}
_MARKS = {
    Mark.PLAIN: ("", ""),
    Mark.ENGLISH: ("span", ' lang="en" dir="ltr"'),
    Mark.NAME: ("bdi", ""),
    Mark.CODE: ("span", ' dir="ltr"'),
}
_UNDERLINES = {Form.HEADING: "-+", Form.SUBHEADING: "~+"}
_SHEET = '<link rel="stylesheet" href="../style.css">\n'
_COLOURS = '<link rel="stylesheet" href="../clinic.css">\n'
_STYLE = "style-src 'self'; "
_IMAGES = "img-src 'self'; "

Piece = tuple[str, str, str]
"""What it is; what stands there for a clinic; what stands there on a page of the site."""


def pieces_of(practice: Practice) -> Sequence[Piece]:
    """All in which a clinic's page differs from one of the site, each with what surrounds it."""
    pieces = [
        ("the practice's name and emergency number at the top", f"\n<header>\n{_top(practice)}<nav ", "\n<header><nav "),
        ("the practice's section", f"\n</main>\n{_section(practice)}<footer>\n", "\n</main>\n<footer>\n"),
    ]
    if practice.coloured:
        pieces.append(("the practice's colours", f"{_SHEET}{_COLOURS}</head>\n", f"{_SHEET}</head>\n"))
    if practice.logo is not None:
        pieces.append(("the leave to show its picture", f"{_STYLE}{_IMAGES}", _STYLE))
    return pieces


def page_without(html: str, practice: Practice) -> tuple[str, tuple[str, ...]]:
    """The page without its practice's parts, and the names of those that do not stand there exactly once."""
    missing = []
    for name, piece, instead in pieces_of(practice):
        if html.count(piece) == 1:
            html = html.replace(piece, instead)
        else:
            missing.append(name)
    return html, tuple(missing)


def edition_without(text: str, practice: Practice) -> tuple[str, bool]:
    """The text edition without its practice's paragraphs, and whether it ended with them."""
    wanted = practice.paragraphs
    paragraphs = paragraphs_of(text)
    rest, found = paragraphs[: -len(wanted)], paragraphs[-len(wanted) :]
    if not rest or not all(map(_says, found, wanted)):
        return text, False
    return "\n\n".join(rest) + "\n", True


def _top(practice: Practice) -> str:
    logo, picture = practice.logo, ""
    if logo is not None:
        picture = f'<img src="../logo.png" alt="" width="{logo.width}" height="{logo.height}">'
    return f'<p class="practice">{picture}<bdi>{_escaped(practice.name)}</bdi></p>\n{_block(practice.emergency)}'


def _section(practice: Practice) -> str:
    written = ['<section id="practice" class="practice" aria-labelledby="practice-heading">\n']
    for form, lines in groupby(practice.lines, lambda line: line.form):
        blocks = "".join(map(_block, lines))
        written.append(f'<dl class="practice-facts">\n{blocks}</dl>\n' if form is Form.ROW else blocks)
    return "".join((*written, "</section>\n"))


def _block(line: Line) -> str:
    begin, end = _BLOCKS[line.form]
    if line.english:
        begin = f"{begin[:-1]}{_MARKS[Mark.ENGLISH][1]}>"
    term = f"<div><dt>{_run(line.term)}</dt>" if line.term is not None else ""
    return f"{term}{begin}{''.join(map(_run, line.runs))}{end}\n"


def _run(run: Run) -> str:
    tag, attributes = _MARKS[run.mark]
    text = _escaped(run.text)
    if run.href:
        marked = f"<bdi>{text}</bdi>" if run.mark is Mark.NAME else text
        return f'<a href="{_escaped(run.href)}"{attributes}>{marked}</a>'
    return f"<{tag}{attributes}>{text}</{tag}>" if tag else text


def _escaped(text: str) -> str:
    # As HTML5 wants it in texts and in values between double quotes.
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
        text = text.replace(sign, name)
    return text


def _says(paragraph: str, lines: Sequence[Line]) -> bool:
    """Whether a paragraph is these lines, each in lines of its own; a heading's last one underlines it."""
    rule = _UNDERLINES.get(lines[0].form)
    if rule is not None:
        paragraph, _, below = paragraph.rpartition("\n")
        if not re.fullmatch(rule, below):
            return False
    rest = paragraph.split("\n")
    for line in lines:
        end = next((end for end in range(1, len(rest) + 1) if reads("\n".join(rest[:end]), line.plain)), 0)
        if not end:
            return False
        rest = rest[end:]
    return not rest
