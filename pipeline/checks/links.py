"""Links, citations and addresses: nothing lost, nothing new, nothing that leads elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks.inline import Inline, Sign, blanked, inline_of, marked, other_source
from pipeline.checks.plain import once
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span, each
from pipeline.model.finding import Severity

_BARE = re.compile(
    r"(?:(?:https?|ftp)://|www\.)(?=[a-z0-9])[!#-%&'+-;=?@A-Z_a-z~]*[#%&+/0-9=@A-Z_a-z~-]"
    r"|mailto:[a-z0-9][!#-'+-;=?@A-Z_a-z~]+"
    r"|(?<![a-z0-9._%+-])[a-z0-9][\w.+-]{0,63}@(?:[a-z0-9][a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}(?![a-z0-9])",
    re.ASCII | re.IGNORECASE,
)
_OPAQUE = frozenset({"code", "tag", "address"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_](?:[a-z]{4}|[a-z]{2}|[0-9]{3})){0,2}", re.IGNORECASE)
_LANGUAGE_FIELD = re.compile(r"(?<=[?&])(?:hl|lang|locale|language)=[\w-]*&?")
_LANGUAGE_SUFFIX = re.compile(r"[._-](?:[a-z]{2}(?:[-_][a-z]{2,4})?)(?=\.(?:html?|md|txt|pdf|svg|png)$|$)", re.IGNORECASE)
_NOTE = re.compile(r"[訳译譯][者]?[注註]|脚注|\bN\. ?d\. ?[TtLl]\b|\bAnm\. ?d\. ?Ü|[Пп]рим\. ?пер", re.IGNORECASE)
"""How translators mark a note of their own: it may have a link, which is worth a look and no error."""
_CREDITS = frozenset({"translator-credits", "translator_credits", "Your emails", "EMAIL OF TRANSLATORS"})
"""Messages that gettext's projects give translators for their own names and addresses."""


def link_changed(pair: Pair) -> Iterator[Problem]:
    """A link of the source is missing from the translation, or the translation has one that the source lacks.

    Links are told apart by their labels, not by their order; an image is no link.

    Bad:  "read [the cautions][1]" → "lesen Sie [die Hinweise](https://elsewhere.example)"
    Good: "read [the cautions][1]" → "lesen Sie [die Hinweise][1]"
    """
    source, text = inline_of(pair.source), inline_of(pair.text)
    yield from _compared(pair, source, text, "reference", "link")
    for kind in ("link", "image"):
        wanted, found = _signs(source, kind), _signs(text, kind)
        if found and not wanted and not _as_other_form(pair, kind, len(found)) and not _NOTE.search(pair.text):
            yield pair.problem(f"{_a(kind)} that the source lacks: {found[0].value}", text=_at(found))


def citation_changed(pair: Pair) -> Iterator[Problem]:
    """A citation of the source is missing from the translation, or the translation cites what the source does not.

    Bad:  "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten."
    Good: "Serious events are rare.[^boyce]" → "Schwere Ereignisse sind selten.[^boyce]"
    """
    yield from _compared(pair, inline_of(pair.source), inline_of(pair.text), "citation", "citation")


def link_empty(pair: Pair) -> Iterator[Problem]:
    """A link of the translation has no words, so that no reader can see or press it.

    Bad:  "read [the cautions][1]" → "lesen Sie die Hinweise [][1]"
    Good: "read [the cautions][1]" → "lesen Sie [die Hinweise][1]"
    """
    empty = _empty(inline_of(pair.text))
    if empty and not _empty(inline_of(pair.source)):
        yield pair.problem("a link without words", text=_at(empty))


