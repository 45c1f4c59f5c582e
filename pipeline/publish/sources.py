"""A project's folder → its settings and sources. Articles are read one at a time, so that memory stays flat."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.formats.article import parse_article
from pipeline.formats.settings import read_disclaimer, read_glossary, read_site
from pipeline.model.article import Article
from pipeline.model.disclaimer import Disclaimer
from pipeline.model.errors import PipelineError, Place
from pipeline.model.locale import Locale, pseudo_name
from pipeline.model.project import Glossary, Site
from pipeline.publish.store import read_text

SITE = "source/site.toml"
GLOSSARY = "source/glossary.toml"
ARTICLES = "source/articles"
DISCLAIMERS = "source/disclaimers"

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a page or a clinic may be called."""
_RESERVED = frozenset({"disclaimer", "site", "handover", "index"})
"""Domains and pages of the project itself."""


@dataclass(frozen=True)
class Project:
    """A project's settings and the list of its articles; the articles themselves are read when they are wanted."""

    root: Path
    site: Site
    source: Locale
    locales: tuple[Locale, ...]
    disclaimers: Mapping[str, Disclaimer]
    glossary: Glossary
    articles: Mapping[str, str]
    """Slug → path of the source, in the order of the slugs."""
    pseudo_locales: tuple[Locale, ...] = ()
    """What a build renders beside the site; no languages, and without catalogs."""
    layers: Mapping[Locale, tuple[Locale, Locale]] = field(default_factory=dict)
    """Locale → the base whose catalogs and approvals are its too, and the region whose few own texts lie over them.

    Empty but for the pages of a clinic that goes out in a region's name; nothing is written through such a project.
    """

    def base_of(self, locale: Locale) -> Locale:
        """The locale that has the catalogs, the approvals and the glossary of this one; itself where it is no region's."""
        return self.layers.get(locale, (locale,))[0]

    def target(self, name: str) -> Locale:
        """What may be built: a locale of the settings, or a pseudo-locale, which needs no preparation."""
        return Locale.pseudo_named(name, Place(SITE)) if pseudo_name(name) else self.locale(name)

    def locale(self, name: str) -> Locale:
        """A locale of the settings; raises PipelineError for any other, also for a pseudo-locale."""
        if pseudo_name(name):
            remedy = f"see its pages with `polyclinic build --locale {pseudo_name(name)}`"
            raise PipelineError(SITE, f"{name} is a pseudo-locale: it has no catalogs", remedy)
        found = {locale.name: locale for locale in (self.source, *self.locales)}.get(name)
        if found is None:
            known = f"known are {', '.join(locale.name for locale in self.locales)}; see `polyclinic init`"
            raise PipelineError(SITE, f"no locale {name!r} in the settings", f"{self._of_a_base(name)}{known}")
        return found

    def _of_a_base(self, name: str) -> str:
        """What to say to whoever names a region of a locale."""
        language, *region = re.split("[_-]", name)
        bases = [one.name for one in (self.source, *self.locales) if one.name.partition("_")[0] == language]
        if not bases or not region:
            return ""
        return f"a region has the catalogs and approvals of its base: say {' or '.join(bases)}, or name its --clinic too; "

    def article(self, slug: str) -> Article:
        """One article, parsed; raises PipelineError for a source that cannot be read, or that points nowhere."""
        path = self.articles[slug]
        article = parse_article(read_text(self.root, path), slug, path)
        if article.front.disclaimer not in self.disclaimers:
            known = ", ".join(self.disclaimers) or "none"
            raise PipelineError(Place(path, 1), f"unknown disclaimer {article.front.disclaimer!r}", f"there are: {known}")
        for segment in article.segments:
            for target in segment.links.values():
                other = target.partition("#")[0]
                if other.endswith(".md") and other[:-3] not in {*self.articles, *self.site.planned}:
                    place = Place(path, segment.line)
                    raise PipelineError(place, f"a link without a target: {other}", f"or list it as planned in {SITE}")
        return article


def open_project(root: Path) -> Project:
    """The project in a folder; raises PipelineError when its settings or the list of its sources are unusable."""
    site = read_site(read_text(root, SITE, "`polyclinic new DIR` makes a project"), SITE)
    named = cache(lambda name: Locale.named(name, Place(SITE)))
    if named(site.source_locale).name.partition("_")[0] != "en":
        # Texts that have no translation yet are shown in the sources' language, marked as English.
        problem = f"source_locale is {site.source_locale!r}, but the sources are written in English"
        raise PipelineError(SITE, problem, 'write "en", or a locale of English such as "en_GB"')
    pseudo = [Locale.pseudo_named(name, Place(SITE)) for name in site.pseudo_locales]
    names = [site.source_locale, *site.locales, *(locale.name for locale in pseudo)]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise PipelineError(SITE, f"locales named twice: {', '.join(sorted(twice))}", "name each once")
    glossary = Glossary()
    if (root / GLOSSARY).exists():
        glossary = read_glossary(read_text(root, GLOSSARY), GLOSSARY)
    return Project(
        root=root,
        site=site,
        source=named(site.source_locale),
        locales=tuple(named(name) for name in site.locales),
        disclaimers=_disclaimers(root),
        glossary=glossary,
        articles=_articles(root),
        pseudo_locales=tuple(pseudo),
    )


def _articles(root: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((root / ARTICLES).rglob("*.md")):
        relative = path.relative_to(root).as_posix()
        slug = path.stem
        if SLUG.fullmatch(slug) is None or slug in _RESERVED:
            raise PipelineError(relative, f"{slug!r} cannot be a page's name", "use small letters, digits and hyphens")
        if slug in found:
            raise PipelineError(relative, f"{found[slug]} has this slug already", "rename one of the two")
        found[slug] = relative
    if not found:
        raise PipelineError(ARTICLES, "there is no article", "add source/articles/<slug>.md")
    return dict(sorted(found.items()))


def _disclaimers(root: Path) -> dict[str, Disclaimer]:
    found = {}
    for path in sorted((root / DISCLAIMERS).glob("*.toml")):
        relative = path.relative_to(root).as_posix()
        found[path.stem] = read_disclaimer(read_text(root, relative), relative, path.stem)
    return found
