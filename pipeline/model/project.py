"""What a project's settings and glossary say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Policy(StrEnum):
    """What approvals are to a project."""

    REQUIRED = "required"
    """No page goes out whose disclaimer and protected texts are not approved in both roles, and the approvals current."""
    ADVISORY = "advisory"
    """Pages say whether they were reviewed; a rejected text is refused all the same."""


class Signatures(StrEnum):
    """What signatures of approvals are to a project."""

    OPTIONAL = "optional"
    """A signature that is there must be right."""
    REQUIRED = "required"
    """An approval without one does not count."""


@dataclass(frozen=True, slots=True)
class Site:
    """What `source/site.toml` says."""

    title: str
    base_url: str
    """Where the pages will lie, for canonical addresses; ends without a slash."""
    locales: tuple[str, ...]
    """The locales to translate into, as gettext names, without the source locale."""
    source_locale: str = "en"
    formats: tuple[str, ...] = ("html", "text")
    minimum_translated: float = 0.8
    """The share of an article's messages below which a locale is refused, from 0 to 1."""
    preview: str = "build/site"
    """Where translators see the pages, a folder or an address; their notes name it."""
    planned: tuple[str, ...] = ()
    """Slugs of articles that may be linked to before they exist."""
    machine_drafted: bool = False
    """Whether the translations were drafted by machine; pages and catalogs say so until a review is recorded."""
    approvals: Policy = Policy.REQUIRED
    """Whether a page is published only if reviewers approved its disclaimer and its protected texts."""
    signatures: Signatures = Signatures.OPTIONAL
    """Whether only approvals that their reviewer signed count."""
    pseudo_locales: tuple[str, ...] = ()
    """Pseudo-locales that a build renders beside the site, for those who make the pages; never published."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary and what each locale calls it."""

    term: str
    definition: str = ""
    renderings: Mapping[str, str] = field(default_factory=dict)
    """Locale → agreed rendering, in its dictionary form."""
    accepted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Locale → further renderings that are right: irregular forms, short forms, a verb for a noun."""
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Locale → renderings that mislead."""
    do_not_translate: bool = False


@dataclass(frozen=True, slots=True)
class Glossary:
    """What `source/glossary.toml` says."""

    terms: tuple[Term, ...] = ()