def target_changed(pair: Pair) -> Iterator[Problem]:
    """A link or an image with its target leads to another place than the source's, or one is lost, or one more is there.

    The same page in another language is the same place: `en.wikipedia.org` and `de.wikipedia.org`, `/en/` and `/de/`. So is
    another heading of the same page, since headings are translated.

    Bad:  "[Rust](https://rust-lang.org)" → "[Rust](https://rost.example)"
    Good: "[Rust](https://rust-lang.org)" → "[Rust](https://www.rust-lang.org/de/)"
    """
    source, text = inline_of(pair.source), inline_of(pair.text)
    for kind in ("link", "image") if source.signs or text.signs else ():
        wanted, found = _signs(source, kind), _signs(text, kind)
        if not wanted and not found:
            continue
        if not (wanted or _NOTE.search(pair.text)) or _as_other_form(pair, kind, len(found)):
            continue
        if len(wanted) != len(found):
            yield from _miscounted(pair, kind, wanted, found)
            continue
        old, new = Counter(essence(sign.value) for sign in wanted), Counter(essence(sign.value) for sign in found)
        lost = [sign for sign in wanted if essence(sign.value) in old - new]
        added = [sign for sign in found if essence(sign.value) in new - old]
        if added:
            says = f"{_a(kind)} leads elsewhere: {lost[0].value} in the source, {added[0].value} here"
            yield pair.problem(says, _at(lost), _at(added))


def address_added(pair: Pair) -> Iterator[Problem]:
    """The translation names a web or mail address, or links to one, and the source names none or fewer.

    Bad:  "Drink water." → "Trinken Sie Wasser, siehe https://elsewhere.example."
    Good: "Drink water." → "Trinken Sie Wasser."
    """
    found = _addresses(pair.text)
    if not found or pair.source in _CREDITS:
        return
    wanted = _addresses(pair.source)
    if len(found) > len(wanted):
        old = {essence(address) for address, _ in wanted}
        added = [(address, span) for address, span in found if essence(address) not in old] or found[len(wanted) :]
        # The address of a link that fell apart: `target-changed` says that.
        if all(address in pair.source for address, _ in added):
            return
        yield pair.problem(f"an address that the source lacks: {added[0][0]}", text=[span for _, span in added])


def address_changed(pair: Pair) -> Iterator[Problem]:
    """A web or mail address of the source is missing from the translation, or is another one there.

    The same page in another language is the same address, and an address that only shows how one looks may be translated:
    `name@example.com`.

    Bad:  "Write to help@clinic.example." → "Schreiben Sie an hilfe@praxis.example."
    Good: "Write to help@clinic.example." → "Schreiben Sie an help@clinic.example."
    """
    wanted = _addresses(pair.source)
    if not wanted:
        return
    found = _addresses(pair.text)
    if len(found) > len(wanted):
        return
    kept = {essence(address) for address, _ in found}
    old = {essence(address) for address, _ in wanted}
    lost = [(address, span) for address, span in wanted if essence(address) not in kept and not _sample(address)]
    added = [(address, span) for address, span in found if essence(address) not in old]
    if not lost or any(essence(address) in pair.text.lower() for address, _ in lost):
        return
    says = f"an address of the source is missing: {lost[0][0]}"
    if added:
        says += f"; instead there is {added[0][0]}"
    yield pair.problem(says, [span for _, span in lost], [span for _, span in added])


def _miscounted(pair: Pair, kind: str, wanted: list[Sign], found: list[Sign]) -> Iterator[Problem]:
    """One link more, or one less, in a text that has some."""
    old, new = ({essence(sign.value) for sign in signs} for signs in (wanted, found))
    lost, added = (
        [sign for sign in wanted if essence(sign.value) not in new],
        [sign for sign in found if essence(sign.value) not in old],
    )
    if len(found) < len(wanted):
        lost = lost or wanted[len(found) :]
        yield pair.problem(f"{_a(kind)} of the source is missing: {lost[0].value}", _at(lost))
    else:
        added = added or found[len(wanted) :]
        yield pair.problem(f"{_a(kind)} that the source lacks: {added[0].value}", text=_at(added))


def _compared(pair: Pair, source: Inline, text: Inline, kind: str, name: str) -> Iterator[Problem]:
    """Signs that are told apart by their labels."""
    if not source.signs and not text.signs:
        return
    wanted, found = _labels(source, kind), _labels(text, kind)
    if wanted == found:
        return
    other = other_source(pair)
    if other is not None and _labels(inline_of(other), kind) == found:
        return
    sign = "^" if kind == "citation" else ""
    for label in (wanted - found).elements():
        spans = [(one.start, one.end) for one in source.signs if one.kind == kind and one.value == label]
        yield pair.problem(f"the {name} [{sign}{label}] of the source is missing", spans)
    for label in (found - wanted).elements():
        spans = [(one.start, one.end) for one in text.signs if one.kind == kind and one.value == label]
        yield pair.problem(f"a {name} [{sign}{label}] that the source lacks", text=spans)


