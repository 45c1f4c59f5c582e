"""Words for those who get pages from us, which no template of `handover` holds."""

from pipeline.l10n.words import N_

# Translators: title of a page for the person who looks after the website of a practice.
HOW_TO_TITLE = N_("How to put these pages on your website")
