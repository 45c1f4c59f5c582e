"""Placeholders and format strings: what a program or a page fills in must stay whole."""

import re
from collections import Counter
from collections.abc import Iterator, KeysView, Sequence

from pipeline.checks.format_strings import FORMATS, Arguments
from pipeline.checks.inline import blanked, inline_of
from pipeline.checks.plural_use import plural_use
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span, each
from pipeline.model.finding import Severity

_PLACEHOLDER = re.compile(
    r"(?P<named>%\(\w{1,60}\)[-#0 +]*[\d.]*[a-zA-Z]|\$?\{\{\s*[\w.|:\"', -]{1,80}\}\}|\$\{[\w.]{1,60}\}|%\{\w{1,60}\}"
    r"|<ph\s[^<>]*>|(?<![$%\\{])\{(?P<head>[A-Za-z_0-9]\w{0,60})(?:\.\w{1,60}|\[[^\[\]{}]{0,60}\]){0,9}(?:![rsa])?(?::[^{}\s]{0,20})?\}(?!\}))"
    r"|(?P<counted>%%|(?<!\d)(?<!\d[ \u00a0\u202f])%(?:(?P<number>[1-9])\$)?(?:[-#0+]+\d*)?(?:\.\d+)?"
    r"(?:hh|h|ll|l|z)?(?P<sign>[sdiufxgc@])"
    r"|(?<!\{)\{\}(?!\}))"
)
_CLOCK = re.compile(r"%[-_]?[AaBbYyHMTFXxpIlejk]")
"""A pattern of dates: its parts are no placeholders, and each language orders and picks them as it writes dates."""
_SAME = {"i": "d", "u": "d"}
_HINTS = ("%", "{", "<ph")


def format_broken(sheet: Sheet) -> Iterator[Problem]:
    """A format string asks for other values than the source does, or is none: the program would print nonsense, or stop.

    What `msgfmt --check-format` refuses: a missing, added or renamed value, another kind of value, a broken `%`. A plural form
    that at most five numbers take may leave values out ("one file").

    Bad:  "%(count)d days" → "%(anzahl)d Tage"
    Good: "%(count)d days" → "%(count)d Tage"
    Source: GNU gettext manual, "C Format Strings" and the sections behind it.
    """
    use = plural_use(sheet.catalog.fields.get("Plural-Forms", ""))
    often = use.often if use else frozenset()
    for pair in sheet.pairs:
        for flag in pair.message.flags:
            read = FORMATS.get(flag)
            if read is None:
                continue
            plural = pair.message.msgid_plural
            wanted = read(pair.message.msgid if plural is None else plural)
            if wanted is None:
                continue
            strict = plural is None or len(pair.message.msgstr) == 1 or pair.form in often
            says = _misfit(wanted, read(pair.text), strict, flag)
            if says:
                yield pair.problem(says, *_passages(pair))


def placeholder_changed(sheet: Sheet) -> Iterator[Problem]:
    """A placeholder of the source is missing from the translation or was altered, or the translation has one of its own.

    For messages without a format's flag. A named one may stand several times; one that is counted (`%s`) may not. The form of a
    plural that few numbers take may leave them out ("one file").

    Bad:  "Hello {name}" → "Hallo {Name}"
    Good: "Hello {name}" → "Hallo {name}"
    """
    use = plural_use(sheet.catalog.fields.get("Plural-Forms", ""))
    for pair in sheet.pairs:
        if not any(hint in pair.source or hint in pair.text for hint in _HINTS):
            continue
        if any(flag in FORMATS for flag in pair.message.flags) or _CLOCK.search(pair.source):
            continue
        plural = pair.message.msgid_plural
        seldom = plural is not None and (use is None or pair.form not in use.often)
        yield from _changed(pair, seldom)


def newline_changed(pair: Pair) -> Iterator[Problem]:
    """The source begins or ends with a new line and the translation does not, or the other way round.

    Bad:  "Rest.\\n" → "Ruhen."
    Good: "Rest.\\n" → "Ruhen.\\n"
    Source: `msgfmt --check` of GNU gettext refuses it.
    """
    for where, wanted, found in (
        ("begin", pair.source.startswith("\n"), pair.text.startswith("\n")),
        ("end", pair.source.endswith("\n"), pair.text.endswith("\n")),
    ):
        if wanted != found:
            yield pair.problem(f"the source {'does' if wanted else 'does not'} {where} with a new line, unlike the translation")


