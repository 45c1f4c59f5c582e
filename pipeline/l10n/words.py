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

# Translators: at the top of a clinic's page; %(number)s is a telephone number, %(country)s the name of a country as it stands
# alone: if it would have to be inflected in your language, put it into parentheses.
PRACTICE_EMERGENCY = N_("In an emergency in %(country)s, call %(number)s.")
# Translators: above what a clinic says itself, below the article.
PRACTICE_OWN_WORDS = N_("The practice's own words; they are no part of the article:")
# Translators: on the pages of invented clinics.
PRACTICE_SAMPLE = N_("This practice is invented, as a sample: its telephone number and its e-mail address reach nobody.")
# Translators: heading above address and telephone number of a clinic.
PRACTICE_CONTACT = N_("Contact")
# Translators: label before the name of the person or company that runs a clinic.
PRACTICE_OWNER = N_("Legal name")
# Translators: label before a postal address.
PRACTICE_ADDRESS = N_("Address")
# Translators: label before a telephone number.
PRACTICE_TELEPHONE = N_("Telephone")
# Translators: label before an e-mail address.
PRACTICE_EMAIL = N_("E-mail")
# Translators: label before a web address where one can make an appointment.
PRACTICE_BOOKING = N_("Appointments")
# Translators: heading above days and hours.
PRACTICE_HOURS = N_("Opening hours")
# Translators: heading above the names of the people who treat patients in a clinic.
PRACTICE_PRACTITIONERS = N_("Practitioners")
# Translators: after a practitioner's profession.
PRACTICE_REGISTRATION = N_("registration number %(number)s")
# Translators: heading above a note on who may use needles by law; %(country)s is the name of a country as it stands alone.
PRACTICE_LAW = N_("Law and professional title (%(country)s)")
# Translators: below that note: the name of a law or of an authority's page, and the day when somebody looked at it.
PRACTICE_SOURCE = N_("Source: %(source)s, as of %(date)s")

PRACTICE_WORDS = frozenset(
    {
        PRACTICE_EMERGENCY,
        PRACTICE_OWN_WORDS,
        PRACTICE_SAMPLE,
        PRACTICE_CONTACT,
        PRACTICE_OWNER,
        PRACTICE_ADDRESS,
        PRACTICE_TELEPHONE,
        PRACTICE_EMAIL,
        PRACTICE_BOOKING,
        PRACTICE_HOURS,
        PRACTICE_PRACTITIONERS,
        PRACTICE_REGISTRATION,
        PRACTICE_LAW,
        PRACTICE_SOURCE,
    }
)
"""The words around a clinic's own; they may stand in its parts of a page, and nowhere in the article."""

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
