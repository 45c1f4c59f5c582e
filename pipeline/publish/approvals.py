"""`locales/<locale>/approvals.toml`: who approved which exact text. Read, and added to at its end; nothing in it is changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.formats.approvals import read_approvals, write_approval
from pipeline.formats.po import read_po
from pipeline.l10n.review import disclaimer_subject, in_order_of_weight, last_approved, same_person, subjects_of
from pipeline.model.approval import DISCLAIMER_DOMAIN, Approval, Ledger, Role, Standing, Subject
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale
from pipeline.model.project import Signatures
from pipeline.model.review import Agenda, Question, Reviewable, Reviews, role_review
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.lock import catalogs_lock
from pipeline.publish.signatures import verify
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes, read_text, rewrite

_HEADING = """\
# Who approved which exact text of this language, and until when. The names are personal data, given by their bearers.
# `polyclinic approve` adds to the end; nothing is changed or removed. An entry whose text was edited counts no more.
"""


def approvals_path(locale: Locale) -> str:
    """Where a locale's ledger lies, relative to the project's root."""
    return f"locales/{locale.name}/approvals.toml"


def read_ledger(project: Project, locale: Locale, as_of: date) -> Ledger:
    """A locale's approvals as they are seen on a day; empty where there is no file. Those of a base are its regions' too.

    A region has a ledger of its own besides, for the words that it alone has. Where the project requires signatures, an entry
    without one is left out. Raises PipelineError for an entry that cannot be read, and for a signature of somebody else's.
    """
    base = project.base_of(locale)
    approvals = _standing(project, base)
    if base != locale:
        approvals = (*(_for_region(one, locale) for one in approvals), *_standing(project, locale))
    own = (project.root / approvals_path(locale)).exists()
    return Ledger(as_of, approvals, approvals_path(locale if own else base))


def _standing(project: Project, locale: Locale) -> tuple[Approval, ...]:
    """The entries of a locale's own file that count."""
    path = approvals_path(locale)
    if not (project.root / path).exists():
        return ()
    approvals = read_approvals(read_text(project.root, path), path, locale.name)
    named = ((f"entry {number} ({one.domain})", one) for number, one in enumerate(approvals, start=1))
    verify(project.root, path, named, locale.name)
    required = project.site.signatures is Signatures.REQUIRED
    return tuple(one for one in approvals if one.signature or not required)


def _for_region(approval: Approval, region: Locale) -> Approval:
    """An approval that counts for the same texts, to the letter, under a region's tag; one of its own words has none."""
    return replace(approval, sha256=Subject(region.name, approval.domain, approval.message, approval.texts).sha256)


def record_approvals(project: Project, locale: Locale, approvals: Sequence[Approval]) -> None:
    """Add these approvals to the end of a locale's ledger.

    Law: what stood there before is the beginning of what stands there afterwards, byte for byte. Raises PipelineError, and
    adds none, where the ledger could not be read afterwards, be it for a signature whose key nobody listed.
    """
    if not approvals:
        return
    path = approvals_path(locale)
    verify(project.root, path, ((f"the approval of “{one.message[:60]}”", one) for one in approvals), locale.name)

    def add(before: bytes | None) -> bytes:
        old = before or _HEADING.encode()
        # An editor may have left the last line open.
        new = ("" if old.endswith(b"\n") else "\n") + "".join(map(write_approval, approvals))
        after = old + new.encode()
        read = _read(after, path, locale)
        if read != (*_read(old, path, locale), *approvals):
            raise PipelineError(path, "no entry can be added at its end", "write its entries as [[approvals]] tables")
        return after

    with catalogs_lock(project.root):
        rewrite(project.root, path, add)


def _read(content: bytes, path: str, locale: Locale) -> tuple[Approval, ...]:
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PipelineError(path, "this file is not UTF-8", "save it as UTF-8") from None
    return read_approvals(text, path, locale.name)


def reviewables(project: Project, locale: Locale, domains: Collection[str] = ()) -> tuple[Reviewable, ...]:
    """All texts of a locale that reviewers look at, or those of some domains; a disclaimer of several articles once.

    Raises PipelineError for a catalog that is missing or cannot be read.
    """
    return tuple(dict.fromkeys(_reviewables(project, locale, domains)))


