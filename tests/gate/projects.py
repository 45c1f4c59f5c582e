"""Small projects of one article and one locale, built for real: right translations, and what the gate says of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polib

from pipeline.model.report import Report, Verdict
from pipeline.publish.build import build
from pipeline.publish.catalogs import update_catalogs
from pipeline.publish.sources import open_project

DAY = date(2026, 11, 25)
DUTY = "They do not replace the advice of your doctor."
_ROOT = Path(__file__).parents[2]

_FRONT = """+++
title = "Taking a medicine"
description = "What to know before you take it."
keywords = ["medicine"]
disclaimer = "general"
published = 2026-11-23
reviewed = 2026-11-23
next_review = 2027-11-23

[author]
role = "Pharmacist"
+++

"""


@dataclass(frozen=True)
class Small:
    """A project to be built; `texts` are the translations of the article and the disclaimer, by their English."""

    locale: str
    body: str
    texts: dict[str, str]
    duties: tuple[str, ...] = (DUTY,)
    title: str = "Medical disclaimer"
    settings: str = ""
    glossary: str = ""

    def write(self, root: Path) -> None:
        files = {
            "site.toml": f'title = "Sample"\nbase_url = "https://example.org"\nlocales = ["{self.locale}"]\n'
            f'minimum_translated = 0\napprovals = "advisory"\n{self.settings}',
            "disclaimers/general.toml": f'title = "{self.title}"\n[[paragraphs]]\n'
            + "".join(
                f"[[paragraphs.duties]]\nname = \"d{number}\"\ntext = '''{text}'''\n" for number, text in enumerate(self.duties)
            ),
            "articles/medicine.md": _FRONT + self.body,
        }
        if self.glossary:
            files["glossary.toml"] = self.glossary
        for name, content in files.items():
            path = root / "source" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")

    def translate(self, root: Path) -> None:
        project = open_project(root)
        for _ in update_catalogs(project, project.locales):
            pass
        known = dict(self.texts)
        theirs = _ROOT / f"locales/{self.locale}/LC_MESSAGES/site.po"
        if theirs.exists():
            (root / f"locales/{self.locale}/LC_MESSAGES/site.po").write_bytes(theirs.read_bytes())
        for path in (root / "locales" / self.locale / "LC_MESSAGES").glob("*.po"):
            catalog = polib.pofile(str(path), wrapwidth=0)
            for entry in catalog:
                if entry.msgid in known:
                    entry.msgstr = known[entry.msgid]
            catalog.save()

    def built(self, root: Path) -> Report:
        self.write(root)
        self.translate(root)
        project = open_project(root)
        return build(project, [project.source, *project.locales], project.site.formats, DAY)

    def verdict(self, root: Path) -> Verdict:
        return {verdict.locale.name: verdict for verdict in self.built(root).verdicts}[self.locale]


def refused(report: Report) -> list[str]:
    return [str(finding) for verdict in report.verdicts for finding in verdict.refusals]
