"""A clinic's colours → its style sheet, which stands beside the one of all pages and names two pairs of colours."""

from pipeline.model.clinic import Look


def clinic_sheet(look: Look) -> str:
    """The sheet: by day the clinic's colour under its ink; in the dark the darker of the two under the lighter one.

    Turned round, the two have the same contrast.
    """
    day = look.colour.lower(), look.ink.lower()
    night = sorted(day, key=_brightness)
    return (
        f":root {{ --practice: {day[0]}; --practice-ink: {day[1]}; }}\n"
        "@media (prefers-color-scheme: dark) {\n"
        f"  :root {{ --practice: {night[0]}; --practice-ink: {night[1]}; }}\n"
        "}\n"
    )


def _brightness(colour: str) -> int:
    # Which of two colours with enough contrast is the darker one, the weights of ITU-R BT.601 tell well enough.
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 299 * red + 587 * green + 114 * blue