def _reviewables(project: Project, locale: Locale, domains: Collection[str]) -> Iterator[Reviewable]:
    controlled = _catalog(project, locale, DISCLAIMER_DOMAIN, domains)
    for slug in project.articles:
        article = project.article(slug)
        disclaimer = project.disclaimers[article.front.disclaimer]
        catalog = _catalog(project, locale, slug, domains)
        if catalog is not None:
            found = subjects_of(article, disclaimer, catalog, controlled or Catalog(""), locale, project.source)
            yield from (one for one in found if controlled is not None or one.subject.domain != DISCLAIMER_DOMAIN)
        elif controlled is not None:
            yield disclaimer_subject(disclaimer, controlled, locale, project.source)


def _catalog(project: Project, locale: Locale, domain: str, domains: Collection[str]) -> Catalog | None:
    """A locale's catalog of a domain, empty for the source locale; None where nobody asked for it."""
    if domains and domain not in domains:
        return None
    return Catalog(domain) if locale == project.source else read_catalog(project, locale, domain)


def reviews(project: Project, locales: Iterable[Locale], as_of: date) -> Reviews:
    """How far the texts of these locales are reviewed, in both roles, on a day."""
    found = []
    for locale in locales:
        texts, ledger = reviewables(project, locale), read_ledger(project, locale, as_of)
        found += [role_review(locale, role, texts, ledger) for role in Role]
    return Reviews(as_of, tuple(found))


def open_agenda(
    project: Project, locale: Locale, role: Role, domains: Collection[str], as_of: date, *, protected_only: bool
) -> Agenda:
    """What a reviewer of a locale is to look at: the texts that are not approved in this role on this day.

    Of a region these are the texts that differ from its base's; all others are the base's to approve.
    """
    found, base = reviewables(project, locale, domains), project.base_of(locale)
    if base != locale:
        same = {(one.subject.domain, one.subject.wordings) for one in reviewables(project, base, domains)}
        found = tuple(one for one in found if (one.subject.domain, one.subject.wordings) not in same)
    texts = in_order_of_weight(found, protected_only=protected_only)
    ledger = read_ledger(project, locale, as_of)
    standings = [(one, one.standing(ledger, role)) for one in texts]
    names = {domain: _translator(project, locale, domain) for domain in {one.subject.domain for one in texts}}
    asked = (one for one, standing in standings if one.ready and standing not in (Standing.APPROVED, Standing.REJECTED))
    return Agenda(
        tuple(Question(one, last_approved(ledger, one.subject, role), names[one.subject.domain]) for one in asked),
        tuple(one for one in texts if not one.ready),
        tuple(one for one, standing in standings if one.ready and standing is Standing.REJECTED),
    )


def refuse_own_work(project: Project, locale: Locale, agenda: Agenda, reviewer: str) -> None:
    """Raise PipelineError where the reviewer translated, or wrote, one of these texts last, as far as a name can tell."""
    for question in agenda.questions:
        if same_person(reviewer, question.translator):
            domain = question.reviewable.subject.domain
            own = locale == project.source
            place = question.reviewable.place.path if own else catalog_path(locale.name, domain)
            problem = f"{question.translator} {'wrote' if own else 'translated'} it last, and nobody approves their own work"
            raise PipelineError(Place(place, 1), problem, "let somebody else look; --domain chooses other texts")


def _translator(project: Project, locale: Locale, domain: str) -> str:
    """Who answers for the words of a domain so far; of a disclaimer's source nobody is named."""
    region = project.layers[locale][1] if locale in project.layers else None
    if region is not None and (project.root / catalog_path(region.name, domain)).exists():
        path = catalog_path(region.name, domain)
        return read_po(read_bytes(project.root, path), path, domain, region.name).fields.get("Last-Translator", "")
    if locale != project.source:
        return read_catalog(project, locale, domain).fields.get("Last-Translator", "")
    return project.article(domain).front.author.name if domain in project.articles else ""
