"""Pages after publication: each is fetched, read, held to what it must say, and where a browser is there, looked at."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pipeline.formats.published_page import MOST_TAGS, read_published, read_published_text
from pipeline.l10n.published import caution_faults, disclaimer_faults, page_notes
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.published import Answer, Expected, PublishedPage, Sight, folded
from pipeline.publish.browser import browser_missing
from pipeline.publish.fetch import Fetched, fetch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_REMEDY = "publish the page of the build, or of the bundle, again"
_UNCOVER = "mend the style, the script or the plug-in that does this"


def check_published(urls: Sequence[str], expected: Sequence[Expected]) -> Iterator[Answer | PipelineError]:
    """What became of each page, in order; an error for one that could not be read at all.

    `expected` are all pages that these may be. Every page is asked about anew; a browser is opened once.
    """
    missing = browser_missing()
    with ExitStack() as stack:
        browser: Browser | None = None
        for url in urls:
            try:
                fetched = fetch(url)
                answer, page = _read(url, fetched, expected)
                seeable = answer.expected is not None and fetched.form == "html"
                if seeable and browser is None and not missing:
                    from pipeline.publish.live_page import open_windows

                    try:
                        browser = stack.enter_context(open_windows())
                    except PipelineError as error:
                        missing = error.problem
                if seeable and browser is not None:
                    answer = _looked_at(browser, answer, page)
                elif fetched.form == "html":
                    answer = replace(answer, unproved=missing or "nobody can tell which page it is")
                yield answer
            except PipelineError as error:
                yield error


def _read(url: str, fetched: Fetched, expected: Sequence[Expected]) -> tuple[Answer, PublishedPage]:
    """What the page's own HTML or text says."""
    if fetched.content.count("<") > MOST_TAGS and fetched.form == "html":
        raise PipelineError(fetched.address, f"it has more than {MOST_TAGS} tags", "give the address of an article")
    page = read_published(fetched.content) if fetched.form == "html" else read_published_text(fetched.content)
    place = Place(fetched.address)
    notes = [_finding("answer", "", place, note, "", Severity.WARNING) for note in fetched.notes]
    one = _which(fetched.address, page, expected)
    if isinstance(one, str):
        wrong = _finding("unknown", "", place, one, "name it with --locale and --article")
        return Answer(url, fetched.address, fetched.redirects, None, (wrong,), (), tuple(notes)), page
    notes += [_finding(rule, one.locale, place, said, "", Severity.WARNING) for rule, said in page_notes(one, page)]
    if not one.slug:
        said = "which article this is, nobody can tell: its cautions were not looked for"
        notes.append(_finding("article", one.locale, place, said, "name it with --article", Severity.WARNING))
    wrong_duties = [_finding(f"disclaimer-{rule}", one.locale, place, said) for rule, said in disclaimer_faults(one, page)]
    if wrong_duties and page.asks_password:
        said = "this page asks for a password: it may be a login page, which patients do not get past"
        wrong_duties.insert(0, _finding("login", one.locale, place, said, "let everybody read the page"))
    cautions = [_finding(f"caution-{rule}", one.locale, place, said) for rule, said in caution_faults(one, page)]
    sight = Sight.UNPROVED if fetched.form == "html" else Sight.PLAIN
    disclaimer = (*one.unsound, *wrong_duties)
    return Answer(url, fetched.address, fetched.redirects, one, disclaimer, tuple(cautions), tuple(notes), sight), page


def _which(address: str, page: PublishedPage, expected: Sequence[Expected]) -> Expected | str:
    """Which page it is: by its address, else by its language, else by what it says; or why nobody can tell."""
    path = [piece.partition(".")[0] for piece in unquote(urlsplit(address).path).split("/")]
    candidates = _narrowed(expected, [one for one in expected if one.slug in path])
    addressed = [one for one in candidates if one.locale in path or one.tag in path]
    letters = folded(" ".join(one.text for one in page.passages if not one.hidden))

    def likeness(one: Expected) -> int:
        return sum(len(text) for text in map(folded, (*(text for _, text in one.duties), *one.protected)) if text in letters)

    if addressed:
        candidates = addressed
    elif len({one.locale for one in candidates}) > 1:
        languages = {_language(one.language) for one in page.passages if one.language} | {_language(page.language)}
        spoken = [one for one in candidates if likeness(one)]
        claimed = [one for one in candidates if _language(one.tag) in languages]
        candidates = [one for one in claimed if one in spoken] or spoken or claimed
    if not candidates:
        return f"it says no disclaimer of this project, in “{page.language or 'no language that it names'}”"
    best = max(candidates, key=likeness)  # the first of equals
    several = {one.slug for one in candidates if likeness(one) == likeness(best)}
    return replace(best, slug="", protected=()) if len(several) > 1 else best


def _language(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _narrowed(every: Sequence[Expected], some: Sequence[Expected]) -> Sequence[Expected]:
    return some or every


def _looked_at(browser: "Browser", answer: Answer, page: PublishedPage) -> Answer:
    """The same, after a look in the browser: what the HTML says in vain, and what it says only with scripts."""
    from pipeline.publish.live_page import look_at

    one = answer.expected
    if one is None:
        return answer
    first = folded(one.duties[0][1]) if one.duties else ""
    title = folded(one.title)
    duties = [
        ("the title of the disclaimer", title + first, len(title)),
        *((f'duty "{name}"', folded(text), len(folded(text))) for name, text in one.duties),
    ]
    cautions = [(f"the protected text “{text[:60]}”", folded(text), len(folded(text))) for text in one.protected]
    look = look_at(browser, answer.address, [*duties, *cautions], one.direction)
    place = Place(answer.address)
    named = {name for name, _, _ in duties}
    unseen = [
        (
            what in named,
            _finding(f"{'disclaimer' if what in named else 'caution'}-unseen", one.locale, place, f"{what}: {why}", _UNCOVER),
        )
        for what, why in look.faults
    ]
    notes = list(answer.notes)
    if look.address.partition("#")[0] != answer.address.partition("#")[0]:
        notes.append(
            _finding("leads-on", one.locale, place, f"in a browser it leads on to {look.address}", "", Severity.WARNING)
        )
    if answer.disclaimer and not any(duty for duty, _ in unseen):
        said = "in a browser the disclaimer is complete: a script puts it in, and readers without scripts do not get it"
        notes.append(_finding("only-by-script", one.locale, place, said, "", Severity.WARNING))
    return replace(
        answer,
        disclaimer=(*answer.disclaimer, *(finding for duty, finding in unseen if duty)),
        cautions=(*answer.cautions, *(finding for duty, finding in unseen if not duty)),
        notes=tuple(notes),
        sight=Sight.NOT_SEEN if unseen else Sight.PROVED,
    )


def _finding(
    rule: str, locale: str, place: Place, problem: str, remedy: str = _REMEDY, severity: Severity = Severity.REFUSAL
) -> Finding:
    return Finding(severity, rule, locale, place, problem, remedy)