def _labels(inline: Inline, kind: str) -> Counter[str]:
    # Brackets within brackets are no link of a text, but a pattern: "HH:MM[:ss[.uuuuuu]][TZ]".
    return Counter(sign.value for sign in inline.signs if sign.kind == kind and "[" not in sign.inner)


def _signs(inline: Inline, kind: str) -> list[Sign]:
    return [sign for sign in inline.signs if sign.kind == kind] if inline.signs else []


def _empty(inline: Inline) -> list[Sign]:
    return [sign for sign in inline.signs if sign.kind in ("link", "reference") and not sign.inner.strip(" *_~\t\n")]


def _at(signs: list[Sign]) -> list[Span]:
    return [(sign.start, sign.end) for sign in signs]


def _a(kind: str) -> str:
    return "an image" if kind == "image" else "a link"


def _as_other_form(pair: Pair, kind: str, number: int) -> bool:
    other = other_source(pair)
    return other is not None and len(_signs(inline_of(other), kind)) == number


def _addresses(raw: str) -> list[tuple[str, Span]]:
    """The addresses that stand in a text, outside of code, tags and targets of links."""
    if not _may_hold_address(raw):
        return []
    inline = inline_of(raw)
    found = [(sign.value, (sign.start, sign.end)) for sign in inline.signs if sign.kind == "address"]
    plain = blanked(raw, inline.signs, _OPAQUE)
    for sign in inline.signs:
        if sign.kind in ("link", "image"):
            behind = sign.start + len(sign.inner) + 1
            plain = plain[:behind] + " " * (sign.end - behind) + plain[sign.end :]
    return sorted(found + [(one[0], one.span()) for one in _BARE.finditer(plain)], key=lambda one: one[1])


def _may_hold_address(raw: str) -> bool:
    return "://" in raw or "@" in raw or "mailto:" in raw or "www." in raw.lower()


@once
def _with_addresses(sheet: Sheet) -> Sequence[Pair]:
    return [pair for pair in sheet.pairs if _may_hold_address(pair.text) or _may_hold_address(pair.source)]


def essence(address: str) -> str:
    """What is left of an address without its language, its heading and its way of being written."""
    scheme, separator, rest = address.strip().rpartition("://")
    rest = _LANGUAGE_FIELD.sub("", rest.partition("#")[0]).rstrip("?&/")
    host, _, path = rest.partition("/")
    if not separator and "@" in host:
        return address.removeprefix("mailto:").lower()
    parts = host.lower().removeprefix("www.").split(".")
    if len(parts) > 2 and _LANGUAGE.fullmatch(parts[0]):
        del parts[0]
    if parts[-2:] == ["wikipedia", "org"]:
        return "wikipedia.org"
    pieces = [piece for piece in path.split("/") if not _LANGUAGE.fullmatch(piece) and piece not in ("", ".")]
    if pieces:
        pieces[-1] = _LANGUAGE_SUFFIX.sub("", pieces[-1])
    if not scheme and _LANGUAGE.fullmatch(host):
        parts = []
    return "/".join([".".join(parts), *pieces]).strip("/")


def _sample(address: str) -> bool:
    return "example" in address or "sample" in address or "foo" in address


RULES = (
    Rule(each(link_changed, marked), Severity.ERROR, "write the link as in the source: [words][1]"),
    Rule(each(citation_changed, marked), Severity.ERROR, "copy the citation as it is"),
    Rule(each(link_empty, marked), Severity.ERROR, "put the words between the brackets: [words][1]"),
    Rule(each(target_changed, marked), Severity.WARNING, "copy the target as it is, or lead to the same page in the language"),
    Rule(each(address_added, _with_addresses), Severity.ERROR, "take the address out; links come from the source alone"),
    Rule(each(address_changed, _with_addresses), Severity.WARNING, "copy the address as it is"),
)
"""The rules on links; `markup` has them in its family."""