def _misfit(wanted: Arguments, found: Arguments | None, strict: bool, flag: str) -> str | None:
    if found is None:
        return f"this is no valid {flag} string"
    if wanted.named != found.named and wanted.by_name and found.by_name:
        return "the values have names in the one and none in the other"
    for name, kind in found.by_name.items():
        if name not in wanted.by_name and wanted.more:
            continue
        if name not in wanted.by_name:
            return f"a value that the source lacks: {name}"
        if wanted.by_name[name] != kind:
            return f"value {name} is of another kind: {wanted.by_name[name]} in the source, {kind} here"
    lost = [name for name in wanted.by_name if name not in found.by_name]
    return f"a value of the source is missing: {lost[0]}" if lost and strict else None


def _changed(pair: Pair, seldom: bool) -> Iterator[Problem]:
    wanted, found = _placeholders(pair.source), _placeholders(pair.text)
    if _values(wanted) == _values(found) and _counted(wanted) == _counted(found):
        return
    sources = [wanted]
    if pair.message.msgid_plural is not None:
        sources = [_placeholders(pair.message.msgid), _placeholders(pair.message.msgid_plural)]
    known = {value for source in sources for value in _values(source)}
    here = _values(found)
    lost = [] if seldom else [value for value in _values(wanted) if value not in here]
    added = [value for value in here if value not in known]
    if not lost and not added and not seldom and not any(_counted(source) == _counted(found) for source in sources):
        lost = list((_counted(wanted) - _counted(found)).elements())
        added = list((_counted(found) - _counted(wanted)).elements())
    if lost:
        says = f"a placeholder of the source is missing: {lost[0]}" + (f"; instead there is {added[0]}" if added else "")
    elif added:
        says = f"a placeholder that the source lacks: {added[0]}"
    else:
        return
    yield pair.problem(says, _where(wanted, lost), _where(found, added))


_Found = Sequence[tuple[str, bool, Span]]
"""Placeholders: what must survive, whether it is counted, and where it stands."""


def _placeholders(raw: str) -> _Found:
    inline = inline_of(raw)
    text = blanked(raw, inline.signs, frozenset({"code"})) if "`" in raw else raw
    found = []
    for one in _PLACEHOLDER.finditer(text):
        if one[0] == "%%":
            continue
        found.append((_value(one), not one["named"], one.span()))
    return found


def _value(one: re.Match[str]) -> str:
    """What of a placeholder must survive: `{month.genitive}` asks for the same value as `{month}`, `%i` as `%d`."""
    if one["sign"]:
        return f"%{_SAME.get(one['sign'], one['sign'])}"
    return f"{{{one['head']}}}" if one["head"] else "".join(one[0].split()) if "<" in one[0] else one[0]


def _values(found: _Found) -> KeysView[str]:
    # In their order: what is said of them must not hang on a set's.
    return dict.fromkeys(value for value, _, _ in found).keys()


def _counted(found: _Found) -> Counter[str]:
    return Counter(value for value, counted, _ in found if counted)


def _where(found: _Found, values: Sequence[str]) -> list[Span]:
    return [span for value, _, span in found if value in values]


def _passages(pair: Pair) -> tuple[list[Span], list[Span]]:
    source, text = _placeholders(pair.source), _placeholders(pair.text)
    kept = _values(source) & _values(text)
    return [span for value, _, span in source if value not in kept], [span for value, _, span in text if value not in kept]


RULES = (
    Rule(format_broken, Severity.ERROR, "copy the placeholders as they are; only their order may change"),
    Rule(placeholder_changed, Severity.ERROR, "copy the placeholders as they are"),
    Rule(each(newline_changed), Severity.ERROR, "begin and end with a new line where the source does"),
)
"""The rules on placeholders; `markup` has them in its family."""
