"""What share of lost and added denials the checks notice in this project's catalogs.

`python tests/benchmarks/checks/denials.py` prints it for each locale, then some of what was missed.
The words that are taken away and put in stand here, not in the lists that are to notice them.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.checks import check
from pipeline.checks.rule import Sheet
from pipeline.formats.po import read_po
from pipeline.model.catalog import Message
from pipeline.model.locale import Locale

ROOT = Path(__file__).parents[3]
TAKEN = {
    "ar": [(" لا ", " "), (" ليست ", " "), (" ليس ", " "), (" لم ", " "), (" دون ", " مع "), ("لا ت", "ت"), (" عدم ", " ")],
    "de": [
        (" nicht ", " "),
        (" nicht.", "."),
        (" keine ", " eine "),
        (" kein ", " ein "),
        (" keinen ", " einen "),
        (" ohne ", " mit "),
    ],
    "es": [(" no ", " "), ("No ", ""), (" sin ", " con "), (" ni ", " y ")],
    "fr": [(" ne ", " "), (" pas ", " "), (" sans ", " avec ")],
    "hi": [(" नहीं ", " "), (" नहीं", ""), (" बिना ", " साथ "), (" न ", " ")],
    "hr": [(" ne ", " "), (" nije ", " je "), (" nisu ", " su "), (" bez ", " s "), ("Ne ", "")],
    "ja": [("ません", "ます"), ("ない", "ある"), ("なく", "あり")],
    "pl": [(" nie ", " "), ("Nie ", ""), (" bez ", " z ")],
    "pt_BR": [(" não ", " "), ("Não ", ""), (" sem ", " com "), (" nem ", " e ")],
    "th": [("ไม่", ""), ("ห้าม", ""), ("อย่า", "")],
    "uk": [(" не ", " "), ("Не ", ""), (" без ", " з "), (" немає ", " є ")],
    "zh_Hans": [("不", ""), ("没有", "有"), ("未", ""), ("无", "有")],
}
PUT = {
    "ar": "لا", "de": "nicht", "es": "no", "fr": "ne pas", "hi": "नहीं", "hr": "ne", "ja": "ない", "pl": "nie",
    "pt_BR": "não", "th": "ไม่", "uk": "не", "zh_Hans": "不",
}  # fmt: skip


def lost(locale: str, message: Message) -> Iterator[str]:
    """The translation without one denial, where the English denies."""
    text = message.msgstr[0]
    english = f" {message.msgid.lower()} "
    if not any(word in english for word in (" not ", " no ", " never ", "n't ", "n’t ", " without ", "cannot ")):
        return
    for word, instead in TAKEN[locale]:
        if word in text and not (locale == "th" and word == "อย่า" and "อย่าง" in text):
            changed = text.replace(word, instead, 1)
            yield changed.replace(" pas ", " ", 1) if word == " ne " else changed
            return


def gained(locale: str, message: Message) -> Iterator[str]:
    """The translation with a denial in its middle."""
    text = message.msgstr[0]
    if locale in ("ja", "th", "zh_Hans"):
        middle = len(text) // 2
        yield f"{text[:middle]}{PUT[locale]}{text[middle:]}"
    elif " " in text:
        words = text.split(" ")
        yield " ".join((*words[: len(words) // 2], PUT[locale], *words[len(words) // 2 :]))


def noticed(locale: str, missed: list[str]) -> tuple[int, int, int, int]:
    """How many denials were lost and how many of them noticed, how many were added and how many of them noticed."""
    counts = []
    for damage in (lost, gained):
        tried = told = 0
        for path in sorted((ROOT / "locales" / locale / "LC_MESSAGES").glob("*.po")):
            if path.stem == "site":
                continue
            catalog = read_po(path.read_bytes(), path.name, path.stem, locale)
            for message in catalog.translated.values():
                for text in damage(locale, message):
                    mutant = replace(catalog, messages=(replace(message, msgstr=(text,)),))
                    tried += 1
                    found = {finding.rule for finding in check([Sheet(mutant, Locale(locale))])}
                    if found & {"negation-changed", "negation-differs"}:
                        told += 1
                    else:
                        missed.append(f"{locale} {damage.__name__}: {message.msgid!r}\n   {text!r}")
        counts += [tried, told]
    return counts[0], counts[1], counts[2], counts[3]


def main() -> None:
    """Print the shares for each locale, then some of what was missed."""
    missed: list[str] = []
    for locale in TAKEN:
        tried, told, put, seen = noticed(locale, missed)
        print(f"{locale:8} lost {told}/{tried}  added {seen}/{put}")
    print("\n".join(missed[:: max(1, len(missed) // 40)]))


if __name__ == "__main__":
    main()
