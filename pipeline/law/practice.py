"""The gate's rules on what a clinic adds to a page: its parts stand there as demanded, and nowhere else.

On a page of the site nobody adds anything: there the other rules refuse whatever a clinic's parts are made of.
"""

from pipeline.law.seen import Faults, Seen


def practice_parts(seen: Seen) -> Faults:
    """A clinic's page holds its two parts in their places, to the letter; without them it is a page of the site."""
    yield from ((None, f"{name} is not on the page, or not as it must be, once") for name in seen.parts_missing)


def text_practice(seen: Seen) -> Faults:
    """A clinic's text edition ends with the practice's paragraphs, to the letter; without them it is one of the site."""
    if not seen.ends_with_practice:
        yield None, "it does not end with what the practice says, word for word"
