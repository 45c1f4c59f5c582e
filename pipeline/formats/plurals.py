"""Plural-Forms of every language, the one door to weblate-language-data (gettext's own list knows no ar, fa, hi, th, zh)."""


def plural_forms(locale: str) -> str:
    """The Plural-Forms header for a locale; that of the language where the locale has none, of English where neither has."""
    # Imported here: the list is large, and only a new catalog needs it.
    from weblate_language_data.languages import LANGUAGES

    rules = {code: f"nplurals={forms}; plural={_wrapped(rule)};" for code, _, forms, rule in LANGUAGES}
    return rules.get(locale) or rules.get(locale.partition("_")[0]) or rules["en"]


def _wrapped(rule: str) -> str:
    return rule if rule.isdigit() else f"({rule})"
