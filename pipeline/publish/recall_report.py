"""What is recalled, and who still lives on it: catalogs, finished pages and bundles, all looked at and nothing changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.formats.markdown.letters import letters
from pipeline.formats.page_text import html_pieces, text_pieces
from pipeline.l10n.extract import extract_disclaimers
from pipeline.l10n.pseudo import pseudo_catalog
from pipeline.l10n.recall import Case, English, quoted, recalled
from pipeline.l10n.recall_search import Wanted, wanted_in
from pipeline.model.catalog import Catalog, Message
from pipeline.model.errors import PipelineError, Place
from pipeline.model.finding import Finding, Severity
from pipeline.model.locale import Locale
from pipeline.model.recall import RecallReport
from pipeline.publish.bundles import FoundPage, found_pages
from pipeline.publish.catalogs import catalog_path, read_catalog
from pipeline.publish.recalls import english_texts, read_project_recalls
from pipeline.publish.revisions import REVISIONS, read_project_revisions
from pipeline.publish.sources import Project
from pipeline.render.words import IN_ENGLISH, IN_PREPARATION
