"""Hunspell's dictionaries as they lie on this machine, and the project's own list of words. The one door to hunspell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.checks.plain import folded
from pipeline.model.errors import PipelineError
from pipeline.model.locale import Locale
from pipeline.publish.store import read_text

FOLDERS = tuple(
    map(Path, ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell", "/Library/Spelling"))
)
"""Where Linux, BSD and macOS keep dictionaries."""
_UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages without spaces, in which no dictionary of words finds any."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a spelling rule may ask."""

    knows: Callable[[str], bool] | None = None
    """Whether the language has the word; None without a dictionary."""
    words: frozenset[str] = frozenset()
    """The project's own words, folded."""


def dictionary_for(root: Path, locale: Locale, folders: Sequence[Path] = FOLDERS) -> Dictionary:
    """The dictionary of a locale, for languages that set words apart; else one without `knows`.

    Raises PipelineError where the extra or the dictionary is not installed: nobody who asked should take silence for praise.
    """
    language = locale.name.partition("_")[0]
    if language in _UNSPACED:
        return Dictionary()
    path = f"source/words/{locale.name}.txt"
    listed = read_text(root, path).split("\n") if (root / path).is_file() else ()
    words = frozenset(folded(word.strip()) for word in listed if word.strip() and not word.startswith("#"))
    try:
        import hunspell
    except ImportError:
        raise PipelineError(
            path, "spelling is not checked: the extra is missing", "pip install 'polyclinic[spelling]'"
        ) from None
    found = _lying(locale.name, folders)
    if found is None:
        remedy = f"install it, on Debian with `apt install hunspell-{language}`, or ask for other locales"
        raise PipelineError(path, f"spelling is not checked: no Hunspell dictionary of {locale.name}", remedy)
    speller = hunspell.Hunspell(found.stem, hunspell_data_dir=str(found.parent))

    def knows(word: str) -> bool:
        return any(map(speller.spell, {word, word.replace("’", "'"), word.replace("’", "ʼ")}))

    return Dictionary(knows, words)


def _lying(locale: str, folders: Sequence[Path]) -> Path | None:
    """The dictionary of exactly this locale, of its language, or of the country named like it, or any of the language."""
    language = locale.partition("_")[0]
    for folder in folders:
        exact = (folder / f"{name}.dic" for name in (locale, language, f"{language}_{language.upper()}"))
        for path in (*exact, *sorted(folder.glob(f"{language}_*.dic"))):
            if path.is_file() and path.with_suffix(".aff").is_file():
                return path
    return None
