"""Templates and catalogs on disk: extract, update, init. A translator's file is read, merged and written here alone."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from pipeline.formats.lokalize import write_lokalize_project
from pipeline.formats.plurals import plural_forms
from pipeline.formats.po import read_po, write_po
from pipeline.l10n.extract import extract, extract_disclaimers, glossary_notes
from pipeline.l10n.merge import merge
from pipeline.model.catalog import Catalog
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.publish.sources import Project
from pipeline.publish.store import read_bytes, write_if_changed
from pipeline.render.strings import extract_strings

DOMAINS_OF_ALL = ("disclaimer", "site")
"""The domains that every page needs, beside its article's own."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one file."""

    path: str
    changed: bool


def template_path(domain: str) -> str:
    """Where a domain's template lies, relative to the project's root."""
    return f"locales/{domain}.pot"


def catalog_path(locale: str, domain: str) -> str:
    """Where a locale's catalog of a domain lies, relative to the project's root."""
    return f"locales/{locale}/LC_MESSAGES/{domain}.po"


def read_catalog(project: Project, locale: Locale, domain: str) -> Catalog:
    """A locale's catalog; raises PipelineError with its place when it is missing or unreadable."""
    path = catalog_path(locale.name, domain)
    content = read_bytes(project.root, path, f"run `polyclinic init {locale.name}`, then translate it")
    return read_po(content, path, domain, locale.name)


def templates(project: Project) -> Iterator[Catalog]:
    """The templates of all domains: the disclaimers, the site's own strings, each article."""
    yield extract_disclaimers(project.disclaimers.values())
    yield extract_strings()
    for slug in project.articles:
        yield extract(project.article(slug))


def extract_templates(project: Project) -> list[Written]:
    """Write `locales/<domain>.pot` for each domain; a template whose messages are the same keeps its date."""
    with _lock(project.root):
        return [_write_template(project, template)[1] for template in templates(project)]


def update_catalogs(project: Project, locales: Iterable[Locale]) -> list[Written]:
    """Extract, then merge into every catalog of the locales, new ones included; a second run changes no byte."""
    chosen = tuple(locales)
    written: list[Written] = []
    with _lock(project.root):
        for template in templates(project):
            dated, result = _write_template(project, template)
            written.append(result)
            written += [_merge_catalog(project, dated, locale) for locale in chosen]
        written += [_settle_lokalize(project, locale) for locale in chosen]
    return written


def _merge_catalog(project: Project, template: Catalog, locale: Locale) -> Written:
    path = catalog_path(locale.name, template.domain)
    wanted = replace(
        template,
        messages=tuple(
            replace(message, notes=message.notes + glossary_notes(message, project.glossary, locale.name))
            for message in template.messages
        ),
    )
    if (project.root / path).exists():
        old = read_catalog(project, locale, template.domain)
    else:
        old = _new_catalog(project, template, locale)
        forms = int(old.fields["Plural-Forms"].split(";")[0].split("=")[1])
        wanted = replace(
            wanted,
            messages=tuple(
                replace(message, msgstr=("",) * forms) if message.msgid_plural else message for message in wanted.messages
            ),
        )
    return Written(path, write_if_changed(project.root, path, write_po(merge(wanted, old))))


def _new_catalog(project: Project, template: Catalog, locale: Locale) -> Catalog:
    fields = {
        "Project-Id-Version": f"{project.site.title}",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": template.fields["POT-Creation-Date"],
        "PO-Revision-Date": template.fields["POT-Creation-Date"],
        "Last-Translator": "",
        "Language-Team": locale.english_name,
        "Language": locale.name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(locale.name),
    }
    origin = "Drafted by machine translation; awaits" if project.site.machine_drafted else "Awaits"
    title = f"{locale.english_name} translation of {template.domain}."
    return Catalog(template.domain, locale.name, _header(fields), (title, f"{origin} review by a native clinician."))


def _header(fields: dict[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _settle_lokalize(project: Project, locale: Locale) -> Written:
    """Write the locale's project file of Lokalize where there is none; one that is there is its translators' own."""
    path = f"locales/{locale.name}/index.lokalize"
    if (project.root / path).exists():
        return Written(path, False)
    return Written(path, write_if_changed(project.root, path, write_lokalize_project(locale, project.site.title)))


def _write_template(project: Project, template: Catalog) -> tuple[Catalog, Written]:
    path = template_path(template.domain)
    date = _now()
    if (project.root / path).exists():
        old = read_po(read_bytes(project.root, path), path, template.domain)
        if [m.key for m in old.messages] == [m.key for m in template.messages]:
            date = old.fields.get("POT-Creation-Date", date)
    fields = {
        "Project-Id-Version": project.site.title,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if any(message.msgid_plural for message in template.messages):
        fields["Plural-Forms"] = "nplurals=INTEGER; plural=EXPRESSION;"
    dated = replace(template, header=_header(fields), path=path)
    return dated, Written(path, write_if_changed(project.root, path, write_po(dated)))


def _now() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%d %H:%M+0000")


def _lock(root: Path) -> FileLock:
    folder = root / "locales"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise PipelineError("locales", f"this folder cannot be made: {error.strerror}", "free space or rights") from None
    return FileLock(folder / ".lock")
