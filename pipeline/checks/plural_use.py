"""How a catalog's plural forms are used: what its Plural-Forms header says, and which forms many numbers take."""

import re
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py

_HEADER = re.compile(r"\s*nplurals\s*=\s*([1-9][0-9]?)\s*;\s*plural\s*=\s*([^;\n]{1,500})\s*;?\s*")
_NUMBERS = 1001
_OFTEN = 5
"""A form that at most so many of the numbers take may leave the number out: "one file", "لا ملفات". GNU gettext's figures
(`msgfmt --check`)."""


@dataclass(frozen=True, slots=True)
class PluralUse:
    """What a usable Plural-Forms header says."""

    count: int
    """How many forms there are."""
    used: frozenset[int]
    """The forms that any number up to 1,000 takes; may hold more than there are, which is a fault."""
    often: frozenset[int]
    """The forms that more than five of these numbers take."""


@lru_cache(maxsize=256)
def plural_use(header: str) -> PluralUse | None:
    """What a Plural-Forms header says; None if it is none, or its expression is no C expression in `n` or divides by zero."""
    declared = _HEADER.fullmatch(header)
    if declared is None:
        return None
    try:
        form_of = c2py(declared[2].strip())
        taken = [form_of(number) for number in range(_NUMBERS)]
    except (ValueError, ZeroDivisionError, RecursionError, OverflowError, SyntaxError, MemoryError):
        return None
    counts = {form: taken.count(form) for form in set(taken)}
    often = frozenset(form for form, times in counts.items() if times > _OFTEN)
    return PluralUse(int(declared[1]), frozenset(counts), often)
