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
# Translators: status line of any page, with two dates such as "25 November 2026"; a clinician is a doctor or therapist.
REVIEWED = N_("A clinician reviewed this text on %(date)s; the next review is due on %(due)s.")
# Translators: status line of any page, when the day of the next review has passed.
REVIEW_EXPIRED = N_("A clinician reviewed this text on %(date)s; that review expired on %(due)s.")
# Translators: status line of a translated page; a language specialist judges the words, not the medicine.
TRANSLATION_REVIEWED = N_("A language specialist reviewed this translation on %(date)s; the next review is due on %(due)s.")
# Translators: stands in parentheses after the title of an article that does not exist yet.
IN_PREPARATION = N_("in preparation")
# Translators: text edition: label before a paragraph that is shown in English.
IN_ENGLISH = N_("Not translated yet, in English:")
# Translators: text edition: heading above a numbered list of web addresses.
LINKS = N_("Links")
# Translators: text edition: the last line.
DISCLAIMER_ABOVE = N_("The complete medical disclaimer is at the beginning of this text.")
