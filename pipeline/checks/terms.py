"""The glossary's terms: what was agreed, what misleads, and what stays as it is.

A rendering stands in a text if each of its words does, in whatever form, order and distance: languages inflect, and join words
to compounds. A term that is said several times in the English need be said once: a pronoun may follow.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.checks.inflection import Writing, standing, stands, writing_of
from pipeline.checks.plain import Text, text_of
from pipeline.checks.rule import Pair, Problem, Rule, Sheet, Span
from pipeline.model.finding import Severity
from pipeline.model.project import Term
from pipeline.model.term_search import Spans, term_finder, without_shorter


def term_not_as_agreed(sheet: Sheet) -> Iterator[Problem]:
    """A term of the glossary stands in the English, and none of its renderings in the translation.

    `renderings` of source/glossary.toml says what was agreed, `accepted` what is right besides. Endings, order and distance of
    the words are free. Where a longer term contains a shorter one, only the longer counts.

    Bad:  "after dry needling" → "nach der Akupunktur", where "Dry Needling" was agreed
    Good: "after a dry needling session" → "nach einer Dry-Needling-Sitzung"
    """
    locale = sheet.locale.name
    renderings = {
        term.term: (rendering, *term.accepted.get(locale, ()))
        for term in sheet.glossary.terms
        if (rendering := term.renderings.get(locale)) and not _kept(term, locale)
    }
    writing = writing_of(sheet.locale)
    for pair, terms in _pairs_with(sheet, renderings):
        for name, spans in terms.items():
            if not any(stands(rendering, pair.translation, writing) for rendering in renderings[name]):
                yield pair.problem(f"“{name}” is agreed to be “{renderings[name][0]}”, which is not in the translation", spans)


def term_misleading(sheet: Sheet) -> Iterator[Problem]:
    """A rendering stands in the translation of which the glossary says that it misleads there.

    `forbidden` of source/glossary.toml names it for its term, so it is sought where the term stands in the English; not where
    another term of the text is agreed to be called so.

    Bad:  "Dry needling may hurt." → "Akupunktur kann schmerzen.", where "Akupunktur" is forbidden for dry needling
    Good: "Dry needling is not acupuncture." → "Dry Needling ist keine Akupunktur."
    """
    locale = sheet.locale.name
    by_name = {term.term: term for term in sheet.glossary.terms}
    forbidden = tuple(term.term for term in sheet.glossary.terms if term.forbidden.get(locale))
    if not forbidden:
        return
    writing = writing_of(sheet.locale)
    for pair, terms in _pairs_with(sheet, by_name):
        right = [span for name in terms for span in _right(by_name[name], pair, locale, writing)]
        for name in terms:
            for rendering in by_name[name].forbidden.get(locale, ()):
                wrong = [
                    span for span in standing(rendering, pair.translation, writing, strict=True) if not _within(span, right)
                ]
                if wrong:
                    yield pair.problem(
                        f"“{rendering}” misleads as a rendering of “{name}”{_agreed(by_name[name], locale)}", terms[name], wrong
                    )


def name_changed(sheet: Sheet) -> Iterator[Problem]:
    """A term that the glossary keeps as it is does not stand in the translation.

    `do_not_translate` asks for it, for names of products and the like. It may take endings and be part of a compound. A locale
    with a rendering of its own is not asked.

    Bad:  "See MedlinePlus." → "Siehe MedizinPlus.", where MedlinePlus is not translated
    Good: "See MedlinePlus." → "Siehe die MedlinePlus-Seite."
    """
    kept = tuple(term.term for term in sheet.glossary.terms if _kept(term, sheet.locale.name))
    for pair, terms in _pairs_with(sheet, kept):
        letters = None
        for name, spans in terms.items():
            as_written = [span for span in spans if pair.source[slice(*span)].startswith(name)]
            letters = letters or _letters(pair.translation)
            if as_written and _letters(text_of(name)) not in letters:
                yield pair.problem(f"“{name}” is not translated, and does not stand in the translation", as_written)


def _pairs_with(sheet: Sheet, wanted: Collection[str]) -> Iterator[tuple[Pair, dict[str, Spans]]]:
    """The translations of texts in which one of the wanted terms stands, in no longer term, and where."""
    if not wanted:
        return
    find = _finder(tuple(term.term for term in sheet.glossary.terms))
    for pair in sheet.pairs:
        terms = {name: spans for name, spans in find(pair.english.plain).items() if name in wanted}
        if terms:
            yield pair, terms


@lru_cache(maxsize=4)
def _finder(names: Sequence[str]) -> Callable[[str], Mapping[str, Spans]]:
    """A glossary is compiled once, for all catalogs, and an English text looked through once, for all locales."""
    find = term_finder(names)
    return lru_cache(maxsize=16384)(lambda text: without_shorter(find(text)))


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _kept(term: Term, locale: str) -> bool:
    return term.do_not_translate and locale not in term.renderings and locale not in term.accepted


def _right(term: Term, pair: Pair, locale: str, writing: Writing) -> Iterator[Span]:
    agreed = term.renderings.get(locale)
    for rendering in ((agreed,) if agreed else ()) + term.accepted.get(locale, ()):
        yield from standing(rendering, pair.translation, writing)


def _agreed(term: Term, locale: str) -> str:
    rendering = term.renderings.get(locale)
    return f"; agreed is “{rendering}”" if rendering else ""


def _letters(text: Text) -> str:
    return "".join(text.folded)


REMEDY = "use the agreed rendering; if this one is right too, add it to `accepted` in source/glossary.toml"

RULES = (
    Rule(term_not_as_agreed, Severity.WARNING, REMEDY),
    Rule(term_misleading, Severity.ERROR, "use the agreed rendering"),
    Rule(name_changed, Severity.WARNING, "write the name as it is, or give the locale a rendering in source/glossary.toml"),
)
"""The family's rules."""
