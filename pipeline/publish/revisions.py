"""`source/revisions.toml`: the edits of which an author said that they change no meaning. Read, and added to at its end."""

import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pipeline.formats.settings import read_revisions, write_revision
from pipeline.l10n.revisions import objection
from pipeline.model.errors import PipelineError
from pipeline.model.revision import Edit, Revision
from pipeline.publish.lock import catalogs_lock
from pipeline.publish.sources import DISCLAIMERS, Project
from pipeline.publish.store import read_text, rewrite

REVISIONS = "source/revisions.toml"

_HEADING = """# English texts that changed their form and not their meaning, by the word of the person named.
# Their translations were kept. `polyclinic update --meaning-unchanged` adds to the end.
"""


def read_project_revisions(project: Project) -> tuple[Revision, ...]:
    """The recorded revisions; raises PipelineError for one that changed a figure, a negation or a word of obligation."""
    if not (project.root / REVISIONS).exists():
        return ()
    revisions = read_revisions(read_text(project.root, REVISIONS), REVISIONS)
    for number, revision in enumerate(revisions, start=1):
        problem = objection(revision)
        if problem:
            where = f"entry {number} ({revision.domain})"
            raise PipelineError(REVISIONS, f"{where} changed the meaning: {problem}", "remove it; translators must look")
    return revisions


def record_revisions(project: Project, edits: Iterable[Edit], by: str) -> None:
    """Add these edits to the file, as of today; raises PipelineError for one that nobody may vouch for, and adds none then."""
    chosen = tuple(edits)
    for edit in chosen:
        if edit.objection:
            problem = f"“{edit.after[1]}” cannot keep its translations: {edit.objection}"
            raise PipelineError(
                project.articles.get(edit.domain, DISCLAIMERS),
                problem,
                "run `polyclinic update` without it; translators will see it as fuzzy",
            )
    today = datetime.now(UTC).date()
    with catalogs_lock(project.root):
        known = {(revision.domain, *revision.keys) for revision in read_project_revisions(project)}
        added = "".join(
            write_revision(Revision(edit.domain, edit.before[1], edit.after[1], by, today, edit.after[0]))
            for edit in chosen
            if (edit.domain, edit.before, edit.after) not in known
        )
        if added:
            rewrite(project.root, REVISIONS, lambda before: _with_entries(before, added))


def _with_entries(before: bytes | None, added: str) -> bytes:
    after = (before or _HEADING.encode()) + added.encode()
    try:
        read_revisions(after.decode("utf-8-sig").replace("\r\n", "\n"), REVISIONS)
    except PipelineError:
        raise PipelineError(
            REVISIONS, "no entry can be added at its end", "write its entries as [[revisions]] tables"
        ) from None
    return after


def author(project: Project) -> str:
    """The name that git knows the author by; empty where it knows none."""
    try:
        asked = subprocess.run(["git", "config", "user.name"], cwd=project.root, capture_output=True, check=False)
        return asked.stdout.decode().strip()
    except (OSError, UnicodeDecodeError):
        return ""


def chosen_edits(found: Sequence[Edit], texts: Iterable[str]) -> tuple[Edit, ...]:
    """The edits whose new text is one of these, or begins with one of them as no other does.

    Raises PipelineError for a text that names no edit, or several.
    """
    chosen: list[Edit] = []
    for text in texts:
        named = [edit for edit in found if edit.after[1] == text] or [edit for edit in found if edit.after[1].startswith(text)]
        if not text.strip():
            raise PipelineError(
                "--meaning-unchanged", "an empty text names no message", "give the message's text or its beginning"
            )
        if not named or len({edit.after[1] for edit in named}) > 1:
            problem = "no edited message begins so" if not named else f"{len(named)} edited messages begin so"
            known = "".join(f"\n    {edit.after[1][:100]}" for edit in found) or " none"
            raise PipelineError(f"“{text[:60]}”", problem, f"edited since the last update:{known}")
        chosen += named
    return tuple(dict.fromkeys(chosen))
