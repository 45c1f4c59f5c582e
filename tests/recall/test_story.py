"""A recall from its first day to its last, on the real project."""

import json
import shutil
import zipfile
from pathlib import Path

from pipeline.l10n.translate import translate as laid_over
from pipeline.publish.sources import open_project
from tests.conftest import Run
from tests.recall.stories import ARTICLE, DOMAIN, HEAT, ICE, RECALLS, catalog, confirm, edit, empty, recall, refused, translate


def test_heat_that_should_have_been_ice(project: Path, run: Run, built: Path) -> None:
    locales = open_project(project).site.locales
    wrong = {locale: catalog(project, locale).live[None, HEAT].msgstr[0] for locale in locales}
    with zipfile.ZipFile(project / "given-out.zip", "w") as bundle:
        for page in sorted(built.rglob("*.*")):
            bundle.write(page, page.relative_to(built).as_posix())
    assert run("recall").output == "nothing is recalled\n"

    # The recall comes before the correction: the source itself is named, and every locale.
    recall(project, more=f'corrected = "{ICE}"\n')
    result = run("recall")
    assert result.exit_code == 1
    assert f"{RECALLS}:1: recalled in dry-needling, unsafe until sample revision: “{HEAT}”" in result.stdout
    lines = (project / ARTICLE).read_text("utf-8").split("\n")
    line = lines.index(f"- {HEAT}") + 1
    assert f"en: {ARTICLE}:{line}: the English source still has the text that {RECALLS}:1 recalls" in result.stdout
    for locale in ("en", *locales):
        (finding,) = refused(project, locale)
        assert (finding.place.path, finding.place.line) == (ARTICLE, line)
        assert f"build/site/{locale}/dry-needling.html: it carries" in result.stdout
        assert f"build/site/{locale}/dry-needling.txt: it carries" in result.stdout

    # The English is corrected. Before the update a catalog still translates the old text.
    edit(project, HEAT, ICE)
    assert refused(project, "en") == ()
    for locale in locales:
        (finding,) = refused(project, locale)
        path = f"locales/{locale}/LC_MESSAGES/dry-needling.po"
        assert finding.place.path == path
        assert f'msgid "{HEAT}"' in (project / path).read_text("utf-8").split("\n")[(finding.place.line or 0) - 1 :][:3]
        assert finding.remedy.startswith("run `polyclinic update`")

    # After it every translation is fuzzy, and the page would show the corrected English.
    assert run("update").exit_code == 0
    article = open_project(project).article(DOMAIN)
    for locale in locales:
        (finding,) = refused(project, locale)
        assert "this translation was made from the text that source/recalls.toml:1 recalls: Sample reason" in finding.problem
        texts = laid_over(article, catalog(project, locale)).texts
        assert ICE in texts
        assert not {HEAT, wrong[locale]} & set(texts)

    # One translator only takes the mark away; one empties the text; the others follow.
    confirm(project, "de", ICE)
    empty(project, "fr", ICE)
    for locale in locales:
        if locale not in ("de", "fr"):
            translate(project, locale, ICE, f"sample new words in {locale}")
    (finding,) = refused(project, "de")
    assert "this translation is still that of the text that" in finding.problem
    assert [locale for locale in ("en", *locales) if refused(project, locale)] == ["de"]
    report = json.loads(run("recall", "--json").stdout)
    assert [row["locale"] for row in report["locales"] if row["refused"]] == ["de"]

    translate(project, "de", ICE, "Kühlen Sie danach, oder dehnen Sie sich sanft.")
    assert not any(refused(project, locale) for locale in ("en", *locales))
    old = run("recall", str(project / "given-out.zip"))
    assert old.exit_code == 1  # the site was not built anew yet, and copies were given out
    assert "build/site/hr/dry-needling.html: it carries a translation (hr) of the text that" in old.stdout
    assert "given-out.zip/th/dry-needling.txt: it carries a translation (th) of the text that" in old.stdout
    assert "build/clinics/sample-zagreb/hr/dry-needling.fragment.html: it carries a translation (hr)" in old.stdout
    clinics = [path for path in (project / "build/clinics").rglob("dry-needling.*") if path.is_file()]
    assert f"locales refused: 0; pages and bundles to withdraw or to look into: {52 + len(clinics)}" in old.stdout

    assert run("build").exit_code == 0
    new = run("recall")
    assert (new.exit_code, new.stdout.splitlines()[-1]) == (0, "no locale, page or bundle carries a recalled text")
    shutil.rmtree(project / "build")
    assert run("recall").exit_code == 0
    (project / ARTICLE).write_text((project / ARTICLE).read_text("utf-8").replace(ICE, HEAT), "utf-8")
    assert run("recall").exit_code == 1  # somebody undid the correction
