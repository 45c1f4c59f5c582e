"""Words of the page that no template holds; `N_` marks them for Babel's extractor, `strings.gettext` translates them."""


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """The text itself."""
    return msgid


CONTAINER_LABELS = {
    # Translators: label of a box with a hint.
    "note": N_("Note"),
    # Translators: label of a box with a caution.
    "caution": N_("Caution"),
    # Translators: label of a box that says when to get emergency help.
    "emergency": N_("Emergency"),
}
# Translators: status line of the English page.
UNREVIEWED_TEXT = N_("No clinician has reviewed this text yet.")
# Translators: status line of a translated page.
MACHINE_DRAFTED = N_("This translation was drafted by machine translation.")
# Translators: status line of a translated page; it may follow the line before.
UNREVIEWED_TRANSLATION = N_("No native-speaking clinician has reviewed this translation yet.")
# Translators: status line; %(date)s and %(due)s are dates, written out in the page's language.
REVIEWED = N_("A clinician reviewed this text on %(date)s; the next review is due on %(due)s.")
# Translators: status line, when the day of the next review has passed; %(date)s and %(due)s are dates.
REVIEW_EXPIRED = N_("A clinician reviewed this text on %(date)s; that review expired on %(due)s.")
# Translators: status line of a translated page; a language specialist checks the translation, not the medicine.
LANGUAGE_REVIEWED = N_("A language specialist reviewed this translation on %(date)s; the next review is due on %(due)s.")
# Translators: stands in parentheses after the title of an article that does not exist yet.
IN_PREPARATION = N_("in preparation")
# Translators: text edition: label before a paragraph that is shown in English.
IN_ENGLISH = N_("Not translated yet, in English:")
# Translators: text edition: heading above a numbered list of web addresses.
LINKS = N_("Links")
# Translators: text edition: the last line.
DISCLAIMER_ABOVE = N_("The complete medical disclaimer is at the beginning of this text.")

SAFETY_KEYS = frozenset(
    (None, text)
    for text in (
        CONTAINER_LABELS["caution"],
        CONTAINER_LABELS["emergency"],
        UNREVIEWED_TEXT,
        MACHINE_DRAFTED,
        UNREVIEWED_TRANSLATION,
        REVIEWED,
        REVIEW_EXPIRED,
        LANGUAGE_REVIEWED,
        IN_ENGLISH,
        DISCLAIMER_ABOVE,
        "Read the complete disclaimer at the end of this page.",
    )
)
"""The messages without which no page is published: they speak of the disclaimer, of dangers, of reviews."""

REVIEW_WORDS = frozenset(
    {UNREVIEWED_TEXT, MACHINE_DRAFTED, UNREVIEWED_TRANSLATION, REVIEWED, REVIEW_EXPIRED, LANGUAGE_REVIEWED}
)
"""The words of which a page shows only those that are true of it."""
