"""What is wrong with a bundle: a value, never an exception."""

from dataclasses import dataclass

AGAIN = "do not publish this; get the bundle again from where it was made"
"""The next step wherever nobody but the maker can mend it."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong."""

    path: str
    """The member of the bundle, or empty for the bundle itself."""
    what: str
    remedy: str = AGAIN
    """The next step."""

    def __str__(self) -> str:
        return printable(f"{self.path}: {self.what}" if self.path else self.what)


def printable(text: str) -> str:
    """A text of unknown origin as it can be shown: nothing in it moves a terminal's cursor or turns a line around."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
