"""The command for pages that have left the house."""

import sys
from datetime import datetime
from pathlib import Path

import rich_click as click

from pipeline.cli.exit_status import FINDINGS, UNREADABLE
from pipeline.cli.say import AS_OF, opened


@click.command("check-url")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--bundle",
    type=click.Path(exists=True, path_type=Path),
    metavar="B",
    help="Hold the pages to this bundle (ZIP or folder), not to the project.",
)
@click.option("--locale", metavar="LOCALE", help="The pages' locale. Default: what their address or language says.")
@click.option("--article", metavar="SLUG", help="The article that the pages show. Default: what their address says.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@AS_OF
@click.pass_obj
def check_url(
    folder: Path,
    urls: tuple[str, ...],
    bundle: Path | None,
    locale: str | None,
    article: str | None,
    as_json: bool,
    as_of: datetime | None,
) -> None:
    """Fetch published pages and say whether each still carries its disclaimer: complete, current, seen.

    The page may be ours as it was built, or a page of a CMS that holds ours. First its HTML is read, word for word. Then, with
    `pip install 'polyclinic[browser]'` and Chromium, the live page is opened with its scripts and styles, 320 and 1280 pixels
    wide. Without a browser it is only said what the HTML says: "not proved visible".

    Exit status: 0 every page is as it must be; 1 one is not; 2 one could not be read (no such page, no answer, a bad
    certificate, a login, more than 10 MB, more than 5 redirects).

    \b
    Examples:
      polyclinic check-url https://example.org/health/hr/dry-needling.html
      polyclinic check-url https://example.org/blog/suha-igla/ --bundle polyclinic-site-2026-11-25.zip --locale hr
    """
    from pipeline.model.errors import PipelineError
    from pipeline.model.published import Answer
    from pipeline.publish.clock import day
    from pipeline.publish.expected import expected_of_bundle, expected_of_project
    from pipeline.publish.published import check_published
    from pipeline.reports.published import published_json, published_lines

    if bundle is not None:
        every = [one for one in expected_of_bundle(bundle) if locale in (None, one.locale) and article in (None, one.slug)]
        if not every:
            raise PipelineError(bundle.as_posix(), "it holds no such page", "look at --locale and --article")
    else:
        locales, slugs = [locale] if locale else [], [article] if article else []
        every = list(expected_of_project(opened(folder), locales, slugs, day(as_of.date() if as_of else None)))
    unread = wrong = False
    told: list[Answer | tuple[str, PipelineError]] = []
    for url, answer in zip(urls, check_published(urls, every), strict=True):
        if isinstance(answer, PipelineError):
            unread = True
            told.append((url, answer))
            if not as_json:
                click.echo(f"error: {answer}", err=True)
            continue
        wrong = wrong or not answer.sound
        told.append(answer)
        if not as_json:
            click.echo("\n".join(published_lines(answer)))
    if as_json:
        click.echo(published_json(told))
    if unread or wrong:
        sys.exit(UNREADABLE if unread else FINDINGS)
