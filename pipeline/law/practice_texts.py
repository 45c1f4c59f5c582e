"""The gate's rules on a clinic's texts: what they may be before any page is looked at. The site has none."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.law.writing import character_faults, script_faults
from pipeline.model.errors import Place
from pipeline.model.locale import Locale
from pipeline.model.page import Demands, bare
from pipeline.model.practice import Form, Practice, Run

Faults = Iterator[tuple[Place, str]]
"""Where, and what."""

_TARGET = re.compile(r"tel:\+?[0-9-]{2,25}|mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|https://[A-Za-z0-9.-]+(?:[/?#][!-~]*)?")
_NUMBER = re.compile(r"tel:[0-9]{2,6}")
_LONGEST = 1200
"""Characters of one line: an addendum has 600 in English, and no translation of ours is twice as long."""
_WIDEST, _HIGHEST = 320, 96
"""Of a logo, in CSS pixels: at most as wide as the smallest screen, and no higher than six lines."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and marks that show nothing."""
_TELLING = 20
"""A text of so few letters may stand anywhere."""


def practice_whole(locale: Locale, demands: Demands) -> Faults:
    """A clinic's parts begin with its name and hold its emergency number, as a link, once in each, and no other such line."""
    practice = demands.practice
    if practice is None:
        return
    place, forms = Place(practice.path), [line.form for line in practice.lines]
    targets = [run.href for run in practice.emergency.runs if run.href]
    said = [run.href.removeprefix("tel:") == run.text for run in practice.emergency.runs if run.href]
    if len(targets) != 1 or not _NUMBER.fullmatch(targets[0]) or not all(said):
        yield place, "its emergency sentence has not one number that can be called"
    if [line for line in practice.lines if line.form is Form.EMERGENCY] != [practice.emergency]:
        yield place, "its section has not the emergency sentence of its top"
    if forms[:1] != [Form.HEADING] or forms.count(Form.HEADING) != 1:
        yield place, "its section does not begin with its name"
    if any((line.form is Form.ROW) != (line.term is not None) for line in practice.lines):
        yield place, "a row of its section has no term"
    if practice.logo is not None and not (0 < practice.logo.width <= _WIDEST and 0 < practice.logo.height <= _HIGHEST):
        yield place, f"its picture is larger than {_WIDEST} by {_HIGHEST} pixels"


def practice_characters(locale: Locale, demands: Demands) -> Faults:
    """Its texts hold nothing unseen, no line without an end, and lead to telephones, mailboxes and https alone."""
    practice = demands.practice
    if practice is not None:
        yield from ((Place(practice.path), fault) for run in _runs(practice) for fault in _run_faults(run))
    for demand in demands.practice_texts:
        faults = (
            *character_faults(demand.text, demand.source, locale),
            *script_faults(demand.text, demand.source, locale),
        )
        yield from ((demand.place, f"{demand.name} {fault}") for fault in faults)


def practice_apart(locale: Locale, demands: Demands) -> Faults:
    """No line of it bears the disclaimer's title or repeats a duty or a protected text, as if it were one."""
    practice = demands.practice
    if practice is None:
        return
    theirs = [demands.title.text, *(demand.text for demand in (*demands.duties, *demands.protected))]
    for line in practice.lines:
        said = bare(line.plain)
        for twin in (text for text in theirs if _alike(said, bare(text))):
            yield Place(practice.path), f"{line.plain[:60]!r} says {twin[:60]!r} once more"


def _runs(practice: Practice) -> Iterator[Run]:
    yield Run(practice.name)
    yield from practice.emergency.runs
    yield from practice.runs()


def _run_faults(run: Run) -> Iterator[str]:
    odd = next((sign for sign in run.text if unicodedata.category(sign) in _UNSEEN or sign in _BLANK), None)
    if odd is not None:
        yield f"{run.text[:40]!r} holds U+{ord(odd):04X} {unicodedata.name(odd, 'without a name')}"
    if not run.text.strip() or len(run.text) > _LONGEST or re.search(r"\s\s", run.text):
        yield f"{run.text[:40]!r} is empty, too long, or has gaps"
    if run.href and not _TARGET.fullmatch(run.href):
        yield f"a link to {run.href[:60]!r}"


def _alike(said: str, told: str) -> bool:
    return said == told or (len(told) >= _TELLING and told in said) or (len(said) >= _TELLING and said in told)
