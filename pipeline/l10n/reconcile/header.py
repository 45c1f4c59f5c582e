"""Two header entries and the one that both came from → one. Dates never conflict."""

from collections.abc import Callable
from datetime import UTC, datetime

from pipeline.l10n.reconcile.three_way import three_way, weave

_LAST_EDIT = ("PO-Revision-Date", "Last-Translator")
_NEVER = datetime.min.replace(tzinfo=UTC)


def merge_header(base: str, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """The merged header and the names of the fields that both sides changed differently, of which ours stand.

    The last edit (its date and its translator, as a pair) and the fields of editors (`X-…`) are those of the later edit;
    POT-Creation-Date is the later one. A side without a header changed nothing in it.
    """
    disputed: list[str] = []

    def both() -> str:
        if not ours or not theirs:
            return ours or theirs
        lines = _merge_fields(_fields(base), _fields(ours), _fields(theirs), disputed.append)
        return "".join(f"{line}\n" for line in lines)

    return three_way(base, ours, theirs, both), tuple(disputed)


def is_later(header: str, other: str, field: str) -> bool:
    """Whether a header's date lies after the other header's; what is no date lies before all dates."""
    return _moment(_fields(header), field) > _moment(_fields(other), field)


def _merge_fields(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str], dispute: Callable[[str], None]
) -> list[str]:
    edited_later = theirs if _moment(theirs, _LAST_EDIT[0]) > _moment(ours, _LAST_EDIT[0]) else ours
    extracted_later = theirs if _moment(theirs, "POT-Creation-Date") > _moment(ours, "POT-Creation-Date") else ours

    def last_edit(fields: dict[str, str]) -> list[str | None]:
        return [fields.get(name) for name in _LAST_EDIT]

    signed = three_way(last_edit(base), last_edit(ours), last_edit(theirs), lambda: last_edit(edited_later))

    def value(name: str) -> str | None:
        if name in _LAST_EDIT:
            return signed[_LAST_EDIT.index(name)]
        return three_way(base.get(name), ours.get(name), theirs.get(name), lambda: both(name))

    def both(name: str) -> str | None:
        if name == "POT-Creation-Date":
            return extracted_later.get(name)
        if name.startswith("X-"):
            return edited_later.get(name)
        if name in ours and name in theirs:
            dispute(name)
        return ours.get(name, theirs.get(name))

    values = [value(name) for name in weave(list(base), list(ours), list(theirs))]
    return [line for line in values if line is not None]


def _fields(header: str) -> dict[str, str]:
    """Whole lines by the names of their fields; a line that is no field is its own name."""
    lines = header.removesuffix("\n").split("\n") if header else []
    return {line.partition(":")[0]: line for line in lines}


def _moment(fields: dict[str, str], name: str) -> datetime:
    try:
        found = datetime.fromisoformat(fields.get(name, "").partition(":")[2].strip())
    except ValueError:
        return _NEVER
    return found if found.tzinfo else found.replace(tzinfo=UTC)
